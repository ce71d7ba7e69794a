// ui/src/parts/save.ts - fetches a file from the server and hands it to the browser, with the server's words where it refuses.
import { ApiError, AwayError, line, type Problem, type Query, withQuery } from "../api/client";

export async function refusal(r: Response): Promise<Error> {
	const p = (await r.json().catch(() => ({}))) as Partial<Problem>;
	return new ApiError({ status: r.status, code: p.code ?? "", title: p.title ?? r.statusText, detail: p.detail ?? "", cure: p.cure ?? "" });
}

// The browser keeps it under this name, as if a link to it had been followed.
export function keep(file: Blob, name: string) {
	const url = URL.createObjectURL(file);
	const a = document.createElement("a");
	a.href = url;
	a.download = name;
	a.click();
	setTimeout(() => URL.revokeObjectURL(url), 60000);
}

export async function saveFile(path: string, query: Query, otherwise: string): Promise<string> {
	let r: Response;
	try {
		r = await fetch(`/api/v1${withQuery(path, query)}`, { credentials: "same-origin" });
	} catch {
		throw new AwayError("away");
	}
	if (r.status === 401)
		line.set({ signedOut: true });
	if (!r.ok)
		throw await refusal(r);
	const name = /filename="?([^";]+)"?/.exec(r.headers.get("Content-Disposition") ?? "")?.[1] ?? otherwise;
	keep(await r.blob(), name);
	return name;
}
