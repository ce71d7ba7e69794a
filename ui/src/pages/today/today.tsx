// ui/src/pages/today/today.tsx - Home: what must be done today, each number a click from its cure; how the shops stand.
import { useQuery } from "@tanstack/react-query";
import { Skeleton } from "antd";
import { lazy, Suspense } from "react";
import { api } from "../../api/client";
import { chartOrdersQuery } from "../../api/queries";
import type { Today } from "../../api/types";
import { formatsOf, useSpeech } from "../../i18n";
import { NotLive } from "../../parts/not_live";
import { useLooking } from "../../parts/paged";
import { Trouble } from "../../shell/trouble";
import { MapFirst } from "../orders/map_first";
import { Cards, Expiring } from "./cards";
import { Shops } from "./shops";
import "./today.css";

const Chart = lazy(() => import("../../parts/chart"));
const SHOWN_MAX = 7; // more colours cannot be told apart

function OrdersChart() {
	const { t } = useSpeech();
	const { data, error, refetch } = useQuery(chartOrdersQuery);
	if (error && !data)
		return <Trouble error={error} again={() => void refetch()} />;
	if (!data)
		return <div className="inside chart-wait"><Skeleton active title={false} /></div>;
	const total = (counts: number[]) => counts.reduce((a, b) => a + b, 0);
	const shops = data.series.filter(s => total(s.counts) > 0).sort((a, b) => total(b.counts) - total(a.counts));
	if (shops.length === 0)
		return <p className="inside soft">{t("today.chart_none")}</p>;
	const shown = shops.slice(0, shops.length > SHOWN_MAX + 1 ? SHOWN_MAX : SHOWN_MAX + 1);
	const rest = shops.slice(shown.length);
	const series = shown.map(s => ({ name: s.shop?.title ?? t("today.rest"), values: s.counts }));
	if (rest.length > 0)
		series.push({ name: t("today.rest"), values: rest[0]!.counts.map((_, i) => rest.reduce((n, s) => n + (s.counts[i] ?? 0), 0)) });
	return (
		<div className="inside">
			<Suspense fallback={<div className="chart-wait" />}><Chart title={t("today.chart")} from={data.from} step_s={data.step_s} series={series} /></Suspense>
		</div>
	);
}

export default function TodayPage() {
	const { t, locale } = useSpeech();
	const looking = useLooking();
	const { data, error, refetch } = useQuery({
		queryKey: ["today"],
		queryFn: ({ signal }) => api<Today>("/today", { signal }),
		refetchInterval: 60000, // ship-by times pass without anything changing
		meta: { live: ["orders", "shops", "runs"], gap: 3000 },
	});
	const day = new Intl.DateTimeFormat(formatsOf(locale), { weekday: "long", day: "numeric", month: "long" }).format(new Date());
	return (
		<>
			<div className="page-head"><h1>{t("today.title")}</h1><span className="soft">{day}</span></div>
			<NotLive />
			{data ? <><Expiring today={data} />{data.unmapped.count > 0 && <div className="map-first"><MapFirst looking={looking} shops={[]} /></div>}<Cards today={data} /></>
				: error ? <section className="panel cards-wait"><Trouble error={error} again={() => void refetch()} /></section>
					: <section className="panel cards-wait"><div className="inside"><Skeleton active title={false} paragraph={{ rows: 2 }} /></div></section>}
			<Shops />
			<section className="panel"><header><h2>{t("today.chart")}</h2></header><OrdersChart /></section>
		</>
	);
}
