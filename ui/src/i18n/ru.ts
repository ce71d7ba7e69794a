// ui/src/i18n/ru.ts - Русский.
import type { Words } from "./index";
import { orders } from "./orders";
import { shell } from "./shell";

export const ru: Words = { ...shell.ru, ...orders.ru };
