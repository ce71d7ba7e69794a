// ui/src/pages/tasks/waits.tsx - what the orders of a task wait for that have no result yet, shop by shop, and until when.
import type { TaskWhole } from "../../api/types";
import { useSpeech } from "../../i18n";
import { Link } from "../../shell/link";
import { Refused } from "../order/place";
import "../order/deeds.css";
import { saysAll } from "./besides";
import { CURE_PAGES } from "./causes";

export function Waits({ task }: { task: TaskWhole }) {
	const { t, moment } = useSpeech();
	const held = task.waits.filter(w => w.problem || w.until);
	if (held.length === 0)
		return null;
	return (
		<section className="panel">
			<header><h2>{t("tasks.waits")}</h2></header>
			<ul className="inside task-causes">
				{held.map((w, i) => {
					const page = w.problem && CURE_PAGES[w.problem.code];
					return (
						<li key={i} className="deed-group warn task-cause">
							<div className="task-why">
								<div className="soft small"><bdi>{w.shop}</bdi> · {t("update.orders", { count: w.count })}</div>
								{w.problem && <Refused problem={{ ...w.problem, detail: saysAll(w.problem) ? "" : w.problem.detail }} />}
								{w.until && <div>{t("tasks.waits.until", { at: moment(w.until) })}</div>}
							</div>
							{page && <div className="task-cures"><Link to={page.to}>{t(page.name)}</Link></div>}
						</li>
					);
				})}
			</ul>
		</section>
	);
}
