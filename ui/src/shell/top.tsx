// ui/src/shell/top.tsx - the upper right corner: Task Center, language, light or dark, the person.
import { BulbOutlined, GlobalOutlined, LogoutOutlined, UserOutlined } from "@ant-design/icons";
import { App, Button, Dropdown } from "antd";
import { type Locale, locales, useSpeech } from "../i18n";
import { type Theme, setLook, useLook } from "./look";
import { localeSet, signOut, useSigned } from "./session";
import { TaskCenter } from "./task_center";
import { say } from "./trouble";

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
	return <div className="corner"><TaskCenter /><LookSwitches /><Person /></div>;
}
