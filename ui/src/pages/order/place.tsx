// ui/src/pages/order/place.tsx - where the order stands on its way: its pieces, what stands against going on, what may be done; S001-33, 41, 42, 63, 64.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Skeleton, Table, type TableColumnsType } from "antd";
import { CheckCircleOutlined } from "@ant-design/icons";
import { useState } from "react";
import { api } from "../../api/client";
import type { DeedResult, OrderDeed, OrderPlace, Trouble as Refusal, Unit, UnmappedLine } from "../../api/types";
import { type Key, useSpeech } from "../../i18n";
import { useLooking } from "../../parts/paged";
import { stacked } from "../../parts/stack";
import { Link } from "../../shell/link";
import { useMay } from "../../shell/session";
import { cured, more, say, told, Trouble } from "../../shell/trouble";
import { draftOf, sayDraft } from "../maps/draft";
import { type Editing, MapEditor } from "../maps/editor";
import { type Asked, asksWhy, DeedDialog, noteWords, sendDeed } from "./deeds";
import type { WholeOrder } from "./shapes";

const ROWS = 20;

type Row = { key: string; unit?: Unit; line?: UnmappedLine };

const TONES: Record<Unit["state"], string> = { waiting: "warn", reserved: "good", dispatched: "live" };

// Which deed cures which block, where it may be done now.
const CURES: Record<string, OrderDeed> = { order_frozen: "unfreeze", order_void: "restore", not_allocated: "reserve" };
// … and which page.
const PAGES: Record<string, { to: string; name: Key }> = {
	shop_unbound: { to: "/accounts", name: "place.to_accounts" }, needs_authorisation: { to: "/accounts", name: "place.to_accounts" },
};

export function Refused({ problem }: { problem: Refusal }) {
	const { t } = useSpeech();
	const cure = cured(t, problem);
	return (
		<>
			<div><b>{told(t, problem)}</b> <span className="place-code">{problem.code.toUpperCase()}</span></div>
			{problem.detail && problem.detail !== problem.title && <div className="soft" dir="auto">{problem.detail}</div>}
			{cure && <div className="soft">{cure}</div>}
		</>
	);
}

interface BlocksProps { place: OrderPlace; may: boolean; mayMap: boolean; busy: boolean; act: (d: OrderDeed) => void; map: (l: UnmappedLine) => void }

function Blocks({ place, may, mayMap, busy, act, map }: BlocksProps) {
	const { t } = useSpeech();
	const open = place.state === "pending" || place.state === "frozen" || place.state === "void";
	if (place.blocks.length === 0)
		return open ? <p className="place-clear" role="status"><CheckCircleOutlined /> {t("place.clear")}</p> : null;
	return (
		<ul aria-label={t("place.blocks")}>
			{place.blocks.map((b, i) => {
				const deed = CURES[b.code], page = PAGES[b.code], first = place.unmapped[0];
				return (
					<li key={i} className={`place-block${b.code === "not_mapped" || b.code === "not_allocated" ? "" : " bad"}`}>
						<div><Refused problem={b} /></div>
						{b.code === "not_mapped" && mayMap && first && <Button size="small" onClick={() => map(first)}>{t("place.map_first")}</Button>}
						{deed && may && place.moves.includes(deed) && <Button size="small" disabled={busy} onClick={() => act(deed)}>{t(`deeds.${deed}`)}</Button>}
						{page && <Link to={page.to}>{t(page.name)}</Link>}
					</li>
				);
			})}
		</ul>
	);
}

function Units({ place, mayMap, map }: { place: OrderPlace; mayMap: boolean; map: (l: UnmappedLine) => void }) {
	const { t, number } = useSpeech();
	const rows: Row[] = [...place.unmapped.map(line => ({ key: `l${line.line}`, line })), ...place.units.map(unit => ({ key: `u${unit.id}`, unit }))];
	if (rows.length === 0)
		return <p className="inside soft">{t("place.no_units")}</p>;
	const columns: TableColumnsType<Row> = [
		{ title: t("place.sku"), key: "sku", render: (_, { unit: u, line: l }) => u
			? <div className="place-unit"><Link to={`/stock/${u.sku_id}`}><bdi>{u.code}</bdi></Link> <span className="soft" dir="auto">{u.title}</span></div>
			: <div className="place-unit"><b dir="auto">{l!.platform_sku || "–"}</b> <span className="soft" dir="auto">{l!.title}</span></div> },
		{ title: t("place.pieces"), key: "quantity", align: "right", className: "half", render: (_, { unit: u }) => (u ? number(u.quantity) : "") },
		{ title: t("place.stands"), key: "state", render: (_, { unit: u }) => u
			? <span className={`state ${TONES[u.state]}`}>{t(`place.${u.state}`)}</span> : <span className="state bad">{t("place.unmapped")}</span> },
		{ title: t("stock.warehouse"), key: "warehouse", className: "half", render: (_, { unit: u }) => u?.warehouse || <span className="soft">–</span> },
		{ title: t("stock.available"), key: "available", align: "right", className: "half", render: (_, { unit: u }) => u
			? <span className={u.state === "waiting" && u.available < u.quantity ? "bad-text" : undefined}>{number(u.available)}</span> : "" },
		{ title: <span className="unseen">{t("today.actions")}</span>, key: "do", align: "right", width: 1, className: "nowrap", render: (_, { line: l }) => l && mayMap && (
			<Button size="small" onClick={() => map(l)} aria-label={t("maps.map_it", { sku: l.platform_sku })}>{t("maps.map")}</Button>
		) },
	];
	return (
		<Table className="stack place-units" size="small" rowKey="key" columns={stacked(columns)} dataSource={rows} rowClassName={r => (r.line ? "place-unmapped" : "")}
			pagination={rows.length > ROWS ? { pageSize: ROWS, showSizeChanger: false, size: "small" } : false} />
	);
}

