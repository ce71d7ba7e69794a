// ui/src/shell/session.tsx - who is signed in, known to every page and in step with the browser's other windows.
import { createContext, useContext, useSyncExternalStore } from "react";
import { api, ApiError, AwayError, line } from "../api/client";
import type { Right, Session } from "../api/types";
import { type Locale, locales } from "../i18n";
import { lookNow, setLook } from "./look";

export interface Signed { session: Session; signOut: () => Promise<void>; setLocale: (locale: string) => void }

export const SignedIn = createContext<Signed | null>(null);

export function useSigned(): Signed {
	const signed = useContext(SignedIn);
	if (!signed)
		throw new Error("a page was shown to nobody");
	return signed;
}

export function useMay(right: Right): boolean {
	return useSigned().session.rights.includes(right);
}

// undefined: not asked yet; null: nobody.
let session: Session | null | undefined;
const listeners = new Set<() => void>();
const windows = new BroadcastChannel("lockstep.session");

function set(next: Session | null): void {
	session = next;
	line.csrf = next?.csrf ?? "";
	line.user = next?.user ?? "";
	line.set({ signedOut: false });
	listeners.forEach(tell => tell());
}

// The person's own language, unless another was chosen here that could not be noted yet: signed out, or the line was cut.
function speakAs(next: Session): void {
	if (lookNow().chosen)
		void localeSave(lookNow().locale);
	else if (next.locale in locales)
		setLook({ locale: next.locale as Locale });
}

export async function sessionLoad(): Promise<void> {
	try {
		const now = await api<Session>("/session");
		if (session && now.user !== session.user)
			return window.location.reload();
		const first = !session;
		set(now);
		if (first)
			speakAs(now);
	} catch (e) {
		if (e instanceof AwayError)
			return;
		if (!(e instanceof ApiError) || e.problem.status !== 401)
			throw e;
		if (session)
			line.set({ signedOut: true });
		else
			set(null);
	}
}

export async function signIn(user: string, password: string): Promise<void> {
	const before = session;
	const now = await api<Session>("/session", { method: "POST", body: { user, password } });
	windows.postMessage(now.user);
	if (before && before.user !== now.user)
		return window.location.reload();
	set(now);
	if (!before)
		speakAs(now);
}

export async function signOut(): Promise<void> {
	try {
		await api<void>("/session", { method: "DELETE" });
	} catch (e) {
		if (!(e instanceof ApiError) || e.problem.status !== 401)
			throw e;
	}
	windows.postMessage("");
	set(null);
}

async function localeSave(locale: Locale): Promise<void> {
	try {
		await api("/session", { method: "PUT", body: { locale } });
		if (lookNow().locale === locale)
			setLook({ chosen: false });
	} catch {
		// The browser keeps it, and tries again when the person comes next.
	}
}

export function localeSet(locale: Locale): void {
	setLook({ locale, chosen: true });
	if (session)
		void localeSave(locale);
}

// Somebody signed in or out in another window: what stands here stays, but for another person the page begins anew.
windows.onmessage = (e: MessageEvent<string>) => {
	if (!session) {
		if (e.data !== "")
			void sessionLoad();
	} else if (e.data === "") {
		line.set({ signedOut: true });
	} else {
		void sessionLoad();
	}
};

export function useSession(): Session | null | undefined {
	return useSyncExternalStore(tell => (listeners.add(tell), () => void listeners.delete(tell)), () => session);
}
