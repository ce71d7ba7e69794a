// ui/src/parts/named.ts - a name in the person's language where we know it; what is newer than these words is called as the server calls it.
import { isKey, type Speech } from "../i18n";

export const named = (t: Speech["t"], key: string, otherwise: string): string => (isKey(key) ? t(key) : otherwise);
