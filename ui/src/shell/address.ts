// ui/src/shell/address.ts - where the person is: path and query in the browser's address, so that each page can be linked.
import { useSyncExternalStore } from "react";

export interface Address { path: string; query: URLSearchParams; href: string }

const listeners = new Set<() => void>();
let current = read();

function read(): Address {
	const href = window.location.pathname + window.location.search;
	return { path: window.location.pathname, query: new URLSearchParams(window.location.search), href };
}

function moved(): void {
	current = read();
	listeners.forEach(tell => tell());
}
window.addEventListener("popstate", moved);

// `replace` for what is no step of its own in the history, as a filter being typed.
export function go(href: string, replace = false): void {
	if (href === current.href)
		return;
	window.history[replace ? "replaceState" : "pushState"](null, "", href);
	moved();
}

export function useAddress(): Address {
	return useSyncExternalStore(tell => (listeners.add(tell), () => void listeners.delete(tell)), () => current);
}
