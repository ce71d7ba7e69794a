// tests/conformance/market.mjs - starts `lockstep sim` and steers it; what its control API says is the truth.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

// The market's own words for a state, and the channel's. A returned order reads COMPLETED on the channel.
export const words = {
	unpaid: "UNPAID",
	pending: "PENDING",
	"invoice-pending": "INVOICE_PENDING",
	ready: "READY_TO_SHIP",
	processed: "PROCESSED",
	"retry-ship": "RETRY_SHIP",
	shipped: "SHIPPED",
	delivered: "TO_CONFIRM_RECEIVE",
	completed: "COMPLETED",
	"in-cancel": "IN_CANCEL",
	cancelled: "CANCELLED",
	returning: "TO_RETURN",
	returned: "COMPLETED",
};

const START_LIMIT_MS = 20000;

// Resolves once the line `ready …` is there.
export async function startMarket(binary, orders) {
	const child = spawn(binary, ["sim", "--seed", "7", "--orders", String(orders)], {
		stdio: ["ignore", "pipe", "inherit"],
	});
	const stop = () => child.kill("SIGTERM");
	const lines = createInterface({ input: child.stdout });
	const ready = await new Promise((resolve, reject) => {
		const late = setTimeout(() => reject(new Error("lockstep sim is not ready in time")), START_LIMIT_MS);
		child.on("exit", (status) => reject(new Error(`lockstep sim ended with ${status}`)));
		lines.once("line", (line) => {
			clearTimeout(late);
			resolve(line);
		});
	}).catch((e) => {
		stop();
		throw e;
	});
	const said = /^ready (\S+) control (\S+) partner_id (\d+) partner_key (\S+)$/.exec(ready);
	if (!said) {
		stop();
		throw new Error(`lockstep sim said: ${ready}`);
	}
	const [, base, control, partner, key] = said;
	return { base, control, partner: Number(partner), key, stop };
}

export async function steer(market, path, body) {
	const answer = await fetch(market.control + path, body && { method: "POST", body: JSON.stringify(body) });
	const json = await answer.json();
	if (!answer.ok) throw new Error(`${path}: ${json.code} ${json.detail}`);
	return json;
}

// Every order of a shop as the market knows it, by order_sn.
export async function truth(market, shop) {
	const orders = new Map();
	let from = 0;
	while (from !== null) {
		const page = await steer(market, `/orders?from=${from}`);
		for (const o of page.items) if (o.shop_id === shop) orders.set(o.order_sn, o);
		from = page.next;
	}
	return orders;
}
