// ui/src/pages/tasks/items.tsx - the result of each order of a task. Ten thousand are read in parts and only those in sight are drawn.
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { App, Button, Skeleton, Tag } from "antd";
import { CloseOutlined, CustomerServiceOutlined } from "@ant-design/icons";
import { useEffect, useRef } from "react";
import { api, type List } from "../../api/client";
import type { TaskItem, TaskWhole } from "../../api/types";
import { running } from "../../api/tasks";
import { type Speech, useSpeech } from "../../i18n";
import { named } from "../../parts/named";
import { useLooking } from "../../parts/paged";
import { outcomeName } from "../../parts/task_words";
import { saveFile } from "../../parts/save";
import { Link } from "../../shell/link";
import { more, say, told, Trouble } from "../../shell/trouble";
import { changeName } from "../order/field_names";
import { exactMoment, useNarrow } from "../orders/format";
import { useWindow } from "../orders/window";
import { besides } from "./besides";
import type { Narrowed } from "./task";

const HEIGHT = { wide: 44, narrow: 84 };
const SEEN_MAX = 14; // rows before the list scrolls in itself
const PAGE = 200;
const NEAR_END = 60;
const PAGES_FRESH = 4;

const TONES: Record<TaskItem["state"], string> = { waiting: "live", done: "good", failed: "bad", cancelled: "warn" };
const ASKING = new Set(["needs_decision", "updated_not_reserved"]);

// Its result in words, and what is to be known besides.
function ofItem({ t, locale }: Speech, task: TaskWhole, i: TaskItem): { words: string; tone: string; beside: string } {
	if (i.problem)
		return { words: told(t, i.problem), tone: "bad", beside: besides(locale, i.problem) };
	if (i.outcome)
		return { words: outcomeName(t, task, i.outcome), tone: ASKING.has(i.outcome) ? "warn" : "good", beside: i.taken.map(c => changeName(t, c)).join(", ") };
	return { words: t(`tasks.item.${i.state}`), tone: TONES[i.state], beside: "" };
}

function Row({ task, item: i, top, height }: { task: TaskWhole; item: TaskItem; top: number; height: number }) {
	const speech = useSpeech();
	const { t, locale, ago } = speech;
	const { message } = App.useApp();
	const { words, tone, beside } = ofItem(speech, task, i);
	const bundle = () => void saveFile(`/tasks/${task.id}/bundle`, { order: i.order_id }, `support-${task.id}-${i.order_id}.json`)
		.then(name => message.success(t("orders.export.done", { name })), (e: unknown) => message.error(more(e) || say(t, e)));
	return (
		<li style={{ transform: `translateY(${top}px)`, height }} className="task-item">
			<div className="o-text">{i.number ? <Link to={`/orders/${i.order_id}`} title={i.number}><bdi>{i.number}</bdi></Link> : <span className="soft">{i.order_id}</span>}
				<div className="o-text o-dim" dir="auto" title={i.shop}>{i.shop}</div></div>
			<div className="task-said">
				<div className="o-text" title={words}><span className={`state ${tone}`}>{words}</span></div>
				{beside && <div className="o-text o-dim" dir="auto" title={beside}>{beside}</div>}
			</div>
			<div className="task-when">
				{i.attempts > 1 && <Tag title={t("tasks.attempts", { count: i.attempts })}>×{i.attempts}</Tag>}
				{i.outcome === "needs_decision" && <Link to={`/orders/${i.order_id}`}>{t("tasks.decide")}</Link>}
				{i.traced && <Button size="small" type="text" icon={<CustomerServiceOutlined />} onClick={bundle} aria-label={t("tasks.bundle_of", { number: i.number })} title={t("tasks.bundle.how")}><span className="wide-only">{t("tasks.bundle")}</span></Button>}
				{i.state !== "waiting" && <time className="o-dim" dateTime={i.at} title={exactMoment(locale, i.at)}>{ago(i.at)}</time>}
			</div>
		</li>
	);
}

