// ui/src/pages/receipts/entry.tsx - one line is entered: the article, Enter, its pieces, Enter; a scanner does the same. Several
// lines pasted at once are taken as rows of a spreadsheet.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { AutoComplete, Button, Input, InputNumber, type InputRef } from "antd";
import { type ClipboardEvent, forwardRef, useImperativeHandle, useRef, useState } from "react";
import { api, type List } from "../../api/client";
import type { Sku } from "../../api/types";
import { useSpeech } from "../../i18n";
import { usePause } from "../../parts/pause";
import { lookUp, QUANTITY_MAX } from "./draft";

type Found = Pick<Sku, "code" | "title">;

interface EntryProps { add: (sku: Found, quantity: number) => void; paste: (text: string) => void }

export const Entry = forwardRef<HTMLInputElement, EntryProps>(function Entry({ add, paste }, ref) {
	const { t, number } = useSpeech();
	const [typed, setTyped] = useState("");
	const [sku, setSku] = useState<Found | null>(null);
	const [quantity, setQuantity] = useState<number | null>(1);
	const [wrong, setWrong] = useState("");
	const code = useRef<InputRef>(null);
	const count = useRef<HTMLInputElement>(null);
	useImperativeHandle(ref, () => code.current!.input!);
	const find = usePause(typed.trim(), 200);
	const { data } = useQuery({
		queryKey: ["skus", "entry", find], enabled: find !== "" && find !== sku?.code, placeholderData: keepPreviousData,
		queryFn: ({ signal }) => api<List<Sku>>("/skus", { query: { find, limit: 12 }, signal }),
	});
	const options = (find && typed.trim() && typed.trim() !== sku?.code ? data?.items ?? [] : []).map(s => ({
		value: s.code, sku: s, label: <span className="r-option"><b><bdi>{s.code}</bdi></b><bdi className="soft">{s.title}</bdi><span className="soft num">{number(s.on_shelf)}</span></span>,
	}));
	const take = (found: Found) => {
		setSku(found);
		setTyped(found.code);
		setWrong("");
		setTimeout(() => {
			count.current?.focus();
			count.current?.select();
		});
	};
	// Enter on what was typed or scanned: just this code or barcode.
	const settle = async () => {
		const asked = typed.trim();
		if (!asked)
			return;
		try {
			const found = sku?.code === asked ? sku : await lookUp(asked);
			if (found)
				take(found);
			else
				setWrong(t("receipts.unknown_code", { code: asked }));
		} catch {
			setWrong(t("trouble.away"));
		}
	};
	const done = () => {
		if (!sku || sku.code !== typed.trim())
			return void settle();
		if (!quantity || quantity < 1)
			return count.current?.focus();
		add(sku, quantity);
		setSku(null);
		setTyped("");
		setQuantity(1);
		code.current?.focus();
	};
	const pasteRows = (e: ClipboardEvent) => {
		const text = e.clipboardData.getData("text");
		if (!/[\r\n\t]/.test(text.trim()))
			return;
		e.preventDefault();
		paste(text);
		setTyped("");
		setSku(null);
	};
	return (
		<div className="r-entry">
			<label className="r-code">{t("receipts.entry")}
				<AutoComplete value={typed} options={options} onSelect={(_: string, o: { sku: Sku }) => take(o.sku)} popupMatchSelectWidth={false} defaultActiveFirstOption={false}
					onChange={(v: string) => {
						setTyped(v);
						setWrong("");
					}}>
					<Input ref={code} data-search spellCheck={false} autoComplete="off" placeholder={t("receipts.entry_hint")} onPaste={pasteRows} aria-invalid={wrong !== ""} status={wrong ? "error" : ""}
						onKeyDown={e => {
							const chosen = e.currentTarget.getAttribute("aria-activedescendant");
							const open = e.currentTarget.getAttribute("aria-expanded") === "true" && chosen && document.getElementById(chosen)?.getAttribute("aria-selected") === "true";
							if (e.key === "Enter" && !open && !e.nativeEvent.isComposing)
								void settle();
						}} />
				</AutoComplete>
			</label>
			<label className="r-count">{t("receipts.pieces")}
				<InputNumber ref={count as never} min={1} max={QUANTITY_MAX} precision={0} value={quantity} onChange={setQuantity} onPressEnter={done} />
			</label>
			<Button onClick={done}>{t("receipts.add")}</Button>
			<p className={wrong ? "bad-text small" : "soft small"} role={wrong ? "alert" : undefined}>{wrong || (sku && sku.code === typed.trim() ? sku.title : t("receipts.entry_help"))}</p>
		</div>
	);
});
