// ui/src/pages/tasks/tasks.tsx - the tasks that were asked for, newest first: those that run with their progress, the others with their result.
import { Checkbox, Select, Table, type TableColumnsType } from "antd";
import { withQuery } from "../../api/client";
import type { Task, TaskState } from "../../api/types";
import { running } from "../../api/tasks";
import { useSpeech } from "../../i18n";
import { MoreRows, usePaged } from "../../parts/paged";
import { stacked } from "../../parts/stack";
import { TaskBar } from "../../parts/task_bar";
import { taskCounts, taskName, taskState, taskTone } from "../../parts/task_words";
import { go, useAddress } from "../../shell/address";
import { Link } from "../../shell/link";
import { Trouble } from "../../shell/trouble";
import "../../shell/task_center.css";
import "../orders/orders.css";
import "./tasks.css";

const STATES: TaskState[] = ["run", "done", "cancelled"];

export default function TasksPage() {
	const speech = useSpeech();
	const { t, number, moment } = speech;
	const { query } = useAddress();
	const asked = { state: query.get("state") ?? "", kind: query.get("kind") ?? "", mine: query.get("mine") === "true" };
	const list = usePaged<Task>("/tasks", { state: asked.state, kind: asked.kind, mine: asked.mine || undefined }, { live: ["tasks"], every_ms: 5000 });
	const want = (change: Partial<typeof asked>) => {
		const next = { ...asked, ...change };
		go(withQuery("/tasks", { state: next.state, kind: next.kind, mine: next.mine || undefined }), true);
	};
	const columns: TableColumnsType<Task> = [
		{ title: t("tasks.task"), key: "task", render: (_, k) => <><Link to={`/tasks/${k.id}`}>{taskName(t, k)}</Link>{k.kind === "update" && <span className="soft under">{t(`update.${k.mode}`)}{k.release && <><br />{t("update.release")}</>}</span>}</> },
		{ title: t("tasks.state"), key: "state", className: "nowrap", render: (_, k) => <span className={`state ${taskTone(k)}`}>{taskState(t, k)}</span> },
		{ title: t("tasks.orders"), key: "total", align: "right", className: "half", render: (_, k) => number(k.total) },
		{ title: t("tasks.result"), key: "result", className: "wrap", render: (_, k) => (running(k) ? <TaskBar task={k} /> : taskCounts(speech, k)) },
		{ title: t("tasks.who"), key: "who", render: (_, k) => <bdi>{k.user}</bdi> },
		{ title: t("tasks.made"), key: "made", className: "nowrap", render: (_, k) => moment(k.made_at) },
	];
	const filtered = asked.state !== "" || asked.kind !== "" || asked.mine;
	return (
		<>
			<div className="page-head"><h1>{t("notices.title")}</h1></div>
			<section className="panel task-list">
				<header>
					<h2>{t("tasks.list")}</h2>
					<Checkbox checked={asked.mine} onChange={e => want({ mine: e.target.checked })}>{t("tasks.mine")}</Checkbox>
					<Select size="small" allowClear className="task-choice" placeholder={t("tasks.any_kind")} aria-label={t("tasks.task")} value={asked.kind || undefined} onChange={(kind?: string) => want({ kind: kind ?? "" })}
						options={[{ value: "update", label: t("tasks.update") }, { value: "undo", label: t("tasks.undo_of") }]} />
					<Select size="small" allowClear className="task-choice" placeholder={t("tasks.any_state")} aria-label={t("tasks.state")} value={asked.state || undefined} onChange={(state?: string) => want({ state: state ?? "" })}
						options={STATES.map(value => ({ value, label: t(`tasks.state.${value}`) }))} />
				</header>
				{list.error && !list.data ? <Trouble error={list.error} again={() => void list.refetch()} /> : (
					<Table className="stack" size="small" rowKey="id" columns={stacked(columns)} dataSource={list.items} loading={list.isPending} pagination={false} scroll={{ x: "max-content" }}
						locale={{ emptyText: filtered ? t("tasks.none_so") : <>{t("tasks.none")} <Link to="/orders">{t("tasks.to_orders")}</Link></> }} />
				)}
				<MoreRows shown={list.items.length} more={list.hasNextPage} busy={list.isFetchingNextPage} ask={() => void list.fetchNextPage()} />
			</section>
		</>
	);
}
