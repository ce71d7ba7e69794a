// ui/src/pages/orders/data.ts - what the list asks the server: rows, counts, what the filters can offer, saved views.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import { api } from "../../api/client";
import type { Counts, Facets, SavedViewPage, OrderList, SavedView } from "../order/shapes";
import { queryOf, textOf, type TabName, type Wanted } from "./filters";
import { OrderStore, PAGE, storeOf, type Listed } from "./store";

const FRESHNESS_MS = 20000; // how old "looked at" may get while nothing is said to have changed

export interface Rows { store: OrderStore; listed: Listed; refetch: () => void; fetching: boolean }

// `seen`: the ids of the rows in sight, which are asked for again together with the first page.
export function useRows(w: Wanted, user: string, looking: boolean, seen: () => string[]): Rows {
	const text = textOf(w);
	const store = useMemo(() => storeOf(`${user}?${text}`, Object.fromEntries(new URLSearchParams(text))), [user, text]);
	const listed = useSyncExternalStore(store.watch, store.look);
	const told = useRef<OrderStore | null>(null);

	const head = useQuery({
		queryKey: ["orders", "list", text],
		queryFn: ({ signal }) => api<OrderList>("/orders", { query: { ...store.query, limit: PAGE }, signal }),
		refetchInterval: looking ? FRESHNESS_MS : false,
		enabled: looking,
		meta: { live: ["orders"], gap: 1500 },
	});

	useEffect(() => {
		if (head.data)
			store.take(head.data);
		// The first answer shows the list; each later one means that the rows further down may be old too.
		if (head.data && told.current === store)
			void store.refresh(seen().filter(id => !head.data.items.some(o => o.id === id))).catch(() => undefined);
		if (head.data)
			told.current = store;
	}, [store, head.data, head.dataUpdatedAt, seen]);
	useEffect(() => {
		if (head.error)
			store.failed(head.error);
	}, [store, head.error, head.errorUpdatedAt]);

	return { store, listed, refetch: () => void head.refetch(), fetching: head.isFetching };
}

export function useCounts(w: Wanted, looking: boolean): Counts | undefined {
	const { tab: _tab, sort: _sort, ...filters } = queryOf(w);
	return useQuery({
		queryKey: ["orders", "counts", filters],
		queryFn: ({ signal }) => api<Counts>("/orders/counts", { query: filters, signal }),
		enabled: looking,
		placeholderData: keepPreviousData,
		meta: { live: ["orders"], gap: 3000 },
	}).data;
}

export interface Total { count: number; more: boolean }

export function totalOf(counts: Counts | undefined, tab: TabName): Total | undefined {
	if (!counts || tab !== "all")
		return counts?.[tab as Exclude<TabName, "all">];
	const all = Object.values(counts);
	return { count: all.reduce((n, c) => n + c.count, 0), more: all.some(c => c.more) };
}

export function useFacets(looking: boolean): Facets | undefined {
	return useQuery({
		queryKey: ["orders", "facets"],
		queryFn: ({ signal }) => api<Facets>("/orders/facets", { signal }),
		enabled: looking,
		staleTime: 60000,
	}).data;
}

export const viewsKey = ["views", "orders"];

export function useViews(looking: boolean): SavedView[] | undefined {
	return useQuery({
		queryKey: viewsKey,
		queryFn: async ({ signal }) => (await api<SavedViewPage>("/views", { query: { page: "orders" }, signal })).items,
		enabled: looking,
		staleTime: 30000,
	}).data;
}
