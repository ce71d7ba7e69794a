// ui/src/pages/order/compare.tsx - any two revisions side by side: what was, what is.
import { Button, Select, Skeleton } from "antd";
import { SwapOutlined } from "@ant-design/icons";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Fragment } from "react";
import { api } from "../../api/client";
import { useSpeech } from "../../i18n";
import { go } from "../../shell/address";
import { Trouble } from "../../shell/trouble";
import { shortMoment } from "../orders/format";
import { valueWords } from "./facts";
import { fieldName, groupName, sourceName } from "./field_names";
import type { Compared, Revision } from "./shapes";
import type { Revisions } from "./timeline";

// The revisions that can be chosen: those that were read, and those that the address names.
export function useChoices(list: Revision[], named: number[]): { value: number; label: string }[] {
	const { t, locale } = useSpeech();
	const all = [...new Set([...list.map(r => r.seq), ...named])].sort((a, b) => b - a);
	return all.map(value => {
		const r = list.find(x => x.seq === value);
		return { value, label: [t("order.rev", { seq: value }), r && shortMoment(locale, r.at), r && sourceName(t, r.source)].filter(Boolean).join(" · ") };
	});
}

const SAID = { added: "order.added", removed: "order.removed", changed: "order.changed.field" } as const;

type Change = Compared["changes"][number];

function Value({ c, side }: { c: Change; side: "was" | "is" }) {
	const speech = useSpeech();
	const value = c[side];
	if (value === null)
		return <span className="soft">{speech.t("order.absent")}</span>;
	return value === "" ? <span className="soft">{speech.t("order.blank")}</span> : <bdi>{valueWords(speech, c.field, value)}</bdi>;
}

function Changes({ compared }: { compared: Compared & { cut?: boolean } }) {
	const { t } = useSpeech();
	const groups = [...new Set(compared.changes.map(c => c.group))];
	const kind = (c: Change) => (c.was === null ? "added" : c.is === null ? "removed" : "changed");
	if (compared.changes.length === 0)
		return <p className="soft inside">{t("order.same")}</p>;
	return (
		<>
			<table className="od-compare">
				<thead>
					<tr>
						<th scope="col">{t("order.field")}</th>
						<th scope="col">{t("order.rev", { seq: compared.from.seq })}</th>
						<th scope="col">{t("order.rev", { seq: compared.to.seq })}</th>
					</tr>
				</thead>
				<tbody>
					{groups.map(g => (
						<Fragment key={g}>
							<tr className="od-compare-group"><th colSpan={3} scope="colgroup">{groupName(t, g)}</th></tr>
							{compared.changes.filter(c => c.group === g).map(c => (
								<tr key={c.field + c.line} className={`od-${kind(c)}`}>
									<th scope="row">
										<span className="od-sign" role="img" aria-label={t(SAID[kind(c)])} title={t(SAID[kind(c)])}>
											{kind(c) === "added" ? "+" : kind(c) === "removed" ? "−" : "~"}
										</span>
										{fieldName(t, c.field)}{c.line && <div className="o-dim">{c.line}</div>}
									</th>
									<td className="od-was"><Value c={c} side="was" /></td>
									<td className="od-is"><Value c={c} side="is" /></td>
								</tr>
							))}
						</Fragment>
					))}
				</tbody>
			</table>
			{compared.cut && <p className="soft inside">{t("order.compare.cut")}</p>}
		</>
	);
}

export function Compare({ id, revisions, from, to, latest }: { id: string; revisions: Revisions; from: number; to: number; latest: number }) {
	const { t } = useSpeech();
	const choices = useChoices(revisions.list, [from, to]);
	const put = (a: number, b: number) => go(`/orders/${id}?view=compare&from=${a}&to=${b}`, true);
	const asked = useQuery({
		queryKey: ["orders", "compare", id, from, to],
		queryFn: ({ signal }) => api<Compared>(`/orders/${id}/compare`, { query: { from, to }, signal }),
		staleTime: Infinity,
		placeholderData: keepPreviousData,
		enabled: from !== to,
	});
	return (
		<section className="panel">
			<header>
				<Select value={from} options={choices} onChange={v => put(v, to)} aria-label={t("order.compare.from")} className="od-choice" />
				<Button icon={<SwapOutlined />} onClick={() => put(to, from)} aria-label={t("order.compare.swap")} title={t("order.compare.swap")} />
				<Select value={to} options={choices} onChange={v => put(from, v)} aria-label={t("order.compare.to")} className="od-choice" />
				{revisions.older && <Button type="link" onClick={revisions.more}>{t("order.older")}</Button>}
			</header>
			{latest < 2 ? <p className="soft inside">{t("order.compare.one")}</p>
				: from === to ? <p className="soft inside">{t("order.same")}</p>
				: asked.error ? <Trouble error={asked.error} again={() => void asked.refetch()} />
				: asked.data ? <Changes compared={asked.data} /> : <div className="inside"><Skeleton active /></div>}
		</section>
	);
}
