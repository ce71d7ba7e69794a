// ui/src/i18n/runs.ts - the words of the page Recurrent tasks.
const en = {
	"runs.title": "Recurrent tasks",
};
const zh: Record<keyof typeof en, string> = {
	"runs.title": "定时任务",
};
const ru: Record<keyof typeof en, string> = {
	"runs.title": "Регулярные задачи",
};
export const runs = { en, zh, ru };
