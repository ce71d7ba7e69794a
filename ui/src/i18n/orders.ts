// ui/src/i18n/orders.ts - the words of the list of orders and of the order page.
const en = {
	"orders.title": "Platform orders",
	"orders.number": "Order number",
};
const zh: Record<keyof typeof en, string> = {
	"orders.title": "平台订单",
	"orders.number": "平台单号",
};
const ru: Record<keyof typeof en, string> = {
	"orders.title": "Заказы площадок",
	"orders.number": "Номер заказа",
};
export const orders = { en, zh, ru };
