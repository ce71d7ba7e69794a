// ui/src/pages/maps/list.tsx - the mappings: sought, added, changed, deleted, taken in and given out as files; S001-20…26.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Dropdown, Empty, Input, Select, Space, Table, type TableColumnsType } from "antd";
import { DeleteOutlined, DownloadOutlined, EditOutlined, PlusOutlined, SearchOutlined, UploadOutlined } from "@ant-design/icons";
import { useEffect, useState } from "react";
import { api, withQuery } from "../../api/client";
import { shopsQuery } from "../../api/queries";
import type { SkuMap } from "../../api/types";
import { useSpeech } from "../../i18n";
import { ImportDrawer } from "../../parts/import";
import { MoreRows, usePaged } from "../../parts/paged";
import { saveFile } from "../../parts/save";
import { stacked } from "../../parts/stack";
import { go, useAddress } from "../../shell/address";
import { Link } from "../../shell/link";
import { useMay } from "../../shell/session";
import { more, say, Trouble } from "../../shell/trouble";
import { channelName, listOf } from "../orders/filters";
import { channelsOf, draftOf, sayDraft } from "./draft";
import { type Editing, MapEditor } from "./editor";

interface Wanted { sku: string; shop: string; channel: string }

function SearchBar({ wanted, set }: { wanted: Wanted; set: (w: Wanted) => void }) {
	const { t } = useSpeech();
	const shops = useQuery(shopsQuery).data?.items ?? [];
	const [sku, setSku] = useState(wanted.sku);
	useEffect(() => setSku(wanted.sku), [wanted.sku]);
	const send = () => set({ ...wanted, sku: sku.trim() });
	return (
		<div className="map-search" role="search">
			<Input data-search="" value={sku} allowClear dir="auto" maxLength={200} aria-label={t("maps.f.sku")} placeholder={t("maps.f.sku")} onPressEnter={send} onChange={e => {
				setSku(e.target.value);
				if (!e.target.value)
					set({ ...wanted, sku: "" });
			}} />
			<Select mode="multiple" maxTagCount="responsive" allowClear optionFilterProp="label" value={listOf(wanted.shop)} aria-label={t("maps.account")} placeholder={t("orders.f.all", { label: t("maps.account") })}
				options={shops.map(s => ({ value: s.id, label: s.title }))} onChange={(v: string[]) => set({ ...wanted, sku: sku.trim(), shop: v.join(",") })} />
			<Select mode="multiple" maxTagCount="responsive" allowClear optionFilterProp="label" value={listOf(wanted.channel)} aria-label={t("maps.platform")} placeholder={t("orders.f.all", { label: t("maps.platform") })}
				options={channelsOf(shops).map(c => ({ value: c, label: channelName(c) }))} onChange={(v: string[]) => set({ ...wanted, sku: sku.trim(), channel: v.join(",") })} />
			<Space size={6}>
				<Button type="primary" icon={<SearchOutlined />} onClick={send}>{t("orders.search")}</Button>
				<Button disabled={!wanted.sku && !wanted.shop && !wanted.channel} onClick={() => set({ sku: "", shop: "", channel: "" })}>{t("orders.reset")}</Button>
			</Space>
		</div>
	);
}

function Tools({ wanted, add, bring }: { wanted: Wanted; add: () => void; bring: () => void }) {
	const { t } = useSpeech();
	const { message } = App.useApp();
	const may = useMay("change_skus");
	const save = (format: string) => void saveFile("/maps/export", { format, ...wanted }, `mappings.${format}`)
		.then(name => message.success(t("orders.export.done", { name })), (e: unknown) => message.error(t("orders.export.failed", { why: more(e) || say(t, e) })));
	return (
		<Space size={6} wrap>
			{may && <Button type="primary" icon={<PlusOutlined />} onClick={add}>{t("maps.add")}</Button>}
			{may && <Button icon={<UploadOutlined />} onClick={bring}>{t("maps.import")}</Button>}
			<Dropdown trigger={["click"]} menu={{ items: ["csv", "xlsx"].map(key => ({ key, label: t(`orders.file.${key}` as "orders.file.csv") })), onClick: e => save(e.key) }}>
				<Button icon={<DownloadOutlined />}>{t("orders.export")}</Button>
			</Dropdown>
		</Space>
	);
}

function Validity({ map }: { map: SkuMap }) {
	const { t, moment } = useSpeech();
	const now = new Date().toISOString();
	if (!map.valid_from && !map.valid_until)
		return <span className="soft">{t("maps.always")}</span>;
	const over = map.valid_until !== null && map.valid_until <= now, later = map.valid_from !== null && map.valid_from > now;
	return (
		<span className={over || later ? "warn-text" : undefined}>
			{map.valid_from && <div>{t("maps.valid_from", { at: moment(map.valid_from) })}</div>}
			{map.valid_until && <div>{t(over ? "maps.valid_ended" : "maps.valid_until", { at: moment(map.valid_until) })}</div>}
		</span>
	);
}

