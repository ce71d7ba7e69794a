// ui/src/pages/order/time.tsx - the time machine: the order as it showed at any moment, each fact with where it came from.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Button, Modal, Popover, Skeleton, Slider } from "antd";
import { EditOutlined, LeftOutlined, RightOutlined } from "@ant-design/icons";
import { useContext, useMemo, useState } from "react";
import { api, ApiError } from "../../api/client";
import type { FactAt, FactWhy, OrderAt } from "../../api/types";
import { type Speech, useSpeech } from "../../i18n";
import { MomentField } from "../../parts/moment_field";
import { go } from "../../shell/address";
import { Link } from "../../shell/link";
import { Trouble } from "../../shell/trouble";
import { exactMoment, shortMoment, useNarrow } from "../orders/format";
import { EditsShown } from "./edits";
import { valueWords } from "./facts";
import { deedName, fieldName, groupName, groupOf, sourceName, whyName } from "./field_names";
import type { WholeOrder } from "./shapes";
import type { Revisions } from "./timeline";

interface Moment { at: string; seq: number | null; name: string; who: string }

const DEEDS = new Set(["edit", "update", "decide", "undo"]);
const ORDER = ["consignee", "delivery", "lines", "notes", "payment", "order_status", "delivery_status", "other"];

// What the order showed may have changed at each of these: with every revision, and with what was done here.
function momentsOf({ t }: Speech, order: WholeOrder, revisions: Revisions): Moment[] {
	const all: Moment[] = [
		...revisions.list.map(r => ({ at: r.at, seq: r.seq, name: t("order.rev", { seq: r.seq }), who: sourceName(t, r.source) })),
		...order.activities.filter(a => DEEDS.has(a.kind)).map(a => ({ at: a.at, seq: null, name: deedName(t, a.kind), who: a.who ?? t("order.by_itself") })),
	];
	return all.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : (a.seq ?? 1e9) - (b.seq ?? 1e9)));
}

function Why({ id, fact }: { id: string; fact: FactAt }) {
	const speech = useSpeech();
	const { t, locale } = speech;
	const asked = useQuery({ queryKey: ["orders", "why", id, fact.field, fact.line], queryFn: ({ signal }) => api<FactWhy>(`/orders/${id}/why`, { query: { field: fact.field, line: fact.line }, signal }) });
	if (asked.error)
		return <Trouble error={asked.error} />;
	if (!asked.data)
		return <Skeleton active title={false} paragraph={{ rows: 2 }} />;
	const said = (v: string | null) => (v === null ? <span className="soft">{t("order.absent")}</span> : v === "" ? <span className="soft">{t("order.blank")}</span> : <bdi>{valueWords(speech, fact.field, v)}</bdi>);
	return (
		<ol className="od-why">
			{[...asked.data.steps].reverse().map((s, i) => (
				<li key={i}>
					<div>{said(s.value)}{s.said !== s.value && <span className="soft small under">{t("time.said")} {said(s.said)}</span>}</div>
					<div className="soft small">{s.kind === "revision" ? <>{s.seq !== null && t("order.rev", { seq: s.seq })}{s.why && ` · ${sourceName(t, s.why)}`}</>
						: <>{deedName(t, s.kind)} · <bdi>{s.who ?? t("order.by_itself")}</bdi>{s.why && <> · <span dir="auto">{whyName(t, s.kind, s.why)}</span></>}</>} · {exactMoment(locale, s.at)}</div>
				</li>
			))}
		</ol>
	);
}

