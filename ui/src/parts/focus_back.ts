// ui/src/parts/focus_back.ts - a question that is gone gives the keyboard back to what asked it.
import { useEffect, useState } from "react";

export function useFocusBack(): void {
	const [asker] = useState(() => document.activeElement); // before the question takes it
	useEffect(() => () => void setTimeout(() => {
		if (asker instanceof HTMLElement && asker.isConnected && (document.activeElement === null || document.activeElement === document.body))
			asker.focus();
	}), [asker]);
}
