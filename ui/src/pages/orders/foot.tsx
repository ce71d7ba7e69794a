// ui/src/pages/orders/foot.tsx - how much of the list is shown, and what is said where there is nothing to show.
import { Button, Empty, Skeleton, Spin } from "antd";
import { useSpeech } from "../../i18n";
import { more as details, say } from "../../shell/trouble";
import type { Total } from "./data";
import type { Listed } from "./store";

interface FootProps { listed: Listed; total: Total | undefined; more: () => void; top: () => void }

export function Foot({ listed, total, more, top }: FootProps) {
	const { t, number } = useSpeech();
	const count = listed.rows.length;
	if (count === 0)
		return null;
	const all = total ? number(Math.max(count, total.count)) + (total.more ? "+" : "") : number(count);
	return (
		<div className="o-foot">
			<span>{t("orders.shown", { count, all })}</span>
			{listed.stopped && <span>{t("orders.stopped")}</span>}
			{listed.full && <span>{t("orders.full")}</span>}
			{listed.loading && <Spin size="small" />}
			{listed.next && !listed.loading && !listed.full && (
				<Button size="small" onClick={more}>{t(listed.error ? "orders.again" : "orders.more")}</Button>
			)}
			{count > 50 && <Button size="small" type="text" onClick={top}>{t("orders.top")}</Button>}
		</div>
	);
}

interface NothingProps {
	listed: Listed; filtered: boolean; wrong: { field: string | undefined; words: string } | null; reset: () => void; again: () => void;
}

export function Nothing({ listed, filtered, wrong, reset, again }: NothingProps) {
	const { t } = useSpeech();
	if (listed.rows.length > 0 && !wrong)
		return null;
	if (listed.error)
		return (
			<div className="o-nothing o-over" role="alert">
				<p><b>{t(wrong ? "orders.refused" : "orders.failed")}</b></p>
				<p>{wrong ? wrong.words : say(t, listed.error)}</p>
				{!wrong && <p className="o-dim">{details(listed.error)}</p>}
				<div className="o-line">
					{filtered && <Button onClick={reset}>{t("orders.reset")}</Button>}
					<Button onClick={again}>{t("orders.again")}</Button>
				</div>
			</div>
		);
	if (!listed.loaded)
		return <div className="o-nothing o-waiting"><Skeleton active title={false} paragraph={{ rows: 8, width: "100%" }} /></div>;
	return (
		<div className="o-nothing">
			<Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t(filtered ? "orders.empty.filtered" : "orders.empty")}>
				{filtered && <Button onClick={reset}>{t("orders.reset")}</Button>}
			</Empty>
		</div>
	);
}
