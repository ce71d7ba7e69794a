// ui/src/pages/order/raw.tsx - what the channel answered, as it came, less what nobody may see.
import { Button, Select, Skeleton } from "antd";
import { CopyOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { api, ApiError } from "../../api/client";
import { useSpeech } from "../../i18n";
import { go } from "../../shell/address";
import { useMay } from "../../shell/session";
import { Trouble } from "../../shell/trouble";
import { useCopy } from "../orders/bars";
import { useChoices } from "./compare";
import { pretty } from "./pretty";
import type { RawAnswer } from "./shapes";
import type { Revisions } from "./timeline";

const LINES_SHOWN = 200;

function Answer({ answer }: { answer: RawAnswer & { cut?: boolean } }) {
	const { t, number } = useSpeech();
	const copy = useCopy();
	const [whole, setWhole] = useState(false);
	const text = useMemo(() => pretty(answer.raw), [answer.raw]);
	const lines = useMemo(() => text.split("\n"), [text]);
	const shown = whole || lines.length <= LINES_SHOWN;
	return (
		<>
			<div className="od-raw-head">
				<span className="soft">{t("order.raw.lines", { count: lines.length })}</span>
				<span className="o-gap" />
				<Button size="small" icon={<CopyOutlined />} onClick={() => copy(text)}>{t("orders.copy")}</Button>
			</div>
			<pre className="od-raw" tabIndex={0} aria-label={t("order.view.raw")}>{shown ? text : lines.slice(0, LINES_SHOWN).join("\n")}</pre>
			{!shown && <div className="od-more"><Button onClick={() => setWhole(true)}>{t("order.raw.all", { count: number(lines.length) })}</Button></div>}
			{answer.cut && <p className="soft inside">{t("order.raw.cut")}</p>}
		</>
	);
}

export function Raw({ id, revisions, seq, latest }: { id: string; revisions: Revisions; seq: number; latest: number }) {
	const { t } = useSpeech();
	const people = useMay("read_people");
	const choices = useChoices(revisions.list, [seq, latest]);
	const asked = useQuery({
		queryKey: ["orders", "raw", id, seq],
		queryFn: ({ signal }) => api<RawAnswer>(`/orders/${id}/raw`, { query: { seq }, signal }),
		staleTime: Infinity,
	});
	const expired = asked.error instanceof ApiError && asked.error.problem.status === 404;
	return (
		<section className="panel">
			<header>
				<Select value={seq} options={choices} onChange={v => go(`/orders/${id}?view=raw&seq=${v}`, true)} aria-label={t("order.raw.which")} className="od-choice" />
				<span className="soft small">{t(people ? "order.raw.how" : "order.raw.masked")}</span>
			</header>
			{expired ? <div className="trouble" role="status"><p>{t("order.raw.gone")}</p><p className="soft">{asked.error?.message}</p></div>
				: asked.error ? <Trouble error={asked.error} again={() => void asked.refetch()} />
				: asked.data ? <Answer key={seq} answer={asked.data} /> : <div className="inside"><Skeleton active /></div>}
		</section>
	);
}
