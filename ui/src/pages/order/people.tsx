// ui/src/pages/order/people.tsx - whom the order is for; masked for who may not see it, with the reason.
import { Button } from "antd";
import { CopyOutlined, LockOutlined } from "@ant-design/icons";
import { useSpeech } from "../../i18n";
import { useCopy } from "../orders/bars";
import { EditMark } from "./edited";
import { EditPeople } from "./edit_people";
import { useEdit } from "./edits";
import type { WholeOrder } from "./shapes";

export function People({ order }: { order: WholeOrder }) {
	const { t, locale } = useSpeech();
	const copy = useCopy();
	const r = order.recipient;
	const address = r?.address ?? order.facts.consignee?.find(f => f.field === "consignee_address")?.value ?? "";
	const country = r?.country ? `${r.country} ${regionName(locale, r.country)}`.trim() : "";
	const remark = useEdit("remark");
	const rows: [string, string, string][] = r ? [
		[t("orders.f.name"), r.name, "consignee_name"], [t("orders.f.phone"), r.phone, "consignee_phone"], [t("orders.col.address"), address, "consignee_address"],
		[t("order.postcode"), r.postcode, "consignee_postcode"], [t("orders.col.country"), country, "consignee_country"], [t("orders.col.delivery"), order.delivery_method, "delivery_method"],
	] : [[t("orders.col.delivery"), order.delivery_method, "delivery_method"]];
	return (
		<section className="panel">
			<header>
				<h2>{t("orders.col.recipient")}</h2>
				<EditPeople order={order} />
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
					{rows.map(([name, value, field]) => <div key={name}><dt>{name}</dt><dd><span dir="auto">{value}</span><EditMark field={field} /></dd></div>)}
				</dl>
				{remark?.value && <p className="od-remark"><b>{t("field.remark")} <EditMark field="remark" /></b><span dir="auto">{remark.value}</span></p>}
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
