// ui/src/pages/system/system.tsx - the program itself: its version, its database, the processes that share the work.
import { useQuery } from "@tanstack/react-query";
import { Skeleton, Table, type TableColumnsType } from "antd";
import { api } from "../../api/client";
import type { System, Node } from "../../api/types";
import { formatsOf, type Key, type Locale, useSpeech } from "../../i18n";
import { stacked } from "../../parts/stack";
import { span } from "../../parts/time";
import { Trouble } from "../../shell/trouble";
import "./system.css";

const STATES: Record<string, { key: Key; tone: string }> = {
	working: { key: "system.working", tone: "good" }, up: { key: "system.up", tone: "live" },
	draining: { key: "system.draining", tone: "warn" }, dead: { key: "system.dead", tone: "bad" }, free: { key: "system.free", tone: "" },
};
const KINDS: Record<string, string> = { sqlite: "SQLite", postgresql: "PostgreSQL", postgres: "PostgreSQL" };

function bytes(locale: Locale, n: number): string {
	const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"];
	const i = Math.min(units.length - 1, n > 0 ? Math.floor(Math.log(n) / Math.log(1024)) : 0);
	return new Intl.NumberFormat(formatsOf(locale), { style: "unit", unit: units[i], unitDisplay: "short", maximumFractionDigits: i > 1 ? 1 : 0 }).format(n / 1024 ** i);
}

export default function SystemPage() {
	const { t, locale, number, moment } = useSpeech();
	const { data, error, refetch } = useQuery({
		queryKey: ["system"],
		queryFn: ({ signal }) => api<System>("/system", { signal }),
		refetchInterval: 10000,
		meta: { live: ["nodes"], gap: 1000 },
	});
	const columns: TableColumnsType<Node> = [
		{ title: t("system.node"), key: "number", width: 80, render: (_, n) => `#${n.number}` },
		{ title: t("system.state"), key: "state", render: (_, n) => <span className={`state ${STATES[n.state]?.tone ?? ""}`}>{STATES[n.state] ? t(STATES[n.state]!.key) : n.state}</span> },
		{ title: t("system.version"), key: "version", render: (_, n) => n.version },
		{ title: t("system.beat"), key: "beat", align: "right", className: "nowrap", render: (_, n) => span(locale, n.beat_age_s) },
		{ title: t("system.shops"), key: "shops", align: "right", className: "half", render: (_, n) => number(n.shops) },
		{ title: t("system.jobs"), key: "jobs", align: "right", className: "half", render: (_, n) => number(n.jobs_running) },
	];
	const body = !data ? (
		<section className="panel">{error ? <Trouble error={error} again={() => void refetch()} /> : <div className="inside"><Skeleton active title={false} /></div>}</section>
	) : (
		<>
			<div className="grid2">
				<section className="panel">
					<header><h2>{t("system.program")}</h2></header>
					<dl className="pairs inside">
						<dt>{t("system.version")}</dt><dd>{data.version}</dd>
						<dt>{t("system.time")}</dt><dd>{moment(data.time)}</dd>
					</dl>
				</section>
				<section className="panel">
					<header><h2>{t("system.database")}</h2></header>
					<dl className="pairs inside">
						<dt>{t("system.kind")}</dt><dd>{KINDS[data.database.kind] ?? data.database.kind} {data.database.version}</dd>
						<dt>{t("system.size")}</dt><dd>{bytes(locale, data.database.size_bytes)}</dd>
						<dt>{t("system.migrations")}</dt><dd>{number(data.database.migrations)}</dd>
					</dl>
				</section>
			</div>
			<section className="panel">
				<header><h2>{t("system.nodes")}</h2><span className="soft small">{t("system.nodes_more")}</span></header>
				<Table className="stack" size="small" rowKey="number" columns={stacked(columns)} dataSource={data.nodes} pagination={false} scroll={{ x: "max-content" }} />
			</section>
		</>
	);
	return <><div className="page-head"><h1>{t("system.title")}</h1></div>{body}</>;
}
