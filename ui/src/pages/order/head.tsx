// ui/src/pages/order/head.tsx - the order at a glance.
import { Button, Tag } from "antd";
import { CopyOutlined } from "@ant-design/icons";
import type { ReactNode } from "react";
import { useSpeech, type Key } from "../../i18n";
import { useCopy } from "../orders/bars";
import { holdWords, lookedWords, nextWords, ShipBy } from "../orders/columns";
import { channelName } from "../orders/filters";
import { amount, both, exactMoment, shortMoment, useNow } from "../orders/format";
import { wordName } from "./field_names";
import type { WholeOrder } from "./shapes";

function Point({ name, children }: { name: Key; children: ReactNode }) {
	const { t } = useSpeech();
	return <div className="od-point"><dt>{t(name)}</dt><dd>{children}</dd></div>;
}

export function Head({ order: o }: { order: WholeOrder }) {
	const speech = useSpeech();
	const { t, moment, ago, locale } = speech;
	const now = useNow();
	const copy = useCopy();
	const around = { speech, now, lines: 2, tab: "all" as const };
	return (
		<header className="od-head">
			<div className="od-title">
				<h1 dir="auto">{o.number}</h1>
				<Button type="text" size="small" icon={<CopyOutlined />} onClick={() => copy(o.number)} aria-label={t("order.copy.number")} title={t("order.copy.number")} />
				<Tag className={`o-state o-state-${o.state}`}><i aria-hidden />{both(o.state_label)}</Tag>
				<Tag>{both(o.word_label)}</Tag>
				{o.hold && <Tag className="od-hold" title={o.hold_since ? t("order.since", { at: moment(o.hold_since) }) : undefined}>{t("order.hold", { why: holdWords(o, speech) })}</Tag>}
				{o.void_reason && <Tag>{t("order.void", { why: wordName(t, o.void_reason) })}</Tag>}
				{o.history && <Tag title={t("order.history.why")}>{t("order.history")}</Tag>}
			</div>
			<dl className="od-points">
				<Point name="orders.col.ship_by">{o.ship_by ? <ShipBy order={o} a={around} /> : <span className="soft">–</span>}</Point>
				<Point name="orders.col.total">
					{o.total ? <b>{amount(speech, o.total)} {o.total.currency}</b> : <span className="soft">–</span>}
				</Point>
				<Point name="orders.col.payment">{o.payment_status ? wordName(t, o.payment_status) : <span className="soft">–</span>}</Point>
				<Point name="order.channel_status"><span dir="auto">{o.channel_status}</span></Point>
				<Point name="orders.col.shop"><span dir="auto" title={o.shop.title}>{o.shop.title}</span><div className="o-dim">{channelName(o.channel)}</div></Point>
				<Point name="orders.col.placed"><span title={exactMoment(locale, o.placed)}>{shortMoment(locale, o.placed)}</span></Point>
				<Point name="orders.col.looked">
					<span title={lookedWords(o, around)}>{ago(o.looked_at ?? o.changed_at, Math.max(now, new Date(o.looked_at ?? o.changed_at).getTime()))}</span>
					{o.next_look && <div className="o-dim">{t("order.next", { when: nextWords(o, speech, now) })}</div>}
				</Point>
				{(o.outbound_number || o.tracking) && (
					<Point name="orders.col.numbers"><div dir="auto">{o.outbound_number}</div><div className="o-dim" dir="auto">{o.tracking}</div></Point>
				)}
			</dl>
		</header>
	);
}
