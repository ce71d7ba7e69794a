// ui/src/pages/tasks/causes.tsx - why orders of a task failed, each cause with its cure a click away.
import { useQueryClient } from "@tanstack/react-query";
import { App, Button } from "antd";
import { useState } from "react";
import { api, type List } from "../../api/client";
import type { TaskCause, TaskItem, TaskWhole } from "../../api/types";
import { type Key, useSpeech } from "../../i18n";
import { Link } from "../../shell/link";
import { useMay } from "../../shell/session";
import { more, say } from "../../shell/trouble";
import { sendDeed } from "../order/deeds";
import "../order/deeds.css";
import { Refused } from "../order/place";
import { UpdateDialog } from "../orders/update_dialog";
import { saysAll } from "./besides";
import type { Narrowed } from "./task";

export const CURE_PAGES: Record<string, { to: string; name: Key }> = {
	shop_unbound: { to: "/accounts", name: "place.to_accounts" }, needs_authorisation: { to: "/accounts", name: "place.to_accounts" }, token_expired: { to: "/accounts", name: "place.to_accounts" },
};
const NEVER = new Set(["channel_not_updatable"]); // trying again does not cure it
const PAGE = 200, PART = 100;

async function failedSo(task: string, code: string): Promise<string[]> {
	const ids: string[] = [];
	for (let after: string | null = ""; after !== null;) {
		const page: List<TaskItem> = await api<List<TaskItem>>(`/tasks/${task}/items`, { query: { state: "failed", code, limit: PAGE, after } });
		ids.push(...page.items.map(i => i.order_id));
		after = page.next;
	}
	return ids;
}

interface OneProps { task: TaskWhole; cause: TaskCause; narrowed: Narrowed; narrow: (n: Narrowed) => void; busy: string; retry?: ((code: string) => void) | undefined }

function One({ task, cause, narrowed, narrow, busy, retry }: OneProps) {
	const { t } = useSpeech();
	const { message } = App.useApp();
	const queries = useQueryClient();
	const may = useMay("change_orders");
	const [working, setWorking] = useState(false);
	const [updating, setUpdating] = useState(false);
	const { code } = cause.problem;
	const page = CURE_PAGES[code];
	const here = narrowed.code === code;
	const release = async () => {
		setWorking(true);
		try {
			const ids = await failedSo(task.id, code);
			let done = 0;
			for (let at = 0; at < ids.length; at += PART)
				done += (await sendDeed(ids.slice(at, at + PART), { deed: "release" })).done;
			void message.success(t("tasks.released_of", { done, count: ids.length }));
			for (const key of ["orders", "stocks"])
				void queries.invalidateQueries({ queryKey: [key] });
		} catch (e) {
			void message.error(more(e) || say(t, e));
		} finally {
			setWorking(false);
		}
	};
	const stock = code === "stock_preoccupied" && may;
	return (
		<li className="deed-group task-cause">
			<div className="task-why">
				<div className="soft small">{t("update.orders", { count: cause.count })}</div>
				<Refused problem={{ ...cause.problem, detail: saysAll(cause.problem) ? "" : cause.problem.detail }} />
			</div>
			<div className="task-cures">
				{stock && <Button size="small" type="primary" disabled={busy !== ""} onClick={() => setUpdating(true)}>{t("tasks.cure.released")}</Button>}
				{stock && <Button size="small" loading={working} disabled={busy !== ""} onClick={() => void release()}>{t("deeds.release")}</Button>}
				{retry && !NEVER.has(code) && <Button size="small" loading={busy === `retry${code}`} disabled={busy !== ""} onClick={() => retry(code)}>{t("tasks.cure.retry")}</Button>}
				{page && <Link to={page.to}>{t(page.name)}</Link>}
				<Button size="small" type="link" aria-pressed={here} onClick={() => narrow(here ? { state: "", code: "" } : { state: "failed", code })}>{t(here ? "tasks.show_all" : "tasks.show")}</Button>
			</div>
			{updating && <UpdateDialog released which={async () => ({ ids: (await failedSo(task.id, code)).slice(0, 1000) })} cut={cause.count > 1000 ? 1000 : null} mode={task.mode}
				close={() => setUpdating(false)} done={() => setUpdating(false)} />}
		</li>
	);
}

export function Causes(props: Omit<OneProps, "cause">) {
	const { t } = useSpeech();
	return (
		<section className="panel">
			<header><h2>{t("tasks.causes")}</h2></header>
			<ul className="inside task-causes">{props.task.causes.map(c => <One key={c.problem.code} cause={c} {...props} />)}</ul>
		</section>
	);
}
