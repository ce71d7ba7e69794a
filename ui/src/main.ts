// ui/src/main.ts - the plain page: sign in, shops, the list of orders with its tabs, one order.
// What comes from outside enters the page through textContent alone.
import { ApiError, Counts, Order, OrderList, Session, Shop, ShopList, WholeOrder, api, setCsrf } from "./api.js";
import { clear, el, moment, money, when } from "./dom.js";

const POLL_MS = 3000;
const PAGE = 50;
const KEPT_MAX = 1000; // so many rows are refreshed in place; older ones are asked for again by "Show more"

const TABS: [string, string][] = [
	["all", "All"], ["pending", "Pending"], ["processed", "Processed"],
	["marked_shipped", "Marked shipped"], ["frozen", "Frozen"], ["void", "Void"],
];

const app = document.getElementById("app") as HTMLElement;
let session: Session | null = null;
let tab = "all";
let shown = PAGE; // how many orders the list shows
let poll = 0;     // the timer of the next look
let view = 0;     // rises with each change of page: an answer for an older one is dropped

function sentence(e: unknown): string {
	if (e instanceof ApiError)
		return [e.detail || e.title, e.cure].filter(Boolean).join(" ");
	return "The server cannot be reached. Looking again.";
}

function banner(): HTMLElement {
	const box = el("div", { class: "banner", role: "alert" });
	box.hidden = true;
	return box;
}

function tell(box: HTMLElement, e: unknown | null): void {
	box.hidden = e === null;
	box.textContent = e === null ? "" : sentence(e);
}

// Looks again and again until the page changes; a look that fails is told and repeated.
function watch(box: HTMLElement, look: () => Promise<void>): void {
	const mine = ++view;
	window.clearTimeout(poll);
	const once = async () => {
		try {
			await look();
			if (mine === view)
				tell(box, null);
		} catch (e) {
			if (mine !== view)
				return;
			if (e instanceof ApiError && e.status === 401)
				return signIn();
			tell(box, e);
		}
		if (mine === view)
			poll = window.setTimeout(once, document.hidden ? POLL_MS * 5 : POLL_MS);
	};
	void once();
}

function signIn(): void {
	view++;
	window.clearTimeout(poll);
	session = null;
	const user = el("input", { name: "user", autocomplete: "username", required: "", maxlength: "100" });
	const password = el("input", { name: "password", type: "password", autocomplete: "current-password", required: "" });
	const button = el("button", { class: "main", type: "submit" }, "Sign in");
	const box = banner();
	const form = el("form", { class: "card" }, el("h1", {}, "Lockstep"), box,
		el("label", {}, "User", user), el("label", {}, "Password", password), button);
	form.addEventListener("submit", async event => {
		event.preventDefault();
		button.disabled = true;
		try {
			begin(await api<Session>("POST", "/session", { user: user.value, password: password.value }));
		} catch (e) {
			tell(box, e);
			button.disabled = false;
			password.select();
		}
	});
	clear(app, el("div", { class: "sign" }, form));
	user.focus();
}

async function signOut(): Promise<void> {
	try {
		await api("DELETE", "/session");
	} catch {
		// The session is over in either case.
	}
	signIn();
}

function begin(s: Session): void {
	session = s;
	setCsrf(s.csrf);
	route();
}

function frame(...content: HTMLElement[]): void {
	const out = el("button", { type: "button" }, "Sign out");
	out.addEventListener("click", () => void signOut());
	clear(app,
		el("header", { class: "bar" }, el("h1", {}, "Lockstep"), el("span", { class: "who" }, session?.name ?? ""), out),
		el("main", { class: "page" }, ...content));
}

// ---- shops ----

function may(right: string): boolean {
	return session?.rights.includes(right) ?? false;
}

function shopState(h: Shop): HTMLElement {
	if (h.pulling)
		return el("span", { class: "good" }, "pulling now");
	if (h.state !== "bound")
		return el("span", { class: h.channel_ref === "file" ? "soft" : "bad" },
			h.channel_ref === "file" ? "filled from files" : "not authorised");
	if (h.pull === "stopped")
		return el("span", { class: "warn" }, "stopped");
	if (h.problem)
		return el("span", { class: "bad" }, "in trouble");
	return h.last_run ? el("span", { class: "good" }, "in step") : el("span", { class: "soft" }, "waiting");
}

function shopActs(h: Shop, box: HTMLElement, again: () => void): HTMLElement {
	const acts = el("div", { class: "acts" });
	const add = (label: string, verb: string, off: boolean) => {
		const button = el("button", { type: "button" }, label);
		button.disabled = off || !may("change_shops");
		button.addEventListener("click", async () => {
			button.disabled = true;
			try {
				await api("POST", `/shops/${h.id}/${verb}`);
				again();
			} catch (e) {
				tell(box, e);
				button.disabled = false;
			}
		});
		acts.append(button);
	};
	const bound = h.state === "bound";
	add("Pull now", "pull", !bound);
	if (h.pull === "stopped")
		add("Resume", "resume", !bound);
	else
		add("Stop", "stop", !bound);
	return acts;
}

