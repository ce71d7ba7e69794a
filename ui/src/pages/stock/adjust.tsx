// ui/src/pages/stock/adjust.tsx - correct a balance with a reason; who is overtaken by another person is shown what they did.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, InputNumber, Modal, Radio, Select, Skeleton } from "antd";
import { useEffect, useId, useState } from "react";
import { api, ApiError, type List } from "../../api/client";
import type { AdjustKind, Movement, Stock, StockAdjust } from "../../api/types";
import { useSpeech } from "../../i18n";
import { type Picked, SkuPick } from "../../parts/sku_pick";
import { Reason } from "../../parts/reason";
import { more, say } from "../../shell/trouble";
import { exactMoment } from "../orders/format";
import { useWarehouses } from "./stock";

export interface Adjusting { stock?: Stock; sku?: Picked }

// "counted" and "change" are both corrections of the shelf; the others move pieces from one heap to another.
type Deed = "counted" | "change" | Exclude<AdjustKind, "shelf">;
const DEEDS: Deed[] = ["counted", "change", "damage", "repair", "quarantine", "release", "scrap"];
const PIECES_MAX = 10000000;
const REASONS = ["count", "found", "lost", "broken", "sample", "wrong_receipt"] as const;

const heapOf = (s: Stock, deed: Deed): number => (deed === "repair" || deed === "scrap" ? s.damaged : deed === "release" ? s.quarantine : s.available);

// How the balance would stand; what the server allows it decides itself.
function wouldBe(s: Stock, deed: Deed, n: number): Partial<Stock> {
	switch (deed) {
	case "counted": return { on_shelf: n };
	case "change": return { on_shelf: s.on_shelf + n };
	case "damage": return { on_shelf: s.on_shelf - n, damaged: s.damaged + n };
	case "repair": return { on_shelf: s.on_shelf + n, damaged: s.damaged - n };
	case "quarantine": return { on_shelf: s.on_shelf - n, quarantine: s.quarantine + n };
	case "release": return { on_shelf: s.on_shelf + n, quarantine: s.quarantine - n };
	case "scrap": return { damaged: s.damaged - n };
	}
}

const HEAPS = ["on_shelf", "quarantine", "damaged"] as const;

function Preview({ stock, deed, n }: { stock: Stock; deed: Deed; n: number | null }) {
	const { t, number } = useSpeech();
	const next = n === null ? {} : wouldBe(stock, deed, n);
	const free = (next.on_shelf ?? stock.on_shelf) - stock.reserved;
	const rows: [string, number, number][] = [
		...HEAPS.filter(h => h === "on_shelf" || stock[h] > 0 || next[h] !== undefined).map((h): [string, number, number] => [t(`stock.${h}`), stock[h], next[h] ?? stock[h]]),
		[t("stock.reserved"), stock.reserved, stock.reserved],
		[t("stock.available"), stock.available, free],
	];
	return (
		<dl className="stock-preview" aria-live="polite">
			{rows.map(([name, was, is]) => (
				<div key={name}><dt>{name}</dt><dd>{number(was)}{is !== was && <> → <b className={is < 0 ? "bad-text" : undefined}>{number(is)}</b></>}</dd></div>
			))}
		</dl>
	);
}

// Two people at the same shelf: what the other did, and how it stands now.
function Overtaken({ was, is }: { was: Stock; is: Stock }) {
	const { t, number, locale } = useSpeech();
	const { data } = useQuery({
		queryKey: ["skus", is.sku_id, "movements", is.warehouse_id, "overtaken", is.ver],
		queryFn: ({ signal }) => api<List<Movement>>(`/skus/${is.sku_id}/movements`, { query: { warehouse: is.warehouse_id, limit: 3 }, signal }),
	});
	return (
		<Alert type="warning" showIcon role="alert" message={t("stock.overtaken", { was: number(was.on_shelf), is: number(is.on_shelf) })} description={
			<div className="stock-overtaken">
				<ul>{(data?.items ?? []).map(m => (
					<li key={m.id}>{exactMoment(locale, m.at)} · {m.who || t("stock.program")} · {t(`stock.kind.${m.kind}`)} {m.quantity > 0 ? "+" : ""}{number(m.quantity)}{m.why && <span className="soft"> · <bdi>{m.why}</bdi></span>}</li>
				))}</ul>
				<p>{t("stock.overtaken_how")}</p>
			</div>
		} />
	);
}

function Where({ sku, setSku, warehouse, setWarehouse }: { sku: Picked | null; setSku: (s: Picked | null) => void; warehouse: string; setWarehouse: (id: string) => void }) {
	const { t } = useSpeech();
	const warehouses = useWarehouses();
	const own = warehouses.filter(w => w.kind === "own" && w.state === "active");
	const id = useId();
	useEffect(() => {
		if (!warehouse && own.length === 1)
			setWarehouse(own[0]!.id);
	}, [warehouse, own, setWarehouse]);
	return (
		<div className="stock-where">
			<div><span className="stock-label">{t("stock.sku")}</span><SkuPick value={sku} onPick={setSku} label={t("stock.sku")} autoFocus={!sku} /></div>
			<div><label htmlFor={id}>{t("stock.warehouse")}</label>
				<Select id={id} value={warehouse || null} onChange={setWarehouse} placeholder={t("stock.choose")} options={own.map(w => ({ value: w.id, label: w.name ? `${w.code} · ${w.name}` : w.code }))} /></div>
		</div>
	);
}

