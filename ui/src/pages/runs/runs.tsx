// ui/src/pages/runs/runs.tsx - what recurs by itself: tasks with their timers, how they went, and the list of runs.
import { useSpeech } from "../../i18n";
import { RunCharts } from "./charts";
import { Jobs } from "./jobs";
import { RunList } from "./list";
import "./runs.css";

export default function RunsPage() {
	const { t } = useSpeech();
	return (
		<>
			<div className="page-head"><h1>{t("runs.title")}</h1></div>
			<Jobs />
			<RunCharts />
			<RunList />
		</>
	);
}
