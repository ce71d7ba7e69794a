// ui/src/pages/accounts/guide.tsx - how a store of each platform is authorised, step by step; a page of its own and beside the form; S001-12.
import { useQuery } from "@tanstack/react-query";
import { Alert, Skeleton } from "antd";
import { channelsQuery } from "../../api/queries";
import type { Channel } from "../../api/types";
import { useSpeech } from "../../i18n";
import { useAddress } from "../../shell/address";
import { Link } from "../../shell/link";
import { Trouble } from "../../shell/trouble";
import "./accounts.css";
import { platformOf } from "./rows";

export function Steps({ channel }: { channel: Channel }) {
	const speech = useSpeech();
	const { t, locale } = speech;
	const said = { en: "en", "zh-CN": "zh", ru: "ru" } as const;
	return (
		<>
			{!channel.connected && <Alert type="info" showIcon message={t("accounts.later")} description={t("accounts.later_more", { platform: platformOf(channel, speech) })} />}
			<ol className="a-steps">{channel.guide.map((step, i) => <li key={i}>{step[said[locale]] || step.en}</li>)}</ol>
			{channel.guide.length === 0 && <p className="soft">{t("accounts.guide_none")}</p>}
		</>
	);
}

export default function GuidePage() {
	const speech = useSpeech();
	const { t } = speech;
	const { query } = useAddress();
	const { data, error, refetch } = useQuery(channelsQuery);
	const channels = data?.items ?? [];
	const shown = channels.find(c => c.name === query.get("channel")) ?? channels.find(c => c.connected) ?? channels[0];
	return (
		<>
			<div className="page-head"><h1>{t("accounts.guide")}</h1><Link to="/accounts">{t("nav.accounts")}</Link></div>
			<section className="panel">
				{error && !data ? <Trouble error={error} again={() => void refetch()} /> : !shown ? <div className="inside"><Skeleton active title={false} /></div> : (
					<>
						<header>
							<nav className="a-chips" aria-label={t("accounts.platform")}>
								<ul>{channels.map(c => <li key={c.name}><Link to={`/accounts/guide?channel=${c.name}`} className={c === shown ? "chip here" : "chip"} aria-current={c === shown ? "true" : undefined}>{platformOf(c, speech)}</Link></li>)}</ul>
							</nav>
						</header>
						<div className="inside a-guide">
							<h2>{t("accounts.guide_of", { platform: platformOf(shown, speech) })}</h2>
							<Steps channel={shown} />
							{shown.connected && <ul className="a-what soft"><li>{t("accounts.guide_verify")}</li><li>{t("accounts.guide_changed")}</li><li>{t("today.first_more")}</li></ul>}
						</div>
					</>
				)}
			</section>
		</>
	);
}
