// ui/src/pages/runs/words.tsx - how a run and its kind are put into words.
import type { Job, Run } from "../../api/types";
import { isKey, type Speech, useSpeech } from "../../i18n";
import { told } from "../../shell/trouble";

// In the person's language where we know the word, else as the server has it.
function known(t: Speech["t"], key: string, otherwise: string): string {
	return isKey(key) ? t(key) : otherwise;
}

export function kindOf({ t, locale }: Speech, job: Job): string {
	return known(t, `runs.kind_${job.kind}`, (locale === "zh-CN" && job.kind_label.zh) || job.kind_label.en);
}

export const feedOf = (t: Speech["t"], feed: string): string => known(t, `runs.feed_${feed}`, feed);

export function toneOf(run: Run): "good" | "warn" | "bad" | "live" {
	return run.problem ? "bad" : !run.ended ? "live" : run.proved && !run.parked ? "good" : "warn";
}

export function outcomeOf(t: Speech["t"], run: Run): string {
	if (run.problem)
		return told(t, run.problem);
	return !run.ended ? t("runs.running") : run.proved ? t("runs.proved") : t("runs.unproved");
}

export function Outcome({ run }: { run: Run }) {
	const { t } = useSpeech();
	const counts = /^listed (\d+) = held (\d+)$/.exec(run.proof ?? "");
	const proof = counts ? t("runs.proof", { listed: Number(counts[1]), held: Number(counts[2]) }) : run.proof ?? "";
	const detail = run.found ?? (run.problem ? (run.problem.detail !== run.problem.title ? run.problem.detail : "") : proof);
	return (
		<span className="outcome">
			<span className={`state ${toneOf(run)}`}>{outcomeOf(t, run)}</span>
			{detail && <span className="soft small" title={detail}>{detail}</span>}
		</span>
	);
}
