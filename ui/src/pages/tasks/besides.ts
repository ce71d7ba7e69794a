// ui/src/pages/tasks/besides.ts - the server's words of this very case, where they say more than our own sentence does.
import type { Trouble } from "../../api/types";
import type { Locale } from "../../i18n";

// Of these our sentence says all but a number or a state, in the person's language.
const SAID = new Set(["channel_not_updatable", "shop_unbound", "order_fixed", "stock_preoccupied"]);

export const saysAll = (p: Trouble): boolean => SAID.has(p.code);
export const besides = (locale: Locale, p: Trouble): string => (p.detail === p.title || p.code === "order_fixed" || p.code === "shop_unbound" || (locale !== "en" && SAID.has(p.code)) ? "" : p.detail);
