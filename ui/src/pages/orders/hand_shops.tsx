// ui/src/pages/orders/hand_shops.tsx - the shops whose orders come from people and files, and a first one made on the spot.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Input, Select } from "antd";
import { useId, useState } from "react";
import { api, type List } from "../../api/client";
import { shopsQuery } from "../../api/queries";
import type { Account, Channel, Shop } from "../../api/types";
import { useSpeech } from "../../i18n";
import { useMay } from "../../shell/session";
import { more, say } from "../../shell/trouble";

const CURRENCIES = ["CNY", "EUR", "GBP", "HKD", "IDR", "JPY", "MYR", "PHP", "RUB", "SGD", "THB", "TWD", "USD", "VND"];

// undefined while it is not known.
export function useShopsOf(flow: "none" | "code"): Shop[] | undefined {
	const channels = useQuery({ queryKey: ["channels"], queryFn: ({ signal }) => api<List<Channel>>("/channels", { signal }), staleTime: 60000 }).data?.items;
	const shops = useQuery(shopsQuery).data?.items;
	if (!channels || !shops)
		return undefined;
	const byHand = new Set(channels.filter(c => c.flow === "none").map(c => c.name));
	return shops.filter(s => byHand.has(s.channel) === (flow === "none"));
}

function MakeShop({ made }: { made: (id: string) => void }) {
	const { t } = useSpeech();
	const queries = useQueryClient();
	const may = useMay("change_shops");
	const id = useId();
	const [title, setTitle] = useState("");
	const [currency, setCurrency] = useState<string | null>(null);
	const [busy, setBusy] = useState(false);
	const [wrong, setWrong] = useState("");
	const send = async () => {
		if (!title.trim() || !currency || busy)
			return;
		setBusy(true);
		try {
			const account = await api<Account>("/accounts", { method: "POST", body: { channel: "manual", title: title.trim(), currency } });
			await queries.invalidateQueries({ queryKey: ["shops"] });
			made(account.shops[0]?.id ?? "");
		} catch (e) {
			setWrong(more(e) || say(t, e));
		}
		setBusy(false);
	};
	if (!may)
		return <Alert type="info" showIcon message={t("hand.none_here")} />;
	return (
		<div className="hand-shop">
			<p>{t("hand.first")}</p>
			<div className="hand-shop-fields">
				<div><label htmlFor={`${id}t`}>{t("hand.shop_name")}</label><Input id={`${id}t`} value={title} maxLength={80} dir="auto" onChange={e => setTitle(e.target.value)} /></div>
				<div><label htmlFor={`${id}c`}>{t("hand.currency")}</label><Select id={`${id}c`} showSearch value={currency} onChange={setCurrency} options={CURRENCIES.map(value => ({ value, label: value }))} /></div>
				<Button type="primary" loading={busy} disabled={!title.trim() || !currency} onClick={() => void send()}>{t("hand.make_shop")}</Button>
			</div>
			{wrong && <Alert type="error" showIcon role="alert" message={wrong} />}
		</div>
	);
}

export function HandShop({ value, set }: { value: string; set: (id: string) => void }) {
	const { t } = useSpeech();
	const id = useId();
	const shops = useShopsOf("none");
	if (!shops)
		return null;
	if (shops.length === 0)
		return <MakeShop made={set} />;
	return (
		<div className="hand-choose">
			<label htmlFor={id}>{t("orders.f.shop")}</label>
			<Select id={id} value={value || null} placeholder={t("hand.choose_shop")} onChange={set} options={shops.map(s => ({ value: s.id, label: s.title }))} />
		</div>
	);
}