function Source({ id, fact: f }: { id: string; fact: FactAt }) {
	const { t } = useSpeech();
	const [open, setOpen] = useState(false);
	const short = f.seq !== null ? t("order.rev.short", { seq: f.seq }) : f.who ?? t("edits.edited");
	const narrow = useNarrow();
	const title = t("time.why", { field: fieldName(t, f.field) });
	const mark = <button type="button" className={`od-mark od-why-open${f.seq === null ? " od-edit-mark" : ""}`} aria-label={`${title}: ${short}`} onClick={narrow ? () => setOpen(true) : undefined}>{f.seq === null && <EditOutlined aria-hidden />} <bdi>{short}</bdi></button>;
	// Beside the mark there is no room for it on a phone.
	if (narrow)
		return <>{mark}{open && <Modal open title={title} footer={null} onCancel={() => setOpen(false)}><Why id={id} fact={f} /></Modal>}</>;
	return <Popover trigger="click" open={open} onOpenChange={setOpen} placement="bottomLeft" title={title} content={open && <div className="od-why-box"><Why id={id} fact={f} /></div>}>{mark}</Popover>;
}

// The total that the platform states follows the lines as they were edited here.
interface RowsProps { id: string; facts: FactAt[]; fresh: (f: FactAt) => boolean; edited?: boolean }

function Rows({ id, facts, fresh, edited }: RowsProps) {
	const speech = useSpeech();
	const { t } = speech;
	return (
		<dl className="od-list">
			{facts.map(f => (
				<div key={keyOf(f)} className={fresh(f) ? "od-fresh" : ""}>
					<dt>{fieldName(t, f.field)}</dt>
					<dd><span dir="auto">{valueWords(speech, f.field, f.value)}</span><Source id={id} fact={f} />{fresh(f) && <span className="unseen">{t("time.fresh")}</span>}
						{edited && f.field === "total" && <span className="soft small under">{t("time.follows")}</span>}</dd>
				</div>
			))}
		</dl>
	);
}

// What is said of lines and packages stands together by line.
const keyOf = (f: FactAt) => `${f.field} ${f.line}`;
const useAt = (order: WholeOrder, time: string | undefined) => useQuery({
	queryKey: ["orders", "at", order.id, time, order.ver, order.revision],
	queryFn: ({ signal }) => api<OrderAt>(`/orders/${order.id}/at`, { query: { time }, signal }),
	enabled: time !== undefined,
	staleTime: Infinity,
	placeholderData: keepPreviousData,
});

function Shown({ id, at, before }: { id: string; at: OrderAt; before: OrderAt | undefined }) {
	const { t } = useSpeech();
	const groups = ORDER.map(name => ({ name, facts: at.facts.filter(f => (groupOf(f.field) === "other" ? groupOfOther(f.field) : groupOf(f.field)) === name && f.value !== "") })).filter(g => g.facts.length > 0);
	const then = useMemo(() => before && new Map(before.facts.map(f => [keyOf(f), f.value])), [before]);
	const fresh = (f: FactAt) => then !== undefined && f.value !== (then.get(keyOf(f)) ?? "");
	const said = new Set(at.facts.map(keyOf));
	const same = before !== undefined && !at.facts.some(fresh) && before.facts.every(f => f.value === "" || said.has(keyOf(f)));
	const edits = useContext(EditsShown);
	const edited = at.facts.some(f => f.line !== "" && f.seq === null) || edits.some(e => e.line !== "" && e.at <= at.time);
	const sku = (line: string) => at.facts.find(f => f.line === line && f.field === "line_sku")?.value || line;
	return (
		<div className="inside">
			{same && <p className="soft od-same">{t("time.same")}</p>}
			<div className="od-groups">
				{groups.map(g => (
					<section key={g.name} className="od-group">
						<h3>{groupName(t, g.name)}</h3>
						<Rows id={id} facts={g.facts.filter(f => f.line === "")} fresh={fresh} edited={edited} />
						{[...new Set(g.facts.map(f => f.line).filter(Boolean))].map(line => (
							<div key={line} className="od-of-line"><h4 dir="auto">{sku(line)}</h4><Rows id={id} facts={g.facts.filter(f => f.line === line)} fresh={fresh} /></div>
						))}
					</section>
				))}
			</div>
			{at.cut && <p className="soft">{t("order.facts.cut")}</p>}
		</div>
	);
}

