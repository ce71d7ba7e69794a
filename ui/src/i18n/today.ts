// ui/src/i18n/today.ts - the words of Home.
const en = {
	"today.title": "Today",
};
const zh: Record<keyof typeof en, string> = {
	"today.title": "今日",
};
const ru: Record<keyof typeof en, string> = {
	"today.title": "Сегодня",
};
export const today = { en, zh, ru };
