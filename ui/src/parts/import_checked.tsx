// ui/src/parts/import_checked.tsx - the second step of an import: what the file would do. Nothing is taken in yet.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Input, Select, Space, Table, type TableColumnsType } from "antd";
import { useState } from "react";
import { api } from "../api/client";
import type { Import, ImportColumn, ImportFault, ImportKind, ImportTake, ImportTemplate, Right } from "../api/types";
import { isKey, type Speech, useSpeech } from "../i18n";
import { useMay } from "../shell/session";
import { say, told } from "../shell/trouble";
import { faultSaid } from "./faults";
import { saveFile } from "./save";
import { stacked } from "./stack";

const FAULTS_SHOWN = 10;

export function columnName(t: Speech["t"], name: string): string {
	const key = `imports.col_${name}`;
	return isKey(key) ? t(key) : name;
}

// Which heading each of our columns is read from, as the server takes it.
const readingOf = (map: Record<string, string>) => Object.entries(map).filter(([, heading]) => heading).map(([name, heading]) => `${name}=${heading}`).join(";");

function KeepTemplate({ now, map }: { now: Import; map: Record<string, string> }) {
	const { t } = useSpeech();
	const { message } = App.useApp();
	const queries = useQueryClient();
	const [name, setName] = useState("");
	const keep = useMutation({
		mutationFn: () => api<ImportTemplate>("/templates", { method: "POST", body: { kind: now.kind, name: name.trim(), columns: Object.entries(map).filter(([, h]) => h).map(([n, heading]) => ({ name: n, heading })) } }),
		onSuccess: made => {
			setName("");
			void queries.invalidateQueries({ queryKey: ["templates", now.kind] });
			void message.success(t("imports.template_kept", { name: made.name }));
		},
		onError: e => void message.error(say(t, e)),
	});
	return (
		<form className="import-keep" onSubmit={e => {
			e.preventDefault();
			if (name.trim())
				keep.mutate();
		}}>
			<Input size="small" value={name} maxLength={80} onChange={e => setName(e.target.value)} placeholder={t("imports.template_name")} aria-label={t("imports.template_name")} />
			<Button size="small" htmlType="submit" loading={keep.isPending} disabled={!name.trim()}>{t("imports.template_keep")}</Button>
		</form>
	);
}

// The columns of ours beside the file's headings.
function Columns({ now, again, busy }: { now: Import; again?: (columns: string) => void; busy: boolean }) {
	const { t } = useSpeech();
	const was = Object.fromEntries(now.columns.map(c => [c.name, c.heading ?? ""]));
	const [map, setMap] = useState(was);
	const changed = now.columns.some(c => (map[c.name] ?? "") !== (c.heading ?? ""));
	const missing = now.columns.some(c => c.needed && !map[c.name]);
	const headings = now.headings.map(h => ({ value: h, label: h }));
	const columns: TableColumnsType<ImportColumn> = [
		{ title: t("imports.ours"), key: "name", render: (_, c) => <span>{columnName(t, c.name)}{c.needed && <span className="bad-text" title={t("imports.needed")}> *</span>}</span> },
		{ title: t("imports.theirs"), key: "heading", width: 260, render: (_, c) => (
			<Select size="small" allowClear showSearch className="import-heading" disabled={!again} value={map[c.name] || undefined} status={c.needed && !map[c.name] ? "error" : ""}
				aria-label={`${t("imports.theirs")}: ${columnName(t, c.name)}`} placeholder={t("imports.heading_none")} onChange={(v?: string) => setMap({ ...map, [c.name]: v ?? "" })} options={headings} />
		) },
		{ title: t("imports.first_row"), key: "first", render: (_, c) => <bdi className="soft small import-cell">{now.preview[0]?.cells[now.columns.indexOf(c)] ?? ""}</bdi> },
	];
	return (
		<details className="import-part" open={missing || changed}>
			<summary>{t("imports.columns", { count: now.columns.filter(c => c.heading).length, of: now.columns.length })}</summary>
			<Table className="stack" size="small" rowKey="name" columns={stacked(columns)} dataSource={now.columns} pagination={false} />
			<div className="import-row">
				{again && <Button size="small" type={changed ? "primary" : "default"} disabled={!changed || missing} loading={busy} onClick={() => again(readingOf(map))}>{t("imports.again")}</Button>}
				<KeepTemplate now={now} map={map} />
			</div>
		</details>
	);
}

