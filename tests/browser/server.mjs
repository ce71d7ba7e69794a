// tests/browser/server.mjs - a server of our own for the flows: the demo on a free port, stopped and started at will.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PATIENCE_MS = 30000;

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

export async function startServer(binary, url, options = []) {
	const folder = await mkdtemp(join(tmpdir(), "lockstep-browser."));
	const data = ["--data", folder, ...(url ? ["--database", url] : [])];
	const server = { binary, folder, database: url ? "postgres" : "sqlite" };
	let child;

	const start = async (port) => {
		child = spawn(binary, ["demo", ...data, "--port", String(port), ...options], { stdio: ["ignore", "pipe", "pipe"] });
		Object.assign(server, await ready(child));
	};
	const stop = async () => {
		if (!child || child.exitCode !== null || child.signalCode !== null) return;
		const ended = new Promise((resolve) => child.once("exit", resolve));
		child.kill("SIGTERM");
		const hard = setTimeout(() => child.kill("SIGKILL"), 12000);
		await ended;
		clearTimeout(hard);
	};
	server.stop = stop;
	server.again = () => start(new URL(server.base).port); // at the same address, with a new password
	server.end = async () => {
		await stop();
		await rm(folder, { recursive: true, force: true });
	};
	await start(0);
	return server;
}
