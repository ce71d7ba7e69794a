// ui/src/shell/pages.tsx - which page stands at which address. A page that is not built yet has no entry.
import { type ComponentType, lazy, type LazyExoticComponent } from "react";
import type { Key } from "../i18n";

export interface Page {
	at: RegExp;       // the path; what it captures is given to the page as `id`
	title: Key;       // of its tab; a page may set a better one by useTabTitle
	view: ComponentType<{ id: string }> | LazyExoticComponent<ComponentType<{ id: string }>>;
}

export const pages: Page[] = [
	{ at: /^\/$/, title: "nav.home", view: lazy(() => import("../pages/today/today")) },
	{ at: /^\/orders$/, title: "nav.orders", view: lazy(() => import("../pages/orders/orders")) },
	{ at: /^\/orders\/(\d+)$/, title: "orders.number", view: lazy(() => import("../pages/order/order")) },
	{ at: /^\/shops$/, title: "today.shops", view: lazy(() => import("../pages/shops/shops")) },
	{ at: /^\/runs$/, title: "nav.runs", view: lazy(() => import("../pages/runs/runs")) },
	{ at: /^\/system$/, title: "nav.state", view: lazy(() => import("../pages/system/system")) },
];

export function pageAt(path: string): { page: Page; id: string } | null {
	for (const page of pages) {
		const found = page.at.exec(path);
		if (found)
			return { page, id: found[1] ?? "" };
	}
	return null;
}
