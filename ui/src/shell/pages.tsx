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
	{ at: /^\/accounts$/, title: "nav.accounts", view: lazy(() => import("../pages/accounts/accounts")) },
	{ at: /^\/accounts\/authorised$/, title: "accounts.do", view: lazy(() => import("../pages/accounts/authorised")) },
	{ at: /^\/accounts\/guide$/, title: "accounts.guide", view: lazy(() => import("../pages/accounts/guide")) },
	{ at: /^\/orders$/, title: "nav.orders", view: lazy(() => import("../pages/orders/orders")) },
	{ at: /^\/orders\/new$/, title: "new.title", view: lazy(() => import("../pages/order_new/order_new")) },
	{ at: /^\/orders\/(\d+)$/, title: "orders.number", view: lazy(() => import("../pages/order/order")) },
	{ at: /^\/maps$/, title: "nav.maps", view: lazy(() => import("../pages/maps/maps")) },
	{ at: /^\/stock$/, title: "nav.stock", view: lazy(() => import("../pages/stock/stock")) },
	{ at: /^\/stock\/(\d+)$/, title: "stock.movements", view: lazy(() => import("../pages/stock/sku")) },
	{ at: /^\/listings$/, title: "listings.title", view: lazy(() => import("../pages/listings/listings")) },
	{ at: /^\/receipts$/, title: "nav.receipts", view: lazy(() => import("../pages/receipts/receipts")) },
	{ at: /^\/receipts\/new$/, title: "receipts.new", view: lazy(() => import("../pages/receipts/new")) },
	{ at: /^\/receipts\/(\d+)$/, title: "receipts.kind_receipt", view: lazy(() => import("../pages/receipts/receipt")) },
	{ at: /^\/skus$/, title: "nav.skus", view: lazy(() => import("../pages/skus/skus")) },
	{ at: /^\/warehouses$/, title: "nav.warehouses", view: lazy(() => import("../pages/warehouses/warehouses")) },
	{ at: /^\/live$/, title: "nav.live", view: lazy(() => import("../pages/live/live")) },
	{ at: /^\/runs$/, title: "nav.runs", view: lazy(() => import("../pages/runs/runs")) },
	{ at: /^\/tasks$/, title: "notices.title", view: lazy(() => import("../pages/tasks/tasks")) },
	{ at: /^\/tasks\/(\d+)$/, title: "tasks.one", view: lazy(() => import("../pages/tasks/task")) },
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
