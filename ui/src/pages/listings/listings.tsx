// ui/src/pages/listings/listings.tsx - what the shops offer, which stock their platforms were told, and why one could not be told.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Empty, Segmented, Select, Table, type TableColumnsType } from "antd";
import { useState } from "react";
import { api, withQuery } from "../../api/client";
import { shopsQuery } from "../../api/queries";
import type { Listing, ListingOnly, Live } from "../../api/types";
import { useSpeech } from "../../i18n";
import { MoreRows, useLooking, usePaged } from "../../parts/paged";
import { stacked } from "../../parts/stack";
import { go, useAddress } from "../../shell/address";
import { Link } from "../../shell/link";
import { useMay } from "../../shell/session";
import { told, Trouble } from "../../shell/trouble";
import { draftOf, sayDraft } from "../maps/draft";
import { type Editing, MapEditor } from "../maps/editor";
import { listOf } from "../orders/filters";
import { exactMoment } from "../orders/format";
import "../maps/maps.css";
import "../stock/stock.css";

const ONLY: ListingOnly[] = ["unmapped", "behind", "failed"];

function State({ of }: { of: Listing }) {
	const { t } = useSpeech();
	if (of.problem)
		return <div><span className="state bad">{told(t, of.problem)}</span>{of.problem.detail && of.problem.detail !== of.problem.title && <div className="soft small" dir="auto">{of.problem.detail}</div>}{of.problem.cure && <div className="soft small">{of.problem.cure}</div>}</div>;
	return of.wanted === null ? <span className="state warn">{t("listings.unmapped")}</span>
		: of.said === of.wanted ? <span className="state good">{t("listings.same")}</span> : <span className="state live">{t("listings.behind")}</span>;
}

// What waits for going live says so where one looks for it.
function NotLive() {
	const { t } = useSpeech();
	const { data } = useQuery({ queryKey: ["live"], queryFn: ({ signal }) => api<Live>("/live", { signal }), enabled: useLooking() });
	if (!data || data.live)
		return null;
	return <Alert type="info" showIcon className="listings-live" message={<>{t("listings.not_live")} <Link to="/live">{t("listings.go_live")}</Link></>} />;
}

export default function ListingsPage() {
	const { t, number, ago, locale } = useSpeech();
	const { query } = useAddress();
	const { message } = App.useApp();
	const queries = useQueryClient();
	const may = useMay("change_skus");
	const shops = useQuery(shopsQuery).data?.items ?? [];
	const [editing, setEditing] = useState<Editing | null>(null);
	const shop = query.get("shop") ?? "", only = ONLY.find(o => o === query.get("only")) ?? "";
	const to = (change: { shop?: string; only?: string }) => go(withQuery("/listings", { shop, only, ...change }), true);
	const { items, data, error, refetch, isPending, hasNextPage, isFetchingNextPage, fetchNextPage } = usePaged<Listing>("/listings", { shop, only }, { live: ["orders", "runs"] });
	const pieces = (n: number | null) => (n === null ? <span className="soft">–</span> : number(n));
	const columns: TableColumnsType<Listing> = [
		{ title: t("maps.platform_sku"), key: "sku", render: (_, l) => <div><b className="map-sku" dir="auto">{l.platform_sku || <span className="soft">–</span>}</b><div className="soft map-title" dir="auto" title={l.title}>{l.title}</div></div> },
		{ title: t("listings.offer"), key: "ref", render: (_, l) => <bdi className="soft">{l.ref}</bdi> },
		{ title: t("maps.account"), key: "shop", render: (_, l) => <bdi>{l.shop.title}</bdi> },
		{ title: t("listings.wanted"), key: "wanted", align: "right", className: "half", render: (_, l) => pieces(l.wanted) },
		{ title: t("listings.said"), key: "said", align: "right", className: "half", render: (_, l) => pieces(l.said) },
		{ title: t("listings.said_at"), key: "said_at", render: (_, l) => (l.said_at ? <span title={exactMoment(locale, l.said_at)}>{ago(l.said_at)}</span> : <span className="soft">–</span>) },
		{ title: t("listings.state"), key: "state", render: (_, l) => <State of={l} /> },
		...(may ? [{ title: <span className="unseen">{t("today.actions")}</span>, key: "do", align: "right" as const, width: 1, render: (_: unknown, l: Listing) => l.wanted === null && l.platform_sku !== "" && (
			<Button size="small" aria-label={t("maps.map_it", { sku: l.platform_sku })} onClick={() => setEditing({ title: l.title, draft: { holds: `shop:${l.shop.id}`, members: [{ sku: l.platform_sku, quantity: 1 }] } })}>{t("maps.map")}</Button>
		) }] : []),
	];
	return (
		<>
			<div className="page-head"><h1>{t("listings.title")}</h1><span className="soft">{t("listings.how")}</span></div>
			<NotLive />
			<section className="panel">
				<header>
					<div className="stock-search" role="search">
						<Select mode="multiple" maxTagCount="responsive" allowClear optionFilterProp="label" value={listOf(shop)} aria-label={t("maps.account")} placeholder={t("orders.f.all", { label: t("maps.account") })}
							options={shops.map(s => ({ value: s.id, label: s.title }))} onChange={(v: string[]) => to({ shop: v.join(",") })} />
						<Segmented value={only} onChange={v => to({ only: v })} options={[{ value: "", label: t("orders.tab.all") }, ...ONLY.map(v => ({ value: v, label: t(`listings.only.${v}`) }))]} />
					</div>
				</header>
				{error && !data ? <Trouble error={error} again={() => void refetch()} /> : (
					<Table className="stack map-table" size="small" rowKey={l => `${l.shop.id}.${l.ref}`} columns={stacked(columns)} dataSource={items} loading={isPending} pagination={false}
						locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t(shop || only ? "listings.none_fit" : "listings.none")} /> }} />
				)}
				<MoreRows shown={items.length} more={hasNextPage} busy={isFetchingNextPage} ask={() => void fetchNextPage()} />
			</section>
			<MapEditor editing={editing} close={() => setEditing(null)} saved={map => {
				setEditing(null);
				void message.success(t("maps.saved", { map: sayDraft(draftOf(map)) }));
				void queries.invalidateQueries({ queryKey: ["listings"] });
			}} />
		</>
	);
}