function Form({ stock, done, close }: { stock: Stock; done: () => void; close: () => void }) {
	const { t, number } = useSpeech();
	const { message } = App.useApp();
	const queries = useQueryClient();
	const id = useId();
	const [now, setNow] = useState(stock);
	const [was, setWas] = useState<Stock | null>(null);
	const [deed, setDeed] = useState<Deed>("counted");
	const [n, setN] = useState<number | null>(null);
	const [why, setWhy] = useState("");
	const [busy, setBusy] = useState(false);
	const [wrong, setWrong] = useState<unknown>(null);
	const some = deed === "counted" ? n !== null && n >= 0 : deed === "change" ? n !== null && n !== 0 : n !== null && n > 0;

	const send = async () => {
		if (!some || !why.trim() || busy)
			return;
		setBusy(true);
		setWrong(null);
		const body: StockAdjust = {
			warehouse_id: now.warehouse_id, sku_id: now.sku_id, why: why.trim(),
			kind: deed === "counted" || deed === "change" ? "shelf" : deed, ...(deed === "counted" ? { counted: n! } : { change: n! }),
		};
		try {
			const next = await api<Stock>("/stocks/adjust", { method: "POST", ...(deed === "counted" ? { ver: now.ver } : {}), body });
			void message.success(t("stock.adjusted", { sku: next.code, warehouse: next.warehouse, count: number(next.on_shelf) }));
			for (const key of ["stocks", "skus", "orders"])
				void queries.invalidateQueries({ queryKey: [key] });
			done();
		} catch (e) {
			if (e instanceof ApiError && e.problem.code === "conflict") {
				const page = await api<List<Stock>>("/stocks", { query: { sku: now.sku_id, warehouse: now.warehouse_id } }).catch(() => null);
				const is = page?.items[0];
				if (is) {
					setWas(now);
					setNow(is);
				} else
					setWrong(e);
			} else
				setWrong(e);
		} finally {
			setBusy(false);
		}
	};
	return (
		<div className="stock-form">
			<Radio.Group value={deed} onChange={e => {
				setDeed(e.target.value as Deed);
				setN(null);
			}} optionType="button" className="stock-deeds" aria-label={t("stock.what")} options={DEEDS.map(d => ({ value: d, label: t(`stock.deed.${d}`) }))} />
			<p className="soft small">{t(`stock.deed_how.${deed}`)}</p>
			<div className="stock-fields">
				<div><label htmlFor={`${id}n`}>{t(deed === "counted" ? "stock.counted" : deed === "change" ? "stock.change" : "stock.pieces")}</label>
					<InputNumber id={`${id}n`} autoFocus value={n} onChange={setN} precision={0} min={deed === "change" ? -PIECES_MAX : deed === "counted" ? 0 : 1}
						max={deed === "counted" || deed === "change" ? PIECES_MAX : Math.max(1, heapOf(now, deed))} onPressEnter={() => void send()} /></div>
				<Reason value={why} set={setWhy} usual={REASONS.map(r => t(`stock.reason.${r}`))} done={() => void send()} />
			</div>
			<Preview stock={now} deed={deed} n={n} />
			{was && <Overtaken was={was} is={now} />}
			{wrong !== null && <Alert type="error" showIcon role="alert" message={say(t, wrong)} description={more(wrong)} />}
			<div className="stock-do">
				<Button onClick={close}>{t("orders.cancel")}</Button>
				<Button type="primary" loading={busy} disabled={!some || !why.trim()} onClick={() => void send()}>{t(was ? "stock.book_anyway" : "stock.book")}</Button>
			</div>
		</div>
	);
}

const nothing = (sku: Picked, warehouse_id: string, warehouse: string): Stock => ({
	warehouse_id, warehouse, sku_id: sku.id, code: sku.code, title: sku.title, on_shelf: 0, reserved: 0, available: 0,
	awaiting_putaway: 0, quarantine: 0, damaged: 0, shortfall: 0, waiting: 0, fault: null, ver: 0,
});

function Body({ adjusting, close, done }: { adjusting: Adjusting; close: () => void; done: () => void }) {
	const { t } = useSpeech();
	const [sku, setSku] = useState<Picked | null>(adjusting.sku ?? null);
	const [warehouse, setWarehouse] = useState("");
	const warehouses = useWarehouses();
	const asked = useQuery({
		queryKey: ["stocks", "one", sku?.id, warehouse],
		queryFn: ({ signal }) => api<List<Stock>>("/stocks", { query: { sku: sku!.id, warehouse }, signal }),
		enabled: !adjusting.stock && sku !== null && warehouse !== "",
		staleTime: 0, gcTime: 0,
	});
	const code = warehouses.find(w => w.id === warehouse)?.code ?? "";
	const stock = adjusting.stock ?? (asked.data && sku ? asked.data.items[0] ?? nothing(sku, warehouse, code) : null);
	return (
		<>
			{!adjusting.stock && <Where sku={sku} setSku={setSku} warehouse={warehouse} setWarehouse={setWarehouse} />}
			{asked.error ? <Alert type="error" showIcon message={say(t, asked.error)} /> : asked.isFetching && !stock ? <Skeleton active title={false} /> : stock && (
				<Form key={`${stock.sku_id}.${stock.warehouse_id}`} stock={stock} done={done} close={close} />
			)}
		</>
	);
}

export function Adjust({ adjusting, close, done }: { adjusting: Adjusting | null; close: () => void; done: () => void }) {
	const { t } = useSpeech();
	const of = adjusting?.stock;
	return (
		<Modal open={adjusting !== null} onCancel={close} footer={null} width={600} destroyOnHidden maskClosable={false}
			title={of ? <span>{t("stock.adjust")}: <bdi>{of.code}</bdi> · {of.warehouse}</span> : t("stock.adjust_any")}>
			{adjusting && <Body adjusting={adjusting} close={close} done={done} />}
		</Modal>
	);
}
