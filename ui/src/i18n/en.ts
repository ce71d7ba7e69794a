// ui/src/i18n/en.ts - English. A key is PAGE.WORD; each page's words stand in a block of their own file section.
import { orders } from "./orders";
import { shell } from "./shell";

export const en = { ...shell.en, ...orders.en };
