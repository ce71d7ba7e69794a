// ui/src/pages/order_new/order_new.tsx - an order by hand: for whom, what, and at once on its way like any other.
import { useQueryClient } from "@tanstack/react-query";
import { Alert, App, AutoComplete, Button, Checkbox, Input, InputNumber, Select } from "antd";
import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { type ReactNode, useEffect, useId, useMemo, useState } from "react";
import { api } from "../../api/client";
import type { OrderMade, OrderNew } from "../../api/types";
import { type Key, useSpeech } from "../../i18n";
import { MomentField } from "../../parts/moment_field";
import { usePause } from "../../parts/pause";
import { SkuWords, useSkus } from "../../parts/sku_pick";
import { go } from "../../shell/address";
import { closeTab } from "../../shell/tabs";
import { useMay } from "../../shell/session";
import { more, say } from "../../shell/trouble";
import { useFacets } from "../orders/data";
import { HandShop, useShopsOf } from "../orders/hand_shops";
import "../orders/bring.css";
import { COUNTRIES } from "./countries";
import "./order_new.css";

interface Line { sku: string; title: string; quantity: number | null; price: string }

const LINES_MAX = 1000;
const QUANTITY_MAX = 100000;
const emptyLine: Line = { sku: "", title: "", quantity: 1, price: "" };
const PRICE = /^\d{1,12}(\.\d{1,4})?$/;

interface Draft {
	shop: string; number: string; name: string; phone: string; address: string; country: string; postcode: string;
	delivery: string; remark: string; paid: boolean; shipBy: string; lines: Line[];
}

const emptyDraft: Draft = {
	shop: "", number: "", name: "", phone: "", address: "", country: "", postcode: "", delivery: "", remark: "", paid: true, shipBy: "", lines: [emptyLine],
};

function faultOf(d: Draft): Key | undefined {
	if (!d.shop)
		return "new.fault.shop";
	if (!d.name.trim())
		return "new.fault.name";
	if (!d.address.trim())
		return "new.fault.address";
	const lines = d.lines.filter(l => l.sku.trim());
	if (lines.length === 0 || d.lines.some(l => !l.sku.trim() && (l.title || l.price)))
		return "new.fault.lines";
	if (lines.some(l => l.quantity === null || l.quantity < 1 || l.quantity > QUANTITY_MAX))
		return "maps.fault.quantity";
	return lines.some(l => l.price && !PRICE.test(l.price)) ? "new.fault.price" : undefined;
}

// An address pasted in lines is one line, as labels and channels have it.
const oneLine = (text: string): string => text.split(/\s*\n\s*/).filter(Boolean).join(", ").trim();

// What was left empty is not stated.
function bodyOf(d: Draft): OrderNew {
	const said = <K extends string>(name: K, value: string) => (value.trim() ? { [name]: value.trim() } as Record<K, string> : {});
	return {
		shop_id: d.shop, name: d.name.trim(), address: oneLine(d.address), paid: d.paid,
		...said("number", d.number), ...said("phone", d.phone), ...said("country", d.country), ...said("postcode", d.postcode),
		...said("delivery_method", d.delivery), ...said("remark", oneLine(d.remark)), ...said("ship_by", d.shipBy),
		lines: d.lines.filter(l => l.sku.trim()).map(l => ({ sku: l.sku.trim(), quantity: l.quantity ?? 1, ...said("title", l.title), ...said("price", l.price) })),
	};
}

function Field({ label, children, wide }: { label: Key; children: (id: string) => ReactNode; wide?: boolean }) {
	const { t } = useSpeech();
	const id = useId();
	return <div className={wide ? "new-wide" : undefined}><label htmlFor={id}>{t(label)}</label>{children(id)}</div>;
}

