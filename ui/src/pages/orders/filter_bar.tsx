// ui/src/pages/orders/filter_bar.tsx - all filters, and what of them is set, each part removable.
import { Button, Drawer, InputRef, Tag } from "antd";
import { SearchOutlined } from "@ant-design/icons";
import type { RefObject } from "react";
import type { Facets } from "../order/shapes";
import { useSpeech, type Key, type Speech } from "../../i18n";
import { useMay } from "../../shell/session";
import { ChoiceField, NumbersField, RangeField, rangeWords, TextField, type Choice } from "./fields";
import { channelName, CHANNELS, listOf, NEEDS, OUTBOUND, type FilterName, type Filters } from "./filters";

export type SetFilters = (change: Filters, replace: boolean) => void;

interface BarProps {
	filters: Filters;
	set: SetFilters;
	reset: () => void;
	search: () => void;
	searching: boolean;
	facets: Facets | undefined;
	wrong: { field: FilterName | undefined; words: string } | null;
	field: RefObject<InputRef>;
	narrow: boolean;
}

const RANGES: [Key, FilterName, FilterName][] = [
	["orders.f.pulled", "pulled_from", "pulled_to"],
	["orders.f.placed", "placed_from", "placed_to"],
	["orders.f.ship_by", "ship_by_from", "ship_by_to"],
];

// What a link or a saved view names is offered too, though nobody has it at present.
function choices(offered: string[], set: string | undefined, name: (v: string) => string): Choice[] {
	return [...new Set([...offered, ...listOf(set)])].map(value => ({ value, label: name(value) }));
}

function countryName(speech: Speech): (code: string) => string {
	const names = new Intl.DisplayNames(speech.locale, { type: "region" });
	return code => {
		try {
			return `${code} ${names.of(code) ?? ""}`.trim();
		} catch {
			return code;
		}
	};
}

export function Fields({ filters, set, reset, search, searching, facets, wrong, field, narrow }: BarProps) {
	const speech = useSpeech();
	const { t } = speech;
	const people = useMay("read_people") ? undefined : t("orders.people.closed");
	const error = (...names: FilterName[]) => (wrong?.field && names.includes(wrong.field) ? wrong.words : undefined);
	const put = (name: FilterName) => (value: string, replace: boolean) => set({ [name]: value }, replace);
	const of = (name: FilterName) => filters[name] ?? "";
	const shops = facets?.shops ?? [];

	return (
		<div className="o-fields" role="search">
			<TextField label="orders.f.number" value={of("number")} error={error("number")} apply={put("number")} field={field} hint={narrow ? undefined : "/"} />
			<NumbersField label="orders.f.numbers" value={of("numbers")} error={error("numbers")} apply={put("numbers")} />
			<ChoiceField label="orders.f.channel" value={of("channel")} error={error("channel")} apply={put("channel")} many
				choices={choices([...Object.keys(CHANNELS), ...(facets?.channels ?? [])], filters.channel, channelName)} />
			<ChoiceField label="orders.f.shop" value={of("shop")} error={error("shop")} apply={put("shop")} many
				choices={choices(shops.map(s => s.id), filters.shop, id => shops.find(s => s.id === id)?.title ?? id)} />
			<ChoiceField label="orders.f.country" value={of("country")} error={error("country")} apply={put("country")} many
				choices={choices(facets?.countries ?? [], filters.country, countryName(speech))} />
			<TextField label="orders.f.name" value={of("name")} error={error("name")} apply={put("name")} disabled={people} />
			<TextField label="orders.f.phone" value={of("phone")} error={error("phone")} apply={put("phone")} disabled={people} numeric />
			<ChoiceField label="orders.f.delivery" short="orders.f.delivery.short" value={of("delivery_method")} error={error("delivery_method")} apply={put("delivery_method")} many
				choices={choices(facets?.delivery_methods ?? [], filters.delivery_method, v => v)} />
			<ChoiceField label="orders.f.outbound" short="orders.f.outbound.short" value={of("outbound")} error={error("outbound")} apply={put("outbound")}
				choices={OUTBOUND.map(value => ({ value, label: t(`orders.out.${value}`) }))} />
			<ChoiceField label="orders.f.needs" value={of("needs")} error={error("needs")} apply={put("needs")} many
				choices={NEEDS.map(value => ({ value, label: t(`orders.needs.${value}`) }))} />
			{RANGES.map(([label, from, to]) => (
				<RangeField key={from} label={label} from={of(from)} to={of(to)} error={error(from, to)} ahead={from === "ship_by_from"}
					apply={(a, b) => set({ [from]: a, [to]: b }, false)} />
			))}
			<div className="o-do">
				<Button type="primary" icon={<SearchOutlined />} loading={searching} onClick={search}>{t("orders.search")}</Button>
				<Button onClick={reset} disabled={Object.keys(filters).length === 0}>{t("orders.reset")}</Button>
			</div>
		</div>
	);
}

