// ui/src/shell/task_center.tsx - the Task Center in the upper right: what runs, what has ended, what else should be known; S000-25.
import { BellOutlined, CloseOutlined } from "@ant-design/icons";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Badge, Button, Drawer, Skeleton } from "antd";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { api } from "../api/client";
import type { Task } from "../api/types";
import { recentTasks, running, unseenTasks } from "../api/tasks";
import { useSpeech } from "../i18n";
import { taskCounts, taskName, taskTone } from "../parts/task_words";
import { useCurrent } from "./address";
import { Link } from "./link";
import { noticesRead, useNotices } from "./notices";
import "./task_center.css";

const Lists = lazy(() => import("./task_lists"));
const POLL_MS = 2500; // while one runs, should no hint come

export function useTasks() {
	const recent = useQuery({ ...recentTasks, refetchInterval: q => (q.state.data?.items.some(running) ? POLL_MS : false) });
	const unseen = useQuery({ ...unseenTasks, refetchInterval: recent.data?.items.some(t => t.mine && running(t)) ? POLL_MS : false });
	return { recent, tasks: recent.data?.items ?? [], unseen: unseen.data?.items ?? [], asked: unseen.data?.items };
}

// Says so where a task of mine has ended while this page was open; what ended before is in the list.
function useNews(unseen: Task[] | undefined, open: boolean) {
	const speech = useSpeech();
	const { notification } = App.useApp();
	const { path } = useCurrent();
	const known = useRef<Set<string>>();
	useEffect(() => {
		if (!unseen)
			return;
		const news = known.current && !open ? unseen.filter(task => !known.current!.has(task.id) && path !== `/tasks/${task.id}`) : [];
		known.current = new Set([...known.current ?? [], ...unseen.map(task => task.id)]);
		for (const task of news) {
			const { t } = speech;
			const tone = taskTone(task);
			notification[tone === "good" ? "success" : tone === "bad" ? "error" : "warning"]({
				key: `task-${task.id}`, placement: "topRight", duration: 8, role: "status",
				message: t("tasks.ended", { task: taskName(t, task) }),
				description: <>{taskCounts(speech, task)} <Link to={`/tasks/${task.id}`} onClick={() => notification.destroy(`task-${task.id}`)}>{t("tasks.look")}</Link></>,
			});
		}
	}, [unseen, speech, notification, path, open]);
	// Who opens the list has it all before him.
	useEffect(() => {
		if (open)
			known.current?.forEach(id => notification.destroy(`task-${id}`));
	}, [open, notification]);
}

export function TaskCenter() {
	const { t } = useSpeech();
	const queries = useQueryClient();
	const { path } = useCurrent();
	const { tasks, unseen, asked } = useTasks();
	const notices = useNotices();
	const [open, setOpen] = useState(false);
	const now = tasks.filter(running);
	useNews(asked, open);
	const told = (of: Task[]) => {
		if (of.length > 0)
			void api("/tasks/seen", { method: "POST", body: { ids: of.map(task => task.id) } }).catch(() => undefined)
				.then(() => queries.invalidateQueries({ queryKey: ["tasks"] }));
	};
	const close = () => {
		setOpen(false);
		noticesRead();
		told(unseen);
	};
	// Whoever looks at a task has been told of it.
	const here = unseen.filter(task => path === `/tasks/${task.id}`);
	const hereKey = here.map(task => task.id).join();
	useEffect(() => told(here), [hereKey]);

	const unread = notices.filter(n => !n.read).length + unseen.length;
	const name = [unread ? t("notices.unread", { count: unread }) : t("notices.title"), ...(now.length > 0 ? [t("tasks.n_running", { count: now.length })] : [])].join(", ");
	return (
		<>
			<Button type="text" aria-label={name} title={name} className={now.length > 0 ? "tc-busy" : ""} onClick={() => setOpen(true)}
				icon={<Badge count={unread} size="small" offset={[2, -2]}><BellOutlined /></Badge>} />
			<Drawer open={open} onClose={close} placement="right" width={Math.min(420, window.innerWidth)} title={t("notices.title")} closeIcon={<CloseOutlined />} className="task-center"
				footer={<Link to="/tasks" onClick={close}>{t("tasks.all")}</Link>}>
				{open && <Suspense fallback={<Skeleton active />}><Lists close={close} /></Suspense>}
			</Drawer>
		</>
	);
}