export function Place({ order }: { order: WholeOrder }) {
	const { t } = useSpeech();
	const { message } = App.useApp();
	const queries = useQueryClient();
	const may = useMay("change_orders"), mayMap = useMay("change_skus");
	const [asked, setAsked] = useState<OrderDeed | null>(null);
	const [busy, setBusy] = useState(false);
	const [refused, setRefused] = useState<{ deed: OrderDeed; result?: DeedResult; error?: unknown } | null>(null);
	const [editing, setEditing] = useState<Editing | null>(null);
	const looking = useLooking();
	const { data: place, error, refetch } = useQuery({
		queryKey: ["orders", "place", order.id],
		queryFn: ({ signal }) => api<OrderPlace>(`/orders/${order.id}/place`, { signal }),
		enabled: looking,
		refetchInterval: looking ? 20000 : false,
		meta: { live: ["orders"], gap: 1000 },
	});

	const send = async (what: Asked) => {
		setBusy(true);
		setRefused(null);
		try {
			const result = (await sendDeed([order.id], what)).items[0];
			if (result?.done)
				void message.success(noteWords(t, result.note) || t(`deeds.done.${what.deed}`));
			else if (result)
				setRefused({ deed: what.deed, result });
		} catch (e) {
			setRefused({ deed: what.deed, error: e });
		} finally {
			setAsked(null);
			setBusy(false);
			for (const key of ["orders", "stocks", "maps"])
				void queries.invalidateQueries({ queryKey: [key] });
		}
	};
	const act = (deed: OrderDeed) => (asksWhy(deed) ? setAsked(deed) : void send({ deed }));
	const map = (l: UnmappedLine) => setEditing({ title: l.title, draft: { holds: `shop:${order.shop.id}`, members: [{ sku: l.platform_sku, quantity: 1 }] } });

	return (
		<section className="panel place" aria-busy={busy || !place}>
			<header>
				<h2>{t("place.title")}</h2>
				{may && place && <div className="place-do">{place.moves.map(d => (
					<Button key={d} size="small" danger={d === "void"} disabled={busy} onClick={() => act(d)}>{t(`deeds.${d}`)}{asksWhy(d) ? "…" : ""}</Button>
				))}</div>}
			</header>
			{refused && (
				<Alert type="error" banner closable onClose={() => setRefused(null)} role="alert" message={
					<><div className="soft small">{t("place.refused", { deed: t(`deeds.${refused.deed}`) })}</div>
						{refused.result?.problem ? <Refused problem={refused.result.problem} /> : <><b>{say(t, refused.error)}</b><div className="soft">{more(refused.error)}</div></>}</>
				} />
			)}
			{place ? <><Blocks place={place} may={may} mayMap={mayMap} busy={busy} act={act} map={map} /><Units place={place} mayMap={mayMap} map={map} /></>
				: error ? <Trouble error={error} again={() => void refetch()} /> : <div className="inside"><Skeleton active title={false} paragraph={{ rows: 2 }} /></div>}
			<DeedDialog asked={asked} title={t(asked === "void" ? "deeds.title.void" : "deeds.title.freeze", { number: order.number })} busy={busy} send={what => void send(what)} close={() => setAsked(null)} />
			<MapEditor editing={editing} close={() => setEditing(null)} saved={m => {
				setEditing(null);
				void message.success(t("maps.saved", { map: sayDraft(draftOf(m)) }));
				void queries.invalidateQueries({ queryKey: ["orders"] });
			}} />
		</section>
	);
}
