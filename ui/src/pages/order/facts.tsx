// ui/src/pages/order/facts.tsx - all that the channel says of the order, by group, each with the revision that brought it.
import { Tooltip } from "antd";
import { useRef, useState } from "react";
import { useSpeech, type Speech } from "../../i18n";
import { exactMoment } from "../orders/format";
import { useWindow } from "../orders/window";
import { EditMark } from "./edited";
import { fieldKind, fieldName, lineName, sourceName, wordName } from "./field_names";
import type { Fact, WholeOrder } from "./shapes";

const GROUPS = ["delivery", "payment", "order_status", "delivery_status", "consignee", "notes", "other"] as const;
const LINE_HEIGHT = 28;

// As a person reads it; what is not understood stays as it came.
export function valueWords(speech: Speech, field: string, value: string): string {
	const kind = fieldKind(field);
	if (kind === "time" && /^\d{4}-\d\d-\d\dT/.test(value))
		return exactMoment(speech.locale, value);
	if (kind === "flag" && (value === "0" || value === "1"))
		return speech.t(value === "1" ? "order.yes" : "order.no");
	return kind === "word" && value ? wordName(speech.t, value) : value;
}

export function Mark({ fact }: { fact: Pick<Fact, "seq" | "at" | "source"> }) {
	const { t, locale } = useSpeech();
	if (!fact.seq || fact.at === null || fact.source === null)
		return null; // not known any more
	const words = t("order.from", { seq: fact.seq, at: exactMoment(locale, fact.at), source: sourceName(t, fact.source) });
	return <Tooltip title={words}><span className="od-mark" tabIndex={0} aria-label={words}>{t("order.rev.short", { seq: fact.seq })}</span></Tooltip>;
}

function Said({ facts }: { facts: Fact[] }) {
	const speech = useSpeech();
	return facts.length > 0 && (
		<dl className="od-list">
			{facts.map(f => (
				<div key={f.field + f.line}>
					<dt>{fieldName(speech.t, f.field)}</dt>
					<dd><span dir="auto">{valueWords(speech, f.field, f.value)}</span><Mark fact={f} /><EditMark field={f.field} line={f.line} /></dd>
				</div>
			))}
		</dl>
	);
}

// What is said of lines and packages stands together by line; that nothing of a line was cancelled or sent back goes without saying.
function Group({ name, facts, order }: { name: (typeof GROUPS)[number]; facts: Fact[]; order: WholeOrder }) {
	const { t } = useSpeech();
	const said = facts.filter(f => f.value !== "" && (f.line === "" || f.value !== "0"));
	const lines = [...new Set(said.map(f => f.line).filter(Boolean))];
	if (said.length === 0)
		return null;
	return (
		<section className="od-group">
			<h3>{t(`order.group.${name}`)}</h3>
			<Said facts={said.filter(f => f.line === "")} />
			{lines.map(line => <div key={line} className="od-of-line"><h4 dir="auto" title={line}>{lineName(order, line)}</h4><Said facts={said.filter(f => f.line === line)} /></div>)}
		</section>
	);
}

// What is said of each line: much of it, so closed until asked for, and drawn only where it is seen.
function OfLines({ facts, cut }: { facts: Fact[]; cut: boolean }) {
	const speech = useSpeech();
	const { t } = speech;
	const box = useRef<HTMLDivElement>(null);
	const [open, setOpen] = useState(false);
	const span = useWindow(box, open ? facts.length : 0, LINE_HEIGHT);
	return (
		<details className="od-group od-of-lines" onToggle={e => setOpen(e.currentTarget.open)}>
			<summary>{t("order.group.lines")}</summary>
			<div className="od-facts-box" ref={box} tabIndex={0} role="region" aria-label={t("order.group.lines")} style={{ maxHeight: LINE_HEIGHT * 14 }}>
				<div style={{ height: facts.length * LINE_HEIGHT, paddingTop: span.first * LINE_HEIGHT }}>
					{facts.slice(span.first, span.end).map((f, i) => (
						<div className="od-fact" key={span.first + i} style={{ height: LINE_HEIGHT }}>
							<span className="o-text o-dim" title={f.line}>{f.line}</span>
							<span className="o-text">{fieldName(t, f.field)}</span>
							<span className="o-text" dir="auto" title={f.value}>{valueWords(speech, f.field, f.value)}</span>
							<Mark fact={f} />
						</div>
					))}
				</div>
			</div>
			{cut && <p className="soft small">{t("order.facts.cut")}</p>}
		</details>
	);
}

export function Facts({ order }: { order: WholeOrder }) {
	const { t } = useSpeech();
	const lines = order.facts.lines ?? [];
	return (
		<section className="panel">
			<header><h2>{t("order.facts")}</h2><span className="soft small">{t("order.facts.how")}</span></header>
			<div className="inside">
				<div className="od-groups">{GROUPS.map(g => <Group key={g} name={g} facts={order.facts[g] ?? []} order={order} />)}</div>
				{lines.length > 0 && <OfLines facts={lines} cut={order.facts_cut === true} />}
			</div>
		</section>
	);
}