function groupOfOther(field: string): string {
	return ["order_status", "channel_status", "cancel_by", "cancel_reason"].includes(field) ? "order_status"
		: field.startsWith("package_") || field === "picked_up_at" ? "delivery_status"
		: ["currency", "cod", "payment_method", "paid_at", "shipping_fee"].includes(field) ? "payment"
		: field.endsWith("_note") ? "notes" : "other";
}

export function TimeMachine({ order, revisions, time }: { order: WholeOrder; revisions: Revisions; time: string }) {
	const speech = useSpeech();
	const { t, locale } = speech;
	const moments = useMemo(() => momentsOf(speech, order, revisions), [speech, order, revisions]);
	const last = moments.length - 1;
	const wanted = time || moments[last]?.at || order.changed_at;
	// The last of the moments that had come by then.
	const here = moments.reduce((found, m, i) => (m.at <= wanted ? i : found), -1);
	const put = (at: string) => go(`/orders/${order.id}?view=time&at=${encodeURIComponent(at)}`, true);
	const step = (i: number) => moments[i] && put(moments[i].at);
	const [drag, setDrag] = useState<number | null>(null);
	const asked = useAt(order, wanted);
	const early = asked.error instanceof ApiError && asked.error.problem.status === 404;
	const at = drag ?? Math.max(0, here);
	const now = moments[at];
	const exact = here >= 0 && moments[here]?.at === wanted;
	const before = useAt(order, exact ? moments[here - 1]?.at : undefined);
	return (
		<section className="panel od-time">
			<header>
				<h2>{t("time.title")}</h2>
				{now && now.seq !== null && now.seq > 1 && <Link to={`/orders/${order.id}?view=compare&from=${now.seq - 1}&to=${now.seq}`}>{t("order.compare")}</Link>}
				{revisions.older && <Button type="link" size="small" onClick={revisions.more}>{t("order.older")}</Button>}
			</header>
			<div className="inside od-time-bar">
				<div className="od-time-slide">
					<Button icon={<LeftOutlined />} disabled={at <= 0} onClick={() => step(at - 1)} aria-label={t("time.before")} title={t("time.before")} />
					<Slider min={0} max={Math.max(1, last)} step={1} dots={last < 60} disabled={last < 1} value={at} onChange={setDrag} onChangeComplete={v => {
						setDrag(null);
						step(v);
					}} tooltip={{ open: false }} ariaLabelForHandle={t("time.title")} ariaValueTextFormatterForHandle={v => (moments[v] ? `${moments[v].name}, ${exactMoment(locale, moments[v].at)}` : "")} />
					<Button icon={<RightOutlined />} disabled={at >= last} onClick={() => step(at + 1)} aria-label={t("time.after")} title={t("time.after")} />
				</div>
				<div className="o-line od-time-now">
					<div role="status">{now && (exact || drag !== null) ? <><b>{now.name}</b> · <span dir="auto">{now.who}</span> · {exactMoment(locale, now.at)}</>
						: <><b>{exactMoment(locale, wanted)}</b>{now && here >= 0 && <span className="soft"> · {t("time.since", { what: now.name, at: shortMoment(locale, now.at) })}</span>}</>}
						<span className="soft"> · {t("time.of", { at: at + 1, of: moments.length })}</span></div>
					<MomentField label={t("time.any")} value={wanted} set={v => v && put(v)} />
				</div>
			</div>
			{early ? <p className="inside soft">{t("time.not_yet")}</p>
				: asked.error ? <Trouble error={asked.error} again={() => void asked.refetch()} />
				: asked.data ? <Shown id={order.id} at={asked.data} before={exact && !asked.isPlaceholderData && !before.isPlaceholderData ? before.data : undefined} /> : <div className="inside"><Skeleton active /></div>}
		</section>
	);
}
