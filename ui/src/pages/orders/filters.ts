// ui/src/pages/orders/filters.ts - the filters of the list as the address and the API have them: one set of names for both.
export const FILTERS = [
	"number", "numbers", "channel", "shop", "country", "name", "phone", "delivery_method", "needs", "outbound",
	"pulled_from", "pulled_to", "placed_from", "placed_to", "ship_by_from", "ship_by_to",
] as const;
export type FilterName = (typeof FILTERS)[number];
export type Filters = Partial<Record<FilterName, string>>;

export const TABS = ["pending", "processed", "marked_shipped", "frozen", "void", "all"] as const;
export type TabName = (typeof TABS)[number];

export const SORTS = ["placed", "pulled", "ship_by"] as const;
export type Sort = (typeof SORTS)[number];

// The statuses of the outbound order; "" is All.
export const OUTBOUND = [
	"none", "draft", "audited", "arranged", "picked", "packed", "invoiced", "dispatched", "delivered", "cancelled", "returned",
] as const;

// Every channel there is to be; those that this program cannot pull yet list nothing.
export const CHANNELS: Record<string, string> = {
	aliexpress: "AliExpress 速卖通", ebay: "eBay", wish: "Wish", dhgate: "DHgate 敦煌", vova: "VOVA", shopify: "Shopify",
	shopee: "Shopee", lazada: "Lazada", mabang: "MaBang",
};
// Orders by hand and from files have no platform.
export const channelName = (channel: string): string => CHANNELS[channel] ?? (channel === "manual" ? "By hand 手工" : channel);

// What an order may lack.
export const NEEDS = ["mapping", "stock"] as const;

export const NUMBERS_MAX = 500;

export interface Wanted { tab: TabName; sort: Sort; filters: Filters }

const oneOf = <T extends string>(all: readonly T[], text: string | null, other: T): T =>
	all.find(x => x === text) ?? other;

export function wantedOf(query: URLSearchParams): Wanted {
	const filters: Filters = {};
	for (const name of FILTERS) {
		const value = query.get(name);
		if (value)
			filters[name] = value;
	}
	return { tab: oneOf(TABS, query.get("tab"), "pending"), sort: oneOf(SORTS, query.get("sort"), "placed"), filters };
}

// What is the same in address, API and saved view: only what is asked for, always in the same order.
export function queryOf(w: Wanted): Record<string, string> {
	const q: Record<string, string> = { tab: w.tab };
	for (const name of FILTERS) {
		const value = w.filters[name];
		if (value)
			q[name] = value;
	}
	if (w.sort !== "placed")
		q.sort = w.sort;
	return q;
}

export const textOf = (w: Wanted): string => new URLSearchParams(queryOf(w)).toString();
export const hrefOf = (w: Wanted): string => `/orders?${textOf(w)}`;

export const listOf = (value: string | undefined): string[] => (value ? value.split(",").filter(Boolean) : []);

// Pasted from anywhere: between the numbers stand blanks, commas, semicolons or line ends.
export function numbersOf(pasted: string): string[] {
	return [...new Set(pasted.split(/[\s,;，；、]+/).filter(Boolean))];
}

// Which field the server's sentence is about: it names the parameter, mostly in quotes.
export function fieldOf(detail: string): FilterName | undefined {
	return FILTERS.find(name => detail.includes(`"${name}"`)) ?? FILTERS.find(name => new RegExp(`\\b${name}\\b`).test(detail));
}

// A day as the date picker has it, and the moments it stands for: from its beginning, to its end (exclusive).
export function dayStart(day: string): string {
	return new Date(`${day}T00:00:00`).toISOString();
}
export function dayEnd(day: string): string {
	const d = new Date(`${day}T00:00:00`);
	d.setDate(d.getDate() + 1);
	return d.toISOString();
}
