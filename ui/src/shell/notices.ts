// ui/src/shell/notices.ts - what a person should know of this session: exports that are ready, pulls that failed.
import { useSyncExternalStore } from "react";
import type { Key } from "../i18n";

export interface Notice {
	id: number;
	at: string;
	kind: "good" | "bad" | "plain";
	key: Key; // told in the language of the moment it is read
	values?: Record<string, string | number>;
	href?: string; // where it is looked into
	read: boolean;
}

const NOTICES_MAX = 100;
let notices: Notice[] = [];
let last = 0;
const listeners = new Set<() => void>();

function set(next: Notice[]): void {
	notices = next;
	listeners.forEach(tell => tell());
}

export function notify(notice: Omit<Notice, "id" | "at" | "read">): void {
	last += 1;
	set([{ ...notice, id: last, at: new Date().toISOString(), read: false }, ...notices].slice(0, NOTICES_MAX));
}

export const noticesRead = (): void => {
	if (notices.some(n => !n.read))
		set(notices.map(n => ({ ...n, read: true })));
};
export const noticesClear = (): void => set([]);

export function useNotices(): Notice[] {
	return useSyncExternalStore(tell => (listeners.add(tell), () => void listeners.delete(tell)), () => notices);
}
