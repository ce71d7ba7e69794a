// tests/browser/flows/goods.mjs - articles with their photos, warehouses, goods that come in by screen and by file.
import { door, sku, warehouse } from "../people.mjs";

const main = (page) => page.locator("main:not([hidden])");
const drawer = (page) => page.locator(".ant-drawer-open");
const said = (page, words) => page.locator(".ant-message").getByText(words).first().waitFor();
const own = (name) => `${name}-${Date.now() % 10000000}`;

// A picture as a camera gives it, made by the browser itself.
async function photo(page, side, type) {
	const url = await page.evaluate(([n, t]) => {
		const canvas = document.createElement("canvas");
		canvas.width = canvas.height = n;
		const pen = canvas.getContext("2d");
		for (let x = 0; x < n; x += 4)
			for (let y = 0; y < n; y += 4) {
				pen.fillStyle = `hsl(${(x * 7 + y * 13) % 360} 70% ${30 + ((x * y) % 50)}%)`;
				pen.fillRect(x, y, 4, 4);
			}
		return canvas.toDataURL(t);
	}, [side, type]);
	return Buffer.from(url.slice(url.indexOf(",") + 1), "base64");
}

async function articles({ page, check, same, sees, comes, clean, fits, shot }) {
	const code = own("HMKJ");
	await page.goto("/skus");
	await main(page).getByRole("button", { name: "New SKU" }).click();
	await drawer(page).getByRole("button", { name: "Make the SKU" }).click();
	await sees(drawer(page).getByText("Please fill this in."), "a SKU without a code is refused at its field");
	await drawer(page).getByLabel("SKU code").fill(code);
	await drawer(page).getByLabel("Title").fill("Teapot 茶壶 with a bamboo handle");
	await drawer(page).getByLabel("Barcode").fill(`69${code.slice(5)}`);
	await drawer(page).getByLabel("Weight").fill("480");
	const field = drawer(page).locator("input[type=file]");
	await field.setInputFiles({ name: "no.jpg", mimeType: "image/jpeg", buffer: Buffer.from("this is no picture at all") });
	await sees(drawer(page).getByText("it cannot be read as one"), "a photo that is no picture is refused with words");
	await field.setInputFiles({ name: "a.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4") });
	await sees(drawer(page).getByText("This is no photo that we take"), "and so is another kind of file");
	const large = await photo(page, 1600, "image/png");
	await field.setInputFiles({ name: "big.png", mimeType: "image/png", buffer: large });
	await sees(drawer(page).getByRole("img", { name: "Photo of the SKU" }), "a photo is shown before it is sent");
	await shot("sku-new");
	await drawer(page).getByRole("button", { name: "Make the SKU" }).click();
	await said(page, `${code} is made.`);
	await page.getByLabel("Code, barcode or a word of the title").fill(code.toLowerCase());
	const row = main(page).getByRole("row", { name: new RegExp(code) });
	await sees(row, "it is found by its code");
	await comes(() => row.locator("img").evaluate((i) => i.naturalWidth).catch(() => 0), (n) => n > 0, "its photo is in the list");
	same(await row.locator("img").evaluate((i) => [i.naturalWidth, i.naturalHeight]), [1200, 1200], "a large photo was made smaller before it was sent");
	await comes(() => main(page).locator(".ant-table-row").count(), 1, "and nothing else is listed");
	await row.getByRole("button", { name: code }).click();
	await drawer(page).getByLabel("Title").fill("Teapot, green");
	await drawer(page).getByRole("button", { name: "Remove the photo" }).click();
	await shot("sku-edit");
	await clean("axe finds nothing serious in an article");
	await drawer(page).getByRole("button", { name: "Save" }).click();
	await said(page, `${code} is saved.`);
	await sees(row.getByText("Teapot, green"), "what was changed is there");
	await comes(() => row.locator("img").count(), 0, "and its photo is gone");
	// Two people at once.
	await row.getByRole("button", { name: code }).click();
	await drawer(page).getByLabel("Title").fill("Mine");
	const api = await door(page);
	const now = (await api.get(`/skus?find=${code}`)).items[0];
	await api.put(`/skus/${now.id}`, { code, title: "Theirs", barcode: "", weight_g: 0, tax_class: "", supplier_offer: "", state: "active" }, now.ver);
	await drawer(page).getByRole("button", { name: "Save" }).click();
	await sees(drawer(page).getByRole("alert").getByText(/changed in the meantime/), "who comes second is told so");
	await drawer(page).getByRole("button", { name: "Load it again" }).click();
	await comes(() => drawer(page).getByLabel("Title").inputValue(), "Theirs", "and sees what the other wrote");
	await drawer(page).getByRole("switch").click();
	await drawer(page).getByRole("button", { name: "Save" }).click();
	await comes(() => main(page).locator(".ant-table-row").count(), 0, "an archived SKU is no longer among those in use");
	await main(page).getByText("Archived", { exact: true }).click();
	await sees(row, "it is among the archived ones");
	same(new URL(page.url()).searchParams.get("state"), "archived", "which stands in the address");
	await main(page).getByRole("button", { name: "New SKU" }).click();
	await drawer(page).getByLabel("SKU code").fill(code);
	await drawer(page).getByRole("button", { name: "Make the SKU" }).click();
	await sees(drawer(page).getByText("There is a SKU with this code already."), "a code is there once");
	await page.keyboard.press("Escape");
	await fits("the articles fit");
}

