// ui/src/parts/import.tsx - a file comes in: choose it, say which column is which, see what it would do, take it.
//
// A page opens it as a drawer:
//	<ImportDrawer kind="sku_maps" open={open} close={() => setOpen(false)} done={() => void queries.invalidateQueries({ queryKey: ["maps"] })} />
// kind       what the file holds; the server knows the columns of each kind
// with       what goes with the file: { shop } for orders, { warehouse } for receipts
// before     fields that stand above the choice of a file, as one that sets `with`
// hindered   why no file can be chosen yet, as "Choose a store first."; undefined: it can
// done       rows were taken in: the page asks for its list again
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Drawer } from "antd";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { api } from "../api/client";
import type { Import, ImportKind, ImportTake } from "../api/types";
import { useSpeech } from "../i18n";
import { say } from "../shell/trouble";
import "./import.css";
import { Checked } from "./import_checked";
import { Choose, type Reading } from "./import_choose";
import { Ended, Running } from "./import_taken";

export interface ImportProps {
	kind: ImportKind;
	open: boolean;
	close: () => void;
	with?: { shop?: string; warehouse?: string };
	before?: ReactNode;
	hindered?: string;
	done?: (taken: Import) => void;
}

const CHECK_MS = 300000; // 100,000 rows on a slow machine
const POLL_MS = 700;

// A refused file is looked at as a checked one is: what is wrong may be which heading is which.
export const isOver = (i: Import): boolean => i.state === "done" || i.state === "failed";

// An import as it stands, asked for again as long as it runs.
const useImport = (id: string) => useQuery({
	queryKey: ["import", id],
	queryFn: ({ signal }) => api<Import>(`/imports/${id}`, { signal }),
	enabled: id !== "",
	refetchInterval: q => (q.state.data?.state === "running" ? POLL_MS : false),
});

// An import goes on when its drawer is closed: this waits for its end beside the drawer, so that the page's list is true again.
function useEnd(id: string, done?: (taken: Import) => void): void {
	const queries = useQueryClient();
	const told = useRef("");
	const { data: now } = useImport(id);
	useEffect(() => {
		if (!now || !isOver(now) || told.current === now.id)
			return;
		told.current = now.id;
		if (now.done > 0)
			done?.(now);
		void queries.invalidateQueries({ queryKey: ["imports"] });
	}, [now, done, queries]);
}

function Body({ kind, close, with: beside, before, hindered, watch }: ImportProps & { watch: (id: string) => void }) {
	const { t } = useSpeech();
	const { message } = App.useApp();
	const queries = useQueryClient();
	const [file, setFile] = useState<File | null>(null);
	const [id, setId] = useState("");
	const [busy, setBusy] = useState<"" | "check" | ImportTake>("");
	const [error, setError] = useState<unknown>(null);
	const { data: now } = useImport(id);
	useEffect(() => {
		if (now?.state === "running")
			watch(now.id);
	}, [now, watch]);

	const show = (next: Import) => {
		queries.setQueryData(["import", next.id], next);
		setId(next.id);
	};
	const check = async (of: File, reading: Reading) => {
		setFile(of);
		setBusy("check");
		setError(null);
		try {
			show(await api<Import>("/imports", {
				method: "POST", file: of, patience_ms: CHECK_MS,
				query: { kind, name: of.name.slice(0, 200), shop: beside?.shop, warehouse: beside?.warehouse, ...reading },
			}));
			void queries.invalidateQueries({ queryKey: ["imports"] });
		} catch (e) {
			setError(e);
			setId("");
		}
		setBusy("");
	};
	const take = async (what: ImportTake) => {
		setBusy(what);
		try {
			const taken = await api<Import>(`/imports/${id}/take`, { method: "POST", body: { take: what } });
			show(taken);
			watch(taken.id);
		} catch (e) {
			void message.error(say(t, e));
			void queries.invalidateQueries({ queryKey: ["import", id] });
		}
		setBusy("");
	};
	const anew = () => {
		setId("");
		setFile(null);
		setError(null);
	};

	if (!id || !now)
		return <>{before}<Choose kind={kind} hindered={hindered} busy={busy === "check" ? file?.name ?? "" : ""} error={error} check={check} show={i => setId(i.id)} /></>;
	if (now.state === "running")
		return <Running now={now} close={close} />;
	if (isOver(now))
		return <Ended now={now} anew={anew} close={close} />;
	return <Checked now={now} busy={busy} again={file ? columns => void check(file, { columns }) : undefined} take={take} anew={anew} />;
}

export function ImportDrawer(props: ImportProps) {
	const { t } = useSpeech();
	const [watched, watch] = useState("");
	useEnd(watched, props.done);
	return (
		<Drawer open={props.open} onClose={props.close} width={820} destroyOnHidden title={t(`imports.title_${props.kind}`)} className="import" styles={{ wrapper: { maxWidth: "100vw" } }}>
			<Body {...props} watch={watch} />
		</Drawer>
	);
}
