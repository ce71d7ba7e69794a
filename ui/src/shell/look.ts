// ui/src/shell/look.ts - language and light or dark, as this browser last had them.
import { useSyncExternalStore } from "react";
import { type Locale, localeOf, locales } from "../i18n";

export type Theme = "system" | "light" | "dark";
export interface Look {
	locale: Locale;
	chosen: boolean; // the language was chosen here and the server has not noted it yet
	theme: Theme;
	narrowNav: boolean;
}

const KEPT = "lockstep.look";
const listeners = new Set<() => void>();
const night = window.matchMedia("(prefers-color-scheme: dark)");
let look = kept();

function kept(): Look {
	let was: Partial<Look> = {};
	try {
		was = JSON.parse(localStorage.getItem(KEPT) ?? "{}") as Partial<Look>;
	} catch {
		// What cannot be read is as if it were not there.
	}
	return {
		locale: was.locale && was.locale in locales ? was.locale : localeOf(navigator.language),
		chosen: was.chosen === true,
		theme: was.theme === "light" || was.theme === "dark" ? was.theme : "system",
		narrowNav: was.narrowNav === true,
	};
}

const tell = () => listeners.forEach(one => one());

export function setLook(change: Partial<Look>): void {
	look = { ...look, ...change };
	try {
		localStorage.setItem(KEPT, JSON.stringify(look));
	} catch {
		// Then it lasts as long as the page.
	}
	tell();
}

night.addEventListener("change", () => {
	look = { ...look };
	tell();
});
window.addEventListener("storage", e => {
	if (e.key === KEPT) {
		look = kept();
		tell();
	}
});

export function useLook(): Look & { dark: boolean } {
	const now = useSyncExternalStore(one => (listeners.add(one), () => void listeners.delete(one)), () => look);
	return { ...now, dark: now.theme === "dark" || (now.theme === "system" && night.matches) };
}

export const lookNow = (): Look => look;
