// ui/src/shell/signin.tsx - signing in: a page of its own, or over the page where a session has ended.
import { Button, Input, type InputRef, Modal } from "antd";
import { useEffect, useId, useRef, useState } from "react";
import { useSpeech } from "../i18n";
import { signIn, useSession } from "./session";
import { LookSwitches } from "./top";
import { say } from "./trouble";

function SignInForm({ user }: { user?: string }) {
	const { t } = useSpeech();
	const [name, setName] = useState(user ?? "");
	const [password, setPassword] = useState("");
	const [tried, setTried] = useState(false);
	const [error, setError] = useState<unknown>(null);
	const [busy, setBusy] = useState(false);
	const first = useRef<InputRef>(null);
	const second = useRef<InputRef>(null);
	const id = useId();
	useEffect(() => (user ? second : first).current?.focus(), [user]);

	const enter = async () => {
		setTried(true);
		setError(null);
		if (!name.trim() || !password)
			return (name.trim() ? second : first).current?.focus();
		setBusy(true);
		try {
			await signIn(name.trim(), password);
		} catch (e) {
			setError(e);
			setTried(false);
			setPassword("");
			setBusy(false);
			second.current?.focus();
		}
	};
	const field = (part: string, value: string) => {
		const missing = tried && !value.trim();
		return {
			missing: <p className="signin-missing" id={`${id}${part}-missing`} role="alert">{missing && t("signin.missing")}</p>,
			props: { id: id + part, value, status: missing ? ("error" as const) : ("" as const), "aria-invalid": missing, "aria-describedby": `${id}${part}-missing` },
		};
	};
	const [u, p] = [field("user", name), field("password", password)];
	return (
		<form noValidate onSubmit={e => {
			e.preventDefault();
			void enter();
		}}>
			<label htmlFor={u.props.id}>{t("signin.user")}</label>
			<Input {...u.props} ref={first} onChange={e => setName(e.target.value)} autoComplete="username" autoCapitalize="none" spellCheck={false} maxLength={200} />
			{u.missing}
			<label htmlFor={p.props.id}>{t("signin.password")}</label>
			<Input.Password {...p.props} ref={second} onChange={e => setPassword(e.target.value)} autoComplete="current-password" maxLength={1000} />
			{p.missing}
			<div className="signin-error" role="alert">{error ? say(t, error) : ""}</div>
			<Button type="primary" htmlType="submit" block loading={busy}>{t("signin.do")}</Button>
		</form>
	);
}

export function SignInPage() {
	const { t } = useSpeech();
	return (
		<main className="signin">
			<div className="signin-card">
				<img src="/icon.svg" alt="" width="32" height="32" />
				<h1>{t("signin.title")}</h1>
				<SignInForm />
			</div>
			<LookSwitches />
		</main>
	);
}

export function SignInAgain() {
	const { t } = useSpeech();
	const session = useSession();
	return (
		<Modal open title={t("signin.ended")} footer={null} closable={false} maskClosable={false} keyboard={false} width={380} centered>
			<p className="signin-stays">{t("signin.stays")}</p>
			<SignInForm user={session?.user} />
			<p className="soft small signin-other">{t("signin.other")}</p>
		</Modal>
	);
}
