// ui/src/pages/order/refusal.tsx - why a change was refused, in the form that asked for it; nothing typed is lost.
import { Alert } from "antd";
import { ApiError } from "../../api/client";
import { useSpeech } from "../../i18n";
import { cured, more, say } from "../../shell/trouble";
import { fieldName } from "./field_names";

const CELLS = new Set(["cell_empty", "cell_long", "cell_wrong"]);

export function Refusal({ error }: { error: unknown }) {
	const { t, locale } = useSpeech();
	if (error === null)
		return null;
	const code = error instanceof ApiError ? error.problem.code : "";
	// The server names the field as the API does.
	const field = CELLS.has(code) ? /\b(consignee_\w+|line_\w+|delivery_method|remark)\b/.exec(more(error))?.[1] : undefined;
	if (field && CELLS.has(code))
		return <Alert type="error" showIcon role="alert" message={`${fieldName(t, field)}: ${t(`edits.${code as "cell_wrong"}`)}`} description={locale === "en" && code === "cell_wrong" ? more(error).replace(field, fieldName(t, field)) : undefined} />;
	const words = error instanceof ApiError && error.problem.code === "conflict" ? t("edits.conflict") : say(t, error);
	const beside = [more(error), error instanceof ApiError ? cured(t, error.problem) : ""].filter(Boolean);
	return <Alert type="error" showIcon role="alert" message={words} description={beside.length > 0 ? beside.map(b => <div key={b}>{b}</div>) : undefined} />;
}
