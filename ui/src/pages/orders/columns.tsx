// ui/src/pages/orders/columns.tsx - the columns of the list: what each is called, how wide it is, what stands in it.
import { EditOutlined } from "@ant-design/icons";
import type { ReactNode } from "react";
import type { Order } from "../order/shapes";
import type { Key, Speech } from "../../i18n";
import { wordName } from "../order/field_names";
import { channelName, type Sort, type TabName } from "./filters";
import { amount, both, exactMoment, productsOf, shortMoment, span, urgency } from "./format";

export interface Around { speech: Speech; now: number; lines: number; tab: TabName }

export interface Column {
	key: string;
	title: Key;
	width: number;   // px; what is left over goes to the columns that `grow`
	high?: number;   // … where the rows are higher, so that words can go on below
	grow?: boolean;
	right?: boolean;
	sort?: Sort;
	view: (o: Order, a: Around) => ReactNode;
}

// Text of anyone's making: clipped, whole in its tooltip, in its own direction.
function Text({ value, dim, lines }: { value: string; dim?: boolean; lines?: number }) {
	const style = lines && lines > 1 ? { WebkitLineClamp: lines } : undefined;
	return <div className={`o-text${dim ? " o-dim" : ""}${style ? " o-clamp" : ""}`} style={style} title={value || undefined} dir="auto">{value}</div>;
}

// A long SKU is clipped, its pieces never.
function Product({ value }: { value: string }) {
	const pieces = value.slice(Math.max(0, value.lastIndexOf("*")));
	return <div className="o-product" title={value} dir="auto"><span className="o-text" style={{ maxWidth: `calc(100% - ${pieces.length}ch)` }}>{value.slice(0, -pieces.length)}</span>{pieces}</div>;
}

export function Products({ order, lines }: { order: Order; lines: number }) {
	const all = productsOf(order.lines_summary);
	const total = Math.max(order.lines_count ?? 0, all.filter(p => p !== "…").length);
	const shown = total > lines ? all.slice(0, lines - 1) : all;
	const rest = total - shown.length;
	return (
		<div className="o-products">
			{shown.map((p, i) => <Product key={i} value={p} />)}
			{rest > 0 && <div className="o-dim" title={all.join("\n")}>+{rest}</div>}
		</div>
	);
}

// What an order waits for, in a word each.
export function Lacks({ order: o, speech: { t } }: { order: Order; speech: Speech }) {
	return (
		<>
			{o.edited && <span className="o-edited" title={t("orders.edited")}><EditOutlined aria-label={t("orders.edited")} /></span>}
			{o.unmapped > 0 && <span className="o-lack" title={t("orders.lack.mapping.how", { count: o.unmapped })}>{t("orders.lack.mapping")}</span>}
			{o.unmapped === 0 && o.waiting > 0 && <span className="o-lack" title={t("orders.lack.stock.how", { count: o.waiting, reserved: o.reserved })}>{t("orders.lack.stock")}</span>}
		</>
	);
}

// Why it is frozen, and until when; what nobody gave is called by its code.
export function holdWords(o: Order, { t, moment }: Speech): string {
	if (!o.hold)
		return "";
	const why = o.hold_why || wordName(t, o.hold);
	return o.hold_until ? t("orders.hold.until", { why, at: moment(o.hold_until) }) : why;
}

const pieces = (n: number, bad: boolean, number: (n: number) => string) => n > 0 && <div className={`o-text${bad ? " o-lack" : ""}`}>{number(n)}</div>;

export function Status({ order, speech, lines = 2 }: { order: Order; speech: Speech; lines?: number }) {
	return (
		<>
			<div className={`o-text o-state o-state-${order.state}${lines > 2 ? " o-two" : ""}`} title={both(order.state_label)}>
				<i aria-hidden />{lines > 2 && order.state_label.zh ? <><span>{order.state_label.en}</span> <span>/ {order.state_label.zh}</span></> : both(order.state_label)}
			</div>
			<div className={`o-text o-dim${order.hold ? " o-hold" : ""}`} title={`${both(order.word_label)} · ${order.channel_status}`}>
				{(speech.locale === "zh-CN" && order.word_label?.zh) || order.word_label?.en}<Lacks order={order} speech={speech} />
			</div>
		</>
	);
}

export function ShipBy({ order, a }: { order: Order; a: Around }) {
	if (!order.ship_by)
		return null;
	const open = order.state === "pending" || order.state === "processed" || order.state === "frozen";
	const left = new Date(order.ship_by).getTime() - a.now;
	const { t, locale } = a.speech;
	return (
		<div title={exactMoment(locale, order.ship_by)}>
			{open && <div className={`o-text o-due-${urgency(order.ship_by, a.now)}`}>
				{left < 0 ? t("orders.late", { span: span(a.speech, left) }) : span(a.speech, left)}
			</div>}
			<div className="o-text o-dim">{shortMoment(locale, order.ship_by)}</div>
		</div>
	);
}

// A look that is due already comes now.
export function nextWords(o: Order, { t, ago }: Speech, now: number): string {
	return o.next_look ? ago(o.next_look, Math.min(now, new Date(o.next_look).getTime())) : t("orders.next_look.none");
}

export function lookedWords(o: Order, { speech, now }: Around): string {
	const { t, locale } = speech;
	return [
		`${t("orders.col.pulled")}: ${exactMoment(locale, o.seen_at)}`,
		`${t("orders.col.looked")}: ${o.looked_at ? exactMoment(locale, o.looked_at) : "–"}`,
		`${t("orders.next_look")}: ${nextWords(o, speech, now)}`,
	].join("\n");
}

