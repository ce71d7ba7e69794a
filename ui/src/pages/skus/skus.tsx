// ui/src/pages/skus/skus.tsx - the articles: found, made, changed; with what is there of each.
import { DownloadOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Input, Segmented, Table, type TableColumnsType } from "antd";
import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useState } from "react";
import { withQuery } from "../../api/client";
import type { Sku } from "../../api/types";
import { useSpeech } from "../../i18n";
import { usePause } from "../../parts/pause";
import { stacked } from "../../parts/stack";
import { MoreRows, usePaged } from "../../parts/paged";
import { go, useAddress } from "../../shell/address";
import { Link } from "../../shell/link";
import { useMay } from "../../shell/session";
import { Trouble } from "../../shell/trouble";
import { SkuDrawer } from "./sku";
import "./skus.css";

const ImportDrawer = lazy(() => import("../../parts/import").then(m => ({ default: m.ImportDrawer })));

export function Thumb({ sku }: { sku: Pick<Sku, "photo" | "code"> }) {
	return sku.photo ? <img className="sku-thumb" src={sku.photo} alt="" loading="lazy" decoding="async" width="36" height="36" /> : <span className="sku-thumb none" aria-hidden="true" />;
}

function useColumns(open: (s: Sku) => void): TableColumnsType<Sku> {
	const { t, number } = useSpeech();
	const many = (title: string, key: "on_shelf" | "reserved" | "available" | "waiting", tone = "") => ({
		title, key, align: "right" as const, className: "half", render: (_: unknown, s: Sku) => <span className={s[key] ? tone : "soft"}>{number(s[key])}</span>,
	});
	return [
		{ title: t("skus.sku"), key: "code", className: "sku-cell", render: (_, s) => (
			<span className="sku-head"><Thumb sku={s} /><span><button type="button" className="linklike" onClick={() => open(s)}><bdi>{s.code}</bdi></button>{s.title && <bdi className="soft small sku-title">{s.title}</bdi>}</span></span>
		) },
		{ title: t("skus.barcode"), key: "barcode", className: "nowrap", render: (_, s) => <bdi>{s.barcode}</bdi> },
		{ title: t("skus.weight"), key: "weight", align: "right", className: "half", render: (_, s) => (s.weight_g > 0 ? t("skus.grams", { count: s.weight_g }) : "") },
		many(t("stock.on_shelf"), "on_shelf"), many(t("stock.reserved"), "reserved"), many(t("stock.available"), "available", "sku-free"), many(t("stock.waiting"), "waiting", "warn-text"),
		{ title: t("skus.mapped"), key: "mapped", align: "right", className: "half", render: (_, s) => (s.mapped > 0 ? <Link to={withQuery("/maps", { sku: s.code })}>{number(s.mapped)}</Link> : <span className="soft">{number(0)}</span>) },
		{ title: <span className="unseen">{t("accounts.actions")}</span>, key: "do", align: "right", className: "nowrap", render: (_, s) => <Link to={`/stock/${s.id}`}>{t("skus.movements")}</Link> },
	];
}

export default function SkusPage() {
	const { t } = useSpeech();
	const queries = useQueryClient();
	const may = useMay("change_skus");
	const { query } = useAddress();
	const find = query.get("find") ?? "";
	const state = query.get("state") === "archived" ? "archived" : "active";
	const [typed, setTyped] = useState(find);
	const [open, setOpen] = useState<Sku | "new" | null>(null);
	const [importing, setImporting] = useState(false);
	const settled = usePause(typed, 250);
	const to = (change: { find?: string; state?: string }) => {
		const next = { find, state, ...change };
		go(withQuery("/skus", { find: next.find, state: next.state === "active" ? undefined : next.state }), true);
	};
	useEffect(() => setTyped(find), [find]);
	useEffect(() => {
		if (settled === typed && settled.trim() !== find)
			to({ find: settled.trim() });
	}, [settled]); // eslint-disable-line
	const list = usePaged<Sku>("/skus", { find, state });
	const columns = useColumns(setOpen);
	return (
		<>
			<div className="page-head">
				<h1>{t("skus.title")}</h1>
				{may && <Button icon={<DownloadOutlined rotate={180} />} onClick={() => setImporting(true)}>{t("skus.import")}</Button>}
				{may && <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen("new")}>{t("skus.new")}</Button>}
			</div>
			<section className="panel">
				<header>
					<Input allowClear data-search className="sku-find" value={typed} maxLength={100} onChange={e => setTyped(e.target.value)} placeholder={t("skus.find")} aria-label={t("skus.find")} />
					<Segmented value={state} onChange={v => to({ state: v })} options={[{ value: "active", label: t("skus.active") }, { value: "archived", label: t("skus.archived") }]} />
				</header>
				{list.error && !list.data ? <Trouble error={list.error} again={() => void list.refetch()} /> : (
					<Table className="stack sku-table" size="small" rowKey="id" columns={stacked(columns)} dataSource={list.items} loading={list.isPending} pagination={false} scroll={{ x: "max-content" }}
						locale={{ emptyText: find ? t("skus.none_fit") : state === "archived" ? t("skus.none_archived") : t("skus.none") }} />
				)}
				<MoreRows shown={list.items.length} more={list.hasNextPage} busy={list.isFetchingNextPage} ask={() => void list.fetchNextPage()} />
			</section>
			<SkuDrawer of={open} close={() => setOpen(null)} />
			<Suspense fallback={null}>{importing && <ImportDrawer kind="skus" open close={() => setImporting(false)} done={() => void queries.invalidateQueries({ queryKey: ["skus"] })} />}</Suspense>
		</>
	);
}
