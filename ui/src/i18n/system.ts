// ui/src/i18n/system.ts - the words of the page System state.
const en = {
	"system.title": "System state",
};
const zh: Record<keyof typeof en, string> = {
	"system.title": "系统状态",
};
const ru: Record<keyof typeof en, string> = {
	"system.title": "Состояние системы",
};
export const system = { en, zh, ru };
