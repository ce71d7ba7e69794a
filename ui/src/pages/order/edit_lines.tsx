// ui/src/pages/order/edit_lines.tsx - the form for the lines of an order: other pieces, another product or price, lines out and in.
import { Alert, Button, Input, InputNumber, Modal, Table, type TableColumnsType } from "antd";
import { DeleteOutlined, EditOutlined, PlusOutlined, UndoOutlined } from "@ant-design/icons";
import { useState } from "react";
import type { OrderEditWish, OrderNewLine } from "../../api/types";
import { useSpeech } from "../../i18n";
import { useFocusBack } from "../../parts/focus_back";
import { Reason } from "../../parts/reason";
import { stacked } from "../../parts/stack";
import "./deeds.css";
import { useMayEdit, useSendEdits } from "./edits";
import { Refusal } from "./refusal";
import type { Line, WholeOrder } from "./shapes";

interface Draft { key: string; line: Line | null; sku: string; title: string; quantity: number | null; price: string; out: boolean }

const PRICE = /^\d{1,12}(\.\d{1,4})?$/;
const PIECES_MAX = 100000;
const ROWS = 20;

const draftOf = (line: Line): Draft => ({ key: line.line, line, sku: line.sku, title: line.title, quantity: line.ordered, price: line.price?.amount ?? "", out: false });
const isFaulty = (d: Draft): boolean => !d.out && (!d.sku.trim() || d.quantity === null || d.quantity < 1 || (d.price !== "" && !PRICE.test(d.price)));

// What differs of a line that is there.
function wishesOf(d: Draft): OrderEditWish[] {
	const was = d.line!;
	if (d.out)
		return [{ field: "line_ordered", line: was.line, value: "" }];
	const of = draftOf(was), wishes: OrderEditWish[] = [];
	const wish = (field: OrderEditWish["field"], value: string, before: string) => void (value !== before && wishes.push({ field, line: was.line, value }));
	wish("line_sku", d.sku.trim(), of.sku);
	wish("line_title", d.title.trim(), of.title);
	wish("line_ordered", String(d.quantity), String(of.quantity));
	wish("line_price", d.price.trim(), of.price);
	return wishes;
}
const newOf = (d: Draft): OrderNewLine => ({ sku: d.sku.trim(), quantity: d.quantity ?? 1, ...(d.title.trim() ? { title: d.title.trim() } : {}), ...(d.price ? { price: d.price } : {}) });

