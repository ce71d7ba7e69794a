// ui/src/pages/shops/shops.tsx - the shops that a number of Home counts, or all of them.
import { useSpeech } from "../../i18n";
import { useAddress } from "../../shell/address";
import { Link } from "../../shell/link";
import { Shops } from "../today/shops";
import "../today/today.css";

export default function ShopsPage() {
	const { t } = useSpeech();
	const show = useAddress().query.get("show") ?? "";
	return (
		<>
			<div className="page-head"><h1>{t("today.shops")}</h1>{show && <Link to="/shops">{t("today.shops_all")}</Link>}</div>
			<Shops show={show} />
		</>
	);
}
