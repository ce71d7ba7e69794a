// ui/src/parts/task_bar.tsx - how far a task is.
import { Progress } from "antd";
import type { Task } from "../api/types";
import { doneOf } from "../api/tasks";
import { useSpeech } from "../i18n";

export function TaskBar({ task }: { task: Task }) {
	const { t, number } = useSpeech();
	const percent = task.total > 0 ? Math.floor(doneOf(task) * 100 / task.total) : 0;
	return (
		<Progress percent={percent} size="small" status="active" aria-label={t("tasks.progress")} className="task-bar"
			format={() => `${number(doneOf(task))} / ${number(task.total)}`} />
	);
}
