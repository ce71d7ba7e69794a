// tests/browser/people.mjs - what other people do meanwhile: a flow's own door to the API, and a stage with goods and orders.
export async function door(page, base = "") {
	const { csrf } = await (await page.request.get(`${base}/api/v1/session`)).json();
	const send = async (method, path, data, ver) => {
		const answer = await page.request.fetch(`${base}/api/v1${path}`, {
			method, ...(data === undefined ? {} : { data }),
			headers: { "X-CSRF-Token": csrf, ...(ver === undefined ? {} : { "If-Match": `"${ver}"` }) },
		});
		if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
		return answer.status() === 204 ? null : answer.json();
	};
	return {
		get: (path) => send("GET", path),
		post: (path, data, ver) => send("POST", path, data, ver),
		put: (path, data, ver) => send("PUT", path, data, ver),
	};
}

// What several flows need is made once: on a server that was used before it is there already.
const firstOr = async (list, wanted, make) => (await list()).items.find(wanted) ?? make();

export const warehouse = (api) =>
	firstOr(() => api.get("/warehouses"), (w) => w.code === "MAIN", () => api.post("/warehouses", { code: "MAIN", name: "Main warehouse", kind: "own", priority: 1, state: "active" }));

export async function handShop(api) {
	const known = async () => (await api.get("/shops")).items.find((s) => s.title === "Fair");
	if (!(await known())) await api.post("/accounts", { channel: "manual", title: "Fair", currency: "SGD" });
	return known();
}

export const sku = (api, code, title = "") =>
	firstOr(() => api.get(`/skus?find=${encodeURIComponent(code)}`), (s) => s.code === code,
		() => api.post("/skus", { code, title, barcode: "", weight_g: 0, tax_class: "", supplier_offer: "", state: "active" }));

// On the platform it is called as it is here.
export const mapped = (api, code) =>
	firstOr(() => api.get(`/maps?sku=${encodeURIComponent(code)}`), (m) => m.members[0].platform_sku === code,
		() => api.post("/maps", { members: [{ platform_sku: code, quantity: 1 }], parts: [{ code, quantity: 1 }] }));

// A SKU, mapped, with so many pieces on the shelf.
export async function goods(api, code, pieces, title) {
	const store = await warehouse(api);
	const made = await sku(api, code, title);
	await mapped(api, code);
	if (pieces > 0) await api.post("/receipts", { kind: "receipt", warehouse_id: store.id, lines: [{ code, quantity: pieces }] });
	return { sku: made, store };
}

export async function order(api, lines, more = {}) {
	const shop = await handShop(api);
	return api.post("/orders", { shop_id: shop.id, name: "Ann Lee", phone: "6590001111", address: "1 Orchard Road", country: "SG", paid: true, lines, ...more });
}
