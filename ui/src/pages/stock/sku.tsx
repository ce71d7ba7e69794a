// ui/src/pages/stock/sku.tsx - the movements of one SKU: what changed, by how much, how it stood then, who did it and why.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Empty, Select, Skeleton, Table, type TableColumnsType } from "antd";
import { DiffOutlined } from "@ant-design/icons";
import { useMemo, useState } from "react";
import { api, ApiError, type List, withQuery } from "../../api/client";
import type { Movement, Sku, Stock } from "../../api/types";
import { useSpeech } from "../../i18n";
import { MoreRows, useLooking, usePaged } from "../../parts/paged";
import { stacked } from "../../parts/stack";
import { go, useAddress } from "../../shell/address";
import { Link } from "../../shell/link";
import { useMay } from "../../shell/session";
import { useTabTitle } from "../../shell/tabs";
import { Trouble } from "../../shell/trouble";
import { exactMoment } from "../orders/format";
import { Adjust, type Adjusting } from "./adjust";
import "./stock.css";

interface Stood { shelf: number; reserved: number }

// How shelf and reservation stood after each movement, counted back from how they stand now, each warehouse by itself.
function standing(movements: Movement[], stocks: Stock[]): Map<string, Stood> {
	const now = new Map(stocks.map(s => [s.warehouse, { shelf: s.on_shelf, reserved: s.reserved }]));
	const all = new Map<string, Stood>();
	for (const m of movements) {
		const at = now.get(m.warehouse);
		if (!at)
			continue;
		all.set(m.id, { ...at });
		at.shelf -= m.on_shelf;
		at.reserved -= m.reserved;
	}
	return all;
}

const signed = (n: number, write: (n: number) => string) => (n === 0 ? <span className="soft">–</span> : <span className={n > 0 ? "stock-plus" : "stock-minus"}>{n > 0 ? "+" : "−"}{write(Math.abs(n))}</span>);

const NUMBERS = ["on_shelf", "reserved", "available", "awaiting_putaway", "quarantine", "damaged", "shortfall"] as const;

function Balances({ stocks, adjust }: { stocks: Stock[]; adjust: ((s: Stock) => void) | undefined }) {
	const { t, number } = useSpeech();
	return (
		<div className="stock-cards">
			{stocks.map(s => (
				<section key={s.warehouse_id} className="panel stock-card" aria-label={s.warehouse}>
					<div className="stock-card-head"><h2>{s.warehouse}</h2>{adjust && <Button size="small" onClick={() => adjust(s)} aria-label={t("stock.adjust_of", { sku: s.code, warehouse: s.warehouse })}>{t("stock.adjust")}</Button>}</div>
					<dl>{NUMBERS.filter((n, i) => i < 3 || s[n] > 0).map(n => (
						<div key={n}><dt>{t(`stock.${n}`)}</dt><dd className={n === "shortfall" || (n === "available" && s.available === 0 && s.waiting > 0) ? "bad-text" : undefined}>{number(s[n])}</dd></div>
					))}</dl>
					{s.fault && <p className="bad-text small" role="alert">{t("stock.fault", { what: s.fault })}</p>}
				</section>
			))}
		</div>
	);
}

