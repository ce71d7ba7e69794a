// ui/src/dom.ts - elements made of texts, moments and amounts as people read them.

export function el<K extends keyof HTMLElementTagNameMap>(name: K, attributes: Record<string, string>,
	...content: (Node | string)[]): HTMLElementTagNameMap[K] {
	const e = document.createElement(name);
	for (const [key, value] of Object.entries(attributes))
		e.setAttribute(key, value);
	e.append(...content);
	return e;
}

export function clear(e: HTMLElement, ...content: Node[]): void {
	e.replaceChildren(...content);
}

export function moment(rfc3339: string | null): string {
	if (!rfc3339)
		return "";
	return new Date(rfc3339).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
}

// "in 4 min", or the moment itself where it is far away.
export function when(rfc3339: string): string {
	const seconds = Math.round((Date.parse(rfc3339) - Date.now()) / 1000);
	if (seconds <= 5)
		return "now";
	if (seconds < 90)
		return "within a minute";
	return seconds < 7200 ? `in ${Math.round(seconds / 60)} min` : moment(rfc3339);
}

// The amount stays the text it came as: no number is made of it.
export function money(amount: string, currency: string): string {
	return `${amount} ${currency}`;
}
