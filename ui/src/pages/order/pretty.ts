// ui/src/pages/order/pretty.ts - JSON set out in lines, character by character: parsing it would round numbers of 64 bits.
const STEP = "  ";

export function pretty(json: string): string {
	let out = "", depth = 0, inString = false, escaped = false;
	const line = () => (out += `\n${STEP.repeat(Math.max(0, depth))}`);

	for (let i = 0; i < json.length; i++) {
		const c = json[i]!;
		if (inString) {
			out += c;
			inString = escaped || c !== '"';
			escaped = !escaped && c === "\\";
		} else if (c === '"') {
			inString = true;
			out += c;
		} else if (c === "{" || c === "[") {
			out += c;
			const next = /\S/.exec(json.slice(i + 1, i + 64))?.[0];
			depth++;
			if (next !== (c === "{" ? "}" : "]"))
				line();
		} else if (c === "}" || c === "]") {
			depth--;
			if (!/[{[]$/.test(out.slice(-1)))
				line();
			out += c;
		} else if (c === ",") {
			out += c;
			line();
		} else if (c === ":") {
			out += ": ";
		} else if (!/\s/.test(c)) {
			out += c;
		}
	}
	return out;
}
