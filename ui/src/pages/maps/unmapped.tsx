// ui/src/pages/maps/unmapped.tsx - what is sold without a mapping: how many orders wait, what it may be, and mapped it heals; S001-33, 34.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Empty, Input, Progress, Select, Table, type TableColumnsType } from "antd";
import { CheckCircleOutlined, CloseOutlined } from "@ant-design/icons";
import { useEffect, useState } from "react";
import { api, type List, withQuery } from "../../api/client";
import { shopsQuery } from "../../api/queries";
import type { MapSuggestion, SkuMap, UnmappedSku } from "../../api/types";
import { useSpeech } from "../../i18n";
import { MoreRows, usePaged } from "../../parts/paged";
import { usePause } from "../../parts/pause";
import { stacked } from "../../parts/stack";
import { go, useAddress } from "../../shell/address";
import { Link } from "../../shell/link";
import { useMay } from "../../shell/session";
import { more, say, Trouble } from "../../shell/trouble";
import { channelName, listOf } from "../orders/filters";
import { draftOf, sayDraft } from "./draft";
import { type Editing, MapEditor } from "./editor";

const LOOK_MS = 700; // how often one looks while orders heal

// A mapping made here, and the orders that waited for it.
interface Healing { sku: string; shop: { id: string; title: string }; waited: number; more: boolean; map: SkuMap }

const keyOf = (sku: string, shop: string): string => `${shop}\n${sku}`;

function Healed({ of, close }: { of: Healing; close: () => void }) {
	const { t, number } = useSpeech();
	const [over, setOver] = useState(false);
	const { data } = useQuery({
		queryKey: ["maps", "unmapped", "healing", of.shop.id, of.sku],
		queryFn: async ({ signal }) => {
			const page = await api<List<UnmappedSku>>("/maps/unmapped", { query: { shop: of.shop.id, find: of.sku, limit: 50 }, signal });
			return page.items.find(u => u.platform_sku === of.sku)?.orders.count ?? 0;
		},
		refetchInterval: over ? false : LOOK_MS,
	});
	const queries = useQueryClient();
	useEffect(() => {
		if (data !== 0 || over)
			return;
		setOver(true);
		void queries.invalidateQueries({ queryKey: ["maps"] });
		void queries.invalidateQueries({ queryKey: ["orders"] });
	}, [data, over, queries]);
	const left = data ?? of.waited;
	const waited = Math.max(of.waited, left);
	const done = waited - left;
	return (
		<div className="map-healing" role="status">
			{over ? <CheckCircleOutlined className="map-good" /> : <Progress type="circle" size={20} percent={waited ? Math.round(done * 100 / waited) : 0} showInfo={false} />}
			<span className="map-healing-words">
				<b dir="auto">{sayDraft(draftOf(of.map))}</b>
				<span>{over ? t(waited === 1 ? "maps.healed_one" : "maps.healed", { count: `${number(waited)}${of.more ? "+" : ""}` }) : t("maps.healing", { done: number(done), count: `${number(waited)}${of.more ? "+" : ""}` })}</span>
			</span>
			{over && <Link to={`/orders?tab=pending&shop=${of.shop.id}`}>{t("maps.see_orders")}</Link>}
			<Button type="text" size="small" icon={<CloseOutlined />} aria-label={t("maps.hide")} title={t("maps.hide")} onClick={close} />
		</div>
	);
}

function Suggestions({ of, take, busy }: { of: UnmappedSku; take: (s: MapSuggestion) => void; busy: boolean }) {
	const { t } = useSpeech();
	if (of.suggestions.length === 0)
		return <span className="soft">{t("maps.no_idea")}</span>;
	return (
		<div className="map-suggestions">
			{of.suggestions.map(s => {
				// The name that is spoken ends with the words that are seen.
				const words = `${s.code}${s.quantity > 1 ? ` ×${s.quantity}` : ""} ${t(`maps.reason.${s.reason}`)}`;
				return (
					<Button key={`${s.sku_id}.${s.quantity}`} size="small" disabled={busy} onClick={() => take(s)} title={s.title || undefined} aria-label={t("maps.take", { sku: of.platform_sku, words })}>
						<b dir="auto">{s.code}</b>{s.quantity > 1 && <span> ×{s.quantity}</span>}<span className="soft"> {t(`maps.reason.${s.reason}`)}</span>
					</Button>
				);
			})}
		</div>
	);
}

function Search({ find, shop }: { find: string; shop: string }) {
	const { t } = useSpeech();
	const shops = useQuery(shopsQuery).data?.items ?? [];
	const [typed, setTyped] = useState(find);
	const paused = usePause(typed.trim(), 300);
	const to = (f: string, s: string) => go(withQuery("/maps", { view: "unmapped", find: f, shop: s }), true);
	useEffect(() => {
		if (paused !== find)
			to(paused, shop);
		// eslint-disable-next-line -- only what is typed here decides
	}, [paused]);
	return (
		<div className="map-search" role="search">
			<Input data-search="" value={typed} allowClear dir="auto" maxLength={200} aria-label={t("maps.platform_sku")} placeholder={t("maps.platform_sku")} onChange={e => setTyped(e.target.value)} />
			<Select mode="multiple" maxTagCount="responsive" allowClear optionFilterProp="label" value={listOf(shop)} aria-label={t("maps.account")} placeholder={t("orders.f.all", { label: t("maps.account") })}
				options={shops.map(s => ({ value: s.id, label: s.title }))} onChange={(v: string[]) => to(typed.trim(), v.join(","))} />
		</div>
	);
}

