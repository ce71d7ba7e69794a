// ui/src/pages/system/system.tsx - begun.
import { useSpeech } from "../../i18n";

export default function Page() {
	const { t } = useSpeech();
	return <div className="page-head"><h1>{t("system.title")}</h1></div>;
}
