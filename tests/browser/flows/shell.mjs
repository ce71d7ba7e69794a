// tests/browser/flows/shell.mjs - the frame: signing in, the menu, tabs, language, keyboard.
const open = async (page, path) => {
	await page.goto(path);
	await page.locator("main:not([hidden]) h1").waitFor();
};
const tabs = (page) => page.locator(".strip .tab a").allInnerTexts();
const path = (page) => new URL(page.url()).pathname;

async function signIn({ page, server, check, same, shot }) {
	await page.goto("/runs");
	await page.getByLabel("User", { exact: true }).waitFor();
	await shot("signin");
	await page.getByRole("button", { name: "Sign in" }).click();
	await page.getByText("Please fill this in.").nth(1).waitFor();
	same(await page.getByText("Please fill this in.").count(), 2, "what is missing is said at each field");
	await page.getByLabel("User", { exact: true }).fill("admin");
	await page.getByLabel("Password", { exact: true }).fill("wrong");
	await page.getByLabel("Password", { exact: true }).press("Enter");
	await page.getByText("User or password is wrong.").waitFor();
	same(await page.getByLabel("User", { exact: true }).inputValue(), "admin", "the name stays after a wrong password");
	await page.getByLabel("Password", { exact: true }).fill(server.password);
	await page.getByRole("button", { name: "Sign in" }).click();
	await page.locator("main:not([hidden]) h1").waitFor();
	same(path(page), "/runs", "signing in leads to the page that was asked for");
	await page.getByRole("button", { name: /user menu/ }).click();
	await page.getByText("Sign out").click();
	await page.getByLabel("User", { exact: true }).waitFor();
	await page.reload();
	await page.getByLabel("User", { exact: true }).waitFor();
	check(true, "after signing out nothing is shown any more");
}

async function menu({ page, same, comes }) {
	await open(page, "/");
	const entries = page.locator(".side .nav a");
	same(await entries.allInnerTexts(), ["Home", "Platform accounts", "SKU mapping", "Platform orders", "Receipts", "Balances", "Listings", "SKUs", "Warehouses", "Go-live", "Recurrent tasks", "System state"], "the menu offers what is built");
	for (const [name, at] of [["SKU mapping", "/maps"], ["Balances", "/stock"], ["Recurrent tasks", "/runs"], ["System state", "/system"], ["Platform orders", "/orders"]]) {
		await page.locator(".side").getByRole("link", { name }).click();
		await page.locator("main:not([hidden]) h1").waitFor();
		await comes(() => path(page), at, `${name} opens its page`);
	}
	await page.getByRole("button", { name: "Make the menu narrow" }).click();
	await page.reload();
	await page.getByRole("button", { name: "Make the menu wide" }).waitFor();
	same(await page.locator(".side .nav a").first().innerText(), "", "a narrow menu stays narrow");
}

async function corner({ page, same, sees }) {
	for (const at of ["/", "/orders", "/runs", "/system"]) {
		await open(page, at);
		await sees(page.getByRole("button", { name: /^Language: English/ }), `${at} has the language switch`);
		await sees(page.getByRole("button", { name: /user menu/ }), `${at} has the person's name`);
	}
	for (const [name, lang, heading] of [["简体中文", "zh-CN", "系统状态"], ["Русский", "ru", "Состояние системы"], ["English", "en", "System state"]]) {
		await page.locator(".corner button:has(.anticon-global)").click();
		await page.getByRole("menuitem", { name }).click();
		await page.getByRole("heading", { name: heading, exact: true }).waitFor();
		same(await page.evaluate(() => document.documentElement.lang), lang, `the document says that it is ${name}`);
		await page.reload();
		await page.getByRole("heading", { name: heading, exact: true }).waitFor();
	}
	// Chosen in mid-work it is noted with the person, so it is there in another browser too.
	await page.locator(".corner button:has(.anticon-global)").click();
	const noted = page.waitForResponse((r) => r.request().method() === "PUT");
	await page.getByRole("menuitem", { name: "Русский" }).click();
	same((await noted).ok(), true, "the language is noted with the person");
	await page.evaluate(() => localStorage.clear());
	await page.reload();
	await page.getByRole("heading", { name: "Состояние системы", exact: true }).waitFor();
	await page.locator(".corner button:has(.anticon-global)").click();
	const back = page.waitForResponse((r) => r.request().method() === "PUT");
	await page.getByRole("menuitem", { name: "English" }).click();
	await back;
}

async function pagesAsTabs({ page, comes, check, shot }) {
	await open(page, "/");
	await page.locator(".side").getByRole("link", { name: "Platform orders" }).click();
	await page.locator(".side").getByRole("link", { name: "Recurrent tasks" }).click();
	await page.locator(".side").getByRole("link", { name: "System state" }).click();
	await comes(() => tabs(page), ["Home", "Platform orders", "Recurrent tasks", "System state"], "each page opens as a further tab");
	check(await page.getByRole("button", { name: "Close Home" }).count() === 0, "Home has no close mark");
	await shot("tabs");
	await page.goBack();
	await comes(() => path(page), "/runs", "back leads to the tab before");
	await page.goForward();
	await comes(() => path(page), "/system", "forward leads on again");
	await page.reload();
	await page.locator("main:not([hidden]) h1").waitFor();
	await comes(async () => (await tabs(page)).length, 4, "the tabs outlast a reload");
	await page.getByRole("button", { name: "Close System state" }).click();
	await comes(() => path(page), "/runs", "closing shows the neighbour");
	await page.locator(".strip .tab").nth(1).click({ button: "middle" });
	await comes(() => tabs(page), ["Home", "Recurrent tasks"], "a middle click closes");
	await page.getByRole("button", { name: "Close Recurrent tasks" }).click();
	await comes(async () => [await tabs(page), path(page)], [["Home"], "/"], "Home stays");
	await page.goto("/nothing/here");
	await page.getByText("There is no page at this address.").waitFor();
}

async function keyboard({ page, same, comes, check }) {
	await open(page, "/");
	// The second key must come within a moment, which a busy machine may miss.
	const leap = (key, heading) => comes(async () => {
		await page.keyboard.press("g");
		await page.keyboard.press(key);
		return page.getByRole("heading", { name: heading }).waitFor({ timeout: 4000 }).then(() => true, () => false);
	}, true, `g ${key} leads to ${heading}`);
	await leap("s", "System state");
	await leap("r", "Recurrent tasks");
	await page.keyboard.press("?");
	await page.getByText("Keyboard shortcuts").waitFor();
	await page.keyboard.press("Escape");
	await page.getByText("Keyboard shortcuts").waitFor({ state: "hidden" });
	await page.evaluate(() => {
		const field = document.createElement("input");
		field.id = "typing";
		document.querySelector("main:not([hidden])").append(field);
	});
	await page.locator("#typing").pressSequentially("g s?");
	same([path(page), await page.locator("#typing").inputValue()], ["/runs", "g s?"], "no shortcut fires while somebody types");
	check(await page.getByText("Keyboard shortcuts").isHidden(), "nor is the list of shortcuts shown");
}

export const flows = [
	{ name: "signing in: a wrong password, the right one, and out", run: signIn, session: "fresh", postgres: true },
	{ name: "S001-01 the main menu", run: menu },
	{ name: "S001-02 language and person on every page", run: corner, session: "own" },
	{ name: "S001-03 pages open as tabs", run: pagesAsTabs, postgres: true },
	{ name: "keyboard shortcuts", run: keyboard },
];
