// ui/src/pages/orders/table.tsx - the list as a table: rows of one height, of which only those in sight are drawn.
import { Checkbox } from "antd";
import { memo, type ReactNode, type RefObject, useMemo } from "react";
import type { Order } from "../order/shapes";
import type { Speech } from "../../i18n";
import { go } from "../../shell/address";
import { Link } from "../../shell/link";
import type { Around, Column } from "./columns";
import type { Sort } from "./filters";
import type { Listed } from "./store";
import { isTicked, tick, type Ticks } from "./ticks";
import type { Span } from "./window";

export const TICK_WIDTH = 38;

export interface RowsProps {
	listed: Listed;
	span: Span;
	height: number;
	around: Around;
	ticks: Ticks;
	at: string | null;     // the row that the keys act on
	setAt: (id: string) => void;
	last: ReactNode;       // what stands below the last row
}

// Within a row that can be clicked itself.
export function OrderLink({ order, children }: { order: Order; children: ReactNode }) {
	return <Link to={`/orders/${order.id}`} onClick={e => e.stopPropagation()}>{children}</Link>;
}

interface RowProps {
	order: Order; columns: Column[]; around: Around; ticked: boolean; here: boolean; changed: boolean; index: number;
	setAt: (id: string) => void;
}

const Row = memo(function Row({ order, columns, around, ticked, here, changed, index, setAt }: RowProps) {
	const gone = around.tab !== "all" && order.state !== around.tab;
	const look = `o-row${ticked ? " o-ticked" : ""}${here ? " o-here" : ""}${changed ? " o-changed" : ""}${gone ? " o-gone" : ""}`;
	return (
		<tr className={look} aria-rowindex={index + 2} aria-selected={ticked} data-id={order.id}
			onClick={() => (window.getSelection()?.toString() ? undefined : go(`/orders/${order.id}`))}
			onMouseDown={() => setAt(order.id)}>
			<td className="o-tick" onClick={e => e.stopPropagation()}>
				<Checkbox checked={ticked} onChange={e => tick([order.id], e.target.checked)}
					aria-label={around.speech.t("orders.tick", { number: order.number })} />
			</td>
			{columns.map(c => (
				<td key={c.key} className={c.right ? "o-right" : undefined}>
					<div className="o-cell">{c.key === "number" ? <OrderLink order={order}>{c.view(order, around)}</OrderLink> : c.view(order, around)}</div>
				</td>
			))}
		</tr>
	);
});

interface TableProps extends RowsProps {
	box: RefObject<HTMLDivElement>;
	columns: Column[];
	sort: Sort;
	setSort: (s: Sort) => void;
	room: number; // the width there is
	total: number;
}

// Where there is more room than the columns need, the growing ones share it.
function widths(columns: Column[], room: number, lines: number): number[] {
	const own = columns.map(c => (lines > 2 ? c.high ?? c.width : c.width));
	const need = own.reduce((n, w) => n + w, TICK_WIDTH);
	const growing = columns.filter(c => c.grow).length;
	const each = growing > 0 && room > need ? Math.floor((room - need) / growing) : 0;
	return columns.map((c, i) => own[i]! + (c.grow ? each : 0));
}

// Scrolling does not touch it: it looks at all rows, which are many.
const Head = memo(function Head({ columns, sort, setSort, rows, ticks, speech }: Pick<TableProps, "columns" | "sort" | "setSort" | "ticks"> & { rows: Order[]; speech: Speech }) {
	const { t } = speech;
	const ids = useMemo(() => rows.map(o => o.id), [rows]);
	const some = ticks.all !== null || ticks.ids.size > 0 ? ids.some(id => isTicked(ticks, id)) : false;
	const every = some && ids.every(id => isTicked(ticks, id));
	return (
		<thead>
			<tr aria-rowindex={1}>
				<th className="o-tick" scope="col">
					<Checkbox checked={every} indeterminate={some && !every} onChange={e => tick(ids, e.target.checked)}
						disabled={ids.length === 0} aria-label={t("orders.tick.page")} />
				</th>
				{columns.map(c => (
					<th key={c.key} scope="col" className={c.right ? "o-right" : undefined} title={t(c.title)}
						aria-sort={c.sort && c.sort === sort ? (sort === "ship_by" ? "ascending" : "descending") : undefined}>
						{c.sort ? (
							<button type="button" className={c.sort === sort ? "o-sorted" : ""} onClick={() => setSort(c.sort!)}
								title={t(`orders.sort.${c.sort}`)}>
								{t(c.title)}<span aria-hidden>{c.sort === sort ? (sort === "ship_by" ? " ↑" : " ↓") : " ↕"}</span>
							</button>
						) : t(c.title)}
					</th>
				))}
			</tr>
		</thead>
	);
});

export function Table(p: TableProps) {
	const { columns, listed, span, height, around, ticks } = p;
	const each = widths(columns, p.room, around.lines);
	const full = each.reduce((n, w) => n + w, TICK_WIDTH);
	const cells = columns.length + 1;
	return (
		<div className="o-scroll" ref={p.box} tabIndex={0} role="region" aria-label={around.speech.t("orders.title")}>
			<table className="o-table" style={{ width: full, "--o-row": `${height}px` } as object} aria-rowcount={p.total + 1}>
				<colgroup>
					<col style={{ width: TICK_WIDTH }} />
					{each.map((w, i) => <col key={columns[i]!.key} style={{ width: w }} />)}
				</colgroup>
				<Head columns={columns} sort={p.sort} setSort={p.setSort} rows={listed.rows} ticks={ticks} speech={around.speech} />
				<tbody>
					{span.first > 0 && <tr aria-hidden className="o-space"><td colSpan={cells} style={{ height: span.first * height }} /></tr>}
					{listed.rows.slice(span.first, span.end).map((o, i) => (
						<Row key={o.id} order={o} columns={columns} around={around} ticked={isTicked(ticks, o.id)} here={p.at === o.id}
							changed={listed.changed.has(o.id)} index={span.first + i} setAt={p.setAt} />
					))}
					{span.end < listed.rows.length && (
						<tr aria-hidden className="o-space"><td colSpan={cells} style={{ height: (listed.rows.length - span.end) * height }} /></tr>)}
				</tbody>
			</table>
			{p.last}
		</div>
	);
}
