// tests/browser/flows/hard.mjs - a person who may not see people, and an order of ten thousand lines.
import { startShop } from "../server.mjs";

const LINES = 10000;
const READ_ORDERS = 1;
const ALL = 15;

async function signedIn(page, shop, name) {
	const context = page.context();
	const answer = await context.request.post(`${shop.base}/api/v1/session`, { data: { user: name, password: `password of ${name}` } });
	if (!answer.ok()) throw new Error(`signing in: ${answer.status()} ${await answer.text()}`);
	return async (path) => (await context.request.get(`${shop.base}/api/v1${path}`)).json();
}

// Waits until the shop's orders have come.
async function someOrder(page, ask, wanted) {
	for (let i = 0; i < 480; i++) {
		const found = (await ask("/orders?tab=all&limit=100")).items.find(wanted);
		if (found) return found;
		await page.waitForTimeout(250);
	}
	throw new Error("the orders do not come");
}

const masked = (shop) => async ({ page, check, sees, shot }) => {
	const ask = await signedIn(page, shop, "clerk");
	const o = await someOrder(page, ask, (x) => x.recipient?.name);
	check(o.recipient.masked && /\*/.test(o.recipient.name), "a name is told by its first letter", o.recipient.name);
	await page.goto(`${shop.base}/orders?tab=all`);
	await page.locator(".o-row").first().waitFor();
	check(await page.locator(".o-fields").getByRole("textbox", { name: "Recipient name" }).isDisabled(), "nobody is sought by name");
	await page.locator(".o-fields").getByRole("textbox", { name: "Recipient name" }).hover({ force: true });
	await sees(page.locator(".ant-tooltip", { hasText: "your role lacks the right" }), "and it is said why");
	await page.goto(`${shop.base}/orders/${o.id}`);
	await sees(page.locator(".od-locked", { hasText: "your role lacks the right" }), "the order page says why people are masked");
	await shot("masked");
	await page.goto(`${shop.base}/orders/${o.id}?view=raw`);
	await page.locator(".od-raw").waitFor();
	await sees(page.getByText("personal values are masked"), "and so does the raw answer");
	await page.goto(`${shop.base}/`);
	await page.getByRole("row", { name: /Tea/ }).waitFor();
	check(await page.getByRole("button", { name: "Pull now" }).count() === 0, "who may not change shops is offered nothing to press");
	await page.goto(`${shop.base}/system`);
	await page.locator("main:not([hidden]) .trouble").waitFor();
	check((await page.locator("main:not([hidden]) .trouble").innerText()).length > 10, "a page that is closed to a person says so");
};

const long = (shop) => async ({ page, check, comes, fits, shot }) => {
	const ask = await signedIn(page, shop, "boss");
	await shop.tell("/orders", { shop_id: 600001, count: 1, lines: LINES, paid: true });
	await page.goto(`${shop.base}/`);
	await page.getByRole("row", { name: /Tea/ }).getByRole("button", { name: "Pull now" }).click();
	const o = await someOrder(page, ask, (x) => x.lines_count === LINES);
	const began = performance.now();
	await page.goto(`${shop.base}/orders/${o.id}`);
	await page.locator(".od-lines tbody tr").nth(3).waitFor();
	console.log(`an order of ${LINES} lines is shown after ${Math.round(performance.now() - began)} ms`);
	check((await page.locator(".od-lines tbody tr").count()) < 200, "only the lines in sight are drawn");
	// Each part is read when somebody comes near its end.
	await comes(async () => {
		await page.locator(".od-lines").evaluate((e) => (e.scrollTop = e.scrollHeight));
		return Number(await page.locator(".od-lines tbody tr[aria-rowindex]").last().getAttribute("aria-rowindex"));
	}, LINES + 1, "scrolling leads to the very last line");
	await fits("the page fits");
	await shot("ten-thousand-lines");
};

// Both on a shop of their own.
async function both(given) {
	const shop = await startShop(given.server.binary, { clerk: READ_ORDERS, boss: ALL });
	try {
		await masked(shop)(given);
		await given.context.clearCookies();
		await long(shop)(given);
	} finally {
		await shop.end();
	}
}

export const flows = [
	{ name: "a person who may not see people, and an order of 10,000 lines", run: both, session: "fresh" },
];
