// tests/browser/flows/orders.mjs - the platform orders: tabs, columns, filters, ticking, views, files, what arrives meanwhile.
import { readFile } from "node:fs/promises";
import { door, handShop, order } from "../people.mjs";

const rows = (page) => page.locator(".o-row");
const rowOf = (page, id) => page.locator(`.o-row[data-id="${id}"]`);
const numbers = (page) => page.locator(".o-row .o-number").allInnerTexts();
const list = async (page, query = "") => {
	await page.goto(`/orders${query}`);
	await page.locator(".o-row, .o-nothing .ant-empty, .o-over").first().waitFor();
};
// The rows are those of the address. (The stream of hints never lets the network be idle.)
const settled = (page) => page.locator("main:not([hidden]) .orders[aria-busy=false]").waitFor();
// What was typed is applied after a pause.
const applied = async (page, name, value) => {
	await page.waitForURL((u) => u.searchParams.get(name) === value);
	await settled(page);
};
const ask = async (page, path) => (await page.request.get(`/api/v1${path}`)).json();
const filterOf = (page, name) => new URL(page.url()).searchParams.get(name);
const held = async (page, tab = "all") => (await ask(page, `/orders?tab=${tab}&limit=100`)).items;
const column = (page, title) => page.locator(".o-table thead th", { hasText: title });

async function someOrders(page) {
	for (let i = 0; i < 60; i++) {
		const all = await held(page);
		if (all.length > 20) return all;
		await page.waitForTimeout(500);
	}
	throw new Error("the market has no orders");
}

async function tabs({ page, same, comes, clean, fits, shot }) {
	await someOrders(page);
	await list(page);
	const said = await page.locator(".o-tabs button > span:nth-child(-n+2)").allInnerTexts();
	same(said, ["Pending", "待处理", "Processed", "已处理", "Marked shipped", "已标记发货", "Frozen", "冻结", "Void", "作废", "All", "全部"], "the tabs are called so");
	// The market may move one from tab to tab between two questions.
	await comes(async () => {
		const seen = new Map();
		for (const tab of ["pending", "processed", "marked_shipped", "frozen", "void"])
			for (const o of await held(page, tab)) seen.set(o.id, [...(seen.get(o.id) ?? []), tab]);
		return [...seen.values()].filter((t) => t.length !== 1);
	}, [], "each order is in exactly one");
	for (const [name, zh, tab] of [["Marked shipped", "已标记发货", "marked_shipped"], ["Void", "作废", "void"], ["Processed", "已处理", "processed"], ["Pending", "待处理", "pending"]]) {
		await page.locator(".o-tabs button", { hasText: zh }).click();
		await applied(page, "tab", tab);
		same(filterOf(page, "tab"), tab, `${name} stands in the address`);
		const others = async () => (await page.locator(".o-row .o-state").allInnerTexts()).filter((s) => s.trim() !== `${name} / ${zh}`);
		await comes(others, [], `each row of ${name} says so in both languages`);
	}
	await clean("the list has nothing serious or critical");
	await fits("the list fits its page");
	await shot("orders-list");
}

async function pendingColumns({ page, same, check }) {
	await list(page, "?tab=pending");
	const heads = (await page.locator(".o-table thead th").allInnerTexts()).map((h) => h.replace(/[↓↑↕]/g, "").trim()).filter(Boolean);
	same(heads.slice(0, 7), ["Order number", "Status", "Products", "Recipient", "Address", "Delivery method", "Remark"], "the columns stand in this order");
	check(await page.locator(".o-table thead .o-tick input").isVisible(), "and before them the box to tick");
	// One that the market leaves alone.
	const api = await door(page);
	const { id } = await order(api, [{ sku: "CCD007", quantity: 1 }], { country: "PH", postcode: "1000", delivery_method: "GoGo Xpress" });
	const o = await ask(page, `/orders/${id}`);
	await list(page, `?tab=pending&numbers=${o.number}`);
	await rowOf(page, id).waitFor();
	const text = (await rowOf(page, id).innerText()).replace(/\s+/g, " ");
	check(text.includes(o.number), "a row has the platform's number", text);
	check(text.includes("CCD007*1") && text.includes("PH 1000") && text.includes("GoGo Xpress"), "S001-39: as it was entered", text);
	check(text.includes("Pending / 待处理"), "the status in both languages", text);
	check(text.includes(o.lines_summary.split("; ")[0]), "products as SKU*pieces", text);
	check(text.includes(o.recipient.name) && text.includes(o.recipient.phone), "name and phone", text);
	check(text.includes(`${o.recipient.country || o.country} ${o.recipient.postcode}`.trim()), "country with postal code", text);
	check(text.includes(o.delivery_method), "the delivery method", text);
	check(!/undefined|null|NaN/.test(await page.locator(".o-table tbody").innerText()), "what is missing is empty");
}

