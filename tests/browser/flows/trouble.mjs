// tests/browser/flows/trouble.mjs - the session ends in mid-work, the server is away and back, two windows.
const typeSomething = (page, text) => page.evaluate((value) => {
	const field = document.createElement("textarea");
	field.id = "draft";
	field.value = value;
	document.querySelector("main:not([hidden])").append(field);
}, text);
const draft = (page) => page.locator("#draft").inputValue();

async function sessionEnds({ page, context, server, sees, same, comes, shot, clean }) {
	await page.goto("/runs");
	await page.locator("main:not([hidden]) h1").waitFor();
	await typeSomething(page, "half a sentence");
	await context.clearCookies();
	await comes(async () => {
		await page.keyboard.press("g");
		await page.keyboard.press("s"); // asks the server; the second key must come within a moment
		return page.getByText("Your session has ended").waitFor({ timeout: 4000 }).then(() => true, () => false);
	}, true, "whose session has ended is told so");
	await shot("session-ended");
	await clean("signing in again has nothing serious or critical");
	same(await page.getByLabel("User", { exact: true }).inputValue(), server.user, "the name is filled in already");
	await page.getByLabel("Password", { exact: true }).fill(server.password);
	await page.getByLabel("Password", { exact: true }).press("Enter");
	await page.getByText("Your session has ended").waitFor({ state: "detached" });
	same(await draft(page), "half a sentence", "nothing typed is lost");
	await sees(page.getByRole("heading", { name: "System state" }), "the page goes on where it was");
}

async function twoWindows({ page, context, check }) {
	const other = await context.newPage();
	for (const p of [page, other]) {
		await p.goto("/");
		await p.locator("main:not([hidden]) h1").waitFor();
	}
	await other.getByRole("button", { name: /user menu/ }).click();
	await other.getByText("Sign out").click();
	await page.getByText("Your session has ended").waitFor();
	check(true, "signing out in one window is noticed in the other");
}

async function serverAway({ page, server, same, sees, shot }) {
	await page.goto("/system");
	await page.locator("main:not([hidden]) h1").waitFor();
	await typeSomething(page, "kept");
	await server.stop();
	await page.getByText("The server does not answer.").first().waitFor();
	await shot("away");
	await server.again();
	await page.getByText("The server does not answer.").first().waitFor({ state: "detached" });
	same(await draft(page), "kept", "nothing typed is lost while the server is away");
	await sees(page.getByText("Connected again."), "it is told that the server is back");
}

export const flows = [
	{ name: "the session ends in mid-work", run: sessionEnds, session: "own" },
	{ name: "two windows: signed out in one", run: twoWindows, session: "own" },
	{ name: "the server is away and comes back", run: serverAway, session: "own", last: true, postgres: true },
];
