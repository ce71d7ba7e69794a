// ui/src/pages/orders/store.ts - the rows of one list as far as they were read, kept while other pages are looked at.
// New orders do not push in: they are counted, and shown when the person says so. Rows that stand there change in place.
import { api } from "../../api/client";
import type { Order, OrderList } from "../order/shapes";

export const PAGE = 50;
const MORE = 100;
const ROWS_MAX = 20000;
const FRESH_MAX = 100;
const HIGHLIGHT_MS = 2500;

export interface Listed {
	rows: Order[];
	next: string | null;
	missing: string[];
	stopped: boolean;      // the server stopped searching before the page was full
	fresh: number;         // orders that are there and not shown yet
	freshMore: boolean;    // … and probably more than that
	loaded: boolean;
	loading: boolean;
	full: boolean;         // as many rows as a page can hold
	error: unknown;
	changed: Map<string, number>; // rows that changed in place, and until when that is to be seen
}

const nothing: Listed = {
	rows: [], next: null, missing: [], stopped: false, fresh: 0, freshMore: false, loaded: false, loading: false, full: false,
	error: null, changed: new Map(),
};

export class OrderStore {
	readonly query: Record<string, string>;
	state: Listed = nothing;
	scroll = 0;
	private head: OrderList | null = null;
	private listeners = new Set<() => void>();
	private places = new Map<string, number>();
	private reading: Promise<void> | null = null;

	constructor(query: Record<string, string>) {
		this.query = query;
	}

	watch = (tell: () => void): (() => void) => {
		this.listeners.add(tell);
		return () => void this.listeners.delete(tell);
	};
	look = (): Listed => this.state;

	private set(change: Partial<Listed>): void {
		if (change.rows)
			this.places = new Map(change.rows.map((o, i) => [o.id, i]));
		this.state = { ...this.state, ...change };
		this.listeners.forEach(tell => tell());
	}

	// The first page as it is now. The first time it is shown; afterwards it updates and counts what is new.
	take(list: OrderList): void {
		this.head = list;
		const { rows, loaded } = this.state;
		if (!loaded || rows.length === 0) {
			this.showHead();
			return;
		}
		const fresh = list.items.filter(o => !this.places.has(o.id)).length;
		this.set({ fresh, freshMore: fresh === list.items.length && list.next !== null, missing: list.missing ?? [], error: null });
		this.update(list.items);
	}

	failed(error: unknown): void {
		this.set({ error, loading: false });
	}

	// What is new goes to the top. Where it does not join what is shown, the list begins again.
	showHead(): void {
		const list = this.head;
		if (!list)
			return;
		const { rows, loaded } = this.state;
		const last = this.places.get(list.items[list.items.length - 1]?.id ?? "");
		const known = new Set(list.items.map(o => o.id));
		const rest = loaded && last !== undefined && rows.length > list.items.length
			? rows.slice(last + 1).filter(o => !known.has(o.id)) : null;
		this.set({
			rows: rest ? [...list.items, ...rest] : list.items,
			next: rest ? this.state.next : list.next,
			missing: list.missing ?? [], stopped: rest ? this.state.stopped : list.stopped ?? false,
			fresh: 0, freshMore: false, loaded: true, full: false, error: null,
		});
	}

	// Rows that are shown, in place; the others are left alone.
	update(orders: Order[]): void {
		const rows = [...this.state.rows], changed = new Map(this.state.changed);
		const now = Date.now();
		let any = false;
		for (const [id, until] of changed)
			if (until < now)
				changed.delete(id);
		for (const o of orders) {
			const i = this.places.get(o.id);
			const was = i === undefined ? undefined : rows[i];
			if (i === undefined || !was || same(was, o))
				continue;
			if (was.ver !== o.ver || was.revision !== o.revision || was.state !== o.state)
				changed.set(o.id, now + HIGHLIGHT_MS);
			rows[i] = o;
			any = true;
		}
		if (!any)
			return;
		this.set({ rows, changed });
		setTimeout(() => this.set({ changed: new Map([...this.state.changed].filter(([, t]) => t > Date.now())) }), HIGHLIGHT_MS + 50);
	}

	more(): Promise<void> {
		this.reading ??= this.readMore().finally(() => (this.reading = null));
		return this.reading;
	}

	private async readMore(): Promise<void> {
		const after = this.state.next;
		if (!after || this.state.full)
			return;
		this.set({ loading: true });
		try {
			const list = await api<OrderList>("/orders", { query: { ...this.query, limit: MORE, after } });
			if (this.state.next !== after) {
				this.set({ loading: false });
				return;
			}
			const rows = [...this.state.rows, ...list.items.filter(o => !this.places.has(o.id))];
			this.set({ rows, next: list.next, stopped: list.stopped ?? false, loading: false, full: rows.length >= ROWS_MAX, error: null });
		} catch (e) {
			this.failed(e);
		}
	}

	// The rows in sight, asked for by their numbers: whatever they have become, in whatever tab they are now.
	async refresh(ids: string[]): Promise<void> {
		const seen = ids.slice(0, FRESH_MAX).map(id => this.state.rows[this.places.get(id) ?? -1]).filter(o => o !== undefined);
		const numbers = seen.map(o => o.ref).filter(ref => !/[\s,]/.test(ref));
		if (numbers.length === 0)
			return;
		const list = await api<OrderList>("/orders", { query: { tab: "all", numbers: numbers.join(","), limit: FRESH_MAX } });
		this.update(list.items);
	}
}

function same(a: Order, b: Order): boolean {
	return JSON.stringify(a) === JSON.stringify(b);
}

const STORES_MAX = 8;
const stores = new Map<string, OrderStore>();

// The lists looked at last, newest at the end.
export function storeOf(key: string, query: Record<string, string>): OrderStore {
	const store = stores.get(key) ?? new OrderStore(query);
	stores.delete(key);
	stores.set(key, store);
	for (const old of stores.keys()) {
		if (stores.size <= STORES_MAX)
			break;
		stores.delete(old);
	}
	return store;
}
