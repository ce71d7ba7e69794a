// tests/browser/flows/maps.mjs - SKU mapping: sought, added, changed, deleted, files, what waits for one and heals.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { door, handShop, order, sku } from "../people.mjs";

const main = (page) => page.locator("main:not([hidden])");
const row = (page, text) => main(page).locator(".ant-table-row", { hasText: text });
const editor = (page) => page.locator(".ant-modal", { has: page.locator(".map-form") });

// Types into the field of a SKU and takes what is offered, once that is what was typed.
async function pick(page, field, code) {
	await field.click();
	await page.keyboard.type(code);
	await page.locator(".ant-select-dropdown:visible .ant-select-item-option", { has: page.locator("b", { hasText: new RegExp(`^${code}$`) }) }).click();
}

async function search(page, text) {
	await main(page).locator(".map-search input").first().fill(text);
	await main(page).getByRole("button", { name: "Search" }).click();
}

async function oneMapping({ page, same, check, sees, comes, clean, fits, shot }) {
	await page.goto("/maps");
	await main(page).getByRole("button", { name: "Add" }).click();
	const form = editor(page);
	await form.getByLabel("Platform SKU").fill("S20-RED");
	await form.locator(".sku-pick").click();
	await page.keyboard.type("BOX-20");
	await page.getByRole("button", { name: "New SKU “BOX-20”…" }).click();
	await page.getByLabel("Title").fill("Box, red");
	await page.getByRole("button", { name: "Make it" }).click();
	await sees(form.locator(".map-says", { hasText: "1 × S20-RED → 1 × BOX-20" }), "a SKU that is not there yet is made without leaving the mapping");
	await form.getByLabel("Quantity", { exact: true }).fill("2");
	await form.getByLabel("Quantity", { exact: true }).blur();
	await shot("map-editor");
	await clean("the editor has nothing serious or critical");
	await form.getByRole("button", { name: "Save" }).click();
	await form.waitFor({ state: "detached" });

	await search(page, "S20-");
	await comes(() => row(page, "S20-RED").count(), 1, "S001-20: a mapping is found by its platform SKU");
	same((await main(page).locator(".ant-table-thead th").allInnerTexts()).slice(0, 5), ["Platform SKU", "OMS SKU", "Quantity", "Platform account", "Platform"], "S001-21: the columns");
	same((await row(page, "S20-RED").locator("td").allInnerTexts()).slice(0, 5).map((s) => s.replace(/\s+/g, " ").trim()), ["S20-RED", "BOX-20 Box, red", "2", "All", "All"], "and what stands in them");
	await search(page, "BOX-20");
	await comes(() => row(page, "S20-RED").count(), 1, "… and by our own SKU");
	await main(page).locator(".map-search .ant-select").first().click();
	await page.locator(".ant-select-dropdown:visible .ant-select-item-option", { hasText: "Demo SG" }).click();
	await page.keyboard.press("Escape");
	await comes(() => row(page, "S20-RED").count(), 0, "one that holds for all accounts is not a mapping of a single account");
	await main(page).getByRole("button", { name: "Reset" }).click();

	await search(page, "S20-");
	await row(page, "S20-RED").getByRole("button", { name: "Edit the mapping of S20-RED" }).click();
	await form.getByLabel("Quantity", { exact: true }).fill("3");
	await form.getByRole("button", { name: "Save" }).click();
	await comes(async () => (await row(page, "S20-RED").locator("td").nth(2).innerText()).trim(), "3", "S001-23: a changed mapping shows its new quantity");
	await fits("the mappings fit");
	await row(page, "S20-RED").getByRole("button", { name: "Delete the mapping of S20-RED" }).click();
	await page.getByRole("dialog").getByText("Orders resolved already stay as they are").waitFor();
	await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
	await comes(() => row(page, "S20-RED").count(), 0, "S001-24: a deleted mapping is gone");
	check(await sees(main(page).getByText("No mapping is like that."), "which is said") !== false, "the list says that nothing fits");
}

