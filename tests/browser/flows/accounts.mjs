// tests/browser/flows/accounts.mjs - accounts of platforms: found, authorised at the market's own page, edited, pulled, stopped, cancelled; S001-04…19.
import { startShop } from "../server.mjs";

const ALL = 255;
const PLATFORMS = ["AliExpress", "eBay", "Wish", "DHgate", "VOVA", "MaBang", "TongTu", "SuMai", "ECPP", "Shopify", "Shopee", "Lazada", "SHOPLINE"];
const NOW = "main:not([hidden])";

async function signedIn(page, shop) {
	const answer = await page.context().request.post(`${shop.base}/api/v1/session`, { data: { user: "boss", password: "password of boss" } });
	if (!answer.ok()) throw new Error(`signing in: ${answer.status()} ${await answer.text()}`);
}
const rowOf = (page, name) => page.locator(NOW).getByRole("row", { name });
const toast = (page, words) => page.locator(".ant-message").getByText(words).first().waitFor();
const drawer = (page) => page.locator(".ant-drawer-open");
async function shut(page) {
	await drawer(page).getByRole("button", { name: "Close" }).first().click();
	await drawer(page).waitFor({ state: "detached" });
}

async function list({ page, same, sees, comes, check, clean, fits, shot }) {
	await page.goto("/accounts");
	await rowOf(page, /Demo SG/).waitFor();
	const chips = page.locator(NOW).getByRole("navigation", { name: "Platform" });
	await comes(async () => (await chips.getByRole("link").allInnerTexts()).slice(0, PLATFORMS.length + 1), ["All", ...PLATFORMS], "S001-04: All and each platform can be picked");
	await chips.getByRole("link", { name: "Lazada" }).click();
	await sees(page.locator(NOW).getByText("No account fits."), "S001-04: of Lazada there is none");
	same(await chips.locator("[aria-current]").allInnerTexts(), ["Lazada"], "S001-04: the choice is highlighted");
	same(new URL(page.url()).search, "?channel=lazada", "the choice stands in the address");
	await chips.getByRole("link", { name: "Shopee" }).click();
	await sees(rowOf(page, /Demo SG/), "S001-04: of Shopee there is one");
	await page.getByLabel("Find by short name").fill("demo my");
	await comes(() => rowOf(page, /Demo SG/).count(), 0, "S001-05: only stores whose short name matches are listed");
	await sees(rowOf(page, /Demo MY/), "S001-05: which this one does");
	await page.getByLabel("Find by short name").fill("");
	await rowOf(page, /Demo SG/).waitFor();
	const heads = (await page.locator(`${NOW} thead th`).allInnerTexts()).map((h) => h.trim()).filter(Boolean);
	same(heads, ["Platform", "Store short name", "Status", "Expiry time", "Authorisation time", "Pull type", "Actions"], "S001-06: the columns");
	const text = await rowOf(page, /Demo SG/).innerText();
	check(/SHOPEE/.test(text) && /Enabled/.test(text) && /Automatic/.test(text), "S001-07: platform, status and pull type of an active row", text);
	const boxes = page.locator(`${NOW} tbody`).getByRole("checkbox");
	check(await boxes.count() >= 3, "S001-06: each row has a checkbox");
	await rowOf(page, /Demo SG/).getByRole("checkbox").check();
	await rowOf(page, /Demo MY/).getByRole("checkbox").check();
	await sees(page.locator(NOW).getByText("Chosen: 2"), "S001-19: several rows can be ticked");
	await page.locator(".a-bulk").getByRole("button", { name: "Pull now" }).click();
	await toast(page, "2 stores are being pulled.");
	await page.getByRole("button", { name: "Choose none" }).click();
	await page.locator(".a-bulk").waitFor({ state: "detached" });
	await comes(() => page.locator(`${NOW} button:disabled`).count(), 0, "the pulls come to an end");
	await clean("axe finds nothing serious in the accounts");
	await fits("the accounts fit");
	await shot("accounts");
}

