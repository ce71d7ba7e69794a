// ui/src/pages/runs/charts.tsx - how far behind the channels we are, and how many runs fail, by the hour.
import { useQuery } from "@tanstack/react-query";
import { Skeleton } from "antd";
import { lazy, Suspense } from "react";
import { chartRunsQuery } from "../../api/queries";
import { useSpeech } from "../../i18n";
import { SPANS, span } from "../../parts/time";
import { Trouble } from "../../shell/trouble";

const Chart = lazy(() => import("../../parts/chart"));

export function RunCharts() {
	const { t, locale } = useSpeech();
	const { data, error, refetch } = useQuery(chartRunsQuery);
	if (!data)
		return <section className="panel">{error ? <Trouble error={error} again={() => void refetch()} /> : <div className="inside chart-wait"><Skeleton active title={false} /></div>}</section>;
	const good = data.runs.map((n, i) => Math.max(0, n - (data.failed[i] ?? 0)));
	return (
		<div className="grid2">
			<section className="panel">
				<header><h2>{t("runs.lag")}</h2><span className="soft small">{t("runs.lag_more")}</span></header>
				<div className="inside"><Suspense fallback={<div className="chart-wait" />}>
					<Chart title={t("runs.lag")} from={data.from} step_s={data.step_s} write={n => span(locale, n)} steps={SPANS} series={[{ name: t("runs.lag"), values: data.lag_s.map((s, i) => (data.runs[i] ? s : null)), kind: "line" }]} />
				</Suspense></div>
			</section>
			<section className="panel">
				<header><h2>{t("runs.by_hour")}</h2></header>
				<div className="inside"><Suspense fallback={<div className="chart-wait" />}>
					<Chart title={t("runs.by_hour")} from={data.from} step_s={data.step_s} series={[{ name: t("runs.failed"), values: data.failed, tone: "bad" }, { name: t("runs.good"), values: good }]} />
				</Suspense></div>
			</section>
		</div>
	);
}
