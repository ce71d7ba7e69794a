// ui/src/parts/sku_pick.tsx - choose one of our SKUs by any part that one knows of it, or make a new one on the spot.
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Input, Modal, Select } from "antd";
import { PlusOutlined } from "@ant-design/icons";
import { useEffect, useId, useState } from "react";
import { api } from "../api/client";
import type { Sku, SkuPage } from "../api/types";
import { useSpeech } from "../i18n";
import { useMay } from "../shell/session";
import { more, say } from "../shell/trouble";
import { usePause } from "./pause";
import "./sku_pick.css";

export type Picked = Pick<Sku, "id" | "code" | "title">;

const FOUND_MAX = 20;
const CODE_MAX = 100;

export function useSkus(find: string, on: boolean) {
	return useQuery({
		queryKey: ["skus", "pick", find],
		queryFn: async ({ signal }) => (await api<SkuPage>("/skus", { query: { find, limit: FOUND_MAX }, signal })).items,
		enabled: on,
		placeholderData: keepPreviousData,
	});
}

interface NewSkuProps { seed: { code: string; title: string } | null; made: (sku: Sku) => void; close: () => void }

export function NewSku({ seed, made, close }: NewSkuProps) {
	const { t } = useSpeech();
	const queries = useQueryClient();
	const id = useId();
	const [code, setCode] = useState("");
	const [title, setTitle] = useState("");
	const [barcode, setBarcode] = useState("");
	const [wrong, setWrong] = useState("");
	const [busy, setBusy] = useState(false);
	useEffect(() => {
		if (!seed)
			return;
		setCode(seed.code);
		setTitle(seed.title);
		setBarcode("");
		setWrong("");
	}, [seed]);

	const send = async () => {
		if (!code.trim() || busy)
			return;
		setBusy(true);
		try {
			const sku = await api<Sku>("/skus", { method: "POST", body: {
				code: code.trim(), title: title.trim(), barcode: barcode.trim(), weight_g: 0, tax_class: "", supplier_offer: "", state: "active",
			} });
			void queries.invalidateQueries({ queryKey: ["skus"] });
			made(sku);
		} catch (e) {
			setWrong(more(e) || say(t, e));
		} finally {
			setBusy(false);
		}
	};
	return (
		<Modal open={seed !== null} onCancel={close} title={t("sku.new")} width={420} okText={t("sku.make")} cancelText={t("orders.cancel")}
			onOk={() => void send()} confirmLoading={busy} okButtonProps={{ disabled: !code.trim() }}>
			<div className="sku-new">
				<label htmlFor={`${id}c`}>{t("sku.code")}</label>
				<Input id={`${id}c`} autoFocus value={code} maxLength={CODE_MAX} dir="auto" onChange={e => setCode(e.target.value)} onPressEnter={() => void send()} />
				<label htmlFor={`${id}t`}>{t("sku.title")}</label>
				<Input id={`${id}t`} value={title} maxLength={300} dir="auto" onChange={e => setTitle(e.target.value)} onPressEnter={() => void send()} />
				<label htmlFor={`${id}b`}>{t("sku.barcode")}</label>
				<Input id={`${id}b`} value={barcode} maxLength={100} dir="auto" onChange={e => setBarcode(e.target.value)} onPressEnter={() => void send()} />
				<p className="soft small">{t("sku.new.why")}</p>
				{wrong && <Alert type="error" showIcon message={wrong} role="alert" />}
			</div>
		</Modal>
	);
}

export function SkuWords({ sku }: { sku: Picked & { available?: number } }) {
	const { t } = useSpeech();
	return (
		<span className="sku-words">
			<b dir="auto">{sku.code}</b><span className="soft" dir="auto">{sku.title}</span>
			{sku.available !== undefined && <span className="soft num">{t("sku.free", { count: sku.available })}</span>}
		</span>
	);
}

interface SkuPickProps {
	value: Picked | null;
	onPick: (sku: Picked | null) => void;
	label: string;
	wrong?: boolean;
	autoFocus?: boolean;
	title?: string; // what a new SKU would be called
}

export function SkuPick({ value, onPick, label, wrong, autoFocus, title = "" }: SkuPickProps) {
	const { t } = useSpeech();
	const may = useMay("change_skus");
	const [typed, setTyped] = useState("");
	const [open, setOpen] = useState(false);
	const [seed, setSeed] = useState<{ code: string; title: string } | null>(null);
	const find = usePause(typed.trim());
	const found = useSkus(find, open);
	const skus = found.data ?? [];
	const all = value && !skus.some(s => s.code === value.code) ? [value, ...skus] : skus;
	const make = () => {
		setOpen(false);
		setSeed({ code: typed.trim(), title });
	};
	return (
		<>
			<Select showSearch filterOption={false} allowClear value={value?.code ?? null} status={wrong ? "error" : ""} autoFocus={autoFocus} className="sku-pick"
				aria-label={label} placeholder={t("sku.find")} open={open} onOpenChange={setOpen} searchValue={typed} onSearch={setTyped}
				loading={found.isFetching && open} popupMatchSelectWidth={360} optionLabelProp="title"
				options={all.map(s => ({ value: s.code, title: s.code, label: <SkuWords sku={s} /> }))}
				notFoundContent={<span className="soft">{t(found.isFetching ? "sku.seeking" : typed ? "sku.none" : "sku.none_yet")}</span>}
				onChange={code => {
					onPick(all.find(s => s.code === code) ?? null);
					setTyped("");
				}}
				popupRender={menu => <>{menu}{may && (
					<div className="sku-make" onMouseDown={e => e.preventDefault()}>
						<Button type="text" block icon={<PlusOutlined />} onClick={make}>{typed.trim() ? t("sku.new.named", { code: typed.trim() }) : t("sku.new")}</Button>
					</div>
				)}</>} />
			<NewSku seed={seed} close={() => setSeed(null)} made={sku => {
				setSeed(null);
				setTyped("");
				onPick(sku);
			}} />
		</>
	);
}
