// ui/src/pages/orders/fields.tsx - the kinds of field that the filters are made of. What is typed is applied after a pause.
import { Button, Input, InputRef, Popover, Select, Tooltip } from "antd";
import { CalendarOutlined, OrderedListOutlined } from "@ant-design/icons";
import { type ReactNode, type RefObject, useEffect, useId, useRef, useState } from "react";
import { useSpeech, type Key } from "../../i18n";
import { dayEnd, dayStart, listOf, NUMBERS_MAX, numbersOf } from "./filters";
import { shortMoment } from "./format";

const PAUSE_MS = 400;

// `replace`: this belongs to the same act of typing, it is no step of its own to go back to.
export type Apply = (value: string, replace: boolean) => void;

interface Field { label: Key; value: string; error?: string | undefined }

function Under({ error, id, children }: { error?: string | undefined; id: string; children: ReactNode }) {
	return (
		<div className="o-field">
			{children}
			{error && <div className="o-wrong" id={id} role="alert">{error}</div>}
		</div>
	);
}

interface TextFieldProps extends Field { apply: Apply; disabled?: string | undefined; field?: RefObject<InputRef>; numeric?: boolean; hint?: string | undefined }

export function TextField({ label, value, error, apply, disabled, field, numeric, hint }: TextFieldProps) {
	const { t } = useSpeech();
	const [typed, setTyped] = useState(value);
	const timer = useRef<ReturnType<typeof setTimeout>>();
	const stepped = useRef(false);
	const id = useId();

	useEffect(() => {
		clearTimeout(timer.current);
		setTyped(was => (was.trim() === value ? was : value));
	}, [value]);
	useEffect(() => () => clearTimeout(timer.current), []);

	const send = (text: string) => {
		clearTimeout(timer.current);
		if (text.trim() === value)
			return;
		apply(text.trim(), stepped.current);
		stepped.current = true;
	};
	const field_ = (
		<Input ref={field} value={typed} placeholder={t(label)} aria-label={t(label)} allowClear disabled={!!disabled} maxLength={400}
			inputMode={numeric ? "tel" : "text"} status={error ? "error" : ""} aria-describedby={error ? id : undefined} dir="auto"
			suffix={hint && !typed ? <kbd className="o-key" aria-hidden>{hint}</kbd> : undefined}
			onChange={e => {
				const text = e.target.value;
				setTyped(text);
				clearTimeout(timer.current);
				timer.current = setTimeout(() => send(text), text === "" ? 0 : PAUSE_MS);
			}}
			onPressEnter={() => send(typed)}
			onBlur={() => {
				send(typed);
				stepped.current = false;
			}} />
	);
	return <Under error={error} id={id}>{disabled ? <Tooltip title={disabled}>{field_}</Tooltip> : field_}</Under>;
}

export interface Choice { value: string; label: string }

const ALL = "*"; // no value of any filter

interface ChoiceFieldProps extends Field { short?: Key; choices: Choice[]; apply: Apply; many?: boolean }

// Nothing chosen is All, and All can be chosen.
export function ChoiceField({ label, short, value, error, choices, apply, many }: ChoiceFieldProps) {
	const { t } = useSpeech();
	const id = useId();
	const put = (v: string[]) => apply(v.includes(ALL) ? "" : v.join(","), false);
	const common = {
		placeholder: t("orders.f.all", { label: t(short ?? label) }), "aria-label": t(label), allowClear: true, showSearch: true, optionFilterProp: "label",
		status: error ? ("error" as const) : ("" as const), style: { width: "100%" }, popupMatchSelectWidth: false,
		options: [{ value: ALL, label: t("orders.tab.all") }, ...choices],
		notFoundContent: t("orders.nothing"),
	};
	return (
		<Under error={error} id={id}>
			{many ? (
				<Select {...common} mode="multiple" value={listOf(value)} maxTagCount="responsive" onChange={put} />
			) : (
				<Select {...common} value={value || null} onChange={(v: string | null | undefined) => put(v ? [v] : [])} />
			)}
		</Under>
	);
}

