// tests/browser/harness.mjs - what a flow is given: a page of a browser, judging, looking closely, pictures.
import { mkdir, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const pictures = new URL("../../build/browser/", import.meta.url).pathname;
await rm(pictures, { recursive: true, force: true });
await mkdir(pictures, { recursive: true });

const PATIENCE_MS = 40000;

export const count = { passed: 0, failed: 0 };

// What the browser itself complains of, less what a flow brings about on purpose (answers like 401, a server away).
const EXPECTED = /Failed to load resource|ERR_CONNECTION|net::ERR|EventSource/;

const STILL_MS = 10000;

// Until what was asked for is here and nothing comes, goes or moves any more, for two looks in a row; what turns for ever does
// not count. Asked from here: the pages' own policy forbids a function that is sent to wait there.
async function still(page) {
	let calm = 0;
	for (const until = Date.now() + STILL_MS; calm < 2 && Date.now() < until;) {
		const moves = await page.evaluate(() =>
			document.querySelector("main:not([hidden]) .ant-skeleton, main:not([hidden]) .ant-spin-spinning, .ant-modal .ant-skeleton") !== null ||
			[...document.querySelectorAll("[class*='-enter'], [class*='-appear'], [class*='-leave']")]
				.some((e) => [...e.classList].some((c) => /-(enter|appear|leave)(-(prepare|start|active))?$/.test(c))) ||
			document.getAnimations().some((a) => a.playState === "running" && a.effect?.getComputedTiming().iterations !== Infinity));
		calm = moves ? 0 : calm + 1;
		if (calm < 2) await page.waitForTimeout(50);
	}
}

// How a page stood when something was not so.
let failures = 0;
const witness = (page, flow) => page?.screenshot({ path: `${pictures}failed-${failures += 1}-${flow.name.replace(/\W+/g, "_").slice(0, 60)}.png` }).catch(() => undefined);

export async function makeBench(browser, server) {
	let cookies;

	async function session() {
		if (!cookies) {
			const context = await browser.newContext();
			await enter(context);
			cookies = await context.cookies();
			await context.close();
		}
		return cookies;
	}
	async function enter(context) {
		const answer = await context.request.post(`${server.base}/api/v1/session`, {
			data: { user: server.user, password: server.password },
		});
		if (!answer.ok()) throw new Error(`signing in: ${answer.status()} ${await answer.text()}`);
		return answer.json();
	}

	return {
		forget: () => void (cookies = undefined), // the server was started anew, the password is another one
		async run(flow) {
			const complaints = [];
			const context = await browser.newContext({
				viewport: { width: flow.width ?? 1440, height: flow.height ?? 900 },
				locale: flow.locale ?? "en-GB", timezoneId: "Asia/Singapore", colorScheme: flow.colours ?? "light",
				reducedMotion: "reduce", baseURL: server.base,
			});
			context.setDefaultTimeout(PATIENCE_MS);
			context.on("console", (m) => {
				if (m.type() === "error" && !EXPECTED.test(m.text())) complaints.push(m.text());
			});
			context.on("weberror", (e) => complaints.push(String(e.error())));
			let steps = 0;
			const check = (holds, sentence, detail = "") => {
				steps += 1;
				if (holds) count.passed += 1;
				else {
					count.failed += 1;
					console.log(`not so: ${flow.name}: ${sentence}${detail && ` (${detail})`}`);
				}
			};
			try {
				// "fresh" flows sign in by themselves, "own" ones have a session that they may end.
				if (flow.session === "own") await enter(context);
				else if (flow.session !== "fresh") await context.addCookies(await session());
				const page = await context.newPage();
				await flow.run({
					page, context, server, check, browser,
					enter: () => enter(context),
					same: (is, wanted, sentence) =>
						check(JSON.stringify(is) === JSON.stringify(wanted), sentence, `${JSON.stringify(is)?.slice(0, 300)}, not ${JSON.stringify(wanted)?.slice(0, 300)}`),
					// Waits for what is to come, as a person does: a thing that is seen; a value that becomes the wanted one, or fits.
					// What did not come is kept as a picture.
					sees: async (locator, sentence) => {
						const there = await locator.first().waitFor().then(() => true, () => false);
						if (!there) await witness(page, flow);
						check(there, sentence);
					},
					comes: async (read, wanted, sentence) => {
						const fits = (is) => (typeof wanted === "function" ? wanted(is) : JSON.stringify(is) === JSON.stringify(wanted));
						const until = Date.now() + PATIENCE_MS;
						let is = await read();
						while (!fits(is) && Date.now() < until) {
							await page.waitForTimeout(50);
							is = await read();
						}
						if (!fits(is)) await witness(page, flow);
						check(fits(is), sentence, JSON.stringify(is)?.slice(0, 300));
					},
					still: (of = page) => still(of),
					shot: (name, of = page) => of.screenshot({ path: `${pictures}${server.database}-${name}.png` }),
					// Nothing that axe-core calls serious or critical, once what comes or goes has come or gone: half of a
					// dropdown on its way out is no page that a person meets.
					clean: async (sentence, of = page) => {
						await still(of);
						await of.evaluate(axe);
						const found = await of.evaluate(async () => {
							const { violations } = await window.axe.run(document, { resultTypes: ["violations"] });
							return violations.filter((v) => v.impact === "serious" || v.impact === "critical")
								.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => `${n.target} ${n.any[0]?.message ?? ""}`).join(" | ")}`);
						});
						check(found.length === 0, sentence, found.join("; "));
					},
					// The page itself never scrolls sideways.
					fits: async (sentence, of = page) => {
						const wide = await of.evaluate(() => {
							const all = [document.scrollingElement, ...document.querySelectorAll("main:not([hidden])")];
							return all.filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => `${e.tagName} ${e.scrollWidth} in ${e.clientWidth}`);
						});
						check(wide.length === 0, sentence, wide.join(", "));
					},
				});
				check(complaints.length === 0, "the browser has no complaint", complaints.join("; ").slice(0, 600));
			} catch (e) {
				check(false, "it comes to the end", String(e.stack).slice(0, 900));
				await witness(context.pages()[0], flow);
			} finally {
				await context.close();
			}
			if (steps === 0) check(false, "it judges something");
		},
	};
}
