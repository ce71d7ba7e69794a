// ui/src/pages/receipts/receipts.tsx - the goods that came, newest first; booked by screen or by file.
import { DownloadOutlined, PlusOutlined } from "@ant-design/icons";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Select, Table, type TableColumnsType } from "antd";
import { lazy, Suspense, useState } from "react";
import { warehousesQuery } from "../../api/queries";
import type { Receipt } from "../../api/types";
import { useSpeech } from "../../i18n";
import { stacked } from "../../parts/stack";
import { MoreRows, usePaged } from "../../parts/paged";
import { go } from "../../shell/address";
import { Link } from "../../shell/link";
import { useMay } from "../../shell/session";
import { Trouble } from "../../shell/trouble";
import "./receipts.css";

const ImportDrawer = lazy(() => import("../../parts/import").then(m => ({ default: m.ImportDrawer })));

function FileIn({ close }: { close: () => void }) {
	const { t } = useSpeech();
	const queries = useQueryClient();
	const warehouses = (useQuery(warehousesQuery).data?.items ?? []).filter(w => w.state === "active" && w.kind === "own");
	const [warehouse, setWarehouse] = useState<string>();
	const chosen = warehouse ?? (warehouses.length === 1 ? warehouses[0]!.id : undefined);
	return (
		<ImportDrawer kind="receipts" open close={close} with={{ warehouse: chosen }}
			done={() => void Promise.all(["receipts", "skus", "warehouses", "stocks"].map(key => queries.invalidateQueries({ queryKey: [key] })))}
			before={
				<div className="r-before"><label htmlFor="r-before">{t("receipts.file_warehouse")}</label>
					<Select id="r-before" allowClear value={chosen} onChange={setWarehouse} placeholder={t("receipts.file_says")} options={warehouses.map(w => ({ value: w.id, label: w.name ? `${w.code} · ${w.name}` : w.code }))} /></div>
			} />
	);
}

export default function ReceiptsPage() {
	const { t, number, moment } = useSpeech();
	const may = useMay("change_stock");
	const [importing, setImporting] = useState(false);
	const list = usePaged<Receipt>("/receipts", {});
	const columns: TableColumnsType<Receipt> = [
		{ title: t("receipts.number"), key: "number", className: "wrap", render: (_, r) => <Link to={`/receipts/${r.id}`}><bdi>{r.number}</bdi></Link> },
		{ title: t("receipts.kind"), key: "kind", render: (_, r) => t(`receipts.kind_${r.kind}`) },
		{ title: t("receipts.warehouse"), key: "warehouse", render: (_, r) => <bdi>{r.warehouse}</bdi> },
		{ title: t("receipts.supplier"), key: "supplier", className: "wrap", render: (_, r) => <bdi>{r.supplier}</bdi> },
		{ title: t("receipts.pieces"), key: "pieces", align: "right", className: "half", render: (_, r) => number(r.pieces) },
		{ title: t("receipts.who"), key: "who", render: (_, r) => <bdi>{r.who}</bdi> },
		{ title: t("receipts.at"), key: "at", className: "nowrap", render: (_, r) => moment(r.at) },
	];
	return (
		<>
			<div className="page-head">
				<h1>{t("receipts.title")}</h1>
				{may && <Button icon={<DownloadOutlined rotate={180} />} onClick={() => setImporting(true)}>{t("receipts.import")}</Button>}
				{may && <Button onClick={() => go("/receipts/new?kind=opening")}>{t("receipts.opening")}</Button>}
				{may && <Button type="primary" icon={<PlusOutlined />} onClick={() => go("/receipts/new")}>{t("receipts.new")}</Button>}
			</div>
			<section className="panel">
				{list.error && !list.data ? <Trouble error={list.error} again={() => void list.refetch()} /> : (
					<Table className="stack" size="small" rowKey="id" columns={stacked(columns)} dataSource={list.items} loading={list.isPending} pagination={false} scroll={{ x: "max-content" }} locale={{ emptyText: t("receipts.none") }} />
				)}
				<MoreRows shown={list.items.length} more={list.hasNextPage} busy={list.isFetchingNextPage} ask={() => void list.fetchNextPage()} />
			</section>
			<Suspense fallback={null}>{importing && <FileIn close={() => setImporting(false)} />}</Suspense>
		</>
	);
}
