// ui/src/pages/orders/window.ts - which of many rows of one height are in sight, so that only these are drawn.
import { RefObject, useCallback, useEffect, useLayoutEffect, useState } from "react";

const SPARE = 8; // rows drawn above and below what is seen

export interface Span { first: number; end: number }

export function useWindow(box: RefObject<HTMLElement>, count: number, height: number): Span {
	const [at, setAt] = useState<Span>({ first: 0, end: 40 });

	const measure = useCallback(() => {
		const el = box.current;
		if (!el || el.clientHeight === 0)
			return;
		const first = Math.max(0, Math.floor(el.scrollTop / height) - SPARE);
		const end = Math.ceil((el.scrollTop + el.clientHeight) / height) + SPARE;
		setAt(was => (was.first === first && was.end === end ? was : { first, end }));
	}, [box, height]);

	useLayoutEffect(measure, [measure, count]);
	useEffect(() => {
		const el = box.current;
		if (!el)
			return;
		const seen = new ResizeObserver(measure);
		seen.observe(el);
		el.addEventListener("scroll", measure, { passive: true });
		return () => {
			seen.disconnect();
			el.removeEventListener("scroll", measure);
		};
	}, [box, measure]);

	const end = Math.min(count, at.end);
	return { first: Math.min(at.first, end), end };
}
