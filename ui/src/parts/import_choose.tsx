// ui/src/parts/import_choose.tsx - the first step of an import: the file, the template of its headings, what came in before.
import { DownloadOutlined, InboxOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { App, Button, Select, Spin, Upload } from "antd";
import { useState } from "react";
import { api, type List } from "../api/client";
import type { Import, ImportKind, ImportTemplate } from "../api/types";
import { useSpeech } from "../i18n";
import { more, say } from "../shell/trouble";
import { saveFile } from "./save";

// How the headings are read: as a template says, or column by column.
export interface Reading { template?: string; columns?: string }

const EARLIER = 5;
const TONES: Record<Import["state"], string> = { checked: "", running: "live", done: "good", refused: "bad", failed: "bad" };

function Earlier({ kind, show }: { kind: ImportKind; show: (one: Import) => void }) {
	const { t, moment } = useSpeech();
	const { data } = useQuery({ queryKey: ["imports", kind], queryFn: ({ signal }) => api<List<Import>>("/imports", { query: { kind, limit: EARLIER }, signal }) });
	if (!data?.items.length)
		return null;
	return (
		<section className="import-earlier">
			<h3>{t("imports.earlier")}</h3>
			<ul>
				{data.items.map(i => (
					<li key={i.id}>
						<Button type="link" size="small" onClick={() => show(i)}><bdi>{i.name || t("imports.unnamed")}</bdi></Button>
						<span className={`state ${TONES[i.state]}`}>{t(`imports.state_${i.state}`)}</span>
						<span className="soft small">{moment(i.made_at)}</span>
					</li>
				))}
			</ul>
		</section>
	);
}

export const templatesQuery = (kind: ImportKind) => ({
	queryKey: ["templates", kind],
	queryFn: ({ signal }: { signal: AbortSignal }) => api<List<ImportTemplate>>("/templates", { query: { kind }, signal }),
});

interface ChooseProps {
	kind: ImportKind;
	hindered?: string;
	busy: string;
	error: unknown;
	check: (file: File, reading: Reading) => Promise<void>;
	show: (one: Import) => void;
}

export function Choose({ kind, hindered, busy, error, check, show }: ChooseProps) {
	const { t } = useSpeech();
	const { message } = App.useApp();
	const [template, setTemplate] = useState<string>();
	const templates = useQuery(templatesQuery(kind)).data?.items ?? [];
	const example = () => void saveFile("/imports/example", { kind }, `${kind}.csv`).catch((e: unknown) => void message.error(say(t, e)));
	if (busy)
		return <div className="import-busy" role="status"><Spin /><p>{t("imports.checking", { name: busy })}</p><p className="soft small">{t("imports.checking_more")}</p></div>;
	return (
		<div className="import-choose">
			{error !== null && (
				<div className="import-no" role="alert"><b>{say(t, error)}</b>{more(error) && <span>{more(error)}</span>}</div>
			)}
			<Upload.Dragger accept=".csv,.txt,.tsv,.xlsx" multiple={false} showUploadList={false} disabled={hindered !== undefined}
				beforeUpload={(file: File) => (void check(file, { template }), false)}>
				<p className="import-icon"><InboxOutlined /></p>
				<p>{hindered ?? t("imports.drop")}</p>
				<p className="soft small">{t("imports.forms")}</p>
			</Upload.Dragger>
			<div className="import-help">
				<Button icon={<DownloadOutlined />} onClick={example}>{t("imports.example")}</Button>
				{templates.length > 0 && (
					<Select allowClear showSearch optionFilterProp="label" className="import-template" aria-label={t("imports.template")} placeholder={t("imports.template")}
						value={template} onChange={setTemplate} options={templates.map(one => ({ value: one.id, label: one.name }))} />
				)}
			</div>
			<p className="soft small">{t("imports.dry")}</p>
			<Earlier kind={kind} show={show} />
		</div>
	);
}