async function otherColumns({ page, same, check, comes }) {
	for (const tab of ["processed", "marked_shipped"]) {
		await list(page, `?tab=${tab}`);
		const heads = (await page.locator(".o-table thead th").allInnerTexts()).map((h) => h.replace(/[↓↑↕]/g, "").trim()).filter(Boolean);
		same(heads.slice(0, 7), ["Order number", "Status", "Numbers", "Products", "Recipient", "Address", "Delivery method"], `the columns of ${tab}`);
	}
	const id = await rows(page).first().getAttribute("data-id");
	const { ref } = await ask(page, `/orders/${id}`);
	const cell = async () => (await rowOf(page, id).locator("td").nth(3).innerText()).trim();
	same((await cell()).split("\n").pop(), ref, "the numbers end with the reference: the platform's number");
	await comes(async () => {
		const { tracking } = await ask(page, `/orders/${id}`);
		return !tracking || (await cell()).includes(tracking);
	}, true, "a tracking number is shown where there is one");
	const many = (await held(page, "marked_shipped")).find((x) => x.lines_summary.split("; ").length === 2);
	if (many) {
		await list(page, `?tab=all&numbers=${many.ref}`);
		same((await page.locator(".o-row .o-products > div").allInnerTexts()).join("; "), many.lines_summary, "several products stand one under another");
	}
}

async function filters({ page, same, check, sees, comes }) {
	const all = await someOrders(page);
	const o = all.find((x) => x.channel === "shopee" && x.recipient && /^[A-Za-z]{3,}/.test(x.recipient.name) && /^\d{8,}$/.test(x.recipient.phone) && x.delivery_method) ?? all[0];
	await list(page, "?tab=all");
	const field = (name) => page.locator(".o-fields").getByRole("textbox", { name, exact: true });
	const box = (name) => page.locator(".o-fields").getByRole("combobox", { name, exact: true });

	await page.keyboard.press("/");
	await page.keyboard.type(o.number.slice(0, 9).toLowerCase());
	await applied(page, "number", o.number.slice(0, 9).toLowerCase());
	same(filterOf(page, "number"), o.number.slice(0, 9).toLowerCase(), "/ leads to the number, and what is typed is applied after a pause");
	check((await numbers(page)).includes(o.number), "the beginning of a number finds the order, in any case");
	await field("Order number").fill("");
	await applied(page, "number", null);

	await field("Recipient name").fill(o.recipient.name.slice(0, 4).trim().toUpperCase());
	await field("Recipient name").press("Enter");
	await applied(page, "name", o.recipient.name.slice(0, 4).trim().toUpperCase());
	const named = (await page.locator(".o-row").allInnerTexts()).map((s) => s.toLowerCase());
	check(named.length > 0 && named.every((s) => s.includes(o.recipient.name.slice(0, 4).trim().toLowerCase())), "a name is found whatever its case", o.recipient.name);
	await field("Recipient phone").fill(o.recipient.phone.slice(-5));
	await applied(page, "phone", o.recipient.phone.slice(-5));
	check((await numbers(page)).includes(o.number), "the end of a phone number finds it too, together with the name");
	await page.getByRole("button", { name: "Reset" }).first().click();
	await comes(() => [filterOf(page, "name"), filterOf(page, "phone")], [null, null], "Reset takes all filters away");

	const choose = async (name, option, filter, value, sentence) => {
		await box(name).click();
		await page.locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option", { hasText: option }).first().click();
		await page.keyboard.press("Escape");
		await comes(() => filterOf(page, filter), value, sentence);
		await settled(page);
	};
	await choose("Platform", "Shopee", "channel", "shopee", "the platform");
	await choose("Store", o.shop.title, "shop", o.shop.id, "the store, by an id that stays exact");
	await choose("Delivery method", o.delivery_method, "delivery_method", o.delivery_method, "the delivery method");
	await choose("Country", o.country, "country", o.country, "the country");
	await choose("System order status", "None", "outbound", "none", "the status of the system order");
	check((await rows(page).count()) > 0, "all together they find orders");
	// Meanwhile orders arrive, which the list only announces, and move on.
	const alike = async () => {
		const answered = (await ask(page, `/orders?limit=100&${new URL(page.url()).searchParams}`)).items.map((x) => x.number);
		const listed = (await numbers(page)).slice(0, 5);
		return listed.length > 0 && answered.filter((n) => listed.includes(n)).join() === listed.join();
	};
	await comes(alike, true, "the list is what the API answers to the address, in its order");
	await page.locator(".o-chips .ant-tag", { hasText: "Platform" }).locator(".ant-tag-close-icon").click();
	await comes(() => filterOf(page, "channel"), null, "a chip takes its filter away");

	await page.goBack();
	await comes(() => filterOf(page, "channel"), "shopee", "back brings it again");
	await sees(page.locator(".o-chips .ant-tag", { hasText: "Shopee" }), "… and shows it");
	await settled(page);
	const before = await numbers(page);
	await page.reload();
	await rows(page).first().waitFor();
	await comes(alike, true, "a reload lists what the API answers");
	const again = (await numbers(page)).filter((n) => before.includes(n)).length;
	check(again > before.length / 2, "a reload of the address shows the same orders, but for what moved on meanwhile", `${again} of ${before.length}`);

	await page.goto("/orders?tab=all");
	await rows(page).first().waitFor();
	await page.getByRole("button", { name: "Pull time" }).click();
	await page.getByRole("button", { name: "Today" }).click();
	await comes(() => filterOf(page, "pulled_from"), (v) => !Number.isNaN(Date.parse(v)), "the pull time, from midnight on");
	await page.getByLabel("To (exclusive)").fill("2020-01-01T00:00");
	await page.locator(".o-nothing, .o-wrong").first().waitFor();
	check(true, "a time when nothing was pulled finds nothing, or is refused with words");
}

