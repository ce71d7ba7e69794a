// ui/src/shell/signin.tsx - signing in: a page of its own, or over the page where a session has ended.
import { Button, Form, Input, type InputRef, Modal } from "antd";
import { useEffect, useRef, useState } from "react";
import { useSpeech } from "../i18n";
import { signIn, useSession } from "./session";
import { LookSwitches } from "./top";
import { say } from "./trouble";

interface Entry { user: string; password: string }

function SignInForm({ user }: { user?: string }) {
	const { t } = useSpeech();
	const [form] = Form.useForm<Entry>();
	const [error, setError] = useState<unknown>(null);
	const [busy, setBusy] = useState(false);
	const first = useRef<InputRef>(null);
	const second = useRef<InputRef>(null);
	useEffect(() => (user ? second : first).current?.focus(), [user]);

	const enter = async (v: Entry) => {
		setBusy(true);
		setError(null);
		try {
			await signIn(v.user.trim(), v.password);
		} catch (e) {
			setError(e);
			form.resetFields(["password"]);
			setBusy(false);
			second.current?.focus();
		}
	};
	const needed = [{ required: true, message: t("signin.missing") }];
	return (
		<Form form={form} layout="vertical" requiredMark={false} initialValues={{ user }} onFinish={v => void enter(v)}>
			<Form.Item name="user" label={t("signin.user")} rules={needed}>
				<Input ref={first} autoComplete="username" autoCapitalize="none" spellCheck={false} maxLength={200} />
			</Form.Item>
			<Form.Item name="password" label={t("signin.password")} rules={needed}>
				<Input.Password ref={second} autoComplete="current-password" maxLength={1000} />
			</Form.Item>
			<div className="signin-error" role="alert">{error ? say(t, error) : ""}</div>
			<Button type="primary" htmlType="submit" block loading={busy}>{t("signin.do")}</Button>
		</Form>
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