export function Unmapped() {
	const { t, moment, ago, number } = useSpeech();
	const { query } = useAddress();
	const may = useMay("change_skus");
	const find = query.get("find") ?? "", shop = query.get("shop") ?? "";
	const [editing, setEditing] = useState<(Editing & { of: UnmappedSku }) | null>(null);
	const [healing, setHealing] = useState<Healing[]>([]);
	const [busy, setBusy] = useState("");
	const [refused, setRefused] = useState<{ key: string; e: unknown } | null>(null);
	const { items, data, error, refetch, isPending, hasNextPage, isFetchingNextPage, fetchNextPage } = usePaged<UnmappedSku>("/maps/unmapped", { find, shop });

	const mapped = (of: UnmappedSku, map: SkuMap) => {
		setHealing(was => [{ sku: of.platform_sku, shop: of.shop, waited: of.orders.count, more: of.orders.more, map }, ...was.filter(h => h.map.id !== map.id)]);
		void refetch();
	};
	const take = async (of: UnmappedSku, s: MapSuggestion) => {
		const key = keyOf(of.platform_sku, of.shop.id);
		setBusy(key);
		setRefused(null);
		try {
			mapped(of, await api<SkuMap>("/maps", { method: "POST", body: {
				shop_id: of.shop.id, members: [{ platform_sku: of.platform_sku, quantity: 1 }], parts: [{ code: s.code, quantity: s.quantity }],
			} }));
		} catch (e) {
			setRefused({ key, e });
		}
		setBusy("");
	};
	const edit = (of: UnmappedSku) => setEditing({ of, title: of.title, draft: { holds: `shop:${of.shop.id}`, members: [{ sku: of.platform_sku, quantity: 1 }] } });
	const waits = (u: UnmappedSku) => `${number(u.orders.count)}${u.orders.more ? "+" : ""}`;
	const columns: TableColumnsType<UnmappedSku> = [
		{ title: t("maps.platform_sku"), key: "sku", className: "map-wide", render: (_, u) => <div><b className="map-sku" dir="auto">{u.platform_sku}</b><div className="soft map-title" dir="auto" title={u.title}>{u.title}</div></div> },
		{ title: t("maps.account"), key: "shop", render: (_, u) => <div><bdi>{u.shop.title}</bdi> <span className="soft small">{channelName(u.channel)}</span></div> },
		{ title: t("maps.waiting"), key: "orders", align: "right", width: 110, render: (_, u) => <Link to={`/orders?tab=pending&needs=mapping&shop=${u.shop.id}`} aria-label={t("maps.waiting_for", { count: waits(u), sku: u.platform_sku })}>{waits(u)}</Link> },
		{ title: t("maps.since"), key: "since", width: 130, render: (_, u) => <span title={moment(u.since)}>{ago(u.since)}</span> },
		...(may ? [{ title: t("maps.suggestions"), key: "suggestions", render: (_: unknown, u: UnmappedSku) => (
			<div>
				<Suggestions of={u} take={s => void take(u, s)} busy={busy !== ""} />
				{refused?.key === keyOf(u.platform_sku, u.shop.id) && <div className="bad-text small" role="alert">{more(refused.e) || say(t, refused.e)}</div>}
			</div>
		) }, { title: <span className="unseen">{t("today.actions")}</span>, key: "do", align: "right" as const, width: 1, className: "nowrap", render: (_: unknown, u: UnmappedSku) => (
			<Button size="small" onClick={() => edit(u)} aria-label={t("maps.map_it", { sku: u.platform_sku })}>{t("maps.map")}</Button>
		) }] : []),
	];
	return (
		<>
			{healing.map(h => <Healed key={h.map.id} of={h} close={() => setHealing(was => was.filter(x => x !== h))} />)}
			<section className="panel">
				<header className="map-head"><Search find={find} shop={shop} /><span className="soft small">{t("maps.unmapped_how")}</span></header>
				{error && !data ? <Trouble error={error} again={() => void refetch()} /> : (
					<Table className="stack map-table" size="small" rowKey={u => keyOf(u.platform_sku, u.shop.id)} columns={stacked(columns)} dataSource={items} loading={isPending} pagination={false}
						locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t(find || shop ? "maps.unmapped_none_fit" : "maps.unmapped_none")} /> }} />
				)}
				<MoreRows shown={items.length} more={hasNextPage} busy={isFetchingNextPage} ask={() => void fetchNextPage()} />
			</section>
			<MapEditor editing={editing} close={() => setEditing(null)} saved={map => {
				const of = editing?.of;
				setEditing(null);
				if (of)
					mapped(of, map);
			}} />
		</>
	);
}
