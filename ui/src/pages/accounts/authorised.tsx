// ui/src/pages/accounts/authorised.tsx - the platform sent the seller back here: the authorisation is ended and proved; S001-09, 10, 14.
import { Button, Result, Space, Spin } from "antd";
import { useEffect, useState } from "react";
import { api } from "../../api/client";
import type { Account, AccountLink } from "../../api/types";
import { useSpeech } from "../../i18n";
import { address, go, useAddress } from "../../shell/address";
import { closeTab } from "../../shell/tabs";
import { more, say, told } from "../../shell/trouble";
import { useFresh } from "./deeds";
import { usable } from "./rows";

const HERE = "/accounts/authorised";
const PATIENCE_MS = 90000;

interface Back { account: string; code: string; body: Record<string, string> }

// What came back in the address. The code is used once, so it does not stay there.
function backOf(query: URLSearchParams): Back | null {
	const account = query.get("account") ?? "";
	const code = query.get("code") ?? "";
	if (!account || !code)
		return null;
	const body: Record<string, string> = { code };
	for (const [theirs, ours] of [["shop_id", "shop_ref"], ["main_account_id", "main_ref"], ["nonce", "nonce"], ["state", "nonce"]] as const) {
		const value = query.get(theirs);
		if (value)
			body[ours] = value;
	}
	return { account, code, body };
}

const leave = () => {
	closeTab(HERE);
	go("/accounts");
};

function Proved({ account }: { account: Account }) {
	const { t } = useSpeech();
	const good = usable(account);
	const why = account.problem;
	return (
		<Result status={good ? "success" : "error"} title={<bdi>{t(good ? "accounts.verified" : "accounts.not_verified", { name: account.title })}</bdi>}
			subTitle={good ? t("accounts.back_shops", { count: account.shops.length }) : why && <>{told(t, why)}{why.detail !== why.title && <><br />{why.detail}</>}</>}
			extra={<Space wrap><Button type="primary" onClick={leave}>{t("accounts.back_list")}</Button></Space>}>
			{good && (
				<ul className="a-what">
					{account.shops.map(s => <li key={s.id}><bdi>{s.title}</bdi> <span className="soft">{[s.region, s.channel_ref].filter(Boolean).join(" · ")}</span></li>)}
					<li>{t("today.first_more")}</li>
				</ul>
			)}
		</Result>
	);
}

export default function AuthorisedPage() {
	const { t } = useSpeech();
	const { query } = useAddress();
	const fresh = useFresh();
	const [now, setNow] = useState<{ account?: Account; error?: unknown }>({});
	const [back, setBack] = useState<Back | null | undefined>(undefined);
	const arrived = backOf(query);
	useEffect(() => {
		if (!arrived || arrived.code === back?.code) {
			if (back === undefined && !arrived)
				setBack(null);
			return;
		}
		setBack(arrived);
		setNow({});
		if (address().path === HERE)
			go(HERE, true);
		void api<AccountLink>(`/accounts/${arrived.account}/authorise`, { method: "POST", body: arrived.body, patience_ms: PATIENCE_MS })
			.then(({ account }) => setNow({ account }), (error: unknown) => setNow({ error }))
			.finally(() => void fresh());
	}, [arrived?.code]); // eslint-disable-line

	if (now.account)
		return <Proved account={now.account} />;
	if (now.error !== undefined)
		return <Result status="error" title={say(t, now.error)} subTitle={more(now.error) || undefined} extra={<Button type="primary" onClick={leave}>{t("accounts.back_list")}</Button>} />;
	if (back === null)
		return <Result status="info" title={t("accounts.back_nothing")} extra={<Button type="primary" onClick={leave}>{t("accounts.back_list")}</Button>} />;
	return <div className="a-proving" role="status"><Spin size="large" /><p>{t("accounts.proving")}</p></div>;
}