export default function SkuStockPage({ id }: { id: string }) {
	const { t, number, ago, locale } = useSpeech();
	const { query } = useAddress();
	const looking = useLooking();
	const queries = useQueryClient();
	const may = useMay("change_stock");
	const [adjusting, setAdjusting] = useState<Adjusting | null>(null);
	const warehouse = query.get("warehouse") ?? "";
	const sku = useQuery({ queryKey: ["skus", id], queryFn: ({ signal }) => api<Sku>(`/skus/${id}`, { signal }), enabled: looking, meta: { live: ["orders"], gap: 2000 } });
	const stocks = useQuery({ queryKey: ["stocks", "of", id], queryFn: ({ signal }) => api<List<Stock>>("/stocks", { query: { sku: id, limit: 200 }, signal }), enabled: looking, meta: { live: ["orders"], gap: 1500 } });
	const moved = usePaged<Movement>(`/skus/${id}/movements`, { warehouse });
	const balances = useMemo(() => stocks.data?.items ?? [], [stocks.data]);
	const stood = useMemo(() => standing(moved.items, balances), [moved.data, balances]);
	useTabTitle(sku.data?.code ?? "");

	if (sku.error && !sku.data)
		return sku.error instanceof ApiError && sku.error.problem.status === 404
			? <div className="trouble" role="alert"><p>{t("stock.no_sku")}</p><Link to="/stock">{t("stock.title")}</Link></div>
			: <Trouble error={sku.error} again={() => void sku.refetch()} />;
	if (!sku.data)
		return <Skeleton active className="waiting" />;
	const one = balances.length === 1;
	const columns: TableColumnsType<Movement> = [
		{ title: t("stock.at"), key: "at", className: "nowrap", render: (_, m) => <span title={ago(m.at)}>{exactMoment(locale, m.at)}</span> },
		{ title: t("stock.movement"), key: "kind", render: (_, m) => <span className={`stock-kind stock-kind-${m.kind}`}>{t(`stock.kind.${m.kind}`)}</span> },
		...(one ? [] : [{ title: t("stock.warehouse"), key: "warehouse", render: (_: unknown, m: Movement) => m.warehouse }]),
		{ title: t("stock.pieces"), key: "quantity", align: "right", className: "half", render: (_, m) => number(Math.abs(m.quantity)) },
		{ title: t("stock.on_shelf"), key: "shelf", align: "right", className: "half nowrap", render: (_, m) => <span>{signed(m.on_shelf, number)}<b className="stock-stood" title={t("stock.stood")}>{stood.has(m.id) ? number(stood.get(m.id)!.shelf) : ""}</b></span> },
		{ title: t("stock.reserved"), key: "reserved", align: "right", className: "half nowrap", render: (_, m) => <span>{signed(m.reserved, number)}<b className="stock-stood" title={t("stock.stood")}>{stood.has(m.id) ? number(stood.get(m.id)!.reserved) : ""}</b></span> },
		{ title: t("stock.for"), key: "order", render: (_, m) => (m.order_id ? <Link to={`/orders/${m.order_id}`}><bdi>{m.order_number || m.order_id}</bdi></Link> : m.receipt_id ? <Link to={`/receipts/${m.receipt_id}`}>{t("stock.receipt")}</Link> : <span className="soft">–</span>) },
		{ title: t("stock.who"), key: "who", render: (_, m) => (m.who ? <bdi>{m.who}</bdi> : <span className="soft">{t("stock.program")}</span>) },
		{ title: t("stock.why"), key: "why", className: "stock-why-cell", render: (_, m) => <span dir="auto">{m.why}</span> },
	];
	return (
		<>
			<div className="page-head stock-head">
				<h1 dir="auto">{sku.data.code} <span className="soft stock-title">{sku.data.title}</span></h1>
				{sku.data.waiting > 0 && <Link to="/orders?tab=pending&needs=stock" className="bad-text">{t("stock.orders_wait", { count: sku.data.waiting })}</Link>}
				<Link to={withQuery("/maps", { sku: sku.data.code })}>{t("stock.mappings", { count: sku.data.mapped })}</Link>
				{may && <Button icon={<DiffOutlined />} onClick={() => setAdjusting({ sku: sku.data })}>{t("stock.adjust_any")}</Button>}
			</div>
			{stocks.data && balances.length === 0 ? <p className="panel inside soft stock-none">{t("stock.no_balance")}</p> : <Balances stocks={balances} adjust={may ? s => setAdjusting({ stock: s }) : undefined} />}
			<section className="panel">
				<header>
					<h2>{t("stock.movements")}</h2>
					{balances.length > 1 && <Select value={warehouse} aria-label={t("stock.warehouse")} popupMatchSelectWidth={false} onChange={(v: string) => go(withQuery(`/stock/${id}`, { warehouse: v }), true)}
						options={[{ value: "", label: t("orders.f.all", { label: t("stock.warehouse") }) }, ...balances.map(s => ({ value: s.warehouse_id, label: s.warehouse }))]} />}
				</header>
				{moved.error && !moved.data ? <Trouble error={moved.error} again={() => void moved.refetch()} /> : (
					<Table className="stack" size="small" rowKey="id" columns={stacked(columns)} dataSource={moved.items} loading={moved.isPending} pagination={false} scroll={{ x: "max-content" }}
						locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("stock.no_movements")} /> }} />
				)}
				<MoreRows shown={moved.items.length} more={moved.hasNextPage} busy={moved.isFetchingNextPage} ask={() => void moved.fetchNextPage()} />
			</section>
			<Adjust adjusting={adjusting} close={() => setAdjusting(null)} done={() => {
				setAdjusting(null);
				void queries.invalidateQueries({ queryKey: ["stocks"] });
				void queries.invalidateQueries({ queryKey: ["skus"] });
			}} />
		</>
	);
}
