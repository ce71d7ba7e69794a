// ui/src/parts/moment_field.tsx - a moment in the browser's zone: shown as people write it, kept as RFC 3339; "" is none.
import { useId } from "react";
import "./moment_field.css";

const iso = (local: string): string => (local && !Number.isNaN(Date.parse(local)) ? new Date(local).toISOString() : "");

function local(moment: string): string {
	const d = new Date(moment);
	return moment && !Number.isNaN(d.getTime()) ? new Date(d.getTime() - d.getTimezoneOffset() * 60000).toISOString().slice(0, 16) : "";
}

export function MomentField({ label, value, set }: { label: string; value: string; set: (iso: string) => void }) {
	const id = useId();
	return (
		<div className="moment-field">
			<label htmlFor={id}>{label}</label>
			<input id={id} type="datetime-local" value={local(value)} onChange={e => set(iso(e.target.value))} />
		</div>
	);
}
