// tests/conformance/clients.mjs - two clients that strangers wrote, behind one set of verbs. Each signs, sends and
// reads by itself; here stands only what a user of it would write.
import { createRequire } from "node:module";
import { ShopeeSDK } from "@congminh1254/shopee-sdk";

const require = createRequire(import.meta.url);

// Takes a base URL, asks by fetch, renews its access token when it is told to.
export function sdk(market, shop) {
	const client = new ShopeeSDK({
		partner_id: market.partner,
		partner_key: market.key,
		base_url: `${market.base}/api/v2`,
		shop_id: shop,
	});
	const seconds = (v) => (v instanceof Date ? v.getTime() / 1000 : v);
	return {
		name: "@congminh1254/shopee-sdk",
		authorise: async (code) => {
			const { access_token, refresh_token } = await client.authenticateWithCode(code, shop);
			return { access_token, refresh_token };
		},
		renew: async () => {
			const { access_token, refresh_token } = await client.refreshToken();
			return { access_token, refresh_token };
		},
		renewWith: (token) => client.auth.getRefreshToken(token, shop),
		renewsByItself: true,
		shop: () => client.shop.getShopInfo(),
		shops: () => client.public.getShopsByPartner({ page_size: 100, page_no: 1 }),
		list: (ask) => client.order.getOrderList(ask),
		// The sheet joins numbers by commas; this client would send an array as a parameter for each.
		details: (refs, fields) =>
			client.order.getOrderDetail({ order_sn_list: refs.join(","), response_optional_fields: fields }),
		errorOf: (e) => e.data?.error,
		seconds,
	};
}

// Its hosts are constants: its transport is led to the market below the client, where a request is ready and signed.
// The client is one object for the whole process, and so is its transport.
let redirected = false;
function redirect(base) {
	if (redirected) return;
	const { axios_service } = require("shopee-openapi-v2/dist/utils/request.js");
	const send = axios_service.defaults.adapter;
	axios_service.defaults.adapter = (request) => {
		const host = new URL(request.baseURL);
		if (host.protocol !== "https:" || !/^partner\..*shopeemobile\.com$/.test(host.hostname))
			throw new Error(`the client asks ${host}, which is no host of the channel`);
		return send({ ...request, baseURL: base, proxy: false });
	};
	redirected = true;
}

class Refused extends Error {
	constructor(data) {
		super(`${data.error}: ${data.message}`);
		this.error = data.error;
	}
}

// Asks by axios; its caller keeps the tokens. It tells a refusal by `error`, so this does too.
export function openapi(market, shop) {
	const client = require("shopee-openapi-v2").default;
	let token;
	redirect(market.base);
	client.setAppConfig({
		partner_id: market.partner,
		partner_key: market.key,
		is_dev: true,
		redirect: "https://example.com/back",
	});
	const data = async (call) => {
		const answer = await call;
		if (answer.data.error) throw new Refused(answer.data);
		return answer.data;
	};
	const signed = () => ({ access_token: token.access_token, shop_id: shop });
	const keep = ({ access_token, refresh_token }) => (token = { access_token, refresh_token });
	const renewWith = (refresh_token) =>
		data(client.refreshAccessToken({ refresh_token, shop_id: shop, partner_id: market.partner }));
	return {
		name: "shopee-openapi-v2",
		link: () => client.getAuthLink(),
		authorise: async (code) =>
			keep(await data(client.getAccesstoken({ code, shop_id: shop, partner_id: market.partner }))),
		renew: async () => keep(await renewWith(token.refresh_token)),
		renewWith,
		renewsByItself: false,
		shop: () => data(client.shop.getShopInfo(signed())),
		shops: () => data(client.public.getShopsByPartner({ page_size: 100, page_no: 1 })),
		list: (ask) => data(client.order.getOrderList({ ...ask, ...signed() })),
		details: (refs, fields) =>
			data(client.order.getOrderDetail({ order_sn_list: refs, response_optional_fields: fields, ...signed() })),
		errorOf: (e) => e.error,
		seconds: (v) => v,
	};
}
