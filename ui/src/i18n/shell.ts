// ui/src/i18n/shell.ts - the words of the frame around the pages. Each file has the same keys in three languages.
const en = {
	"app.name": "Lockstep",
	"nav.home": "Home",
	"nav.orders": "Platform orders",
	"signin.user": "User",
	"signin.password": "Password",
	"signin.do": "Sign in",
	"signin.out": "Sign out",
	"line.away": "The server does not answer. Trying again by itself; what you typed stays.",
	"line.back": "Connected again.",
};
const zh: Record<keyof typeof en, string> = {
	"app.name": "Lockstep",
	"nav.home": "主页",
	"nav.orders": "平台订单",
	"signin.user": "用户名",
	"signin.password": "密码",
	"signin.do": "登录",
	"signin.out": "退出登录",
	"line.away": "服务器没有响应。正在自动重试，已输入的内容会保留。",
	"line.back": "已重新连接。",
};
const ru: Record<keyof typeof en, string> = {
	"app.name": "Lockstep",
	"nav.home": "Главная",
	"nav.orders": "Заказы площадок",
	"signin.user": "Пользователь",
	"signin.password": "Пароль",
	"signin.do": "Войти",
	"signin.out": "Выйти",
	"line.away": "Сервер не отвечает. Попытки продолжаются сами; введённое сохранится.",
	"line.back": "Связь восстановлена.",
};
export const shell = { en, zh, ru };
