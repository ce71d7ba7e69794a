// ui/src/i18n/en.ts - English. A key is PAGE.WORD; each page's words stand in a block of their own file section.
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

export const en = {
	...shell.en, ...today.en, ...ordersList.en, ...ordersTools.en, ...orderPage.en, ...orderFields.en, ...accounts.en, ...deeds.en, ...maps.en, ...receipts.en, ...stock.en, ...skus.en,
	...runs.en, ...live.en, ...system.en, ...tasks.en, ...edits.en, ...updateErrors.en, ...imports.en, ...errors.en, ...faults.en,
};
export { default as widgets } from "antd/es/locale/en_US";
