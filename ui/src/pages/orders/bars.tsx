// ui/src/pages/orders/bars.tsx - what is said over the rows: new orders, what is ticked, numbers that nobody has.
import { Alert, App, Button, Dropdown } from "antd";
import { ArrowUpOutlined, CloseOutlined, CopyOutlined, DownloadOutlined } from "@ant-design/icons";
import { useMemo } from "react";
import { useSpeech } from "../../i18n";
import { BulkBar } from "./bulk_bar";
import type { Total } from "./data";
import type { TabName } from "./filters";
import { FORMATS, IDS_MAX, type Wish } from "./export";
import { isTicked, tickAll, untick, type Ticks } from "./ticks";
import type { Listed } from "./store";

export function useCopy(): (text: string) => void {
	const { message } = App.useApp();
	const { t } = useSpeech();
	return text => void navigator.clipboard.writeText(text)
		.then(() => message.success(t("orders.copied")), () => message.error(t("orders.copy.refused")));
}

export function FreshBar({ listed, show }: { listed: Listed; show: () => void }) {
	const { t } = useSpeech();
	return (
		<div className="o-fresh" role="status">
			{listed.fresh > 0 && (
				<Button type="primary" shape="round" size="small" icon={<ArrowUpOutlined />} onClick={show}>
					{t(listed.freshMore ? "orders.fresh.more" : listed.fresh === 1 ? "orders.fresh.one" : "orders.fresh", { count: listed.fresh })}
				</Button>
			)}
		</div>
	);
}

export function Missing({ missing, asked }: { missing: string[]; asked: number }) {
	const { t } = useSpeech();
	const copy = useCopy();
	if (missing.length === 0)
		return null;
	return (
		<Alert type="warning" showIcon className="o-alert" message={
			<div className="o-line">
				<span className="o-missing" title={missing.join("\n")}>
					{t("orders.missing", { count: missing.length, asked })} <bdi>{missing.join(", ")}</bdi>
				</span>
				<Button size="small" icon={<CopyOutlined />} onClick={() => copy(missing.join("\n"))}>{t("orders.copy")}</Button>
			</div>
		} />
	);
}

export interface TickBarProps {
	ticks: Ticks;
	listed: Listed;
	query: string;
	total: Total | undefined;
	save: (format: Wish["format"], ids: string[] | undefined) => void;
	tab: TabName;
	narrow: boolean;
}

export function tickedCount(ticks: Ticks, total: Total | undefined): number {
	return ticks.all ? Math.max(0, (total?.count ?? 0) - ticks.but.size) : ticks.ids.size;
}

export function TickBar({ ticks, listed, query, total, save, tab, narrow }: TickBarProps) {
	const { t, number } = useSpeech();
	const count = tickedCount(ticks, total);
	const here = useMemo(() => listed.rows.filter(o => isTicked(ticks, o.id)).length, [listed.rows, ticks]);
	const bulk = <BulkBar tab={tab} ticks={ticks} count={count} narrow={narrow} />; // its results stay when nothing is ticked any more
	if (count === 0)
		return bulk;
	const pageDone = !ticks.all && here > 0 && here === listed.rows.length;
	const more = total && (total.more || total.count > listed.rows.length);
	const words = ticks.all ? t("orders.ticked.all", { count: number(count) + (total?.more ? "+" : "") })
		: pageDone && here === count ? t("orders.ticked.page", { count }) : t("orders.ticked", { count });
	// A file is asked for by ids, or by the filters; all but some is neither.
	const closed = ticks.all && ticks.but.size > 0 ? t("orders.export.but") : !ticks.all && count > IDS_MAX ? t("orders.export.ids", { most: IDS_MAX }) : "";
	return (
		<div className="o-tickbar" role="status">
			<span>{words}{!ticks.all && here < count && <span className="soft"> {t("orders.ticked.elsewhere", { count: count - here })}</span>}</span>
			{pageDone && more && (
				<Button type="link" onClick={() => tickAll(query)}>
					{t("orders.tick.all", { count: number(total.count) + (total.more ? "+" : "") })}
				</Button>
			)}
			{bulk}
			<Dropdown disabled={!!closed} trigger={["click"]} menu={{ items: FORMATS.map(key => ({ key, label: t(`orders.file.${key}`) })),
				onClick: e => save(e.key as Wish["format"], ticks.all ? undefined : [...ticks.ids]) }}>
				<Button type="text" icon={<DownloadOutlined />} title={closed}>{t("orders.export")}</Button>
			</Dropdown>
			<Button type="text" icon={<CloseOutlined />} onClick={untick} aria-label={t("orders.untick")} title={t("orders.untick")} />
		</div>
	);
}
