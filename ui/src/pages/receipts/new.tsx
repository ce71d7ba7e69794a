// ui/src/pages/receipts/new.tsx - goods are booked by screen: typed, scanned or pasted from a spreadsheet.
import { DeleteOutlined } from "@ant-design/icons";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Input, InputNumber, Select, Table, type TableColumnsType } from "antd";
import { useEffect, useRef, useState } from "react";
import { api } from "../../api/client";
import { warehousesQuery } from "../../api/queries";
import type { Receipt, ReceiptKind } from "../../api/types";
import { useSpeech } from "../../i18n";
import { stacked } from "../../parts/stack";
import { go, useAddress } from "../../shell/address";
import { Link } from "../../shell/link";
import { closeTab, useTabTitle } from "../../shell/tabs";
import { more, say } from "../../shell/trouble";
import { added, bodyOf, type Draft, empty, good, keep, kept, type Line, LINES_MAX, lookUp, pasted, pieces, QUANTITY_MAX } from "./draft";
import { Entry } from "./entry";
import "./receipts.css";

const AT_ONCE = 4; // look-ups of pasted codes

function Head({ draft, set, warehouse }: { draft: Draft; set: (d: Partial<Draft>) => void; warehouse: string }) {
	const { t } = useSpeech();
	const { data } = useQuery(warehousesQuery);
	const own = (data?.items ?? []).filter(w => w.state === "active" && w.kind === "own");
	return (
		<div className="r-head">
			<label>{t("receipts.warehouse")}
				<Select value={warehouse || undefined} placeholder={t("receipts.choose")} onChange={(v: string) => set({ warehouse: v })} options={own.map(w => ({ value: w.id, label: w.name ? `${w.code} · ${w.name}` : w.code }))}
					notFoundContent={<Link to="/warehouses">{t("receipts.no_warehouse")}</Link>} aria-label={t("receipts.warehouse")} /></label>
			<label>{t("receipts.number")}<Input value={draft.number} maxLength={60} placeholder={t("receipts.number_ours")} onChange={e => set({ number: e.target.value })} /></label>
			{draft.kind === "receipt" && <label>{t("receipts.supplier")}<Input value={draft.supplier} maxLength={200} onChange={e => set({ supplier: e.target.value })} /></label>}
			<label>{t("receipts.note")}<Input value={draft.note} maxLength={500} onChange={e => set({ note: e.target.value })} /></label>
		</div>
	);
}

function Lines({ lines, set, after }: { lines: Line[]; set: (lines: Line[]) => void; after: () => void }) {
	const { t } = useSpeech();
	const put = (line: Line, quantity: number | null) => set(lines.map(l => (l.key === line.key ? { ...l, quantity } : l)));
	const columns: TableColumnsType<Line> = [
		{ title: t("receipts.code"), key: "code", className: "wrap", render: (_, l) => <span><bdi className={l.known === false ? "bad-text" : ""}>{l.code}</bdi>{l.known === false && <span className="bad-text small under">{t("receipts.unknown")}</span>}</span> },
		{ title: t("receipts.name"), key: "title", className: "wrap", render: (_, l) => <bdi>{l.title}</bdi> },
		{ title: t("receipts.pieces"), key: "quantity", width: 150, render: (_, l) => (
			<InputNumber min={1} max={QUANTITY_MAX} precision={0} value={l.quantity} status={good({ ...l, known: true }) ? "" : "error"} aria-label={t("receipts.pieces_of", { code: l.code })} onChange={v => put(l, v)} onPressEnter={after} />
		) },
		{ title: <span className="unseen">{t("accounts.actions")}</span>, key: "do", width: 50, render: (_, l) => <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t("receipts.remove", { code: l.code })} onClick={() => set(lines.filter(x => x.key !== l.key))} /> },
	];
	return <Table className="stack" size="small" rowKey="key" columns={stacked(columns)} dataSource={lines} pagination={lines.length > 100 ? { pageSize: 100, showSizeChanger: false } : false} locale={{ emptyText: t("receipts.lines_none") }} />;
}

