// ui/src/pages/maps/maps.tsx - SKU mapping: which of our SKUs stands behind what is sold, and what is sold without one.
import { useQuery } from "@tanstack/react-query";
import { Tabs } from "antd";
import { api, type List } from "../../api/client";
import type { UnmappedSku } from "../../api/types";
import { useSpeech } from "../../i18n";
import { useLooking } from "../../parts/paged";
import { go, useAddress } from "../../shell/address";
import { MapList } from "./list";
import "./maps.css";
import { Unmapped } from "./unmapped";

const COUNT_MAX = 99;

// How many platform SKUs wait for a mapping, as far as a tab has to say it.
function useWaiting(): string {
	const { number } = useSpeech();
	const { data } = useQuery({
		queryKey: ["maps", "unmapped", "count"],
		queryFn: ({ signal }) => api<List<UnmappedSku>>("/maps/unmapped", { query: { limit: COUNT_MAX }, signal }),
		enabled: useLooking(),
		meta: { live: ["orders"], gap: 3000 },
	});
	return !data || data.items.length === 0 ? "" : `${number(data.items.length)}${data.next ? "+" : ""}`;
}

export default function MapsPage() {
	const { t } = useSpeech();
	const { query } = useAddress();
	const view = query.get("view") === "unmapped" ? "unmapped" : "list";
	const waiting = useWaiting();
	return (
		<>
			<div className="page-head"><h1>{t("maps.title")}</h1></div>
			<Tabs activeKey={view} onChange={v => go(v === "unmapped" ? "/maps?view=unmapped" : "/maps")} destroyOnHidden items={[
				{ key: "list", label: t("maps.tab"), children: <MapList /> },
				{ key: "unmapped", label: <>{t("maps.unmapped")}{waiting && <span className="map-count">{waiting}</span>}</>, children: <Unmapped /> },
			]} />
		</>
	);
}
