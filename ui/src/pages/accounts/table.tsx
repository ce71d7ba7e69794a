// ui/src/pages/accounts/table.tsx - the list of accounts with the columns of the handbook; S001-06, 07, 11, 13, 14, 19.
import { App, Button, Progress, Space, Table, type TableColumnsType } from "antd";
import { useState } from "react";
import { api } from "../../api/client";
import type { Account, Channel, ExpiryForecast, FirstPull, Shop } from "../../api/types";
import { useSpeech } from "../../i18n";
import { stacked } from "../../parts/stack";
import { span } from "../../parts/time";
import { Link } from "../../shell/link";
import { useMay } from "../../shell/session";
import { say, told } from "../../shell/trouble";
import { Deeds, type PullDeed, useFresh } from "./deeds";
import { flat, mayPull, nameOf, platformOf, pulls, type Row, standing } from "./rows";

function First({ pull }: { pull: FirstPull }) {
	const { t, locale } = useSpeech();
	const left = pull.estimate_s === null ? "" : t("accounts.first_left", { span: span(locale, Math.max(60, Math.round(pull.estimate_s / 60) * 60)) });
	return (
		<span className="a-first" title={t("today.first_more")}>
			<span className="state live">{pull.began ? t("today.first") : t("accounts.first_waits")}</span>
			{pull.began && <Progress percent={pull.percent} size="small" aria-label={t("today.first")} />}
			<span className="soft small">{[t("accounts.first_stored", { count: pull.stored }), left].filter(Boolean).join(" · ")}</span>
		</span>
	);
}

function Status({ row }: { row: Row }) {
	const { t } = useSpeech();
	const { word, tone, why } = standing(row);
	return (
		<span className="a-status">
			<span className={`state ${tone}`}>{t(word)}{row.look?.pulling && tone === "live" && <span className="soft small">{t("today.pulling")}</span>}</span>
			{why && <span className="small bad-text" title={why.detail}>{told(t, why)}</span>}
			{why && why.detail !== why.title && why.detail && <span className="small soft a-detail">{why.detail}</span>}
			{word === "accounts.unverified" && <span className="small soft">{t("accounts.unused")}</span>}
			{!why && row.shop?.first_pull && <First pull={row.shop.first_pull} />}
			{row.shop && row.shop.unmapped.count > 0 && (
				<Link className="small" to={`/maps?view=unmapped&shop=${row.shop.id}`}>{t("accounts.unmapped", { count: row.shop.unmapped.count })}</Link>
			)}
		</span>
	);
}

const EXPIRY: Record<ExpiryForecast, string> = { none: "", far: "", days_30: "warn-text", days_7: "warn-text a-soon", days_1: "bad-text a-soon", over: "bad-text a-soon" };

function Expiry({ account }: { account: Account }) {
	const { t, moment, ago } = useSpeech();
	if (!account.authorised_until || account.state === "cancelled")
		return null;
	const tone = EXPIRY[account.forecast];
	return (
		<span className={tone}>
			{moment(account.authorised_until)}
			{tone && <span className="small under">{account.forecast === "over" ? t("accounts.over") : ago(account.authorised_until)}</span>}
		</span>
	);
}

function PullType({ row }: { row: Row }) {
	const { t } = useSpeech();
	if (!row.shop || !pulls(row))
		return <span className="soft">{t(row.shop ? "accounts.pull_none" : "accounts.dash")}</span>;
	return row.shop.pull === "on" ? <span>{t("accounts.pull_on")}</span> : <span className="state warn">{t("accounts.pull_stopped")}</span>;
}

