// ui/src/api/queries.ts - what several pages ask for alike.
import { queryOptions } from "@tanstack/react-query";
import { api } from "./client";
import type { List, Shop } from "./types";

export const shopsQuery = queryOptions({
	queryKey: ["shops"],
	queryFn: ({ signal }) => api<List<Shop>>("/shops", { signal }),
	meta: { live: ["shops", "runs"], gap: 1000 },
});
