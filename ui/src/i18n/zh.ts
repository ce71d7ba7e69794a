// ui/src/i18n/zh.ts - 简体中文.
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

export const zh: Words = {
	...shell.zh, ...today.zh, ...ordersList.zh, ...ordersTools.zh, ...orderPage.zh, ...orderFields.zh, ...accounts.zh, ...deeds.zh, ...maps.zh, ...receipts.zh, ...stock.zh, ...skus.zh,
	...runs.zh, ...live.zh, ...system.zh, ...tasks.zh, ...edits.zh, ...updateErrors.zh, ...imports.zh, ...errors.zh, ...faults.zh,
};
export { default as widgets } from "antd/es/locale/zh_CN";
