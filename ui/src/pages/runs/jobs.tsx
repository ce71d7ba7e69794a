// ui/src/pages/runs/jobs.tsx - the recurrent tasks: their timer counts down, the last five runs, run now, how often.
import { CheckOutlined, CloseOutlined, EditOutlined } from "@ant-design/icons";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, InputNumber, Select, Space, Table, type TableColumnsType, Tooltip } from "antd";
import { useState } from "react";
import { api } from "../../api/client";
import type { Job, JobPage } from "../../api/types";
import { type Key, useSpeech } from "../../i18n";
import { stacked } from "../../parts/stack";
import { left, span, useNow } from "../../parts/time";
import { useMay } from "../../shell/session";
import { more, say, told, Trouble } from "../../shell/trouble";
import { kindOf, outcomeOf, toneOf } from "./words";

const STATES: Record<string, { key: Key; tone: string }> = {
	ready: { key: "runs.ready", tone: "good" }, running: { key: "runs.running", tone: "live" },
	waiting: { key: "runs.waiting", tone: "warn" }, stopped: { key: "runs.stopped", tone: "warn" },
};

function Timer({ job }: { job: Job }) {
	const { t } = useSpeech();
	const now = useNow();
	if (job.state === "running")
		return <>{t("runs.now")}</>;
	if (!job.due)
		return <span className="soft">–</span>;
	return <>{new Date(job.due).getTime() <= now ? t("runs.due") : left(job.due, now)}</>;
}

function Last({ job }: { job: Job }) {
	const { t, moment } = useSpeech();
	if (job.last_runs.length === 0)
		return <span className="soft">–</span>;
	return (
		<ul className="marks" aria-label={t("runs.last")}>
			{[...job.last_runs].reverse().map(run => {
				const words = `${moment(run.began)}: ${outcomeOf(t, run)}`;
				return <li key={run.id}><Tooltip title={words}><span className={`mark ${toneOf(run)}`} role="img" aria-label={words} /></Tooltip></li>;
			})}
		</ul>
	);
}

const UNITS = [["s", 1], ["min", 60], ["h", 3600]] as const;

// Written in the largest unit that leaves no rest.
function Every({ job }: { job: Job }) {
	const speech = useSpeech();
	const { t, locale } = speech;
	const queries = useQueryClient();
	const may = useMay("change_shops");
	const [open, setOpen] = useState(false);
	const [unit, setUnit] = useState(1);
	const [value, setValue] = useState<number | null>(null);
	const begin = () => {
		const size = [3600, 60, 1].find(u => job.every_s % u === 0) ?? 1;
		setUnit(size);
		setValue(job.every_s / size);
		setOpen(true);
	};
	const save = useMutation({
		mutationFn: (every_s: number) => api<Job>(`/jobs/${job.id}`, { method: "PUT", body: { every_s } }),
		onSuccess: next => {
			queries.setQueryData<JobPage>(["jobs"], old => old && { ...old, items: old.items.map(j => (j.id === next.id ? next : j)) });
			setOpen(false);
		},
	});
	const done = () => void (value && save.mutate(Math.round(value * unit)));
	const close = () => {
		save.reset();
		setOpen(false);
	};
	if (!open)
		return (
			<span className="every">
				{span(locale, job.every_s)}
				{may && <Button type="text" size="small" icon={<EditOutlined />} aria-label={t("runs.every_edit", { task: kindOf(speech, job) })} onClick={begin} disabled={!job.every_s} />}
			</span>
		);
	return (
		<span className="every-edit" onKeyDown={e => void (e.key === "Escape" && close())}>
			<Space.Compact size="small">
				<InputNumber autoFocus min={1} precision={0} value={value} onChange={setValue} onPressEnter={done} aria-label={t("runs.every")} status={save.isError ? "error" : ""} controls={false} />
				<Select value={unit} onChange={setUnit} aria-label={t("runs.unit")} popupMatchSelectWidth={false} options={UNITS.map(([name, size]) => ({ value: size, label: t(`runs.unit_${name}`) }))} />
				<Button icon={<CheckOutlined />} aria-label={t("runs.save")} loading={save.isPending} onClick={done} />
				<Button icon={<CloseOutlined />} aria-label={t("runs.cancel")} onClick={close} />
			</Space.Compact>
			{save.isError && <span className="bad-text small" role="alert">{more(save.error) || say(t, save.error)}</span>}
			{!save.isError && job.most_s ? <span className="soft small">{t("runs.bounds", { least: span(locale, job.least_s ?? 0), most: span(locale, job.most_s) })}</span> : null}
		</span>
	);
}

function RunNow({ job }: { job: Job }) {
	const speech = useSpeech();
	const { message } = App.useApp();
	const queries = useQueryClient();
	const run = useMutation({
		mutationFn: () => api<Job>(`/jobs/${job.id}/run`, { method: "POST" }),
		onSuccess: next => queries.setQueryData<JobPage>(["jobs"], old => old && { ...old, items: old.items.map(j => (j.id === next.id ? next : j)) }),
		onError: e => void message.error(say(speech.t, e)),
	});
	return <Button size="small" disabled={run.isPending || job.state === "running"} onClick={() => run.mutate()}>{speech.t("runs.run_now")}</Button>;
}

export function Jobs() {
	const speech = useSpeech();
	const { t, number } = speech;
	const may = useMay("change_shops");
	const { data, error, refetch, isPending } = useQuery({
		queryKey: ["jobs"],
		queryFn: ({ signal }) => api<JobPage>("/jobs", { signal }),
		meta: { live: ["runs", "shops"], gap: 1000 },
	});
	const state = (j: Job) => STATES[j.state] ?? { key: "runs.waiting" as Key, tone: "" };
	const columns: TableColumnsType<Job> = [
		{ title: t("runs.task"), key: "task", className: "task", render: (_, j) => <span>{kindOf(speech, j)}{j.shop && <bdi className="soft small under">{j.shop.title}</bdi>}</span> },
		{ title: t("runs.state"), key: "state", render: (_, j) => (
			<span className="outcome"><span className={`state ${j.code ? "bad" : state(j).tone}`}>{t(state(j).key)}</span>
				{j.code && <span className="soft small" title={j.detail}>{told(t, { code: j.code, title: j.title ?? "", detail: j.detail })}</span>}</span>
		) },
		{ title: t("runs.next"), key: "next", align: "right", render: (_, j) => <Timer job={j} /> },
		{ title: t("runs.every"), key: "every", render: (_, j) => <Every job={j} /> },
		{ title: t("runs.last"), key: "last", render: (_, j) => <Last job={j} /> },
		...(["listed", "stored", "changed", "parked"] as const).map(what => ({
			title: t(`runs.${what}`), key: what, align: "right" as const, className: "half",
			render: (_: unknown, j: Job) => j.last_runs[0] ? number(j.last_runs[0][what]) : <span className="soft">–</span>,
		})),
		...(may ? [{ title: <span className="unseen">{t("runs.run_now")}</span>, key: "run", align: "right" as const, width: 1, render: (_: unknown, j: Job) => <RunNow job={j} /> }] : []),
	];
	return (
		<section className="panel">
			<header><h2>{t("runs.tasks")}</h2></header>
			{error && !data ? <Trouble error={error} again={() => void refetch()} /> : (
				<Table className="stack" size="small" rowKey="id" columns={stacked(columns)} dataSource={data?.items ?? []} loading={isPending} scroll={{ x: "max-content" }}
					pagination={(data?.items.length ?? 0) > 20 ? { pageSize: 20, showSizeChanger: false } : false} locale={{ emptyText: t("runs.tasks_none") }} />
			)}
		</section>
	);
}
