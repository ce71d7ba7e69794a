// ui/src/parts/not_live.tsx - says that nothing is told to the channels yet, and leads to the list of what is missing; S004-11.
import { useQuery } from "@tanstack/react-query";
import { Alert } from "antd";
import { liveQuery } from "../api/queries";
import { useSpeech } from "../i18n";
import { Link } from "../shell/link";
import "./not_live.css";

export function NotLive() {
	const { t } = useSpeech();
	const { data } = useQuery(liveQuery);
	if (!data || data.live)
		return null;
	const left = data.checks.filter(c => c.needed && c.state === "missing").length;
	return (
		<Alert className="not-live" type="info" showIcon message={
			<span><b>{t("live.not_allowed")}.</b> {data.waiting > 0 && `${t("live.waiting", { count: data.waiting })} `}{left > 0 ? t("live.left", { count: left }) : t("live.may")} <Link to="/live">{t("live.open")}</Link></span>
		} />
	);
}
