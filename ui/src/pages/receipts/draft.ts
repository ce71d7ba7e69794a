// ui/src/pages/receipts/draft.ts - a receipt as it is written: its lines, what a spreadsheet's cells mean, kept over a reload.
import { api, type List } from "../../api/client";
import type { ReceiptKind, ReceiptNew, Sku } from "../../api/types";

export interface Line { key: number; code: string; title: string; quantity: number | null; known: boolean | null } // null: being looked up
export interface Draft { kind: ReceiptKind; warehouse: string; number: string; supplier: string; note: string; lines: Line[] }

export const LINES_MAX = 1000;
export const QUANTITY_MAX = 10000000;
const KEPT = "lockstep.receipt";

export const empty = (kind: ReceiptKind): Draft => ({ kind, warehouse: "", number: "", supplier: "", note: "", lines: [] });

export function kept(kind: ReceiptKind): Draft {
	try {
		const was = JSON.parse(sessionStorage.getItem(`${KEPT}.${kind}`) ?? "null") as Draft | null;
		return was && Array.isArray(was.lines) ? { ...empty(kind), ...was, kind } : empty(kind);
	} catch {
		return empty(kind);
	}
}

export function keep(draft: Draft): void {
	try {
		if (draft.lines.length > 0)
			sessionStorage.setItem(`${KEPT}.${draft.kind}`, JSON.stringify(draft));
		else
			sessionStorage.removeItem(`${KEPT}.${draft.kind}`);
	} catch {
		// Then it lasts as long as the page.
	}
}

// Rows of a spreadsheet or of a list: code and quantity, parted by a tab, comma, semicolon, * or blank; the quantity may be missing.
export function pasted(text: string): { code: string; quantity: number | null }[] {
	return text.split(/\r?\n/).map(row => row.trim()).filter(Boolean).slice(0, LINES_MAX).map(row => {
		const cells = row.includes("\t") ? row.split("\t") : row.split(/\s*[,;，；*×]\s*|\s+(?=[\d.,]+$)/);
		const said = (cells[1] ?? "").replace(/[\s,.'](?=\d{3}\b)/g, "").trim();
		return { code: (cells[0] ?? "").trim(), quantity: /^\d+$/.test(said) ? Number(said) : said ? NaN : null };
	}).filter(row => row.code);
}

// The same article twice is one line with both quantities.
export function added(lines: Line[], more: Omit<Line, "key">[]): Line[] {
	let next = lines;
	let key = lines.reduce((n, l) => Math.max(n, l.key), 0);
	for (const one of more) {
		const same = next.find(l => l.code === one.code);
		if (same)
			next = next.map(l => (l === same ? { ...l, quantity: (l.quantity ?? 0) + (one.quantity ?? 1) } : l));
		else
			next = [...next, { ...one, key: ++key }];
	}
	return next.slice(0, LINES_MAX);
}

export const good = (l: Line): boolean => l.known !== false && Number.isInteger(l.quantity) && l.quantity! >= 1 && l.quantity! <= QUANTITY_MAX;
export const pieces = (lines: Line[]): number => lines.reduce((n, l) => n + (Number.isInteger(l.quantity) ? l.quantity! : 0), 0);

// The article of just this code or barcode, or null.
export async function lookUp(code: string): Promise<Pick<Sku, "code" | "title"> | null> {
	const { items } = await api<List<Sku>>("/skus", { query: { find: code, limit: 20 } });
	return items.find(s => s.code === code) ?? items.find(s => s.code.toLowerCase() === code.toLowerCase()) ?? items.find(s => s.barcode !== "" && s.barcode === code) ?? null;
}

export const bodyOf = (d: Draft, warehouse: string): ReceiptNew => ({
	kind: d.kind, warehouse_id: warehouse, number: d.number.trim() || undefined, supplier: d.supplier.trim() || undefined, note: d.note.trim() || undefined,
	lines: d.lines.map(l => ({ code: l.code, quantity: l.quantity! })),
});
