// ui/src/parts/plan.tsx - the steps of a deed before it is done: what each touches, and what cannot be undone.
import { ApiOutlined, AuditOutlined, BookOutlined, InboxOutlined, ShoppingOutlined } from "@ant-design/icons";
import type { ReactNode } from "react";
import type { Plan as Steps, PlanStep } from "../api/types";
import { useSpeech } from "../i18n";
import { named } from "./named";
import "./plan.css";


const SIGNS: Record<string, ReactNode> = {
	order: <ShoppingOutlined />, stock: <InboxOutlined />, outbound: <AuditOutlined />, channel: <ApiOutlined />, book: <BookOutlined />,
};

export function Plan({ plan }: { plan: Steps }) {
	const { t, locale } = useSpeech();
	if (plan.steps.length === 0)
		return null;
	const words = (s: PlanStep) => named(t, `plan.${s.step}`, (locale === "zh-CN" && s.label.zh) || s.label.en);
	return (
		<section className="plan">
			<h3>{t("plan.title")}</h3>
			<ol>
				{plan.steps.map(s => (
					<li key={s.step}>
						<span className="plan-sign" title={named(t, `plan.of.${s.touch}`, s.touch)}>{SIGNS[s.touch]}</span>
						<span>{words(s)}{s.pieces > 0 && <span className="soft"> {t("plan.pieces", { count: s.pieces })}</span>}</span>
						{!s.undoable && <b className="bad-text">{t("plan.final")}</b>}
					</li>
				))}
			</ol>
			<p className="soft small">{t(plan.undoable ? "plan.undo" : "plan.no_undo")}</p>
		</section>
	);
}