// Many numbers at once, pasted as they come.
export function NumbersField({ label, value, error, apply }: Field & { apply: Apply }) {
	const { t } = useSpeech();
	const [open, setOpen] = useState(false);
	const [pasted, setPasted] = useState("");
	const id = useId();
	const numbers = numbersOf(pasted);
	const tooMany = numbers.length > NUMBERS_MAX;
	const show = (on: boolean) => {
		if (on)
			setPasted(listOf(value).join("\n"));
		setOpen(on);
	};
	const send = () => {
		setOpen(false);
		apply(numbers.join(","), false);
	};
	return (
		<Under error={error} id={id}>
			<Popover open={open} onOpenChange={show} trigger="click" placement="bottomLeft" content={
				<div className="o-numbers" onKeyDown={e => {
					if (e.key === "Enter" && (e.ctrlKey || e.metaKey) && !tooMany)
						send();
				}}>
					<Input.TextArea autoFocus rows={8} value={pasted} onChange={e => setPasted(e.target.value)} aria-label={t("orders.numbers")}
						placeholder={t("orders.numbers.how")} status={tooMany ? "error" : ""} spellCheck={false} />
					<div className="o-line">
						<span className={tooMany ? "o-wrong" : "o-dim"}>
							{tooMany ? t("orders.numbers.many", { count: numbers.length, most: NUMBERS_MAX })
								: t("orders.numbers.count", { count: numbers.length })}
						</span>
						<span className="o-gap" />
						<Button onClick={() => setPasted("")} disabled={!pasted}>{t("orders.clear")}</Button>
						<Button type="primary" onClick={send} disabled={tooMany}>{t("orders.search")}</Button>
					</div>
				</div>
			}>
				<Button className={`o-button${value ? " o-set" : ""}`} danger={!!error} icon={<OrderedListOutlined />} aria-expanded={open}>
					<span className="o-text">{value ? t("orders.numbers.count", { count: listOf(value).length }) : t(label)}</span>
				</Button>
			</Popover>
		</Under>
	);
}

const iso = (local: string): string => (local ? new Date(local).toISOString() : "");

function local(moment: string): string {
	const d = new Date(moment);
	if (!moment || Number.isNaN(d.getTime()))
		return "";
	return new Date(d.getTime() - d.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
}

const day = (ago: number): string => {
	const d = new Date();
	d.setDate(d.getDate() - ago);
	return local(d.toISOString()).slice(0, 10);
};

export function rangeWords(from: string, to: string, locale: "en" | "zh-CN" | "ru"): string {
	return `${from ? shortMoment(locale, from) : "…"} – ${to ? shortMoment(locale, to) : "…"}`;
}

interface RangeFieldProps { label: Key; from: string; to: string; error?: string | undefined; apply: (from: string, to: string) => void; ahead?: boolean }

export function RangeField({ label, from, to, error, apply, ahead }: RangeFieldProps) {
	const { t, locale } = useSpeech();
	const id = useId();
	const presets: [Key, string, string][] = ahead ? [
		["orders.range.late", "", new Date().toISOString()],
		["orders.range.today", dayStart(day(0)), dayEnd(day(0))],
		["orders.range.tomorrow", dayStart(day(-1)), dayEnd(day(-1))],
	] : [
		["orders.range.today", dayStart(day(0)), ""],
		["orders.range.yesterday", dayStart(day(1)), dayEnd(day(1))],
		["orders.range.week", dayStart(day(6)), ""],
		["orders.range.month", dayStart(day(29)), ""],
	];
	return (
		<Under error={error} id={id}>
			<Popover trigger="click" placement="bottomLeft" content={
				<div className="o-range">
					<div className="o-line">{presets.map(([key, a, b]) => <Button key={key} size="small" onClick={() => apply(a, b)}>{t(key)}</Button>)}</div>
					<label>{t("orders.range.from")}<input type="datetime-local" value={local(from)} onChange={e => apply(iso(e.target.value), to)} /></label>
					<label>{t("orders.range.to")}<input type="datetime-local" value={local(to)} onChange={e => apply(from, iso(e.target.value))} /></label>
					<Button size="small" disabled={!from && !to} onClick={() => apply("", "")}>{t("orders.clear")}</Button>
				</div>
			}>
				<Button className={`o-button${from || to ? " o-set" : ""}`} danger={!!error} icon={<CalendarOutlined />}>
					<span className="o-text">{from || to ? rangeWords(from, to, locale) : t(label)}</span>
				</Button>
			</Popover>
		</Under>
	);
}
