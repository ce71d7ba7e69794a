// ui/test/run.mjs - the words of the pages: three languages say the same things, every word is said by t(), none is left over.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "src");
let passed = 0;
let failed = 0;
function check(wrong, sentence) {
	if (wrong.length === 0) passed += 1;
	else {
		failed += 1;
		console.log(`not so: ${sentence}:\n  ${wrong.slice(0, 40).join("\n  ")}`);
	}
}

const files = readdirSync(root, { recursive: true }).map((f) => join(root, String(f))).filter((f) => /\.tsx?$/.test(f));
const parse = (file) => ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
const walk = (node, see) => {
	see(node);
	node.forEachChild((child) => walk(child, see));
};

// The words of one file of src/i18n: { en: { key: text }, zh: …, ru: … }.
function wordsOf(file) {
	const found = {};
	walk(parse(file), (node) => {
		if (!ts.isVariableDeclaration(node) || !["en", "zh", "ru"].includes(node.name.getText())) return;
		if (!node.initializer || !ts.isObjectLiteralExpression(node.initializer)) return;
		const words = (found[node.name.getText()] = {});
		for (const p of node.initializer.properties)
			if (ts.isPropertyAssignment(p)) words[p.name.text] = p.initializer.text ?? "";
	});
	return found;
}

const all = {};
const uneven = [];
const empty = [];
const holes = [];
const foreign = [];
const twice = [];
for (const file of files.filter((f) => dirname(f) === join(root, "i18n") && /\/[a-z_]+\.ts$/.test(f))) {
	const { en, zh, ru } = wordsOf(file);
	if (!en || !Object.keys(en).length) continue;
	twice.push(...Object.keys(en).filter((key) => key in all));
	Object.assign(all, en);
	for (const key of new Set([en, zh, ru].flatMap((w) => Object.keys(w)))) {
		const three = [en[key], zh[key], ru[key]];
		if (three.some((w) => w === undefined)) uneven.push(key);
		else if (three.some((w) => w.trim() === "")) empty.push(key);
		else {
			const names = three.map((w) => [...w.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort().join());
			if (names.some((n) => n !== names[0])) holes.push(`${key}: {${names.join("} {")}}`);
			// A sentence left in English: Latin words where the language has its own letters; names in capitals stay as they are.
			if (/[a-z]{3,} [a-z]{2,}/i.test(en[key]) && /[a-z]/.test(en[key])) {
				if (!/\p{Script=Han}/u.test(zh[key])) foreign.push(`${key} in Chinese: ${zh[key]}`);
				if (!/\p{Script=Cyrillic}/u.test(ru[key])) foreign.push(`${key} in Russian: ${ru[key]}`);
			}
		}
	}
}
check(uneven, "each word is there in three languages");
check(empty, "no word is empty");
check(holes, "the three say the same values");
check(foreign, "no sentence is left in English");

const SEEN = new Set(["title", "placeholder", "aria-label", "alt", "label", "message", "description", "okText", "cancelText", "content", "tooltip", "emptyText"]);
// Letters of any language; single ones (a key, a unit) are signs, not words.
const isWord = (text) => /\p{L}{2,}/u.test(text) && !/^(Esc|Ctrl)$/.test(text.trim());
const literal = [];
const used = new Set();
for (const file of files) {
	const source = parse(file);
	const at = (node) => `${relative(root, file)}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
	const inWords = dirname(file) === join(root, "i18n");
	walk(source, (node) => {
		if (!inWords && ts.isStringLiteralLike(node)) used.add(node.text);
		if (!inWords && ts.isTemplateExpression(node)) used.add(new RegExp(`^${[node.head.text, ...node.templateSpans.map((s) => s.literal.text)].map((p) => p.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join(".+")}$`));
		if (!file.endsWith(".tsx")) return;
		if (ts.isJsxText(node) && isWord(node.text)) literal.push(`${at(node)}: ${node.text.trim().slice(0, 60)}`);
		const shown = (ts.isJsxAttribute(node) || ts.isPropertyAssignment(node)) && SEEN.has(node.name.getText().replace(/"/g, ""));
		if (shown && node.initializer && ts.isStringLiteral(node.initializer) && isWord(node.initializer.text) && !(node.initializer.text in all))
			literal.push(`${at(node)}: ${node.name.getText()}="${node.initializer.text}"`);
		if (ts.isJsxExpression(node) && node.expression && ts.isStringLiteral(node.expression) && !ts.isJsxAttribute(node.parent) && isWord(node.expression.text))
			literal.push(`${at(node)}: {"${node.expression.text}"}`);
	});
}
check(literal, "every word on a page is said by t()");
const patterns = [...used].filter((u) => u instanceof RegExp && /\\\./.test(u.source) && u.source.length > 8);
check(Object.keys(all).filter((key) => !used.has(key) && !patterns.some((p) => p.test(key))), "no word is left over");

// What the server says of a row of a file, in all its sentences; and what it finds of the conditions of going live.
const source = join(root, "..", "..", "src");
const literals = (text) => [...text.matchAll(/"(?:[^"\\]|\\.)*"(?:\s*"(?:[^"\\]|\\.)*")*/g)].map(([all]) => JSON.parse(`"${all.replace(/(?<!\\)"\s*"/g, "").slice(1, -1)}"`));
const server = [];
for (const file of readdirSync(join(source, "work")).filter((f) => /^import.*(?<!_test)\.c$/.test(f)))
	for (const [call] of readFileSync(join(source, "work", file), "utf8").matchAll(/\bimport_fault\((?:[^;"]|"(?:[^"\\]|\\.)*")*;/g))
		server.push(...literals(call));
for (const [call] of readFileSync(join(source, "core", "sku_map_form.c"), "utf8").matchAll(/\btext_format\((?:[^;"]|"(?:[^"\\]|\\.)*")*;/g)) server.push(...literals(call));
const [said] = readFileSync(join(source, "base", "money.c"), "utf8").match(/ERR_BAD_MONEY,\s*"(?:[^"\\]|\\.)*"/);
server.push(...literals(said));
const holeless = (text, hole) => text.replace(hole, "\0");
const theirs = new Set(server.map((text) => holeless(text, /%(?:lld|zu|d|s|\.\*s)/g)).filter((text) => /\w/.test(text)));
const ours = [];
walk(parse(join(root, "parts", "faults.ts")), (node) => {
	if (ts.isArrayLiteralExpression(node) && node.elements.length === 2 && node.elements.every(ts.isStringLiteral)) ours.push(node.elements.map((e) => e.text));
});
const known = new Set(ours.map(([, text]) => holeless(text, /\{\w+\}/g)));
check(theirs.size > 30 ? [...theirs].filter((text) => !known.has(text)) : ["hardly a sentence of the server's was found"], "each fault of a row that the server names has words");
// Those that are put together elsewhere: a field of an order by its name.
const APART = new Set(["fault.order_long", "fault.order_country"]);
check(ours.filter(([key, text]) => !theirs.has(holeless(text, /\{\w+\}/g)) && !APART.has(key)).map(([key]) => key), "no fault has words that the server does not name");
check(ours.filter(([key, text]) => {
	const names = (of) => [...new Set([...of.matchAll(/\{(\w+)\}/g)].map((m) => m[1]))].sort().join();
	return names(text) !== names(all[key] ?? "");
}).map(([key]) => key), "and says all its values");
const [, codes] = readFileSync(join(root, "api", "types.ts"), "utf8").match(/export type LiveSaid =([^;]*);/) ?? ["", ""];
const found = [...codes.matchAll(/"(\w+)"/g)].map((m) => m[1]);
check(found.length ? found.filter((code) => !(`live.said_${code}` in all)) : ["the codes were not found"], "whatever is found of a condition of going live has words");
const sayings = new Set([...readFileSync(join(source, "core", "live.c"), "utf8").matchAll(/\bsay(?:_of|_count)?\((?:a, )?c, "(\w+)"/g)].map((m) => m[1]));
check([...new Set([...sayings, ...found])].filter((code) => !sayings.has(code) || !found.includes(code)), "and the API names just those that the program says");

// Every code of the server has words. A type of the API that is new must be put here: told by the words under this beginning
// (less what never reaches a page), or told otherwise, by nothing that is put together of its codes.
const TOLD = {
	OrderState: "orders.tab.", OrderTab: "orders.tab.", OrderWord: "order.word.", Field: "field.", FieldGroup: "order.group.", ErrorCode: "err.", OrderSort: "orders.sort.",
	ExportFormat: "orders.file.", Outbound: "orders.out.", OrderNeed: "orders.needs.", SuggestionReason: "maps.reason.", StockOnly: "stock.only.", ListingOnly: "listings.only.",
	ReceiptKind: "receipts.kind_", WarehouseKind: "warehouses.kind_", WarehouseState: "warehouses.", SkuState: "skus.", UnitState: "place.", OrderDeed: "deeds.", ImportKind: "imports.title_",
	ImportState: "imports.state_", ImportTake: "imports.take_", LiveCheckName: "live.check_", LiveCheckState: "live.state_", LiveSaid: "live.said_", MovementKind: "stock.kind.",
	ReserveAt: "accounts.reserve_", JobState: "runs.", ShopPull: "accounts.pull_",
	PlanStepKind: "plan.", PlanTouch: "plan.of.", TaskState: "tasks.state.", TaskItemState: "tasks.item.", MergeMode: "update.", MergeOutcome: "tasks.outcome.", TaskMove: "tasks.do.", ChangeType: "change.",
};
const OTHERWISE = new Set(["Right", "AccountState", "Locale", "ChannelFlow", "ExpiryForecast", "OnOff", "AdjustKind", "FetchState", "TaskKind"]);
// Of the command line, of the machine, or of what our pages do not do.
const NO_PAGE = new Set(["err.usage", "err.too_deep", "err.push_forged", "err.method", "err.listeners_full", "err.db_newer", "err.port_in_use"]);
const unions = [...readFileSync(join(root, "api", "types.ts"), "utf8").matchAll(/export type (\w+) =\n([^;]*);/g)].map(([, name, body]) => [name, [...body.matchAll(/"([\w-]+)"/g)].map((m) => m[1])]);
check(unions.length > 30 ? unions.map(([name]) => name).filter((name) => !TOLD[name] && !OTHERWISE.has(name)) : ["the types of the API were not found"], "of each type of codes it is known how it is told");
const wordless = (keys) => keys.filter((key) => !(key in all) && !NO_PAGE.has(key));
for (const [name, codes] of unions.filter(([name]) => TOLD[name])) check(wordless(codes.map((code) => TOLD[name] + code)), `each code of ${name} has words`);
check([...NO_PAGE].filter((key) => key in all), "what reaches no page has no words");

// What the program writes as text: how a revision came, what was done with an order, which task runs.
const written = (folder, pattern) => [...new Set(readdirSync(join(source, folder)).filter((f) => /(?<!_test)\.(c|def)$/.test(f))
	.flatMap((f) => [...readFileSync(join(source, folder, f), "utf8").matchAll(pattern)].map((m) => m[1])))];
const writes = (what, least, codes, sentence) => check(codes.length < least ? [`only ${codes.join(", ")} found`] : wordless(codes.map((code) => what + code)), sentence);
writes("order.source.", 6, [...written("work", /\.source = TEXT\("(\w+)"\)/g), ...written("web", /hand_order_make\([^;]*?"(\w+)"/g)], "how a revision came has words");
writes("order.deed.", 14, [...written("work", /\.kind = TEXT\("(\w+)"\),\s*\.order_id/g),
	...written("work", /(?:book_note\(&?\w+, |\bby = \{ [^"};]*)"(\w+)"/g), ...unions.find(([name]) => name === "OrderDeed")[1]], "what was done with an order has words");
writes("runs.kind_", 10, written("work", /^KIND\("(\w+)"/gm), "each kind of job has words");

// A word stands in one file only. Where the cure of an error has words of its own, the error is one sentence: what is wrong.
check(twice, "no word is said in two places");
check(Object.keys(all).filter((key) => key.startsWith("cure.") && /^$|[.。] ?\S/.test(all[key.replace("cure.", "err.")] ?? "")), "what has a cure says it once");

console.log(`ui: ${passed} passed, ${failed} failed`);
process.exitCode = failed || !passed ? 1 : 0;
