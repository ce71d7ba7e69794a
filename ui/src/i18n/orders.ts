// ui/src/i18n/orders.ts - the words of the list of orders and of the order page.
import { orderFields } from "./order_fields";
import { orderPage } from "./order_page";
import { ordersList } from "./orders_list";
import { ordersTools } from "./orders_tools";

export const orders = {
	en: { ...ordersList.en, ...ordersTools.en, ...orderPage.en, ...orderFields.en },
	zh: { ...ordersList.zh, ...ordersTools.zh, ...orderPage.zh, ...orderFields.zh },
	ru: { ...ordersList.ru, ...ordersTools.ru, ...orderPage.ru, ...orderFields.ru },
};
