// ui/src/parts/chart.tsx - a chart of hours: bars upon each other or lines, with its names below and a table for who reads.
import { TableOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useEffect, useMemo, useRef, useState } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { formatsOf, useSpeech } from "../i18n";
import { useLook } from "../shell/look";
import { coloursOf } from "../shell/theme";
import "./chart.css";

export interface Series { name: string; values: (number | null)[]; kind?: "bar" | "line"; tone?: "bad" }
export interface ChartProps {
	title: string;
	from: string;
	step_s: number;
	series: Series[];
	write?: (n: number) => string; // how a value is written
	steps?: number[]; // what may lie between two lines of the grid
	height?: number;
}

const INKS = {
	light: ["#2f6fd0", "#e08a1e", "#3a9d6b", "#a05cc4", "#c9504a", "#2aa0b5", "#8a6d3b", "#6b7686"],
	dark: ["#6ea3f0", "#e9a94f", "#5cc08d", "#c08ae0", "#e88079", "#56c2d4", "#b8996a", "#98a3b3"],
};

const COUNTS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 1e6];

const sum = (values: (number | null)[]) => values.reduce<number>((a, b) => a + (b ?? 0), 0);

// Bars stand upon each other: each is drawn from the ground to the sum so far, the highest first.
function stacked(series: Series[]): (number | null)[][] {
	const so: number[] = [];
	return series.map(s => s.kind === "line" ? s.values : s.values.map((v, i) => (so[i] = (so[i] ?? 0) + (v ?? 0))));
}

export default function Chart({ title, from, step_s, series, write, steps = COUNTS, height = 190 }: ChartProps) {
	const { t, locale, number, moment } = useSpeech();
	const { dark } = useLook();
	const box = useRef<HTMLDivElement>(null);
	const [at, setAt] = useState<number | null>(null);
	const [table, setTable] = useState(false);
	const tell = write ?? number;
	let ink = 0;
	const inks = series.map(s => s.tone === "bad" ? coloursOf(dark).bad : INKS[dark ? "dark" : "light"][ink++ % 8]!);
	const begun = new Date(from).getTime() / 1000;
	const length = series[0]?.values.length ?? 0;
	const data = useMemo(() => {
		const times = Array.from({ length }, (_, i) => begun + i * step_s);
		return [times, ...stacked(series).reverse()] as uPlot.AlignedData;
	}, [series, begun, step_s, length]);
	const latest = useRef(data);
	latest.current = data;
	const plot = useRef<uPlot | null>(null);
	const form = series.map(s => `${s.kind ?? "bar"}${s.tone ?? ""}`).join();

	useEffect(() => {
		const el = box.current;
		if (!el || table)
			return;
		const c = coloursOf(dark);
		const hour = new Intl.DateTimeFormat(formatsOf(locale), { hour: "2-digit", minute: "2-digit" });
		const day = new Intl.DateTimeFormat(formatsOf(locale), { day: "numeric", month: "short" });
		const axis = { stroke: c.soft, font: "11px system-ui, sans-serif", grid: { stroke: c.line, width: 1 }, ticks: { show: false } };
		const u = new uPlot({
			width: el.clientWidth || 300, height,
			padding: [8, 20, 0, 0], // half of the last hour stands beyond the plot
			legend: { show: false },
			cursor: { y: false, points: { show: false }, drag: { setScale: false } },
			scales: { x: { time: true, range: (_u, min, max) => [min - step_s * 0.6, max + step_s * 0.6] }, y: { range: (_u, _min, max) => [0, Math.max(4, max * 1.08)] } },
			axes: [
				{ ...axis, grid: { show: false }, space: 56, size: 26, values: (_u, ts) => ts.map(v => { const d = new Date(v * 1000); return d.getHours() === 0 && d.getMinutes() === 0 ? day.format(d) : hour.format(d); }) },
				{ ...axis, size: write ? 64 : 40, gap: 6, space: 34, incrs: steps, values: (_u, vs) => vs.map(v => tell(v)) },
			],
			series: [{}, ...series.map((s, i) => s.kind === "line"
				? { stroke: inks[i], width: 1.6, points: { show: true, size: 4, fill: inks[i] }, spanGaps: false }
				: { stroke: inks[i], fill: inks[i], width: 0, points: { show: false }, paths: uPlot.paths.bars!({ size: [0.72, 36], radius: 0 }) }).reverse()],
			hooks: { setCursor: [(u: uPlot) => setAt(u.cursor.idx ?? null)] },
		}, latest.current, el);
		plot.current = u;
		const resized = new ResizeObserver(() => void (el.clientWidth > 0 && el.clientWidth !== u.width && u.setSize({ width: el.clientWidth, height })));
		resized.observe(el);
		return () => {
			resized.disconnect();
			plot.current = null;
			u.destroy();
		};
		// eslint-disable-next-line -- a new form makes a new chart, new values are only set
	}, [form, dark, locale, table, height, step_s]);
	useEffect(() => plot.current?.setData(data), [data]);

	const when = (i: number) => moment(new Date((begun + i * step_s) * 1000).toISOString());
	const value = (s: Series) => {
		const v = at === null ? (s.kind === "line" ? s.values.findLast(x => x !== null) : sum(s.values)) : s.values[at];
		return v === null || v === undefined ? "–" : tell(v);
	};
	return (
		<figure className="chart">
			{table ? (
				<div className="chart-table" tabIndex={0} role="region" aria-label={title}>
					<table>
						<caption className="unseen">{title}</caption>
						<thead><tr><th scope="col">{t("chart.time")}</th>{series.map((s, i) => <th key={i} scope="col"><bdi>{s.name}</bdi></th>)}</tr></thead>
						<tbody>{Array.from({ length }, (_, i) => length - 1 - i).map(i => (
							<tr key={i}><th scope="row">{when(i)}</th>{series.map((s, j) => <td key={j} className="num">{s.values[i] == null ? "–" : tell(s.values[i]!)}</td>)}</tr>
						))}</tbody>
					</table>
				</div>
			) : <div ref={box} className="chart-box" role="img" aria-label={title} style={{ height }} />}
			<figcaption>
				<ul>
					{series.map((s, i) => (
						<li key={i}><i ref={el => void el?.style.setProperty("background", inks[i]!)} /><bdi title={s.name}>{s.name}</bdi> <b>{value(s)}</b></li>
					))}
				</ul>
				<span className="soft">{at === null ? "" : when(at)}</span>
				<Button type="text" size="small" icon={<TableOutlined />} aria-pressed={table} aria-label={t("chart.table", { title })} title={t("chart.table", { title })} onClick={() => setTable(!table)} />
			</figcaption>
		</figure>
	);
}
