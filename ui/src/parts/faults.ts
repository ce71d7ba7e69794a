// ui/src/parts/faults.ts - what is wrong with a row of a file, in the person's language: the server keeps its sentences as it said
// them, in English, and here each is found again with the values in it.
import type { Key, Speech } from "../i18n";

// As src/work/import*.c and those they ask say them; ui/test holds the two together.
const SENTENCES: [Key, string][] = [
	["fault.needed", "each row needs this"],
	["fault.long", "this has {size} characters; {most} is the limit"],
	["fault.cells", "the row has {count} cells, but there are {headings} headings"],
	["fault.whole", "this must be a whole number from {least} to {most}"],
	["fault.moment", "this must be a moment such as 2026-11-22 or 2026-11-22 08:30"],
	["fault.one_of", "this must be one of: {words}"],
	["fault.one_line", "this must be one line without control characters"],
	["fault.code_twice", "this code stands in row {row} already"],
	["fault.which_warehouse", "say which warehouse: there is not exactly one"],
	["fault.warehouse_closed", "this warehouse is closed"],
	["fault.warehouse_channel", "this warehouse is its channel's: it counts itself"],
	["fault.no_warehouse", "there is no such warehouse"],
	["fault.receipt_apart", "this number stands in row {row} already: its rows must follow each other"],
	["fault.receipt_rows", "a receipt has at most {most} rows"],
	["fault.receipt_differs", "row {row} has this number with another warehouse, kind or supplier"],
	["fault.no_sku", "there is no such SKU: make it first"],
	["fault.sku_archived", "this SKU is archived"],
	["fault.receipt_booked", "the receipt of this number is booked already"],
	["fault.no_channel", "there is no channel \"{name}\""],
	["fault.shops_alike", "several shops are called \"{name}\": give the number at the channel"],
	["fault.no_shop", "there is no shop \"{name}\""],
	["fault.pieces_twice", "the pieces stand in the cell of the SKU already: leave this one empty"],
	["fault.map_twice", "row {row} says this already, for the same place and time"],
	["fault.no_code", "there is no SKU with the code \"{code}\""],
	["fault.map_there", "there is a mapping of this already that holds at the same time: say until when it does"],
	["fault.map_overlaps", "row {row} says this for a time that is partly the same"],
	["fault.price_packed", "a price belongs to one SKU, but the cell packs {count}"],
	["fault.price_currency", "a price needs a currency that is known: give the column \"currency\", or the shop one"],
	["fault.packing", "{what}: write a SKU, or several as SKU*2;OTHER*1"],
	["fault.sku_missing", "there is no SKU"],
	["fault.quantity_packed", "the cell packs several SKUs: write their quantities there, as SKU*2"],
	["fault.order_apart", "this number stands in row {row} already: rows of one order follow one another"],
	["fault.order_differs", "this differs from row {row} of the same order"],
	["fault.order_faulty", "row {row} of the same order is faulty"],
	["fault.order_there", "the shop has an order of this number already"],
	["fault.map_sku", "a platform SKU has 1 to {most} characters on one line, without a blank at its ends"],
	["fault.map_pieces", "the pieces of \"{name}\" must be 1 to {most}, not {count}"],
	["fault.map_sku_twice", "the platform SKU \"{name}\" stands twice: say how many pieces of it instead"],
	["fault.part_pieces", "the pieces of an article must be 1 to {most}, not {count}"],
	["fault.part_twice", "an article stands twice: say how many pieces of it instead"],
	["fault.map_members", "a mapping has 1 to {most} platform SKUs"],
	["fault.map_parts", "a mapping has 1 to {most} articles"],
	["fault.map_time", "a mapping must end after it begins"],
	["fault.name_missing", "a name is missing before \"*\""],
	["fault.packed_pieces", "the pieces of \"{name}\" must be 1 to {most}, not \"{text}\"; a * in a name is written \\*"],
	["fault.packed_most", "at most {most} stand in one cell"],
	["fault.no_amount", "\"{text}\" is no amount of {currency}, which has {digits} digits after the point"],
	["fault.order_long", "\"{field}\" is one line of at most {most} bytes"],
	["fault.order_country", "\"country\" is two capital letters like PH"],
];

// Of two that fit, the one that says more by itself stands for it.
const patterns = SENTENCES.map(([key, sentence]) => ({
	key, own: sentence.replace(/\{\w+\}/g, "").length,
	like: new RegExp(`^${sentence.split(/\{(\w+)\}/).map((part, i) => (i % 2 ? `(?<${part}>.+?)` : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))).join("")}\\.?$`, "s"),
})).sort((a, b) => b.own - a.own);

// Undefined where it is a sentence that we do not know.
export function faultSaid(t: Speech["t"], words: string): string | undefined {
	for (const { key, like } of patterns) {
		const found = like.exec(words);
		if (found)
			return t(key, Object.fromEntries(Object.entries(found.groups ?? {}).map(([name, value]) =>
				[name, name === "what" ? faultSaid(t, value) ?? value : /^-?\d{1,15}$/.test(value) ? Number(value) : value])));
	}
	return undefined;
}
