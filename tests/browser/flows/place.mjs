// tests/browser/flows/place.mjs - places of an order: reserve, freeze, void, restore, alone and many; orders by hand and by number.
import { door, goods, handShop, mapped, order, sku } from "../people.mjs";

const place = (page) => page.locator("main:not([hidden]) .place");
const deed = (page, name) => place(page).locator(".place-do").getByRole("button", { name });
const show = async (page, id) => {
	await page.goto(`/orders/${id}`);
	await page.locator("main:not([hidden]) .place[aria-busy=false]").waitFor();
};
const ask = (page) => page.locator(".ant-modal", { has: page.locator(".deed-form") });
const state = (page) => page.locator("main:not([hidden]) .od-title .o-state").innerText().then((s) => s.trim());
const holds = async (api, code) => {
	const { items } = await api.get(`/stocks?find=${code}`);
	return [items[0].on_shelf, items[0].reserved];
};

// A mapped order of so many pieces with as much on the shelf.
async function stage(page, name, pieces) {
	const api = await door(page);
	const code = `${name}-${Date.now() % 1000000}`;
	await goods(api, code, pieces);
	const made = await order(api, [{ sku: code, quantity: pieces }]);
	return { api, code, id: made.id, number: made.number };
}

async function reserve({ page, same, sees, comes, clean, fits, shot }) {
	const { api, code, id } = await stage(page, "RES", 4);
	await comes(() => holds(api, code), [4, 4], "an order by hand takes its stock as it comes");
	await show(page, id);
	await deed(page, "Release stock").click();
	await sees(place(page).locator(".state.warn", { hasText: "Waiting" }), "stock is released by hand");
	await comes(() => holds(api, code), [4, 0], "and free again");
	await deed(page, "Reserve stock").click();
	await sees(place(page).locator(".state.good", { hasText: "Reserved" }), "stock is reserved by hand");
	await comes(() => holds(api, code), [4, 4], "as the balance has it");
	await sees(place(page).locator(".place-units", { hasText: "MAIN" }), "and the warehouse is named");
	await clean("the order's place has nothing serious or critical");
	await fits("the order's place fits");
	await shot("place");
	await place(page).getByRole("link", { name: code }).click();
	await sees(page.locator("main:not([hidden]) .ant-table-row", { hasText: "Reserved" }), "a click from the piece to its movements");
	same(await page.locator("main:not([hidden]) .ant-table-row", { hasText: "Reserved" }).first().getByRole("link").count(), 1, "which lead back to the order");
}

async function freeze({ page, same, check, sees, comes, clean, shot }) {
	const { api, id, number } = await stage(page, "FRZ", 1);
	await show(page, id);
	await deed(page, /^Freeze/).click();
	check(await ask(page).getByRole("button", { name: "Freeze" }).isDisabled(), "nobody freezes without a reason");
	await ask(page).getByLabel("Reason").fill("Address is to be clarified");
	await ask(page).getByRole("button", { name: "3 days" }).click();
	await clean("the question has nothing serious or critical");
	await shot("freeze");
	await ask(page).getByRole("button", { name: "Freeze" }).click();
	await comes(() => state(page), "Frozen / 冻结", "S001-63: the order is frozen");
	await sees(page.locator(".od-hold", { hasText: /Address is to be clarified, until / }), "its head says why and until when");
	await sees(place(page).locator(".place-block", { hasText: "ORDER_FROZEN" }), "S001-41: it does not go on while it is frozen");
	await shot("frozen");
	await page.goto(`/orders?tab=frozen&numbers=${number}`);
	await sees(page.locator(".o-row", { hasText: "Address is to be clarified" }), "it stands in the Frozen tab with its reason");
	await show(page, id);
	await place(page).locator(".place-block").getByRole("button", { name: "Unfreeze" }).click();
	await comes(() => state(page), "Pending / 待处理", "unfreezing returns it whence it came");
	await sees(page.locator(".od-timeline .od-deed", { hasText: "Address is to be clarified" }), "the timeline says who did what and why");
	same((await api.get(`/orders/${id}`)).hold, null, "no hold is left");
}

async function voidAndRestore({ page, same, sees, comes, shot }) {
	const { api, code, id } = await stage(page, "VOID", 3);
	await api.post("/orders/deeds", { ids: [id], deed: "reserve" });
	await comes(() => holds(api, code), [3, 3], "the order holds stock");
	await show(page, id);
	await deed(page, /^Void/).click();
	await ask(page).getByLabel("Reason").fill("Ordered twice");
	await ask(page).getByRole("button", { name: "Void" }).click();
	await comes(() => state(page), "Void / 作废", "S001-64: the order is void");
	await comes(() => holds(api, code), [3, 0], "S001-42: and holds no stock");
	await sees(place(page).locator(".place-block", { hasText: "ORDER_VOID" }), "it takes no further part");
	await shot("void");
	await deed(page, "Restore").click();
	await comes(() => state(page), "Pending / 待处理", "it can be restored to Pending");
	await sees(place(page).locator(".place-units", { hasText: code }), "with its pieces");
	same((await api.get(`/orders/${id}`)).void_reason, null, "and is void no more");
}