// Our own codes are offered; a platform's SKU may be typed as well and then goes by its mapping.
function SkuField({ line, put, wrong, autoFocus }: { line: Line; put: (l: Line) => void; wrong: boolean; autoFocus: boolean }) {
	const { t } = useSpeech();
	const [open, setOpen] = useState(false);
	const skus = useSkus(usePause(line.sku.trim()), open).data ?? [];
	return (
		<AutoComplete value={line.sku} className="new-sku" autoFocus={autoFocus} open={open && skus.length > 0} onOpenChange={setOpen} maxLength={200} status={wrong ? "error" : ""} popupMatchSelectWidth={360}
			aria-label={t("new.sku")} placeholder={t("new.sku")} options={skus.map(s => ({ value: s.code, label: <SkuWords sku={s} /> }))}
			onChange={(sku: string) => put({ ...line, sku })} onSelect={(code: string) => {
				const found = skus.find(s => s.code === code);
				put({ ...line, sku: code, title: line.title || found?.title || "" });
				setOpen(false);
			}} />
	);
}

function Lines({ lines, set, tried }: { lines: Line[]; set: (l: Line[]) => void; tried: boolean }) {
	const { t, number } = useSpeech();
	const put = (i: number) => (l: Line) => set(lines.map((was, j) => (j === i ? l : was)));
	const none = lines.every(l => !l.sku.trim());
	return (
		<section className="panel">
			<header><h2>{t("order.lines")} <span className="soft">{t("new.pieces", { count: lines.reduce((n, l) => n + (l.sku.trim() ? l.quantity ?? 0 : 0), 0) })}</span></h2></header>
			<div className="inside new-lines">
				{lines.map((l, i) => (
					<div key={i} className="new-line" role="group" aria-label={t("new.line", { number: number(i + 1) })}>
						<SkuField line={l} put={put(i)} wrong={tried && none} autoFocus={i > 0 && i === lines.length - 1 && !l.sku} />
						<Input className="new-title" value={l.title} dir="auto" maxLength={300} aria-label={t("order.product")} placeholder={t("order.product")} onChange={e => put(i)({ ...l, title: e.target.value })} />
						<InputNumber min={1} max={QUANTITY_MAX} precision={0} prefix="×" value={l.quantity} aria-label={t("maps.quantity")} onChange={quantity => put(i)({ ...l, quantity })} />
						<Input className="new-price" inputMode="decimal" value={l.price} maxLength={20} aria-label={t("order.price")} placeholder={t("order.price")}
							status={tried && l.price && !PRICE.test(l.price) ? "error" : ""} onChange={e => put(i)({ ...l, price: e.target.value.trim().replace(",", ".") })} />
						<Button type="text" icon={<DeleteOutlined />} disabled={lines.length === 1} aria-label={t("maps.remove")} title={t("maps.remove")} onClick={() => set(lines.filter((_, j) => j !== i))} />
					</div>
				))}
				{lines.length < LINES_MAX && <Button type="dashed" icon={<PlusOutlined />} onClick={() => set([...lines, emptyLine])}>{t("new.add_line")}</Button>}
			</div>
		</section>
	);
}

