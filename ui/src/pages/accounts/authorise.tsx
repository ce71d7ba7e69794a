// ui/src/pages/accounts/authorise.tsx - a store of one platform is authorised: what must be entered, the guide beside it; S001-08…13.
//
// For a platform whose sellers approve in the browser this page is left for the platform's own; that sends the person back to
// /accounts/authorised, which ends it. For all others the account is proved at once.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Drawer, Form, Input } from "antd";
import { useEffect, useState } from "react";
import { api } from "../../api/client";
import { accountsQuery } from "../../api/queries";
import type { Account, AccountLink, AccountNew, Channel, ChannelInput } from "../../api/types";
import { isKey, type Key, type Speech, useSpeech } from "../../i18n";
import { more, say, told } from "../../shell/trouble";
import { useFresh, useVerdict } from "./deeds";
import { Steps } from "./guide";
import { platformOf } from "./rows";

type Entered = Record<string, string | undefined>;

// What every account has beside what its platform asks for; the rest is called as the platform calls it.
const OWN = ["title", "currency", "base"];
const own = (name: string, needed: boolean): ChannelInput => ({ name, label: { en: name, zh: null }, secret: false, needed });

export function labelOf({ t, locale }: Speech, input: ChannelInput): string {
	return OWN.includes(input.name) ? t(`accounts.in_${input.name}` as Key) : (locale === "zh-CN" && input.label.zh) || input.label.en;
}

const redirect = (account: Account) => `${window.location.origin}/accounts/authorised?account=${account.id}`;

function InputField({ input, first }: { input: ChannelInput; first: boolean }) {
	const speech = useSpeech();
	const { t } = speech;
	const help = `accounts.in_${input.name}_help`;
	return (
		<Form.Item name={input.name} label={labelOf(speech, input)} extra={isKey(help) ? t(help) : undefined} required={input.needed}
			rules={input.needed ? [{ required: true, whitespace: true, message: t("signin.missing") }] : []}>
			{input.secret ? <Input.Password autoFocus={first} autoComplete="off" maxLength={1000} /> : <Input autoFocus={first} autoComplete="off" spellCheck={false} maxLength={200} />}
		</Form.Item>
	);
}

function Body({ channel, account, close }: { channel: Channel; account?: Account; close: () => void }) {
	const speech = useSpeech();
	const { t } = speech;
	const queries = useQueryClient();
	const fresh = useFresh();
	const verdict = useVerdict();
	const [form] = Form.useForm<Entered>();
	const [made, setMade] = useState(account); // entered already: a second try makes no second account
	const [busy, setBusy] = useState(false);
	const [error, setError] = useState<unknown>(null);
	const apps = [...new Set((useQuery(accountsQuery(channel.name, "")).data?.items ?? []).map(a => a.app_id).filter(Boolean))];
	const app = Form.useWatch("app_id", form)?.trim() ?? "";
	// The key of an app that is known here may be left out.
	const inputs = [own("title", true), ...channel.inputs].filter(i => !made || i.name === "app_key")
		.map(i => (i.name === "app_key" ? { ...i, needed: !made && !apps.includes(app) } : i));
	useEffect(() => {
		if (apps.length === 1 && !form.isFieldTouched("app_id") && !form.getFieldValue("app_id"))
			form.setFieldValue("app_id", apps[0]);
	}, [apps.length, form]); // eslint-disable-line

	const enter = async (values: Entered): Promise<Account> => {
		const said = Object.fromEntries(Object.entries(values).map(([k, v]) => [k, v?.trim()]).filter(([, v]) => v));
		if (!made)
			return api<Account>("/accounts", { method: "POST", body: { channel: channel.name, ...said } as unknown as AccountNew });
		return said.app_key ? api<Account>(`/accounts/${made.id}`, { method: "PUT", ver: made.ver, body: { app_key: said.app_key } }) : made;
	};
	const go = async (values: Entered) => {
		setBusy(true);
		setError(null);
		try {
			const entered = await enter(values);
			setMade(entered);
			if (channel.flow === "none") {
				await fresh();
				verdict(entered);
				return close();
			}
			const begun = await api<AccountLink>(`/accounts/${entered.id}/authorise`, { method: "POST", body: { redirect: redirect(entered) }, patience_ms: 60000 });
			setMade(begun.account);
			if (begun.link)
				return window.location.assign(begun.link); // stays busy until the page is left
			await fresh();
			verdict(begun.account);
			close();
		} catch (e) {
			setError(e);
			void queries.invalidateQueries({ queryKey: ["accounts"] });
		}
		setBusy(false);
	};
	const platform = platformOf(channel, speech);
	return (
		<div className="a-two">
			<div>
				{channel.connected ? (
					<Form form={form} layout="vertical" disabled={busy} onFinish={values => void go(values)} requiredMark scrollToFirstError>
						{account?.problem && <Alert className="a-gap" type="warning" showIcon message={told(t, account.problem)} description={account.problem.detail !== account.problem.title ? account.problem.detail : undefined} />}
						{made && <p className="a-gap"><bdi><b>{made.title}</b></bdi>{made.app_id && <span className="soft"> · {made.app_id}</span>}</p>}
						{inputs.map((input, i) => <InputField key={input.name} input={input} first={i === 0 && !made} />)}
						{!made && channel.flow !== "none" && <details className="a-gap"><summary>{t("accounts.special")}</summary><InputField input={own("base", false)} first={false} /></details>}
						{error !== null && <Alert className="a-gap" type="error" showIcon role="alert" message={say(t, error)} description={more(error) || undefined} />}
						<Button type="primary" htmlType="submit" loading={busy}>{t(channel.flow === "none" ? "accounts.add" : "accounts.do")}</Button>
						<p className="soft small a-after">{t(channel.flow === "code" ? "accounts.do_code" : channel.flow === "keys" ? "accounts.do_keys" : "accounts.do_none", { platform })}</p>
					</Form>
				) : <Alert type="info" showIcon message={t("accounts.later")} description={t("accounts.later_more", { platform })} />}
			</div>
			<section className="a-beside" aria-label={t("accounts.guide")}>
				<h3>{t("accounts.guide_of", { platform })}</h3>
				<Steps channel={channel.connected ? channel : { ...channel, connected: true }} />
			</section>
		</div>
	);
}

export function AuthoriseDrawer({ of, close }: { of: { channel: Channel; account?: Account } | null; close: () => void }) {
	const speech = useSpeech();
	const { t } = speech;
	const [last, setLast] = useState(of); // what it shows while it closes
	useEffect(() => void (of && setLast(of)), [of]);
	const shown = of ?? last;
	return (
		<Drawer open={of !== null} onClose={close} width={860} destroyOnHidden styles={{ wrapper: { maxWidth: "100vw" } }}
			title={shown && t("accounts.authorise", { platform: platformOf(shown.channel, speech) })}>
			{shown && <Body key={`${shown.channel.name}/${shown.account?.id ?? ""}`} {...shown} close={close} />}
		</Drawer>
	);
}
