// ui/src/pages/order/deeds.tsx - what people do with an order, alone or with many: the names, the questions before, the sending.
import { Button, Modal } from "antd";
import { type ReactNode, useEffect, useState } from "react";
import { api } from "../../api/client";
import type { DeedResults, OrderDeed } from "../../api/types";
import { type Key, type Speech, useSpeech } from "../../i18n";
import { MomentField } from "../../parts/moment_field";
import { Reason } from "../../parts/reason";
import "./deeds.css";

// These two ask why; to freeze also until when.
export const asksWhy = (deed: OrderDeed): boolean => deed === "freeze" || deed === "void";

export interface Asked { deed: OrderDeed; why?: string; until?: string }

export function sendDeed(ids: string[], asked: Asked, signal?: AbortSignal): Promise<DeedResults> {
	const body = { ids, deed: asked.deed, ...(asked.why ? { why: asked.why } : {}), ...(asked.until ? { until: asked.until } : {}) };
	return api<DeedResults>("/orders/deeds", { method: "POST", body, ...(signal ? { signal } : {}) });
}

// The server's note in the person's language where we know it.
export function noteWords(t: Speech["t"], note: string): string {
	const reserved = /^(\d+) of (\d+) pieces are reserved\.$/.exec(note), free = /^(\d+) pieces are free again\.$/.exec(note);
	return reserved ? t("deeds.note.reserved", { done: Number(reserved[1]), all: Number(reserved[2]) })
		: free ? t("deeds.note.free", { count: Number(free[1]) }) : note === "It was so already." ? t("deeds.note.already") : note;
}

const REASONS: Partial<Record<OrderDeed, Key[]>> = {
	freeze: ["deeds.why.address", "deeds.why.answer", "deeds.why.fraud", "deeds.why.stock"],
	void: ["deeds.why.double", "deeds.why.buyer", "deeds.why.test", "deeds.why.unavailable"],
};

const HOUR = 3600e3;
const UNTIL: [Key, number][] = [["deeds.until.day", 24 * HOUR], ["deeds.until.days", 72 * HOUR], ["deeds.until.week", 168 * HOUR]];

interface DialogProps {
	asked: OrderDeed | null;
	title: string;
	busy: boolean;
	note?: ReactNode;
	send: (asked: Asked) => void;
	close: () => void;
}

export function DeedDialog({ asked, title, busy, note, send, close }: DialogProps) {
	const { t } = useSpeech();
	const [why, setWhy] = useState("");
	const [until, setUntil] = useState("");
	useEffect(() => {
		setWhy("");
		setUntil("");
	}, [asked]);
	if (!asked)
		return null;
	const needs = asksWhy(asked);
	const past = until !== "" && new Date(until).getTime() <= Date.now();
	const ready = (!needs || why.trim() !== "") && !past;
	const go = () => void (ready && !busy && send({ deed: asked, why: why.trim(), until: asked === "freeze" ? until : "" }));
	return (
		<Modal open title={title} onCancel={close} onOk={go} width={460} confirmLoading={busy} okText={t(`deeds.${asked}`)} cancelText={t("orders.cancel")}
			okButtonProps={{ disabled: !ready, danger: asked === "void" }}>
			<div className="deed-form">
				<p className="soft">{t(`deeds.how.${asked}`)}</p>
				{needs && <Reason autoFocus value={why} set={setWhy} usual={(REASONS[asked] ?? []).map(key => t(key))} done={go} />}
				{asked === "freeze" && (
					<div>
						<MomentField label={t("deeds.until")} value={until} set={setUntil} />
						<div className="deed-soon">{UNTIL.map(([key, ms]) => <Button key={key} size="small" onClick={() => setUntil(new Date(Date.now() + ms).toISOString())}>{t(key)}</Button>)}</div>
						{past && <p className="bad-text small" role="alert">{t("deeds.until.past")}</p>}
					</div>
				)}
				{note}
			</div>
		</Modal>
	);
}
