// tests/browser/server.mjs - a server of our own for the flows: the demo on a free port, stopped and started at will.
import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const PATIENCE_MS = 90000; // a machine that builds beside is slow

// The line "ready http://127.0.0.1:PORT user admin password WORD".
function ready(child) {
	return new Promise((resolve, reject) => {
		let said = "";
		const timer = setTimeout(() => reject(new Error(`the server is not ready after ${PATIENCE_MS} ms: ${said}`)), PATIENCE_MS);
		child.stdout.on("data", (part) => {
			said += part;
			const found = /^ready (\S+) user (\S+) password (\S+)$/m.exec(said);
			if (!found) return;
			clearTimeout(timer);
			resolve({ base: found[1], user: found[2], password: found[3] });
		});
		child.stderr.on("data", (part) => void (said += part));
		child.on("exit", (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
	});
}

const run = promisify(execFile);

// Ends a program of ours, by force where it does not end by itself.
async function end(child) {
	if (!child || child.exitCode !== null || child.signalCode !== null) return;
	const ended = new Promise((resolve) => child.once("exit", resolve));
	child.kill("SIGTERM");
	const hard = setTimeout(() => child.kill("SIGKILL"), 12000);
	await ended;
	clearTimeout(hard);
}

// A database of its own beside the one at `url`, which other flows and runs may have filled with what only their keys open.
let serial = 0;
async function ownDatabase(url) {
	const name = `flows_${process.pid}_${(serial += 1)}`;
	const own = new URL(url);
	own.pathname = `/${name}`;
	await run("psql", ["-q", url, "-c", `create database ${name}`]);
	return { url: own.href, drop: () => run("psql", ["-q", url, "-c", `drop database if exists ${name} with (force)`]) };
}

export async function startServer(binary, url, options = []) {
	const folder = await mkdtemp(join(tmpdir(), "lockstep-browser."));
	const own = url ? await ownDatabase(url) : null;
	const data = ["--data", folder, ...(own ? ["--database", own.url] : [])];
	const server = { binary, folder, url, database: url ? "postgres" : "sqlite" };
	let child;

	const start = async (port) => {
		child = spawn(binary, ["demo", ...data, "--port", String(port), ...options], { stdio: ["ignore", "pipe", "pipe"] });
		Object.assign(server, await ready(child));
	};
	const stop = () => end(child);
	server.stop = stop;
	server.again = () => start(new URL(server.base).port); // at the same address, with a new password
	server.end = async () => {
		await stop();
		await own?.drop();
		await rm(folder, { recursive: true, force: true });
	};
	await start(0);
	return server;
}

// Writes so many orders in bulk into a database whose server is stopped; says how long it took.
export async function fill(server, count) {
	const program = join(dirname(server.binary), "..", "..", "tests", "browser", "fill");
	const { stdout } = await run(program, [server.folder, String(count)]);
	return stdout.trim();
}

function said(child, pattern) {
	return new Promise((resolve, reject) => {
		let all = "";
		const hear = (part) => {
			all += part;
			const found = pattern.exec(all);
			if (!found) return;
			clearTimeout(timer);
			resolve(found);
		};
		const timer = setTimeout(() => reject(new Error(`not heard in ${PATIENCE_MS} ms: ${pattern}: ${all}`)), PATIENCE_MS);
		child.stdout.on("data", hear);
		child.stderr.on("data", (part) => void (all += part));
		child.on("exit", (code) => reject(new Error(`ended with ${code}: ${all}`)));
	});
}

// A market of so many shops that the flow steers by `tell`, the first `ours` of them ours; people by their names, each with
// the bits of his rights. On PostgreSQL where `url` names one.
const TITLES = ["Tea", "Herbs"];
export async function startShop(binary, people, { shops = 1, ours = 1, url = "" } = {}) {
	const folder = await mkdtemp(join(tmpdir(), "lockstep-browser."));
	const own = url ? await ownDatabase(url) : null;
	const data = ["--data", folder, ...(own ? ["--database", own.url] : [])];
	const tell = own ? (sql) => run("psql", ["-q", own.url, "-c", sql]) : (sql) => run("sqlite3", [join(folder, "lockstep.db"), sql]);
	const piped = { stdio: ["ignore", "pipe", "pipe"] };
	const market = spawn(binary, ["sim", "--port", "0", "--control", "0", "--shops", String(shops), "--orders", "30", "--rate", "0"], piped);
	let child;
	const shop = {
		folder,
		end: async () => {
			await end(child);
			await end(market);
			await own?.drop();
			await rm(folder, { recursive: true, force: true });
		},
	};
	try {
		const [, base, control, id, key] = await said(market, /ready (\S+) control (\S+) partner_id (\S+) partner_key (\S+)/);
		shop.market = { base, id, key };
		shop.tell = async (path, body) => (await fetch(control + path, body ? { method: "POST", body: JSON.stringify(body) } : {})).json();
		await run(binary, ["migrate", ...data]);
		const all = (await shop.tell("/shops")).items.slice(0, ours);
		for (const [i, { shop_id }] of all.entries()) {
			const { code } = await shop.tell("/codes", { shop_id });
			await run(binary, ["account", "add", ...data, "--channel", "shopee", "--app-id", id, "--app-key", key, "--code", code,
				"--shop-ref", String(shop_id), "--title", TITLES[i], "--base", base, "--loopback"]);
		}
		shop.ids = all.map((s) => s.shop_id);
		for (const [name, rights] of Object.entries(people)) {
			await run(binary, ["user", "password", ...data, "--user", name, "--password", `password of ${name}`]);
			// No command gives rights yet.
			await tell(`update members set role_bits = ${rights} where user_id = (select id from users where login = '${name}')`);
		}
		child = spawn(binary, ["serve", ...data, "--port", "0", "--loopback"], piped);
		[, shop.base] = await said(child, /ready (\S+)/);
		return shop;
	} catch (e) {
		await shop.end();
		throw e;
	}
}
