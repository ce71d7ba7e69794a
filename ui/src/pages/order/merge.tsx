// ui/src/pages/order/merge.tsx - what the platform changed and is not taken yet: it waits for an update, or, where both sides changed the same, for a decision.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Radio, Tag } from "antd";
import { CloudSyncOutlined } from "@ant-design/icons";
import { useState } from "react";
import { api } from "../../api/client";
import type { Collision, OrderChoice, OrderDecision, OrderMerge } from "../../api/types";
import { useSpeech } from "../../i18n";
import { useLooking } from "../../parts/paged";
import { useMay } from "../../shell/session";
import { UpdateDialog } from "../orders/update_dialog";
import { noteOwn } from "./edits";
import { valueWords } from "./facts";
import { changeName, fieldName, groupName, groupOf, lineName } from "./field_names";
import { Refusal } from "./refusal";
import type { WholeOrder } from "./shapes";

const keyOf = (c: Collision) => `${c.field} ${c.line}`;

function useMerge(order: WholeOrder) {
	const looking = useLooking();
	const open = order.state === "pending" || order.state === "void";
	return useQuery({
		queryKey: ["orders", "merge", order.id, order.ver, order.revision],
		queryFn: ({ signal }) => api<OrderMerge>(`/orders/${order.id}/merge`, { signal }),
		enabled: looking && open,
		placeholderData: (was, before) => (before?.queryKey[2] === order.id ? was : undefined),
		meta: { live: ["orders"], gap: 1500 },
	});
}

function Side({ c, value, none }: { c: Collision; value: string | null; none?: boolean }) {
	const speech = useSpeech();
	const { t } = speech;
	if (value === null)
		return <span className="soft">{t(c.whole_line ? (none ? "merge.no_line" : "merge.line_gone") : "order.absent")}</span>;
	if (c.whole_line)
		return <bdi>{t("merge.pieces", { count: Number(value) || 0 })}</bdi>;
	return value === "" ? <span className="soft">{t(c.field === "line_ordered" ? "edits.line_out" : "order.blank")}</span> : <bdi>{valueWords(speech, c.field, value)}</bdi>;
}

interface GroupProps {
	name: string; all: Collision[]; order: WholeOrder; chosen: Map<string, boolean>; choose: (of: Collision[], take: boolean) => void;
	decide: (choices: OrderChoice[]) => void; busy: boolean; may: boolean;
}

// All that collides in a group is answered at once.
function Group({ name, all, order, chosen, choose, decide, busy, may }: GroupProps) {
	const { t } = useSpeech();
	const open = all.filter(c => !chosen.has(keyOf(c))).length;
	const answer = (c: Collision, take: boolean): OrderChoice => ({ field: c.field, line: c.line, take });
	return (
		<section className="od-collide" aria-label={groupName(t, name)}>
			<div className="od-collide-head">
				<h3>{groupName(t, name)}</h3>
				{may && <><Button size="small" disabled={busy} onClick={() => decide(all.map(c => answer(c, false)))}>{t(all.length > 1 ? "merge.all_mine" : "merge.mine")}</Button>
					<Button size="small" disabled={busy} onClick={() => decide(all.map(c => answer(c, true)))}>{t(all.length > 1 ? "merge.all_theirs" : "merge.theirs")}</Button></>}
			</div>
			<ul>
				{all.map(c => (
					<li key={keyOf(c)}>
						<div className="od-collide-what"><b>{c.whole_line ? t("merge.whole_line") : fieldName(t, c.field)}</b>{c.line && <span className="o-dim" dir="auto"> {lineName(order, c.line)}</span>}
							<div className="soft small">{t("merge.base")} <Side c={c} value={c.base} none /></div></div>
						{all.length === 1 ? <div className="od-sides"><div><span className="soft small under">{t("merge.ours")}</span><Side c={c} value={c.ours} /></div><div><span className="soft small under">{t("merge.channel")}</span><Side c={c} value={c.theirs} /></div></div> : <Radio.Group className="od-sides" disabled={busy || !may} value={chosen.get(keyOf(c)) ?? null} onChange={e => choose([c], e.target.value as boolean)} aria-label={fieldName(t, c.field)}>
							<Radio value={false}><span className="soft small under">{t("merge.ours")}</span><Side c={c} value={c.ours} /></Radio>
							<Radio value={true}><span className="soft small under">{t("merge.channel")}</span><Side c={c} value={c.theirs} /></Radio>
						</Radio.Group>}
					</li>
				))}
			</ul>
			{may && all.length > 1 && <Button type="primary" size="small" disabled={busy || open > 0} onClick={() => decide(all.map(c => answer(c, chosen.get(keyOf(c)) ?? false)))}>
				{open > 0 ? t("merge.open", { count: open }) : t("merge.apply")}</Button>}
		</section>
	);
}

export function Merge({ order }: { order: WholeOrder }) {
	const { t } = useSpeech();
	const queries = useQueryClient();
	const may = useMay("change_orders");
	const { data: merge } = useMerge(order);
	const [chosen, setChosen] = useState<Map<string, boolean>>(new Map());
	const [busy, setBusy] = useState(false);
	const [wrong, setWrong] = useState<unknown>(null);
	const [updating, setUpdating] = useState(false);
	const channel = order.channel !== "manual";
	const waits = merge !== undefined && (merge.collisions.length > 0 || merge.taken.length > 0);
	if (!merge || (!waits && wrong === null))
		return null;
	const decide = async (choices: OrderChoice[]) => {
		setBusy(true);
		setWrong(null);
		try {
			const body: OrderDecision = { choices };
			const { ver } = await api<OrderMerge>(`/orders/${order.id}/decide`, { method: "POST", body, ver: merge.ver });
			noteOwn(order.id, ver);
			setChosen(new Map());
		} catch (e) {
			setWrong(e);
		} finally {
			setBusy(false);
			for (const key of ["orders", "stocks"])
				void queries.invalidateQueries({ queryKey: [key] });
		}
	};
	const groups = [...new Set(merge.collisions.map(c => groupOf(c.field)))];
	return (
		<section className="panel od-merge" aria-busy={busy}>
			<header>
				<h2>{t(merge.collisions.length > 0 ? "merge.title" : "merge.waits")}</h2>
				{channel && may && <Button size="small" icon={<CloudSyncOutlined />} onClick={() => setUpdating(true)}>{t("update.title")}</Button>}
			</header>
			<div className="inside">
				{merge.collisions.length > 0 && <p className="soft">{t("merge.how")}</p>}
				{merge.changes.length > 0 && merge.taken.length > 0 && <p>{t(merge.collisions.length > 0 ? "merge.besides" : "merge.new")} {merge.changes.map(c => <Tag key={c}>{changeName(t, c)}</Tag>)}</p>}
				{groups.map(g => <Group key={g} name={g} all={merge.collisions.filter(c => groupOf(c.field) === g)} order={order} chosen={chosen} busy={busy} may={may}
					choose={(of, take) => setChosen(was => new Map([...was, ...of.map(c => [keyOf(c), take] as const)]))} decide={c => void decide(c)} />)}
				{merge.cut && <p className="soft">{t("order.compare.cut")}</p>}
				{!may && merge.collisions.length > 0 && <Alert type="info" showIcon message={t("err.forbidden")} />}
				<Refusal error={wrong} />
			</div>
			{updating && <UpdateDialog single which={async () => ({ ids: [order.id] })} close={() => setUpdating(false)} done={() => setUpdating(false)} />}
		</section>
	);
}