export function FilterDrawer({ open, close, found, ...bar }: BarProps & { open: boolean; close: () => void; found: string }) {
	const { t } = useSpeech();
	return (
		<Drawer open={open} onClose={close} placement="bottom" height="86%" title={t("orders.filters")} className="orders-drawer"
			footer={<Button type="primary" block onClick={close}>{found}</Button>}>
			<Fields {...bar} />
		</Drawer>
	);
}

interface Chip { key: string; words: string; clear: Filters }

function chips(filters: Filters, facets: Facets | undefined, speech: Speech): Chip[] {
	const { t, locale } = speech;
	const made: Chip[] = [];
	const each = (name: FilterName, label: Key, say: (v: string) => string) => {
		const all = listOf(filters[name]);
		for (const v of all)
			made.push({ key: `${name}=${v}`, words: `${t(label)}: ${say(v)}`, clear: { [name]: all.filter(x => x !== v).join(",") } });
	};
	const one = (name: FilterName, label: Key, say: (v: string) => string) => {
		const v = filters[name];
		if (v)
			made.push({ key: name, words: `${t(label)}: ${say(v)}`, clear: { [name]: "" } });
	};
	one("number", "orders.f.number", v => v);
	one("numbers", "orders.f.numbers", v => speech.number(listOf(v).length));
	each("channel", "orders.f.channel", channelName);
	each("shop", "orders.f.shop", id => facets?.shops.find(s => s.id === id)?.title ?? id);
	each("country", "orders.f.country", countryName(speech));
	one("name", "orders.f.name", v => v);
	one("phone", "orders.f.phone", v => v);
	each("delivery_method", "orders.f.delivery", v => v);
	each("outbound", "orders.f.outbound", v => (OUTBOUND as readonly string[]).includes(v) ? t(`orders.out.${v}` as Key) : v);
	each("needs", "orders.f.needs", v => (NEEDS as readonly string[]).includes(v) ? t(`orders.needs.${v}` as Key) : v);
	for (const [label, from, to] of RANGES)
		if (filters[from] || filters[to])
			made.push({
				key: from, words: `${t(label)}: ${rangeWords(filters[from] ?? "", filters[to] ?? "", locale)}`,
				clear: { [from]: "", [to]: "" },
			});
	return made;
}

export function Chips({ filters, facets, set, reset }: { filters: Filters; facets: Facets | undefined; set: SetFilters; reset: () => void }) {
	const speech = useSpeech();
	const made = chips(filters, facets, speech);
	if (made.length === 0)
		return null;
	return (
		<div className="o-chips" aria-label={speech.t("orders.filters.set")} role="group">
			{made.map(c => (
				<Tag key={c.key} closable onClose={e => {
					e.preventDefault();
					set(c.clear, false);
				}} closeIcon={<span aria-label={speech.t("orders.filter.remove", { filter: c.words })}>×</span>}>
					<span className="o-text" title={c.words} dir="auto">{c.words}</span>
				</Tag>
			))}
			<Button type="link" size="small" onClick={reset}>{speech.t("orders.reset")}</Button>
		</div>
	);
}
