// ui/src/api/client.ts - the one door to the server: JSON below /api/v1, problems as errors, what is wrong with the line.
export interface Problem {
	status: number;
	code: string;
	title: string;
	detail: string;
	cure: string;
}

// A list as the server gives it: `next` goes on after these.
export interface List<T> {
	items: T[];
	next: string | null;
}

export class ApiError extends Error {
	readonly problem: Problem;
	constructor(problem: Problem) {
		super(problem.detail || problem.title);
		this.problem = problem;
	}
}

// No answer at all: the server is away or the line is cut.
export class AwayError extends Error {}

const PATIENCE_MS = 20000;

type Listener = () => void;

// What the whole page must know: whether the session ended, whether the server answers.
export const line = {
	away: false,
	signedOut: false,
	csrf: "",
	user: "", // whose session this page is shown in
	listeners: new Set<Listener>(),
	set(change: { away?: boolean; signedOut?: boolean }): void {
		const was = `${line.away}${line.signedOut}`;
		Object.assign(line, change);
		if (was !== `${line.away}${line.signedOut}`)
			line.listeners.forEach(tell => tell());
	},
};

export type Query = Record<string, string | number | boolean | undefined>;

export function withQuery(path: string, query?: Query): string {
	const q = new URLSearchParams();
	for (const [name, value] of Object.entries(query ?? {}))
		if (value !== undefined && value !== "")
			q.set(name, String(value));
	const text = q.toString();
	return text ? `${path}?${text}` : path;
}

async function problemOf(r: Response): Promise<Problem> {
	try {
		const p = (await r.json()) as Partial<Problem>;
		return { status: r.status, code: p.code ?? "", title: p.title ?? r.statusText, detail: p.detail ?? "", cure: p.cure ?? "" };
	} catch {
		return { status: r.status, code: "", title: r.statusText, detail: "", cure: "" };
	}
}

export interface Sent {
	method?: "GET" | "POST" | "PUT" | "DELETE";
	query?: Query;
	body?: unknown;
	file?: Blob;   // the body as it is, instead of JSON
	ver?: number; // If-Match: the version this change was decided on
	patience_ms?: number; // for what the server needs long for
	signal?: AbortSignal;
}

// Another window may have signed in anew meanwhile: its token is asked for once, and what was typed is sent again, unless
// another person signed in there, whose doing it shall not become.
export async function api<T>(path: string, sent: Sent = {}): Promise<T> {
	try {
		return await send<T>(path, sent);
	} catch (e) {
		if (!(e instanceof ApiError) || e.problem.code !== "csrf" || path === "/session")
			throw e;
		const now = await send<{ csrf: string; user: string }>("/session", {});
		if (now.user !== line.user) {
			window.location.reload();
			throw e;
		}
		line.csrf = now.csrf;
		return send<T>(path, sent);
	}
}

async function send<T>(path: string, sent: Sent): Promise<T> {
	const method = sent.method ?? "GET";
	const headers: Record<string, string> = { Accept: "application/json" };
	if (method !== "GET")
		headers["X-CSRF-Token"] = line.csrf;
	if (sent.body !== undefined)
		headers["Content-Type"] = "application/json";
	else if (sent.file)
		headers["Content-Type"] = sent.file.type || "application/octet-stream";
	if (sent.ver !== undefined)
		headers["If-Match"] = `"${sent.ver}"`;
	const patience = AbortSignal.timeout(sent.patience_ms ?? PATIENCE_MS);
	const signal = sent.signal ? AbortSignal.any([sent.signal, patience]) : patience;
	let r: Response;
	try {
		r = await fetch(`/api/v1${withQuery(path, sent.query)}`, {
			method, headers, credentials: "same-origin", signal,
			body: sent.body === undefined ? sent.file ?? null : JSON.stringify(sent.body),
		});
	} catch (e) {
		if (sent.signal?.aborted)
			throw e;
		line.set({ away: true });
		throw new AwayError("away");
	}
	if (!r.ok) {
		const problem = await problemOf(r);
		// Words that are not ours come from what stands before the server.
		if (r.status >= 500 && problem.code === "") {
			line.set({ away: true });
			throw new AwayError("away");
		}
		line.set({ away: false, ...(r.status === 401 && path !== "/session" ? { signedOut: true } : {}) });
		throw new ApiError(problem);
	}
	line.set({ away: false });
	return r.status === 204 ? (undefined as T) : ((await r.json()) as T);
}
