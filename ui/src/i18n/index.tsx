// ui/src/i18n/index.tsx - the words of the pages in three languages, and dates and numbers as each writes them.
import { createContext, ReactNode, useContext, useMemo } from "react";
import { en } from "./en";
import { ru } from "./ru";
import { zh } from "./zh";

export type Locale = "en" | "zh-CN" | "ru";
export type Key = keyof typeof en;
// English says which words there are; a language that lacks one does not compile.
export type Words = Record<Key, string>;

export const locales: Record<Locale, { name: string; words: Words }> = {
	en: { name: "English", words: en },
	"zh-CN": { name: "简体中文", words: zh },
	ru: { name: "Русский", words: ru },
};

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

export function speechOf(locale: Locale): Speech {
	const words = locales[locale].words;
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

const Spoken = createContext<Speech>(speechOf("en"));

export function Speaking({ locale, children }: { locale: Locale; children: ReactNode }) {
	const speech = useMemo(() => speechOf(locale), [locale]);
	return <Spoken.Provider value={speech}>{children}</Spoken.Provider>;
}

export const useSpeech = (): Speech => useContext(Spoken);
