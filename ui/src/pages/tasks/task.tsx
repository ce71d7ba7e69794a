// ui/src/pages/tasks/task.tsx - one task: how far it is, why orders failed and what cures it, and the result of each order; S000-26, 32.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Modal, Skeleton } from "antd";
import { DownloadOutlined } from "@ant-design/icons";
import { useState } from "react";
import { api, ApiError, withQuery } from "../../api/client";
import type { Task, TaskMove, TaskWhole } from "../../api/types";
import { running } from "../../api/tasks";
import { useSpeech } from "../../i18n";
import { useFocusBack } from "../../parts/focus_back";
import { useLooking } from "../../parts/paged";
import { saveFile } from "../../parts/save";
import { TaskBar } from "../../parts/task_bar";
import { outcomeName, taskKey, taskName, taskState, taskTone } from "../../parts/task_words";
import { span } from "../../parts/time";
import { go, useAddress } from "../../shell/address";
import { Link } from "../../shell/link";
import { useMay } from "../../shell/session";
import { useTabTitle } from "../../shell/tabs";
import { more, say, Trouble } from "../../shell/trouble";
import "../../shell/task_center.css";
import { shortMoment } from "../orders/format";
import "../orders/orders.css";
import { Causes } from "./causes";
import { Items } from "./items";
import "./tasks.css";
import { Waits } from "./waits";

const POLL_MS = 2000;

export interface Narrowed { state: string; code: string }

function Counts({ task, narrowed, narrow }: { task: TaskWhole; narrowed: Narrowed; narrow: (n: Narrowed) => void }) {
	const { t, number } = useSpeech();
	const all = [
		{ state: "", name: t("tasks.c_all"), count: task.total, tone: "" },
		{ state: "done", name: t("tasks.c_done"), count: task.succeeded, tone: "good" },
		{ state: "failed", name: t("tasks.c_failed"), count: task.failed, tone: "bad" },
		{ state: "waiting", name: t("tasks.c_waiting"), count: task.waiting, tone: "live" },
		{ state: "cancelled", name: t("tasks.c_cancelled"), count: task.cancelled, tone: "warn" },
	];
	return (
		<div className="task-counts" role="group" aria-label={t("tasks.results")}>
			{all.filter(c => c.count > 0 || c.state === "").map(c => (
				<button key={c.state} type="button" aria-pressed={narrowed.state === c.state && !narrowed.code} className={c.tone} onClick={() => narrow({ state: c.state, code: "" })}>
					<b>{number(c.count)}</b><span>{c.name}</span>
				</button>
			))}
		</div>
	);
}

function Outcomes({ task }: { task: TaskWhole }) {
	const { t, number } = useSpeech();
	const said = task.outcomes.filter(o => o.count > 0);
	if (said.length === 0)
		return null;
	return <p className="task-outcomes">{said.map(o => <span key={o.outcome} className={`state ${o.outcome === "needs_decision" || o.outcome === "updated_not_reserved" ? "warn" : "good"}`}>{outcomeName(t, task, o.outcome)} <b>{number(o.count)}</b></span>)}</p>;
}

// What is asked before: there is no way back from these, or a long one.
function Sure({ move, task, close, go: sure }: { move: TaskMove; task: Task; close: () => void; go: () => void }) {
	const { t } = useSpeech();
	useFocusBack();
	return (
		<Modal open width={440} title={t(`tasks.sure.${move}`)} onCancel={close} onOk={sure} okText={t(`tasks.do.${move}`)} cancelText={t("tasks.not")} okButtonProps={{ danger: move !== "retry" }}>
			<p>{t(`tasks.how.${move}`, { count: move === "cancel" ? task.waiting : move === "undo" ? task.succeeded : task.failed })}</p>
		</Modal>
	);
}