async function setsAndFaults({ page, sees, comes, same, shot }) {
	const api = await door(page);
	await sku(api, "SET-BOX", "Gift box");
	await sku(api, "SET-BOW", "Bow");
	await page.goto("/maps");
	await main(page).getByRole("button", { name: "Add" }).click();
	const form = editor(page);
	await form.getByRole("button", { name: "Save" }).click();
	await sees(form.getByRole("alert").getByText("Enter the platform SKU."), "an empty mapping is refused with words");
	await form.getByLabel("Platform SKU").fill("S32-CUP");
	await pick(page, form.locator(".sku-pick").first(), "SET-BOX");
	await form.getByRole("button", { name: "One more platform SKU: a set" }).click();
	await form.getByLabel("Platform SKU").nth(1).fill("S32-CUP");
	await form.getByRole("button", { name: "Save" }).click();
	await sees(form.getByRole("alert").getByText("A platform SKU stands here twice"), "so is one that names a platform SKU twice");
	await form.getByLabel("Platform SKU").nth(1).fill("S32-SAUCER");
	await form.getByLabel("Pieces sold").nth(1).fill("2");
	await form.getByRole("button", { name: "One more SKU: a bundle" }).click();
	await pick(page, form.locator(".sku-pick").nth(1), "SET-BOW");
	await comes(() => form.locator(".map-says").innerText(), "1 × S32-CUP + 2 × S32-SAUCER → 1 × SET-BOX + 1 × SET-BOW", "what it says stands in one line");
	await shot("map-set");
	await form.getByRole("button", { name: "Save" }).click();
	await form.waitFor({ state: "detached" });
	await search(page, "S32-");
	await comes(() => row(page, "S32-CUP").count(), 1, "a set is listed");
	const texts = (await row(page, "S32-CUP").innerText()).replace(/\s+/g, " ");
	same(["S32-CUP × 1", "S32-SAUCER × 2", "SET-BOX", "SET-BOW"].every((part) => texts.includes(part)), true, "with its members and its parts");
}

// Another person changes the mapping while this one has it open.
async function overtaken({ page, sees, comes }) {
	const api = await door(page);
	await sku(api, "TWO-A");
	const map = (await api.get("/maps?sku=TWO-P")).items[0] ?? await api.post("/maps", { members: [{ platform_sku: "TWO-P", quantity: 1 }], parts: [{ code: "TWO-A", quantity: 1 }] });
	await page.goto("/maps?sku=TWO-P");
	await row(page, "TWO-P").getByRole("button", { name: "Edit the mapping of TWO-P" }).click();
	const form = editor(page);
	await form.getByLabel("Quantity", { exact: true }).fill("7");
	await api.put(`/maps/${map.id}`, { members: map.members, parts: [{ code: "TWO-A", quantity: 5 }] }, map.ver);
	await form.getByRole("button", { name: "Save" }).click();
	await sees(form.getByText("Somebody changed this mapping meanwhile."), "who is late is told so");
	await sees(form.locator(".map-overtaken", { hasText: "5 × TWO-A" }), "and what the other made of it");
	await form.getByRole("button", { name: "Keep what I entered" }).click();
	await form.getByRole("button", { name: "Save" }).click();
	await form.waitFor({ state: "detached" });
	await comes(async () => (await row(page, "TWO-P").locator("td").nth(2).innerText()).trim(), "7", "what was typed is not lost");
}

