// ui/src/pages/today/today.tsx
import { useSpeech } from "../../i18n";

export default function Today() {
	const { t } = useSpeech();
	return <h1>{t("nav.home")}</h1>;
}
