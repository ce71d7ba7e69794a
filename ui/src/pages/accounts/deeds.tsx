// ui/src/pages/accounts/deeds.tsx - what is done with one account or store: pull, stop, resume, verify, cancel; S001-15…18.
import { DownOutlined } from "@ant-design/icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button, Dropdown, type MenuProps, Space } from "antd";
import { api } from "../../api/client";
import type { Account, AccountLink, Shop } from "../../api/types";
import { useSpeech } from "../../i18n";
import { useMay } from "../../shell/session";
import { more, say, told } from "../../shell/trouble";
import { mayPull, nameOf, pulls, type Row, usable } from "./rows";

export const PULL_WORDS = { pull: "today.pulls_now", stop: "today.is_stopped", resume: "today.is_on" } as const;
export type PullDeed = keyof typeof PULL_WORDS;

export function useFresh(): () => Promise<void> {
	const queries = useQueryClient();
	return async () => {
		await Promise.all(["accounts", "shops", "channels", "live"].map(key => queries.invalidateQueries({ queryKey: [key] })));
	};
}

export function usePullDeed() {
	const { t } = useSpeech();
	const { message, modal } = App.useApp();
	const fresh = useFresh();
	const act = useMutation({
		mutationFn: ({ row, what }: { row: Row; what: PullDeed }) => api<Shop>(`/shops/${row.shop!.id}/${what}`, { method: "POST" }),
		onSuccess: (_, { row, what }) => {
			void message.success(t(PULL_WORDS[what], { shop: nameOf(row) }));
			void fresh();
		},
		onError: e => void message.error(say(t, e)),
	});
	const stop = (row: Row) => void modal.confirm({
		title: <bdi>{t("today.stop_ask", { shop: nameOf(row) })}</bdi>, content: t("today.stop_more"),
		okText: t("today.stop"), okButtonProps: { danger: true }, cancelText: t("today.cancel"),
		onOk: () => act.mutateAsync({ row, what: "stop" }).catch(() => undefined),
	});
	return { busy: act.isPending, run: (row: Row, what: PullDeed) => act.mutate({ row, what }), stop };
}

// Says plainly whether the real call succeeded; S001-09.
export function useVerdict() {
	const { t } = useSpeech();
	const { message, modal } = App.useApp();
	return (account: Account) => {
		if (usable(account))
			return void message.success(t("accounts.verified", { name: account.title }), 6);
		const why = account.problem;
		modal.error({
			title: t("accounts.not_verified", { name: account.title }), okText: t("accounts.close"),
			content: why ? <><p>{told(t, why)}</p>{why.detail !== why.title && <p className="soft">{why.detail}</p>}</> : undefined,
		});
	};
}

function useAccountDeeds(account: Account) {
	const { t } = useSpeech();
	const { message, modal } = App.useApp();
	const fresh = useFresh();
	const verdict = useVerdict();
	const verify = useMutation({
		mutationFn: () => api<Account>(`/accounts/${account.id}/verify`, { method: "POST", patience_ms: 60000 }),
		onSuccess: verdict,
		onError: e => void modal.error({ title: t("accounts.not_verified", { name: account.title }), okText: t("accounts.close"), content: <><p>{say(t, e)}</p><p className="soft">{more(e)}</p></> }),
		onSettled: () => void fresh(),
	});
	const cancel = async () => {
		try {
			const { link } = await api<AccountLink>(`/accounts/${account.id}/cancel`, { method: "POST", body: { redirect: `${window.location.origin}/accounts` }, patience_ms: 60000 });
			void message.success(t("accounts.cancel_done", { name: account.title }));
			if (link)
				modal.info({
					title: t("accounts.cancel_tell"), okText: t("accounts.close"),
					content: <><p>{t("accounts.cancel_tell_more", { platform: account.channel_title })}</p><p><a href={link} target="_blank" rel="noopener noreferrer">{t("accounts.cancel_tell_link", { platform: account.channel_title })}</a></p></>,
				});
		} catch (e) {
			void message.error(say(t, e));
		}
		await fresh();
	};
	const askCancel = () => void modal.confirm({
		title: <bdi>{t("accounts.cancel_ask", { name: account.title })}</bdi>, width: 480,
		content: (
			<ul className="a-what">
				<li>{t("accounts.cancel_secrets")}</li>
				<li>{t("accounts.cancel_stops", { count: account.shops.length })}</li>
				<li>{t("accounts.cancel_keeps")}</li>
				<li>{t("accounts.cancel_back")}</li>
			</ul>
		),
		okText: t("accounts.cancel"), okButtonProps: { danger: true }, cancelText: t("accounts.keep"), onOk: cancel,
	});
	return { verify, askCancel };
}

interface DeedsProps { row: Row; edit: (r: Row) => void; authorise: (a: Account) => void }

export function Deeds({ row, edit, authorise }: DeedsProps) {
	const { t } = useSpeech();
	const may = useMay("change_shops");
	const { busy, run, stop } = usePullDeed();
	const { account, shop } = row;
	const { verify, askCancel } = useAccountDeeds(account);
	if (!may)
		return null;
	const flow = pulls(row);
	const needs = row.head && flow && !usable(account);
	const items: MenuProps["items"] = row.head && flow ? [
		...(account.state !== "cancelled" ? [{ key: "verify", label: t("accounts.verify"), onClick: () => verify.mutate() }] : []),
		...(needs ? [] : [{ key: "anew", label: t("accounts.anew"), onClick: () => authorise(account) }]),
		...(account.state !== "cancelled" ? [{ type: "divider" as const }, { key: "cancel", danger: true, label: t("accounts.cancel"), onClick: askCancel }] : []),
	] : [];
	return (
		<Space size={[4, 4]} wrap className="a-deeds">
			{needs && <Button size="small" type="primary" onClick={() => authorise(account)}>{t("accounts.do")}</Button>}
			<Button size="small" onClick={() => edit(row)}>{t("accounts.edit")}</Button>
			{mayPull(row) && <Button size="small" disabled={busy || row.look?.pulling} onClick={() => run(row, "pull")}>{t("today.pull")}</Button>}
			{mayPull(row) && (shop!.pull === "on" ? <Button size="small" disabled={busy} onClick={() => stop(row)}>{t("today.stop")}</Button>
				: <Button size="small" disabled={busy} onClick={() => run(row, "resume")}>{t("today.resume")}</Button>)}
			{items.length > 0 && (
				<Dropdown trigger={["click"]} menu={{ items }}>
					<Button size="small" loading={verify.isPending} icon={<DownOutlined />} iconPosition="end" aria-label={t("accounts.more_of", { name: nameOf(row) })}>{t("accounts.more")}</Button>
				</Dropdown>
			)}
		</Space>
	);
}
