// tests/browser/flows/live.mjs - the first day: what is missing is named with its cure; met, the tenant goes live; S004-11, 12.
import { door, goods } from "../people.mjs";
import { startShop } from "../server.mjs";

const ALL = 255;
const main = (page) => page.locator("main:not([hidden])");
const NOT_LIVE = /Sync not allowed as Tenant is not Live yet/;

async function goLive(given) {
	const { page, check, same, sees, comes, clean, fits, shot } = given;
	const shop = await startShop(given.server.binary, { boss: ALL });
	try {
		await page.request.post(`${shop.base}/api/v1/session`, { data: { user: "boss", password: "password of boss" } });
		const api = await door(page, shop.base);
		// The first pull is over when its orders wait for mappings.
		await comes(async () => (await api.get("/maps/unmapped?limit=200")).items.length, (n) => n > 0, "orders wait for mappings");
		await page.goto(`${shop.base}/live`);
		await sees(main(page).getByText(NOT_LIVE), "who is not live is told what does not run");
		const check1 = (name) => main(page).locator(".live-check", { hasText: name });
		await sees(check1("Connect the stores").getByText("Done"), "what is met is marked");
		await sees(check1("Map the SKUs").getByText("Missing"), "what is missing too");
		await sees(check1("Map the SKUs").getByText(/^Platform SKUs that orders wait for: \d+\.$/), "with how much of it");
		check(await main(page).getByRole("button", { name: "Go live" }).isDisabled(), "so one cannot go live");
		await clean("axe finds nothing serious in the checklist");
		await shot("live-missing");
		for (const cure of await main(page).locator(".live-cure").evaluateAll((links) => links.map((a) => a.getAttribute("href")))) {
			await page.goto(shop.base + cure);
			await main(page).locator("h1").first().waitFor();
			check(await page.getByText("There is no page at this address.").count() === 0, `${cure} is a page`);
		}
		await page.goto(`${shop.base}/accounts`);
		await sees(main(page).getByText(NOT_LIVE), "the accounts say so too");
		await main(page).getByRole("link", { name: "To the checklist" }).click();
		await page.waitForURL("**/live");
		await goods(api, "ANY", 10);
		const store = (await api.get("/warehouses")).items[0];
		await api.post("/receipts", { kind: "opening", warehouse_id: store.id, lines: [{ code: "ANY", quantity: 5000 }] });
		for (let more = (await api.get("/maps/unmapped?limit=200")).items; more.length > 0; more = (await api.get("/maps/unmapped?limit=200")).items)
			for (const u of new Set(more.map((m) => m.platform_sku)))
				await api.post("/maps", { members: [{ platform_sku: u, quantity: 1 }], parts: [{ code: "ANY", quantity: 1 }] }).catch(() => page.waitForTimeout(200));
		await page.reload();
		await comes(async () => {
			await page.reload();
			await main(page).locator(".live-check").first().waitFor();
			return main(page).getByRole("button", { name: "Go live" }).isEnabled();
		}, true, "when nothing is missing one may");
		await main(page).getByRole("button", { name: "Go live" }).click();
		await page.getByRole("dialog").getByRole("button", { name: "Go live" }).click();
		await sees(main(page).getByText(/^Live since/), "it is live");
		same(await main(page).getByText(NOT_LIVE).count(), 0, "S004-12: and the message is gone");
		await shot("live");
		await page.goto(`${shop.base}/accounts`);
		await main(page).locator(".a-table .ant-table-row").first().waitFor();
		await comes(() => main(page).getByText(NOT_LIVE).count(), 0, "from the accounts too");
		await page.goto(`${shop.base}/live`);
		await main(page).getByRole("button", { name: "Go back" }).click();
		await page.getByRole("dialog").getByRole("button", { name: "Go back" }).click();
		await sees(main(page).getByText(NOT_LIVE), "one may go back");
		await fits("the checklist fits");
	} finally {
		await shop.end();
	}
}

export const flows = [
	{ name: "S004-11 S004-12 the first day's checklist, and going live", run: goLive, session: "fresh" },
];