export default function OrderNewPage() {
	const { t, locale } = useSpeech();
	const { message } = App.useApp();
	const queries = useQueryClient();
	const may = useMay("change_orders");
	const facets = useFacets(true);
	const shops = useShopsOf("none");
	const [d, setDraft] = useState<Draft>(emptyDraft);
	const [tried, setTried] = useState(false);
	const [busy, setBusy] = useState(false);
	const [wrong, setWrong] = useState<unknown>(null);
	const put = (change: Partial<Draft>) => setDraft(was => ({ ...was, ...change }));
	const fault = faultOf(d);
	const only = shops?.length === 1 ? shops[0]!.id : "";
	useEffect(() => {
		if (only)
			setDraft(was => (was.shop ? was : { ...was, shop: only }));
	}, [only]);
	const countries = useMemo(() => {
		const names = new Intl.DisplayNames(locale, { type: "region" });
		return COUNTRIES.map(value => ({ value, label: `${value} ${names.of(value) ?? ""}` }));
	}, [locale]);

	const send = async (another: boolean) => {
		setTried(true);
		if (fault || busy)
			return;
		setBusy(true);
		setWrong(null);
		try {
			const made = await api<OrderMade>("/orders", { method: "POST", body: bodyOf(d) });
			void message.success(t("new.made", { number: made.number }));
			void queries.invalidateQueries({ queryKey: ["orders"] });
			setDraft({ ...emptyDraft, shop: d.shop, delivery: d.delivery, country: d.country });
			setTried(false);
			if (!another) {
				go(`/orders/${made.id}`);
				closeTab("/orders/new");
			}
		} catch (e) {
			setWrong(e);
		} finally {
			setBusy(false);
		}
	};
	const text = (name: "number" | "name" | "phone" | "postcode", max: number, needed = false) => (id: string) => (
		<Input id={id} value={d[name]} maxLength={max} dir="auto" status={tried && needed && !d[name].trim() ? "error" : ""} aria-required={needed} onChange={e => put({ [name]: e.target.value })} />
	);
	return (
		<div className="new">
			<div className="page-head"><h1>{t("new.title")}</h1></div>
			{!may ? <Alert type="info" showIcon message={t("err.forbidden")} /> : (
				<>
					<section className="panel"><div className="inside new-shop">
						<HandShop value={d.shop} set={shop => put({ shop })} />
						{shops && shops.length > 0 && <Field label="new.number">{text("number", 64)}</Field>}
					</div></section>
					<section className="panel">
						<header><h2>{t("orders.col.recipient")}</h2></header>
						<div className="inside new-fields">
							<Field label="new.name">{text("name", 200, true)}</Field>
							<Field label="orders.f.phone">{text("phone", 60)}</Field>
							<Field label="new.address" wide>{id => <Input.TextArea id={id} value={d.address} maxLength={500} dir="auto" rows={2} status={tried && !d.address.trim() ? "error" : ""} aria-required onChange={e => put({ address: e.target.value })} />}</Field>
							<Field label="orders.f.country">{id => <Select id={id} showSearch allowClear optionFilterProp="label" value={d.country || null} onChange={(v: string | null | undefined) => put({ country: v ?? "" })} options={countries} />}</Field>
							<Field label="order.postcode">{text("postcode", 20)}</Field>
						</div>
					</section>
					<Lines lines={d.lines} set={lines => put({ lines })} tried={tried} />
					<section className="panel">
						<div className="inside new-fields">
							<Field label="orders.f.delivery">{id => <AutoComplete id={id} value={d.delivery} maxLength={200} onChange={(delivery: string) => put({ delivery })} options={(facets?.delivery_methods ?? []).filter(m => m.toLowerCase().includes(d.delivery.toLowerCase())).map(value => ({ value }))} />}</Field>
							<MomentField label={t("orders.f.ship_by")} value={d.shipBy} set={shipBy => put({ shipBy })} />
							<Field label="orders.col.remark" wide>{id => <Input.TextArea id={id} value={d.remark} maxLength={500} dir="auto" rows={1} onChange={e => put({ remark: e.target.value })} />}</Field>
							<div className="new-wide"><Checkbox checked={d.paid} onChange={e => put({ paid: e.target.checked })}>{t("new.paid")}</Checkbox></div>
						</div>
					</section>
					{tried && fault && <Alert type="error" showIcon role="alert" message={t(fault)} />}
					{wrong !== null && <Alert type="error" showIcon role="alert" message={say(t, wrong)} description={more(wrong)} />}
					<div className="new-do">
						<Button type="primary" loading={busy} onClick={() => void send(false)}>{t("new.make")}</Button>
						<Button disabled={busy} onClick={() => void send(true)}>{t("new.make_more")}</Button>
					</div>
				</>
			)}
		</div>
	);
}