interface RowsProps { task: TaskWhole; items: TaskItem[]; more: (() => void) | null }

// Drawn once there are items: what is in sight is measured from then on.
function Rows({ task, items, more }: RowsProps) {
	const { t } = useSpeech();
	const box = useRef<HTMLDivElement>(null);
	const height = useNarrow() ? HEIGHT.narrow : HEIGHT.wide;
	const span = useWindow(box, items.length, height);
	useEffect(() => {
		if (span.end > items.length - NEAR_END)
			more?.();
	});
	return (
		<div className="task-items" ref={box} tabIndex={0} role="region" aria-label={t("tasks.results")} style={{ maxHeight: height * SEEN_MAX }}>
			<ul style={{ height: items.length * height }} aria-label={t("tasks.results")}>
				{items.slice(span.first, span.end).map((i, n) => <Row key={i.order_id} task={task} item={i} top={(span.first + n) * height} height={height} />)}
			</ul>
		</div>
	);
}

export function Items({ task, narrowed, narrow }: { task: TaskWhole; narrowed: Narrowed; narrow: (n: Narrowed) => void }) {
	const { t, number } = useSpeech();
	const looking = useLooking();
	const now = running(task);
	const asked = useInfiniteQuery({
		queryKey: ["tasks", "items", task.id, narrowed.state, narrowed.code],
		queryFn: ({ pageParam, signal }) => api<List<TaskItem>>(`/tasks/${task.id}/items`, { query: { state: narrowed.state, code: narrowed.code, limit: PAGE, after: pageParam }, signal }),
		initialPageParam: "",
		getNextPageParam: last => last.next ?? undefined,
		enabled: looking,
		placeholderData: keepPreviousData,
		// All that was read is read again: seldom where that is much.
		refetchInterval: q => (looking && now && (q.state.data?.pages.length ?? 0) < PAGES_FRESH ? 3000 : false),
	});
	// It ended: the results are what they are now.
	const { refetch } = asked;
	const ended = useRef(!now);
	useEffect(() => {
		if (!now && !ended.current)
			void refetch();
		ended.current = !now;
	}, [now, refetch]);
	const items = asked.data?.pages.flatMap(p => p.items) ?? [];
	const cause = task.causes.find(c => c.problem.code === narrowed.code);
	const count = narrowed.code ? cause?.count ?? items.length
		: narrowed.state === "done" ? task.succeeded : narrowed.state === "failed" ? task.failed : narrowed.state === "waiting" ? task.waiting : narrowed.state === "cancelled" ? task.cancelled : task.total;
	return (
		<section className="panel">
			<header>
				<h2>{t("tasks.results")} <span className="soft">{number(count)}</span></h2>
				{(narrowed.state || narrowed.code) && (
					<Button size="small" icon={<CloseOutlined />} onClick={() => narrow({ state: "", code: "" })}>{narrowed.code ? (cause ? told(t, cause.problem) : narrowed.code) : named(t, `tasks.c_${narrowed.state}`, narrowed.state)}</Button>
				)}
			</header>
			{asked.error && !asked.data ? <Trouble error={asked.error} again={() => void refetch()} />
				: asked.isPending ? <div className="inside"><Skeleton active title={false} paragraph={{ rows: 3 }} /></div>
				: items.length === 0 ? <p className="inside soft">{t(now && task.state === "gather" ? "tasks.gathering" : "tasks.no_items")}</p> : <Rows task={task} items={items} more={looking && asked.hasNextPage && !asked.isFetching ? () => void asked.fetchNextPage() : null} />}
			{items.length > 0 && items.length < count && <div className="more-rows"><span className="soft small">{t("tasks.read", { count: items.length, of: count })}</span>{asked.isFetchingNextPage && <span className="soft small">{t("tasks.reading")}</span>}</div>}
		</section>
	);
}
