// ui/src/pages/order/order.tsx
import { useSpeech } from "../../i18n";

export default function Order() {
	const { t } = useSpeech();
	return <h1>{t("orders.number")}</h1>;
}
