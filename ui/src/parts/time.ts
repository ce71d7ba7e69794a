// ui/src/parts/time.ts - spans of time as the language writes them, and a clock that ticks.
import { useEffect, useState } from "react";
import { formatsOf, type Locale } from "../i18n";

const steps: ["second" | "minute" | "hour" | "day", number, number][] = [
	["second", 1, 120], ["minute", 60, 7200], ["hour", 3600, 172800], ["day", 86400, Infinity],
];

// "45s", "10m", "3h": in the unit that says it best.
export function span(locale: Locale, seconds: number): string {
	const whole = seconds >= 60 && seconds < 172800 ? [3600, 60].find(size => seconds % size === 0) : undefined;
	const [unit, size] = steps.find(([, size, below]) => whole ? size === whole : Math.abs(seconds) < below) ?? steps[3]!;
	const n = seconds / size;
	return new Intl.NumberFormat(formatsOf(locale), { style: "unit", unit, unitDisplay: "narrow", maximumFractionDigits: n < 10 ? 1 : 0 }).format(n);
}

// What may lie between two lines of a chart of seconds.
export const SPANS = [1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21600, 43200, 86400, 172800, 604800];

const two = (n: number) => String(n).padStart(2, "0");

// What is left until then: "0:42", "12:05", "3:10:00".
export function left(until: string, now: number): string {
	const s = Math.max(0, Math.ceil((new Date(until).getTime() - now) / 1000));
	const h = Math.floor(s / 3600);
	return h ? `${h}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}` : `${Math.floor(s / 60)}:${two(s % 60)}`;
}

export function useNow(every_ms = 1000): number {
	const [now, setNow] = useState(Date.now);
	useEffect(() => {
		const timer = window.setInterval(() => void (!document.hidden && setNow(Date.now())), every_ms);
		return () => window.clearInterval(timer);
	}, [every_ms]);
	return now;
}

// A moment as a field of the browser has it, in its zone, and back; "" is none.
export function toLocal(iso: string | null): string {
	if (!iso)
		return "";
	const d = new Date(iso);
	return `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}T${two(d.getHours())}:${two(d.getMinutes())}`;
}
export const fromLocal = (local: string | undefined): string => (local ? new Date(local).toISOString() : "");
