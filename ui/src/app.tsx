// ui/src/app.tsx - the frame of everything: language, look, who is signed in, and the page at the address.
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { App as AntApp, ConfigProvider, Spin } from "antd";
import { useEffect, useLayoutEffect, useMemo } from "react";
import { AwayError } from "./api/client";
import { nonce } from "./csp";
import { type Locale, type Pack, Speaking, usePack, useSpeech } from "./i18n";
import { Frame } from "./shell/frame";
import { AwayBanner } from "./shell/guard";
import { useLook } from "./shell/look";
import { localeSet, SignedIn, signOut, useSession } from "./shell/session";
import "./shell/shell.css";
import { SignInPage } from "./shell/signin";
import { coloursOf, themeOf } from "./shell/theme";

const queries = new QueryClient({
	defaultOptions: {
		queries: { retry: (tries, e) => e instanceof AwayError && tries < 1, staleTime: 5000, refetchOnWindowFocus: true },
	},
});

function Gate() {
	const { t } = useSpeech();
	const session = useSession();
	useEffect(() => {
		if (session !== null)
			return;
		queries.clear(); // what the last person saw is not the next one's
		document.title = t("app.name");
	}, [session, t]);
	const signed = useMemo(() => session && { session, signOut, setLocale: (l: string) => localeSet(l as Locale) }, [session]);

	if (signed)
		return <SignedIn.Provider value={signed}><Frame /></SignedIn.Provider>;
	return <><AwayBanner />{session === null ? <SignInPage /> : <div className="signin"><Spin delay={300} /></div>}</>;
}

export function App({ first }: { first: Pack }) {
	const { locale: chosen, dark } = useLook();
	const pack = usePack(first, chosen);
	const { locale } = pack;
	useLayoutEffect(() => {
		const root = document.documentElement;
		root.lang = locale;
		root.style.colorScheme = dark ? "dark" : "light";
		for (const [name, value] of Object.entries(coloursOf(dark)))
			root.style.setProperty(`--${name}`, value);
	}, [locale, dark]);

	return (
		<QueryClientProvider client={queries}>
			<ConfigProvider csp={{ nonce }} virtual={false} button={{ autoInsertSpace: false }} locale={pack.widgets} theme={useMemo(() => themeOf(dark), [dark])}>
				<AntApp component={false} message={{ maxCount: 3 }} notification={{ top: 56 }}>
					<Speaking pack={pack}><Gate /></Speaking>
				</AntApp>
			</ConfigProvider>
		</QueryClientProvider>
	);
}
