// ui/src/pages/orders/prefs.ts - what a person chose for the look of the list, kept in this browser.
import { useCallback, useState } from "react";
import { columnsOf, kindOf, usualColumns } from "./columns";
import type { TabName } from "./filters";

export type Density = "compact" | "roomy";
interface Kept { density?: Density; columns?: Partial<Record<"pending" | "other", string[]>> }

const place = (user: string): string => `lockstep.orders.${user}`;

function read(user: string): Kept {
	try {
		return JSON.parse(localStorage.getItem(place(user)) ?? "{}") as Kept;
	} catch {
		return {};
	}
}

export interface Prefs {
	density: Density;
	setDensity: (d: Density) => void;
	columns: (tab: TabName) => string[];
	setColumns: (tab: TabName, keys: string[] | null) => void; // null: as usual
}

export function usePrefs(user: string): Prefs {
	const [kept, setKept] = useState(() => read(user));
	const keep = useCallback((change: Kept) => setKept(was => {
		const next = { ...was, ...change };
		try {
			localStorage.setItem(place(user), JSON.stringify(next));
		} catch {
			// A browser that keeps nothing shows the usual columns next time.
		}
		return next;
	}), [user]);

	return {
		density: kept.density ?? "compact",
		setDensity: density => keep({ density }),
		columns: tab => {
			const keys = columnsOf(kept.columns?.[kindOf(tab)] ?? []).map(c => c.key);
			return keys.length > 0 ? keys : usualColumns(tab);
		},
		setColumns: (tab, keys) => keep({ columns: { ...kept.columns, [kindOf(tab)]: keys ?? undefined } }),
	};
}
