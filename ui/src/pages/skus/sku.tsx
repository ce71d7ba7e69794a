// ui/src/pages/skus/sku.tsx - one article: its data and its photo.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Drawer, Form, Input, InputNumber, Skeleton, Space, Switch } from "antd";
import { useEffect, useState } from "react";
import { api, ApiError } from "../../api/client";
import type { Sku, SkuChange } from "../../api/types";
import { useSpeech } from "../../i18n";
import { Link } from "../../shell/link";
import { useMay } from "../../shell/session";
import { more, say } from "../../shell/trouble";
import { type NewPhoto, PhotoField } from "./photo_field";

interface Values { code: string; barcode: string; title: string; weight_g: number | null; tax_class: string; supplier_offer: string; archived: boolean }

const valuesOf = (s?: Sku): Values => ({
	code: s?.code ?? "", barcode: s?.barcode ?? "", title: s?.title ?? "", weight_g: s?.weight_g || null, tax_class: s?.tax_class ?? "",
	supplier_offer: s?.supplier_offer ?? "", archived: s?.state === "archived",
});
const changeOf = (v: Values): SkuChange => ({
	code: v.code.trim(), barcode: v.barcode.trim(), title: v.title.trim(), weight_g: v.weight_g ?? 0, tax_class: v.tax_class.trim(),
	supplier_offer: v.supplier_offer.trim(), state: v.archived ? "archived" : "active",
});

function Numbers({ sku }: { sku: Sku }) {
	const { t, number } = useSpeech();
	return (
		<div className="sku-numbers">
			<dl>{(["on_shelf", "reserved", "available", "waiting"] as const).map(key => <div key={key}><dt>{t(`stock.${key}`)}</dt><dd>{number(sku[key])}</dd></div>)}
				<div><dt>{t("skus.mapped")}</dt><dd>{number(sku.mapped)}</dd></div></dl>
			<Link to={`/stock/${sku.id}`}>{t("skus.movements")}</Link>
		</div>
	);
}

function Body({ given, close, anew }: { given?: Sku; close: () => void; anew: () => void }) {
	const { t } = useSpeech();
	const { message } = App.useApp();
	const queries = useQueryClient();
	const may = useMay("change_skus");
	const [form] = Form.useForm<Values>();
	const [sku, setSku] = useState(given); // as it was when the form was filled
	const [photo, setPhoto] = useState<NewPhoto>({ was: given?.photo ?? null });
	const [busy, setBusy] = useState(false);
	const [error, setError] = useState<unknown>(null);
	const fresh = () => void queries.invalidateQueries({ queryKey: ["skus"] });
	const save = async (values: Values) => {
		setBusy(true);
		setError(null);
		try {
			let now = await api<Sku>(sku ? `/skus/${sku.id}` : "/skus", { method: sku ? "PUT" : "POST", ver: sku?.ver, body: changeOf(values) });
			setSku(now); // it is there now, whatever becomes of its photo
			if (photo.blob)
				now = await api<Sku>(`/skus/${now.id}/photo`, { method: "PUT", file: photo.blob });
			else if (photo.drop && now.photo)
				now = await api<Sku>(`/skus/${now.id}/photo`, { method: "DELETE" });
			setSku(now);
			void message.success(t(sku ? "skus.saved" : "skus.made", { code: now.code }));
			fresh();
			close();
		} catch (e) {
			setError(e);
			fresh();
		}
		setBusy(false);
	};
	const code = error instanceof ApiError ? error.problem.code : "";
	return (
		<Form form={form} layout="vertical" initialValues={valuesOf(given)} disabled={busy || !may} onFinish={v => void save(v)} requiredMark scrollToFirstError>
			{sku && <Numbers sku={sku} />}
			<PhotoField photo={photo} set={setPhoto} disabled={busy || !may} />
			<Form.Item name="code" label={t("skus.code")} extra={t("skus.code_help")} rules={[{ required: true, whitespace: true, message: t("signin.missing") }]}
				validateStatus={code === "duplicate" ? "error" : undefined}>
				<Input autoFocus={!sku} maxLength={100} spellCheck={false} />
			</Form.Item>
			<Form.Item name="title" label={t("skus.name")}><Input maxLength={500} /></Form.Item>
			<div className="sku-pair">
				<Form.Item name="barcode" label={t("skus.barcode")}><Input maxLength={100} spellCheck={false} /></Form.Item>
				<Form.Item name="weight_g" label={t("skus.weight")} extra={t("skus.weight_help")}><InputNumber min={0} max={100000000} precision={0} suffix={t("skus.g")} className="sku-wide" /></Form.Item>
			</div>
			<Form.Item name="tax_class" label={t("skus.tax_class")} extra={t("skus.tax_help")}><Input maxLength={40} /></Form.Item>
			<Form.Item name="supplier_offer" label={t("skus.offer")} extra={t("skus.offer_help")}><Input maxLength={500} spellCheck={false} /></Form.Item>
			{sku && <Form.Item name="archived" label={t("skus.archive")} extra={t("skus.archive_help")} valuePropName="checked"><Switch /></Form.Item>}
			{error !== null && (
				<Alert className="sku-trouble" type="error" showIcon role="alert" message={code === "duplicate" ? t("skus.duplicate") : say(t, error)} description={code === "duplicate" ? undefined : more(error) || undefined}
					action={code === "conflict" ? <Button size="small" onClick={anew}>{t("page.again")}</Button> : undefined} />
			)}
			{may && <Space><Button type="primary" htmlType="submit" loading={busy}>{t(sku ? "skus.save" : "skus.make")}</Button><Button onClick={close}>{t("today.cancel")}</Button></Space>}
		</Form>
	);
}

// The list may be a while old: the article is read anew before it is changed.
function Loaded({ id, close }: { id: string; close: () => void }) {
	const { t } = useSpeech();
	const [times, setTimes] = useState(0);
	const { data, error } = useQuery({ queryKey: ["sku", id, times], queryFn: ({ signal }) => api<Sku>(`/skus/${id}`, { signal }), staleTime: 0, gcTime: 0, refetchOnWindowFocus: false });
	if (error && !data)
		return <Alert type="error" showIcon message={say(t, error)} description={more(error) || undefined} />;
	return data ? <Body key={times} given={data} close={close} anew={() => setTimes(times + 1)} /> : <Skeleton active />;
}

export function SkuDrawer({ of, close }: { of: Sku | "new" | null; close: () => void }) {
	const { t } = useSpeech();
	const [last, setLast] = useState(of);
	useEffect(() => void (of && setLast(of)), [of]);
	const shown = of ?? last;
	return (
		<Drawer open={of !== null} onClose={close} width={520} destroyOnHidden styles={{ wrapper: { maxWidth: "100vw" } }} title={shown === "new" ? t("skus.new") : shown && <bdi>{shown.code}</bdi>}>
			{shown === "new" ? <Body close={close} anew={close} /> : shown && <Loaded key={shown.id} id={shown.id} close={close} />}
		</Drawer>
	);
}
