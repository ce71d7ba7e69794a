// ui/src/pages/order/edited.tsx - that something was edited here: a mark beside the value, and the list with who, when, why and what the platform says.
import { Alert, Button, Tooltip } from "antd";
import { EditOutlined, UndoOutlined } from "@ant-design/icons";
import { useState } from "react";
import { ApiError } from "../../api/client";
import type { OrderEdit, OrderEditPage } from "../../api/types";
import { useSpeech } from "../../i18n";
import { more, say } from "../../shell/trouble";
import { exactMoment, shortMoment } from "../orders/format";
import { useEdit, useMayEdit, useSendEdits } from "./edits";
import { valueWords } from "./facts";
import { fieldName, lineName } from "./field_names";
import type { WholeOrder } from "./shapes";

export function EditMark({ field, line = "" }: { field: string; line?: string }) {
	const speech = useSpeech();
	const { t, locale } = speech;
	const edit = useEdit(field, line);
	if (!edit)
		return null;
	const words = [
		t("edits.by", { who: edit.who ?? t("order.by_itself"), at: exactMoment(locale, edit.at) }), edit.why,
		edit.channel === null ? t("edits.channel_none") : t("edits.channel", { value: valueWords(speech, edit.field, edit.channel) || t("order.blank") }),
	].filter(Boolean).join(" · ");
	return <Tooltip title={words}><span className="od-mark od-edit-mark" tabIndex={0} aria-label={`${t("edits.edited")}: ${words}`}><EditOutlined aria-hidden /> {t("edits.edited")}</span></Tooltip>;
}

// A line taken out, or one that was added here.
function lineWords(t: ReturnType<typeof useSpeech>["t"], e: OrderEdit): string | null {
	return e.field !== "line_ordered" ? null : e.value === "" || e.value === "0" ? t("edits.line_out") : e.channel === null && e.line.startsWith("+") ? t("edits.line_new") : null;
}

function One({ edit: e, order, back }: { edit: OrderEdit; order: WholeOrder; back: ((e: OrderEdit) => void) | undefined }) {
	const speech = useSpeech();
	const { t, locale } = speech;
	const sku = e.line ? lineName(order, e.line) : "";
	const value = (v: string | null) => (v === null ? <span className="soft">{t("order.absent")}</span> : v === "" ? <span className="soft">{t("order.blank")}</span> : <bdi>{valueWords(speech, e.field, v)}</bdi>);
	const whole = lineWords(t, e);
	return (
		<li className="od-edit">
			<div className="od-edit-what">
				<b>{whole && e.line.startsWith("+") ? t("merge.whole_line") : fieldName(t, e.field)}</b>{sku && <span className="o-dim" dir="auto"> {sku}</span>}
				<div>{whole ?? value(e.value)}{whole && e.value !== "" && e.value !== "0" && <> · <bdi>{e.value}</bdi></>}</div>
				<div className="soft small">{t("edits.platform")} {value(e.channel)}</div>
			</div>
			<div className="od-edit-who soft small"><span dir="auto">{e.who ?? t("order.by_itself")}</span>, <time dateTime={e.at} title={exactMoment(locale, e.at)}>{shortMoment(locale, e.at)}</time>{e.why && <div dir="auto">{e.why}</div>}</div>
			{back && <Button size="small" icon={<UndoOutlined />} onClick={() => back(e)} aria-label={t("edits.back_of", { field: fieldName(t, e.field) })}>{t("edits.back")}</Button>}
		</li>
	);
}

export function Edited({ order, edits }: { order: WholeOrder; edits: OrderEditPage | undefined }) {
	const { t } = useSpeech();
	const may = useMayEdit(order);
	const send = useSendEdits(order);
	const [busy, setBusy] = useState(false);
	const [wrong, setWrong] = useState<unknown>(null);
	if (!edits || edits.items.length === 0)
		return null;
	// A line that was added is told once.
	const told = edits.items.filter(e => !e.line.startsWith("+") || e.field === "line_ordered");
	const back = (which: OrderEdit[]) => {
		if (busy)
			return;
		setBusy(true);
		setWrong(null);
		// A line made here goes with all that is said of it.
		const lines = new Set(which.filter(e => e.line.startsWith("+")).map(e => e.line));
		const all = [...which, ...edits.items.filter(e => lines.has(e.line) && !which.includes(e))];
		send({ fields: all.map(e => ({ field: e.field, line: e.line, value: null })), lines: [] }, edits.ver)
			.catch(setWrong).finally(() => setBusy(false));
	};
	return (
		<section className="panel od-edits" aria-busy={busy}>
			<header><h2>{t("edits.title")} <span className="soft">{told.length}{edits.next ? "+" : ""}</span></h2>
				{may && told.length > 1 && !edits.next && <Button size="small" disabled={busy} onClick={() => back(edits.items)}>{t("edits.back_all")}</Button>}</header>
			{wrong !== null && <Alert type="error" banner closable role="alert" onClose={() => setWrong(null)} message={say(t, wrong)} description={wrong instanceof ApiError ? more(wrong) : undefined} />}
			<ul>{told.map(e => <One key={`${e.field} ${e.line}`} edit={e} order={order} back={may ? x => back([x]) : undefined} />)}</ul>
		</section>
	);
}
