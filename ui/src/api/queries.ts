// ui/src/api/queries.ts - what several pages ask for alike.
import { queryOptions } from "@tanstack/react-query";
import { api } from "./client";
import type { OrderChart, RunChart, ShopPage } from "./types";

const CHART_HOURS = 48;

export const shopsQuery = queryOptions({
	queryKey: ["shops"],
	queryFn: ({ signal }) => api<ShopPage>("/shops", { signal }),
	meta: { live: ["shops", "runs"], gap: 1000 },
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
