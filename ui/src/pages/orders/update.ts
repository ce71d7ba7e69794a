// ui/src/pages/orders/update.ts - "Update order": which orders are meant, what would come of it, and off it goes.
import { api } from "../../api/client";
import type { MergeMode, Task, UpdateChecked } from "../../api/types";
import { BULK_MAX, tickedIds } from "./bulk";
import type { Ticks } from "./ticks";

export interface Which { ids?: string[]; filter?: Record<string, string> }
export interface How { mode: MergeMode; release: boolean }

// All that match are named by their filter; all but some are not, nor are single ones.
export async function whichOf(ticks: Ticks, signal: AbortSignal): Promise<Which> {
	if (ticks.all && ticks.but.size === 0) {
		const { sort: _sort, ...filter } = Object.fromEntries(new URLSearchParams(ticks.all));
		return { filter };
	}
	return { ids: await tickedIds(ticks, signal) };
}

export const cutAt = (ticks: Ticks, count: number): number | null => ((!ticks.all || ticks.but.size > 0) && count > BULK_MAX ? BULK_MAX : null);

const PATIENCE_MS = 60000; // many orders are looked at one by one

const asked = ({ ids, filter }: Which, how: How, more = {}) =>
	({ method: "POST" as const, query: filter ?? {}, body: { ...(ids ? { ids } : {}), ...how, ...more }, patience_ms: PATIENCE_MS });

export const updateCheck = (which: Which, how: How, signal: AbortSignal): Promise<UpdateChecked> =>
	api<UpdateChecked>("/orders/update/check", { ...asked(which, how), signal });

export const updateNow = (which: Which, how: How, plan: string): Promise<Task> =>
	api<Task>("/orders/update", asked(which, how, { plan }));
