// ui/src/pages/orders/tabs.tsx - the five places of an order and All, each with its count, in both languages.
import { useEffect, useRef } from "react";
import type { Counts } from "../order/shapes";
import { useSpeech } from "../../i18n";
import { totalOf } from "./data";
import { TABS, type TabName } from "./filters";

const NAMES: Record<TabName, [string, string]> = {
	pending: ["Pending", "待处理"],
	processed: ["Processed", "已处理"],
	marked_shipped: ["Marked shipped", "已标记发货"],
	frozen: ["Frozen", "冻结"],
	void: ["Void", "作废"],
	all: ["All", "全部"],
};

export function Tabs({ tab, counts, set }: { tab: TabName; counts: Counts | undefined; set: (t: TabName) => void }) {
	const { t, number, locale } = useSpeech();
	const bar = useRef<HTMLElement>(null);
	const counted = counts !== undefined; // they widen the tabs
	// On a phone not all have room.
	useEffect(() => void bar.current?.querySelector(".o-here")?.scrollIntoView({ block: "nearest", inline: "nearest" }), [tab, locale, counted]);
	return (
		<nav className="o-tabs" ref={bar} aria-label={t("orders.tabs")}>
			{TABS.map(name => {
				const total = totalOf(counts, name);
				const [en, zh] = NAMES[name];
				const own = t(`orders.tab.${name}`);
				return (
					<button type="button" key={name} className={name === tab ? "o-here" : ""} aria-current={name === tab ? "page" : undefined}
						onClick={() => set(name)}>
						<span>{own}</span>
						{/* The other language stands beside, as in the status of each row. */}
						<span className="o-dim" lang={locale === "zh-CN" ? "en" : "zh-CN"}>{locale === "zh-CN" ? en : zh}</span>
						{total && <span className="o-count">{number(total.count)}{total.more ? "+" : ""}</span>}
					</button>
				);
			})}
		</nav>
	);
}
