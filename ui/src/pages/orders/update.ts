// ui/src/pages/orders/update.ts - "Update order": which orders are meant, what would come of it, and off it goes.
import { api } from "../../api/client";
import type { MergeMode, Task, UpdateChecked } from "../../api/types";
import { BULK_MAX, tickedIds } from "./bulk";
import type { Ticks } from "./ticks";

export interface Which { ids?: string[]; filter?: Record<string, string>; but?: string[] }
export interface How { mode: MergeMode; release: boolean }

// All that match are named by their filter, and by those that are left out; single ones are not.
export async function whichOf(ticks: Ticks, signal: AbortSignal): Promise<Which> {
	if (ticks.all) {
		const { sort: _sort, ...filter } = Object.fromEntries(new URLSearchParams(ticks.all));
		return { filter, but: [...ticks.but] };
	}
	return { ids: await tickedIds(ticks, signal) };
}

export const cutAt = (ticks: Ticks, count: number): number | null => (!ticks.all && count > BULK_MAX ? BULK_MAX : null);

const PATIENCE_MS = 60000; // many orders are looked at one by one

const asked = ({ ids, filter, but }: Which, how: How, more = {}) =>
	({ method: "POST" as const, query: filter ?? {}, body: { ...(ids ? { ids } : { but }), ...how, ...more }, patience_ms: PATIENCE_MS });

export const updateCheck = (which: Which, how: How, signal: AbortSignal): Promise<UpdateChecked> =>
	api<UpdateChecked>("/orders/update/check", { ...asked(which, how), signal });

export const updateNow = (which: Which, how: How, plan: string): Promise<Task> =>
	api<Task>("/orders/update", asked(which, how, { plan }));
