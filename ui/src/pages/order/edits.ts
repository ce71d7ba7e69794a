// ui/src/pages/order/edits.ts - what people changed of an order here, and how a change is sent.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, useMemo } from "react";
import { api } from "../../api/client";
import type { OrderEdit, OrderEditPage, OrderEditsChange } from "../../api/types";
import { useLooking } from "../../parts/paged";
import { useMay } from "../../shell/session";
import type { WholeOrder } from "./shapes";

export function useEdits(order: WholeOrder) {
	const looking = useLooking();
	return useQuery({
		queryKey: ["orders", "edits", order.id, order.ver],
		queryFn: ({ signal }) => api<OrderEditPage>(`/orders/${order.id}/edits`, { signal }),
		enabled: looking,
		placeholderData: (was, before) => (before?.queryKey[2] === order.id ? was : undefined),
		meta: { live: ["orders"], gap: 1500 },
	});
}

// The edits of the order that is shown, known to each of its parts.
export const EditsShown = createContext<OrderEdit[]>([]);
export const useEdit = (field: string, line = ""): OrderEdit | undefined => useContext(EditsShown).find(e => e.field === field && e.line === line);

export function useEditedLines(): Set<string> {
	const edits = useContext(EditsShown);
	return useMemo(() => new Set(edits.map(e => e.line).filter(Boolean)), [edits]);
}

// The version that a change of our own brought an order to: that is no news to who made it.
const own = new Map<string, number>();
export const noteOwn = (id: string, ver: number): void => void own.set(id, ver);
export const isOwn = (id: string, ver: number): boolean => own.get(id) === ver;

export function useSendEdits(order: WholeOrder): (change: OrderEditsChange, ver: number) => Promise<void> {
	const queries = useQueryClient();
	return async (change, ver) => {
		try {
			const { ver: now } = await api<OrderEditPage>(`/orders/${order.id}/edits`, { method: "PUT", body: change, ver });
			noteOwn(order.id, now);
		} finally {
			for (const key of ["orders", "stocks", "maps"])
				void queries.invalidateQueries({ queryKey: [key] });
		}
	};
}

// Edited is what is pending, or processed and not packed; the server says the rest.
export function useMayEdit(order: WholeOrder): boolean {
	return useMay("change_orders") && (order.state === "pending" || order.state === "processed");
}
