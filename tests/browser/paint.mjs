// tests/browser/paint.mjs - how soon the pages are painted and how much is transferred, each time by a browser that has nothing: paint.mjs BINARY
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import { startServer } from "./server.mjs";

const ROUNDS = 5;
const program = process.env.LOCKSTEP_TEST_CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find((p) => existsSync(p));
const PAGES = [["signing in", "/", "#app form"], ["Home", "/", ".cards .card"], ["Platform orders", "/orders", ".o-row"]];

const median = (all) => all.sort((a, b) => a - b)[Math.floor(all.length / 2)];
const kb = (bytes) => `${(bytes / 1000).toFixed(0)} kB`.padStart(8);

async function once(browser, server, [name, path, there]) {
	const context = await browser.newContext({ baseURL: server.base, viewport: { width: 1440, height: 900 } });
	try {
		if (name !== "signing in")
			await context.request.post("/api/v1/session", { data: { user: server.user, password: server.password } });
		const page = await context.newPage();
		await page.goto(path);
		await page.locator(there).first().waitFor();
		return await page.evaluate(() => {
			const parts = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
			const sum = (of, what) => of.reduce((n, e) => n + e[what], 0);
			const files = parts.filter((e) => !e.name.includes("/api/"));
			return {
				shown: performance.now(), first: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? NaN,
				wire: sum(files, "encodedBodySize"), whole: sum(files, "decodedBodySize"), files: files.length,
				data: sum(parts.filter((e) => e.name.includes("/api/")), "encodedBodySize"),
			};
		});
	} finally {
		await context.close();
	}
}

const server = await startServer(process.argv[2], "", ["--rate", "0"]);
const browser = await chromium.launch({ executablePath: program, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
try {
	console.log(`paint: a browser that has nothing yet, over loopback, median of ${ROUNDS}`);
	console.log("page             first paint   content   files   packed    whole     data");
	for (const page of PAGES) {
		const all = [];
		for (let i = 0; i < ROUNDS; i++) all.push(await once(browser, server, page));
		const of = (what) => median(all.map((r) => r[what]));
		console.log(`${page[0].padEnd(16)} ${of("first").toFixed(0).padStart(8)} ms ${of("shown").toFixed(0).padStart(6)} ms ${String(of("files")).padStart(7)} ${kb(of("wire"))} ${kb(of("whole"))} ${kb(of("data"))}`);
	}
} finally {
	await browser.close();
	await server.end();
}
