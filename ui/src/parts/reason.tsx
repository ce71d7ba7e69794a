// ui/src/parts/reason.tsx - a reason in a person's own words, with the usual ones a click away.
import { Button, Input } from "antd";
import { useId } from "react";
import { useSpeech } from "../i18n";
import "./reason.css";

interface ReasonProps { value: string; set: (why: string) => void; usual: string[]; autoFocus?: boolean; optional?: boolean; done?: () => void }

const WHY_MAX = 200;

export function Reason({ value, set, usual, autoFocus, optional, done }: ReasonProps) {
	const { t } = useSpeech();
	const id = useId();
	return (
		<div className="reason">
			<label htmlFor={id}>{t(optional ? "deeds.why.optional" : "deeds.why")}</label>
			<Input id={id} autoFocus={autoFocus} value={value} maxLength={WHY_MAX} dir="auto" aria-required={!optional} onChange={e => set(e.target.value)} onPressEnter={done} />
			<div className="reason-usual">{usual.map(words => <Button key={words} size="small" onClick={() => set(words)}>{words}</Button>)}</div>
		</div>
	);
}
