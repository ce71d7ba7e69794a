// ui/src/pages/receipts/receipt.tsx - one receipt as it was booked.
import { useQuery } from "@tanstack/react-query";
import { Skeleton, Table, type TableColumnsType } from "antd";
import { api } from "../../api/client";
import type { Receipt, ReceiptLine } from "../../api/types";
import { useSpeech } from "../../i18n";
import { stacked } from "../../parts/stack";
import { Link } from "../../shell/link";
import { useTabTitle } from "../../shell/tabs";
import { Trouble } from "../../shell/trouble";
import "./receipts.css";

export default function ReceiptPage({ id }: { id: string }) {
	const { t, number, moment } = useSpeech();
	const { data, error, refetch } = useQuery({ queryKey: ["receipt", id], queryFn: ({ signal }) => api<Receipt>(`/receipts/${id}`, { signal }), staleTime: Infinity });
	useTabTitle(data?.number ?? "");
	if (!data)
		return <section className="panel">{error ? <Trouble error={error} again={() => void refetch()} /> : <div className="inside"><Skeleton active title={false} /></div>}</section>;
	const columns: TableColumnsType<ReceiptLine> = [
		{ title: t("receipts.code"), key: "code", render: (_, l) => <Link to={`/stock/${l.sku_id}`}><bdi>{l.code}</bdi></Link> },
		{ title: t("receipts.name"), key: "title", className: "wrap", render: (_, l) => <bdi>{l.title}</bdi> },
		{ title: t("receipts.pieces"), key: "quantity", align: "right", render: (_, l) => number(l.quantity) },
	];
	const facts: [string, string][] = [
		[t("receipts.kind"), t(`receipts.kind_${data.kind}`)], [t("receipts.warehouse"), data.warehouse], [t("receipts.supplier"), data.supplier],
		[t("receipts.at"), moment(data.at)], [t("receipts.who"), data.who], [t("receipts.note"), data.note],
	];
	return (
		<>
			<div className="page-head"><h1><bdi>{data.number}</bdi></h1><Link to="/receipts">{t("receipts.title")}</Link></div>
			<section className="panel"><dl className="r-facts inside">{facts.filter(([, value]) => value).map(([name, value]) => <div key={name}><dt>{name}</dt><dd><bdi>{value}</bdi></dd></div>)}</dl></section>
			<section className="panel">
				<header><h2>{t("receipts.lines", { count: data.lines.length })}</h2><span>{t("receipts.total", { count: data.pieces })}</span></header>
				<Table className="stack" size="small" rowKey={l => `${l.sku_id}`} columns={stacked(columns)} dataSource={data.lines} pagination={data.lines.length > 100 ? { pageSize: 100, showSizeChanger: false } : false} />
			</section>
		</>
	);
}
