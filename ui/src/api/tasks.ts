// ui/src/api/tasks.ts - what the Task Center and its pages ask of tasks.
import { queryOptions } from "@tanstack/react-query";
import { api, type List } from "./client";
import type { Task } from "./types";

const RECENT = 12;

// The newest of all, those that run among them.
export const recentTasks = queryOptions({
	queryKey: ["tasks", "recent"],
	queryFn: ({ signal }) => api<List<Task>>("/tasks", { query: { limit: RECENT }, signal }),
	meta: { live: ["tasks"], gap: 700 },
});

// Mine, ended, and not told yet.
export const unseenTasks = queryOptions({
	queryKey: ["tasks", "unseen"],
	queryFn: ({ signal }) => api<List<Task>>("/tasks", { query: { unseen: true, limit: 100 }, signal }),
	meta: { live: ["tasks"], gap: 700 },
});

export const running = (task: Pick<Task, "ended_at">): boolean => task.ended_at === null;
export const doneOf = (task: Task): number => task.total - task.waiting;
