// ui/src/pages/orders/update_dialog.tsx - the button over the list, and the question before an update: how many can be, why the others cannot, whose side wins; S000-21…23.
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Checkbox, Modal, Radio, Skeleton } from "antd";
import { CloudSyncOutlined } from "@ant-design/icons";
import { useEffect, useState } from "react";
import { ApiError } from "../../api/client";
import type { UpdateChecked, UpdateRefusal } from "../../api/types";
import { useSpeech } from "../../i18n";
import { useFocusBack } from "../../parts/focus_back";
import { Plan } from "../../parts/plan";
import { span } from "../../parts/time";
import { Link } from "../../shell/link";
import { useMay } from "../../shell/session";
import { more, say, Trouble } from "../../shell/trouble";
import { Refused } from "../order/place";
import "../order/deeds.css";
import { untick, type Ticks } from "./ticks";
import { cutAt, type How, updateCheck, updateNow, type Which, whichOf } from "./update";
import "./update.css";

const MODES = ["keep", "take"] as const;

function NotThese({ refusals, close, single }: { refusals: UpdateRefusal[]; close: () => void; single: boolean }) {
	const { t, number } = useSpeech();
	const widest = Math.max(...refusals.map(r => number(r.count).length));
	return (
		<ul className="up-refusals" aria-label={t("update.not")}>
			{refusals.map(r => (
				<li key={r.problem.code} className="deed-group up-refusal">
					{!single && <b title={t("update.orders", { count: r.count })} style={{ minWidth: `${widest}ch` }}>{number(r.count)}</b>}
					<div><Refused problem={{ ...r.problem, detail: "" }} /></div>
					{r.example && !single && <Link to={`/orders/${r.example}`} onClick={close}>{t("update.example")}</Link>}
				</li>
			))}
		</ul>
	);
}

function Found({ check, how, set, close, single }: { check: UpdateChecked; how: How; set: (h: How) => void; close: () => void; single: boolean }) {
	const { t, number, locale } = useSpeech();
	const offered = check.by_release > 0 || how.release;
	return (
		<>
			{single ? <p role="status">{t(check.eligible > 0 ? "update.this" : "update.this_not")}</p> : (
				<p className={`up-count${check.eligible > 0 ? " good" : ""}`} role="status">
					<b>{number(check.eligible)}</b>
					<span>{t(check.eligible > 0 ? "update.eligible" : "update.none", { total: check.total, shops: check.shops })}</span>
				</p>
			)}
			{check.eligible > 0 && check.seconds > 60 && <p className="soft">{t("update.takes", { time: span(locale, check.seconds) })}</p>}
			{check.capped && <Alert type="warning" showIcon message={t("update.capped", { most: number(check.total) })} />}
			{check.refusals.length > 0 && <NotThese refusals={check.refusals} close={close} single={single} />}
			{offered && (
				<Checkbox checked={how.release} onChange={e => set({ ...how, release: e.target.checked })}>
					{t("update.release")}<span className="soft under">{how.release || single ? t("update.release.on") : t("update.release.more", { count: check.by_release })}</span>
				</Checkbox>
			)}
			{(check.eligible > 0 || offered) && <Radio.Group className="up-modes" value={how.mode} onChange={e => set({ ...how, mode: e.target.value as How["mode"] })} aria-label={t("update.mode")}>
				{MODES.map(m => <Radio key={m} value={m}>{t(`update.${m}`)}<span className="soft under">{t(`update.${m}.how`)}</span></Radio>)}
			</Radio.Group>}
			{check.eligible > 0 && <Plan plan={check.plan} />}
		</>
	);
}

interface DialogProps {
	which: (signal: AbortSignal) => Promise<Which>;
	cut?: number | null;    // so many at once, though there are more
	mode?: How["mode"];
	single?: boolean;       // it is about one order, that is looked at
	released?: boolean;     // begin with "release, update, reserve again"
	close: () => void;
	done: () => void;
}

export function UpdateDialog({ which, cut, mode = "keep", single = false, released = false, close, done }: DialogProps) {
	const { t, number } = useSpeech();
	const { message } = App.useApp();
	const queries = useQueryClient();
	const [how, setHow] = useState<How>({ mode, release: released });
	const [busy, setBusy] = useState(false);
	const [wrong, setWrong] = useState<unknown>(null);
	const [serial] = useState(() => `${Date.now()}`);
	useFocusBack();
	const asked = useQuery({
		queryKey: ["update", "check", serial, how],
		queryFn: async ({ signal }) => {
			const these = await which(signal);
			return { these, check: await updateCheck(these, how, signal) };
		},
		placeholderData: keepPreviousData,
		gcTime: 0,
		staleTime: Infinity,
	});
	useEffect(() => setWrong(null), [how]);
	const found = asked.data;
	const ready = found !== undefined && !asked.isFetching && !asked.error && found.check.eligible > 0;
	const go = async () => {
		if (!ready || busy)
			return;
		setBusy(true);
		setWrong(null);
		try {
			const task = await updateNow(found.these, how, found.check.plan.digest);
			done();
			void message.success(<>{t("update.begun", { count: found.check.eligible })} <Link to={`/tasks/${task.id}`}>{t("tasks.look")}</Link></>);
		} catch (e) {
			setWrong(e);
			if (e instanceof ApiError && e.problem.code === "plan_moved")
				void asked.refetch();
		} finally {
			setBusy(false);
			void queries.invalidateQueries({ queryKey: ["tasks"] });
		}
	};
	return (
		<Modal open title={t("update.title")} onCancel={close} onOk={() => void go()} width={680} className="up-dialog" confirmLoading={busy} cancelText={t("orders.cancel")}
			okText={t("update.now")} okButtonProps={{ disabled: !ready }}>
			<div className="deed-form up-form" aria-busy={asked.isFetching}>
				{cut && <Alert type="warning" showIcon message={t("update.cut", { most: number(cut) })} />}
				{wrong !== null && <Alert type="error" showIcon role="alert" message={say(t, wrong)} description={more(wrong)} />}
				{found ? <Found check={found.check} how={how} set={setHow} close={close} single={single} /> : asked.error ? null : <Skeleton active paragraph={{ rows: 4 }} />}
				{asked.error && <Trouble error={asked.error} again={() => void asked.refetch()} />}
				{ready && <p className="soft small">{t("update.before")}</p>}
			</div>
		</Modal>
	);
}

// Offered as soon as one is ticked.
export function UpdateButton({ ticks, count }: { ticks: Ticks; count: number }) {
	const { t } = useSpeech();
	const may = useMay("change_orders");
	const [open, setOpen] = useState(false);
	if (!may || (count === 0 && !open))
		return null;
	return (
		<>
			<Button type="primary" className="o-update" icon={<CloudSyncOutlined />} onClick={() => setOpen(true)}>{t("update.title")}</Button>
			{open && <UpdateDialog which={signal => whichOf(ticks, signal)} cut={cutAt(ticks, count)} close={() => setOpen(false)} done={() => {
				setOpen(false);
				untick();
			}} />}
		</>
	);
}
