// ui/src/csp.ts - the page's policy takes no style without the nonce of its answer. Ant Design passes it on for its own styles;
// some of its parts (the scroll bar's measure, the scroll lock) make theirs without, so every style that a script makes has it.
export const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "";

const make = document.createElement.bind(document);
document.createElement = ((name: string, options?: ElementCreationOptions) => {
	const made = make(name, options);
	if (made instanceof HTMLStyleElement)
		made.nonce = nonce;
	return made;
}) as typeof document.createElement;
