// ui/src/pages/orders/map_first.tsx - mapping comes first: stores whose orders hold SKUs that no mapping resolves; S001-29, 43.
import { useQuery } from "@tanstack/react-query";
import { Alert } from "antd";
import { api, type List, withQuery } from "../../api/client";
import type { UnmappedSku } from "../../api/types";
import { useSpeech } from "../../i18n";
import { Link } from "../../shell/link";

const LOOKED_MAX = 200;
const NAMED_MAX = 3;

interface Store { id: string; title: string; count: number }

function storesOf(skus: UnmappedSku[]): Store[] {
	const stores = new Map<string, Store>();
	for (const u of skus) {
		const store = stores.get(u.shop.id) ?? { ...u.shop, count: 0 };
		stores.set(u.shop.id, { ...store, count: store.count + 1 });
	}
	return [...stores.values()].sort((a, b) => b.count - a.count);
}

// `shops`: only these; none named: all.
export function MapFirst({ looking, shops }: { looking: boolean; shops: string[] }) {
	const { t, number } = useSpeech();
	const { data } = useQuery({
		queryKey: ["maps", "unmapped", "stores"],
		queryFn: ({ signal }) => api<List<UnmappedSku>>("/maps/unmapped", { query: { limit: LOOKED_MAX }, signal }),
		enabled: looking,
		staleTime: 15000,
		meta: { live: ["orders"], gap: 5000 },
	});
	const stores = storesOf(data?.items ?? []).filter(s => shops.length === 0 || shops.includes(s.id));
	if (stores.length === 0)
		return null;
	const named = stores.slice(0, NAMED_MAX).map(s => `${s.title} (${number(s.count)}${data?.next ? "+" : ""})`);
	return (
		<Alert type="warning" showIcon className="o-unmapped" message={
			<span>
				{t("orders.map_first", { shops: named.join(", ") })}{stores.length > NAMED_MAX && ` ${t("orders.map_first.more", { count: stores.length - NAMED_MAX })}`}{" "}
				<Link to={withQuery("/maps", { view: "unmapped", shop: stores.length === 1 ? stores[0]!.id : "" })}>{t("orders.map_first.do")}</Link>
			</span>
		} />
	);
}
