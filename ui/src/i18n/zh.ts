// ui/src/i18n/zh.ts - 简体中文.
import type { Words } from "./index";
import { orders } from "./orders";
import { shell } from "./shell";

export const zh: Words = { ...shell.zh, ...orders.zh };
