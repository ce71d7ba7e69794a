// ui/src/pages/orders/bulk_bar.tsx - the deeds that can be done with ticked orders, and afterwards what became of each, by cause.
import { useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Dropdown, Modal, Progress } from "antd";
import { DownOutlined } from "@ant-design/icons";
import { useRef, useState } from "react";
import type { DeedResult, OrderDeed } from "../../api/types";
import { useSpeech } from "../../i18n";
import { Link } from "../../shell/link";
import { useMay } from "../../shell/session";
import { more, say } from "../../shell/trouble";
import { type Asked, DeedDialog, noteWords } from "../order/deeds";
import { Refused } from "../order/place";
import { BULK_MAX, DEEDS, doAll, type Done, groupsOf, tickedIds } from "./bulk";
import { NUMBERS_MAX, type TabName } from "./filters";
import { tick, type Ticks, untick } from "./ticks";

const LINKS_MAX = 60;

function Numbers({ of, then }: { of: DeedResult[]; then: () => void }) {
	const { t } = useSpeech();
	return (
		<>
			<div className="deed-numbers">{of.slice(0, LINKS_MAX).map(r => <Link key={r.id} to={`/orders/${r.id}`} onClick={then}><bdi>{r.number || r.id}</bdi></Link>)}{of.length > LINKS_MAX && <span className="soft">{t("bulk.and_more", { count: of.length - LINKS_MAX })}</span>}</div>
			{of.length > 1 && of.length <= NUMBERS_MAX && (
				<Link to={`/orders?${new URLSearchParams({ tab: "all", numbers: of.map(r => r.number).join(",") })}`} onClick={then}>{t("bulk.show", { count: of.length })}</Link>
			)}
		</>
	);
}

export function Results({ deed, done, close }: { deed: OrderDeed; done: Done; close: () => void }) {
	const { t, number } = useSpeech();
	const good = done.results.filter(r => r.done), bad = done.results.filter(r => !r.done);
	return (
		<Modal open onCancel={close} title={t("bulk.results", { deed: t(`deeds.${deed}`) })} width={620} footer={<Button type="primary" onClick={close}>{t("bulk.close")}</Button>}>
			<div className="deed-results" role="status">
				<p>{t("bulk.done", { done: number(good.length), refused: number(bad.length) })}</p>
				{done.left.length > 0 && <Alert type="warning" showIcon role="alert" message={t("bulk.left", { count: done.left.length })} description={done.error ? more(done.error) || say(t, done.error) : undefined} />}
				{groupsOf(bad, r => r.problem?.code ?? "").map(g => (
					<section key={g.code} className="deed-group">
						<div className="soft small">{t("bulk.orders", { count: g.results.length })}</div>
						{g.results[0]!.problem && <Refused problem={g.results.every(r => r.problem?.detail === g.results[0]!.problem?.detail) ? g.results[0]!.problem : { ...g.results[0]!.problem, detail: "" }} />}
						<Numbers of={g.results} then={close} />
					</section>
				))}
				{groupsOf(good, r => r.note || undefined).map(g => (
					<section key={g.code} className="deed-group good">
						<div className="soft small">{t("bulk.orders", { count: g.results.length })}</div>
						<b dir="auto">{noteWords(t, g.code)}</b>
						<Numbers of={g.results} then={close} />
					</section>
				))}
			</div>
		</Modal>
	);
}

export function BulkBar({ tab, ticks, count, narrow }: { tab: TabName; ticks: Ticks; count: number; narrow: boolean }) {
	const { t, number } = useSpeech();
	const queries = useQueryClient();
	const may = useMay("change_orders");
	const [asked, setAsked] = useState<OrderDeed | null>(null);
	const [progress, setProgress] = useState<{ at: number; of: number } | null>(null);
	const [done, setDone] = useState<{ deed: OrderDeed; done: Done } | null>(null);
	const stop = useRef<AbortController>();
	const deeds = DEEDS[tab];

	const send = async (what: Asked) => {
		stop.current = new AbortController();
		setProgress({ at: 0, of: Math.min(count, BULK_MAX) });
		let result: Done = { results: [], left: [], error: null };
		try {
			const ids = await tickedIds(ticks, stop.current.signal);
			result = await doAll(ids, what, at => setProgress({ at, of: ids.length }), stop.current.signal);
			untick();
			tick([...result.results.filter(r => !r.done).map(r => r.id), ...result.left], true); // what is left to do stays ticked
		} catch (error) {
			result = { ...result, error };
		}
		setAsked(null);
		setProgress(null);
		setDone({ deed: what.deed, done: result });
		for (const key of ["orders", "stocks", "maps"])
			void queries.invalidateQueries({ queryKey: [key] });
	};
	const close = () => {
		stop.current?.abort();
		if (!progress)
			setAsked(null);
	};
	const results = done && <Results deed={done.deed} done={done.done} close={() => setDone(null)} />;
	if (!may || deeds.length === 0 || count === 0)
		return results;
	const label = (d: OrderDeed) => `${t(`deeds.${d}`)}…`;
	return (
		<>
			{narrow || deeds.length > 4 ? (
				<Dropdown trigger={["click"]} menu={{ items: deeds.map(d => ({ key: d, label: label(d), danger: d === "void" })), onClick: e => setAsked(e.key as OrderDeed) }}>
					<Button type="text">{t("bulk.do")} <DownOutlined /></Button>
				</Dropdown>
			) : deeds.map(d => <Button key={d} type="text" danger={d === "void"} onClick={() => setAsked(d)}>{label(d)}</Button>)}
			<DeedDialog asked={asked} title={asked ? t("bulk.title", { deed: t(`deeds.${asked}`), count: number(Math.min(count, BULK_MAX)) }) : ""} busy={progress !== null} send={what => void send(what)} close={close} note={
				<>
					{count > BULK_MAX && <Alert type="warning" showIcon message={t("bulk.most", { most: BULK_MAX, count: number(count) })} />}
					{progress && <Progress percent={progress.of ? Math.round(progress.at * 100 / progress.of) : 0} format={() => `${number(progress.at)} / ${number(progress.of)}`} />}
				</>
			} />
			{results}
		</>
	);
}