function shopCard(h: Shop, box: HTMLElement, again: () => void): HTMLElement {
	const run = h.last_run;
	const lines = [
		h.complete_to ? `Complete up to ${moment(h.complete_to)}` : "Not complete yet",
		run ? `Last run ${moment(run.began)}: ${run.listed} listed, ${run.stored} new, ${run.changed} changed` : "No run yet",
		h.next_look ? `Next look ${when(h.next_look)}` : "",
		h.parked.count ? `${h.parked.count}${h.parked.more ? "+" : ""} records parked` : "",
	].filter(Boolean);
	const card = el("section", { class: "card shop" },
		el("div", { class: "row" }, el("h2", {}, h.title), shopState(h)),
		el("p", { class: "soft small" }, `${h.channel} · ${h.channel_ref} · ${h.orders.count}${h.orders.more ? "+" : ""} orders`),
		...lines.map(line => el("p", { class: "small" }, line)));
	if (h.problem)
		card.append(el("p", { class: "small bad" }, `${h.problem.detail || h.problem.title} ${h.problem.cure}`));
	card.append(shopActs(h, box, again));
	return card;
}

// ---- the list ----

function total(o: Order): string {
	return o.total ? money(o.total.amount, o.total.currency) : "";
}

function flags(o: Order): HTMLElement[] {
	const all: HTMLElement[] = [el("span", { class: "pill" }, o.state_label.en)];
	if (o.hold)
		all.push(el("span", { class: "pill warn" }, o.hold.replace(/_/g, " ")));
	if (o.history)
		all.push(el("span", { class: "pill soft" }, "history"));
	return all;
}

function cell(label: string, kind: string, ...content: (Node | string)[]): HTMLElement {
	return el("td", { "data-label": label, class: kind }, ...content);
}

function orderRow(o: Order): HTMLElement {
	const link = el("a", { href: `#/orders/${o.id}` }, o.number);
	const who = o.recipient;
	const row = el("tr", { class: "pick" },
		cell("Order", "", link, el("div", { class: "soft small" }, o.shop.title)),
		cell("State", "", ...flags(o), el("div", { class: "soft small" }, `${o.word_label.en} · ${o.channel_status}`)),
		cell("Placed", "num", moment(o.placed)),
		cell("Ship by", "num", moment(o.ship_by)),
		cell("Recipient", "", who ? [who.name, who.country].filter(Boolean).join(" · ") : "", el("div", { class: "soft small" }, who?.phone ?? "")),
		cell("Lines", "full", o.lines_summary, el("div", { class: "soft small" }, o.delivery_method)),
		cell("Total", "right num", total(o)));
	row.addEventListener("click", () => { location.hash = link.getAttribute("href") as string; });
	return row;
}

// As many pages as the list shows, one after the other.
async function pages(): Promise<{ items: Order[]; more: boolean }> {
	const items: Order[] = [];
	let after: string | null = "";
	while (after !== null && items.length < shown) {
		const limit = Math.min(100, shown - items.length);
		const list: OrderList = await api<OrderList>("GET",
			`/orders?tab=${tab}&limit=${limit}` + (after ? `&after=${after}` : ""));
		items.push(...list.items);
		after = list.next;
	}
	return { items, more: after !== null };
}

function tabBar(counts: Counts, again: () => void): HTMLElement[] {
	const all = Object.values(counts).reduce((sum, c) => ({ count: sum.count + c.count, more: sum.more || c.more }),
		{ count: 0, more: false });
	return TABS.map(([name, label]) => {
		const c = name === "all" ? all : counts[name];
		const button = el("button", { type: "button", role: "tab", "aria-selected": String(name === tab) }, label,
			el("span", { class: "count num" }, `${c.count}${c.more ? "+" : ""}`));
		button.addEventListener("click", () => {
			tab = name;
			shown = PAGE;
			again();
		});
		return button;
	});
}

