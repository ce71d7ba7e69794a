// ui/src/pages/maps/editor.tsx - one mapping: what is sold, what it stands for, where and when it holds; S001-22, 23, 32.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Input, InputNumber, Modal, Select } from "antd";
import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { useEffect, useId, useState } from "react";
import { api, ApiError, type List } from "../../api/client";
import { shopsQuery } from "../../api/queries";
import type { SkuMap } from "../../api/types";
import { useSpeech } from "../../i18n";
import { MomentField } from "../../parts/moment_field";
import { SkuPick } from "../../parts/sku_pick";
import { more, say } from "../../shell/trouble";
import { channelName } from "../orders/filters";
import { changeOf, channelsOf, type Draft, draftOf, emptyDraft, faultOf, type Member, type Part, QUANTITY_MAX, sayDraft } from "./draft";
import "./maps.css";

// What the editor begins with: a mapping that there is, or what is known of a new one.
export interface Editing { map?: SkuMap; draft?: Partial<Draft>; title?: string }

interface EditorProps { editing: Editing | null; close: () => void; saved: (map: SkuMap) => void }

const ROWS_MAX = 50;

function Pieces({ value, set, label }: { value: number | null; set: (n: number | null) => void; label: string }) {
	return <InputNumber className="map-pieces" min={1} max={QUANTITY_MAX} precision={0} value={value} onChange={set} aria-label={label} prefix="×" />;
}

interface RowsProps<T> { rows: T[]; set: (rows: T[]) => void; empty: T; row: (r: T, put: (r: T) => void, i: number) => React.ReactNode; add: string; remove: string }

function Rows<T>({ rows, set, empty, row, add, remove }: RowsProps<T>) {
	return (
		<div className="map-rows">
			{rows.map((r, i) => (
				<div key={i} className="map-row">
					{row(r, next => set(rows.map((was, j) => (i === j ? next : was))), i)}
					<Button type="text" icon={<DeleteOutlined />} disabled={rows.length === 1} aria-label={remove} title={remove} onClick={() => set(rows.filter((_, j) => j !== i))} />
				</div>
			))}
			{rows.length < ROWS_MAX && <Button type="dashed" size="small" icon={<PlusOutlined />} onClick={() => set([...rows, empty])}>{add}</Button>}
		</div>
	);
}

function Holds({ value, set, id }: { value: string; set: (v: string) => void; id: string }) {
	const { t } = useSpeech();
	const shops = useQuery(shopsQuery).data?.items ?? [];
	return (
		<Select id={id} value={value} onChange={set} showSearch optionFilterProp="title" className="map-holds" popupMatchSelectWidth={false} options={[
			{ value: "", title: t("maps.everywhere"), label: t("maps.everywhere") },
			{ title: t("maps.on_platform"), label: t("maps.on_platform"), options: channelsOf(shops).map(c => ({ value: `channel:${c}`, title: channelName(c), label: t("maps.all_of", { platform: channelName(c) }) })) },
			{ title: t("maps.in_account"), label: t("maps.in_account"), options: shops.map(s => ({ value: `shop:${s.id}`, title: s.title, label: s.title })) },
		]} />
	);
}

// Another person saved it first: theirs can be taken over, or ours be saved upon it.
function Overtaken({ now, take, keep }: { now: SkuMap | null; take: () => void; keep: () => void }) {
	const { t } = useSpeech();
	return (
		<Alert type="warning" showIcon role="alert" message={t(now ? "maps.overtaken" : "maps.gone")} description={now && (
			<div className="map-overtaken">
				<b dir="auto">{sayDraft(draftOf(now))}</b>
				<span><Button size="small" onClick={take}>{t("maps.take_theirs")}</Button> <Button size="small" onClick={keep}>{t("maps.keep_mine")}</Button></span>
			</div>
		)} />
	);
}

