// ui/src/api/types.ts - the shapes of the API's replies.
export interface Label { en: string; zh: string | null }
export interface Money { amount: string; currency: string }
export interface Count { count: number; more: boolean }
export interface List<T> { items: T[]; next: string | null }
export interface Told { code: string; title: string; detail: string; cure: string }
export interface Session { user: string; name: string; rights: string[]; csrf: string; locale: string }
export interface ShopRef { id: string; title: string }
export interface Recipient { name: string; phone: string; address: string; country: string; postcode: string; masked: boolean }
export interface Order {
	id: string; channel: string; shop: ShopRef; ref: string; number: string;
	state: string; state_label: Label; void_reason: string | null; hold: string | null; hold_since: string | null;
	word: string; word_label: Label; channel_status: string; payment_status: string; history: boolean;
	placed: string | null; ship_by: string | null; total: Money | null; country: string;
	lines_summary: string; lines_count: number; recipient: Recipient | null; delivery_method: string; remark: string;
	outbound: string; outbound_number: string; tracking: string;
	revision: number; seen_at: string; changed_at: string; looked_at: string | null; next_look: string | null; ver: number;
}
export interface OrderList extends List<Order> { missing?: string[]; stopped: boolean }
export type Counts = Record<"pending" | "processed" | "marked_shipped" | "frozen" | "void", Count>;
export interface Facets { countries: string[]; delivery_methods: string[]; channels: string[]; shops: (ShopRef & { channel: string })[] }
export interface Line { line: string; sku: string; title: string; ordered: number; cancelled: number; price: Money | null }
export interface Fact { field: string; line: string; value: string; seq: number; at: string; source: string }
export interface Revision {
	seq: number; at: string; channel_version: string | null; source: string; groups: string[]; fields: string[];
}
export interface Activity { id: string; at: string; who: string; kind: string; why: string }
export interface WholeOrder extends Order {
	lines: Line[]; facts: Record<string, Fact[]>; revisions: Revision[]; older_revisions: boolean; activities: Activity[];
}
export interface RevisionRef { seq: number; at: string; source: string }
export interface Compared {
	from: RevisionRef; to: RevisionRef;
	changes: { group: string; field: string; line: string; was: string | null; is: string | null }[];
}
export interface RawAnswer { seq: number; at: string; raw: string }
export interface Run {
	id: string; shop_id: string; feed: string; began: string; ended: string | null; listed: number; stored: number;
	changed: number; unchanged: number; parked: number; proof: string | null; proved: boolean; found: string | null;
	problem: Told | null;
}
export interface Shop {
	id: string; title: string; channel: string; channel_ref: string; state: string; pull: string;
	complete_from: string | null; complete_to: string | null; pulling: boolean; next_look: string | null; every_s: number;
	problem: Told | null; orders: Count; parked: Count; last_run: Run | null;
}
export interface Job {
	id: string; kind: string; kind_label: Label; shop: ShopRef | null; state: string; every_s: number; due: string | null;
	last_runs: Run[]; code: string; detail: string; title?: string; feed?: string; least_s?: number; most_s?: number;
}
export interface Node {
	number: number; state: string; version: string; beat_age_s: number; shops: number; jobs_running: number;
}
export interface System {
	version: string; database: { kind: string; version: string; size_bytes: number; migrations: number };
	nodes: Node[]; time: string;
}
export interface SavedView { id: string; page: string; name: string; query: string; columns: string[]; ver: number }
export interface TodayCount { count: number; more?: boolean; cure: string }
export interface Today {
	ship_by: { late: TodayCount; hours_24: TodayCount; hours_48: TodayCount };
	states: Record<string, TodayCount>;
	shops: { total: TodayCount; in_trouble: TodayCount; stopped: TodayCount; needs_authorisation: TodayCount; expiring: (ShopRef & { authorised_until: string })[] };
	parked: TodayCount; failed_runs_24h: TodayCount; undecided_updates: TodayCount;
}
export interface OrderChart { from: string; step_s: number; series: { shop: ShopRef | null; counts: number[] }[] }
export interface RunChart { from: string; step_s: number; lag_s: (number | null)[]; failed: number[]; runs: number[] }
