// ui/src/shell/tabs.ts - the pages that stand open, in their order, kept as long as the browser's session.
import { createContext, useContext, useEffect, useSyncExternalStore } from "react";
import { address, go, onMove } from "./address";

export interface Tab {
	path: string;  // what makes two tabs two
	href: string;  // path and query as last seen there
	title: string; // what its page calls it; "" until the page has said so
}

const HOME: Tab = { path: "/", href: "/", title: "" };
const TABS_MAX = 40;
const KEPT = "lockstep.tabs";

let tabs: Tab[] = kept();
const listeners = new Set<() => void>();

function kept(): Tab[] {
	try {
		const was = JSON.parse(sessionStorage.getItem(KEPT) ?? "[]") as Tab[];
		return [HOME, ...was.filter(t => t.path !== "/" && typeof t.href === "string")];
	} catch {
		return [HOME];
	}
}

function set(next: Tab[]): void {
	tabs = next;
	try {
		sessionStorage.setItem(KEPT, JSON.stringify(tabs));
	} catch {
		// A browser that keeps nothing only forgets the tabs at the next load.
	}
	listeners.forEach(tell => tell());
}

// The address decides: whatever it shows has a tab.
function follow(): void {
	const { path, href } = address();
	const open = tabs.some(t => t.path === path);
	if (!open)
		set([...tabs.slice(0, 1), ...tabs.slice(1).slice(1 - TABS_MAX), { path, href, title: "" }]);
	else if (tabs.some(t => t.path === path && t.href !== href))
		set(tabs.map(t => (t.path === path ? { ...t, href } : t)));
}
onMove(follow);
follow();

export function closeTab(path: string): void {
	const i = tabs.findIndex(t => t.path === path);
	if (i < 1)
		return;
	const beside = tabs[i + 1] ?? tabs[i - 1]!;
	set(tabs.filter(t => t.path !== path));
	if (address().path === path)
		go(beside.href);
}

export function closeOtherTabs(path: string): void {
	set(tabs.filter(t => t.path === "/" || t.path === path));
	if (path !== address().path && address().path !== "/")
		go(tabs.find(t => t.path === path)?.href ?? "/");
}

// Where a page was left: its entry in the navigation leads back to just there.
export const hrefOf = (path: string): string => tabs.find(t => t.path === path)?.href ?? path;

export function useTabs(): Tab[] {
	return useSyncExternalStore(tell => (listeners.add(tell), () => void listeners.delete(tell)), () => tabs);
}

// The tab that a page is shown in; pages that are not looked at stay in the background as they are.
export const TabOf = createContext<string>("/");

// A page names its tab by what it shows, as an order by its number. "" while it is not known.
export function useTabTitle(title: string): void {
	const path = useContext(TabOf);
	useEffect(() => {
		if (title && tabs.some(t => t.path === path && t.title !== title))
			set(tabs.map(t => (t.path === path ? { ...t, title } : t)));
	}, [path, title]);
}
