// ui/src/shell/nav.tsx - the main menu: an entry for each page that is built, in the order of the handbook.
import {
	ClockCircleOutlined, DashboardOutlined, DatabaseOutlined, HomeOutlined, InboxOutlined, LinkOutlined, MenuFoldOutlined, MenuUnfoldOutlined, RocketOutlined, ShopOutlined,
	ShoppingOutlined, TagOutlined, TagsOutlined, TruckOutlined,
} from "@ant-design/icons";
import { Button, Tooltip } from "antd";
import type { ReactNode } from "react";
import { type Key, useSpeech } from "../i18n";
import { useCurrent } from "./address";
import { Link } from "./link";
import { setLook, useLook } from "./look";
import { hrefOf } from "./tabs";

interface Entry { path: string; name: Key; icon: ReactNode }

const groups: { name?: Key; entries: Entry[] }[] = [
	{ entries: [{ path: "/", name: "nav.home", icon: <HomeOutlined /> }] },
	{
		name: "nav.platform",
		entries: [
			{ path: "/accounts", name: "nav.accounts", icon: <ShopOutlined /> },
			{ path: "/maps", name: "nav.maps", icon: <LinkOutlined /> },
			{ path: "/orders", name: "nav.orders", icon: <ShoppingOutlined /> },
		],
	},
	{ name: "nav.inbound", entries: [{ path: "/receipts", name: "nav.receipts", icon: <TruckOutlined /> }] },
	{
		name: "nav.stocks",
		entries: [
			{ path: "/stock", name: "nav.stock", icon: <DatabaseOutlined /> },
			{ path: "/listings", name: "listings.title", icon: <TagsOutlined /> },
		],
	},
	{
		name: "nav.master",
		entries: [
			{ path: "/skus", name: "nav.skus", icon: <TagOutlined /> },
			{ path: "/warehouses", name: "nav.warehouses", icon: <InboxOutlined /> },
		],
	},
	{
		name: "nav.system",
		entries: [
			{ path: "/live", name: "nav.live", icon: <RocketOutlined /> },
			{ path: "/runs", name: "nav.runs", icon: <ClockCircleOutlined /> },
			{ path: "/system", name: "nav.state", icon: <DashboardOutlined /> },
		],
	},
];

function EntryLink({ entry, narrow, then }: { entry: Entry; narrow: boolean; then?: () => void }) {
	const { t } = useSpeech();
	const { path } = useCurrent();
	const here = path === entry.path || (entry.path !== "/" && path.startsWith(`${entry.path}/`));
	const link = (
		<Link to={hrefOf(entry.path)} className={here ? "nav-entry here" : "nav-entry"} onClick={then}
			aria-current={path === entry.path ? "page" : undefined} aria-label={narrow ? t(entry.name) : undefined}>
			{entry.icon}{!narrow && <span>{t(entry.name)}</span>}
		</Link>
	);
	return narrow ? <Tooltip title={t(entry.name)} placement="right">{link}</Tooltip> : link;
}

export function Nav({ narrow, then }: { narrow: boolean; then?: () => void }) {
	const { t } = useSpeech();
	return (
		<nav className="nav" aria-label={t("nav.label")}>
			{groups.map((g, i) => (
				<div key={i} className="nav-group">
					{g.name && (narrow ? <hr /> : <p className="nav-name">{t(g.name)}</p>)}
					<ul>{g.entries.map(e => <li key={e.path}><EntryLink entry={e} narrow={narrow} then={then} /></li>)}</ul>
				</div>
			))}
		</nav>
	);
}

export function Side() {
	const { t } = useSpeech();
	const { narrowNav } = useLook();
	const turn = narrowNav ? t("nav.wide") : t("nav.narrow");
	return (
		<aside className={narrowNav ? "side narrow" : "side"}>
			<Link to="/" className="brand" aria-label={t("app.name")}>
				<img src="/icon.svg" alt="" width="22" height="22" />{!narrowNav && <span>{t("app.name")}</span>}
			</Link>
			<Nav narrow={narrowNav} />
			<Button type="text" className="side-turn" aria-label={turn} title={turn} aria-expanded={!narrowNav}
				icon={narrowNav ? <MenuUnfoldOutlined /> : <MenuFoldOutlined />} onClick={() => setLook({ narrowNav: !narrowNav })} />
		</aside>
	);
}
