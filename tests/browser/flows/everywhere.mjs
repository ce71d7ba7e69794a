// tests/browser/flows/everywhere.mjs - what holds on every page: three languages, 390 px, dark, nothing serious by axe.
import { door, order } from "../people.mjs";

const PAGES = ["/", "/accounts", "/accounts/guide", "/live", "/skus", "/warehouses", "/receipts", "/receipts/new", "/maps", "/maps?view=unmapped", "/orders", "/orders/new", "/stock", "/listings", "/runs", "/tasks", "/system"];
const LOCALES = ["en", "zh-CN", "ru"];

// Goes to a page within the app, as its links do. It stands when its heading does and nothing is being asked for any more.
async function stand({ page, still }, path) {
	await page.evaluate((to) => {
		history.pushState(null, "", to);
		dispatchEvent(new PopStateEvent("popstate"));
	}, path);
	await page.locator("main:not([hidden]) h1").waitFor();
	await still();
}

// Pages that are there once something was done: an order, its past, a task with its results, the task that tries it again. The
// order is by hand, so the living market leaves it alone, and is of no channel, so its update fails with words.
let made;
async function pagesOf({ page }) {
	if (made) return made;
	const api = await door(page);
	const own = await order(api, [{ sku: "SEEN-1", quantity: 2, price: "3.50" }]);
	const { ver } = await api.get(`/orders/${own.id}`);
	await api.put(`/orders/${own.id}/edits`, { fields: [{ field: "consignee_phone", value: "6561234567" }], lines: [], why: "Asked for by phone" }, ver);
	const task = await api.post("/orders/update", { ids: [own.id], mode: "keep", release: false });
	for (let i = 0; i < 400 && !(await api.get(`/tasks/${task.id}`)).ended_at; i++) await page.waitForTimeout(100);
	made = { list: `/orders?tab=all&numbers=${own.number}`, all: [...PAGES, `/orders/${own.id}`, `/orders/${own.id}?view=time`, `/tasks/${task.id}`] };
	return made;
}

// The question before an update, over the list; closed again.
async function asking(given, look) {
	const { page, still } = given;
	await stand(given, (await pagesOf(given)).list);
	const boxes = page.locator("main:not([hidden])").locator(".o-row, .o-cards li").getByRole("checkbox");
	await boxes.first().check();
	await page.locator("main:not([hidden]) .o-update").click();
	await page.locator(".up-dialog .up-refusal", { hasText: "CHANNEL_NOT_UPDATABLE" }).waitFor();
	await still();
	await look();
	await page.keyboard.press("Escape");
	await page.locator(".up-dialog").waitFor({ state: "detached" });
	await boxes.first().uncheck();
}
// As another window of the same person would choose it.
const look = (page, change) => page.evaluate((c) => {
	localStorage.setItem("lockstep.look", JSON.stringify(c));
	dispatchEvent(new StorageEvent("storage", { key: "lockstep.look" }));
}, change);
async function begin(page) {
	await page.goto("/");
	await page.locator("main:not([hidden]) h1").waitFor();
}
const slug = (path) => path.replace(/\W+/g, "").replace(/\d{6,}/, "one") || "home";
const BARE = /\b(?:nav|today|orders|order|accounts|live|skus|warehouses|receipts|imports|maps|sku|stock|listings|place|deeds|bulk|new|runs|system|err|cure|look|line|keys|trouble|page|tabs|tasks|update|plan|edits|merge|time|change|field)\.[a-z_]+(?:\.[a-z_]+)?\b|\{\w+\}|undefined|NaN|Invalid Date/g;

async function languages(given) {
	const { page, check, shot } = given;
	await begin(page);
	const said = async (where, what, locale) => {
		const bare = (await page.locator(what).innerText()).match(BARE);
		check(!bare, `${where} in ${locale} has no missing word`, String(bare));
		await shot(`${slug(where)}-${locale}`);
	};
	for (const locale of LOCALES) {
		await look(page, { locale });
		for (const path of (await pagesOf(given)).all) {
			await stand(given, path);
			await said(path, ".frame", locale);
		}
		await asking(given, () => said("/update", ".up-dialog", locale));
	}
}

async function narrow(given) {
	const { page, fits, check, shot, still } = given;
	await begin(page);
	for (const locale of LOCALES) {
		await look(page, { locale });
		for (const path of (await pagesOf(given)).all) {
			await stand(given, path);
			await fits(`${path} in ${locale} fits 390 px`);
			await shot(`${slug(path)}-390-${locale}`);
		}
		await asking(given, async () => {
			await fits(`the question before an update in ${locale} fits 390 px`);
			await shot(`update-390-${locale}`);
		});
	}
	await page.locator(".menu-open").click();
	await still();
	await page.locator(".ant-drawer .nav a[href^='/runs']").click();
	await page.waitForURL("**/runs");
	await page.locator(".ant-drawer .nav").waitFor({ state: "hidden" });
	check(true, "the menu is a drawer that closes behind who chose");
}

const closely = (theme) => async (given) => {
	const { page, clean, shot } = given;
	await begin(page);
	await look(page, { theme });
	for (const path of (await pagesOf(given)).all) {
		await stand(given, path);
		await clean(`${path} in ${theme} has nothing serious or critical`);
		if (theme === "dark") await shot(`${slug(path)}-dark`);
	}
	await asking(given, () => clean(`the question before an update in ${theme} has nothing serious or critical`));
	await page.getByRole("button", { name: /^Task Center/ }).click();
	await page.locator(".notices-box .tc-task").first().waitFor();
	await clean(`the Task Center in ${theme} has nothing serious or critical`);
};

async function signInClosely({ page, clean, fits }) {
	await page.goto("/");
	await page.getByLabel("User", { exact: true }).waitFor();
	await clean("signing in has nothing serious or critical");
	await page.setViewportSize({ width: 390, height: 800 });
	await fits("signing in fits 390 px");
}

export const flows = [
	{ name: "three languages on every page", run: languages, session: "own" },
	{ name: "390 px on every page", run: narrow, session: "own", width: 390, height: 800 },
	{ name: "axe-core in light", run: closely("light") },
	{ name: "axe-core in dark", run: closely("dark"), colours: "dark" },
	{ name: "axe-core and 390 px of signing in", run: signInClosely, session: "fresh" },
];
