// ui/src/pages/orders/use_save.ts - an export from its wish to its file, with what is said of it meanwhile and afterwards.
import { App } from "antd";
import { useCallback } from "react";
import { useSpeech } from "../../i18n";
import { notify } from "../../shell/notices";
import { more, say as sayWhy } from "../../shell/trouble";
import { fetchFile, type Wish } from "./export";

let serial = 0;

export function useSave(query: Record<string, string>, columns: string[]): (format: Wish["format"], ids: string[] | undefined) => void {
	const { message } = App.useApp();
	const { t, number } = useSpeech();
	return useCallback((format, ids) => {
		const key = `export-${++serial}`;
		const stop = new AbortController();
		const say = (bytes: number, of: number | null) => void message.open({
			key, type: "loading", duration: 0, onClick: () => stop.abort(),
			content: of ? t("orders.export.part", { percent: Math.round(bytes * 100 / of) }) : t("orders.export.bytes", { kb: number(Math.round(bytes / 1024)) }),
		});
		say(0, null);
		fetchFile({ format, columns, query, ...(ids ? { ids } : {}) }, say, stop.signal).then(name => {
			void message.open({ key, type: "success", content: t("orders.export.done", { name }) });
			notify({ kind: "good", key: "orders.export.done", values: { name } });
		}, (e: unknown) => {
			message.destroy(key);
			if (stop.signal.aborted)
				return;
			const why = more(e) || sayWhy(t, e);
			void message.error(t("orders.export.failed", { why }));
			notify({ kind: "bad", key: "orders.export.failed", values: { why } });
		});
	}, [query, columns.join(), message, t, number]);
}
