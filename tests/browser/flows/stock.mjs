// tests/browser/flows/stock.mjs - balances and movements: counted, corrected, refused, overtaken by another person.
import { door, goods, order } from "../people.mjs";

const main = (page) => page.locator("main:not([hidden])");
const row = (page, code) => main(page).locator(".ant-table-row", { has: page.getByRole("link", { name: code, exact: true }) });
const dialog = (page) => page.locator(".ant-modal", { has: page.locator(".stock-form") });

async function open(page, code) {
	await page.goto(`/stock?find=${encodeURIComponent(code)}`);
	await row(page, code).waitFor();
	await row(page, code).getByRole("button", { name: `Adjust ${code} in MAIN` }).click();
	await dialog(page).waitFor();
}
const fill = async (page, number, why) => {
	await dialog(page).getByRole("spinbutton").fill(String(number));
	await dialog(page).getByLabel("Reason").fill(why);
};

async function adjust({ page, server, same, check, sees, comes, clean, fits, shot }) {
	const api = await door(page);
	const code = `ADJ-${Date.now() % 1000000}`;
	const { sku } = await goods(api, code, 10, "Teapot");
	await open(page, code);
	await fill(page, 8, "Stock count");
	await sees(dialog(page).locator(".stock-preview", { hasText: /On shelf\s*10 → 8/ }), "what it would change is shown before");
	await clean("the correction has nothing serious or critical");
	await shot("stock-adjust");
	await dialog(page).getByRole("button", { name: "Book", exact: true }).click();
	await comes(() => row(page, code).locator("td").nth(2).innerText(), "8", "the count is booked");
	await row(page, code).getByRole("button", { name: /^Adjust/ }).click();
	await dialog(page).getByText("Damaged", { exact: true }).first().click();
	await fill(page, 3, "Fell down");
	await dialog(page).getByRole("button", { name: "Book", exact: true }).click();
	await comes(async () => (await row(page, code).innerText()).replace(/\s+/g, " "), (s) => / 5 /.test(s) && /3 Damaged/.test(s), "damaged pieces leave the shelf");
	await row(page, code).getByRole("link", { name: code, exact: true }).click();
	await page.waitForURL(`**/stock/${sku.id}`);
	await comes(() => main(page).locator(".ant-table-row").count(), 3, "each movement has its row");
	const rows = (await main(page).locator(".ant-table-row").allInnerTexts()).map((s) => s.replace(/\s+/g, " "));
	check(/Damaged .*−3 ?5 .*Fell down/.test(rows[0]), "newest first, with what it changed, how the shelf stood then, and why", rows[0]);
	check(/−2 ?8 .*Stock count/.test(rows[1]), "so the count", rows[1]);
	check(/\+10 ?10 /.test(rows[2]), "so the receipt", rows[2]);
	check(rows[1].includes(server.user), "and who did it", rows[1]);
	await comes(() => page.locator(".strip .tab.here").innerText().then((s) => s.trim()), code, "its tab is called by the SKU");
	await clean("movements have nothing serious or critical");
	await fits("movements fit");
	await shot("stock-movements");
	await page.setViewportSize({ width: 390, height: 844 });
	await fits("movements fit 390 px");
}

async function refused({ page, sees, comes }) {
	const api = await door(page);
	const code = `NEG-${Date.now() % 1000000}`;
	await goods(api, code, 2);
	await open(page, code);
	await dialog(page).getByText("More or fewer").click();
	await fill(page, -5, "Lost");
	await sees(dialog(page).locator(".stock-preview .bad-text"), "a balance below zero is shown in red before");
	await dialog(page).getByRole("button", { name: "Book", exact: true }).click();
	await sees(dialog(page).getByRole("alert"), "and refused with words");
	await dialog(page).getByRole("button", { name: "Cancel" }).click();
	await comes(() => row(page, code).locator("td").nth(2).innerText(), "2", "nothing has changed");
}

async function overtaken({ page, sees, comes, shot }) {
	const api = await door(page);
	const code = `TWO-${Date.now() % 1000000}`;
	const { sku, store } = await goods(api, code, 10);
	await open(page, code);
	await fill(page, 9, "Counted by me");
	await api.post("/stocks/adjust", { warehouse_id: store.id, sku_id: sku.id, change: 4, kind: "shelf", why: "Found behind the door" });
	await dialog(page).getByRole("button", { name: "Book", exact: true }).click();
	await sees(dialog(page).getByText("The balance changed while you were typing: 14 on shelf, not 10."), "who counted meanwhile is told how it stands");
	await sees(dialog(page).locator(".stock-overtaken", { hasText: "Found behind the door" }), "and what the other did, and why");
	await shot("stock-overtaken");
	await dialog(page).getByRole("button", { name: "Book it all the same" }).click();
	await comes(() => row(page, code).locator("td").nth(2).innerText(), "9", "the count holds if one says so");
}

async function only({ page, same, comes }) {
	const api = await door(page);
	const short = `SHORT-${Date.now() % 1000000}`;
	await goods(api, short, 1);
	await order(api, [{ sku: short, quantity: 5 }]);
	await page.goto(`/stock?find=${short}`);
	await row(page, short).waitFor();
	await main(page).locator(".ant-segmented").getByText("Orders wait").click();
	await page.waitForURL(/only=short/);
	await comes(() => row(page, short).count(), 1, "balances that orders wait for can be listed alone");
	const line = (await api.get(`/stocks?find=${short}`)).items[0];
	same([line.on_shelf, line.waiting > 0], [1, true], "as the API has it");
}

export const flows = [
	{ name: "stock is counted and corrected, and each movement has its reason", run: adjust, session: "own", postgres: true },
	{ name: "stock does not go below zero", run: refused, session: "own" },
	{ name: "two people adjust the same SKU", run: overtaken, session: "own" },
	{ name: "balances that orders wait for", run: only, session: "own" },
];
