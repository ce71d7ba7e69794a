// ui/src/shell/top.tsx - the upper right corner: Task Center, language, light or dark, the person.
import { BellOutlined, BulbOutlined, GlobalOutlined, LogoutOutlined, UserOutlined } from "@ant-design/icons";
import { App, Badge, Button, Dropdown, Popover } from "antd";
import { useState } from "react";
import { type Locale, locales, useSpeech } from "../i18n";
import { Link } from "./link";
import { type Theme, setLook, useLook } from "./look";
import { noticesClear, noticesRead, useNotices } from "./notices";
import { localeSet, signOut, useSigned } from "./session";
import { say } from "./trouble";

function Notices() {
	const { t, ago } = useSpeech();
	const notices = useNotices();
	const [open, setOpen] = useState(false);
	const unread = notices.filter(n => !n.read).length;
	const turn = (on: boolean) => {
		setOpen(on);
		if (!on)
			noticesRead();
	};
	const list = notices.length === 0 ? <p className="soft">{t("notices.empty")}</p> : (
		<ul className="notices">
			{notices.map(n => (
				<li key={n.id} className={`notice ${n.kind}`}>
					{n.href ? <Link to={n.href} onClick={() => turn(false)}>{t(n.key, n.values)}</Link> : t(n.key, n.values)}
					<span className="soft small">{ago(n.at)}</span>
				</li>
			))}
		</ul>
	);
	const head = (
		<div className="notices-head">
			<span>{t("notices.title")}</span>
			{notices.length > 0 && <Button type="link" size="small" onClick={noticesClear}>{t("notices.clear")}</Button>}
		</div>
	);
	const name = unread ? t("notices.unread", { count: unread }) : t("notices.title");
	return (
		<Popover open={open} onOpenChange={turn} trigger="click" placement="bottomRight" title={head}
			content={<div className="notices-box">{list}</div>}>
			<Button type="text" aria-label={name} title={name}
				icon={<Badge count={unread} size="small" offset={[2, -2]}><BellOutlined /></Badge>} />
		</Popover>
	);
}

export function LookSwitches() {
	const { t, locale } = useSpeech();
	const { theme } = useLook();
	const themes: Record<Theme, string> = { system: t("look.system"), light: t("look.light"), dark: t("look.dark") };
	return (
		<>
			<Dropdown trigger={["click"]} placement="bottomRight" menu={{
				selectedKeys: [locale],
				items: Object.entries(locales).map(([key, one]) => ({ key, label: <span lang={key}>{one.name}</span> })),
				onClick: ({ key }) => localeSet(key as Locale),
			}}>
				<Button type="text" icon={<GlobalOutlined />} aria-label={`${t("look.language")}: ${locales[locale].name}`}>
					<span className="wide-only">{locales[locale].name}</span>
				</Button>
			</Dropdown>
			<Dropdown trigger={["click"]} placement="bottomRight" menu={{
				selectedKeys: [theme],
				items: Object.entries(themes).map(([key, label]) => ({ key, label })),
				onClick: ({ key }) => setLook({ theme: key as Theme }),
			}}>
				<Button type="text" icon={<BulbOutlined />} aria-label={`${t("look.theme")}: ${themes[theme]}`} title={t("look.theme")} />
			</Dropdown>
		</>
	);
}

function Person() {
	const { t } = useSpeech();
	const { session } = useSigned();
	const { message } = App.useApp();
	const name = session.name || session.user;
	const leave = () => void signOut().catch((e: unknown) => message.error(say(t, e)));
	return (
		<Dropdown trigger={["click"]} placement="bottomRight" menu={{
			items: [
				{ key: "who", label: <span className="who"><b>{name}</b>{session.user !== name && <span className="soft">{session.user}</span>}</span>, disabled: true },
				{ type: "divider" },
				{ key: "out", icon: <LogoutOutlined />, label: t("signin.out"), onClick: leave },
			],
		}}>
			<Button type="text" icon={<UserOutlined />} aria-label={t("user.menu", { name })}>
				<span className="wide-only person">{name}</span>
			</Button>
		</Dropdown>
	);
}

export function Corner() {
	return <div className="corner"><Notices /><LookSwitches /><Person /></div>;
}
