// ui/src/app.tsx - the frame of everything: who is signed in, language, look, and the page at the address.
import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { Button, ConfigProvider, Form, Input } from "antd";
import { Suspense, useMemo } from "react";
import { api, line } from "./api/client";
import type { Session } from "./api/types";
import { localeOf, Speaking, useSpeech } from "./i18n";
import { useAddress } from "./shell/address";
import { pages } from "./shell/pages";
import { SignedIn } from "./shell/session";

const queries = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 5000 } } });
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "";

function SignIn() {
	const { t } = useSpeech();
	const enter = async (v: { user: string; password: string }) => {
		const s = await api<Session>("/session", { method: "POST", body: v });
		line.csrf = s.csrf;
		queries.setQueryData(["session"], s);
	};
	return (
		<Form onFinish={v => void enter(v as { user: string; password: string })}>
			<Form.Item name="user" label={t("signin.user")}><Input autoComplete="username" /></Form.Item>
			<Form.Item name="password" label={t("signin.password")}><Input.Password autoComplete="current-password" /></Form.Item>
			<Button type="primary" htmlType="submit">{t("signin.do")}</Button>
		</Form>
	);
}

function Here() {
	const { path } = useAddress();
	for (const p of pages) {
		const found = p.at.exec(path);
		if (found)
			return <p.view id={found[1] ?? ""} />;
	}
	return null;
}

function Frame() {
	const asked = useQuery({
		queryKey: ["session"],
		queryFn: async () => {
			const s = await api<Session>("/session");
			line.csrf = s.csrf;
			return s;
		},
	});
	const signed = useMemo(() => asked.data && {
		session: asked.data,
		signOut: () => api<void>("/session", { method: "DELETE" }),
		setLocale: () => undefined,
	}, [asked.data]);

	return (
		<Speaking locale={localeOf(asked.data?.locale ?? navigator.language)}>
			{signed ? <SignedIn.Provider value={signed}><Suspense><Here /></Suspense></SignedIn.Provider>
				: asked.isError ? <SignIn /> : null}
		</Speaking>
	);
}

export function App() {
	return (
		<QueryClientProvider client={queries}>
			<ConfigProvider csp={{ nonce }}><Frame /></ConfigProvider>
		</QueryClientProvider>
	);
}
