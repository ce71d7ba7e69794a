// ui/src/shell/trouble.tsx - what went wrong, in the person's language, and what can be done about it.
import { Button } from "antd";
import { ApiError, AwayError } from "../api/client";
import { isKey, type Speech, useSpeech } from "../i18n";

// By its code in the person's language, else in the server's words.
export function told(t: Speech["t"], what: { code: string; title: string; detail: string }): string {
	const key = `err.${what.code}`;
	return isKey(key) ? t(key) : what.title || what.detail;
}

// What to do about it, likewise; nothing where the sentence of the code says it already.
export function cured(t: Speech["t"], what: { code: string; cure: string }): string {
	const key = `cure.${what.code}`;
	return isKey(key) ? t(key) : isKey(`err.${what.code}`) ? "" : what.cure;
}

export function say(t: Speech["t"], e: unknown): string {
	if (e instanceof AwayError)
		return t("trouble.away");
	if (e instanceof ApiError)
		return e.problem.code === "no_route" ? t("trouble.missing") : told(t, e.problem);
	return t("page.broken");
}

// The server's words about this very case, where they say more than the sentence.
export function more(e: unknown): string {
	return e instanceof ApiError && !["no_route", "not_signed_in"].includes(e.problem.code) && e.problem.detail !== e.problem.title ? e.problem.detail : "";
}

export function Trouble({ error, again }: { error: unknown; again?: () => void }) {
	const { t } = useSpeech();
	const detail = more(error);
	return (
		<div className="trouble" role="alert">
			<p>{say(t, error)}</p>
			{detail && <p className="soft">{detail}</p>}
			{again && <Button size="small" onClick={again}>{t("trouble.again")}</Button>}
		</div>
	);
}
