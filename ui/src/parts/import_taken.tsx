// ui/src/parts/import_taken.tsx - the last step of an import: how far it is, and what came of it.
import { Button, Progress, Result, Space } from "antd";
import type { Import } from "../api/types";
import { useSpeech } from "../i18n";
import { told } from "../shell/trouble";
import { Faults } from "./import_checked";

export function Running({ now, close }: { now: Import; close: () => void }) {
	const { t } = useSpeech();
	const of = now.take === "good" ? now.good : now.total;
	const percent = of > 0 ? Math.min(100, Math.floor((100 * now.done) / of)) : 0;
	return (
		<div className="import-busy" role="status">
			<Progress type="circle" percent={percent} size={96} aria-label={t("imports.running")} />
			<p>{t("imports.running_of", { done: now.done, of })}</p>
			<p className="soft small">{t("imports.running_more")}</p>
			<Button onClick={close}>{t("imports.close")}</Button>
		</div>
	);
}

export function Ended({ now, anew, close }: { now: Import; anew: () => void; close: () => void }) {
	const { t } = useSpeech();
	const good = now.state === "done";
	const left = now.total - now.done;
	const why = now.problem ? told(t, now.problem) : "";
	return (
		<>
			<Result status={good ? "success" : "error"} className="import-result"
				title={good ? t("imports.done", { count: now.done }) : now.done > 0 ? t("imports.failed_part", { count: now.done }) : t("imports.failed")}
				subTitle={good ? (left > 0 ? t("imports.left_out", { count: left }) : <bdi>{now.name}</bdi>) : <>{why}{now.problem && now.problem.detail !== now.problem.title && <><br />{now.problem.detail}</>}</>}
				extra={<Space wrap><Button type="primary" onClick={close}>{t("imports.close")}</Button><Button onClick={anew}>{t("imports.other")}</Button></Space>} />
			{now.faults.length > 0 && <Faults now={now} />}
		</>
	);
}
