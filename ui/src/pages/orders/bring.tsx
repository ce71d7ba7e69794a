// ui/src/pages/orders/bring.tsx - orders that do not come by themselves: made by hand, fetched by their number, from a file.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Dropdown, Input, Modal, Select, Spin } from "antd";
import { CheckCircleOutlined, CloudDownloadOutlined, EditOutlined, PlusOutlined, UploadOutlined } from "@ant-design/icons";
import { useEffect, useId, useState } from "react";
import { api } from "../../api/client";
import type { Fetch } from "../../api/types";
import { useSpeech } from "../../i18n";
import { ImportDrawer } from "../../parts/import";
import { go } from "../../shell/address";
import { Link } from "../../shell/link";
import { useMay } from "../../shell/session";
import { more, say } from "../../shell/trouble";
import { Refused } from "../order/place";
import { HandShop, useShopsOf } from "./hand_shops";
import "./bring.css";

const LOOK_MS = 700;

function HowFar({ fetch, close }: { fetch: Fetch; close: () => void }) {
	const { t } = useSpeech();
	const queries = useQueryClient();
	const { data = fetch, error } = useQuery({
		queryKey: ["fetches", fetch.id],
		queryFn: ({ signal }) => api<Fetch>(`/fetches/${fetch.id}`, { signal }),
		initialData: fetch, staleTime: 0,
		refetchInterval: q => (q.state.data?.state === "waiting" ? LOOK_MS : false),
	});
	useEffect(() => {
		if (data.state === "done")
			void queries.invalidateQueries({ queryKey: ["orders"] });
	}, [data.state, queries]);
	if (error && data.state === "waiting")
		return <Alert type="error" showIcon role="alert" message={say(t, error)} />;
	if (data.state === "failed")
		return <Alert type="error" showIcon role="alert" message={data.problem ? <Refused problem={data.problem} /> : t("fetch.failed", { number: data.number })} />;
	if (data.state === "done")
		return (
			<div className="fetch-far" role="status">
				<CheckCircleOutlined className="fetch-good" /> <span>{t("fetch.done", { number: data.number })}</span>
				{data.order_id && <Link to={`/orders/${data.order_id}`} onClick={close}>{t("fetch.open")}</Link>}
			</div>
		);
	return <div className="fetch-far" role="status"><Spin size="small" /> <span>{t("fetch.waiting", { number: data.number })}{data.problem && <span className="soft"> {data.problem.title}</span>}</span></div>;
}

export function FetchDialog({ close }: { close: () => void }) {
	const { t } = useSpeech();
	const id = useId();
	const shops = useShopsOf("code");
	const bound = shops?.filter(s => s.state === "bound") ?? [];
	const [shop, setShop] = useState("");
	const [typed, setTyped] = useState("");
	const [busy, setBusy] = useState(false);
	const [fetch, setFetch] = useState<Fetch | null>(null);
	const [wrong, setWrong] = useState<unknown>(null);
	const chosen = shop || (bound.length === 1 ? bound[0]!.id : "");
	const send = async () => {
		if (!chosen || !typed.trim() || busy)
			return;
		setBusy(true);
		setWrong(null);
		setFetch(null);
		try {
			setFetch(await api<Fetch>(`/shops/${chosen}/fetch`, { method: "POST", body: { number: typed.trim() } }));
		} catch (e) {
			setWrong(e);
		}
		setBusy(false);
	};
	return (
		<Modal open title={t("fetch.title")} onCancel={close} width={480} okText={t("fetch.do")} cancelText={t("bulk.close")} onOk={() => void send()} confirmLoading={busy} okButtonProps={{ disabled: !chosen || !typed.trim() }}>
			<div className="deed-form">
				<p className="soft">{t("fetch.how")}</p>
				{shops && bound.length === 0 && <Alert type="info" showIcon message={t("fetch.no_shop")} />}
				<div><label htmlFor={`${id}s`}>{t("orders.f.shop")}</label><Select id={`${id}s`} className="fetch-shop" value={chosen || null} onChange={setShop} options={bound.map(s => ({ value: s.id, label: s.title }))} /></div>
				<div><label htmlFor={`${id}n`}>{t("orders.number")}</label><Input id={`${id}n`} autoFocus value={typed} maxLength={64} dir="auto" onChange={e => setTyped(e.target.value)} onPressEnter={() => void send()} /></div>
				{wrong !== null && <Alert type="error" showIcon role="alert" message={say(t, wrong)} description={more(wrong)} />}
				{fetch && <HowFar key={fetch.id} fetch={fetch} close={close} />}
			</div>
		</Modal>
	);
}

export function Bring() {
	const { t } = useSpeech();
	const queries = useQueryClient();
	const may = useMay("change_orders"), mayFile = useMay("change_skus");
	const [open, setOpen] = useState<"" | "fetch" | "import">("");
	const [shop, setShop] = useState("");
	if (!may)
		return null;
	const items = [
		{ key: "new", icon: <EditOutlined />, label: t("bring.new") },
		{ key: "fetch", icon: <CloudDownloadOutlined />, label: t("bring.fetch") },
		...(mayFile ? [{ key: "import", icon: <UploadOutlined />, label: t("bring.import") }] : []),
	];
	return (
		<>
			<Dropdown trigger={["click"]} menu={{ items, onClick: e => (e.key === "new" ? go("/orders/new") : setOpen(e.key as "fetch" | "import")) }}>
				<Button icon={<PlusOutlined />} aria-label={t("bring.label")} title={t("bring.label")} />
			</Dropdown>
			{open === "fetch" && <FetchDialog close={() => setOpen("")} />}
			<ImportDrawer kind="orders" open={open === "import"} close={() => setOpen("")} with={{ shop }} before={<HandShop value={shop} set={setShop} />} hindered={shop ? undefined : t("hand.choose_first")}
				done={() => void queries.invalidateQueries({ queryKey: ["orders"] })} />
		</>
	);
}
