// ui/src/pages/order/people.tsx - whom the order is for; masked for who may not see it, with the reason.
import { Button } from "antd";
import { CopyOutlined, LockOutlined } from "@ant-design/icons";
import { useSpeech } from "../../i18n";
import { useCopy } from "../orders/bars";
import type { WholeOrder } from "./shapes";

export function People({ order }: { order: WholeOrder }) {
	const { t, locale } = useSpeech();
	const copy = useCopy();
	const r = order.recipient;
	const address = r?.address ?? order.facts.consignee?.find(f => f.field === "consignee_address")?.value ?? "";
	const country = r?.country ? `${r.country} ${regionName(locale, r.country)}`.trim() : "";
	const rows: [string, string][] = r ? [
		[t("orders.f.name"), r.name], [t("orders.f.phone"), r.phone], [t("orders.col.address"), address],
		[t("order.postcode"), r.postcode], [t("orders.col.country"), country], [t("orders.col.delivery"), order.delivery_method],
	] : [[t("orders.col.delivery"), order.delivery_method]];
	return (
		<section className="panel">
			<header>
				<h2>{t("orders.col.recipient")}</h2>
				{r && !r.masked && (
					<Button size="small" type="text" icon={<CopyOutlined />} onClick={() => copy([r.name, r.phone, address, r.postcode, r.country].filter(Boolean).join("\n"))}>
						{t("orders.copy")}
					</Button>
				)}
			</header>
			<div className="inside">
				{!r && <p className="soft">{t("order.people.gone")}</p>}
				{r?.masked && <p className="od-locked"><LockOutlined /> {t("orders.people.closed")}</p>}
				<dl className="od-list">
					{rows.map(([name, value]) => <div key={name}><dt>{name}</dt><dd dir="auto">{value}</dd></div>)}
				</dl>
				{order.remark && <p className="od-remark"><b>{t("orders.col.remark")}</b><span dir="auto">{order.remark}</span></p>}
			</div>
		</section>
	);
}

function regionName(locale: string, code: string): string {
	try {
		return new Intl.DisplayNames(locale, { type: "region" }).of(code) ?? "";
	} catch {
		return "";
	}
}
