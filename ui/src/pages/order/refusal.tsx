// ui/src/pages/order/refusal.tsx - why a change was refused, in the form that asked for it; nothing typed is lost.
import { Alert } from "antd";
import { ApiError } from "../../api/client";
import { useSpeech } from "../../i18n";
import { cured, more, say } from "../../shell/trouble";
import { fieldName } from "./field_names";

const CELLS = new Set(["cell_empty", "cell_long", "cell_wrong"]);

// The field that the server names, as the API does.
export function wrongField(error: unknown): string | undefined {
	return error instanceof ApiError && CELLS.has(error.problem.code) ? /\b(consignee_\w+|line_\w+|delivery_method|remark)\b/.exec(more(error))?.[1] : undefined;
}

export function Refusal({ error }: { error: unknown }) {
	const { t, locale } = useSpeech();
	if (error === null)
		return null;
	const code = error instanceof ApiError ? error.problem.code : "";
	const field = wrongField(error);
	if (field)
		return <Alert type="error" showIcon role="alert" message={t("edits.cell", { field: fieldName(t, field), what: t(`edits.${code as "cell_wrong"}`) })} description={locale === "en" && code === "cell_wrong" ? more(error).replace(field, fieldName(t, field)) : undefined} />;
	const words = code === "conflict" ? t("edits.conflict") : say(t, error);
	const beside = code === "conflict" ? [] : [more(error), error instanceof ApiError ? cured(t, error.problem) : ""].filter(Boolean);
	return <Alert type="error" showIcon role="alert" message={words} description={beside.length > 0 ? beside.map(b => <div key={b}>{b}</div>) : undefined} />;
}
