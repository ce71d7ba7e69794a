// ui/src/pages/orders/ticks.ts - which orders are ticked: single ones, or all that match but some.
import { useSyncExternalStore } from "react";

export interface Ticks {
	all: string | null;     // the query all of whose orders are ticked, but those in `but`
	but: ReadonlySet<string>;
	ids: ReadonlySet<string>;
}

const none: Ticks = { all: null, but: new Set(), ids: new Set() };
let ticks: Ticks = none;
const listeners = new Set<() => void>();

function set(next: Ticks): void {
	ticks = next;
	listeners.forEach(tell => tell());
}

export const isTicked = (t: Ticks, id: string): boolean => (t.all ? !t.but.has(id) : t.ids.has(id));

export function tick(ids: string[], on: boolean): void {
	const to = new Set(ticks.all ? ticks.but : ticks.ids);
	const add = ticks.all ? !on : on;
	ids.forEach(id => (add ? to.add(id) : to.delete(id)));
	set(ticks.all ? { ...ticks, but: to } : { ...ticks, ids: to });
}

export const tickAll = (query: string): void => set({ all: query, but: new Set(), ids: new Set() });
export const untick = (): void => set(none);

// All that match belongs to its query; another list does not take it over. Single ticks stay.
export function useTicks(query: string): Ticks {
	const t = useSyncExternalStore(tell => (listeners.add(tell), () => void listeners.delete(tell)), () => ticks);
	return t.all && t.all !== query ? none : t;
}
