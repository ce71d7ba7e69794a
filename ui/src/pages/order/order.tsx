// ui/src/pages/order/order.tsx - one order: what it is, whom it is for, how it came to be so.
import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Skeleton, Tabs } from "antd";
import { useEffect, useRef, useState } from "react";
import { api, ApiError } from "../../api/client";
import type { OrderEdit } from "../../api/types";
import { useSpeech } from "../../i18n";
import { go, useAddress, useCurrent } from "../../shell/address";
import { Link } from "../../shell/link";
import { useTabTitle } from "../../shell/tabs";
import { Trouble } from "../../shell/trouble";
import { Compare } from "./compare";
import { Edited } from "./edited";
import { EditsShown, isOwn, useEdits } from "./edits";
import { Facts } from "./facts";
import { fieldName } from "./field_names";
import { Head } from "./head";
import { Lines } from "./lines";
import { Merge } from "./merge";
import "../orders/orders.css";
import "./order.css";
import "./edits.css";
import { People } from "./people";
import { Place } from "./place";
import { Raw } from "./raw";
import type { WholeOrder } from "./shapes";
import { TimeMachine } from "./time";
import { Timeline, useRevisions } from "./timeline";

const FRESHNESS_MS = 30000;
const NONE: OrderEdit[] = [];

function useOrder(id: string, looking: boolean) {
	return useQuery({
		queryKey: ["orders", "order", id],
		queryFn: ({ signal }) => api<WholeOrder>(`/orders/${id}`, { signal }),
		enabled: looking,
		refetchInterval: looking ? FRESHNESS_MS : false,
		meta: { live: ["orders"], gap: 1500 },
	});
}

// An order that changes while somebody looks is shown as it is now, and what is new about it is said.
function Changed({ order }: { order: WholeOrder }) {
	const { t, moment } = useSpeech();
	const since = useRef(order);
	const [shut, setShut] = useState("");
	if (order.revision === since.current.revision && isOwn(order.id, order.ver))
		since.current = order;
	const was = since.current;
	const now = `${order.ver}.${order.revision}`;
	if (now === `${was.ver}.${was.revision}` || shut === now)
		return null;
	const fields = [...new Set(order.revisions.filter(r => r.seq > was.revision).flatMap(r => r.fields))];
	const close = () => {
		since.current = order;
		setShut(now);
	};
	return (
		<Alert type="info" showIcon className="od-changed" closable onClose={close} role="status" message={
			<div className="o-line">
				<span>{t("order.changed", { at: moment(order.changed_at) })} {fields.map(f => fieldName(t, f)).join(", ")}</span>
				{order.revision > was.revision && (
					<Button size="small" onClick={() => go(`/orders/${order.id}?view=compare&from=${was.revision}&to=${order.revision}`)}>{t("order.compare")}</Button>
				)}
			</div>
		} />
	);
}

function Whole({ order }: { order: WholeOrder }) {
	const { t } = useSpeech();
	const { query } = useAddress();
	const revisions = useRevisions(order);
	const edits = useEdits(order).data;
	const view = query.get("view") ?? "order";
	const numberOf = (name: string, other: number) => Number(query.get(name)) || other;
	const to = numberOf("to", order.revision), from = numberOf("from", Math.max(1, to - 1));

	return (
		<EditsShown.Provider value={edits?.items ?? NONE}><div className="order">
			<Changed order={order} />
			<Head order={order} />
			<div className="od-halves">
				<div className="od-main">
					<Tabs activeKey={view} onChange={v => go(v === "order" ? `/orders/${order.id}` : `/orders/${order.id}?view=${v}`)} items={[
						{ key: "order", label: t("order.view.order"), children: <><Merge order={order} /><Edited order={order} edits={edits} /><Place order={order} /><Lines order={order} /><Facts order={order} /></> },
						{ key: "compare", label: t("order.view.compare"), children: view === "compare" && <Compare id={order.id} revisions={revisions} from={from} to={to} latest={order.revision} /> },
						{ key: "time", label: t("time.title"), children: view === "time" && <TimeMachine order={order} revisions={revisions} time={query.get("at") ?? ""} /> },
						{ key: "raw", label: t("order.view.raw"), children: view === "raw" && <Raw id={order.id} revisions={revisions} seq={numberOf("seq", order.revision)} latest={order.revision} /> },
					]} />
				</div>
				<aside className="od-side">
					<People order={order} />
					<Timeline order={order} revisions={revisions} />
				</aside>
			</div>
		</div></EditsShown.Provider>
	);
}

export default function Order({ id }: { id: string }) {
	const { t } = useSpeech();
	const address = useAddress();
	const looking = useCurrent().path === address.path;
	const asked = useOrder(id, looking);
	const order = asked.data;
	const [known, setKnown] = useState("");
	useTabTitle(known);
	useEffect(() => {
		if (order)
			setKnown(order.number);
	}, [order]);

	if (order)
		return <Whole key={id} order={order} />;
	if (asked.error instanceof ApiError && asked.error.problem.status === 404)
		return (
			<div className="trouble" role="alert">
				<h1>{t("order.unknown")}</h1>
				<p className="soft">{t("order.unknown.why", { id })}</p>
				<Link to="/orders?tab=all">{t("order.unknown.list")}</Link>
			</div>
		);
	if (asked.error)
		return <Trouble error={asked.error} again={() => void asked.refetch()} />;
	return <Skeleton active className="waiting" />;
}
