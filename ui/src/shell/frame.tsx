// ui/src/shell/frame.tsx - what stands around the pages of a signed-in person.
import { MenuOutlined } from "@ant-design/icons";
import { Button, Drawer } from "antd";
import { useEffect, useState } from "react";
import { useSpeech } from "../i18n";
import { useCurrent } from "./address";
import { AwayBanner, Watch } from "./guard";
import { Keys } from "./keys";
import { Nav, Side } from "./nav";
import { Panes } from "./panes";
import { PullWatch } from "./pullwatch";
import { Strip, useNameOf } from "./strip";
import { useTabs } from "./tabs";
import { Corner } from "./top";

export function Frame() {
	const { t } = useSpeech();
	const tabs = useTabs();
	const { path } = useCurrent();
	const nameOf = useNameOf();
	const [menu, setMenu] = useState(false);
	const here = tabs.find(tab => tab.path === path);
	const title = here ? nameOf(here) : "";
	useEffect(() => {
		document.title = title ? `${title} · ${t("app.name")}` : t("app.name");
	}, [title, t]);

	return (
		<div className="frame">
			<Side />
			<div className="body">
				<header className="top">
					<Button type="text" className="menu-open" icon={<MenuOutlined />} aria-label={t("nav.open")} onClick={() => setMenu(true)} />
					<Strip />
					<Corner />
				</header>
				<AwayBanner />
				<Panes />
			</div>
			<Drawer open={menu} onClose={() => setMenu(false)} placement="left" width={260} styles={{ body: { padding: 8 } }} title={t("app.name")}>
				<Nav narrow={false} then={() => setMenu(false)} />
			</Drawer>
			<Keys />
			<PullWatch />
			<Watch />
		</div>
	);
}
