// ui/src/pages/order/field_names.ts - the fields of an order and the ways that facts come, by the names people know them.
import type { Key, Speech } from "../../i18n";
import { named as keyed } from "../../parts/named";
import type { WholeOrder } from "./shapes";

type T = Speech["t"];

// A field that is newer than these words is called as the API calls it.
const named = (t: T, key: string, other: string): string => keyed(t, key, other.replaceAll("_", " "));

export const fieldName = (t: T, field: string): string => named(t, `field.${field}`, field);
export const groupName = (t: T, group: string): string => named(t, `order.group.${group}`, group);
export const sourceName = (t: T, source: string): string => named(t, `order.source.${source}`, source);
// What a channel's status means; the places that an order stands in.
export const wordName = (t: T, word: string): string => named(t, `order.word.${word}`, word);
export const placeName = (t: T, place: string): string => named(t, `orders.tab.${place}`, place);
export const deedName = (t: T, kind: string): string => named(t, `order.deed.${kind}`, kind);

// What the program says for itself where it acts on its own.
const OWN: Record<string, Key> = { "the time is over": "order.why.time_over", "not paid in time": "order.why.unpaid" };

// The task whose update was taken back.
export const undoneTask = (kind: string, why: string): string | undefined => (kind === "undo" ? /^task (\d+)$/.exec(why)?.[1] : undefined);

// Why a thing was done: words of a person, or the program's own, which are said in the reader's language.
export function whyName(t: T, kind: string, why: string): string {
	if (undoneTask(kind, why))
		return t("tasks.of_undone");
	return kind === "update" ? named(t, `update.${why}`, why) : kind === "made" ? sourceName(t, why) : kind === "channel_status" ? wordName(t, why)
		: OWN[why] ? t(OWN[why]) : why;
}

export const changeName = (t: T, type: string): string => named(t, `change.${type}`, type);

const TIMES = new Set(["placed_at", "paid_at", "ship_by", "picked_up_at"]);
const WORDS = new Set(["order_status", "package_word"]);
const FLAGS = new Set(["split", "cod"]);

export function fieldKind(field: string): "time" | "flag" | "word" | "text" {
	return TIMES.has(field) ? "time" : FLAGS.has(field) ? "flag" : WORDS.has(field) ? "word" : "text";
}

// Which group a field is decided with: the total follows the lines.
export function groupOf(field: string): "consignee" | "delivery" | "lines" | "notes" | "other" {
	return field.startsWith("consignee_") ? "consignee" : ["delivery_method", "ship_by", "days_to_ship"].includes(field) ? "delivery"
		: field.startsWith("line_") || field === "total" ? "lines" : field === "remark" ? "notes" : "other";
}

// A line by its SKU; one that is out is known by what the platform says of it.
export const lineName = (order: WholeOrder, line: string): string =>
	order.lines.find(l => l.line === line)?.sku || order.facts.lines.find(f => f.line === line && f.field === "line_sku")?.value || line;