async function platforms({ page, comes }) {
	await handShop(await door(page));
	await list(page, "?tab=processed");
	await page.locator(".o-fields").getByRole("combobox", { name: "Platform", exact: true }).click();
	const drawer = page.locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden)");
	await comes(() => drawer.locator(".ant-select-item-option").allInnerTexts(), ["All", "AliExpress 速卖通", "eBay", "Wish", "DHgate 敦煌", "VOVA", "Shopify", "Shopee", "Lazada", "MaBang", "By hand 手工"], "the platforms are offered so, those without a platform last");
	await page.keyboard.press("Escape");
	await drawer.waitFor({ state: "hidden" });
	await page.locator(".o-fields").getByRole("combobox", { name: "System order status", exact: true }).click();
	await drawer.locator(".ant-select-item-option", { hasText: "Draft" }).waitFor();
	// The list draws only what is in sight.
	const states = new Set();
	await comes(async () => {
		(await drawer.locator(".ant-select-item-option").allInnerTexts()).forEach((s) => states.add(s));
		await drawer.locator(".rc-virtual-list-holder").evaluate((e) => (e.scrollTop = e.scrollHeight));
		return [...states];
	}, ["All", "None", "Draft", "Audited", "Arranged", "Picked", "Packed", "Invoiced", "Dispatched", "Delivered", "Cancelled", "Returned"], "All and the eleven words");
}

async function severalNumbers({ page, same, check, context, sees, comes }) {
	await context.grantPermissions(["clipboard-read", "clipboard-write"]).catch(() => undefined);
	const all = await someOrders(page);
	const wanted = all.slice(3, 6).map((o) => o.ref);
	await list(page, "?tab=all");
	await page.getByRole("button", { name: "Several numbers" }).click();
	await page.getByLabel("Several order numbers").fill(`${wanted.join("\n")}\n  NOSUCH-1, NOSUCH-2;${wanted[0]}`);
	await sees(page.locator(".o-numbers").getByText("Numbers: 5"), "blanks, commas and doubles are understood");
	// By the keyboard: while the first pull goes on the page moves under the mouse.
	await page.getByLabel("Several order numbers").press("Control+Enter");
	await page.waitForURL((u) => u.searchParams.get("numbers")?.startsWith(wanted[0]));
	await sees(page.locator(".o-missing"), "what nobody has is said");
	await comes(async () => (await numbers(page)).sort(), [...wanted].sort(), "exactly these orders are listed");
	check((await page.locator(".o-missing").innerText()).includes("NOSUCH-1, NOSUCH-2"), "and those that nobody has are named");
	await page.locator(".o-alert").getByRole("button", { name: "Copy" }).click();
	await page.getByText("Copied").waitFor();
	same(await page.evaluate(() => navigator.clipboard.readText()), "NOSUCH-1\nNOSUCH-2", "they can be copied");
	await page.reload();
	await page.locator(".o-missing").waitFor();
	await comes(() => rows(page).count(), 3, "the address keeps them");
}

