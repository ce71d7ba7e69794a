// ui/src/i18n/en.ts - English. A key is PAGE.WORD; each page's words stand in a block of their own file section.
import { errors } from "./errors";
import { orders } from "./orders";
import { runs } from "./runs";
import { shell } from "./shell";
import { system } from "./system";
import { today } from "./today";

export const en = { ...shell.en, ...today.en, ...orders.en, ...runs.en, ...system.en, ...errors.en };
