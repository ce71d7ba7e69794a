// ui/src/pages/orders/choose_columns.tsx - which columns, in which order, how high the rows.
import { ArrowDownOutlined, ArrowUpOutlined, SettingOutlined } from "@ant-design/icons";
import { Button, Checkbox, Popover, Segmented } from "antd";
import { useSpeech } from "../../i18n";
import { columns } from "./columns";
import type { TabName } from "./filters";
import type { Density, Prefs } from "./prefs";

export function ChooseColumns({ prefs, tab }: { prefs: Prefs; tab: TabName }) {
	const { t } = useSpeech();
	const chosen = prefs.columns(tab);
	const rest = columns.map(c => c.key).filter(k => !chosen.includes(k));
	const title = (key: string) => t(columns.find(c => c.key === key)!.title);
	const move = (i: number, by: number) => {
		const next = [...chosen];
		const [key] = next.splice(i, 1);
		next.splice(i + by, 0, key!);
		prefs.setColumns(tab, next);
	};
	const choose = (key: string, on: boolean) => prefs.setColumns(tab, on ? [...chosen, key] : chosen.filter(k => k !== key));

	const list = (
		<div className="o-columns">
			<Segmented<Density> block value={prefs.density} onChange={d => prefs.setDensity(d)} options={[
				{ value: "compact", label: t("orders.density.compact") }, { value: "roomy", label: t("orders.density.roomy") },
			]} />
			<ul>
				{chosen.map((key, i) => (
					<li key={key}>
						<Checkbox checked disabled={key === "number"} onChange={() => choose(key, false)}>{title(key)}</Checkbox>
						<span className="o-gap" />
						<Button type="text" size="small" icon={<ArrowUpOutlined />} disabled={i === 0} onClick={() => move(i, -1)}
							aria-label={t("orders.columns.up", { column: title(key) })} />
						<Button type="text" size="small" icon={<ArrowDownOutlined />} disabled={i === chosen.length - 1} onClick={() => move(i, 1)}
							aria-label={t("orders.columns.down", { column: title(key) })} />
					</li>
				))}
				{rest.map(key => <li key={key}><Checkbox checked={false} onChange={() => choose(key, true)}>{title(key)}</Checkbox></li>)}
			</ul>
			<Button block onClick={() => prefs.setColumns(tab, null)}>{t("orders.columns.usual")}</Button>
		</div>
	);
	return (
		<Popover trigger="click" placement="bottomRight" content={list}>
			<Button icon={<SettingOutlined />} aria-label={t("orders.columns")} title={t("orders.columns")} />
		</Popover>
	);
}