function Form({ order, lines, more, close }: { order: WholeOrder; lines: Line[]; more: (() => void) | null; close: () => void }) {
	const { t, number } = useSpeech();
	const send = useSendEdits(order);
	const [changes, setChanges] = useState<Map<string, Draft>>(new Map());
	const [added, setAdded] = useState<Draft[]>([]);
	const [find, setFind] = useState("");
	const [why, setWhy] = useState("");
	const [busy, setBusy] = useState(false);
	const [wrong, setWrong] = useState<unknown>(null);
	const [ver] = useState(order.ver);
	useFocusBack();
	const [page, setPage] = useState(1);
	const drafts = [...lines.map(l => changes.get(l.line) ?? draftOf(l)), ...added];
	const asked = find.trim().toLowerCase();
	const seen = asked ? drafts.filter(d => !d.line || `${d.sku} ${d.title}`.toLowerCase().includes(asked)) : drafts;
	const put = (d: Draft) => (d.line ? setChanges(was => new Map(was).set(d.key, d)) : setAdded(was => was.map(a => (a.key === d.key ? d : a))));
	const wishes = [...changes.values()].flatMap(wishesOf);
	const faulty = drafts.filter(isFaulty);
	const none = drafts.every(d => d.out) && !more;
	const ready = wishes.length + added.length > 0 && faulty.length === 0 && !none;
	const save = async () => {
		if (!ready || busy)
			return;
		setBusy(true);
		setWrong(null);
		try {
			await send({ fields: wishes, lines: added.map(newOf), ...(why.trim() ? { why: why.trim() } : {}) }, ver);
			close();
		} catch (e) {
			setWrong(e);
		} finally {
			setBusy(false);
		}
	};
	const add = () => {
		setFind("");
		setAdded(was => [...was, { key: `new${Date.now()}${was.length}`, line: null, sku: "", title: "", quantity: 1, price: "", out: false }]);
		setPage(Math.ceil((drafts.length + 1) / ROWS));
	};
	const columns: TableColumnsType<Draft> = [
		{ title: t("order.sku"), key: "sku", width: 200, className: "named", render: (_, d) => <Input value={d.sku} disabled={d.out} maxLength={200} dir="auto" status={!d.out && !d.sku.trim() ? "error" : ""} aria-label={t("order.sku")} onChange={e => put({ ...d, sku: e.target.value })} /> },
		{ title: t("order.product"), key: "title", render: (_, d) => <Input value={d.title} disabled={d.out} maxLength={500} dir="auto" aria-label={t("order.product")} onChange={e => put({ ...d, title: e.target.value })} /> },
		{ title: t("order.ordered"), key: "quantity", width: 92, render: (_, d) => <InputNumber min={1} max={PIECES_MAX} precision={0} value={d.quantity} disabled={d.out} status={!d.out && (d.quantity === null || d.quantity < 1) ? "error" : ""} aria-label={t("order.ordered")} onChange={quantity => put({ ...d, quantity })} /> },
		{ title: t("order.price"), key: "price", width: 110, render: (_, d) => <Input value={d.price} inputMode="decimal" disabled={d.out} maxLength={20} status={!d.out && d.price !== "" && !PRICE.test(d.price) ? "error" : ""} aria-label={t("order.price")} onChange={e => put({ ...d, price: e.target.value.trim().replace(",", ".") })} /> },
		{ title: <span className="unseen">{t("today.actions")}</span>, key: "do", width: 44, render: (_, d) => d.out
			? <Button type="text" icon={<UndoOutlined />} aria-label={t("edits.line_in", { sku: d.sku })} title={t("edits.line_in", { sku: d.sku })} onClick={() => put({ ...d, out: false })} />
			: <Button type="text" icon={<DeleteOutlined />} aria-label={t("edits.line_take_out", { sku: d.sku })} title={t("edits.line_take_out", { sku: d.sku })} onClick={() => (d.line ? put({ ...d, out: true }) : setAdded(was => was.filter(a => a.key !== d.key)))} /> },
	];
	return (
		<Modal open style={{ top: 20 }} title={t("edits.lines")} width={820} onCancel={close} onOk={() => void save()} okText={t("edits.save")} cancelText={t("orders.cancel")} confirmLoading={busy} okButtonProps={{ disabled: !ready }}>
			<div className="deed-form">
				<p className="soft">{t("edits.lines.how")}</p>
				{lines.length > ROWS && <Input allowClear value={find} placeholder={t("edits.find")} aria-label={t("edits.find")} onChange={e => setFind(e.target.value)} />}
				<Table className="stack edit-lines" size="small" rowKey="key" columns={stacked(columns)} dataSource={seen} rowClassName={d => (d.out ? "edit-out" : "")}
					pagination={seen.length > ROWS ? { pageSize: ROWS, current: page, onChange: setPage, showSizeChanger: false, size: "small" } : false} />
				<div className="o-line"><Button type="dashed" icon={<PlusOutlined />} onClick={add}>{t("edits.line_add")}</Button>
					{more && <Button type="link" onClick={more}>{t("edits.more_lines", { count: number(lines.length) })}</Button>}</div>
				<Reason value={why} set={setWhy} usual={[t("edits.why.buyer"), t("edits.why.short"), t("edits.why.wrong")]} optional />
				{none && <Alert type="error" showIcon role="alert" message={t("edits.none_left")} />}
				<Refusal error={wrong} />
			</div>
		</Modal>
	);
}

export function EditLines({ order, lines, more }: { order: WholeOrder; lines: Line[]; more: (() => void) | null }) {
	const { t } = useSpeech();
	const may = useMayEdit(order);
	const [open, setOpen] = useState(false);
	if (!may)
		return null;
	return (
		<>
			<Button size="small" icon={<EditOutlined />} onClick={() => setOpen(true)} aria-label={t("edits.lines")}>{t("edits.edit")}</Button>
			{open && <Form order={order} lines={lines} more={more} close={() => setOpen(false)} />}
		</>
	);
}
