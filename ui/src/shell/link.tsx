// ui/src/shell/link.tsx - a link within the app: it opens here, and by the browser's own ways in another window.
import type { AnchorHTMLAttributes, MouseEvent } from "react";
import { go } from "./address";

export function Link({ to, onClick, ...rest }: { to: string } & AnchorHTMLAttributes<HTMLAnchorElement>) {
	const open = (e: MouseEvent<HTMLAnchorElement>) => {
		onClick?.(e);
		if (e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey)
			return;
		e.preventDefault();
		go(to);
	};
	return <a href={to} onClick={open} {...rest} />;
}
