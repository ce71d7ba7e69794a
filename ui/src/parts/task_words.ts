// ui/src/parts/task_words.ts - a task in a few words: what it does, how far it is, how it went.
import type { MergeOutcome, Task } from "../api/types";
import { running } from "../api/tasks";
import type { Key, Speech } from "../i18n";

export const taskKey = (task: Pick<Task, "kind" | "of_task">): Key => (task.kind === "undo" ? "tasks.undo_of" : task.of_task ? "tasks.again" : "tasks.update");
export const taskName = (t: Speech["t"], task: Pick<Task, "kind" | "of_task">): string => t(taskKey(task));

// What came of an order, or of many; of taking back it is told as such.
export const outcomeName = (t: Speech["t"], task: Pick<Task, "kind">, outcome: MergeOutcome): string =>
	t(task.kind === "undo" && outcome === "updated" ? "tasks.outcome.undone" : `tasks.outcome.${outcome}`);

export type Tone = "good" | "warn" | "bad" | "live";

export function taskTone(task: Task): Tone {
	if (running(task))
		return "live";
	if (task.state === "cancelled")
		return "warn";
	return task.failed === 0 ? (task.asking > 0 ? "warn" : "good") : task.succeeded === 0 ? "bad" : "warn";
}

// "8 done, 3 failed, 2 to be decided"
export function taskCounts({ t, locale }: Speech, task: Task): string {
	const parts = [
		t("tasks.n_done", { count: task.succeeded }),
		...(task.failed > 0 ? [t("tasks.n_failed", { count: task.failed })] : []),
		...(task.asking > 0 ? [t("tasks.n_asking", { count: task.asking })] : []),
		...(task.cancelled > 0 ? [t("tasks.n_cancelled", { count: task.cancelled })] : []),
	];
	return parts.join(locale === "zh-CN" ? "，" : ", ");
}

export function taskState(t: Speech["t"], task: Task): string {
	return task.state === "done" && task.undone_by ? t("tasks.state.undone") : t(`tasks.state.${task.state}`);
}
