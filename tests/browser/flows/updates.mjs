// tests/browser/flows/updates.mjs - orders are brought in line with their platform, and keep what people changed here; S000-19…26.
import { readFile } from "node:fs/promises";
import { door, goods, handShop, order } from "../people.mjs";
import { startShop } from "../server.mjs";

const ALL = 255;

// A market that stands still, and one who may do everything.
async function stage(given, act, ours = 1) {
	const shop = await startShop(given.server.binary, { mira: ALL }, { shops: 2, ours, url: given.server.url });
	try {
		const answer = await given.context.request.post(`${shop.base}/api/v1/session`, { data: { user: "mira", password: "password of mira" } });
		if (!answer.ok()) throw new Error(`signing in: ${answer.status()} ${await answer.text()}`);
		await act({ ...given, shop, api: await door(given.page, shop.base), go: (path) => given.page.goto(shop.base + path) });
	} finally {
		await shop.end();
	}
}

// So many new paid orders of a shop of ours, once they are here: { id, number, sn }.
async function placed({ page, api, shop }, count, of = 0, lines = 1) {
	const made = (await shop.tell("/orders", { shop_id: shop.ids[of], count, lines, paid: true })).items.map((o) => o.order_sn);
	const items = await pulled({ page, api }, async () => (await api.get(`/orders?tab=all&numbers=${made.join(",")}`)).items, (all) => all.length === count);
	return made.map((sn) => ({ sn, ...items.find((o) => o.ref === sn) }));
}

// Pulls until what is read is as it is to be; a pull that is under way already may have looked too early.
async function pulled({ page, api }, read, fits) {
	for (let i = 0; i < 300; i++) {
		if (i % 10 === 0)
			for (const s of (await api.get("/shops")).items) if (s.channel === "shopee") await api.post(`/shops/${s.id}/pull`).catch(() => undefined);
		const is = await read();
		if (fits(is)) return is;
		await page.waitForTimeout(150);
	}
	throw new Error("what the platform has does not come");
}

// What the platform says now stands here as a revision, not taken yet.
const known = (given, id, revision) => pulled(given, async () => (await given.api.get(`/orders/${id}`)).revision, (is) => is >= revision);

const main = (page) => page.locator("main:not([hidden])");
const dialog = (page) => page.getByRole("dialog").filter({ hasText: "Update now" });
const tickRow = (page, number) => page.locator(".o-row", { hasText: number }).getByRole("checkbox").check();
const updateButton = (page) => main(page).getByRole("button", { name: "Update order" });
const shownOf = async (api, id) => Object.fromEntries((await api.get(`/orders/${id}/at`)).facts.filter((f) => f.line === "").map((f) => [f.field, f.value]));

// The newest task, once it is another than the one before and has ended.
async function ended(page, api, before) {
	for (let i = 0; i < 600; i++) {
		const [task] = (await api.get("/tasks?limit=1")).items;
		if (task?.ended_at && task.id !== before?.id) return task;
		await page.waitForTimeout(100);
	}
	throw new Error("the task does not end");
}

