// tests/conformance/run.mjs - clients that others wrote authenticate against the simulated market, list its orders
// and read them; what they were told is compared with the market's own truth: run.mjs LOCKSTEP
import { readFile } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import { openapi, sdk } from "./clients.mjs";
import { startMarket, steer, truth, words } from "./market.mjs";

const ORDERS = 260; // over both shops: several pages, several detail calls, every state
const PAGE = 37;
const DETAIL_MAX = 50;
const DAY_S = 86400;
const FIELDS = [
	"buyer_user_id", "buyer_username", "recipient_address", "item_list", "package_list", "total_amount", "pay_time",
	"note", "cancel_by", "cancel_reason", "buyer_cancel_reason", "shipping_carrier", "payment_method", "invoice_data",
	"split_up", "fulfillment_flag", "estimated_shipping_fee", "actual_shipping_fee", "goods_to_declare", "dropshipper",
	"pickup_done_time", "order_chargeable_weight_gram", "note_update_time", "pending_terms",
].join(",");

let passed = 0;
let failed = 0;
function check(holds, sentence, more = "") {
	if (holds) passed += 1;
	else {
		failed += 1;
		console.log(`not so: ${sentence}${more && `: ${more}`}`);
	}
}
const short = (v) => JSON.stringify(v)?.slice(0, 300);
const same = (a, b, sentence) => check(isDeepStrictEqual(a, b), sentence, `${short(a)} against ${short(b)}`);

async function refused(client, call, error, sentence) {
	try {
		await call();
		check(false, sentence, "it was answered");
	} catch (e) {
		check(client.errorOf(e) === error, sentence, `${client.errorOf(e)} instead of ${error}: ${e.message}`);
	}
}

const now = () => Math.floor(Date.now() / 1000);
const ask = (from, more = {}) => ({
	time_range_field: "update_time",
	time_from: from,
	time_to: now() + 1,
	page_size: PAGE,
	response_optional_fields: "order_status",
	request_order_status_pending: true,
	...more,
});

// All pages; a page that is full of what came before would never end, so there is a limit.
async function listAll(client, from, more) {
	const found = [];
	let cursor = "";
	for (let pages = 0; pages < 100; pages += 1) {
		const { response } = await client.list(ask(from, { cursor, ...more }));
		found.push(...response.order_list);
		if (!response.more) return found;
		cursor = response.next_cursor;
	}
	throw new Error("the listing does not end");
}

async function detailsAll(client, refs) {
	const found = [];
	for (let i = 0; i < refs.length; i += DETAIL_MAX)
		found.push(...(await client.details(refs.slice(i, i + DETAIL_MAX), FIELDS)).response.order_list);
	return found;
}

async function authorise(client, market, shop) {
	if (!client.link) {
		const { code } = await steer(market, "/codes", { shop_id: shop });
		return client.authorise(code);
	}
	// The link that the client signs, as a seller's browser follows it.
	const link = new URL(client.link());
	const asked = `${market.base}${link.pathname}${link.search}&seller_shop=${shop}`;
	const page = await fetch(asked, { redirect: "manual" });
	const back = new URL(page.headers.get("location"));
	check(page.status === 302 && back.href.startsWith("https://example.com/back?"), `${client.name}: its link leads back`);
	same(back.searchParams.get("shop_id"), String(shop), `${client.name}: the way back names the shop`);
	return client.authorise(back.searchParams.get("code"));
}

async function tokens(client, market, shop) {
	const first = await authorise(client, market, shop);
	check(first.access_token && first.refresh_token, `${client.name} is authorised by a code`);
	const second = await client.renew();
	check(second.access_token !== first.access_token && second.refresh_token !== first.refresh_token,
		`${client.name} renews its tokens`);
	await refused(client, () => client.renewWith(first.refresh_token), "error_shop_refresh_token",
		`${client.name}: a refresh token is taken once`);
	await refused(client, () => client.authorise("00000000000000000000000000000000"), "error_param",
		`${client.name}: a code of nobody is refused`);
}

async function shops(client, shop, region) {
	const info = await client.shop();
	same(info.region, region, `${client.name} reads the shop's region`);
	const listed = await client.shops();
	check(listed.authed_shop_list.some((one) => one.shop_id === shop && one.region === region),
		`${client.name} finds the shop among those of the partner`);
}

async function orders(client, market, shop) {
	const held = await truth(market, shop);
	const since = now() - 15 * DAY_S + 60;
	const listed = await listAll(client, since);
	check(held.size > 2 * PAGE, `the market has pages to turn (${held.size} orders)`);
	same(listed.length, new Set(listed.map((o) => o.order_sn)).size, `${client.name} is told each order once`);
	same(listed.map((o) => o.order_sn).sort(), [...held.keys()].sort(), `${client.name} is told every order`);
	same(listed.map((o) => o.order_status), listed.map((o) => words[held.get(o.order_sn)?.state]),
		`${client.name} is told every status`);
	const quiet = await listAll(client, since, { request_order_status_pending: undefined });
	same(quiet.length, [...held.values()].filter((o) => o.state !== "pending").length,
		`${client.name}: PENDING is listed only for who asks`);
	const paid = await listAll(client, since, { order_status: "READY_TO_SHIP" });
	same(paid.map((o) => o.order_sn).sort(),
		[...held.values()].filter((o) => o.state === "ready").map((o) => o.order_sn).sort(),
		`${client.name} lists by status`);
	return details(client, held);
}

