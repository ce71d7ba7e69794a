// ui/src/i18n/ru.ts - Русский.
import type { Words } from "./index";
import { errors } from "./errors";
import { orders } from "./orders";
import { runs } from "./runs";
import { shell } from "./shell";
import { system } from "./system";
import { today } from "./today";

export const ru: Words = { ...shell.ru, ...today.ru, ...orders.ru, ...runs.ru, ...system.ru, ...errors.ru };