async function list(given) {
	const { page, api, shop, go, sees, comes, check, same, clean, fits, shot } = given;
	const [a, b] = await placed(given, 2);
	await api.post("/orders/deeds", { ids: [b.id], deed: "void", why: "Ordered twice" });
	const asked = [];
	page.on("request", (r) => r.method() === "POST" && /\/orders\/update$/.test(new URL(r.url()).pathname) && asked.push(r.url()));

	await go(`/orders?number=${a.number}`);
	await sees(page.locator(".o-row", { hasText: a.number }), "S000-19: the order to be updated is found");
	same(await updateButton(page).count(), 0, "without a tick no update is offered");
	await tickRow(page, a.number);
	await sees(updateButton(page), "S000-20, S000-21: once one is ticked in Pending, the update is offered");
	const head = await page.locator(".o-table thead").boundingBox(), button = await updateButton(page).boundingBox();
	check(button.y + button.height <= head.y, "S000-21: above the list's header");
	await go("/orders?tab=pending");
	await tickRow(page, a.number);
	await page.locator(".o-tabs button", { hasText: "作废" }).click();
	await tickRow(page, b.number);
	await comes(() => page.locator(".o-tickbar").innerText(), (s) => /2 ticked/.test(s), "S000-20: orders of Pending and of Void are ticked together");
	await fits("the list with ticked orders fits");

	await updateButton(page).click();
	await sees(dialog(page).getByText("of the 2 ticked can be updated"), "the dialog says how many are eligible");
	check(await dialog(page).getByRole("radio", { name: /Merge, keep my edits/ }).isChecked(), "to keep one's edits is what is offered first");
	await sees(dialog(page).getByText("Fetch the order from its platform"), "and what would happen");
	await clean("the question has nothing serious or critical");
	await shot("update-dialog");
	await page.keyboard.press("Escape");
	await dialog(page).waitFor({ state: "detached" });
	same((await api.get("/tasks")).items.length, 0, "S000-23: closing it begins no task");
	same(asked.length, 0, "S000-23: and sends nothing");
	same((await api.get(`/orders/${a.id}`)).ver, a.ver, "S000-23: the order is as it was");

	await shop.tell(`/orders/${a.sn}/address`, {});
	await shop.tell(`/orders/${b.sn}/address`, {});
	const before = await shownOf(api, a.id);
	await updateButton(page).click();
	await dialog(page).getByRole("button", { name: "Update now" }).click();
	await sees(page.locator(".ant-notification-notice", { hasText: "2 done" }), "S000-25: when it is complete the Task Center tells the result");
	await shot("update-notice");
	const task = await ended(page, api);
	same([task.total, task.succeeded, task.failed], [2, 2, 0], "S000-22: each selected order was asked for");
	const after = await shownOf(api, a.id);
	check(after.consignee_address !== before.consignee_address, "S000-22: and has the newest address");
	same((await api.get(`/orders/${b.id}`)).state, "void", "a void order stays void");
	await comes(() => page.locator(".o-tickbar").count(), 0, "nothing is ticked any more");

	await sees(page.getByRole("button", { name: /^Task Center: 1 new/ }), "S000-25: the bell in the upper right says that there is news");
	await page.getByRole("button", { name: /^Task Center/ }).click();
	await sees(page.locator(".tc-task.fresh", { hasText: "2 done" }), "S000-25: and lists it");
	await clean("the Task Center has nothing serious or critical");
	await shot("task-center");
	await page.locator(".tc-task a").first().click();
	await page.waitForURL(`**/tasks/${task.id}`);
	await comes(() => main(page).locator(".task-item").count(), 2, "each order has its result");
	await clean("the task has nothing serious or critical");
	await shot("task");
	await sees(page.getByRole("button", { name: "Task Center", exact: true }), "what was looked at is no news any more");
	await main(page).locator(".task-item a").first().click();
	await page.waitForURL(/\/orders\/\d+$/);
	await page.goto(`${shop.base}/tasks`);
	await sees(main(page).getByRole("link", { name: "Update orders" }), "the history has it");
	await clean("the list of tasks has nothing serious or critical");
	await shot("tasks");
}

const edit = (page) => page.getByRole("dialog").filter({ hasText: "Save the edits" });

