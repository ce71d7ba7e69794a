// ui/src/parts/paged.tsx - a list that is read page by page, kept fresh while it is looked at.
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { api, type List, type Query } from "../api/client";
import { type Key, useSpeech } from "../i18n";
import { useAddress, useCurrent } from "../shell/address";
import type { What } from "../shell/live";
import "./paged.css";

export interface Asked { live?: What[]; limit?: number; every_ms?: number | false }

export const useLooking = (): boolean => {
	const here = useAddress().path;
	return useCurrent().path === here;
};

export function usePaged<T>(path: string, query: Query, { live = ["orders"], limit = 50, every_ms = 20000 }: Asked = {}) {
	const looking = useLooking();
	const asked = useInfiniteQuery({
		queryKey: [...path.split("/").filter(Boolean), query],
		queryFn: ({ pageParam, signal }) => api<List<T>>(path, { query: { ...query, limit, after: pageParam }, signal }),
		initialPageParam: "",
		getNextPageParam: last => last.next ?? undefined,
		enabled: looking,
		placeholderData: keepPreviousData,
		refetchInterval: looking ? every_ms : false,
		meta: { live, gap: 1500 },
	});
	return { ...asked, items: asked.data?.pages.flatMap(p => p.items) ?? [] };
}

interface MoreProps { shown: number; more: boolean; busy: boolean; ask: () => void; words?: Key }

export function MoreRows({ shown, more, busy, ask, words = "paged.shown" }: MoreProps) {
	const { t } = useSpeech();
	if (shown === 0)
		return null;
	return (
		<div className="more-rows">
			<span className="soft small">{t(words, { count: shown })}{more ? "+" : ""}</span>
			{more && <Button size="small" loading={busy} onClick={ask}>{t("paged.more")}</Button>}
		</div>
	);
}
