// ui/src/shell/live.ts - the server's hints that something changed: what a page shows of it is asked for again.
//
// A query that shall follow says so: useQuery({ …, meta: { live: ["orders"], gap: 5000 } }) is asked again when orders change,
// at most every 5 s. A page that wants to decide for itself takes useHint(["orders"], () => …).
import type { Query, QueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";

export type What = "orders" | "shops" | "runs" | "nodes" | "tasks";
type Hear = (what: What[]) => void;

const ALL: What[] = ["orders", "shops", "runs", "nodes", "tasks"];
const POLL_MS = 10000;
const BACK_OFF_MS = [1000, 2000, 5000, 10000, 30000];
const hearers = new Set<Hear>();

const tell = (what: What[]) => hearers.forEach(hear => hear(what));

export function useHint(what: What[], then: () => void): void {
	const latest = useRef(then);
	latest.current = then;
	const key = what.join();
	useEffect(() => {
		const hear: Hear = changed => {
			if (changed.some(w => key.split(",").includes(w)))
				latest.current();
		};
		hearers.add(hear);
		return () => void hearers.delete(hear);
	}, [key]);
}

// Each query at most once in its gap; what comes in between is asked at the gap's end.
export function follow(queries: QueryClient): () => void {
	const waiting = new Map<string, number>();
	const again = (q: Query) => {
		const gap = Number(q.meta?.gap ?? 0);
		const wait = Math.max(0, q.state.dataUpdatedAt + gap - Date.now());
		if (waiting.has(q.queryHash))
			return;
		waiting.set(q.queryHash, window.setTimeout(() => {
			waiting.delete(q.queryHash);
			void queries.invalidateQueries({ queryKey: q.queryKey, exact: true });
		}, wait));
	};
	const hear: Hear = what => {
		for (const q of queries.getQueryCache().getAll())
			if ((q.meta?.live as What[] | undefined)?.some(w => what.includes(w)))
				again(q);
	};
	hearers.add(hear);
	return () => {
		hearers.delete(hear);
		waiting.forEach(timer => window.clearTimeout(timer));
	};
}

// The stream of hints as long as somebody is signed in. Where it is cut it comes back after a while; where there is none,
// everything is asked for every ten seconds.
export function listen(): () => void {
	let source: EventSource | undefined;
	let timer = 0;
	let tries = 0;
	let ended = false;

	const open = () => {
		source = new EventSource("/api/v1/events");
		source.onopen = () => {
			if (tries > 0)
				tell(ALL);
			tries = 0;
		};
		source.addEventListener("changed", e => {
			try {
				tell((JSON.parse((e as MessageEvent<string>).data) as { what: What[] }).what);
			} catch {
				tell(ALL);
			}
		});
		source.onerror = () => {
			source?.close();
			if (ended)
				return;
			tries += 1;
			timer = window.setTimeout(open, BACK_OFF_MS[Math.min(tries, BACK_OFF_MS.length) - 1]);
		};
	};
	const poll = window.setInterval(() => {
		if (source?.readyState !== EventSource.OPEN && !document.hidden)
			tell(ALL);
	}, POLL_MS);
	open();
	return () => {
		ended = true;
		source?.close();
		window.clearTimeout(timer);
		window.clearInterval(poll);
	};
}
