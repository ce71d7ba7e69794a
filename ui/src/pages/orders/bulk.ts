// ui/src/pages/orders/bulk.ts - a deed on many orders: which they are, sent in parts, every result kept.
import { api } from "../../api/client";
import type { DeedResult, OrderDeed } from "../../api/types";
import { type Asked, sendDeed } from "../order/deeds";
import type { OrderList } from "../order/shapes";
import type { TabName } from "./filters";
import type { Ticks } from "./ticks";

export const BULK_MAX = 1000;
const PART = 50;
const PAGE = 100;

// What makes sense in each tab; the server says of each order whether it may be.
export const DEEDS: Record<TabName, OrderDeed[]> = {
	pending: ["reserve", "release", "freeze", "void"],
	processed: ["freeze", "void"],
	marked_shipped: [],
	frozen: ["unfreeze", "void"],
	void: ["restore"],
	all: ["reserve", "release", "freeze", "unfreeze", "void", "restore"],
};

// The first orders of the list that are ticked, in its order, as many as go at once.
export async function tickedIds(ticks: Ticks, signal: AbortSignal): Promise<string[]> {
	if (!ticks.all)
		return [...ticks.ids].slice(0, BULK_MAX);
	const query = Object.fromEntries(new URLSearchParams(ticks.all));
	const ids: string[] = [];
	let after: string | null = "";
	while (after !== null && ids.length < BULK_MAX) {
		const page: OrderList = await api<OrderList>("/orders", { query: { ...query, limit: PAGE, after }, signal });
		ids.push(...page.items.map(o => o.id).filter(id => !ticks.but.has(id)));
		after = page.next;
	}
	return ids.slice(0, BULK_MAX);
}

export interface Done { results: DeedResult[]; left: string[]; error: unknown }

// Stops where the server does not answer or somebody says so; what was done until then is told.
export async function doAll(ids: string[], asked: Asked, told: (done: number) => void, signal: AbortSignal): Promise<Done> {
	const results: DeedResult[] = [];
	for (let at = 0; at < ids.length; at += PART) {
		told(at);
		try {
			results.push(...(await sendDeed(ids.slice(at, at + PART), asked, signal)).items);
		} catch (error) {
			return { results, left: ids.slice(at), error: signal.aborted ? null : error };
		}
	}
	return { results, left: [], error: null };
}

export interface Group { code: string; results: DeedResult[] }

// By cause, the most frequent first.
export function groupsOf(results: DeedResult[], by: (r: DeedResult) => string | undefined): Group[] {
	const groups = new Map<string, DeedResult[]>();
	for (const r of results) {
		const code = by(r);
		if (code !== undefined)
			groups.set(code, [...(groups.get(code) ?? []), r]);
	}
	return [...groups].map(([code, all]) => ({ code, results: all })).sort((a, b) => b.results.length - a.results.length);
}