// "✓ 3 min": so long ago the channel was asked about it.
export function Looked({ order, a }: { order: Order; a: Around }) {
	const age = Math.min(0, new Date(order.looked_at ?? order.changed_at).getTime() - a.now);
	return <div className="o-text o-dim" title={lookedWords(order, a)}><span aria-hidden>✓ </span>{span(a.speech, age)}</div>;
}

const moment = (iso: string | null, a: Around) =>
	<div className="o-text" title={exactMoment(a.speech.locale, iso)}>{shortMoment(a.speech.locale, iso)}</div>;

export const columns: Column[] = [
	{ key: "number", title: "orders.col.number", width: 148, view: o => (
		<>
			<div className="o-text o-number" title={o.number}>{o.number}</div>
			<Text value={`${channelName(o.channel)} · ${o.shop.title}`} dim />
		</>) },
	{ key: "status", title: "orders.col.status", width: 148, view: (o, a) => <Status order={o} speech={a.speech} lines={a.lines} /> },
	{ key: "numbers", title: "orders.col.numbers", width: 142, view: o => (
		<>
			{o.outbound_number && <Text value={o.outbound_number} />}
			{o.tracking && <Text value={o.tracking} />}
			<Text value={o.ref} dim />
		</>) },
	{ key: "products", title: "orders.col.products", width: 116, high: 102, grow: true, view: (o, a) => <Products order={o} lines={a.lines} /> },
	{ key: "recipient", title: "orders.col.recipient", width: 124, high: 112, view: o => o.recipient && (
		<>
			<Text value={o.recipient.name} />
			<Text value={o.recipient.phone} dim />
		</>) },
	{ key: "address", title: "orders.col.address", width: 126, high: 106, grow: true, view: (o, a) => (
		<>
			<Text value={[o.recipient?.country || o.country, o.recipient?.postcode].filter(Boolean).join(" ")} />
			<Text value={o.recipient?.address ?? ""} dim lines={a.lines - 1} />
		</>) },
	{ key: "delivery", title: "orders.col.delivery", width: 120, view: (o, a) => <Text value={o.delivery_method} lines={a.lines} /> },
	{ key: "remark", title: "orders.col.remark", width: 84, view: (o, a) => <Text value={o.remark ?? ""} lines={a.lines} /> },
	{ key: "ship_by", title: "orders.col.ship_by", width: 106, high: 104, sort: "ship_by", view: (o, a) => <ShipBy order={o} a={a} /> },
	{ key: "total", title: "orders.col.total", width: 84, right: true, view: (o, a) => o.total && (
		<>
			<div className="o-text">{amount(a.speech, o.total)}</div>
			<div className="o-text o-dim">{o.total.currency}</div>
		</>) },
	{ key: "placed", title: "orders.col.placed", width: 104, sort: "placed", view: (o, a) => (
		<>{moment(o.placed, a)}<Looked order={o} a={a} /></>) },
	{ key: "hold", title: "orders.col.hold", width: 142, grow: true, view: (o, a) => <Text value={holdWords(o, a.speech)} lines={a.lines} /> },
	{ key: "unmapped", title: "orders.col.unmapped", width: 84, right: true, view: (o, a) => pieces(o.unmapped, true, a.speech.number) },
	{ key: "waiting", title: "orders.col.waiting", width: 92, right: true, view: (o, a) => pieces(o.waiting, true, a.speech.number) },
	{ key: "reserved", title: "orders.col.reserved", width: 84, right: true, view: (o, a) => pieces(o.reserved, false, a.speech.number) },
	{ key: "shop", title: "orders.col.shop", width: 130, view: (o, a) => <Text value={o.shop.title} lines={a.lines} /> },
	{ key: "channel", title: "orders.col.channel", width: 96, view: o => <Text value={channelName(o.channel)} /> },
	{ key: "country", title: "orders.col.country", width: 72, view: o => <Text value={o.country} /> },
	{ key: "payment", title: "orders.col.payment", width: 90, view: o => <Text value={o.payment_status} /> },
	{ key: "pulled", title: "orders.col.pulled", width: 104, sort: "pulled", view: (o, a) => moment(o.seen_at, a) },
	{ key: "changed", title: "orders.col.changed", width: 104, view: (o, a) => moment(o.changed_at, a) },
	{ key: "looked", title: "orders.col.looked", width: 112, view: (o, a) => (
		<>
			<Looked order={o} a={a} />
			<div className="o-text o-dim">{o.next_look ? "→ " : ""}{nextWords(o, a.speech, a.now)}</div>
		</>) },
	{ key: "revision", title: "orders.col.revision", width: 70, right: true, view: o => String(o.revision) },
];

const pendingColumns = ["number", "status", "products", "recipient", "address", "delivery", "remark", "ship_by", "total", "placed"];
// The frozen say why and until when instead of numbers that they do not have yet.
const frozenColumns = ["number", "status", "hold", "products", "recipient", "address", "delivery", "ship_by", "total", "placed"];
const otherColumns = ["number", "status", "numbers", "products", "recipient", "address", "delivery", "ship_by", "total", "placed"];

export const kindOf = (tab: TabName): "pending" | "other" => (tab === "pending" ? "pending" : "other");
export const usualColumns = (tab: TabName): string[] => (tab === "pending" ? pendingColumns : tab === "frozen" ? frozenColumns : otherColumns);

export function columnsOf(keys: string[]): Column[] {
	return keys.map(k => columns.find(c => c.key === k)).filter(c => c !== undefined);
}
