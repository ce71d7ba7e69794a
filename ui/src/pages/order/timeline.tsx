// ui/src/pages/order/timeline.tsx - what happened to the order, newest first: its revisions and what was done here.
import { Button, Tag } from "antd";
import { useState } from "react";
import { api } from "../../api/client";
import { type Speech, useSpeech } from "../../i18n";
import { Link } from "../../shell/link";
import { exactMoment } from "../orders/format";
import { changeName, deedName, fieldName, groupName, placeName, sourceName, undoneTask, whyName } from "./field_names";
import type { Activity, Revision, RevisionPage, WholeOrder } from "./shapes";

export interface Revisions { list: Revision[]; older: boolean; more: () => void; failed: boolean }

// The newest come with the order, older ones when they are asked for.
export function useRevisions(order: WholeOrder): Revisions {
	const [older, setOlder] = useState<{ list: Revision[]; more: boolean }>();
	const [failed, setFailed] = useState(false);
	const lowest = order.revisions[order.revisions.length - 1]?.seq ?? 0;
	const list = [...order.revisions, ...(older?.list.filter(r => r.seq < lowest) ?? [])];
	const more = () => {
		const after = list[list.length - 1]?.seq;
		if (!after)
			return;
		setFailed(false);
		api<RevisionPage>(`/orders/${order.id}/revisions`, { query: { after, limit: 50 } })
			.then(page => setOlder(was => ({ list: [...(was?.list ?? []), ...page.items], more: page.next !== null })), () => setFailed(true));
	};
	return { list, older: older ? older.more : order.older_revisions, more, failed };
}

type Entry = { at: string; revision?: Revision; activity?: Activity };

function entries(order: WholeOrder, revisions: Revision[]): Entry[] {
	const all: Entry[] = [...revisions.map(revision => ({ at: revision.at, revision })), ...order.activities.map(activity => ({ at: activity.at, activity }))];
	return all.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
}

function OfRevision({ id, r }: { id: string; r: Revision }) {
	const { t } = useSpeech();
	return (
		<>
			<div className="o-line od-entry">
				<b>{t("order.rev", { seq: r.seq })}</b>
				<span className="soft">{sourceName(t, r.source)}</span>
				<span className="o-gap" />
				{r.seq > 1 && <Link to={`/orders/${id}?view=compare&from=${r.seq - 1}&to=${r.seq}`}>{t("order.compare")}</Link>}
				<Link to={`/orders/${id}?view=raw&seq=${r.seq}`}>{t("order.raw.short")}</Link>
			</div>
			{r.groups.length > 0 ? (
				<div title={r.fields.map(f => fieldName(t, f)).join(", ")}>{r.groups.map(g => <Tag key={g}>{groupName(t, g)}</Tag>)}</div>
			) : r.seq === 1 && <div className="soft">{t("order.rev.first")}</div>}
		</>
	);
}

// How an order stood, as its activities say it: its place ("frozen hold by_hand"), lines without a mapping ("unmapped 2"), or
// reserved pieces ("3").
function stood(t: Speech["t"], text: string): string {
	const unmapped = /^unmapped (\d+)$/.exec(text), pieces = /^\d+$/.exec(text);
	return unmapped ? t("order.stood.unmapped", { count: Number(unmapped[1]) }) : pieces ? t("order.stood.reserved", { count: Number(text) })
		: placeName(t, text.split(" hold ")[0] ?? "");
}

// Of changes here it is said what they changed; an update says besides whose side won.
const CHANGES = new Set(["edit", "update", "decide", "undo"]);

function OfActivity({ a }: { a: Activity }) {
	const { t } = useSpeech();
	const task = undoneTask(a.kind, a.why);
	if (CHANGES.has(a.kind))
		return (
			<>
				<div className="o-line od-entry"><b>{deedName(t, a.kind)}</b><span className="soft" dir="auto">{a.who || t("order.by_itself")}</span></div>
				{a.after && <div>{a.after.split(" ").map(c => <Tag key={c}>{changeName(t, c)}</Tag>)}</div>}
				{a.why && <div className="soft" dir="auto">{task ? <Link to={`/tasks/${task}`}>{whyName(t, a.kind, a.why)}</Link> : whyName(t, a.kind, a.why)}</div>}
			</>
		);
	return (
		<>
			<div className="o-line od-entry"><b>{deedName(t, a.kind)}</b><span className="soft" dir="auto">{a.who || t("order.by_itself")}</span></div>
			{(a.before || a.after) && a.before !== a.after && <div dir="auto">{a.before ? `${stood(t, a.before)} → ` : ""}{stood(t, a.after)}</div>}
			{a.why && <div className="soft" dir="auto">{whyName(t, a.kind, a.why)}</div>}
		</>
	);
}

export function Timeline({ order, revisions }: { order: WholeOrder; revisions: Revisions }) {
	const { t, ago, locale } = useSpeech();
	return (
		<section className="panel">
			<header><h2>{t("order.timeline")}</h2></header>
			<ol className="od-timeline inside">
				{entries(order, revisions.list).map(e => (
					<li key={e.revision ? `r${e.revision.seq}` : `a${e.activity!.id}`} className={e.revision ? "" : "od-deed"}>
						{e.revision ? <OfRevision id={order.id} r={e.revision} /> : <OfActivity a={e.activity!} />}
						<time className="o-dim" dateTime={e.at} title={ago(e.at)}>{exactMoment(locale, e.at)}</time>
					</li>
				))}
			</ol>
			{revisions.older && <div className="od-more"><Button size="small" onClick={revisions.more}>{t(revisions.failed ? "orders.again" : "order.older")}</Button></div>}
		</section>
	);
}
