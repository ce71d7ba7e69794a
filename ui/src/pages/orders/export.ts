// ui/src/pages/orders/export.ts - fetches a file of orders, says how far it is, and hands it to the browser.
import { AwayError, line, withQuery } from "../../api/client";
import { keep, refusal } from "../../parts/save";

export interface Wish { format: (typeof FORMATS)[number]; columns: string[]; query: Record<string, string>; ids?: string[] }

export const FORMATS = ["csv", "xlsx"] as const;
export const IDS_MAX = 500;  // what fits in an address

// The columns of a file are finer than those of the screen: one value each.
const FINER: Record<string, string[]> = {
	number: ["number", "channel", "shop"],
	status: ["state", "word"],
	numbers: ["outbound_number", "tracking", "ref"],
	products: ["lines_summary"],
	recipient: ["name", "phone"],
	address: ["country", "postcode", "address"],
	delivery: ["delivery_method"],
	remark: ["remark"],
	ship_by: ["ship_by"],
	total: ["total", "currency"],
	placed: ["placed"],
	shop: ["shop"],
	channel: ["channel"],
	country: ["country"],
	payment: ["payment_status"],
	pulled: ["seen_at"],
	changed: ["changed_at"],
	looked: ["changed_at"],
	revision: ["revision"],
};

export const fileColumns = (shown: string[]): string[] => [...new Set(shown.flatMap(key => FINER[key] ?? []))];

function nameOf(r: Response, format: string): string {
	const said = /filename="?([^";]+)"?/.exec(r.headers.get("Content-Disposition") ?? "");
	return said?.[1] ?? `orders.${format}`;
}

async function read(r: Response, told: (bytes: number, of: number | null) => void): Promise<BlobPart[]> {
	const parts: BlobPart[] = [];
	const size = Number(r.headers.get("Content-Length")) || null;
	const reader = r.body!.getReader();
	let bytes = 0;
	for (;;) {
		const { done, value } = await reader.read();
		if (done)
			return parts;
		parts.push(value);
		bytes += value.length;
		told(bytes, size);
	}
}

export async function fetchFile(wish: Wish, told: (bytes: number, of: number | null) => void, signal: AbortSignal): Promise<string> {
	const query = { ...(wish.ids ? { ids: wish.ids.join(",") } : wish.query), format: wish.format, columns: fileColumns(wish.columns).join(",") };
	let r: Response;
	try {
		r = await fetch(`/api/v1${withQuery("/orders/export", query)}`, { credentials: "same-origin", signal });
	} catch (e) {
		if (signal.aborted)
			throw e;
		throw new AwayError("away");
	}
	if (r.status === 401)
		line.set({ signedOut: true });
	if (!r.ok)
		throw await refusal(r);
	const name = nameOf(r, wish.format);
	keep(new Blob(await read(r, told), { type: r.headers.get("Content-Type") ?? "" }), name);
	return name;
}
