// tests/browser/flows/order.mjs - the page of one order: facts and where they came from, history, comparison, raw answer.
const ask = async (page, path) => (await page.request.get(`/api/v1${path}`)).json();

// An order that changed since it was first seen; the market moves its orders all the time.
async function changedOrder(page) {
	for (let i = 0; i < 120; i++) {
		const { items } = await ask(page, "/orders?tab=all&limit=100");
		const found = items.find((o) => o.revision > 1);
		if (found) return found;
		await page.waitForTimeout(500);
	}
	throw new Error("no order changed");
}

async function whole({ page, same, sees, comes, clean, fits, shot }) {
	const o = await changedOrder(page);
	await page.goto(`/orders/${o.id}`);
	await page.locator(".od-title h1").waitFor();
	const order = await ask(page, `/orders/${o.id}`);
	same(await page.locator(".od-title h1").innerText(), order.number, "it is called by its number");
	const both = async () => {
		const { state_label } = await ask(page, `/orders/${o.id}`);
		return (await page.locator(".od-title").innerText()).includes(`${state_label.en} / ${state_label.zh}`);
	};
	await comes(both, true, "its status in both languages");
	await comes(() => page.locator(".strip .tab.here").innerText().then((s) => s.trim()), order.number, "its tab too");
	await comes(() => page.locator(".od-lines tbody tr").count(), order.lines.length, "each line");
	const group = page.locator(".od-group", { hasText: "Payment" });
	await sees(group, "facts stand by group");
	// What the market changes meanwhile moves the marks from under the mouse.
	await comes(async () => {
		await page.mouse.move(0, 0);
		await group.locator(".od-mark").first().hover();
		return page.locator(".ant-tooltip", { hasText: /Revision \d+, / }).first().waitFor({ timeout: 1500 }).then(() => true, () => false);
	}, true, "each says which revision brought it");
	// The market may move the order on meanwhile.
	const lacks = async () => (await ask(page, `/orders/${o.id}`)).revisions.length - (await page.locator(".od-timeline li:not(.od-deed)").count());
	await comes(lacks, 0, "the timeline has every revision");
	await clean("the order page has nothing serious or critical");
	await fits("the order page fits");
	await shot("order-page");
}

async function compare({ page, check, sees, comes, shot }) {
	const o = await changedOrder(page);
	await page.goto(`/orders/${o.id}`);
	await page.locator(".od-timeline").getByRole("link", { name: "Compare" }).first().click();
	await page.locator(".od-compare").waitFor();
	const q = new URL(page.url()).searchParams;
	const told = await ask(page, `/orders/${o.id}/compare?from=${q.get("from")}&to=${q.get("to")}`);
	await comes(() => page.locator(".od-compare tbody tr:not(.od-compare-group)").count(), told.changes.length, "each difference has its row");
	await sees(page.locator(".od-compare .od-sign"), "marked as changed, added or removed");
	await page.getByRole("button", { name: "Swap" }).click();
	await page.waitForURL((u) => u.searchParams.get("from") === q.get("to"));
	check(true, "the two can be swapped, and the address names them");
	await shot("order-compare");
}

async function raw({ page, check }) {
	const o = await changedOrder(page);
	await page.goto(`/orders/${o.id}?view=raw`);
	await page.locator(".od-raw").waitFor();
	const text = await page.locator(".od-raw").innerText();
	check(text.includes(o.ref) && text.split("\n").length > 5, "the answer is set out in lines");
	check(!/access_token|partner_key/.test(text), "and holds no secret");
	await page.goto(`/orders/${o.id}?view=raw&seq=99999`);
	await page.locator(".od-main .trouble").waitFor();
	check((await page.locator(".od-main .trouble").innerText()).length > 10, "an answer that is not kept is said so");
}

async function unknown({ page, check }) {
	await page.goto("/orders/9007199254740993");
	await page.getByText("There is no such order").waitFor();
	check((await page.locator("main:not([hidden])").innerText()).includes("9007199254740993"), "an id of 64 bits is said exactly");
	await page.getByRole("link", { name: "To the list of all orders" }).click();
	await page.locator(".o-row, .ant-empty").first().waitFor();
}

export const flows = [
	{ name: "S001-39 the order page and where each fact came from", run: whole, postgres: true },
	{ name: "any two revisions compared", run: compare },
	{ name: "the raw answer", run: raw },
	{ name: "an order that is not there", run: unknown },
];
