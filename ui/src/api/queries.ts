// ui/src/api/queries.ts - what several pages ask for alike.
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, type List } from "./client";
import type { Account, Channel, Live, OrderChart, RunChart, Shop, Warehouse } from "./types";

const CHART_HOURS = 48;

export const shopsQuery = queryOptions({
	queryKey: ["shops"],
	queryFn: ({ signal }) => api<List<Shop>>("/shops", { signal }),
	meta: { live: ["shops", "runs"], gap: 1000 },
});

export const accountsQuery = (channel: string, name: string) => queryOptions({
	queryKey: ["accounts", channel, name],
	queryFn: ({ signal }) => api<List<Account>>("/accounts", { query: { channel, name }, signal }),
	placeholderData: keepPreviousData,
	meta: { live: ["shops", "runs"], gap: 1000 },
});

export const channelsQuery = queryOptions({
	queryKey: ["channels"],
	queryFn: ({ signal }) => api<List<Channel>>("/channels", { signal }),
	meta: { live: ["shops"], gap: 5000 },
});

export const warehousesQuery = queryOptions({
	queryKey: ["warehouses"],
	queryFn: ({ signal }) => api<List<Warehouse>>("/warehouses", { signal }),
});

export const liveQuery = queryOptions({
	queryKey: ["live"],
	queryFn: ({ signal }) => api<Live>("/live", { signal }),
	meta: { live: ["shops", "runs", "orders"], gap: 10000 },
});

export const chartOrdersQuery = queryOptions({
	queryKey: ["charts", "orders"],
	queryFn: ({ signal }) => api<OrderChart>("/charts/orders", { query: { hours: CHART_HOURS }, signal }),
	meta: { live: ["orders"], gap: 15000 },
});

export const chartRunsQuery = queryOptions({
	queryKey: ["charts", "runs"],
	queryFn: ({ signal }) => api<RunChart>("/charts/runs", { query: { hours: CHART_HOURS }, signal }),
	meta: { live: ["runs"], gap: 15000 },
});
