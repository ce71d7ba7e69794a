// ui/src/shell/pullwatch.tsx - tells the Task Center when a shop's pull begins to fail.
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { shopsQuery } from "../api/queries";
import { useSpeech } from "../i18n";
import { notify } from "./notices";
import { told } from "./trouble";

export function PullWatch() {
	const { t } = useSpeech();
	const { data } = useQuery(shopsQuery);
	const known = useRef(new Map<string, string>());
	useEffect(() => {
		for (const shop of data?.items ?? []) {
			const code = shop.problem?.code ?? "";
			const was = known.current.get(shop.id);
			known.current.set(shop.id, code);
			// What already failed when the page began is on Home, not news.
			if (shop.problem && was !== undefined && was !== code)
				notify({ kind: "bad", key: "notices.failed", values: { shop: shop.title, why: told(t, shop.problem) }, href: `/runs?shop=${shop.id}` });
		}
	}, [data, t]);
	return null;
}
