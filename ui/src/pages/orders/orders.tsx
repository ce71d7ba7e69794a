// ui/src/pages/orders/orders.tsx
import { useSpeech } from "../../i18n";

export default function Orders() {
	const { t } = useSpeech();
	return <h1>{t("orders.title")}</h1>;
}