function Deeds({ map, edit }: { map: SkuMap; edit: () => void }) {
	const { t } = useSpeech();
	const { modal, message } = App.useApp();
	const queries = useQueryClient();
	const name = map.members.map(m => m.platform_sku).join(" + ");
	const remove = () => void modal.confirm({
		title: t("maps.delete_sure", { sku: name }), okText: t("orders.delete"), cancelText: t("orders.cancel"), okButtonProps: { danger: true },
		content: <><p dir="auto">{sayDraft(draftOf(map))}</p><p>{t("maps.delete_how")}</p></>,
		onOk: () => api<void>(`/maps/${map.id}`, { method: "DELETE", ver: map.ver })
			.then(() => message.success(t("maps.deleted", { sku: name })), (e: unknown) => message.error(more(e) || say(t, e)))
			.finally(() => void queries.invalidateQueries({ queryKey: ["maps"] })),
	});
	return (
		<Space size={2}>
			<Button type="text" size="small" icon={<EditOutlined />} aria-label={t("maps.edit", { sku: name })} title={t("maps.edit_short")} onClick={edit} />
			<Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t("maps.delete", { sku: name })} title={t("orders.delete")} onClick={remove} />
		</Space>
	);
}

export function MapList() {
	const { t, number } = useSpeech();
	const { query } = useAddress();
	const queries = useQueryClient();
	const { message } = App.useApp();
	const may = useMay("change_skus");
	const [editing, setEditing] = useState<Editing | null>(null);
	const [bringing, setBringing] = useState(false);
	const wanted: Wanted = { sku: query.get("sku") ?? "", shop: query.get("shop") ?? "", channel: query.get("channel") ?? "" };
	const filtered = !!(wanted.sku || wanted.shop || wanted.channel);
	const { items, data, error, refetch, isPending, hasNextPage, isFetchingNextPage, fetchNextPage } = usePaged<SkuMap>("/maps", { ...wanted }, { live: [] });
	const add = () => setEditing({ draft: listOf(wanted.shop).length === 1 ? { holds: `shop:${wanted.shop}` } : {} });
	const columns: TableColumnsType<SkuMap> = [
		{ title: t("maps.platform_sku"), key: "members", width: "22%", render: (_, m) => <div className="map-many">{m.members.map(x => (
			<div key={x.platform_sku} dir="auto">{x.platform_sku}{(m.members.length > 1 || x.quantity > 1) && <span className="soft"> × {number(x.quantity)}</span>}</div>
		))}</div> },
		{ title: t("maps.oms_sku"), key: "parts", render: (_, m) => <div className="map-many">{m.parts.map(p => (
			<div key={p.sku_id} className="map-part" title={p.title || undefined}><Link to={`/stock/${p.sku_id}`}><bdi>{p.code}</bdi></Link><span className="soft" dir="auto">{p.title}</span></div>
		))}</div> },
		{ title: t("maps.quantity"), key: "quantity", align: "right", width: 106, render: (_, m) => <div className="map-many">{m.parts.map(p => <div key={p.sku_id}>{number(p.quantity)}</div>)}</div> },
		{ title: t("maps.account"), key: "shop", width: "14%", render: (_, m) => (m.shop ? <bdi>{m.shop.title}</bdi> : <span className="soft">{t("maps.all")}</span>) },
		{ title: t("maps.platform"), key: "channel", width: 104, render: (_, m) => (m.channel ? channelName(m.channel) : <span className="soft">{t("maps.all")}</span>) },
		{ title: t("maps.validity"), key: "validity", width: 196, render: (_, m) => <Validity map={m} /> },
		...(may ? [{ title: <span className="unseen">{t("today.actions")}</span>, key: "do", align: "right" as const, width: 84, render: (_: unknown, m: SkuMap) => <Deeds map={m} edit={() => setEditing({ map: m })} /> }] : []),
	];
	return (
		<>
			<section className="panel">
				<header className="map-head"><SearchBar wanted={wanted} set={w => go(withQuery("/maps", { ...w }), true)} /><Tools wanted={wanted} add={add} bring={() => setBringing(true)} /></header>
				{error && !data ? <Trouble error={error} again={() => void refetch()} /> : (
					<Table className="stack map-table" size="small" tableLayout="fixed" rowKey="id" columns={stacked(columns)} dataSource={items} loading={isPending} pagination={false}
						locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t(filtered ? "maps.none_fit" : "maps.none")} /> }} />
				)}
				<MoreRows shown={items.length} more={hasNextPage} busy={isFetchingNextPage} ask={() => void fetchNextPage()} />
			</section>
			<MapEditor editing={editing} close={() => setEditing(null)} saved={map => {
				setEditing(null);
				void message.success(t("maps.saved", { map: sayDraft(draftOf(map)) }));
			}} />
			<ImportDrawer kind="sku_maps" open={bringing} close={() => setBringing(false)} done={() => void queries.invalidateQueries({ queryKey: ["maps"] })} />
		</>
	);
}