export function Faults({ now }: { now: Import }) {
	const { t, number } = useSpeech();
	const { message } = App.useApp();
	const report = () => void saveFile(`/imports/${now.id}/report`, {}, `import-${now.id}.csv`).catch((e: unknown) => void message.error(say(t, e)));
	const columns: TableColumnsType<ImportFault> = [
		{ title: t("imports.row"), key: "row", className: "named", width: 70, align: "right", render: (_, f) => number(f.row) },
		{ title: t("imports.column"), key: "column", width: 160, render: (_, f) => <bdi>{f.column}</bdi> },
		{ title: t("imports.value"), key: "value", width: 160, render: (_, f) => <bdi className="import-cell">{f.value}</bdi> },
		{ title: t("imports.reason"), key: "words", render: (_, f) => <Reason fault={f} /> },
	];
	return (
		<section className="import-part">
			<header><h3>{t("imports.faults", { count: now.faulty })}</h3><Button size="small" onClick={report}>{t("imports.report")}</Button></header>
			<Table className="stack" size="small" rowKey={f => `${f.row}/${f.column}/${f.code}`} columns={stacked(columns)} dataSource={now.faults} pagination={now.faults.length > FAULTS_SHOWN ? { pageSize: FAULTS_SHOWN, showSizeChanger: false, size: "small" } : false} />
			{now.faulty > now.faults.length && <p className="soft small">{t("imports.faults_more", { count: now.faults.length })}</p>}
		</section>
	);
}

// In the person's language. A sentence that we do not know is told by its code, and the server's own words say more, in English.
function Reason({ fault }: { fault: ImportFault }) {
	const { t, locale } = useSpeech();
	const said = faultSaid(t, fault.words);
	if (said || locale === "en" || fault.code === "bad_request")
		return <span>{said ?? fault.words}</span>;
	return <span>{told(t, { code: fault.code, title: fault.words, detail: "" })}<span className="soft small under" lang="en">{fault.words}</span></span>;
}

function Preview({ now }: { now: Import }) {
	const { t, number } = useSpeech();
	const shown = now.columns.map((c, i) => ({ name: c.name, i })).filter(c => now.preview.some(p => p.cells[c.i]));
	return (
		<section className="import-part">
			<header><h3>{t("imports.preview")}</h3></header>
			<div className="import-wide" tabIndex={0} role="region" aria-label={t("imports.preview")}>
				<table className="import-preview">
					<thead><tr><th className="num">{t("imports.row")}</th>{shown.map(c => <th key={c.name}>{columnName(t, c.name)}</th>)}</tr></thead>
					<tbody>{now.preview.map(p => <tr key={p.row}><td className="num soft">{number(p.row)}</td>{shown.map(c => <td key={c.name}><bdi>{p.cells[c.i]}</bdi></td>)}</tr>)}</tbody>
				</table>
			</div>
		</section>
	);
}

// What one must be allowed to take in.
const RIGHTS: Record<ImportKind, Right> = { sku_maps: "change_skus", skus: "change_skus", receipts: "change_stock", orders: "change_orders" };

interface CheckedProps {
	now: Import;
	busy: string;
	again?: (columns: string) => void;
	take: (what: ImportTake) => Promise<void>;
	anew: () => void;
}

export function Checked({ now, busy, again, take, anew }: CheckedProps) {
	const { t } = useSpeech();
	const may = useMay(RIGHTS[now.kind]) && now.state === "checked";
	const tone = now.problem ? "error" : now.faulty > 0 ? "warning" : "success";
	const verdict = now.problem ? told(t, now.problem) : now.faulty > 0 ? t("imports.verdict_some", { good: now.good, faulty: now.faulty, total: now.total }) : t("imports.verdict_good", { count: now.good });
	return (
		<div className="import-checked">
			<p className="import-file"><bdi>{now.name || t("imports.unnamed")}</bdi> <span className="soft small">{now.encoding}</span></p>
			<Alert type={tone} showIcon message={verdict} description={now.problem?.detail && now.problem.detail !== now.problem.title ? now.problem.detail : t("imports.nothing_yet")} />
			{now.columns.length > 0 && <Columns key={now.id} now={now} again={again} busy={busy === "check"} />}
			{now.faults.length > 0 && <Faults now={now} />}
			{now.preview.length > 0 && <Preview now={now} />}
			<Space className="import-foot" wrap>
				{may && now.good > 0 && now.faulty === 0 && <Button type="primary" loading={busy === "all"} onClick={() => void take("all")}>{t("imports.take_all", { count: now.good })}</Button>}
				{may && now.good > 0 && now.faulty > 0 && <Button type="primary" loading={busy === "good"} onClick={() => void take("good")}>{t("imports.take_good", { count: now.good })}</Button>}
				<Button disabled={busy !== ""} onClick={anew}>{now.faulty > 0 || now.problem ? t("imports.take_none") : t("imports.other")}</Button>
			</Space>
		</div>
	);
}
