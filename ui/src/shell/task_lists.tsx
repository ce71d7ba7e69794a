// ui/src/shell/task_lists.tsx - what stands in the Task Center: tasks that run, tasks that have ended, messages.
import { Button } from "antd";
import type { Task } from "../api/types";
import { running } from "../api/tasks";
import { useSpeech } from "../i18n";
import { TaskBar } from "../parts/task_bar";
import { taskCounts, taskName, taskState, taskTone } from "../parts/task_words";
import { Link } from "./link";
import { noticesClear, useNotices } from "./notices";
import { useTasks } from "./task_center";
import { Trouble } from "./trouble";
import "./task_center.css";

function OneTask({ task, fresh, then }: { task: Task; fresh: boolean; then: () => void }) {
	const speech = useSpeech();
	const { t, ago } = speech;
	const now = running(task);
	return (
		<li className={`tc-task ${taskTone(task)}${fresh ? " fresh" : ""}`}>
			<div className="o-line"><Link to={`/tasks/${task.id}`} onClick={then}><b>{taskName(t, task)}</b></Link>
				{!now && <span className={`state ${taskTone(task)}`}>{taskState(t, task)}</span>}</div>
			{now ? <TaskBar task={task} /> : <div>{taskCounts(speech, task)}</div>}
			<div className="soft small"><bdi>{task.user}</bdi> · {ago(task.ended_at ?? task.made_at)}</div>
		</li>
	);
}

export default function Lists({ close }: { close: () => void }) {
	const { t, ago } = useSpeech();
	const { recent, tasks, unseen } = useTasks();
	const notices = useNotices();
	const fresh = new Set(unseen.map(task => task.id));
	const now = tasks.filter(running), over = tasks.filter(task => !running(task));
	const none = tasks.length === 0 && notices.length === 0;
	if (recent.error && !recent.data && notices.length === 0)
		return <Trouble error={recent.error} again={() => void recent.refetch()} />;
	return (
		<div className="notices-box">
			{none && !recent.isPending && <p className="soft">{t("notices.empty")}</p>}
			{now.length > 0 && <section><h3>{t("tasks.running")}</h3><ul>{now.map(task => <OneTask key={task.id} task={task} fresh={false} then={close} />)}</ul></section>}
			{over.length > 0 && <section><h3>{t("tasks.over")}</h3><ul>{over.map(task => <OneTask key={task.id} task={task} fresh={fresh.has(task.id)} then={close} />)}</ul></section>}
			{notices.length > 0 && (
				<section>
					<h3>{t("tasks.notices")}<Button type="link" size="small" onClick={noticesClear}>{t("notices.clear")}</Button></h3>
					<ul className="notices">
						{notices.map(n => (
							<li key={n.id} className={`notice ${n.kind}`}>
								{n.href ? <Link to={n.href} onClick={close}>{t(n.key, n.values)}</Link> : t(n.key, n.values)}
								<span className="soft small">{ago(n.at)}</span>
							</li>
						))}
					</ul>
				</section>
			)}
		</div>
	);
}
