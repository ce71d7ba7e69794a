// tests/browser/flows/many.mjs - a list of many orders: 20,000, or a million by `run.sh --million`.
import { fill, startServer } from "../server.mjs";

const COUNT = process.env.LOCKSTEP_MILLION ? 1000000 : 20000;

async function many({ page, server: shared, check, comes, sees, fits, shot }) {
	const server = await startServer(shared.binary, "", ["--rate", "0"]);
	try {
		await server.stop();
		console.log(`many: ${await fill(server, COUNT)}`);
		await server.again();
		await page.context().request.post(`${server.base}/api/v1/session`, { data: { user: server.user, password: server.password } });
		const took = async (what, act) => {
			const began = performance.now();
			await act();
			const ms = Math.round(performance.now() - began);
			console.log(`many: ${what}: ${ms} ms`);
			check(true, `${what} is shown in the browser's patience`);
		};
		const settled = () => page.locator(".orders[aria-busy=false]").waitFor();
		const numbers = () => page.locator(".o-row .o-number").allInnerTexts();
		await took("the list opens", async () => {
			await page.goto(`${server.base}/orders?tab=all`);
			await page.locator(".o-row").first().waitFor();
		});
		const shown = (await page.locator(".o-tabs button").last().locator(".o-count").innerText()).replace(/\D/g, "");
		check(Number(shown) >= COUNT, "all are counted", shown);
		const whole = await numbers();
		await took("another tab", async () => {
			await page.locator(".o-tabs button", { hasText: "已标记发货" }).click();
			await page.waitForURL(/tab=marked_shipped/);
			await settled();
		});
		await took("a country", async () => {
			await page.evaluate(() => {
				history.pushState(null, "", "/orders?tab=all&country=PH");
				dispatchEvent(new PopStateEvent("popstate"));
			});
			await page.locator(".o-chips .ant-tag").waitFor();
			await settled();
			await page.locator(".o-row").first().waitFor();
		});
		const field = page.locator(".o-fields").getByRole("textbox", { name: "Recipient name", exact: true });
		await took("a name that thousands bear", async () => {
			await field.fill("maria");
			await field.press("Enter");
			await page.waitForURL(/name=maria/);
			await settled();
			await page.locator(".o-row", { hasText: "Maria" }).first().waitFor();
		});
		await took("nobody's name", async () => {
			await field.fill("zzzzqqq");
			await field.press("Enter");
			await page.waitForURL(/name=zzzzqqq/);
			await page.locator(".o-nothing .ant-empty").waitFor();
		});
		await shot("many-nothing");
		await took("back to all", async () => {
			await page.getByRole("button", { name: "Reset" }).first().click();
			await settled();
			await page.locator(".o-row").first().waitFor();
		});
		await comes(async () => (await numbers())[0], whole[0], "the newest stand first again");
		// Downwards, page by page, as a wheel does.
		const box = page.locator(".o-scroll");
		await took("a thousand rows further down", async () => {
			await comes(async () => {
				await box.evaluate((e) => (e.scrollTop = e.scrollHeight));
				return Number((await page.locator(".o-foot span").first().innerText()).split(" of ")[0].replace(/\D/g, ""));
			}, (n) => n > 1000, "scrolling brings more and more");
		});
		check((await page.locator(".o-row").count()) < 150, "only the rows in sight are drawn");
		await sees(page.locator(".o-row"), "which are there");
		await fits("the list fits");
		await shot("many");
	} finally {
		await server.end();
	}
}

export const flows = [
	{ name: `a list of ${COUNT} orders`, run: many, session: "fresh" },
];
