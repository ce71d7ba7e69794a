// tests/browser/run.mjs - every flow of flows/*.mjs on SQLite, those that ask for it on PostgreSQL too:
// run.mjs BINARY [POSTGRES-URL-OR-EMPTY] [PART-OF-A-FLOW'S-NAME]
//
// A file of flows exports `flows`: [{ name: "S001-03 …", run: async ({ page, check, … }) => … , and of its own choice
// session: "fresh" | "own", width, height, locale, colours, postgres: true, last: true }]. What run is given stands in harness.mjs.
import { readdir } from "node:fs/promises";
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import { count, makeBench } from "./harness.mjs";
import { startServer } from "./server.mjs";

const [binary, url = "", part = ""] = process.argv.slice(2);
const program = process.env.LOCKSTEP_TEST_CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find((p) => existsSync(p));

const flows = [];
for (const file of (await readdir(new URL("flows/", import.meta.url))).filter((f) => f.endsWith(".mjs")).sort())
	flows.push(...(await import(`./flows/${file}`)).flows);
// What stops the server or ends sessions comes last.
flows.sort((a, b) => Number(a.last ?? false) - Number(b.last ?? false));

async function runOn(browser, database, chosen) {
	if (chosen.length === 0) return;
	const server = await startServer(binary, database);
	try {
		const bench = await makeBench(browser, server);
		for (const flow of chosen) {
			const began = performance.now();
			await bench.run(flow);
			if (flow.last) bench.forget();
			console.log(`${server.database}: ${flow.name}: ${Math.round(performance.now() - began)} ms`);
		}
	} finally {
		await server.end();
	}
}

let browser;
try {
	const wanted = flows.filter((f) => f.name.includes(part));
	if (!program) throw new Error("there is no chromium here: script/bootstrap test installs it");
	browser = await chromium.launch({ executablePath: program, args: ["--no-sandbox", "--disable-dev-shm-usage", "--force-color-profile=srgb"] });
	await runOn(browser, "", wanted);
	if (url) await runOn(browser, url, wanted.filter((f) => f.postgres));
} catch (e) {
	count.failed += 1;
	console.log(`not so: the flows come to the end: ${e.stack}`);
} finally {
	await browser?.close();
}
console.log(`browser: ${count.passed} passed, ${count.failed} failed`);
process.exitCode = count.failed || !count.passed ? 1 : 0;