function Whole({ task }: { task: TaskWhole }) {
	const { t, moment, locale, ago } = useSpeech();
	const { message } = App.useApp();
	const { query } = useAddress();
	const queries = useQueryClient();
	const may = useMay("change_orders");
	const [asked, setAsked] = useState<TaskMove | null>(null);
	const [busy, setBusy] = useState("");
	const [wrong, setWrong] = useState<unknown>(null);
	const narrowed = { state: query.get("state") ?? "", code: query.get("code") ?? "" };
	const narrow = (n: Narrowed) => go(withQuery(`/tasks/${task.id}`, { ...n }), true);

	const send = async (move: TaskMove, codes: string[] = []) => {
		setBusy(move + codes.join());
		setWrong(null);
		try {
			const now = await api<Task>(`/tasks/${task.id}/${move}`, { method: "POST", ...(move === "retry" ? { body: { codes } } : {}), patience_ms: 60000 });
			if (now.id !== task.id)
				go(`/tasks/${now.id}`);
		} catch (e) {
			setWrong(e);
		} finally {
			setAsked(null);
			setBusy("");
			void queries.invalidateQueries({ queryKey: ["tasks"] });
		}
	};
	const save = () => void saveFile(`/tasks/${task.id}/results`, {}, `task-${task.id}.csv`)
		.then(name => message.success(t("orders.export.done", { name })), (e: unknown) => setWrong(e));
	const can = (move: TaskMove) => may && task.moves.includes(move);
	const now = running(task);
	return (
		<div className="task">
			<div className="page-head">
				<h1>{taskName(t, task)} <span className={`state ${taskTone(task)}`}>{taskState(t, task)}</span></h1>
				{can("cancel") && <Button danger disabled={busy !== ""} onClick={() => setAsked("cancel")}>{t("tasks.do.cancel")}</Button>}
				{can("retry") && <Button type="primary" loading={busy === "retry"} disabled={busy !== ""} onClick={() => void send("retry")}>{t("tasks.do.retry")}</Button>}
				{can("undo") && <Button disabled={busy !== ""} onClick={() => setAsked("undo")}>{t("tasks.do.undo")}</Button>}
				<Button icon={<DownloadOutlined />} onClick={save}>{t("tasks.download")}</Button>
			</div>
			{wrong !== null && <Alert type="error" showIcon closable role="alert" onClose={() => setWrong(null)} message={say(t, wrong)} description={more(wrong)} className="task-wrong" />}
			<section className="panel">
				<div className="inside task-head">
					<p className="soft task-facts">
						{task.kind === "update" && <span>{t(`update.${task.mode}`)}</span>}
						{task.release && <span>{t("update.release")}</span>}
						<span dir="auto">{t("tasks.asked", { who: task.user, at: moment(task.made_at) })}</span>
						{task.ended_at && <span>{t("tasks.ended_at", { at: moment(task.ended_at) })}</span>}
						{task.of_task && <Link to={`/tasks/${task.of_task}`}>{t(task.kind === "undo" ? "tasks.of_undone" : "tasks.of_before")}</Link>}
						{task.undone_by && <Link to={`/tasks/${task.undone_by}`}>{t("tasks.by_undo")}</Link>}
					</p>
					{now && <div role="status"><TaskBar task={task} /><span className="soft small">{task.state === "gather" ? t("tasks.gathering") : task.seconds ? t("tasks.left", { time: span(locale, task.seconds) }) : t("tasks.begun", { ago: ago(task.made_at) })}</span></div>}
					<Counts task={task} narrowed={narrowed} narrow={narrow} />
					<Outcomes task={task} />
				</div>
			</section>
			<Waits task={task} />
			{task.causes.length > 0 && <Causes task={task} narrowed={narrowed} narrow={narrow} busy={busy} retry={can("retry") ? code => void send("retry", [code]) : undefined} />}
			<Items key={`${narrowed.state}.${narrowed.code}`} task={task} narrowed={narrowed} narrow={narrow} />
			{asked && <Sure move={asked} task={task} close={() => setAsked(null)} go={() => void send(asked)} />}
		</div>
	);
}

export default function TaskPage({ id }: { id: string }) {
	const { t, locale } = useSpeech();
	const looking = useLooking();
	const asked = useQuery({
		queryKey: ["tasks", "one", id],
		queryFn: ({ signal }) => api<TaskWhole>(`/tasks/${id}`, { signal }),
		enabled: looking,
		refetchInterval: q => (looking && q.state.data && running(q.state.data) ? POLL_MS : false),
		meta: { live: ["tasks"], gap: 700 },
	});
	// Tasks are told apart by when they began.
	useTabTitle(asked.data ? `${taskKey(asked.data)} ${shortMoment(locale, asked.data.made_at).split(" ").at(-1)}` : "");
	if (asked.data)
		return <Whole key={id} task={asked.data} />;
	if (asked.error instanceof ApiError && asked.error.problem.status === 404)
		return <div className="trouble" role="alert"><p>{t("err.task_unknown")}</p><Link to="/tasks">{t("tasks.all")}</Link></div>;
	return asked.error ? <Trouble error={asked.error} again={() => void asked.refetch()} /> : <Skeleton active className="waiting" />;
}