function Body({ editing, close, saved }: EditorProps & { editing: Editing }) {
	const { t } = useSpeech();
	const queries = useQueryClient();
	const id = useId();
	const [d, setDraft] = useState<Draft>(() => (editing.map ? draftOf(editing.map) : { ...emptyDraft, ...editing.draft }));
	const [ver, setVer] = useState(editing.map?.ver);
	const [tried, setTried] = useState(false);
	const [busy, setBusy] = useState(false);
	const [wrong, setWrong] = useState<unknown>(null);
	const [theirs, setTheirs] = useState<{ now: SkuMap | null } | null>(null);
	const put = (change: Partial<Draft>) => setDraft(was => ({ ...was, ...change }));
	const fault = faultOf(d);

	// There is no route to a single mapping: it is found again by its platform SKU.
	const again = async () => {
		const page = await api<List<SkuMap>>("/maps", { query: { sku: editing.map!.members[0]!.platform_sku, limit: 200 } });
		setTheirs({ now: page.items.find(m => m.id === editing.map!.id) ?? null });
	};
	const send = async () => {
		setTried(true);
		if (fault || busy)
			return;
		setBusy(true);
		setWrong(null);
		try {
			const body = changeOf(d);
			const map = editing.map ? await api<SkuMap>(`/maps/${editing.map.id}`, { method: "PUT", ver: ver ?? editing.map.ver, body })
				: await api<SkuMap>("/maps", { method: "POST", body });
			void queries.invalidateQueries({ queryKey: ["maps"] });
			saved(map);
		} catch (e) {
			if (editing.map && e instanceof ApiError && (e.problem.code === "conflict" || e.problem.status === 404))
				await again().catch(setWrong);
			else
				setWrong(e);
		} finally {
			setBusy(false);
		}
	};
	const take = (now: SkuMap, mine: boolean) => {
		setVer(now.ver);
		if (!mine)
			setDraft(draftOf(now));
		setTheirs(null);
	};

	return (
		<Modal open width={640} title={t(editing.map ? "maps.edit_title" : "maps.add_title")} onCancel={close} onOk={() => void send()} confirmLoading={busy}
			okText={t("orders.save")} cancelText={t("orders.cancel")} okButtonProps={{ disabled: theirs !== null }} maskClosable={false}>
			<div className="map-form">
				<h3>{t("maps.sold")}</h3>
				<Rows<Member> rows={d.members} set={members => put({ members })} empty={{ sku: "", quantity: 1 }} add={t("maps.add_member")} remove={t("maps.remove")}
					row={(m, set, i) => (
						<>
							<Input value={m.sku} onChange={e => set({ ...m, sku: e.target.value })} dir="auto" maxLength={200} autoFocus={i === 0 && !m.sku}
								aria-label={t("maps.platform_sku")} placeholder={t("maps.platform_sku")} status={tried && !m.sku.trim() ? "error" : ""} />
							<Pieces value={m.quantity} set={quantity => set({ ...m, quantity })} label={t("maps.quantity_sold")} />
						</>
					)} />
				{d.members.length > 1 && <p className="soft small">{t("maps.set_how")}</p>}
				<h3>{t("maps.stands_for")}</h3>
				<Rows<Part> rows={d.parts} set={parts => put({ parts })} empty={{ sku: null, quantity: 1 }} add={t("maps.add_part")} remove={t("maps.remove")}
					row={(p, set, i) => (
						<>
							<SkuPick value={p.sku} onPick={sku => set({ ...p, sku })} label={t("maps.oms_sku")} wrong={tried && !p.sku} autoFocus={i === 0 && !p.sku && !!d.members[0]?.sku} title={editing.title} />
							<Pieces value={p.quantity} set={quantity => set({ ...p, quantity })} label={t("maps.quantity")} />
						</>
					)} />
				<div className="map-where">
					<div><label htmlFor={id}>{t("maps.holds")}</label><Holds id={id} value={d.holds} set={holds => put({ holds })} /></div>
					<MomentField label={t("maps.from")} value={d.from} set={from => put({ from })} />
					<MomentField label={t("maps.until")} value={d.until} set={until => put({ until })} />
				</div>
				<p className="map-says" dir="auto">{sayDraft(d)}</p>
				{editing.map && <p className="soft small">{t("maps.edit_how")}</p>}
				{tried && fault && <Alert type="error" showIcon role="alert" message={t(fault)} />}
				{wrong !== null && <Alert type="error" showIcon role="alert" message={say(t, wrong)} description={more(wrong)} />}
				{theirs && <Overtaken now={theirs.now} take={() => take(theirs.now!, false)} keep={() => take(theirs.now!, true)} />}
			</div>
		</Modal>
	);
}

export function MapEditor({ editing, ...rest }: EditorProps) {
	const [serial, setSerial] = useState(0);
	useEffect(() => {
		if (editing)
			setSerial(n => n + 1);
	}, [editing]);
	return editing ? <Body key={serial} editing={editing} {...rest} /> : null;
}
