// ui/src/shell/session.tsx - who is signed in, known to every page.
import { createContext, useContext } from "react";
import type { Session } from "../api/types";

export interface Signed { session: Session; signOut: () => Promise<void>; setLocale: (locale: string) => void }

export const SignedIn = createContext<Signed | null>(null);

export function useSigned(): Signed {
	const signed = useContext(SignedIn);
	if (!signed)
		throw new Error("a page was shown to nobody");
	return signed;
}

export function useMay(right: string): boolean {
	return useSigned().session.rights.includes(right);
}
