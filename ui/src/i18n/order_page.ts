// ui/src/i18n/order_page.ts - the words of the page of one order.
const en = {
	"orders.number": "Order number",
	"orders.cancel": "Cancel",
};
const zh: Record<keyof typeof en, string> = {
	"orders.number": "平台单号",
	"orders.cancel": "取消",
};
const ru: Record<keyof typeof en, string> = {
	"orders.number": "Номер заказа",
	"orders.cancel": "Отмена",
};
export const orderPage = { en, zh, ru };
