// ui/src/pages/today/shops.tsx - each shop: how it stands, up to when it is complete, when it is looked at next; S001-14, 16, 17.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Space, Table, type TableColumnsType, Tooltip } from "antd";
import { api, type List } from "../../api/client";
import { shopsQuery } from "../../api/queries";
import type { Shop } from "../../api/types";
import { useSpeech } from "../../i18n";
import { stacked } from "../../parts/stack";
import { left, useNow } from "../../parts/time";
import { channelName } from "../orders/filters";
import { Link } from "../../shell/link";
import { useMay } from "../../shell/session";
import { say, told, Trouble } from "../../shell/trouble";

function State({ shop }: { shop: Shop }) {
	const { t } = useSpeech();
	const why = shop.problem ? told(t, shop.problem) : "";
	if (shop.state !== "bound")
		return <span className="state bad">{t("today.unbound")}</span>;
	if (!shop.complete_to && shop.pull === "on" && !shop.problem)
		return <Tooltip title={t("today.first_more")}><span className="state live" tabIndex={0}>{t("today.first")}</span></Tooltip>;
	if (shop.pulling)
		return <span className="state live">{t("today.pulling")}</span>;
	if (shop.problem)
		return <span className="shop-why"><span className="state bad">{t("today.problem")}</span><span className="soft small" title={shop.problem.detail}>{why}</span></span>;
	return shop.pull === "on" ? <span className="state good">{t("today.pulls")}</span> : <span className="state warn">{t("today.stopped")}</span>;
}

function NextLook({ shop }: { shop: Shop }) {
	const { t } = useSpeech();
	const now = useNow();
	if (!shop.next_look || shop.pull !== "on")
		return <span className="soft">–</span>;
	return <span className="nowrap">{new Date(shop.next_look).getTime() <= now ? t("today.due") : left(shop.next_look, now)}</span>;
}

const words = { pull: "today.pulls_now", stop: "today.is_stopped", resume: "today.is_on" } as const;

function Actions({ shop }: { shop: Shop }) {
	const { t } = useSpeech();
	const { message, modal } = App.useApp();
	const queries = useQueryClient();
	const may = useMay("change_shops");
	const act = useMutation({
		mutationFn: (what: keyof typeof words) => api<Shop>(`/shops/${shop.id}/${what}`, { method: "POST" }),
		onSuccess: (next, what) => {
			queries.setQueryData<List<Shop>>(["shops"], old => old && { ...old, items: old.items.map(s => (s.id === next.id ? next : s)) });
			void message.success(t(words[what], { shop: shop.title }));
		},
		onError: e => void message.error(say(t, e)),
	});
	const stop = () => void modal.confirm({
		title: <bdi>{t("today.stop_ask", { shop: shop.title })}</bdi>, content: t("today.stop_more"),
		okText: t("today.stop"), okButtonProps: { danger: true }, cancelText: t("today.cancel"),
		onOk: () => act.mutateAsync("stop").catch(() => undefined),
	});
	if (!may || shop.state !== "bound")
		return null;
	return (
		<Space size={6}>
			<Button size="small" disabled={act.isPending || shop.pulling} onClick={() => act.mutate("pull")}>{t("today.pull")}</Button>
			{shop.pull === "on" ? <Button size="small" disabled={act.isPending} onClick={stop}>{t("today.stop")}</Button>
				: <Button size="small" disabled={act.isPending} onClick={() => act.mutate("resume")}>{t("today.resume")}</Button>}
		</Space>
	);
}

// The shop "file" is filled from files: it has no authorisation and no pull.
const ofFiles = (s: Shop) => s.channel_ref === "file";

export function Shops() {
	const { t, number, moment } = useSpeech();
	const { data, error, refetch, isPending } = useQuery(shopsQuery);
	const shops = (data?.items ?? []).filter(s => !ofFiles(s) || s.orders.count > 0);
	const first = shops.some(s => s.state === "bound" && s.pull === "on" && !s.complete_to && !s.problem);
	const columns: TableColumnsType<Shop> = [
		{ title: t("today.shop"), key: "title", className: "shop-name", render: (_, s) => <span><Link to={`/orders?shop=${s.id}`}><bdi>{s.title}</bdi></Link> <span className="soft small">{channelName(s.channel)}</span></span> },
		{ title: t("today.state"), key: "state", render: (_, s) => <State shop={s} /> },
		{ title: t("today.complete"), key: "complete", render: (_, s) => moment(s.complete_to) || <span className="soft">{t("today.not_yet")}</span> },
		{ title: t("today.next"), key: "next", align: "right", className: "half", render: (_, s) => <NextLook shop={s} /> },
		{ title: t("today.held"), key: "orders", align: "right", className: "half", render: (_, s) => `${number(s.orders.count)}${s.orders.more ? "+" : ""}` },
		{ title: <span className="unseen">{t("today.actions")}</span>, key: "do", align: "right", width: 1, className: "nowrap", render: (_, s) => <Actions shop={s} /> },
	];
	return (
		<section className="panel">
			<header><h2>{t("today.shops")}</h2>{first && <span className="soft first-pull" role="status">{t("today.first_more")}</span>}<Link to="/accounts">{t("nav.accounts")}</Link></header>
			{error && !data ? <Trouble error={error} again={() => void refetch()} />
				: !isPending && shops.length === 0 ? <p className="inside soft">{t("today.shops_none")} <Link to="/accounts">{t("nav.accounts")}</Link></p> : (
					<Table className="stack" size="small" rowKey="id" columns={stacked(columns)} dataSource={shops} loading={isPending} pagination={shops.length > 50 ? { pageSize: 50, showSizeChanger: false } : false} />
				)}
		</section>
	);
}
