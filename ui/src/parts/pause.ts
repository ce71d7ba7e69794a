// ui/src/parts/pause.ts - what was typed, once the typing has paused.
import { useEffect, useState } from "react";

export function usePause<T>(value: T, ms = 250): T {
	const [settled, setSettled] = useState(value);
	useEffect(() => {
		const timer = window.setTimeout(() => setSettled(value), ms);
		return () => window.clearTimeout(timer);
	}, [value, ms]);
	return settled;
}
