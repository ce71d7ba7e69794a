// ui/src/pages/runs/list.tsx - the runs, newest first, page by page; of one shop, or those that failed.
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Button, Checkbox, Select, Table, type TableColumnsType } from "antd";
import { api, withQuery } from "../../api/client";
import { shopsQuery } from "../../api/queries";
import type { RunPage, Run } from "../../api/types";
import { useSpeech } from "../../i18n";
import { stacked } from "../../parts/stack";
import { span } from "../../parts/time";
import { go, useAddress } from "../../shell/address";
import { Trouble } from "../../shell/trouble";
import { feedOf, Outcome } from "./words";

const LIMIT = 50;

export function RunList() {
	const { t, locale, number, moment } = useSpeech();
	const { query } = useAddress();
	const shop = query.get("shop") ?? "";
	const failed = query.get("failed") === "true";
	const shops = useQuery(shopsQuery).data?.items ?? [];
	const titles = new Map(shops.map(s => [s.id, s.title]));
	const runs = useInfiniteQuery({
		queryKey: ["runs", shop, failed],
		queryFn: ({ pageParam, signal }) => api<RunPage>("/runs", { query: { shop, failed: failed || undefined, limit: LIMIT, after: pageParam }, signal }),
		initialPageParam: "",
		getNextPageParam: last => last.next ?? undefined,
		meta: { live: ["runs"], gap: 2000 },
	});
	const to = (change: { shop?: string; failed?: boolean }) => {
		const next = { shop, failed, ...change };
		go(withQuery("/runs", { shop: next.shop, failed: next.failed || undefined }), true);
	};
	const count = (what: "listed" | "stored" | "changed" | "unchanged" | "parked") => ({
		title: t(`runs.${what}`), key: what, align: "right" as const, className: "half", render: (_: unknown, r: Run) => number(r[what]),
	});
	const took = (r: Run) => (r.ended ? span(locale, (new Date(r.ended).getTime() - new Date(r.began).getTime()) / 1000) : "–");
	const columns: TableColumnsType<Run> = [
		{ title: t("runs.began"), key: "began", className: "nowrap", render: (_, r) => moment(r.began) },
		{ title: t("runs.shop"), key: "shop", className: "task", render: (_, r) => <bdi>{titles.get(r.shop_id) ?? r.shop_id}</bdi> },
		{ title: t("runs.feed"), key: "feed", render: (_, r) => feedOf(t, r.feed) },
		{ title: t("runs.took"), key: "took", align: "right", className: "nowrap half", render: (_, r) => took(r) },
		count("listed"), count("stored"), count("changed"), count("unchanged"), count("parked"),
		{ title: t("runs.result"), key: "result", width: "36%", render: (_, r) => <Outcome run={r} /> },
	];
	const items = runs.data?.pages.flatMap(p => p.items) ?? [];
	return (
		<section className="panel">
			<header>
				<h2>{t("runs.list")}</h2>
				<Checkbox checked={failed} onChange={e => to({ failed: e.target.checked })}>{t("runs.only_failed")}</Checkbox>
				<Select className="shop-choice" size="small" showSearch allowClear optionFilterProp="label" placeholder={t("runs.all_shops")} aria-label={t("runs.shop")} value={shop || undefined} onChange={(v?: string) => to({ shop: v ?? "" })}
					options={shops.map(s => ({ value: s.id, label: s.title }))} />
			</header>
			{runs.error && !runs.data ? <Trouble error={runs.error} again={() => void runs.refetch()} /> : (
				<Table className="stack" size="small" rowKey="id" columns={stacked(columns)} dataSource={items} loading={runs.isPending} pagination={false} scroll={{ x: "max-content" }}
					locale={{ emptyText: failed ? t("runs.none_failed") : t("runs.none") }} />
			)}
			{runs.hasNextPage && <div className="more"><Button size="small" loading={runs.isFetchingNextPage} onClick={() => void runs.fetchNextPage()}>{t("runs.more")}</Button></div>}
		</section>
	);
}
