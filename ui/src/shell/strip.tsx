// ui/src/shell/strip.tsx - the open pages as tabs. They are links, so a middle click, unlike elsewhere, closes.
import { CloseOutlined } from "@ant-design/icons";
import { Dropdown } from "antd";
import { useEffect, useRef } from "react";
import { isKey, useSpeech } from "../i18n";
import { useCurrent } from "./address";
import { Link } from "./link";
import { pageAt } from "./pages";
import { closeOtherTabs, closeTab, type Tab, useTabs } from "./tabs";

export function useNameOf(): (tab: Tab) => string {
	const { t } = useSpeech();
	return tab => {
		const at = pageAt(tab.path);
		// It may begin with a word of ours, which is said in the language of now.
		const [word = "", ...rest] = tab.title.split(" ");
		return isKey(word) ? [t(word), ...rest].join(" ") : tab.title || (at ? t(at.page.title) : tab.path);
	};
}

export function Strip() {
	const { t } = useSpeech();
	const tabs = useTabs();
	const { path } = useCurrent();
	const nameOf = useNameOf();
	const list = useRef<HTMLUListElement>(null);
	const names = tabs.map(nameOf).join(); // a tab grows with its name
	useEffect(() => {
		list.current?.querySelector(".tab.here")?.scrollIntoView({ block: "nearest", inline: "nearest" });
	}, [path, tabs.length, names]);

	return (
		<nav className="strip" aria-label={t("tabs.label")}>
			<ul ref={list} onWheel={e => void (list.current && (list.current.scrollLeft += e.deltaY))}>
				{tabs.map(tab => {
					const name = nameOf(tab);
					const home = tab.path === "/";
					const close = (e: React.MouseEvent) => {
						if (e.button === 1 && !home) {
							e.preventDefault();
							closeTab(tab.path);
						}
					};
					return (
						<Dropdown key={tab.path} trigger={["contextMenu"]} menu={{ items: [{ key: "others", label: t("tabs.others"), onClick: () => closeOtherTabs(tab.path) }] }}>
							<li className={tab.path === path ? "tab here" : "tab"} onAuxClick={close} onMouseDown={e => void (e.button === 1 && e.preventDefault())}>
								<Link to={tab.href} aria-current={tab.path === path ? "page" : undefined} title={name}><bdi>{name}</bdi></Link>
								{!home && (
									<button type="button" aria-label={t("tabs.close", { title: name })} onClick={() => closeTab(tab.path)}><CloseOutlined /></button>
								)}
							</li>
						</Dropdown>
					);
				})}
			</ul>
		</nav>
	);
}
