// ui/src/pages/order/edit_people.tsx - the form for recipient, delivery and remark of an order: only what was changed is sent.
import { useQuery } from "@tanstack/react-query";
import { Alert, AutoComplete, Button, Input, Modal, Select, Skeleton } from "antd";
import { EditOutlined } from "@ant-design/icons";
import { type ReactNode, useId, useMemo, useState } from "react";
import { api } from "../../api/client";
import type { Field, OrderAt } from "../../api/types";
import { useSpeech } from "../../i18n";
import { useFocusBack } from "../../parts/focus_back";
import { Reason } from "../../parts/reason";
import { useMay } from "../../shell/session";
import { Trouble } from "../../shell/trouble";
import { COUNTRIES } from "../order_new/countries";
import { useFacets } from "../orders/data";
import "./deeds.css";
import { EditMark } from "./edited";
import { useMayEdit, useSendEdits } from "./edits";
import { fieldName } from "./field_names";
import { Refusal, wrongField } from "./refusal";
import type { WholeOrder } from "./shapes";

interface Kind { field: Field; max: number; needed?: boolean; wide?: boolean; plain?: boolean }

const FIELDS: Kind[] = [
	{ field: "consignee_name", max: 200, needed: true }, { field: "consignee_phone", max: 40 },
	{ field: "consignee_address", max: 500, needed: true, wide: true },
	{ field: "consignee_town", max: 100 }, { field: "consignee_district", max: 100 }, { field: "consignee_city", max: 100 }, { field: "consignee_state", max: 100 },
	{ field: "consignee_country", max: 2, needed: true }, { field: "consignee_postcode", max: 20 },
	{ field: "delivery_method", max: 200, needed: true, wide: true, plain: true },
	{ field: "remark", max: 2000, wide: true },
];

type Values = Partial<Record<Field, string>>;

function Row({ kind, label, children }: { kind: Kind; label: ReactNode; children: (id: string) => ReactNode }) {
	const id = useId();
	return <div className={kind.wide ? "edit-wide" : undefined}><div className="edit-label"><label htmlFor={id}>{label}{kind.needed ? " *" : ""}</label><EditMark field={kind.field} /></div>{children(id)}</div>;
}

function Form({ order, now, close }: { order: WholeOrder; now: OrderAt; close: () => void }) {
	const { t, locale } = useSpeech();
	const people = useMay("read_people");
	const send = useSendEdits(order);
	const facets = useFacets(true);
	const shown = useMemo(() => Object.fromEntries(now.facts.filter(f => f.line === "").map(f => [f.field, f.value])) as Values, [now]);
	const [typed, setTyped] = useState<Values>({});
	const [why, setWhy] = useState("");
	const [busy, setBusy] = useState(false);
	const [wrong, setWrong] = useState<unknown>(null);
	const [ver] = useState(order.ver);
	useFocusBack();
	const countries = useMemo(() => {
		const names = new Intl.DisplayNames(locale, { type: "region" });
		return COUNTRIES.map(value => ({ value, label: `${value} ${names.of(value) ?? ""}` }));
	}, [locale]);
	const valueOf = (f: Field) => typed[f] ?? shown[f] ?? "";
	const put = (f: Field, value: string) => setTyped(was => ({ ...was, [f]: value }));
	const changed = FIELDS.filter(k => typed[k.field] !== undefined && typed[k.field]!.trim() !== (shown[k.field] ?? ""));
	const missing = changed.filter(k => k.needed && !valueOf(k.field).trim());
	const save = async () => {
		if (busy || changed.length === 0 || missing.length > 0)
			return;
		setBusy(true);
		setWrong(null);
		try {
			await send({ fields: changed.map(k => ({ field: k.field, value: valueOf(k.field).trim() })), lines: [], ...(why.trim() ? { why: why.trim() } : {}) }, ver);
			close();
		} catch (e) {
			setWrong(e);
		} finally {
			setBusy(false);
		}
	};
	const input = (k: Kind, id: string) => {
		const value = valueOf(k.field), status = missing.includes(k) || wrongField(wrong) === k.field ? "error" as const : "" as const;
		if (k.field === "consignee_country")
			return <Select id={id} showSearch optionFilterProp="label" value={value || null} onChange={(v: string) => put(k.field, v)} options={countries} />;
		if (k.field === "delivery_method")
			return <AutoComplete id={id} value={value} maxLength={k.max} status={status} onChange={(v: string) => put(k.field, v)}
				options={(facets?.delivery_methods ?? []).filter(m => m.toLowerCase().includes((typed.delivery_method ?? "").toLowerCase())).map(v => ({ value: v }))} />;
		return k.field === "remark" || k.field === "consignee_address"
			? <Input.TextArea id={id} value={value} maxLength={k.max} dir="auto" rows={2} status={status} onChange={e => put(k.field, k.field === "remark" ? e.target.value : e.target.value.replace(/\s*\n\s*/g, ", "))} />
			: <Input id={id} value={value} maxLength={k.max} dir="auto" status={status} onChange={e => put(k.field, e.target.value)} />;
	};
	return (
		<Modal open style={{ top: 20 }} title={t("edits.people")} width={640} onCancel={close} onOk={() => void save()} okText={t("edits.save")} cancelText={t("orders.cancel")} confirmLoading={busy}
			okButtonProps={{ disabled: changed.length === 0 || missing.length > 0 }}>
			<div className="deed-form">
				<p className="soft">{t("edits.how")}</p>
				{!people && <Alert type="info" showIcon message={t("edits.masked")} />}
				<div className="edit-fields">
					{FIELDS.filter(k => people || k.plain).map(k => <Row key={k.field} kind={k} label={fieldName(t, k.field)}>{id => input(k, id)}</Row>)}
				</div>
				<Reason value={why} set={setWhy} usual={[t("edits.why.buyer"), t("edits.why.wrong"), t("edits.why.courier")]} optional done={() => void save()} />
				{missing.length > 0 && <Alert type="error" showIcon role="alert" message={t("edits.missing", { fields: missing.map(k => fieldName(t, k.field)).join(", ") })} />}
				<Refusal error={wrong} />
			</div>
		</Modal>
	);
}

export function EditPeople({ order }: { order: WholeOrder }) {
	const { t } = useSpeech();
	const may = useMayEdit(order);
	const [open, setOpen] = useState(false);
	const asked = useQuery({
		queryKey: ["orders", "at", order.id, "now", order.ver],
		queryFn: ({ signal }) => api<OrderAt>(`/orders/${order.id}/at`, { signal }),
		enabled: open,
		placeholderData: was => was,
	});
	if (!may)
		return null;
	const close = () => setOpen(false);
	return (
		<>
			<Button size="small" icon={<EditOutlined />} onClick={() => setOpen(true)} aria-label={t("edits.people")}>{t("edits.edit")}</Button>
			{open && (asked.data ? <Form order={order} now={asked.data} close={close} />
				: <Modal open title={t("edits.people")} onCancel={close} footer={null}>{asked.error ? <Trouble error={asked.error} again={() => void asked.refetch()} /> : <Skeleton active />}</Modal>)}
		</>
	);
}