async function entries({ page, sees, comes, clean, shot }) {
	await page.goto("/accounts");
	const panel = page.getByRole("region", { name: "Authorise a store" });
	await panel.getByRole("button").first().waitFor();
	for (const platform of PLATFORMS) {
		await panel.getByRole("button", { name: platform, exact: true }).click();
		await drawer(page).getByText(`Authorise a store of ${platform}`).waitFor();
		if (platform !== "Shopee")
			await sees(drawer(page).getByText("Not yet connected").first(), `S001-08: ${platform} says that it is not yet connected`);
		else
			await sees(drawer(page).getByRole("button", { name: "Authorise and verify" }), "S001-08: the authorisation of a Shopee store begins");
		await comes(() => drawer(page).locator(".a-steps li").count(), (n) => n >= 2, `S001-12: the guide of ${platform} stands beside it`);
		if (platform === "Shopee") await shot("authorise");
		await shut(page);
	}
	await page.getByRole("link", { name: "Guide to authorisation" }).click();
	await page.waitForURL("**/accounts/guide");
	await page.locator(NOW).getByRole("link", { name: "Lazada" }).click();
	await sees(page.locator(NOW).getByRole("heading", { name: "Lazada: step by step" }), "S001-12: a separate guide is reachable");
	await clean("axe finds nothing serious in the guide");
	await shot("guide");
}

// From the button of the platform to the market's own page.
async function toMarket(page, shop, title, key) {
	await page.goto(`${shop.base}/accounts`);
	await page.getByRole("region", { name: "Authorise a store" }).getByRole("button", { name: "Shopee", exact: true }).click();
	await drawer(page).getByLabel("Name of the account").fill(title);
	await drawer(page).getByLabel("Partner ID").fill(shop.market.id);
	if (key) await drawer(page).getByLabel("Partner Key").fill(key);
	await drawer(page).getByText("Special cases").click();
	await drawer(page).getByLabel("Address of the platform").fill(shop.market.base);
	await drawer(page).getByRole("button", { name: "Authorise and verify" }).click();
}

async function approve(page, shop, store, sees) {
	await page.getByRole("heading", { name: "Which shop?" }).waitFor();
	await page.getByRole("link", { name: store }).click();
	await page.waitForURL(`${shop.base}/accounts/authorised**`);
	await sees(page.getByText(/verification succeeded/), "S001-09: a real call proves the account, which is said");
}

const authorise = (shop) => async ({ page, same, sees, comes, check, shot }) => {
	await signedIn(page, shop);
	await toMarket(page, shop, "Hill", "a key that is none");
	await sees(drawer(page).getByRole("alert"), "a wrong key of a known app is refused at once");
	await drawer(page).getByLabel("Partner Key").fill("");
	await drawer(page).getByRole("button", { name: "Authorise and verify" }).click();
	await page.getByRole("heading", { name: "Which shop?" }).waitFor();
	await page.goto(`${shop.base}/accounts`);
	await sees(rowOf(page, /Hill/).getByText("Not verified"), "S001-11: who turned back has an account that is not verified");
	same(await rowOf(page, /Hill/).getByRole("button", { name: "Pull now" }).count(), 0, "S001-11: it does not pull");
	await rowOf(page, /Hill/).getByRole("button", { name: "Authorise and verify" }).click();
	await drawer(page).getByRole("button", { name: "Authorise and verify" }).click();
	await approve(page, shop, "Harbour & Hill TH 3", sees);
	same(new URL(page.url()).search, "", "the code does not stay in the address");
	await sees(page.getByText(/may take more than half an hour/), "S001-14: the first pull is announced");
	await shot("authorised");
	await page.getByRole("button", { name: "To the accounts" }).click();
	await sees(rowOf(page, /Hill/).getByText("Enabled"), "S001-10: the store is enabled");
	await comes(async () => (await rowOf(page, /Hill/).getByText("First pull").count()) === 0, true, "S001-14: its first pull comes to an end");
	await page.goto(`${shop.base}/orders?tab=all`);
	await comes(() => page.locator(".o-row", { hasText: /Hill/ }).count(), (n) => n > 0, "S001-10: it pulls orders");
	await page.goto(`${shop.base}/accounts/authorised?account=1&code=x&shop_id=1&state=y`);
	await page.locator(".ant-result-error").waitFor();
	check(true, "a code that nobody asked for is refused");
};