async function warehouses({ page, same, sees, check, clean, shot }) {
	const code = own("W");
	await page.goto("/warehouses");
	await main(page).getByRole("button", { name: "New warehouse" }).click();
	await drawer(page).getByLabel("Short name").fill(code);
	await drawer(page).getByLabel("Name", { exact: true }).fill("Shenzhen 深圳");
	await drawer(page).getByRole("button", { name: "Make the warehouse" }).click();
	await said(page, `Warehouse ${code} is made.`);
	const row = main(page).getByRole("row", { name: new RegExp(code) });
	await sees(row.getByText("Our own"), "a warehouse of our own is there");
	await row.getByRole("button", { name: code }).click();
	check(await drawer(page).getByRole("radio").first().isDisabled(), "whose it is stays as it was made");
	await clean("axe finds nothing serious in a warehouse");
	await shot("warehouse");
	await drawer(page).getByRole("switch").click();
	await drawer(page).getByRole("button", { name: "Save" }).click();
	await sees(row.getByText("Closed"), "it is closed");
	same(await row.count(), 1, "and stays in the list");
}

async function receive({ page, same, sees, comes, check, clean, fits, shot }) {
	const api = await door(page);
	await warehouse(api);
	const codes = [own("IN"), own("IN2"), own("IN3")];
	for (const code of codes) await sku(api, code, `Cup ${code}`);
	await page.goto("/receipts");
	await main(page).getByRole("button", { name: "New receipt" }).click();
	await page.waitForURL("**/receipts/new");
	const field = main(page).getByPlaceholder("Code or barcode, then Enter");
	await main(page).locator(".r-head .ant-select").click();
	await page.locator(".ant-select-dropdown:visible").getByText(/^MAIN/).click();
	// By keyboard, as a scanner types.
	await field.fill(codes[0]);
	await page.keyboard.press("Enter");
	await comes(() => main(page).locator(".r-count input").evaluate((e) => e === document.activeElement), true, "Enter leads to the pieces");
	await page.keyboard.type("12");
	await page.keyboard.press("Enter");
	await sees(main(page).locator(".ant-table-row", { hasText: codes[0] }), "Enter takes the line");
	await comes(() => field.evaluate((e) => e === document.activeElement), true, "and leads back to the next SKU");
	await field.fill("NO-SUCH-SKU");
	await page.keyboard.press("Enter");
	await sees(main(page).getByText("There is no SKU with the code or barcode “NO-SUCH-SKU”."), "an unknown code is refused with words");
	await field.evaluate((e, text) => {
		e.focus();
		const data = new DataTransfer();
		data.setData("text", text);
		e.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
	}, `${codes[1]}\t1,200\n${codes[0]}\t3\nNOPE-1\t5\n${codes[2]}\t0`);
	await sees(main(page).getByText("There is no such SKU."), "pasted rows are looked up each");
	await comes(() => main(page).locator(".ant-table-row").count(), 4, "the rows of a spreadsheet are lines");
	same(await main(page).getByLabel(`Pieces of ${codes[0]}`).inputValue(), "15", "the same SKU again is one line");
	await main(page).getByRole("button", { name: "Book the receipt" }).click();
	await sees(main(page).getByText("Lines to be corrected: 2."), "nothing is booked while a line is wrong");
	await shot("receipt-wrong");
	await clean("axe finds nothing serious in a new receipt");
	await page.reload();
	await comes(() => main(page).locator(".ant-table-row").count(), 4, "what was written outlasts a reload");
	await main(page).getByRole("button", { name: "Remove NOPE-1" }).click();
	await main(page).getByLabel(`Pieces of ${codes[2]}`).fill("7");
	await main(page).getByRole("button", { name: "Book the receipt" }).click();
	await page.waitForURL(/\/receipts\/\d+$/);
	await sees(main(page).getByText("1,222 pieces"), "the receipt is booked");
	await comes(() => main(page).locator(".ant-table-row").count(), 3, "with its lines");
	await shot("receipt");
	await fits("a receipt fits");
	await page.goto(`/skus?find=${codes[1]}`);
	await comes(async () => (await main(page).getByRole("row", { name: new RegExp(codes[1]) }).innerText()).replace(/\s+/g, " "), (s) => / 1,200 0 1,200 /.test(s), "its pieces are on the shelf");
	await page.goto("/receipts");
	check(await main(page).locator(".ant-table-row").first().waitFor().then(() => true, () => false), "and it is in the list");
}