// Several stores at once: each by itself, and said of each what did not succeed.
function Bulk({ rows, clear }: { rows: Row[]; clear: () => void }) {
	const { t } = useSpeech();
	const { message, modal } = App.useApp();
	const fresh = useFresh();
	const [busy, setBusy] = useState<PullDeed | "">("");
	const fit = rows.filter(mayPull);
	const run = async (what: PullDeed) => {
		setBusy(what);
		const failed: string[] = [];
		for (const row of fit)
			await api<Shop>(`/shops/${row.shop!.id}/${what}`, { method: "POST" }).catch((e: unknown) => failed.push(`${nameOf(row)}: ${say(t, e)}`));
		setBusy("");
		await fresh();
		if (failed.length > 0)
			modal.error({ title: t("accounts.bulk_failed", { count: failed.length, of: fit.length }), content: <ul className="a-what">{failed.map(f => <li key={f}>{f}</li>)}</ul>, okText: t("accounts.close") });
		else
			void message.success(t(`accounts.bulk_${what}`, { count: fit.length }));
	};
	const stop = () => void modal.confirm({
		title: t("accounts.bulk_stop_ask", { count: fit.length }), content: t("today.stop_more"), okText: t("today.stop"), okButtonProps: { danger: true }, cancelText: t("today.cancel"),
		onOk: () => run("stop"),
	});
	return (
		<div className="a-bulk" role="status">
			<span>{t("accounts.chosen", { count: rows.length })}</span>
			<Space size={6} wrap>
				<Button size="small" disabled={!fit.length} loading={busy === "pull"} onClick={() => void run("pull")}>{t("today.pull")}</Button>
				<Button size="small" disabled={!fit.length} loading={busy === "stop"} onClick={stop}>{t("today.stop")}</Button>
				<Button size="small" disabled={!fit.length} loading={busy === "resume"} onClick={() => void run("resume")}>{t("today.resume")}</Button>
				<Button size="small" type="text" onClick={clear}>{t("accounts.unchoose")}</Button>
			</Space>
		</div>
	);
}

interface TableProps {
	rows: Row[];
	channels: Map<string, Channel>;
	waiting: boolean;
	empty: string;
	edit: (r: Row) => void;
	authorise: (a: Account) => void;
}

export function AccountTable({ rows, channels, waiting, empty, edit, authorise }: TableProps) {
	const speech = useSpeech();
	const { t, moment } = speech;
	const may = useMay("change_shops");
	const [keys, setKeys] = useState<React.Key[]>([]);
	const all = flat(rows);
	const chosen = all.filter(r => r.shop && keys.includes(r.key));
	const platform = (a: Account) => platformOf(channels.get(a.channel) ?? { name: a.channel, title: a.channel_title, title_zh: "" }, speech).toUpperCase();
	const columns: TableColumnsType<Row> = [
		{ title: t("accounts.platform"), key: "platform", className: "a-platform", width: 110, render: (_, r) => (r.head ? <b>{platform(r.account)}</b> : <span className="soft">{platform(r.account)}</span>) },
		{ title: t("accounts.short_name"), key: "name", className: "a-name", render: (_, r) => (
			<span>
				{r.shop ? <Link to={`/orders?shop=${r.shop.id}`}><bdi>{nameOf(r)}</bdi></Link> : <bdi>{nameOf(r)}</bdi>}
				{r.shop && r.shop.short_name && r.shop.short_name !== r.shop.title && <bdi className="soft small under">{r.shop.title}</bdi>}
				{r.children && <span className="soft small under">{t("accounts.of_one", { count: r.account.shops.length })}</span>}
			</span>
		) },
		{ title: t("accounts.status"), key: "status", width: 200, render: (_, r) => <Status row={r} /> },
		{ title: t("accounts.expires"), key: "expires", width: 150, render: (_, r) => (r.head ? <Expiry account={r.account} /> : null) },
		{ title: t("accounts.authorised"), key: "authorised", width: 150, render: (_, r) => (r.head ? moment(r.account.authorised_at) : null) },
		{ title: t("accounts.pull_type"), key: "pull", width: 110, render: (_, r) => <PullType row={r} /> },
		{ title: t("accounts.actions"), key: "do", width: 304, render: (_, r) => <Deeds row={r} edit={edit} authorise={authorise} /> },
	];
	return (
		<>
			{chosen.length > 0 && may && <Bulk rows={chosen} clear={() => setKeys([])} />}
			<Table className="stack a-table" size="small" rowKey="key" columns={stacked(columns)} dataSource={rows} loading={waiting} locale={{ emptyText: empty }}
				expandable={{ expandedRowKeys: rows.map(r => r.key), expandIcon: () => null, indentSize: 14 }}
				rowSelection={{ selectedRowKeys: keys, checkStrictly: false, onChange: setKeys, columnWidth: 40,
					getCheckboxProps: r => ({ "aria-label": t("accounts.choose", { name: nameOf(r) }) } as object) }}
				pagination={rows.length > 50 ? { pageSize: 50, showSizeChanger: false } : false} />
		</>
	);
}
