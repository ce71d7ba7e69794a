// ui/src/pages/accounts/edit.tsx - what can be changed of an account and of its store; S001-15.
import { useQuery } from "@tanstack/react-query";
import { Alert, App, Button, Drawer, Form, Input, InputNumber, Radio, Select, Switch } from "antd";
import { useState } from "react";
import { api, ApiError } from "../../api/client";
import { channelsQuery, warehousesQuery } from "../../api/queries";
import type { Account, AccountShop } from "../../api/types";
import { useSpeech } from "../../i18n";
import { NotLive } from "../../parts/not_live";
import { fromLocal, toLocal } from "../../parts/time";
import { more, say } from "../../shell/trouble";
import { labelOf } from "./authorise";
import { useFresh } from "./deeds";
import { nameOf, pulls, type Row } from "./rows";

// One form's save: its busy mark, what went wrong, and what is said when it is done. Another may have changed it meanwhile:
// then it is loaded anew when the person says so.
function useSave<T>(send: (values: T) => Promise<void>, anew: () => void) {
	const { t } = useSpeech();
	const { message } = App.useApp();
	const fresh = useFresh();
	const [busy, setBusy] = useState(false);
	const [error, setError] = useState<unknown>(null);
	const save = async (values: T) => {
		setBusy(true);
		setError(null);
		try {
			await send(values);
			void message.success(t("accounts.saved"));
			await fresh();
		} catch (e) {
			setError(e);
		}
		setBusy(false);
	};
	const reload = async () => {
		await fresh();
		anew();
	};
	const conflict = error instanceof ApiError && error.problem.code === "conflict";
	const trouble = error === null ? null : (
		<Alert className="a-gap" type="error" showIcon role="alert" message={say(t, error)} description={more(error) || undefined}
			action={conflict ? <Button size="small" onClick={() => void reload()}>{t("page.again")}</Button> : undefined} />
	);
	return { busy, save, trouble };
}

function AccountForm({ account: given, anew }: { account: Account; anew: () => void }) {
	const { t } = useSpeech();
	const [account, setAccount] = useState(given); // as it was when the form was filled
	const speech = useSpeech();
	const inputs = useQuery(channelsQuery).data?.items.find(c => c.name === account.channel)?.inputs ?? [];
	const [app, key] = ["app_id", "app_key"].map(name => inputs.find(i => i.name === name));
	const [form] = Form.useForm<{ title: string; app_key?: string }>();
	const { busy, save, trouble } = useSave(async (v: { title: string; app_key?: string }) => {
		setAccount(await api<Account>(`/accounts/${account.id}`, {
			method: "PUT", ver: account.ver, body: { title: v.title.trim(), ...(v.app_key?.trim() ? { app_key: v.app_key.trim() } : {}) },
		}));
		form.setFieldValue("app_key", "");
	}, anew);
	return (
		<section className="a-form">
			<h3>{t("accounts.account")}</h3>
			<dl className="pairs a-gap">
				{app && account.app_id && <><dt>{labelOf(speech, app)}</dt><dd>{account.app_id}</dd></>}
				{account.channel_ref && <><dt>{t("accounts.ref")}</dt><dd>{account.channel_ref}</dd></>}
			</dl>
			<Form form={form} layout="vertical" initialValues={{ title: account.title }} disabled={busy} onFinish={v => void save(v)}>
				<Form.Item name="title" label={t("accounts.in_title")} rules={[{ required: true, whitespace: true, message: t("signin.missing") }]}><Input maxLength={100} /></Form.Item>
				{key && <Form.Item name="app_key" label={t("accounts.new_key", { key: labelOf(speech, key) })} extra={t("accounts.new_key_help")}><Input.Password autoComplete="new-password" maxLength={1000} placeholder={t("accounts.new_key_same")} /></Form.Item>}
				{trouble}
				<Button type="primary" htmlType="submit" loading={busy}>{t("accounts.save_account")}</Button>
			</Form>
		</section>
	);
}

interface ShopValues {
	short_name: string;
	cutover_at: string;
	warehouse_id: string;
	reserve_at: AccountShop["reserve_at"];
	stock_push: boolean;
	stock_safety: number | null;
	stock_percent: number | null;
}