async function many({ page, sees, comes, check, clean, shot }) {
	const api = await door(page);
	const code = `BULK-${Date.now() % 1000000}`;
	await goods(api, code, 2);
	const made = [];
	for (let i = 0; i < 3; i++) made.push(await order(api, [{ sku: code, quantity: 1 }]));
	await api.post("/orders/deeds", { ids: [made[0].id], deed: "void", why: "A colleague was first" });
	await page.goto(`/orders?tab=all&numbers=${made.map((o) => o.number).join(",")}`);
	await comes(() => page.locator(".o-row").count(), 3, "three orders are listed");
	await page.locator(".o-table thead .o-tick input").click();
	const bar = page.locator(".o-tickbar");
	await bar.getByRole("button", { name: /^Do\b(?!wn)/ }).click();
	await page.getByRole("menuitem", { name: "Freeze…", exact: true }).click();
	await ask(page).getByLabel("Reason").fill("Goods are being checked");
	await ask(page).getByRole("button", { name: "Freeze" }).click();
	const results = page.locator(".deed-results");
	await sees(results.getByText("2 done, 1 refused"), "each order has its own result");
	check(await results.locator(".deed-group").count() === 1, "refusals stand together by their cause");
	await sees(results.locator(".deed-group").getByRole("link", { name: made[0].number }), "with a link to the order");
	await clean("the results have nothing serious or critical");
	await shot("bulk-results");
	await page.getByRole("button", { name: "Close" }).last().click();
	await comes(() => bar.innerText(), (s) => /1 ticked/.test(s), "what was refused stays ticked");
	await comes(() => page.locator(".o-row .o-state", { hasText: "Frozen" }).count(), 2, "the rows show what became of them");
	await page.goto(`/orders?tab=pending&needs=stock`);
	await sees(page.locator(".o-chips .ant-tag", { hasText: "Lacks: Stock" }), "orders that lack something can be filtered");
}

async function byHand({ page, same, sees, comes, check, clean, fits, shot }) {
	const api = await door(page);
	await handShop(api);
	await sku(api, "HAND-1", "Lamp");
	await mapped(api, "HAND-1");
	await page.goto("/orders");
	await page.getByRole("button", { name: "Make or fetch orders" }).click();
	await page.getByRole("menuitem", { name: "New order" }).click();
	await page.waitForURL("**/orders/new");
	const form = page.locator("main:not([hidden]) .new");
	await form.getByRole("button", { name: "Make the order" }).click();
	await sees(form.getByRole("alert"), "what is missing is said");
	const number = `HAND-${Date.now() % 1000000}`;
	await form.getByLabel("Order number (ours if left empty)").fill(number);
	await form.getByLabel("Recipient name *").fill("Ольга 李");
	await form.getByLabel("Address *").fill("1 Orchard Road\nSingapore");
	await form.locator(".new-sku input").fill("HAND-1");
	await page.locator(".ant-select-dropdown:visible .ant-select-item-option", { hasText: "HAND-1" }).click();
	await comes(() => form.getByLabel("Product").inputValue(), "Lamp", "a SKU of ours brings its title");
	await form.getByLabel("Quantity").fill("3");
	await form.getByLabel("Price").fill("12.30");
	await clean("the form has nothing serious or critical");
	await fits("the form fits");
	await shot("order-by-hand");
	await form.getByRole("button", { name: "Make the order" }).click();
	await page.waitForURL(/\/orders\/\d+$/);
	await comes(() => page.locator("main:not([hidden]) .od-title h1").innerText().catch(() => ""), number, "the order opens");
	same(await state(page), "Pending / 待处理", "and is pending like any other");
	await sees(place(page).locator(".place-units", { hasText: "HAND-1" }), "its line means our SKU");
	check((await page.locator("main:not([hidden]) .od-points").innerText()).includes("36.90"), "and it costs what it costs");
	await page.goto("/orders/new");
	await form.getByLabel("Order number (ours if left empty)").fill(number);
	await form.getByLabel("Recipient name *").fill("A");
	await form.getByLabel("Address *").fill("B");
	await form.locator(".new-sku input").fill("HAND-1");
	await form.getByRole("button", { name: "Make the order" }).click();
	await sees(form.getByRole("alert"), "a number that is there already is refused with words");
	same(await form.getByLabel("Recipient name *").inputValue(), "A", "and nothing typed is lost");
}

async function byNumber({ page, sees }) {
	const api = await door(page);
	let known;
	for (let i = 0; i < 120 && !known; i++) {
		known = (await api.get("/orders?tab=all&channel=shopee&limit=10")).items[0];
		if (!known) await page.waitForTimeout(250);
	}
	await page.goto("/orders");
	const fetchIt = async (number) => {
		await page.getByRole("button", { name: "Make or fetch orders" }).click();
		await page.getByRole("menuitem", { name: "Fetch by number…" }).click();
		await ask(page).getByRole("combobox", { name: "Store" }).click();
		await page.locator(".ant-select-dropdown:visible .ant-select-item-option", { hasText: known.shop.title }).click();
		await ask(page).getByLabel("Order number").fill(number);
		await ask(page).getByRole("button", { name: "Fetch" }).click();
	};
	await fetchIt("NO-SUCH-NUMBER");
	await sees(ask(page).getByRole("alert"), "a number that the channel does not know is refused with words");
	await ask(page).getByRole("button", { name: "Close" }).last().click();
	await ask(page).waitFor({ state: "hidden" });
	await fetchIt(known.ref);
	await ask(page).getByRole("link", { name: "Open the order" }).click();
	await page.waitForURL(`**/orders/${known.id}`);
	await sees(page.locator("main:not([hidden]) .od-title h1", { hasText: known.number }), "an order is fetched by its number and a click away");
}

export const flows = [
	{ name: "stock is reserved and released by hand", run: reserve, session: "own", postgres: true },
	{ name: "S001-41 and S001-63 freeze and unfreeze", run: freeze, session: "own", postgres: true },
	{ name: "S001-42 and S001-64 void and restore", run: voidAndRestore, session: "own", postgres: true },
	{ name: "a deed on many orders, each with its result", run: many, session: "own" },
	{ name: "an order by hand", run: byHand, session: "own" },
	{ name: "an order by its number", run: byNumber, session: "own" },
];
