// ui/src/pages/orders/keys.ts - the list by keyboard: j and k move, x ticks, Enter opens, n shows what is new.
import { RefObject, useEffect } from "react";
import type { Order } from "../order/shapes";

interface Deeds {
	box: RefObject<HTMLElement>;
	height: number;
	head: number; // px of the box that the head of the table covers
	tick: (id: string) => void;
	open: (id: string) => void;
	show: () => void;
}

const busy = (e: KeyboardEvent): boolean =>
	e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey || e.isComposing
	|| (e.target instanceof Element && e.target.closest("input:not([type=checkbox]), textarea, select, [role=combobox], [role=menu], [role=dialog], .ant-popover") !== null);

export function useKeys(on: boolean, rows: Order[], at: string | null, setAt: (id: string) => void, deeds: Deeds): void {
	useEffect(() => {
		if (!on)
			return;
		const reveal = (i: number) => {
			const { box, height, head } = deeds;
			const el = box.current;
			if (!el)
				return;
			const top = i * height;
			if (top < el.scrollTop)
				el.scrollTop = top;
			else if (top + height + head > el.scrollTop + el.clientHeight)
				el.scrollTop = top + height + head - el.clientHeight;
		};
		const down = (e: KeyboardEvent) => {
			if (busy(e))
				return;
			const i = rows.findIndex(o => o.id === at);
			const to = (n: number) => {
				const row = rows[Math.min(rows.length - 1, Math.max(0, n))];
				if (!row)
					return;
				setAt(row.id);
				reveal(rows.indexOf(row));
			};
			if (e.key === "j")
				to(i + 1);
			else if (e.key === "k")
				to(i - 1);
			else if (e.key === "x" && at && i >= 0)
				deeds.tick(at);
			else if (e.key === "n")
				deeds.show();
			else if (e.key === "Enter" && at && i >= 0 && !(e.target instanceof Element && e.target.closest("a, button")))
				deeds.open(at);
			else
				return;
			e.preventDefault();
		};
		window.addEventListener("keydown", down);
		return () => window.removeEventListener("keydown", down);
	});
}