const keep = (shop) => async ({ page, sees, comes, same, shot }) => {
	await page.goto(`${shop.base}/accounts`);
	const row = () => rowOf(page, /Hill/);
	await row().getByRole("button", { name: "Edit" }).click();
	await drawer(page).getByLabel("Store short name").fill("泰国店");
	await drawer(page).getByLabel("Cut-over time").fill("2026-01-02T03:04");
	await drawer(page).getByRole("button", { name: "Save store settings" }).click();
	await toast(page, "Saved.");
	await shot("account-edit");
	await shut(page);
	await sees(rowOf(page, /泰国店/), "S001-15: what was edited is there");
	await page.getByLabel("Find by short name").fill("泰国");
	await comes(() => rowOf(page, /Tea/).count(), 0, "S001-05: it is found by its short name");
	await comes(() => row().getByRole("button", { name: "Pull now" }).isEnabled(), true, "it is not being pulled");
	const asked = page.waitForResponse((r) => r.request().method() === "POST" && /\/shops\/\d+\/pull$/.test(r.url()));
	await row().getByRole("button", { name: "Pull now" }).click();
	same((await asked).status(), 202, "S001-16: it is pulled at once");
	await row().getByRole("button", { name: "Stop" }).click();
	await page.getByRole("dialog").getByRole("button", { name: "Stop" }).click();
	await sees(row().getByText("Manual (stopped)"), "S001-17: it is no longer pulled by itself");
	await row().getByRole("button", { name: "Resume" }).click();
	await sees(row().getByText("Automatic"), "S001-17: it is again");
};

const lose = (shop) => async ({ page, sees, same, shot }) => {
	const row = () => rowOf(page, /泰国店/);
	await shop.tell("/tokens", { shop_id: 600075, event: "withdrawn" });
	await page.goto(`${shop.base}/accounts`);
	// Its own next pull may be quicker, and then there is no such button any more.
	await row().getByRole("button", { name: "Pull now" }).click({ timeout: 5000 }).catch(() => undefined);
	await sees(row().getByText("Must be authorised again"), "S001-13: without a valid authorisation the store shows why it obtains no orders");
	await shot("account-lost");
	await row().getByRole("button", { name: "Authorise and verify" }).click();
	await drawer(page).getByRole("button", { name: "Authorise and verify" }).click();
	await approve(page, shop, "Harbour & Hill TH 3", sees);
	await page.getByRole("button", { name: "To the accounts" }).click();
	await sees(row().getByText("Enabled"), "S001-13: authorised again, it obtains orders again");
	await row().getByRole("button", { name: /More for/ }).click();
	await page.getByRole("menuitem", { name: "Verify" }).click();
	await toast(page, /verification succeeded/);
	await row().getByRole("button", { name: /More for/ }).click();
	await page.getByRole("menuitem", { name: "Cancel authorisation" }).click();
	await page.getByText("Orders already pulled stay.").waitFor();
	await shot("account-cancel");
	await page.getByRole("dialog").getByRole("button", { name: "Cancel authorisation" }).click();
	await sees(row().getByText("Authorisation cancelled"), "S001-18: the row no longer counts as authorised");
	same(await row().getByRole("button", { name: "Pull now" }).count(), 0, "S001-18: it is not pulled any more");
};

// All on one market of their own, one after another.
async function market(given) {
	const shop = await startShop(given.server.binary, { boss: ALL }, { shops: 3 });
	try {
		await authorise(shop)(given);
		await keep(shop)(given);
		await lose(shop)(given);
	} finally {
		await shop.end();
	}
}

export const flows = [
	{ name: "S001-04 S001-05 S001-06 S001-07 S001-19 the list of accounts", run: list, postgres: true },
	{ name: "S001-08 S001-12 one entry for each platform, and the guide", run: entries },
	{ name: "S001-09 to S001-18 a store is authorised at the market, edited, stopped, lost, authorised again, given up", run: market, session: "fresh" },
];
