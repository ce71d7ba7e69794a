// tests/browser/flows/everywhere.mjs - what holds on every page: three languages, 390 px, dark, nothing serious by axe.
const PAGES = ["/", "/accounts", "/accounts/guide", "/live", "/skus", "/warehouses", "/receipts", "/receipts/new", "/maps", "/maps?view=unmapped", "/orders", "/orders/new", "/stock", "/listings", "/runs", "/tasks", "/system"];
const LOCALES = ["en", "zh-CN", "ru"];

// Goes to a page within the app, as its links do. It stands when its heading does and nothing is being asked for any more.
export async function stand(page, path) {
	await page.evaluate((to) => {
		history.pushState(null, "", to);
		dispatchEvent(new PopStateEvent("popstate"));
	}, path);
	await page.locator("main:not([hidden]) h1").waitFor();
	await page.locator("main:not([hidden]) .ant-skeleton, main:not([hidden]) .ant-spin-spinning").waitFor({ state: "detached" }).catch(() => undefined);
	await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
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
const slug = (path) => path.replace(/\W+/g, "") || "home";

async function languages({ page, check, shot }) {
	await begin(page);
	for (const locale of LOCALES) {
		await look(page, { locale });
		for (const path of PAGES) {
			await stand(page, path);
			const text = await page.locator(".frame").innerText();
			const bare = text.match(/\b(?:nav|today|orders|order|accounts|live|skus|warehouses|receipts|imports|maps|sku|stock|listings|place|deeds|bulk|new|runs|system|err|look|line|keys|trouble|page|tabs|tasks|update|plan|edits|merge)\.[a-z_]+(?:\.[a-z_]+)?\b|\{\w+\}|undefined|NaN|Invalid Date/g);
			check(!bare, `${path} in ${locale} has no missing word`, String(bare));
			await shot(`${slug(path)}-${locale}`);
		}
	}
}

async function narrow({ page, fits, check, shot }) {
	await begin(page);
	for (const locale of LOCALES) {
		await look(page, { locale });
		for (const path of PAGES) {
			await stand(page, path);
			await fits(`${path} in ${locale} fits 390 px`);
			await shot(`${slug(path)}-390-${locale}`);
		}
	}
	await page.locator(".menu-open").click();
	await page.locator(".ant-drawer .nav a[href^='/runs']").click();
	await page.waitForURL("**/runs");
	await page.locator(".ant-drawer .nav").waitFor({ state: "hidden" });
	check(true, "the menu is a drawer that closes behind who chose");
}

const closely = (theme) => async ({ page, clean, shot }) => {
	await begin(page);
	await look(page, { theme });
	for (const path of PAGES) {
		await stand(page, path);
		await clean(`${path} in ${theme} has nothing serious or critical`);
		if (theme === "dark") await shot(`${slug(path)}-dark`);
	}
	await page.getByRole("button", { name: /^Task Center/ }).click();
	await page.locator(".notices-box").waitFor();
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
