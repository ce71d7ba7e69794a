// ui/src/pages/order/lines.tsx - what was ordered. Ten thousand lines are read in parts and only those in sight are drawn.
import { EditOutlined } from "@ant-design/icons";
import { useEffect, useRef, useState } from "react";
import { api } from "../../api/client";
import type { Money } from "../../api/types";
import { useSpeech } from "../../i18n";
import { amount, useNarrow } from "../orders/format";
import { useWindow } from "../orders/window";
import { EditLines } from "./edit_lines";
import { useEditedLines } from "./edits";
import type { Line, LinePage, WholeOrder } from "./shapes";

const HEIGHT = { wide: 34, narrow: 46 };
const SEEN_MAX = 12; // rows before the table scrolls in itself
const NEAR_END = 40;
const PART = 1000;

// The first lines come with the order; the rest when somebody scrolls there.
function useLines(order: WholeOrder): { lines: Line[]; more: () => void; whole: boolean } {
	const [later, setLater] = useState<{ of: string; lines: Line[]; next: string | null }>();
	const reading = useRef(false);
	const of = `${order.id}.${order.ver}.${order.revision}`;
	const mine = later?.of === of ? later : undefined;
	const next = mine ? mine.next : order.lines_next ?? null;
	const more = () => {
		if (!next || reading.current)
			return;
		reading.current = true;
		api<LinePage>(`/orders/${order.id}/lines`, { query: { after: next, limit: PART } })
			.then(page => setLater({ of, lines: [...(mine?.lines ?? []), ...page.items], next: page.next }), () => undefined)
			.finally(() => (reading.current = false));
	};
	return { lines: mine ? [...order.lines, ...mine.lines] : order.lines, more, whole: !next };
}

export function Lines({ order }: { order: WholeOrder }) {
	const speech = useSpeech();
	const { t, number } = speech;
	const { lines, more, whole } = useLines(order);
	const edited = useEditedLines();
	const box = useRef<HTMLDivElement>(null);
	const narrow = useNarrow();
	const height = narrow ? HEIGHT.narrow : HEIGHT.wide;
	const span = useWindow(box, lines.length, height);
	const count = Math.max(order.lines_count ?? 0, lines.length);
	useEffect(() => {
		if (span.end > lines.length - NEAR_END)
			more();
	});
	// Nothing is for nothing where nobody says what the whole costs: such a price was not given.
	const said = (price: Money | null) => price !== null && (order.total !== null || /[1-9]/.test(price.amount));
	const space = (rows: number) => rows > 0 && <tr aria-hidden><td colSpan={narrow ? 3 : 5} style={{ height: rows * height, padding: 0, border: 0 }} /></tr>;

	return (
		<section className="panel">
			<header><h2>{t("order.lines")} <span className="soft">{number(count)}</span></h2><EditLines order={order} lines={lines} more={whole ? null : more} /></header>
			<div className="od-lines" ref={box} tabIndex={0} role="region" aria-label={t("order.lines")}
				style={{ maxHeight: 30 + height * SEEN_MAX }}>
				<table aria-rowcount={count + 1}>
					<thead>
						<tr>
							<th scope="col">{t("order.sku")}</th>
							<th scope="col" className="od-wide">{t("order.product")}</th>
							<th scope="col" className="num">{t("order.ordered")}</th>
							<th scope="col" className="num od-wide">{t("order.cancelled")}</th>
							<th scope="col" className="num">{t("order.price")}</th>
						</tr>
					</thead>
					<tbody>
						{space(span.first)}
						{lines.slice(span.first, span.end).map((l, i) => (
							<tr key={l.line} style={{ height }} aria-rowindex={span.first + i + 2}>
								<td><div className="o-text" dir="auto" title={l.sku}>{l.sku || <span className="soft">–</span>}{edited.has(l.line) && <span className="od-mark od-edit-mark" title={t("edits.edited")} role="img" aria-label={t("edits.edited")}><EditOutlined /></span>}</div><div className="o-text o-dim od-narrow" dir="auto">{l.title}</div></td>
								<td className="od-wide"><div className="o-text" dir="auto" title={l.title}>{l.title}</div></td>
								<td className="num">{number(l.ordered)}{l.cancelled > 0 && <div className="od-narrow bad-text" title={t("order.cancelled")}>−{number(l.cancelled)}</div>}</td>
								<td className="num od-wide">{l.cancelled > 0 ? <span className="bad-text">{number(l.cancelled)}</span> : ""}</td>
								<td className="num">{said(l.price) ? <>{amount(speech, l.price)} <span className="o-dim">{l.price?.currency}</span></> : <span className="soft">–</span>}</td>
							</tr>
						))}
						{space(lines.length - span.end)}
					</tbody>
				</table>
			</div>
		</section>
	);
}
