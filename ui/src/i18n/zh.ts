// ui/src/i18n/zh.ts - 简体中文.
import type { Words } from "./index";
import { errors } from "./errors";
import { orders } from "./orders";
import { runs } from "./runs";
import { shell } from "./shell";
import { system } from "./system";
import { today } from "./today";

export const zh: Words = { ...shell.zh, ...today.zh, ...orders.zh, ...runs.zh, ...system.zh, ...errors.zh };
