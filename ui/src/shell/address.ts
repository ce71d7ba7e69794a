// ui/src/shell/address.ts - where the person is: path and query in the browser's address, so that each page can be linked.
import { createContext, useContext, useSyncExternalStore } from "react";

export interface Address { path: string; query: URLSearchParams; href: string }

const listeners = new Set<() => void>();
let current = read();

export function addressOf(href: string): Address {
	const at = href.indexOf("?");
	const path = at < 0 ? href : href.slice(0, at);
	return { path, query: new URLSearchParams(at < 0 ? "" : href.slice(at)), href };
}

function read(): Address {
	return addressOf(window.location.pathname + window.location.search);
}

function moved(): void {
	const now = read();
	if (now.href === current.href)
		return;
	current = now;
	listeners.forEach(tell => tell());
}
window.addEventListener("popstate", moved);

export const address = (): Address => current;

export function onMove(tell: () => void): () => void {
	listeners.add(tell);
	return () => void listeners.delete(tell);
}

// `replace` for what is no step of its own in the history, as a filter being typed.
export function go(href: string, replace = false): void {
	if (href === current.href)
		return;
	window.history[replace ? "replaceState" : "pushState"](null, "", href);
	moved();
}

export const useCurrent = (): Address => useSyncExternalStore(onMove, address);

// Where the page's own tab stands, which is not the browser's address while another tab is looked at.
export const OwnAddress = createContext<Address | null>(null);

export function useAddress(): Address {
	const current = useCurrent();
	return useContext(OwnAddress) ?? current;
}