function listPage(): void {
	const box = banner();
	const shops = el("div", { class: "shops" });
	const tabs = el("div", { class: "tabs", role: "tablist" });
	const body = el("tbody", {});
	const more = el("button", { type: "button" }, "Show more");
	const tail = el("div", { class: "more" }, more);
	const empty = el("p", { class: "empty" }, "Looking …");
	const heads = ["Order", "State", "Placed", "Ship by", "Recipient", "Lines"].map(name => el("th", { scope: "col" }, name));
	const table = el("table", { class: "wide" }, el("thead", {},
		el("tr", {}, ...heads, el("th", { scope: "col", class: "right" }, "Total"))), body);
	let seen = "";
	const look = async () => {
		const mine = view, of = tab;
		const [shopList, counts, list] = await Promise.all([
			api<ShopList>("GET", "/shops"), api<Counts>("GET", "/orders/counts"), pages()]);
		const now = JSON.stringify([of, shopList, counts, list]);
		if (mine !== view || of !== tab || now === seen)
			return; // nothing changed: the page is left alone, with its scroll, focus and selection
		seen = now;
		clear(shops, ...shopList.items.map(h => shopCard(h, box, start)));
		clear(tabs, ...tabBar(counts, start));
		clear(body, ...list.items.map(orderRow));
		tail.hidden = !list.more || shown >= KEPT_MAX;
		empty.hidden = list.items.length > 0;
		empty.textContent = "No orders here.";
	};
	const start = () => watch(box, look);
	more.addEventListener("click", () => {
		shown = Math.min(KEPT_MAX, shown + PAGE);
		start();
	});
	tail.hidden = true;
	frame(box, shops, el("section", { class: "card" }, tabs, table, empty, tail));
	start();
}

// ---- one order ----

function lineTable(o: WholeOrder): HTMLElement {
	const rows = o.lines.map(l => el("tr", {},
		cell("SKU", "", l.sku), cell("Title", "full", l.title), cell("Ordered", "right num", String(l.ordered)),
		cell("Cancelled", "right num", String(l.cancelled)),
		cell("Price", "right num", l.price ? money(l.price.amount, l.price.currency) : "")));
	return el("table", { class: "wide" }, el("thead", {}, el("tr", {}, ...["SKU", "Title"].map(n => el("th", { scope: "col" }, n)),
		...["Ordered", "Cancelled", "Price"].map(n => el("th", { scope: "col", class: "right" }, n)))), el("tbody", {}, ...rows));
}

function words(name: string): string {
	const all = name.replace(/_/g, " ");
	return all.charAt(0).toUpperCase() + all.slice(1);
}

function factGroups(o: WholeOrder): HTMLElement {
	const groups = Object.entries(o.facts).filter(([, facts]) => facts.length > 0).map(([group, facts]) => {
		const list = el("dl", {});
		for (const f of facts.filter(each => each.value !== ""))
			list.append(el("dt", {}, words(f.field) + (f.line ? ` · ${f.line}` : "")), el("dd", {}, f.value));
		return el("div", {}, el("h3", {}, words(group)), list);
	});
	return el("div", { class: "facts" }, ...groups);
}

function revisionTable(o: WholeOrder): HTMLElement {
	const rows = o.revisions.map(r => el("tr", {},
		cell("Revision", "num", `${r.seq}`), cell("Seen", "num", moment(r.at)), cell("Channel's version", "num", moment(r.channel_version)),
		cell("From", "", r.source), cell("Changed", "full", r.fields.map(words).join(", ") || (r.seq === 1 ? "first sight" : "nothing we show"))));
	return el("table", { class: "wide" }, el("thead", {}, el("tr", {}, ...["Revision", "Seen", "Channel's version", "From", "Changed"]
		.map(n => el("th", { scope: "col" }, n)))), el("tbody", {}, ...rows));
}

function orderPage(id: string): void {
	const box = banner();
	const place = el("div", { class: "stack" }, el("p", { class: "empty" }, "Looking …"));
	let seen = "";
	frame(el("p", {}, el("a", { href: "#/" }, "← All orders")), box, place);
	watch(box, async () => {
		const mine = view;
		const o = await api<WholeOrder>("GET", `/orders/${encodeURIComponent(id)}`);
		const now = JSON.stringify(o);
		if (mine !== view || now === seen)
			return;
		seen = now;
		clear(place,
			el("section", { class: "card" }, el("div", { class: "row" }, el("h2", {}, o.number), el("strong", { class: "num" }, total(o))),
				el("p", {}, ...flags(o)),
				el("p", { class: "soft small" }, `${o.shop.title} · ${o.channel} · ${o.word_label.en} (${o.channel_status})`),
				el("p", { class: "small" }, `Placed ${moment(o.placed)} · Ship by ${moment(o.ship_by) || "not stated"} · First seen ${moment(o.seen_at)}`)),
			el("section", { class: "card" }, el("h2", {}, "Lines"), lineTable(o)),
			el("section", { class: "card" }, el("h2", {}, "What the channel says"), factGroups(o)),
			el("section", { class: "card" }, el("h2", {}, "Revisions"), revisionTable(o)));
	});
}

function route(): void {
	if (!session)
		return;
	const order = /^#\/orders\/(\d+)$/.exec(location.hash);
	if (order)
		orderPage(order[1]);
	else
		listPage();
}

window.addEventListener("hashchange", route);
api<Session>("GET", "/session").then(begin, signIn);