async function ticking({ page, same, sees, comes }) {
	await someOrders(page);
	await list(page, "?tab=all");
	await rows(page).nth(2).locator("input[type=checkbox]").click();
	await sees(page.getByText("1 ticked"), "one by one");
	await page.locator(".o-table thead .o-tick input").click();
	const bar = page.locator(".o-tickbar");
	await comes(() => bar.innerText(), (s) => /on this page ticked/.test(s), "all on the page");
	await bar.getByRole("button", { name: /Tick all .* that match/ }).click();
	await comes(() => bar.innerText(), (s) => /All [\d,]+ that match are ticked/.test(s), "all that match");
	same(await rows(page).first().getAttribute("aria-selected"), "true", "which the rows show");
	await bar.getByRole("button", { name: "Untick all" }).click();
	await comes(() => bar.count(), 0, "and none again");
	await page.keyboard.press("j");
	await page.keyboard.press("j");
	await page.keyboard.press("k");
	await page.keyboard.press("x");
	const here = page.locator(".o-row.o-here");
	await comes(() => here.getAttribute("aria-selected"), "true", "j and k move, x ticks");
	const open = await here.getAttribute("data-id");
	await page.keyboard.press("Enter");
	await page.locator(".od-title h1").waitFor();
	same(new URL(page.url()).pathname, `/orders/${open}`, "Enter opens");
	await page.goBack();
	await comes(() => page.locator(".o-row[aria-selected=true]").count(), 1, "the tick is still there after looking at an order");
}

async function arriving({ page, check, same, comes }) {
	await someOrders(page);
	await list(page, "?tab=all");
	const first = await numbers(page);
	const bar = page.locator(".o-fresh button");
	await bar.waitFor({ timeout: 90000 });
	same((await numbers(page))[0], first[0], "what is new does not push the rows away");
	check(/\d+\+? new orders? — show/.test(await bar.innerText()), "but is announced", await bar.innerText());
	await bar.click();
	await comes(async () => (await numbers(page))[0], (n) => n && !first.includes(n), "and shown when it is asked for");
	const freshness = await rows(page).first().locator("td").last().innerText();
	check(/\d+ (min|h|d)/.test(freshness), "each row says when it was checked last", freshness);
	check(/Next check: /.test(await rows(page).first().locator("td").last().locator(".o-dim").getAttribute("title")), "and when it will be next");
}

async function views({ page, same, check, context, sees }) {
	await list(page, "?tab=void&sort=ship_by");
	const name = `Голова 视图 ${Date.now() % 100000}`;
	const menu = page.locator(".o-views");
	await menu.click();
	await page.getByRole("menuitem", { name: "Save this view…" }).click();
	await page.getByLabel("Name of the view").fill(name);
	await page.getByRole("button", { name: "Save", exact: true }).click();
	await sees(menu.getByText(name), "a view is saved and shown by its name");
	const other = await context.newPage();
	await list(other, "?tab=pending");
	await other.getByRole("button", { name: /Saved views/ }).click();
	await other.getByText(name).click();
	await other.waitForURL(/tab=void/);
	same(filterOf(other, "sort"), "ship_by", "another window chooses it");
	await menu.click();
	await page.getByRole("button", { name: `Rename: ${name}` }).click();
	await page.getByLabel("Name of the view").fill(`${name} b`);
	await page.getByRole("button", { name: "Save", exact: true }).click();
	await menu.getByText(`${name} b`).waitFor();
	await other.locator(".o-views").click();
	await other.getByRole("button", { name: `Save the present filters here: ${name}` }).click();
	await other.getByText(/changed in another window/).waitFor();
	check(true, "who is late is told that another window was first");
	await menu.click();
	await page.getByRole("button", { name: `Delete: ${name} b` }).click();
	await page.locator(".ant-modal").getByRole("button", { name: "Delete" }).click();
	await page.getByRole("button", { name: "Saved views" }).waitFor();
	check(true, "and deleted");
}

