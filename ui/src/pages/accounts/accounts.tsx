// ui/src/pages/accounts/accounts.tsx - the accounts of all platforms: found, authorised, looked after; S001-04…19.
import { PlusOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { useEffect, useMemo, useState } from "react";
import { withQuery } from "../../api/client";
import { accountsQuery, channelsQuery, shopsQuery } from "../../api/queries";
import type { Account, Channel } from "../../api/types";
import { useSpeech } from "../../i18n";
import { NotLive } from "../../parts/not_live";
import { usePause } from "../../parts/pause";
import { go, useAddress } from "../../shell/address";
import { Link } from "../../shell/link";
import { useMay } from "../../shell/session";
import { Trouble } from "../../shell/trouble";
import "./accounts.css";
import { AuthoriseDrawer } from "./authorise";
import { EditDrawer } from "./edit";
import { flat, platformOf, type Row, rowsOf, SHOWN } from "./rows";
import { AccountTable } from "./table";

interface Filter { channel: string; name: string; show: string }

const hrefOf = (f: Filter) => withQuery("/accounts", { channel: f.channel, name: f.name, show: f.show });

function Platforms({ channels, filter }: { channels: Channel[]; filter: Filter }) {
	const speech = useSpeech();
	const { t } = speech;
	const chip = (name: string, words: string) => (
		<li key={name}><Link to={hrefOf({ ...filter, channel: name })} className={filter.channel === name ? "chip here" : "chip"} aria-current={filter.channel === name ? "true" : undefined}>{words}</Link></li>
	);
	return (
		<nav className="a-chips" aria-label={t("accounts.platform")}>
			<span className="soft">{t("accounts.platform")}</span>
			<ul>{chip("", t("accounts.all"))}{channels.map(c => chip(c.name, platformOf(c, speech)))}</ul>
		</nav>
	);
}

function Connect({ channels, begin }: { channels: Channel[]; begin: (c: Channel) => void }) {
	const speech = useSpeech();
	const { t } = speech;
	return (
		<section className="panel a-connect" aria-label={t("accounts.connect")}>
			<h2>{t("accounts.connect")}</h2>
			<ul>
				{channels.map(c => (
					<li key={c.name}>
						<Button size="small" type={c.connected ? "default" : "dashed"} className={c.connected ? "" : "a-later"} icon={c.connected ? <PlusOutlined aria-hidden /> : undefined} onClick={() => begin(c)}
							title={c.connected ? undefined : t("accounts.later")}>{platformOf(c, speech)}</Button>
					</li>
				))}
			</ul>
			<Link to="/accounts/guide">{t("accounts.guide")}</Link>
		</section>
	);
}

function NameFilter({ filter }: { filter: Filter }) {
	const { t } = useSpeech();
	const [typed, setTyped] = useState(filter.name);
	const settled = usePause(typed, 200);
	useEffect(() => setTyped(filter.name), [filter.name]);
	useEffect(() => {
		if (settled === typed && settled !== filter.name)
			go(hrefOf({ ...filter, name: settled }), true);
	}, [settled]); // eslint-disable-line
	return <Input allowClear data-search value={typed} maxLength={80} className="a-find" placeholder={t("accounts.find")} aria-label={t("accounts.find")} onChange={e => setTyped(e.target.value)} />;
}

export default function AccountsPage() {
	const { t } = useSpeech();
	const { query } = useAddress();
	const may = useMay("change_shops");
	const filter: Filter = { channel: query.get("channel") ?? "", name: query.get("name") ?? "", show: query.get("show") ?? "" };
	const accounts = useQuery(accountsQuery(filter.channel, filter.name));
	const shops = useQuery(shopsQuery).data?.items;
	const channels = useQuery(channelsQuery).data?.items ?? [];
	const part = SHOWN[filter.show];
	const rows = useMemo(() => rowsOf(accounts.data?.items ?? [], shops ?? [], filter.name, part?.fits ?? (() => true)), [accounts.data, shops, filter.name, part]);
	const [authorising, setAuthorising] = useState<{ channel: Channel; account?: Account } | null>(null);
	const [editing, setEditing] = useState("");
	const first = flat(rows).some(r => r.shop?.first_pull && r.account.state === "verified");
	const begin = (account: Account) => {
		const channel = channels.find(c => c.name === account.channel);
		if (channel)
			setAuthorising({ channel, account });
	};
	const filtered = filter.channel !== "" || filter.name !== "" || part !== undefined;
	const edited: Row | undefined = flat(rows).find(r => r.key === editing);
	return (
		<>
			<div className="page-head"><h1>{t("accounts.title")}</h1></div>
			<NotLive />
			{may && channels.length > 0 && <Connect channels={channels} begin={channel => setAuthorising({ channel })} />}
			<section className="panel">
				<header className="a-filter">
					<Platforms channels={channels} filter={filter} />
					<NameFilter filter={filter} />
				</header>
				{part && <p className="a-part"><b>{t(part.title)}</b> <Link to={hrefOf({ ...filter, show: "" })}>{t("today.shops_all")}</Link></p>}
				{first && <p className="a-part soft" role="status">{t("today.first_more")}</p>}
				{accounts.error && !accounts.data ? <Trouble error={accounts.error} again={() => void accounts.refetch()} />
					: <AccountTable rows={rows} channels={new Map(channels.map(c => [c.name, c]))} waiting={accounts.isPending} empty={part ? t("today.shops_fit_none") : filtered ? t("accounts.none_fit") : t("accounts.none")}
						edit={r => setEditing(r.key)} authorise={begin} />}
			</section>
			<AuthoriseDrawer of={authorising} close={() => setAuthorising(null)} />
			<EditDrawer row={edited} close={() => setEditing("")} />
		</>
	);
}
