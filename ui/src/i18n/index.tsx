// ui/src/i18n/index.tsx - the words of the pages in three languages, and dates and numbers as each writes them.
import type { Locale as Widgets } from "antd/es/locale";
import { createContext, ReactNode, useContext, useEffect, useMemo, useState } from "react";
import type { en } from "./en";

export type Locale = "en" | "zh-CN" | "ru";
export type Key = keyof typeof en;
// English says which words there are; a language that lacks one does not compile.
export type Words = Record<Key, string>;
// A language as it is fetched: our words, and those of the widgets.
export interface Pack { locale: Locale; words: Words; widgets: Widgets }

export const locales: Record<Locale, { name: string; load: () => Promise<{ words: Words; widgets: Widgets }> }> = {
	en: { name: "English", load: () => import("./en").then(m => ({ words: m.en, widgets: m.widgets })) },
	"zh-CN": { name: "简体中文", load: () => import("./zh").then(m => ({ words: m.zh, widgets: m.widgets })) },
	ru: { name: "Русский", load: () => import("./ru").then(m => ({ words: m.ru, widgets: m.widgets })) },
};

let spoken: Pack | undefined; // what was fetched last

export async function packLoad(locale: Locale): Promise<Pack> {
	if (spoken?.locale !== locale)
		spoken = { locale, ...await locales[locale].load() };
	return spoken;
}

// The language of this person: the one before stays until the new one is here.
export function usePack(first: Pack, locale: Locale): Pack {
	const [pack, setPack] = useState(first);
	useEffect(() => {
		let wanted = true;
		packLoad(locale).then(next => wanted && setPack(next), () => undefined);
		return () => void (wanted = false);
	}, [locale]);
	return pack;
}

// Every language has the same words.
export const isKey = (key: string): key is Key => spoken !== undefined && key in spoken.words;

export function localeOf(text: string): Locale {
	const t = text.toLowerCase();
	return t.startsWith("zh") ? "zh-CN" : t.startsWith("ru") ? "ru" : "en";
}

// English dates as the day comes first and the hours are 24: short, and never taken for another day.
export const formatsOf = (locale: Locale): string => (locale === "en" ? "en-GB" : locale);

export interface Speech {
	locale: Locale;
	// t("orders.found", { count: 3 }): {count} in the text is replaced; numbers as the language writes them.
	t: (key: Key, values?: Record<string, string | number>) => string;
	number: (n: number) => string;
	moment: (iso: string | null | undefined) => string; // date and time to the minute, in the browser's zone
	ago: (iso: string | null | undefined, now?: number) => string; // "3 min. ago", "in 2 h"
}

const units: [Intl.RelativeTimeFormatUnit, number][] = [
	["day", 86400e3], ["hour", 3600e3], ["minute", 60e3], ["second", 1e3],
];

function speechOf({ locale, words }: Pack): Speech {
	const numbers = new Intl.NumberFormat(formatsOf(locale));
	const moments = new Intl.DateTimeFormat(formatsOf(locale), { dateStyle: locale === "ru" ? "short" : "medium", timeStyle: "short" });
	const relative = new Intl.RelativeTimeFormat(formatsOf(locale), { numeric: "auto", style: "short" });

	return {
		locale,
		t: (key, values) => words[key].replace(/\{(\w+)\}/g, (whole, name: string) => {
			const value = values?.[name];
			return value === undefined ? whole : typeof value === "number" ? numbers.format(value) : value;
		}),
		number: n => numbers.format(n),
		moment: iso => (iso ? moments.format(new Date(iso)) : ""),
		ago: (iso, now = Date.now()) => {
			if (!iso)
				return "";
			const away = new Date(iso).getTime() - now;
			const [unit, size] = units.find(([, size]) => Math.abs(away) >= size) ?? units[3]!;
			return relative.format(Math.round(away / size), unit);
		},
	};
}

const Spoken = createContext<Speech | null>(null);

export function Speaking({ pack, children }: { pack: Pack; children: ReactNode }) {
	const speech = useMemo(() => speechOf(pack), [pack]);
	return <Spoken.Provider value={speech}>{children}</Spoken.Provider>;
}

export function useSpeech(): Speech {
	const speech = useContext(Spoken);
	if (!speech)
		throw new Error("a page was shown in no language");
	return speech;
}