function ShopForm({ shop: given, pulled, anew }: { shop: AccountShop; pulled: boolean; anew: () => void }) {
	const { t } = useSpeech();
	const [shop, setShop] = useState(given);
	const warehouses = useQuery(warehousesQuery).data?.items ?? [];
	const [form] = Form.useForm<ShopValues>();
	const push = Form.useWatch("stock_push", form);
	const { busy, save, trouble } = useSave(async (v: ShopValues) => setShop(await api<AccountShop>(`/shops/${shop.id}`, {
		method: "PUT", ver: shop.ver,
		body: {
			short_name: v.short_name.trim(), warehouse_id: v.warehouse_id ?? "", reserve_at: v.reserve_at,
			...(pulled ? { cutover_at: fromLocal(v.cutover_at), stock_push: v.stock_push ? "on" : "off", stock_safety: v.stock_safety ?? 0, stock_percent: v.stock_percent ?? 100 } : {}),
		},
	})), anew);
	return (
		<section className="a-form">
			<h3><bdi>{t("accounts.store_of", { name: shop.short_name || shop.title })}</bdi></h3>
			<Form form={form} layout="vertical" disabled={busy} onFinish={v => void save(v)} initialValues={{
				short_name: shop.short_name, cutover_at: toLocal(shop.cutover_at), warehouse_id: shop.warehouse_id ?? "", reserve_at: shop.reserve_at,
				stock_push: shop.stock_push === "on", stock_safety: shop.stock_safety, stock_percent: shop.stock_percent,
			}}>
				<Form.Item name="short_name" label={t("accounts.short_name")} extra={t("accounts.short_name_help", { name: shop.title })}><Input maxLength={80} /></Form.Item>
				{pulled && <Form.Item name="cutover_at" label={t("accounts.cutover")} extra={t("accounts.cutover_help")}><Input type="datetime-local" allowClear className="a-moment" /></Form.Item>}
				<Form.Item name="warehouse_id" label={t("accounts.warehouse")} extra={t("accounts.warehouse_help")}>
					<Select showSearch optionFilterProp="label" options={[{ value: "", label: t("accounts.warehouse_any") }, ...warehouses.filter(w => w.state === "active" || w.id === shop.warehouse_id).map(w => ({ value: w.id, label: w.name ? `${w.code} · ${w.name}` : w.code }))]} />
				</Form.Item>
				<Form.Item name="reserve_at" label={t("accounts.reserve")}>
					<Radio.Group options={[{ value: "intake", label: t("accounts.reserve_intake") }, { value: "hand", label: t("accounts.reserve_hand") }]} />
				</Form.Item>
				{pulled && (
					<>
						<Form.Item name="stock_push" label={t("accounts.push")} extra={t("accounts.push_help")} valuePropName="checked"><Switch /></Form.Item>
						{push && <div className="a-gap"><NotLive /></div>}
						<div className="a-pair" hidden={!push}>
							<Form.Item name="stock_safety" label={t("accounts.safety")} extra={t("accounts.safety_help")}><InputNumber min={0} max={1000000} precision={0} /></Form.Item>
							<Form.Item name="stock_percent" label={t("accounts.share")} extra={t("accounts.share_help")}><InputNumber min={0} max={100} precision={0} suffix="%" /></Form.Item>
						</div>
					</>
				)}
				{trouble}
				<Button type="primary" htmlType="submit" loading={busy}>{t("accounts.save_store")}</Button>
			</Form>
		</section>
	);
}

export function EditDrawer({ row, close }: { row: Row | undefined; close: () => void }) {
	const [times, setTimes] = useState(0);
	const anew = () => setTimes(times + 1);
	return (
		<Drawer open={row !== undefined} onClose={close} width={520} destroyOnHidden styles={{ wrapper: { maxWidth: "100vw" } }} title={row && <bdi>{nameOf(row)}</bdi>}>
			{row?.head && <AccountForm key={`a${row.account.id}/${times}`} account={row.account} anew={anew} />}
			{row?.shop && <ShopForm key={`s${row.shop.id}/${times}`} shop={row.shop} pulled={pulls(row)} anew={anew} />}
		</Drawer>
	);
}
