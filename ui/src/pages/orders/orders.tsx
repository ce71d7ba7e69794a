// ui/src/pages/orders/orders.tsx - the platform orders: tabs, filters, rows, and what can be done with them.
import { Badge, Button, Dropdown, type InputRef } from "antd";
import { DownloadOutlined, FilterOutlined } from "@ant-design/icons";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { ApiError } from "../../api/client";
import type { SavedView } from "../order/shapes";
import { useSpeech } from "../../i18n";
import { go, useAddress, useCurrent } from "../../shell/address";
import { useSigned } from "../../shell/session";
import { FreshBar, Missing, TickBar, tickedCount } from "./bars";
import { CARD_HEIGHT, Cards } from "./cards";
import { Bring } from "./bring";
import { ChooseColumns } from "./choose_columns";
import { columnsOf } from "./columns";
import { totalOf, useCounts, useFacets, useRows, useViews } from "./data";
import { Chips, Fields, FilterDrawer, type SetFilters } from "./filter_bar";
import { FORMATS } from "./export";
import { fieldOf, hrefOf, listOf, textOf, wantedOf, type Sort, type TabName, type Wanted } from "./filters";
import { useNarrow, useNow } from "./format";
import { Foot, Nothing } from "./foot";
import { useKeys } from "./keys";
import "./orders.css";
import { usePrefs } from "./prefs";
import { MapFirst } from "./map_first";
import { Table } from "./table";
import { Tabs } from "./tabs";
import { tick, isTicked, untick, useTicks } from "./ticks";
import { UpdateButton } from "./update_dialog";
import { useSave } from "./use_save";
import { Views } from "./views";
import { useWindow } from "./window";

const ROW_HEIGHT = { 2: 46, 3: 62 };
const TOGETHER: TabName[] = ["pending", "void", "all"]; // orders to be updated may be ticked in several of these
const NEAR_END = 15; // rows before the end at which the next page is asked for

