// ui/src/pages/stock/stock.tsx - the balances: what there is of each SKU in each warehouse, and who may correct it.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Empty, Input, Segmented, Select, Table, type TableColumnsType, Tooltip } from "antd";
import { DiffOutlined, WarningOutlined } from "@ant-design/icons";
import { useEffect, useState } from "react";
import { api, type List, withQuery } from "../../api/client";
import type { Stock, StockOnly, Warehouse } from "../../api/types";
import { useSpeech } from "../../i18n";
import { MoreRows, usePaged } from "../../parts/paged";
import { usePause } from "../../parts/pause";
import { stacked } from "../../parts/stack";
import { go, useAddress } from "../../shell/address";
import { Link } from "../../shell/link";
import { useMay } from "../../shell/session";
import { Trouble } from "../../shell/trouble";
import { Adjust, type Adjusting } from "./adjust";
import "./stock.css";

export const ONLY: StockOnly[] = ["short", "free", "reserved", "wrong"];

export function useWarehouses(): Warehouse[] {
	return useQuery({ queryKey: ["warehouses"], queryFn: ({ signal }) => api<List<Warehouse>>("/warehouses", { signal }), staleTime: 30000 }).data?.items ?? [];
}

interface Wanted { find: string; warehouse: string; only: string }

function SearchBar({ wanted, set }: { wanted: Wanted; set: (w: Wanted) => void }) {
	const { t } = useSpeech();
	const warehouses = useWarehouses();
	const [typed, setTyped] = useState(wanted.find);
	const paused = usePause(typed.trim(), 300);
	useEffect(() => {
		if (paused !== wanted.find)
			set({ ...wanted, find: paused });
		// eslint-disable-next-line -- only what is typed here decides
	}, [paused]);
	return (
		<div className="stock-search" role="search">
			<Input data-search="" value={typed} allowClear dir="auto" maxLength={200} aria-label={t("sku.find")} placeholder={t("sku.find")} onChange={e => setTyped(e.target.value)} />
			<Select allowClear value={wanted.warehouse || null} aria-label={t("stock.warehouse")} placeholder={t("orders.f.all", { label: t("stock.warehouse") })} optionFilterProp="label" showSearch
				options={warehouses.map(w => ({ value: w.id, label: w.name ? `${w.code} · ${w.name}` : w.code }))} onChange={(v: string | null | undefined) => set({ ...wanted, warehouse: v ?? "" })} />
			<Segmented value={wanted.only} onChange={v => set({ ...wanted, only: v })} options={[
				{ value: "", label: t("orders.tab.all") }, ...ONLY.map(v => ({ value: v, label: t(`stock.only.${v}`) })),
			]} />
		</div>
	);
}

// Pieces that are in the house, but not on a shelf.
function Elsewhere({ of }: { of: Stock }) {
	const { t, number } = useSpeech();
	const heaps = (["awaiting_putaway", "quarantine", "damaged"] as const).filter(h => of[h] > 0);
	return heaps.length === 0 ? <span className="soft">–</span> : <div>{heaps.map(h => <div key={h} className="nowrap">{number(of[h])} <span className="soft">{t(`stock.${h}`)}</span></div>)}</div>;
}

const orDash = (n: number, write: (n: number) => string) => (n === 0 ? <span className="soft">–</span> : write(n));

export default function StockPage() {
	const { t, number } = useSpeech();
	const { query } = useAddress();
	const queries = useQueryClient();
	const may = useMay("change_stock");
	const [adjusting, setAdjusting] = useState<Adjusting | null>(null);
	const wanted: Wanted = { find: query.get("find") ?? "", warehouse: query.get("warehouse") ?? "", only: ONLY.find(o => o === query.get("only")) ?? "" };
	const { items, data, error, refetch, isPending, hasNextPage, isFetchingNextPage, fetchNextPage } = usePaged<Stock>("/stocks", { ...wanted });
	const filtered = !!(wanted.find || wanted.warehouse || wanted.only);
	const count = (what: "on_shelf" | "reserved") => ({
		title: t(`stock.${what}`), key: what, align: "right" as const, className: "half", render: (_: unknown, s: Stock) => orDash(s[what], number),
	});
	const columns: TableColumnsType<Stock> = [
		{ title: t("stock.sku"), key: "sku", render: (_, s) => <div className="stock-sku"><Link to={`/stock/${s.sku_id}`}><bdi>{s.code}</bdi></Link><span className="soft" dir="auto" title={s.title}>{s.title}</span></div> },
		{ title: t("stock.warehouse"), key: "warehouse", render: (_, s) => <span>{s.warehouse}{s.fault && <Tooltip title={t("stock.fault", { what: s.fault })}><WarningOutlined className="bad-text stock-fault" tabIndex={0} aria-label={t("stock.fault", { what: s.fault })} /></Tooltip>}</span> },
		count("on_shelf"),
		count("reserved"),
		{ title: t("stock.available"), key: "available", align: "right", className: "half", render: (_, s) => <b className={s.available === 0 && s.waiting > 0 ? "bad-text" : undefined}>{number(s.available)}</b> },
		{ title: t("stock.waiting"), key: "waiting", align: "right", className: "half", render: (_, s) => s.waiting > 0
			? <Tooltip title={t("stock.waiting_how")}><span className={s.waiting > s.available ? "bad-text" : undefined} tabIndex={0}>{number(s.waiting)}</span></Tooltip> : <span className="soft">–</span> },
		{ title: t("stock.shortfall"), key: "shortfall", align: "right", className: "half", render: (_, s) => s.shortfall > 0
			? <Tooltip title={t("stock.shortfall_how")}><span className="bad-text" tabIndex={0}>{number(s.shortfall)}</span></Tooltip> : <span className="soft">–</span> },
		{ title: t("stock.elsewhere"), key: "elsewhere", render: (_, s) => <Elsewhere of={s} /> },
		...(may ? [{ title: <span className="unseen">{t("today.actions")}</span>, key: "do", align: "right" as const, width: 1, className: "nowrap", render: (_: unknown, s: Stock) => (
			<Button size="small" onClick={() => setAdjusting({ stock: s })} aria-label={t("stock.adjust_of", { sku: s.code, warehouse: s.warehouse })}>{t("stock.adjust")}</Button>
		) }] : []),
	];
	return (
		<>
			<div className="page-head"><h1>{t("stock.title")}</h1>{may && <Button icon={<DiffOutlined />} onClick={() => setAdjusting({})}>{t("stock.adjust_any")}</Button>}</div>
			<section className="panel">
				<header><SearchBar wanted={wanted} set={w => go(withQuery("/stock", { ...w }), true)} /></header>
				{error && !data ? <Trouble error={error} again={() => void refetch()} /> : (
					<Table className="stack stock-table" size="small" rowKey={s => `${s.warehouse_id}.${s.sku_id}`} columns={stacked(columns)} dataSource={items} loading={isPending} pagination={false}
						locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t(filtered ? "stock.none_fit" : "stock.none")} /> }} />
				)}
				<MoreRows shown={items.length} more={hasNextPage} busy={isFetchingNextPage} ask={() => void fetchNextPage()} />
			</section>
			<Adjust adjusting={adjusting} close={() => setAdjusting(null)} done={() => {
				setAdjusting(null);
				void queries.invalidateQueries({ queryKey: ["stocks"] });
			}} />
		</>
	);
}
