// ui/src/pages/order/field_names.ts - the fields of an order and the ways that facts come, by the names people know them.
import { isKey, type Speech } from "../../i18n";

type T = Speech["t"];

// A field that is newer than these words is called as the API calls it.
function named(t: T, key: string, other: string): string {
	return isKey(key) ? t(key) : other.replaceAll("_", " ");
}

export const fieldName = (t: T, field: string): string => named(t, `field.${field}`, field);
export const groupName = (t: T, group: string): string => named(t, `order.group.${group}`, group);
export const sourceName = (t: T, source: string): string => named(t, `order.source.${source}`, source);
// What a channel's status means; the places that an order stands in.
export const wordName = (t: T, word: string): string => named(t, `order.word.${word}`, word);
export const placeName = (t: T, place: string): string => named(t, `orders.tab.${place}`, place);
export const deedName = (t: T, kind: string): string => named(t, `order.deed.${kind}`, kind);

const TIMES = new Set(["placed_at", "paid_at", "ship_by", "picked_up_at"]);
const WORDS = new Set(["order_status", "package_word"]);
const FLAGS = new Set(["split", "cod"]);

export function fieldKind(field: string): "time" | "flag" | "word" | "text" {
	return TIMES.has(field) ? "time" : FLAGS.has(field) ? "flag" : WORDS.has(field) ? "word" : "text";
}