export default function Orders() {
	const speech = useSpeech();
	const { t, number } = speech;
	const address = useAddress();
	const looking = useCurrent().path === address.path;
	const user = useSigned().session.user;
	const prefs = usePrefs(user);
	const narrow = useNarrow();
	const now = useNow();
	const wanted = useMemo(() => wantedOf(address.query), [address.query]);
	const text = textOf(wanted);
	const ticks = useTicks(text);
	const [at, setAt] = useState<string | null>(null);
	const [drawer, setDrawer] = useState(false);
	const box = useRef<HTMLDivElement>(null);
	const field = useRef<InputRef>(null);
	const inSight = useRef<string[]>([]);
	const seen = useCallback(() => inSight.current, []);

	const { store, listed, refetch, fetching } = useRows(wanted, user, looking, seen);
	const counts = useCounts(wanted, looking);
	const facets = useFacets(looking);
	const views = useViews(looking);
	const total = totalOf(counts, wanted.tab);

	const shown = prefs.columns(wanted.tab);
	// The three numbers of an order stand one under another, so their rows are high in any case.
	const lines = !narrow && (prefs.density === "roomy" || shown.includes("numbers")) ? 3 : 2;
	const height = narrow ? CARD_HEIGHT : ROW_HEIGHT[lines];
	const span = useWindow(box, listed.rows.length, height);
	inSight.current = listed.rows.slice(span.first, span.end).map(o => o.id);
	const around = useMemo(() => ({ speech, now, lines, tab: wanted.tab }), [speech, now, lines, wanted.tab]);
	const [room, setRoom] = useState(0);
	const columns = useMemo(() => columnsOf(shown), [shown.join()]);

	const want = (w: Wanted, replace = false) => go(hrefOf(w), replace);
	const set: SetFilters = (change, replace) => want({ ...wanted, filters: { ...wanted.filters, ...change } }, replace);
	const reset = () => want({ ...wanted, filters: {} });
	const setTab = (tab: TabName) => {
		if (!TOGETHER.includes(tab) || !TOGETHER.includes(wanted.tab))
			untick();
		want({ ...wanted, tab });
	};
	const setSort = useCallback((sort: Sort) => go(hrefOf({ ...wanted, sort: sort === wanted.sort ? "placed" : sort })), [wanted]);
	const choose = (v: SavedView) => {
		const w = wantedOf(new URLSearchParams(v.query));
		if (v.columns.length > 0)
			prefs.setColumns(w.tab, v.columns);
		untick();
		want(w);
	};
	const save = useSave(store.query, shown);

	// The box keeps its place while another page is looked at; a list begins at its top.
	useEffect(() => {
		const el = box.current;
		if (!el || !looking)
			return;
		el.scrollTop = store.scroll;
		setRoom(el.clientWidth);
		const keep = () => {
			if (el.clientHeight > 0)
				store.scroll = el.scrollTop;
		};
		const sized = new ResizeObserver(() => setRoom(was => el.clientWidth || was));
		sized.observe(el);
		el.addEventListener("scroll", keep, { passive: true });
		return () => {
			sized.disconnect();
			el.removeEventListener("scroll", keep);
		};
	}, [store, looking, narrow]);

	useEffect(() => {
		if (looking && listed.loaded && listed.next && !listed.loading && !listed.error && span.end > listed.rows.length - NEAR_END)
			void store.more();
	}, [looking, listed, span.end, store]);

	const show = useCallback(() => {
		store.showHead();
		if (box.current)
			box.current.scrollTop = 0;
	}, [store]);

	useKeys(looking, listed.rows, at, setAt, {
		box, height, head: narrow ? 0 : 32,
		tick: id => tick([id], !isTicked(ticks, id)),
		open: id => go(`/orders/${id}`),
		show,
	});

	const refused = listed.error instanceof ApiError && listed.error.problem.status === 400 ? listed.error : null;
	const wrong = refused ? { field: fieldOf(refused.message), words: refused.message } : null;
	const bar = {
		filters: wanted.filters, set, reset, facets, wrong, field, narrow, searching: fetching && !listed.loaded,
		search: () => {
			refetch();
			show();
		},
	};
	const setCount = Object.keys(wanted.filters).length;
	const found = total ? number(total.count) + (total.more ? "+" : "") : "";
	const rows = { listed, span, height, around, ticks, at, setAt };
	const foot = <Foot listed={listed} total={total} more={() => void store.more()} top={() => box.current?.scrollTo({ top: 0 })} />;

	return (
		<section className={`orders${narrow ? " o-narrow" : ""}`} aria-busy={!listed.loaded && !listed.error} data-search={narrow ? undefined : ""}>
			<h1 className="unseen">{t("orders.title")}</h1>
			<div className="o-top">
				<Tabs tab={wanted.tab} counts={counts} set={setTab} />
				<div className="o-tools">
					{narrow && (
						<Badge count={setCount} size="small"><Button icon={<FilterOutlined />} onClick={() => setDrawer(true)}>{t("orders.filters")}</Button></Badge>
					)}
					<UpdateButton ticks={ticks} count={tickedCount(ticks, total)} />
					<Bring />
					<Views views={views} query={text} columns={shown} choose={choose} />
					{!narrow && <ChooseColumns prefs={prefs} tab={wanted.tab} />}
					<Dropdown trigger={["click"]} menu={{
						items: FORMATS.map(key => ({ key, label: t("orders.export.listed", { format: t(`orders.file.${key}`), count: found }) })),
						onClick: e => save(e.key as "csv" | "xlsx", undefined),
					}}>
						<Button icon={<DownloadOutlined />} aria-label={t("orders.export")} title={t("orders.export")} />
					</Dropdown>
				</div>
			</div>
			{narrow ? <FilterDrawer {...bar} open={drawer} close={() => setDrawer(false)} found={t("orders.found", { count: found })} /> : <Fields {...bar} />}
			<Chips filters={wanted.filters} facets={facets} set={set} reset={reset} />
			<MapFirst looking={looking} shops={listOf(wanted.filters.shop)} />
			<Missing missing={listed.missing} asked={listOf(wanted.filters.numbers).length} />
			<div className="o-box">
				<FreshBar listed={listed} show={show} />
				{narrow ? <Cards {...rows} box={box} last={foot} />
					: <Table {...rows} box={box} columns={columns} sort={wanted.sort} setSort={setSort} room={room} total={total?.count ?? listed.rows.length} last={foot} />}
				<Nothing listed={listed} filtered={setCount > 0} wrong={wrong} reset={reset} again={refetch} />
				<TickBar ticks={ticks} listed={listed} query={text} total={total} save={save} tab={wanted.tab} narrow={narrow} />
			</div>
		</section>
	);
}