export default function NewReceiptPage() {
	const { t } = useSpeech();
	const { query, path } = useAddress();
	const { message } = App.useApp();
	const queries = useQueryClient();
	const kind: ReceiptKind = query.get("kind") === "opening" ? "opening" : "receipt";
	const [drafts, setDrafts] = useState<Record<ReceiptKind, Draft>>(() => ({ receipt: kept("receipt"), opening: kept("opening") }));
	const draft = drafts[kind];
	const entry = useRef<HTMLInputElement>(null);
	const [tried, setTried] = useState(false);
	const own = (useQuery(warehousesQuery).data?.items ?? []).filter(w => w.state === "active" && w.kind === "own");
	const warehouse = draft.warehouse || (own.length === 1 ? own[0]!.id : "");
	const change = (how: (d: Draft) => Draft) => setDrafts(all => ({ ...all, [kind]: how(all[kind]) }));
	const set = (d: Partial<Draft>) => change(was => ({ ...was, ...d }));
	useTabTitle(t(kind === "opening" ? "receipts.opening" : "receipts.new"));
	useEffect(() => keep(draft), [draft]);

	const check = async (codes: string[]) => {
		const waiting = [...codes];
		const one = async () => {
			for (let code = waiting.shift(); code !== undefined; code = waiting.shift()) {
				const asked = code;
				const found = await lookUp(asked).catch(() => undefined);
				change(was => {
					const twin = found && found.code !== asked ? was.lines.find(l => l.code === found.code) : undefined;
					const line = was.lines.find(l => l.code === asked);
					if (twin && line) // a barcode of an article that is there already
						return { ...was, lines: was.lines.filter(l => l !== line).map(l => (l === twin ? { ...l, quantity: (l.quantity ?? 0) + (line.quantity ?? 0) } : l)) };
					return { ...was, lines: was.lines.map(l => (l.code === asked ? { ...l, code: found?.code ?? l.code, title: found?.title ?? l.title, known: found === undefined ? null : found !== null } : l)) };
				});
			}
		};
		await Promise.all(Array.from({ length: AT_ONCE }, one));
	};
	const paste = (text: string) => {
		const rows = pasted(text).map(r => ({ ...r, title: "", known: null, quantity: r.quantity ?? 1 }));
		if (draft.lines.length + rows.length > LINES_MAX)
			void message.warning(t("receipts.too_many", { most: LINES_MAX }));
		change(was => ({ ...was, lines: added(was.lines, rows) }));
		void check(rows.map(r => r.code));
	};
	const book = useMutation({
		mutationFn: () => api<Receipt>("/receipts", { method: "POST", body: bodyOf(draft, warehouse), patience_ms: 120000 }),
		onSuccess: made => {
			void Promise.all(["receipts", "skus", "warehouses", "stocks", "live"].map(key => queries.invalidateQueries({ queryKey: [key] })));
			void message.success(t("receipts.booked", { number: made.number, count: made.pieces }));
			keep(empty(kind));
			setDrafts(all => ({ ...all, [kind]: empty(kind) }));
			closeTab(path);
			go(`/receipts/${made.id}`);
		},
	});
	const bad = draft.lines.filter(l => !good(l)).length;
	const hindered = bad > 0 ? t("receipts.need_good", { count: bad }) : draft.lines.length === 0 ? t("receipts.need_lines") : !warehouse ? t("receipts.need_warehouse") : "";
	const send = () => {
		setTried(true);
		if (!hindered)
			book.mutate();
	};
	return (
		<>
			<div className="page-head"><h1>{t(kind === "opening" ? "receipts.opening" : "receipts.new")}</h1><Link to="/receipts">{t("receipts.title")}</Link></div>
			{kind === "opening" && <p className="soft r-why">{t("receipts.opening_why")}</p>}
			<section className="panel"><div className="inside"><Head draft={draft} set={set} warehouse={warehouse} /></div></section>
			<section className="panel">
				<div className="inside"><Entry ref={entry} paste={paste} add={(sku, quantity) => change(was => ({ ...was, lines: added(was.lines, [{ code: sku.code, title: sku.title, quantity, known: true }]) }))} /></div>
				<Lines lines={draft.lines} set={lines => set({ lines })} after={() => entry.current?.focus()} />
				<footer className="r-foot">
					<span>{t("receipts.sum", { lines: draft.lines.length, count: pieces(draft.lines) })}</span>
					{(tried || bad > 0) && hindered && <span className="bad-text" role="alert">{hindered}</span>}
					{book.isError && <Alert type="error" showIcon role="alert" message={say(t, book.error)} description={more(book.error) || undefined} />}
					<span className="r-do">
						{draft.lines.length > 0 && <Button disabled={book.isPending} onClick={() => set({ lines: [] })}>{t("receipts.clear")}</Button>}
						<Button type="primary" loading={book.isPending} onClick={send}>{t(kind === "opening" ? "receipts.book_opening" : "receipts.book")}</Button>
					</span>
				</footer>
			</section>
		</>
	);
}