async function files({ page, server, same, check, sees, comes }) {
	const api = await door(page);
	await sku(api, "FILE-A");
	if ((await api.get("/maps?sku=S26-P")).items.length === 0)
		await api.post("/maps", { members: [{ platform_sku: "S26-P, \"quoted\"", quantity: 1 }], parts: [{ code: "FILE-A", quantity: 4 }] });
	await page.goto("/maps?sku=S26-P");
	await row(page, "S26-P").waitFor();
	await main(page).getByRole("button", { name: "Export" }).click();
	const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: /^CSV/ }).click()]);
	const text = (await readFile(await file.path())).toString("utf8");
	check(text.includes("S26-P") && text.includes("FILE-A"), "S001-26: the export holds what is listed", text.slice(0, 200));
	await row(page, "S26-P").getByRole("button", { name: /Delete the mapping of S26-P/ }).click();
	await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
	await comes(() => row(page, "S26-P").count(), 0, "the mapping is deleted");
	const again = join(server.folder, "maps-again.csv");
	await writeFile(again, text);
	await main(page).getByRole("button", { name: "Import" }).click();
	await page.locator(".import input[type=file]").setInputFiles(again);
	await page.locator(".import").getByRole("button", { name: /^Take/ }).first().click();
	await comes(async () => (await api.get("/maps?sku=S26-P")).items.map((m) => [m.members[0].platform_sku, m.parts[0].code, m.parts[0].quantity]), [["S26-P, \"quoted\"", "FILE-A", 4]], "S001-25: imported again it is the same");
	await page.locator(".import .ant-drawer-close").click();
	await sees(row(page, "S26-P"), "and listed without a further click");
	await comes(() => main(page).locator(".ant-table-row").count(), 1, "once");
}

const WAITING = 40;

async function heals({ page, check, same, sees, comes, clean, fits, shot }) {
	const api = await door(page);
	const shop = await handShop(api);
	await sku(api, "NEWNAME34", "Cup, blue");
	const name = `NEW-NAME-34-${Date.now() % 1000000}`;
	let last;
	for (let i = 0; i < WAITING; i++) last = await order(api, [{ sku: name, quantity: 1 }]);
	await page.goto("/");
	await sees(page.locator(".map-first", { hasText: "Map first" }), "S001-43: Home says that mapping comes first");
	await page.goto(`/orders?tab=pending&shop=${shop.id}`);
	await sees(page.locator(".o-unmapped", { hasText: "Fair" }), "the list of orders too, by the store's name");
	await page.goto(`/orders/${last.id}`);
	await sees(page.locator(".place-block", { hasText: "NOT_MAPPED" }), "S001-33: an order says that a line has no mapping");
	await sees(page.locator(".place-unmapped", { hasText: name }), "and which");
	await clean("the order's place has nothing serious or critical");

	await page.goto("/maps?view=unmapped");
	const waits = row(page, name);
	await comes(() => waits.locator("td").nth(2).innerText().catch(() => ""), String(WAITING), `${WAITING} orders wait for it`);
	await sees(waits.getByText("Fair"), "its account stands beside");
	await clean("what waits has nothing serious or critical");
	await fits("what waits fits");
	await shot("unmapped");
	await waits.getByRole("button", { name: `Map ${name}`, exact: true }).click();
	await comes(() => editor(page).getByLabel("Platform SKU").inputValue(), name, "the editor knows what is to be mapped");
	await pick(page, editor(page).locator(".sku-pick"), "NEWNAME34");
	await editor(page).getByRole("button", { name: "Save" }).click();
	await sees(page.locator(".map-healing", { hasText: `${WAITING} orders healed` }), "S001-34: they heal while one looks on");
	await comes(() => row(page, name).count(), 0, "and it is no longer on the list");
	await shot("healed");
	await page.goto(`/orders/${last.id}`);
	await page.locator(".place-units .ant-table-row").first().waitFor();
	await comes(() => page.locator(".place-block", { hasText: "NOT_MAPPED" }).count(), 0, "the order no longer complains");
	check(await page.locator(".place-units", { hasText: "NEWNAME34" }).count() > 0, "and means our SKU");
	same((await api.get(`/orders/${last.id}`)).unmapped, 0, "by the API too");
}

export const flows = [
	{ name: "S001-20, S001-21, S001-22, S001-23 and S001-24 one mapping from its making to its end", run: oneMapping, session: "own", postgres: true },
	{ name: "S001-32 a set and a bundle, and mappings that make no sense", run: setsAndFaults, session: "own" },
	{ name: "S001-23 two people change the same mapping", run: overtaken, session: "own" },
	{ name: "S001-25 and S001-26 mappings as a file, out and in again", run: files, session: "own" },
	{ name: "S001-33, S001-34 and S001-43 forty orders heal by one mapping", run: heals, session: "own", postgres: true },
];