async function merge(given) {
	const { page, api, shop, go, sees, comes, check, same, clean, fits, shot } = given;
	const [o] = await placed(given, 1, 0, 3);
	await go(`/orders/${o.id}`);
	await main(page).getByRole("button", { name: "Edit recipient, delivery and remark" }).click();
	await edit(page).getByLabel("Phone").fill("call me maybe");
	await edit(page).getByRole("button", { name: "Save the edits" }).click();
	await sees(edit(page).getByRole("alert"), "what is no phone is refused with words");
	same(await edit(page).getByLabel("Phone").inputValue(), "call me maybe", "and nothing typed is lost");
	await edit(page).getByLabel("Phone").fill("+65 6123 4567");
	await edit(page).getByLabel("Our remark").fill("Call before delivery");
	await edit(page).getByRole("button", { name: "The buyer asked for it" }).click();
	await clean("the form has nothing serious or critical");
	await shot("edit-people");
	await edit(page).getByRole("button", { name: "Save the edits" }).click();
	await edit(page).waitFor({ state: "detached" });
	const edits = main(page).locator(".od-edits");
	await comes(() => edits.locator(".od-edit").count(), 2, "both edits are listed");
	await sees(edits.getByText("The buyer asked for it"), "with why");
	await sees(edits.getByText("mira").first(), "and by whom");
	await sees(main(page).locator(".od-side .od-edit-mark"), "the field is marked as edited");

	// Meanwhile the buyer moves house: another field of the same group.
	const revision = (await api.get(`/orders/${o.id}`)).revision;
	await shop.tell(`/orders/${o.sn}/address`, {});
	await known(given, o.id, revision + 1);
	await sees(main(page).locator(".od-merge", { hasText: "recipient's address" }), "what the platform changed is announced, and not taken yet");
	await clean("the order's page has nothing serious or critical");
	await shot("order-waits");
	const before = await shownOf(api, o.id);
	await main(page).locator(".od-merge").getByRole("button", { name: "Update order" }).click();
	await dialog(page).getByRole("button", { name: "Update now" }).click();
	const merged = await ended(page, api);
	const after = await shownOf(api, o.id);
	same(after.consignee_phone, "+65 6123 4567", "the edit made here stays");
	check(after.consignee_address !== before.consignee_address, "the address of the platform is taken, without a question");
	same([merged.succeeded, merged.asking], [1, 0], "nobody is asked");
	await main(page).locator(".od-merge").waitFor({ state: "detached" });
	await sees(main(page).locator(".od-timeline", { hasText: "Updated from the platform" }), "the timeline tells of it");

	// Now both sides change the address.
	await main(page).getByRole("button", { name: "Edit recipient, delivery and remark" }).click();
	await edit(page).getByLabel("Address").fill("7 Our Own Road");
	await edit(page).getByRole("button", { name: "Save the edits" }).click();
	await edit(page).waitFor({ state: "detached" });
	const now = (await api.get(`/orders/${o.id}`)).revision;
	await shop.tell(`/orders/${o.sn}/address`, {});
	await known(given, o.id, now + 1);
	const collide = main(page).locator(".od-collide");
	await sees(collide.getByText("7 Our Own Road"), "a collision shows ours");
	const theirs = (await api.get(`/orders/${o.id}/merge`)).collisions.find((c) => c.field === "consignee_address").theirs;
	await sees(collide.getByText(theirs), "… and the platform's");
	await clean("the collision has nothing serious or critical");
	await fits("the order's page fits");
	await shot("order-collides");
	await page.setViewportSize({ width: 390, height: 844 });
	await fits("the order's page fits on a phone");
	await shot("order-collides-narrow");
	await page.setViewportSize({ width: 1440, height: 900 });
	await collide.getByRole("button", { name: /Take (all of )?the platform's/ }).click();
	await main(page).locator(".od-merge").waitFor({ state: "detached" });
	await sees(main(page).locator(".od-timeline", { hasText: "Decided" }), "the timeline tells of the decision");
	same((await shownOf(api, o.id)).consignee_address, theirs, "what was decided shows");
	same((await shownOf(api, o.id)).consignee_phone, "+65 6123 4567", "and the other edit stays");

	// Lines: one more, one out.
	await main(page).getByRole("button", { name: "Edit the lines" }).click();
	await edit(page).getByLabel("Ordered").first().fill("9");
	await edit(page).getByRole("button", { name: /^Take the line .* out$/ }).nth(1).click();
	await edit(page).getByRole("button", { name: "Add a line" }).click();
	await edit(page).getByLabel("SKU", { exact: true }).last().fill("GIFT-1");
	await clean("the form of the lines has nothing serious or critical");
	await shot("edit-lines");
	await edit(page).getByRole("button", { name: "Save the edits" }).click();
	await edit(page).waitFor({ state: "detached" });
	await sees(main(page).locator(".od-lines", { hasText: "GIFT-1" }), "a line that was added is there");
	await comes(async () => (await api.get(`/orders/${o.id}`)).lines.length, 3, "and one that was taken out is not");
	await shot("order-edited");

	// Undo one by hand.
	await edits.getByRole("button", { name: "Take back: Phone" }).click();
	await comes(async () => (await shownOf(api, o.id)).consignee_phone, (v) => v !== "+65 6123 4567", "an edit that is taken back shows what the platform says");

	// The time machine.
	await main(page).getByRole("tab", { name: "Time machine" }).click();
	const time = main(page).locator(".od-time");
	await sees(time.locator(".od-list"), "the order at a moment");
	await clean("the time machine has nothing serious or critical");
	await shot("time-machine");
	await comes(async () => {
		const there = await time.getByText("Revision 1", { exact: true }).isVisible();
		if (!there) await time.getByRole("button", { name: "One change earlier" }).click({ timeout: 2000 }).catch(() => undefined);
		return there;
	}, true, "back at the first revision");
	await comes(() => time.locator(".od-list").first().innerText(), (s) => s.includes(before.consignee_address) || !s.includes("7 Our Own Road"), "it shows what it was then");
	await time.locator(".od-why-open").first().click();
	await sees(page.locator(".od-why li"), "each fact says why");
	await shot("time-why");
}

async function undo(given) {
	const { page, api, shop, go, sees, comes, same, shot } = given;
	const [o] = await placed(given, 1);
	const before = await shownOf(api, o.id);
	const at = (await api.get(`/orders/${o.id}`)).revision;
	await shop.tell(`/orders/${o.sn}/address`, {});
	await known(given, o.id, at + 1);
	await go("/orders");
	await tickRow(page, o.number);
	await updateButton(page).click();
	await dialog(page).getByRole("radio", { name: /Take the platform's/ }).check();
	await comes(() => dialog(page).getByRole("button", { name: "Update now" }).isEnabled(), true, "taking all of the platform's is offered");
	await dialog(page).getByRole("button", { name: "Update now" }).click();
	const done = await ended(page, api);
	same((await shownOf(api, o.id)).consignee_address === before.consignee_address, false, "the update took the new address");
	await go(`/tasks/${done.id}`);
	await main(page).getByRole("button", { name: "Undo all of it" }).click();
	await page.getByRole("dialog").getByRole("button", { name: "Undo all of it" }).click();
	await page.waitForURL((u) => /\/tasks\/\d+$/.test(u.pathname) && !u.pathname.endsWith(`/${done.id}`));
	await sees(main(page).getByRole("heading", { name: /Undo an update/ }), "undoing is a task of its own");
	await ended(page, api, done);
	await sees(main(page).locator(".task-item .state.good", { hasText: "Undone" }), "with a result for each order");
	await shot("task-undo");
	same((await shownOf(api, o.id)).consignee_address, before.consignee_address, "the order is as it was before the update");
	await main(page).locator(".task-item a").first().click();
	await page.waitForURL(`**/orders/${o.id}`);
	await main(page).locator(".od-timeline").getByRole("link", { name: "The task that is undone" }).click();
	await page.waitForURL(`**/tasks/${done.id}`);
	await go(`/tasks/${done.id}`);
	await sees(main(page).getByText("Undone by this task"), "the task says that it was undone");
	same(await main(page).getByRole("button", { name: "Undo all of it" }).count(), 0, "and is not undone twice");
}

async function refusals(given) {
	const { page, api, shop, go, sees, comes, check, same, clean, fits, shot } = given;
	const [good, frozen, held] = await placed(given, 3);
	const [lost] = await placed(given, 1, 1);
	await handShop(api);
	const byHand = await order(api, [{ sku: "HAND-9", quantity: 1 }]);
	await api.post("/orders/deeds", { ids: [frozen.id], deed: "freeze", why: "Being clarified" });
	const sku = (await api.get(`/orders/${held.id}`)).lines[0].sku;
	await goods(api, sku, 500, "Thing");
	await comes(async () => {
		await api.post("/orders/deeds", { ids: [held.id], deed: "reserve" });
		return (await api.get(`/orders/${held.id}`)).reserved > 0;
	}, true, "one order holds stock");
	await api.post("/orders/deeds", { ids: [good.id], deed: "release" });
	const herbs = (await api.get("/accounts")).items.find((a) => a.title === "Herbs" || a.shops?.some((s) => s.title === "Herbs"));
	await api.post(`/accounts/${herbs.id}/cancel`, {});
	const all = [good, frozen, held, lost, byHand];

	await go(`/orders?tab=all&numbers=${all.map((o) => o.number).join(",")}`);
	await comes(() => page.locator(".o-row").count(), 5, "five orders");
	await page.locator(".o-table thead .o-tick input").click();
	await updateButton(page).click();
	await sees(dialog(page).getByText("of the 5 ticked can be updated"), "the dialog counts them");
	for (const code of ["CHANNEL_NOT_UPDATABLE", "SHOP_UNBOUND", "ORDER_FIXED", "STOCK_PREOCCUPIED"])
		await sees(dialog(page).locator(".deed-group", { hasText: code }), `and says ${code}`);
	same(await dialog(page).locator(".up-count b").innerText(), "1", "one is eligible");
	await clean("the refusals have nothing serious or critical");
	await shot("update-refusals");
	await page.setViewportSize({ width: 390, height: 844 });
	await shot("update-refusals-narrow");
	await fits("the refusals fit on a phone");
	await page.setViewportSize({ width: 1440, height: 900 });
	await dialog(page).getByRole("checkbox", { name: /Release, update, reserve again/ }).check();
	await comes(() => dialog(page).locator(".up-count b").innerText(), "2", "releasing first makes one more eligible");
	await sees(dialog(page).getByText("Reserve stock again"), "and the plan says so");
	await dialog(page).getByRole("checkbox", { name: /Release, update, reserve again/ }).uncheck();
	await comes(() => dialog(page).locator(".up-count b").innerText(), "1", "or not");
	await dialog(page).getByRole("button", { name: "Update now" }).click();
	await sees(page.locator(".ant-notification-notice", { hasText: "1 done, 4 failed" }), "S000-26: the number of both is told");
	const task = await ended(page, api);
	await go(`/tasks/${task.id}`);
	await comes(() => main(page).locator(".task-cause").count(), 4, "S000-26: failures stand together by their cause");
	await comes(() => main(page).locator(".task-item .state.bad").count(), 4, "S000-26: and each failed order says why");
	await clean("the task has nothing serious or critical");
	await fits("the task fits");
	await shot("task-refusals");
	await page.setViewportSize({ width: 390, height: 844 });
	await fits("the task fits on a phone");
	await shot("task-refusals-narrow");
	await page.setViewportSize({ width: 1440, height: 900 });
	await main(page).locator(".task-cause", { hasText: "STOCK_PREOCCUPIED" }).getByRole("button", { name: "Release stock", exact: true }).click();
	await comes(async () => (await api.get(`/orders/${held.id}`)).reserved, 0, "the cure is a click away");
	await main(page).locator(".task-cause", { hasText: "STOCK_PREOCCUPIED" }).getByRole("button", { name: "Try these again" }).click();
	await page.waitForURL((u) => /\/tasks\/\d+$/.test(u.pathname) && !u.pathname.endsWith(`/${task.id}`));
	const again = await ended(page, api, task);
	same([again.total, again.succeeded], [1, 1], "S000-11, S000-32: and then it is updated");
	await go("/orders?tab=frozen");
	await tickRow(page, frozen.number);
	await updateButton(page).click();
	await sees(dialog(page).getByText("of the 1 ticked can be updated"), "where none is eligible");
	same(await dialog(page).locator(".up-count b").innerText(), "0", "0 is said");
	check(await dialog(page).getByRole("button", { name: "Update now" }).isDisabled(), "and nothing can be begun");
}

// The channel's answers are cut off, then whole again; S000-28, S000-32.
async function retry(given) {
	const { page, api, shop, go, sees, comes, check, same, clean, fits, shot } = given;
	const made = await placed(given, 3);
	await shop.tell("/faults", { kind: "cut", count: 1000 });
	await api.post("/orders/update", { ids: made.map((o) => o.id), mode: "keep", release: false });
	const failed = await ended(page, api);
	await shop.tell("/faults", { kind: "none" });
	same([failed.succeeded, failed.failed], [0, 3], "an answer that cannot be read fails the orders");
	await go(`/tasks/${failed.id}`);
	const cause = main(page).locator(".task-cause", { hasText: "CHANNEL_DATA_ABNORMAL" });
	await sees(cause.getByText("the communication may be disturbed"), "S000-28: it is said that the communication may be disturbed");
	await sees(cause.getByText("Try again later; if it persists, contact support."), "S000-28: and what to do");
	await comes(() => main(page).locator(".task-item").count(), 3, "each order has its result");
	await clean("failures have nothing serious or critical");
	await shot("task-failed");

	const save = async (button) => {
		const [file] = await Promise.all([page.waitForEvent("download"), button.click()]);
		return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
	};
	const bundle = await save(main(page).getByRole("button", { name: `File for support about ${made[0].number}` }));
	const told = JSON.parse(bundle.text);
	check(/\.json$/.test(bundle.name), "S000-32: a failure can be sent to support as a file", bundle.name);
	same([told.result.code, told.order.number, told.call.request.parameters.access_token, told.call.request.parameters.sign], ["channel_data_abnormal", made[0].number, "***", "***"],
		"S000-32: with what was asked and found, and without secrets");
	const name = (await api.get(`/orders/${made[0].id}`)).recipient.name;
	check(!bundle.text.includes(name), "and without people");
	const results = await save(main(page).getByRole("button", { name: "Download the results" }));
	const rows = results.text.trimEnd().split("\r\n");
	same(rows.length, 4, "the results can be saved: a line of titles and one for each order");
	check(made.every((o) => rows.some((r) => r.startsWith(`${o.number},`) && r.includes("channel_data_abnormal"))), "with number and cause");

	await main(page).getByRole("button", { name: "Try the failed ones again" }).click();
	await page.waitForURL((u) => /\/tasks\/\d+$/.test(u.pathname) && !u.pathname.endsWith(`/${failed.id}`));
	await sees(main(page).getByRole("heading", { name: /^Update orders again/ }), "S000-32: they are tried afresh, in a task of its own");
	await comes(() => main(page).locator(".task-item .state.good").count(), 3, "and succeed");
	await comes(() => main(page).locator(".task-item .ant-tag", { hasText: "×2" }).count(), 3, "it is said how often they were tried");
	await main(page).getByRole("link", { name: "The task before" }).click();
	await page.waitForURL(`**/tasks/${failed.id}`);

	await go("/tasks");
	const history = main(page).locator(".task-list tbody .ant-table-row");
	await comes(() => history.count(), 2, "the history has both");
	await sees(history.first().getByText("3 done"), "newest first");
	await sees(history.nth(1).getByText("0 done, 3 failed"), "each with how it went");
	await main(page).getByLabel("Only mine").check();
	await page.waitForURL(/mine=true/);
	await comes(() => history.count(), 2, "they are mine");
	await main(page).getByRole("combobox", { name: "Task" }).click();
	await page.locator(".ant-select-dropdown:visible .ant-select-item-option", { hasText: "Undo an update" }).click();
	await sees(main(page).getByText("No task is like this."), "and none undoes anything");
	await page.setViewportSize({ width: 390, height: 844 });
	await go("/tasks");
	await comes(() => history.count(), 2, "and all are there on a phone");
	await fits("the history fits on a phone");
}

// The channel asks to wait for long, so the task is sure to run when it is cancelled.
async function cancel(given) {
	const { page, api, shop, go, sees, comes, check, same, clean, fits, shot } = given;
	const made = await placed(given, 4);
	await shop.tell("/faults", { kind: "busy", count: 1000000, retry_after_s: 1800 });
	await go(`/orders?tab=all&numbers=${made.map((o) => o.number).join(",")}`);
	await comes(() => page.locator(".o-row").count(), 4, "four orders");
	await page.locator(".o-table thead .o-tick input").click();
	await updateButton(page).click();
	await sees(dialog(page).getByText("of the 4 ticked can be updated"), "all can be updated");
	await dialog(page).getByRole("button", { name: "Update now" }).click();
	await sees(page.getByRole("button", { name: /^Task Center.*1 running/ }), "the bell says that one runs");
	await page.getByRole("button", { name: /^Task Center/ }).click();
	await sees(page.locator(".tc-task.live").getByText("0 / 4"), "the Task Center shows its progress");
	await clean("a running task in the Task Center has nothing serious or critical");
	await page.locator(".tc-task.live a").click();
	await page.waitForURL(/\/tasks\/\d+$/);
	const id = new URL(page.url()).pathname.split("/").pop();
	await sees(main(page).locator(".page-head", { hasText: "Running" }), "its page says that it runs");
	await clean("a running task has nothing serious or critical");
	await shot("task-running");
	await main(page).getByRole("button", { name: "Cancel the task" }).click();
	await page.getByRole("dialog").getByRole("button", { name: "Leave it" }).click();
	await page.getByRole("dialog").waitFor({ state: "detached" });
	same((await api.get(`/tasks/${id}`)).state, "run", "who leaves it has cancelled nothing");
	await main(page).getByRole("button", { name: "Cancel the task" }).click();
	await sees(page.getByRole("dialog").getByText("Orders that still wait: 4."), "it is said what cancelling means");
	await page.getByRole("dialog").getByRole("button", { name: "Cancel the task" }).click();
	await sees(main(page).locator(".page-head", { hasText: "Cancelled" }), "it is cancelled");
	await comes(() => main(page).locator(".task-item", { hasText: "Not asked any more" }).count(), 4, "and no order is asked for any more");
	same(await main(page).getByRole("button", { name: "Cancel the task" }).count(), 0, "it is not cancelled twice");
	check((await api.get(`/orders/${made[0].id}`)).ver === made[0].ver, "the orders are as they were");
	await comes(() => page.getByRole("button", { name: /^Task Center.*running/ }).count(), 0, "nothing runs any more");
	await page.setViewportSize({ width: 390, height: 844 });
	await fits("a cancelled task fits on a phone");
}

export const flows = [
	{ name: "S000-19 S000-20 S000-21 S000-22 S000-23 S000-25 orders are updated from the list", run: (g) => stage(g, list), session: "fresh", postgres: true },
	{ name: "an order edited here and there merges without a question, a collision is decided, time goes back", run: (g) => stage(g, merge), session: "fresh", postgres: true },
	{ name: "S000-26 S000-32 a batch with four kinds of refusal", run: (g) => stage(g, refusals, 2), session: "fresh", postgres: true },
	{ name: "S000-28 S000-32 failed updates are sent to support, saved, tried again", run: (g) => stage(g, retry), session: "fresh", postgres: true },
	{ name: "an update is cancelled", run: (g) => stage(g, cancel), session: "fresh", postgres: true },
	{ name: "an update is undone", run: (g) => stage(g, undo), session: "fresh", postgres: true },
];
