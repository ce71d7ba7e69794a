// ui/src/pages/today/cards.tsx - the numbers of the day, each a link to where it is dealt with.
import { Alert } from "antd";
import type { TodayCount, Today } from "../../api/types";
import { type Key, useSpeech } from "../../i18n";
import { Link } from "../../shell/link";

type Tone = "bad" | "warn" | "plain";

function Card({ name, n, tone }: { name: Key; n: TodayCount | undefined; tone: Tone }) {
	const { t, number } = useSpeech();
	if (!n)
		return null;
	const text = `${number(n.count)}${n.more ? "+" : ""}`;
	return (
		<Link to={n.cure} className={n.count > 0 ? `card ${tone}` : "card none"}>
			<b>{text}</b><span>{t(name)}</span>
		</Link>
	);
}

const STATES = ["pending", "processed", "marked_shipped", "frozen", "void"] as const;

export function Cards({ today }: { today: Today }) {
	const { t } = useSpeech();
	const { ship_by: ship, shops, states } = today;
	return (
		<div className="cards">
			<section className="panel">
				<h2>{t("today.ship")}</h2>
				<div>
					<Card name="today.late" n={ship.late} tone="bad" />
					<Card name="today.hours_24" n={ship.hours_24} tone="warn" />
					<Card name="today.hours_48" n={ship.hours_48} tone="plain" />
				</div>
			</section>
			<section className="panel">
				<h2>{t("today.care")}</h2>
				<div>
					<Card name="today.unmapped" n={today.unmapped} tone="warn" />
					<Card name="today.oversold" n={today.oversold} tone="bad" />
					<Card name="today.stock_faults" n={today.stock_faults} tone="bad" />
					<Card name="today.updates" n={today.undecided_updates} tone="warn" />
				</div>
			</section>
			<section className="panel">
				<h2>{t("today.pulling_care")}</h2>
				<div>
					<Card name="today.parked" n={today.parked} tone="warn" />
					<Card name="today.failed" n={today.failed_runs_24h} tone="bad" />
					<Card name="today.trouble" n={shops.in_trouble} tone="bad" />
					<Card name="today.authorise" n={shops.needs_authorisation} tone="bad" />
				</div>
			</section>
			<section className="panel">
				<h2>{t("today.orders")}</h2>
				<div>{STATES.map(s => <Card key={s} name={`today.${s}`} n={states[s]} tone="plain" />)}</div>
			</section>
		</div>
	);
}

export function Expiring({ today }: { today: Today }) {
	const { t, moment } = useSpeech();
	return <>{today.shops.expiring.map(s => (
		<Alert key={s.id} className="expiring" type="warning" showIcon message={t("today.expiring", { shop: s.title, when: moment(s.authorised_until) })}
			action={<Link to={`/accounts?name=${encodeURIComponent(s.title)}`}>{t("accounts.anew")}</Link>} />
	))}</>;
}
