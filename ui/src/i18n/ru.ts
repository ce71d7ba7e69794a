// ui/src/i18n/ru.ts - Русский.
import type { Words } from "./index";
import { accounts } from "./accounts";
import { deeds } from "./deeds";
import { edits } from "./edits";
import { errors } from "./errors";
import { faults } from "./faults";
import { imports } from "./imports";
import { live } from "./live";
import { maps } from "./maps";
import { orderFields } from "./order_fields";
import { orderPage } from "./order_page";
import { ordersList } from "./orders_list";
import { ordersTools } from "./orders_tools";
import { receipts } from "./receipts";
import { runs } from "./runs";
import { shell } from "./shell";
import { skus } from "./skus";
import { stock } from "./stock";
import { system } from "./system";
import { tasks } from "./tasks";
import { today } from "./today";
import { updateErrors } from "./update_errors";

export const ru: Words = {
	...shell.ru, ...today.ru, ...ordersList.ru, ...ordersTools.ru, ...orderPage.ru, ...orderFields.ru, ...accounts.ru, ...deeds.ru, ...maps.ru, ...receipts.ru, ...stock.ru, ...skus.ru,
	...runs.ru, ...live.ru, ...system.ru, ...tasks.ru, ...edits.ru, ...updateErrors.ru, ...imports.ru, ...errors.ru, ...faults.ru,
};
export { default as widgets } from "antd/es/locale/ru_RU";
