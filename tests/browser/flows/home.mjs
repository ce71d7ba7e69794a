// tests/browser/flows/home.mjs - Home and Recurrent tasks: shops pulled, stopped, resumed; tasks run now and set.
const home = async (page) => {
	await page.goto("/");
	await page.getByRole("row", { name: /Demo/ }).first().waitFor();
	return page.getByRole("row", { name: /Demo SG/ });
};

// The market's first pull is over at once, so the server's answer is put back to before it.
async function firstPull({ page, sees, shot }) {
	await page.route("**/api/v1/shops", async (route) => {
		const answer = await route.fetch();
		const body = await answer.json();
		for (const shop of body.items) Object.assign(shop, { complete_from: null, complete_to: null, problem: null });
		await route.fulfill({ response: answer, json: body });
	});
	const row = await home(page);
	await sees(row.getByText("First pull"), "a shop in its first pull says so");
	await sees(page.getByRole("status").getByText(/may take more than half an hour/), "and that it may take long");
	await shot("first-pull");
	await page.unrouteAll({ behavior: "ignoreErrors" }); // one may be under way
}

async function pullNow({ page, check, same }) {
	const row = await home(page);
	const asked = page.waitForResponse((r) => r.request().method() === "POST" && /\/shops\/\d+\/pull$/.test(r.url()));
	await row.getByRole("button", { name: "Pull now" }).click();
	same((await asked).status(), 202, "the pull is set off at once");
	await page.getByText("Demo SG is being pulled.").waitFor();
	check(true, "which is told");
}

async function stopAndResume({ page, check, comes, shot }) {
	const row = await home(page);
	await row.getByRole("button", { name: "Stop" }).click();
	await page.getByText("Orders already pulled stay.").waitFor();
	await shot("stop-asked");
	await page.getByRole("button", { name: "Cancel" }).click();
	await page.getByText("Orders already pulled stay.").waitFor({ state: "hidden" });
	check(await row.getByText("Stopped").isHidden(), "who cancels has stopped nothing");
	await row.getByRole("button", { name: "Stop" }).click();
	await page.getByRole("dialog").getByRole("button", { name: "Stop" }).click();
	await row.getByText("Stopped").waitFor();
	await comes(() => row.getByRole("button", { name: "Pull now" }).isEnabled(), true, "a stopped shop can be pulled by hand");
	await page.reload();
	await row.getByText("Stopped").waitFor();
	await row.getByRole("button", { name: "Resume" }).click();
	await row.getByRole("button", { name: "Stop" }).waitFor();
	await comes(() => row.getByText("Stopped").count(), 0, "resuming pulls it by itself again");
}

// Each number leads to a page that there is; of shops, to those that it counts.
async function cures({ page, check, comes, sees }) {
	await home(page);
	const hrefs = () => page.locator(".cards a").evaluateAll((links) => links.map((a) => a.getAttribute("href")));
	await comes(async () => (await hrefs()).length, (n) => n >= 10, "Home has its numbers");
	for (const href of new Set(await hrefs())) {
		await page.goto(href);
		await page.locator("main:not([hidden]) :is(h1, nav, table)").first().waitFor();
		check(await page.getByText("There is no page at this address.").count() === 0, `${href} is a page`);
	}
	await page.goto("/accounts?show=in_trouble");
	await sees(page.locator("main:not([hidden])").getByText("No shop is like that now."), "no shop is in trouble");
	await page.getByRole("link", { name: "All shops" }).click();
	await sees(page.locator("main:not([hidden])").getByRole("row", { name: /Demo SG/ }), "all shops are a click away");
}

async function tasks({ page, check, comes, sees }) {
	await page.goto("/runs");
	const row = page.getByRole("row", { name: /Pull orders.*Demo SG/ });
	await row.waitFor();
	await page.locator("main:not([hidden])").getByText("Done and proved").first().waitFor();
	await comes(() => row.locator(".mark").count(), (n) => n > 0, "a task shows its last runs");
	await row.getByRole("button", { name: /change the interval/ }).click();
	const field = row.getByLabel("Interval");
	const save = async (value) => {
		await field.fill(value);
		await row.getByRole("button", { name: "Save" }).click();
	};
	await save("999999999");
	await row.getByRole("alert").waitFor();
	check((await row.getByRole("alert").innerText()).length > 10, "an interval out of bounds is refused with words");
	await page.keyboard.press("Escape");
	await row.getByRole("button", { name: /change the interval/ }).click();
	await row.locator(".every-edit .ant-select").click();
	await page.locator(".ant-select-dropdown:visible").getByText("min", { exact: true }).click();
	await save("15");
	await row.getByText("15m").waitFor();
	check(true, "an interval within bounds is taken");
	const asked = page.waitForResponse((r) => r.request().method() === "POST" && /\/jobs\/\d+\/run$/.test(r.url()));
	await row.getByRole("button", { name: "Run now" }).click();
	check((await asked).ok(), "a task is run now");
	await page.getByLabel("Failed only").click();
	await comes(() => new URL(page.url()).search, "?failed=true", "the filter stands in the address");
	await sees(page.getByText("No run has failed.").or(page.locator("main:not([hidden]) .state.bad")), "and only failed runs are listed, if there are any");
}

export const flows = [
	{ name: "S001-14 a first pull is announced as slow", run: firstPull },
	{ name: "S001-16 pull orders now", run: pullNow },
	{ name: "S001-17 stop pulling and resume", run: stopAndResume, postgres: true },
	{ name: "each number of Home leads to its cure", run: cures },
	{ name: "recurrent tasks: last runs, interval, run now, failed ones", run: tasks, postgres: true },
];
