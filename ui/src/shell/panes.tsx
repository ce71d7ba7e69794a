// ui/src/shell/panes.tsx - the pages themselves: the one looked at, and behind it the last few, just as they were left.
import { Button, Skeleton } from "antd";
import { Component, memo, type ReactNode, Suspense, useMemo, useRef } from "react";
import { useSpeech } from "../i18n";
import { addressOf, OwnAddress, useCurrent } from "./address";
import { Link } from "./link";
import { pageAt } from "./pages";
import { useNameOf } from "./strip";
import { type Tab, TabOf, useTabs } from "./tabs";

const KEPT_MAX = 8;

function Broken({ again }: { again: () => void }) {
	const { t } = useSpeech();
	return <div className="trouble" role="alert"><p>{t("page.broken")}</p><Button size="small" onClick={again}>{t("page.again")}</Button></div>;
}

// An error of one page leaves the others and the frame as they are.
class Fence extends Component<{ children: ReactNode }, { broken: boolean }> {
	override state = { broken: false };
	static getDerivedStateFromError() {
		return { broken: true };
	}
	override render() {
		return this.state.broken ? <Broken again={() => this.setState({ broken: false })} /> : this.props.children;
	}
}

function Unknown() {
	const { t } = useSpeech();
	return <div className="trouble"><p>{t("page.unknown")}</p><Link to="/">{t("page.home")}</Link></div>;
}

const Pane = memo(function Pane({ tab, shown, name }: { tab: Tab; shown: boolean; name: string }) {
	const at = pageAt(tab.path);
	const own = useMemo(() => addressOf(tab.href), [tab.href]);
	return (
		<main className="pane" hidden={!shown} aria-label={name} tabIndex={-1}>
			<TabOf.Provider value={tab.path}>
				<OwnAddress.Provider value={own}>
					<Fence><Suspense fallback={<Skeleton active className="waiting" />}>{at ? <at.page.view id={at.id} /> : <Unknown />}</Suspense></Fence>
				</OwnAddress.Provider>
			</TabOf.Provider>
		</main>
	);
});

export function Panes() {
	const tabs = useTabs();
	const { path } = useCurrent();
	const nameOf = useNameOf();
	const used = useRef<string[]>([]);
	if (used.current[0] !== path)
		used.current = [path, ...used.current.filter(p => p !== path)];
	const kept = used.current.filter(p => tabs.some(t => t.path === p)).slice(0, KEPT_MAX);
	used.current = kept;
	return <>{tabs.filter(t => kept.includes(t.path)).map(t => <Pane key={t.path} tab={t} shown={t.path === path} name={nameOf(t)} />)}</>;
}