async function files({ page, same, check }) {
	const all = await someOrders(page);
	const wanted = all.slice(0, 3);
	await list(page, `?tab=all&numbers=${wanted.map((o) => o.ref).join(",")}`);
	const get = async (format) => {
		await page.getByRole("button", { name: "Export" }).first().click();
		const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: new RegExp(`^${format}`) }).click()]);
		return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
	};
	const csv = await get("CSV");
	const text = csv.bytes.toString("utf8");
	check(/\.csv$/.test(csv.name), "a file of its kind", csv.name);
	same(csv.bytes.subarray(0, 3).toString("hex"), "efbbbf", "that spreadsheets read as UTF-8");
	same(text.trimEnd().split("\r\n").length, 4, "with a line of titles and one for each order");
	check(wanted.every((o) => text.includes(o.number)), "it holds the orders that are listed");
	await page.getByRole("button", { name: /^Task Center/ }).click();
	await page.locator(".notices-box").getByText(/is saved/).first().waitFor();
	check(true, "the Task Center says that it is there");
	await page.keyboard.press("Escape");
	const xlsx = await get("XLSX");
	same(xlsx.bytes.subarray(0, 2).toString(), "PK", "and as a workbook");
}

async function looks({ page, same, check, comes }) {
	await someOrders(page);
	await list(page, "?tab=pending");
	await page.getByRole("button", { name: "Columns" }).click();
	const remark = page.getByRole("checkbox", { name: "Remark" });
	await remark.click();
	await comes(() => remark.isChecked(), false, "a column is ticked off");
	await page.getByRole("button", { name: "Move Recipient forward" }).click();
	await page.getByText("Roomy").click();
	await page.keyboard.press("Escape");
	await comes(() => column(page, "Remark").count(), 0, "a column can be left out");
	await page.reload();
	await rows(page).first().waitFor();
	const heads = await page.locator(".o-table thead th").allInnerTexts();
	check(heads.indexOf("Recipient") < heads.indexOf("Products"), "and moved, as the browser remembers", heads.join());
	same(Math.round((await rows(page).first().boundingBox()).height), 62, "rows can be higher");
	await page.getByRole("button", { name: "Columns" }).click();
	await page.getByRole("button", { name: "As usual" }).click();
	await column(page, "Remark").waitFor();
	check(true, "as usual brings all back");
}

async function absurd({ page, check, same }) {
	await list(page, "?tab=all&phone=1");
	check(/phone/.test(await page.locator(".o-fields .o-wrong").innerText()), "the server's sentence stands under the field");
	await page.getByRole("button", { name: "Reset" }).first().click();
	await rows(page).first().waitFor();
	await list(page, `?tab=all&name=${encodeURIComponent("<img src=x onerror=window.hit=1>")}&number=${"9".repeat(90)}`);
	same(await page.evaluate(() => window.hit), undefined, "markup in a filter stays text");
	check(await page.locator(".o-chips").innerText().then((s) => s.includes("<img")), "and is shown as such");
}

async function phone({ page, fits, clean, shot, sees, comes }) {
	const all = await someOrders(page);
	await page.goto("/orders?tab=all");
	await page.locator(".o-cards li").first().waitFor();
	await fits("cards fit 390 px");
	await page.getByRole("button", { name: "Filters" }).click();
	await page.locator(".orders-drawer").getByLabel("Order number", { exact: true }).fill(all[2].number);
	await page.locator(".orders-drawer .ant-drawer-footer button").click();
	await page.locator(".o-chips .ant-tag").waitFor();
	await comes(() => page.locator(".o-cards li").count(), 1, "filters stand in a drawer");
	await clean("the cards have nothing serious or critical");
	await shot("orders-cards-390");
	await page.locator(".o-cards li a").first().click();
	await page.locator(".od-title h1").waitFor();
	await fits("the order page fits 390 px");
	await sees(page.locator(".od-timeline"), "with its timeline");
}

export const flows = [
	{ name: "S001-37 five tabs, S001-58 labels in both languages", run: tabs },
	{ name: "S001-38 and S001-39 a pending order's row, S001-56 what is missing", run: pendingColumns },
	{ name: "S001-53, S001-54 and S001-55 a processed order's row", run: otherColumns },
	{ name: "S001-35, S001-51 and S001-57 every filter, alone and together, in the address", run: filters },
	{ name: "S001-52 and S001-65 what the filters offer", run: platforms },
	{ name: "S001-36 several numbers", run: severalNumbers, postgres: true },
	{ name: "S001-40 ticking", run: ticking },
	{ name: "orders arrive while one looks", run: arriving },
	{ name: "saved views", run: views, postgres: true },
	{ name: "files of what is listed", run: files },
	{ name: "columns and height of rows", run: looks },
	{ name: "filters that make no sense", run: absurd },
	{ name: "orders on a phone", run: phone, width: 390, height: 844 },
];
