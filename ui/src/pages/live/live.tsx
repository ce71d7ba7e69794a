// ui/src/pages/live/live.tsx - the first day as a list: connect, map, count, cut over, rehearse; then go live. S004-11, 12.
import { CheckCircleFilled, ClockCircleOutlined, WarningFilled } from "@ant-design/icons";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Skeleton } from "antd";
import { api } from "../../api/client";
import { liveQuery } from "../../api/queries";
import type { Live, LiveCheck } from "../../api/types";
import { isKey, type Speech, useSpeech } from "../../i18n";
import { Link } from "../../shell/link";
import { useMay } from "../../shell/session";
import { more, say, Trouble } from "../../shell/trouble";
import "./live.css";

const MARKS = {
	good: { icon: <CheckCircleFilled />, word: "live.state_good" }, warning: { icon: <WarningFilled />, word: "live.state_warning" },
	missing: { icon: <ClockCircleOutlined />, word: "live.state_missing" },
} as const;

function labelOf({ t, locale }: Speech, check: LiveCheck): string {
	const key = `live.check_${check.name}`;
	return isKey(key) ? t(key) : (locale === "zh-CN" && check.label.zh) || check.label.en;
}

// What was found, by its code; one that is newer than these words is told in the server's.
function Found({ check }: { check: LiveCheck }) {
	const { t } = useSpeech();
	const key = `live.said_${check.said}`;
	return isKey(key) ? <p className="soft">{t(key, { count: check.count, of: check.of })}</p> : <p className="soft" lang="en">{check.words}</p>;
}

function Check({ check, step }: { check: LiveCheck; step: number }) {
	const speech = useSpeech();
	const { t } = speech;
	const mark = MARKS[check.state];
	const why = `live.why_${check.name}`;
	return (
		<li className={`live-check ${check.state}`}>
			<span className="live-mark" aria-hidden="true">{mark.icon}</span>
			<div>
				<h2>{step}. {labelOf(speech, check)} <span className="live-state">{t(mark.word)}</span>{!check.needed && <span className="soft small"> {t("live.optional")}</span>}</h2>
				{isKey(why) && <p>{t(why)}</p>}
				<Found check={check} />
			</div>
			{check.cure && <Link className="live-cure" to={check.cure}>{t(check.state === "good" ? "live.look" : "live.cure")}</Link>}
		</li>
	);
}

export default function LivePage() {
	const { t, moment } = useSpeech();
	const { modal, message } = App.useApp();
	const queries = useQueryClient();
	const may = useMay("change_system");
	const { data, error, refetch } = useQuery({ ...liveQuery, refetchOnMount: "always" });
	const set = useMutation({
		mutationFn: (live: boolean) => api<Live>("/live", { method: "PUT", body: { live } }),
		onSuccess: next => {
			queries.setQueryData(["live"], next);
			void queries.invalidateQueries({ queryKey: ["jobs"] });
			void message.success(t(next.live ? "live.is_on" : "live.is_off"));
		},
		onError: e => {
			void modal.error({ title: say(t, e), content: more(e) || undefined, okText: t("accounts.close") });
			void refetch();
		},
	});
	const ask = (live: boolean) => void modal.confirm({
		title: t(live ? "live.go_ask" : "live.back_ask"), content: t(live ? "live.go_more" : "live.back_more"),
		okText: t(live ? "live.go" : "live.back"), okButtonProps: live ? {} : { danger: true }, cancelText: t("today.cancel"),
		onOk: () => set.mutateAsync(live).catch(() => undefined),
	});
	if (!data)
		return <><div className="page-head"><h1>{t("live.title")}</h1></div><section className="panel">{error ? <Trouble error={error} again={() => void refetch()} /> : <div className="inside"><Skeleton active title={false} /></div>}</section></>;
	const left = data.checks.filter(c => c.needed && c.state === "missing").length;
	return (
		<>
			<div className="page-head"><h1>{t("live.title")}</h1></div>
			{data.live ? <Alert className="live-head" type="success" showIcon message={t("live.on", { when: moment(data.since) })} description={t("live.on_more")} />
				: <Alert className="live-head" type="info" showIcon message={t("live.not_allowed")} description={`${t("live.off_more")}${data.waiting > 0 ? ` ${t("live.waiting", { count: data.waiting })}` : ""}`} />}
			<section className="panel">
				<ol className="live-list">{data.checks.map((c, i) => <Check key={c.name} check={c} step={i + 1} />)}</ol>
				<footer className="live-foot">
					{!data.live && <Button type="primary" size="large" disabled={!may || !data.may} loading={set.isPending} onClick={() => ask(true)}>{t("live.go")}</Button>}
					{data.live && <Button disabled={!may} loading={set.isPending} onClick={() => ask(false)}>{t("live.back")}</Button>}
					<span className="soft">{!may ? t("live.no_right") : !data.live && left > 0 ? t("live.left", { count: left }) : !data.live ? t("live.may") : ""}</span>
				</footer>
			</section>
		</>
	);
}
