// ui/src/pages/maps/draft.ts - a mapping as it is being edited, what is wrong with it, and how it is sent.
import type { Shop, SkuMap, SkuMapChange } from "../../api/types";
import type { Key } from "../../i18n";
import type { Picked } from "../../parts/sku_pick";

export interface Member { sku: string; quantity: number | null }
export interface Part { sku: Picked | null; quantity: number | null }
// `holds`: "" everywhere, "channel:NAME", "shop:ID".
export interface Draft { holds: string; members: Member[]; parts: Part[]; from: string; until: string }

export const QUANTITY_MAX = 100000;

export const emptyDraft: Draft = { holds: "", members: [{ sku: "", quantity: 1 }], parts: [{ sku: null, quantity: 1 }], from: "", until: "" };

export function draftOf(m: SkuMap): Draft {
	return {
		holds: m.shop ? `shop:${m.shop.id}` : m.channel ? `channel:${m.channel}` : "",
		members: m.members.map(x => ({ sku: x.platform_sku, quantity: x.quantity })),
		parts: m.parts.map(p => ({ sku: { id: p.sku_id, code: p.code, title: p.title }, quantity: p.quantity })),
		from: m.valid_from ?? "", until: m.valid_until ?? "",
	};
}

export function changeOf(d: Draft): SkuMapChange {
	const [kind, value] = [d.holds.slice(0, d.holds.indexOf(":")), d.holds.slice(d.holds.indexOf(":") + 1)];
	return {
		...(kind === "shop" ? { shop_id: value } : kind === "channel" ? { channel: value } : {}),
		members: d.members.map(m => ({ platform_sku: m.sku.trim(), quantity: m.quantity ?? 1 })),
		parts: d.parts.map(p => ({ code: p.sku?.code ?? "", quantity: p.quantity ?? 1 })),
		...(d.from ? { valid_from: d.from } : {}),
		...(d.until ? { valid_until: d.until } : {}),
	};
}

const badQuantity = (n: number | null): boolean => n === null || !Number.isInteger(n) || n < 1 || n > QUANTITY_MAX;
const doubled = (all: string[]): boolean => new Set(all).size < all.length;

// The first thing that stands against sending it; undefined: nothing does.
export function faultOf(d: Draft): Key | undefined {
	if (d.members.some(m => !m.sku.trim()))
		return "maps.fault.member";
	if (d.parts.some(p => !p.sku))
		return "maps.fault.part";
	if (d.members.some(m => badQuantity(m.quantity)) || d.parts.some(p => badQuantity(p.quantity)))
		return "maps.fault.quantity";
	if (doubled(d.members.map(m => m.sku.trim())))
		return "maps.fault.member_twice";
	if (doubled(d.parts.map(p => p.sku?.code ?? "")))
		return "maps.fault.part_twice";
	if (d.from && d.until && d.from >= d.until)
		return "maps.fault.until";
	return undefined;
}

const times = (n: number | null, name: string): string => `${n ?? "?"} × ${name || "…"}`;

// "2 × SET-A + 1 × SET-B → 1 × BOX": what it says, in one line.
export const sayDraft = (d: Draft): string =>
	`${d.members.map(m => times(m.quantity, m.sku.trim())).join(" + ")} → ${d.parts.map(p => times(p.quantity, p.sku?.code ?? "")).join(" + ")}`;

export const channelsOf = (shops: Shop[]): string[] => [...new Set(shops.map(s => s.channel))];
