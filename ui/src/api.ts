// ui/src/api.ts - the JSON API: how it is asked, and what it answers.

export interface Session { user: string; name: string; rights: string[]; csrf: string }
export interface Money { amount: string; currency: string }
export interface Label { en: string; zh: string }
export interface Count { count: number; more: boolean }
export type Counts = Record<string, Count>;
export interface Problem { code: string; title: string; detail: string; cure: string }
export interface Run {
	id: string; began: string; ended: string | null; listed: number; stored: number; changed: number; parked: number;
}
export interface Shop {
	id: string; title: string; channel: string; channel_ref: string; state: string; pull: string; pulling: boolean;
	complete_to: string | null; next_look: string | null; problem: Problem | null; orders: Count; parked: Count;
	last_run: Run | null;
}
export interface ShopList { items: Shop[] }
export interface Order {
	id: string; channel: string; shop: { id: string; title: string }; number: string; state_label: Label; word_label: Label;
	channel_status: string; hold: string | null; history: boolean; placed: string | null; ship_by: string | null;
	total: Money | null; lines_summary: string; delivery_method: string; seen_at: string;
	recipient: { name: string; phone: string; country: string } | null;
}
export interface OrderList { items: Order[]; next: string | null }
export interface Line { sku: string; title: string; ordered: number; cancelled: number; price: Money | null }
export interface Fact { field: string; line: string; value: string }
export interface Revision { seq: number; at: string; channel_version: string | null; source: string; fields: string[] }
export interface WholeOrder extends Order { lines: Line[]; facts: Record<string, Fact[]>; revisions: Revision[] }

export class ApiError extends Error {
	constructor(readonly status: number, readonly title: string, readonly detail: string, readonly cure: string) {
		super(title);
	}
}

const PATIENCE_MS = 20000;
let csrf = "";

export function setCsrf(token: string): void {
	csrf = token;
}

export async function api<T>(method: string, path: string, body?: unknown): Promise<T> {
	const headers: Record<string, string> = { Accept: "application/json" };
	if (method !== "GET")
		headers["X-CSRF-Token"] = csrf;
	if (body !== undefined)
		headers["Content-Type"] = "application/json";
	const answer = await fetch("/api/v1" + path, {
		method, headers, body: body === undefined ? undefined : JSON.stringify(body), signal: AbortSignal.timeout(PATIENCE_MS),
	});
	if (answer.status === 204)
		return undefined as T;
	const content = await answer.json().catch(() => ({}));
	if (!answer.ok)
		throw new ApiError(answer.status, content.title ?? `The server answered ${answer.status}.`, content.detail ?? "", content.cure ?? "");
	return content as T;
}
