// ui/src/pages/accounts/rows.ts - the rows of the list: a store each, those of one account under it; and how each stands.
import type { Account, AccountShop, Channel, Shop, Trouble } from "../../api/types";
import type { Key, Speech } from "../../i18n";

export interface Row {
	key: string;
	account: Account;
	shop: AccountShop | null; // null: the account before it opens any store, or the head of several
	look: Shop | undefined;   // what is known of its pulls
	head: boolean;            // speaks for the account: alone, or above its stores
	children?: Row[];
}

const shopRow = (account: Account, shop: AccountShop, look: Shop | undefined, head: boolean): Row => ({ key: `s${shop.id}`, account, shop, look, head });

const folded = (text: string) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

// The server lists accounts in which a name fits; of several stores only those are shown that it fits, unless it is the account's.
function named(a: Account, name: string): AccountShop[] {
	const fit = a.shops.filter(s => [s.short_name, s.title].some(n => folded(n).includes(folded(name))));
	return fit.length > 0 ? fit : a.shops;
}

export function rowsOf(accounts: Account[], shops: Shop[], name: string, fits: (r: Row) => boolean): Row[] {
	const looks = new Map(shops.map(s => [s.id, s]));
	return accounts.flatMap(a => {
		const rows = named(a, name).map(s => shopRow(a, s, looks.get(s.id), a.shops.length === 1)).filter(fits);
		if (a.shops.length > 1)
			return rows.length > 0 ? [{ key: `a${a.id}`, account: a, shop: null, look: undefined, head: true, children: rows }] : [];
		return a.shops.length > 0 ? rows : [{ key: `a${a.id}`, account: a, shop: null, look: undefined, head: true }].filter(fits);
	});
}

export const flat = (rows: Row[]): Row[] => rows.flatMap(r => [r, ...(r.children ?? [])]);

// Verified, and not refused since: only then it is used. An account stands as the worst of its stores does.
export const usable = (a: Account): boolean => a.state === "verified";
const bound = (r: Row): boolean => r.shop?.state === "bound";
export const mayPull = (r: Row): boolean => bound(r) && pulls(r);
// Orders by hand and from files come by themselves: there is nothing to pull.
export const pulls = (r: Row): boolean => !["manual", "file"].includes(r.account.channel) && r.look?.channel_ref !== "file";

export interface Standing { word: Key; tone: "good" | "warn" | "bad" | "live" | ""; why: Trouble | null }

// The words of an account's states and of a store's.
const STATES: Record<string, [Key, Standing["tone"]]> = {
	unverified: ["accounts.unverified", "warn"], verified: ["accounts.enabled", "good"], bound: ["accounts.enabled", "good"], refused: ["accounts.refused", "bad"],
	needs_authorisation: ["accounts.needs", "bad"], cancelled: ["accounts.cancelled", ""],
};

export function standing(r: Row): Standing {
	const [word, tone] = STATES[r.shop?.state ?? r.account.state] ?? STATES.unverified!;
	if (!bound(r))
		return { word, tone, why: r.children || word === "accounts.unverified" ? null : r.shop?.problem ?? r.account.problem };
	const why = r.shop!.problem ?? r.look?.problem ?? null;
	return why && r.shop!.pull === "on" ? { word: "accounts.problem", tone: "bad", why } : { word, tone: r.look?.pulling ? "live" : tone, why: null };
}

// What a number of Home counts, by the word that its address carries.
export const SHOWN: Record<string, { title: Key; fits: (r: Row) => boolean }> = {
	in_trouble: { title: "today.trouble", fits: r => bound(r) && r.shop!.pull === "on" && standing(r).why !== null },
	stopped: { title: "today.shops_stopped", fits: r => r.shop !== null && pulls(r) && r.shop.pull !== "on" },
	needs_authorisation: { title: "today.authorise", fits: r => pulls(r) && !bound(r) },
	parked: { title: "today.parked", fits: r => (r.look?.parked.count ?? 0) > 0 },
};

export const nameOf = (r: Row): string => (r.shop ? r.shop.short_name || r.shop.title : r.account.title);

// As people know the platform: SHOPEE; 速卖通 for who reads Chinese. What is no platform has words of ours.
export function platformOf(channel: Pick<Channel, "name" | "title" | "title_zh">, { t, locale }: Speech): string {
	return channel.name === "manual" ? t("accounts.manual") : (locale === "zh-CN" && channel.title_zh) || channel.title;
}