// 40 rows of which three are wrong, in GB18030 with headings of somebody else's.
async function file({ page, same, sees, comes, check, clean, fits, shot }) {
	const mark = own("F");
	const rows = Array.from({ length: 40 }, (_, i) => `${mark}-${i},Cup ${i},${100 + i}`);
	rows[4] = `${mark}-4,Cup 4,heavy`;
	rows[9] = ",Cup without a code,5";
	rows[20] = `${mark}-3,Cup again,5`;
	const text = `Artikel,Name,Gramm\n${rows.join("\n")}\n`;
	await page.goto("/skus");
	await main(page).getByRole("button", { name: "Import" }).click();
	const example = page.waitForEvent("download");
	await drawer(page).getByRole("button", { name: "Empty file with headings" }).click();
	check((await example).suggestedFilename().endsWith(".csv"), "an empty file with the headings can be had");
	await drawer(page).locator("input[type=file]").setInputFiles({ name: "nothing.csv", mimeType: "text/csv", buffer: Buffer.from("") });
	await sees(drawer(page).locator(".import-no"), "an empty file is refused with words");
	await drawer(page).locator("input[type=file]").setInputFiles({ name: "cups.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
	await drawer(page).locator(".import-checked").waitFor();
	const choose = async (ours, theirs) => {
		await drawer(page).getByLabel(`Heading in the file: ${ours}`).first().click();
		await page.locator(".ant-select-dropdown:visible .ant-select-item-option").getByText(theirs, { exact: true }).click();
		await page.locator(".ant-select-dropdown:visible").waitFor({ state: "hidden" });
	};
	await choose("SKU code", "Artikel");
	if (!(await drawer(page).locator(".import-heading", { hasText: "Name" }).count())) await choose("Title", "Name");
	await choose("Weight (g)", "Gramm");
	await shot("import-columns");
	await drawer(page).getByLabel("Name of a template").fill(mark);
	await drawer(page).getByRole("button", { name: "Keep as template" }).click();
	await said(page, `Template “${mark}” is kept.`);
	await drawer(page).getByRole("button", { name: "Check again with these columns" }).click();
	await sees(drawer(page).getByText("37 of 40 rows can be taken in, 3 cannot."), "the trial says how many rows are good");
	same(await page.request.get(`/api/v1/skus?find=${mark}`).then((r) => r.json()).then((l) => l.items.length), 0, "and has changed nothing");
	const faults = (await drawer(page).locator(".import-part", { hasText: "Faulty rows" }).locator(".ant-table-row").allInnerTexts()).map((s) => s.replace(/\s+/g, " "));
	check(faults.includes("6 Gramm heavy This must be a whole number from 0 to 100,000,000."), "a fault is named by row, column, value and reason", faults.join(" | "));
	check(faults.some((f) => /^11 Artikel /.test(f)) && faults.some((f) => /^22 Artikel /.test(f)), "each of them", faults.join(" | "));
	const report = page.waitForEvent("download");
	await drawer(page).getByRole("button", { name: "Download the report" }).click();
	check((await report).suggestedFilename().endsWith(".csv"), "the report can be had");
	await clean("axe finds nothing serious in an import");
	await shot("import-faults");
	await drawer(page).getByRole("button", { name: "Take in only the 37 good rows" }).click();
	await sees(drawer(page).getByText("37 rows were taken in."), "only the good rows are taken");
	await shot("import-done");
	await drawer(page).locator(".ant-result").getByRole("button", { name: "Close" }).click();
	await page.getByLabel("Code, barcode or a word of the title").fill(mark.toLowerCase());
	await comes(() => main(page).locator(".ant-table-row").count(), 37, "they are in the list");
	await main(page).getByRole("button", { name: "Import" }).click();
	await sees(drawer(page).getByRole("button", { name: "cups.csv" }), "the file is among the earlier ones");
	await drawer(page).getByLabel("Template of headings").first().click();
	await page.locator(".ant-select-dropdown:visible .ant-select-item-option").getByText(mark).click();
	await sees(drawer(page).locator(".import-template", { hasText: mark }), "the template can be chosen for the next file");
	await page.setViewportSize({ width: 390, height: 844 });
	await page.reload();
	await main(page).getByRole("button", { name: "Import" }).click();
	await drawer(page).locator(".import-choose").waitFor();
	await fits("the import fits 390 px");
}

export const flows = [
	{ name: "articles: made with a photo, changed by two, archived", run: articles, postgres: true },
	{ name: "warehouses: made, changed, closed", run: warehouses },
	{ name: "goods are received by keyboard and from a spreadsheet", run: receive, postgres: true },
	{ name: "a file with faults is tried, and its good rows are taken", run: file, postgres: true },
];
