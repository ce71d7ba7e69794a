// ui/src/shell/guard.tsx - stands watch over the line: the server away and back, the session ended, hints of what changed.
import { useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button } from "antd";
import { useEffect, useState, useSyncExternalStore } from "react";
import { api, line } from "../api/client";
import { useSpeech } from "../i18n";
import { follow, listen } from "./live";
import { sessionLoad, useSession } from "./session";
import { SignInAgain } from "./signin";

const BACK_OFF_MS = [1000, 2000, 4000, 8000, 15000];

function useLine<T>(read: () => T): T {
	return useSyncExternalStore(tell => (line.listeners.add(tell), () => void line.listeners.delete(tell)), read);
}

export function AwayBanner() {
	const { t } = useSpeech();
	const { message } = App.useApp();
	const queries = useQueryClient();
	const away = useLine(() => line.away);
	const [was, setWas] = useState(false);
	const [now, setNow] = useState(0); // asked to try at once

	useEffect(() => {
		if (!away)
			return;
		setWas(true);
		let tries = 0;
		let timer = 0;
		let ended = false;
		const ask = async () => {
			await api("/health").catch(() => undefined); // a good answer says so to the line
			if (!ended && line.away)
				timer = window.setTimeout(() => void ask(), BACK_OFF_MS[Math.min(tries++, BACK_OFF_MS.length - 1)]);
		};
		timer = window.setTimeout(() => void ask(), now ? 0 : BACK_OFF_MS[0]);
		return () => {
			ended = true;
			window.clearTimeout(timer);
		};
	}, [away, now]);
	useEffect(() => {
		if (away || !was)
			return;
		setWas(false);
		void message.success(t("line.back"));
		void sessionLoad();
		void queries.invalidateQueries();
	}, [away, was, message, queries, t]);

	if (!away)
		return null;
	return <Alert type="warning" banner showIcon message={t("line.away")} action={<Button size="small" onClick={() => setNow(n => n + 1)}>{t("line.now")}</Button>} />;
}

// Beside every page while somebody is signed in.
export function Watch() {
	const queries = useQueryClient();
	const session = useSession();
	const ended = useLine(() => line.signedOut);
	const [wasEnded, setWasEnded] = useState(false);
	useEffect(() => follow(queries), [queries]);
	useEffect(() => (session && !ended ? listen() : undefined), [session?.user, ended]);
	useEffect(() => {
		if (ended)
			setWasEnded(true);
		else if (wasEnded) {
			setWasEnded(false);
			void queries.invalidateQueries();
		}
	}, [ended, wasEnded, queries]);
	// A session may have ended while nobody looked.
	useEffect(() => {
		const look = () => void (!document.hidden && !line.signedOut && !line.away && sessionLoad());
		document.addEventListener("visibilitychange", look);
		return () => document.removeEventListener("visibilitychange", look);
	}, []);
	return ended ? <SignInAgain /> : null;
}
