// ui/src/pages/orders/format.ts - how an order's values read in a narrow column.
import { useEffect, useState, useSyncExternalStore } from "react";
import type { Label, Money } from "../order/shapes";
import { formatsOf, type Locale, type Speech } from "../../i18n";

export const both = (l: Label | null | undefined): string => (l ? [l.en, l.zh].filter(Boolean).join(" / ") : "");

export const productsOf = (summary: string): string[] => (summary ? summary.split("; ") : []);

const formats = new Map<string, Intl.DateTimeFormat>();

function format(locale: string, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
	const key = locale + name;
	let f = formats.get(key);
	if (!f)
		formats.set(key, f = new Intl.DateTimeFormat(locale, options));
	return f;
}

// "22 Nov 10:35", "11-22 10:35", "22.11 10:35"; with the year instead of the time where it is another one.
export function shortMoment(locale: Locale, iso: string | null): string {
	if (!iso)
		return "";
	const at = new Date(iso);
	const tongue = formatsOf(locale);
	if (at.getFullYear() !== new Date().getFullYear())
		return format(tongue, "y", { year: "numeric", month: "2-digit", day: "2-digit" }).format(at);
	const two = (n: number) => String(n).padStart(2, "0");
	const day = locale === "en" ? format(tongue, "d", { month: "short", day: "numeric" }).format(at)
		: locale === "ru" ? `${two(at.getDate())}.${two(at.getMonth() + 1)}` : `${two(at.getMonth() + 1)}-${two(at.getDate())}`;
	return `${day} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

// To the second, for a tooltip.
export function exactMoment(locale: Locale, iso: string | null | undefined): string {
	return iso ? format(formatsOf(locale), "x", { dateStyle: "medium", timeStyle: "medium" }).format(new Date(iso)) : "";
}

// The digits are the server's; only the decimal point and the groups are written as the language does, without a float.
export function amount(speech: Speech, m: Money | null): string {
	if (!m)
		return "";
	const [whole = "", decimals] = m.amount.split(".");
	const [group, point] = speech.locale === "ru" ? ["\u00a0", ","] : [",", "."];
	const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
	return decimals === undefined ? grouped : grouped + point + decimals;
}

export type Urgency = "late" | "soon" | "near" | "far" | "none";

const HOUR = 3600e3;

export function urgency(shipBy: string | null, now: number): Urgency {
	if (!shipBy)
		return "none";
	const left = new Date(shipBy).getTime() - now;
	return left < 0 ? "late" : left < 12 * HOUR ? "soon" : left < 24 * HOUR ? "near" : "far";
}

// "2 d 4 h", "12 h", "5 h 12 min", "38 min": no finer than it matters.
export function span(speech: Speech, ms: number): string {
	const minutes = Math.max(1, Math.round(Math.abs(ms) / 60e3));
	const d = Math.floor(minutes / 1440), h = Math.floor((minutes % 1440) / 60), m = minutes % 60;
	const { t } = speech;
	if (d > 0)
		return ms < 0 || h === 0 ? t("orders.span.d", { d }) : t("orders.span.dh", { d, h });
	if (h > 0)
		return ms < 0 || h > 9 || m === 0 ? t("orders.span.h", { h }) : t("orders.span.hm", { h, m });
	return t("orders.span.m", { m });
}

// One clock for all that counts down, so that a thousand rows do not each have one.
const STEP_MS = 15000;
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
const watchers = new Set<() => void>();

function watch(tell: () => void): () => void {
	watchers.add(tell);
	if (watchers.size === 1)
		now = Date.now();
	timer ??= setInterval(() => {
		now = Date.now();
		watchers.forEach(w => w());
	}, STEP_MS);
	return () => {
		watchers.delete(tell);
		if (watchers.size === 0) {
			clearInterval(timer);
			timer = undefined;
		}
	};
}

export const useNow = (): number => useSyncExternalStore(watch, () => now);

export function useNarrow(): boolean {
	const [narrow, setNarrow] = useState(() => matchMedia("(max-width: 760px)").matches);
	useEffect(() => {
		const m = matchMedia("(max-width: 760px)");
		const tell = () => setNarrow(m.matches);
		m.addEventListener("change", tell);
		return () => m.removeEventListener("change", tell);
	}, []);
	return narrow;
}
