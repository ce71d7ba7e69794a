// ui/src/shell/keys.tsx - keyboard shortcuts. None fires while somebody types.
import { Modal } from "antd";
import { Fragment, useEffect, useRef, useState } from "react";
import { type Key, useSpeech } from "../i18n";
import { go } from "./address";
import { hrefOf } from "./tabs";

const PAIR_MS = 1500; // how long g waits for its second key

const places: { key: string; path: string; name: Key }[] = [
	{ key: "h", path: "/", name: "nav.home" },
	{ key: "m", path: "/maps", name: "nav.maps" },
	{ key: "o", path: "/orders", name: "nav.orders" },
	{ key: "b", path: "/stock", name: "nav.stock" },
	{ key: "r", path: "/runs", name: "nav.runs" },
	{ key: "s", path: "/system", name: "nav.state" },
];

function types(target: EventTarget | null): boolean {
	return target instanceof HTMLElement &&
		(target.isContentEditable || target.matches("input:not([type=checkbox]):not([type=radio]), textarea, select, [role=combobox]"));
}

// The field that a page marks by data-search.
function focusSearch(): boolean {
	const field = document.querySelector<HTMLElement>("main:not([hidden]) input[data-search], main:not([hidden]) [data-search] input");
	field?.focus();
	if (field instanceof HTMLInputElement)
		field.select();
	return field !== null;
}

export function Keys() {
	const { t } = useSpeech();
	const [open, setOpen] = useState(false);
	const begun = useRef(0);
	useEffect(() => {
		const down = (e: KeyboardEvent) => {
			if (e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey || e.isComposing)
				return;
			if (types(e.target)) {
				if (e.key === "Escape")
					(e.target as HTMLElement).blur();
				return;
			}
			if (e.key === "Escape")
				setOpen(false);
			if (document.querySelector(".ant-modal-wrap:not([style*='none'])"))
				return;
			const place = Date.now() - begun.current < PAIR_MS ? places.find(p => p.key === e.key) : undefined;
			begun.current = e.key === "g" ? Date.now() : 0;
			if (place)
				go(hrefOf(place.path));
			else if (e.key === "?")
				setOpen(true);
			else if (e.key !== "/" || !focusSearch())
				return;
			e.preventDefault();
		};
		window.addEventListener("keydown", down);
		return () => window.removeEventListener("keydown", down);
	}, []);

	return (
		<Modal open={open} onCancel={() => setOpen(false)} footer={null} title={t("keys.title")} width={400}>
			<dl className="keys">
				{places.map(p => <Fragment key={p.key}><dt><kbd>{"g"}</kbd> {t("keys.then")} <kbd>{p.key}</kbd></dt><dd>{t(p.name)}</dd></Fragment>)}
				<dt><kbd>{"/"}</kbd></dt><dd>{t("keys.search")}</dd>
				<dt><kbd>{"?"}</kbd></dt><dd>{t("keys.help")}</dd>
				<dt><kbd>{"Esc"}</kbd></dt><dd>{t("keys.close")}</dd>
			</dl>
		</Modal>
	);
}
