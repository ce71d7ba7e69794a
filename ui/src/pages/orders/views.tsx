// ui/src/pages/orders/views.tsx - saved views: a name for filters, order and columns, kept by the server for the person.
import { App, Button, Dropdown, Input, Modal } from "antd";
import { DeleteOutlined, EditOutlined, SaveOutlined, StarOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, ApiError } from "../../api/client";
import type { SavedView } from "../order/shapes";
import { useSpeech } from "../../i18n";
import { more, say } from "../../shell/trouble";
import { viewsKey } from "./data";

const NAME_MAX = 80;

interface ViewsProps {
	views: SavedView[] | undefined;
	query: string;              // what would be saved
	columns: string[];
	choose: (v: SavedView) => void;
}

type Asking = { what: "save" } | { what: "rename"; view: SavedView };

export function Views({ views = [], query, columns, choose }: ViewsProps) {
	const { t } = useSpeech();
	const { modal, message } = App.useApp();
	const queries = useQueryClient();
	const [asking, setAsking] = useState<Asking | null>(null);
	const [name, setName] = useState("");
	const [wrong, setWrong] = useState("");
	const now = views.find(v => v.query === query);

	const again = () => queries.invalidateQueries({ queryKey: viewsKey });
	// Another window may have changed or deleted the view meanwhile: the server refuses, the person is told, the list is read again.
	const failed = async (e: unknown): Promise<string> => {
		await again();
		if (e instanceof ApiError && ["conflict", "changed"].includes(e.problem.code))
			return t("orders.views.changed");
		return more(e) || say(t, e);
	};
	const tell = async (e: unknown) => void message.error(await failed(e));
	const ask = (a: Asking) => {
		setName(a.what === "rename" ? a.view.name : "");
		setWrong("");
		setAsking(a);
	};

	const send = async () => {
		if (!asking || !name.trim())
			return;
		try {
			if (asking.what === "save")
				await api("/views", { method: "POST", body: { page: "orders", name: name.trim(), query, columns } });
			else
				await api(`/views/${asking.view.id}`, {
					method: "PUT", ver: asking.view.ver,
					body: { name: name.trim(), query: asking.view.query, columns: asking.view.columns },
				});
			setAsking(null);
			await again();
		} catch (e) {
			setWrong(await failed(e));
		}
	};
	const overwrite = (v: SavedView) => api(`/views/${v.id}`, { method: "PUT", ver: v.ver, body: { name: v.name, query, columns } })
		.then(() => (void message.success(t("orders.views.saved", { name: v.name })), again()))
		.catch(tell);
	const remove = (v: SavedView) => modal.confirm({
		title: t("orders.views.delete.sure", { name: v.name }), okText: t("orders.delete"), cancelText: t("orders.cancel"),
		okButtonProps: { danger: true },
		onOk: () => api(`/views/${v.id}`, { method: "DELETE", ver: v.ver }).then(again).catch(tell),
	});

	const items = [
		...views.map(v => ({
			key: v.id,
			label: (
				<div className="o-view">
					<span className="o-text" dir="auto" title={v.name}>{v.name}</span>
					<Button type="text" size="small" icon={<SaveOutlined />} title={t("orders.views.overwrite")}
						aria-label={`${t("orders.views.overwrite")}: ${v.name}`} onClick={e => (e.stopPropagation(), void overwrite(v))} />
					<Button type="text" size="small" icon={<EditOutlined />} title={t("orders.views.rename")}
						aria-label={`${t("orders.views.rename")}: ${v.name}`} onClick={e => (e.stopPropagation(), ask({ what: "rename", view: v }))} />
					<Button type="text" size="small" icon={<DeleteOutlined />} title={t("orders.delete")}
						aria-label={`${t("orders.delete")}: ${v.name}`} onClick={e => (e.stopPropagation(), void remove(v))} />
				</div>
			),
			onClick: () => choose(v),
		})),
		...(views.length > 0 ? [{ type: "divider" as const }] : []),
		{ key: "save", label: t("orders.views.save"), icon: <SaveOutlined />, onClick: () => ask({ what: "save" }) },
	];

	return (
		<>
			<Dropdown menu={{ items, selectedKeys: now ? [now.id] : [] }} trigger={["click"]} overlayClassName="orders-menu">
				<Button icon={<StarOutlined />} className="o-views"><span className="o-text" dir="auto">{now?.name ?? t("orders.views")}</span></Button>
			</Dropdown>
			<Modal open={asking !== null} title={t(asking?.what === "rename" ? "orders.views.rename" : "orders.views.save")} width={420}
				okText={t("orders.save")} cancelText={t("orders.cancel")} onOk={send} onCancel={() => setAsking(null)}
				okButtonProps={{ disabled: !name.trim() }} destroyOnHidden>
				<Input autoFocus value={name} maxLength={NAME_MAX} showCount dir="auto" aria-label={t("orders.views.name")}
					placeholder={t("orders.views.name")} status={wrong ? "error" : ""} onChange={e => setName(e.target.value)} onPressEnter={send} />
				{wrong && <div className="o-wrong" role="alert">{wrong}</div>}
			</Modal>
		</>
	);
}