async function details(client, held) {
	const read = await detailsAll(client, [...held.keys()]);
	const of = (o) => held.get(o.order_sn);
	const pieces = (o) => o.item_list.length;
	same(read.map((o) => o.order_sn).sort(), [...held.keys()].sort(), `${client.name} reads every order`);
	for (const [what, told, true_] of [
		["update_time", (o) => client.seconds(o.update_time), (o) => of(o).updated],
		["create_time", (o) => client.seconds(o.create_time), (o) => of(o).created],
		["lines", pieces, (o) => of(o).lines],
		["order_status", (o) => o.order_status, (o) => (of(o).state === "pending" ? "UNPAID" : words[of(o).state])],
		["packages", (o) => o.package_list.length, (o) => of(o).packages],
	])
		same(read.map(told), read.map(true_), `${client.name} reads ${what} of every order`);
	check(read.every((o) => o.item_list.every((i) => i.model_quantity_purchased >= 0 && i.item_id > 0)),
		`${client.name} reads items`);
	const bare = (await client.details([read[0].order_sn])).response.order_list[0];
	check(bare.order_sn === read[0].order_sn && bare.item_list === undefined,
		`${client.name}: what is not asked for is not told`);
	return read;
}

async function changes(client, market, shop) {
	const since = now();
	const placed = (await steer(market, "/orders", { shop_id: shop, count: 3, lines: 2, paid: true })).items;
	await steer(market, `/orders/${placed[0].order_sn}/arrange`, {});
	await steer(market, `/orders/${placed[0].order_sn}/ship`, {});
	await steer(market, `/orders/${placed[1].order_sn}/cancel`, { what: 1 });
	const told = new Map((await listAll(client, since)).map((o) => [o.order_sn, o.order_status]));
	same(placed.map((o) => told.get(o.order_sn)), ["SHIPPED", "CANCELLED", "READY_TO_SHIP"],
		`${client.name} is told what changed`);
}

async function refusals(client, market, shop) {
	await refused(client, () => client.list(ask(now() - 16 * DAY_S)), "order.order_list_invalid_time",
		`${client.name}: a window of 16 days is refused`);
	await refused(client, () => client.list(ask(now() - DAY_S, { page_size: 101 })), "error_param",
		`${client.name}: a page of 101 is refused`);
	await refused(client, () => client.details(["NOSUCHORDER000"], FIELDS), "error_not_found",
		`${client.name}: an unknown order is refused`);
	await steer(market, "/tokens", { shop_id: shop, event: "access-expires" });
	if (client.renewsByItself) {
		const { response } = await client.list(ask(now() - DAY_S));
		check(Array.isArray(response.order_list), `${client.name} understands that its token is over, and renews it`);
	} else {
		await refused(client, () => client.list(ask(now() - DAY_S)), "invalid_acceess_token",
			`${client.name} is told that its token is over`);
		await client.renew();
		check((await client.list(ask(now() - DAY_S))).response, `${client.name} goes on with a new token`);
	}
	await steer(market, "/tokens", { shop_id: shop, event: "withdrawn" });
	await refused(client, () => client.list(ask(now() - DAY_S)), "shop_no_linked",
		`${client.name} is told that the shop has withdrawn`);
}

// Every field that the market sends of an order has a name in the client's description of the channel.
async function names(read) {
	const file = new URL("node_modules/@congminh1254/shopee-sdk/lib/schemas/order.d.ts", import.meta.url);
	const types = await readFile(file, "utf8");
	const known = new Set([...types.matchAll(/^\s*(\w+)\??:/gm)].map((m) => m[1]));
	const strange = new Set();
	const walk = (v) => {
		if (Array.isArray(v)) v.forEach(walk);
		else if (v && typeof v === "object" && !(v instanceof Date))
			for (const [name, value] of Object.entries(v)) {
				if (!known.has(name)) strange.add(name);
				walk(value);
			}
	};
	walk(read);
	same([...strange], [], "every field of the market's orders is one that the channel is known to send");
}

const market = await startMarket(process.argv[2], ORDERS);
try {
	const { items } = await steer(market, "/shops");
	const [{ shop_id: shop, region }] = items;
	const heard = [];
	for (const make of [sdk, openapi]) {
		const stranger = make({ ...market, key: "another key" }, shop);
		await refused(stranger, () => stranger.shops(), "error_sign", `${stranger.name}: a wrong key is refused`);
		const client = make(market, shop);
		await tokens(client, market, shop);
		await shops(client, shop, region);
		heard.push(await orders(client, market, shop));
		await changes(client, market, shop);
		await refusals(client, market, shop);
	}
	await names(heard[0]);
} catch (e) {
	failed += 1;
	console.log(`not so: the clients come to the end: ${e.stack}`);
} finally {
	market.stop();
}
console.log(`conformance: ${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
