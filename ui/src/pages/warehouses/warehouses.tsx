// ui/src/pages/warehouses/warehouses.tsx - where goods are: our own warehouses and those of channels, in the order in which they serve.
import { PlusOutlined } from "@ant-design/icons";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Drawer, Form, Input, InputNumber, Radio, Space, Switch, Table, type TableColumnsType } from "antd";
import { useEffect, useState } from "react";
import { api, ApiError } from "../../api/client";
import { warehousesQuery } from "../../api/queries";
import type { Warehouse, WarehouseChange } from "../../api/types";
import { useSpeech } from "../../i18n";
import { stacked } from "../../parts/stack";
import { Link } from "../../shell/link";
import { useMay } from "../../shell/session";
import { more, say, Trouble } from "../../shell/trouble";

interface Values { code: string; name: string; kind: Warehouse["kind"]; priority: number | null; closed: boolean }

function Body({ given, next, close, anew }: { given?: Warehouse; next: number; close: () => void; anew: () => void }) {
	const { t } = useSpeech();
	const { message } = App.useApp();
	const queries = useQueryClient();
	const [busy, setBusy] = useState(false);
	const [error, setError] = useState<unknown>(null);
	const save = async (v: Values) => {
		setBusy(true);
		setError(null);
		const body: WarehouseChange = { code: v.code.trim(), name: v.name.trim(), kind: v.kind, priority: v.priority ?? next, state: v.closed ? "closed" : "active" };
		try {
			const now = await api<Warehouse>(given ? `/warehouses/${given.id}` : "/warehouses", { method: given ? "PUT" : "POST", ver: given?.ver, body });
			void message.success(t(given ? "warehouses.saved" : "warehouses.made", { code: now.code }));
			void queries.invalidateQueries({ queryKey: ["warehouses"] });
			close();
		} catch (e) {
			setError(e);
		}
		setBusy(false);
	};
	const code = error instanceof ApiError ? error.problem.code : "";
	const reload = async () => {
		await queries.invalidateQueries({ queryKey: ["warehouses"] });
		anew();
	};
	return (
		<Form<Values> layout="vertical" disabled={busy} onFinish={v => void save(v)} requiredMark scrollToFirstError
			initialValues={{ code: given?.code ?? "", name: given?.name ?? "", kind: given?.kind ?? "own", priority: given?.priority ?? next, closed: given?.state === "closed" }}>
			<Form.Item name="code" label={t("warehouses.code")} extra={t("warehouses.code_help")} rules={[{ required: true, whitespace: true, message: t("signin.missing") }]} validateStatus={code === "duplicate" ? "error" : undefined}>
				<Input autoFocus={!given} maxLength={40} spellCheck={false} />
			</Form.Item>
			<Form.Item name="name" label={t("warehouses.name")}><Input maxLength={100} /></Form.Item>
			<Form.Item name="kind" label={t("warehouses.kind")} extra={t(given ? "warehouses.kind_stays" : "warehouses.kind_help")}>
				<Radio.Group disabled={given !== undefined || busy} options={[{ value: "own", label: t("warehouses.kind_own") }, { value: "channel", label: t("warehouses.kind_channel") }]} />
			</Form.Item>
			<Form.Item name="priority" label={t("warehouses.priority")} extra={t("warehouses.priority_help")}><InputNumber min={0} max={100000} precision={0} /></Form.Item>
			{given && <Form.Item name="closed" label={t("warehouses.close")} extra={t("warehouses.close_help")} valuePropName="checked"><Switch /></Form.Item>}
			{error !== null && (
				<Alert style={{ marginBottom: 14 }} type="error" showIcon role="alert" message={code === "duplicate" ? t("warehouses.duplicate") : say(t, error)} description={code === "duplicate" ? undefined : more(error) || undefined}
					action={code === "conflict" ? <Button size="small" onClick={() => void reload()}>{t("page.again")}</Button> : undefined} />
			)}
			<Space><Button type="primary" htmlType="submit" loading={busy}>{t(given ? "warehouses.save" : "warehouses.make")}</Button><Button onClick={close}>{t("today.cancel")}</Button></Space>
		</Form>
	);
}

export default function WarehousesPage() {
	const { t, number } = useSpeech();
	const may = useMay("change_skus");
	const { data, error, isPending, refetch } = useQuery(warehousesQuery);
	const [open, setOpen] = useState<string | null>(null); // an id, or "new"
	const [last, setLast] = useState<string>("new");
	const [times, setTimes] = useState(0);
	useEffect(() => void (open && setLast(open)), [open]);
	const items = data?.items ?? [];
	const shown = items.find(w => w.id === (open ?? last));
	const next = Math.max(0, ...items.map(w => w.priority)) + 1;
	const columns: TableColumnsType<Warehouse> = [
		{ title: t("warehouses.code"), key: "code", render: (_, w) => (may ? <button type="button" className="linklike" onClick={() => setOpen(w.id)}><bdi>{w.code}</bdi></button> : <bdi>{w.code}</bdi>) },
		{ title: t("warehouses.name"), key: "name", className: "wrap", render: (_, w) => <bdi>{w.name}</bdi> },
		{ title: t("warehouses.kind"), key: "kind", render: (_, w) => t(`warehouses.kind_${w.kind}`) },
		{ title: t("warehouses.state"), key: "state", render: (_, w) => (w.state === "active" ? <span className="state good">{t("warehouses.active")}</span> : <span className="state">{t("warehouses.closed")}</span>) },
		{ title: t("warehouses.priority"), key: "priority", align: "right", className: "half", render: (_, w) => number(w.priority) },
		{ title: t("warehouses.pieces"), key: "pieces", align: "right", className: "half", render: (_, w) => <Link to={`/stock?warehouse=${w.id}`}>{number(w.pieces)}</Link> },
	];
	return (
		<>
			<div className="page-head">
				<h1>{t("warehouses.title")}</h1>
				{may && <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen("new")}>{t("warehouses.new")}</Button>}
			</div>
			<section className="panel">
				{error && !data ? <Trouble error={error} again={() => void refetch()} /> : (
					<Table className="stack" size="small" rowKey="id" columns={stacked(columns)} dataSource={items} loading={isPending} scroll={{ x: "max-content" }} locale={{ emptyText: t("warehouses.none") }}
						pagination={items.length > 50 ? { pageSize: 50, showSizeChanger: false } : false} />
				)}
			</section>
			<Drawer open={open !== null} onClose={() => setOpen(null)} width={460} destroyOnHidden styles={{ wrapper: { maxWidth: "100vw" } }} title={shown ? <bdi>{shown.code}</bdi> : t("warehouses.new")}>
				<Body key={`${open ?? last}/${times}`} given={shown} next={next} close={() => setOpen(null)} anew={() => setTimes(times + 1)} />
			</Drawer>
		</>
	);
}
