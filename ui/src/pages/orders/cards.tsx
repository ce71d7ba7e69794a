// ui/src/pages/orders/cards.tsx - the list on a phone: a card an order, only those in sight drawn.
import { Checkbox } from "antd";
import type { RefObject } from "react";
import { Looked, Products, ShipBy, Status } from "./columns";
import { amount } from "./format";
import { OrderLink, type RowsProps } from "./table";
import { isTicked, tick } from "./ticks";

export const CARD_HEIGHT = 148;

export function Cards(p: RowsProps & { box: RefObject<HTMLDivElement> }) {
	const { listed, span, around, ticks, height } = p;
	const { t } = around.speech;
	return (
		<div className="o-scroll o-cards" ref={p.box} tabIndex={0} role="region" aria-label={t("orders.title")}>
			<ul style={{ height: listed.rows.length * height }}>
				{listed.rows.slice(span.first, span.end).map((o, i) => (
					<li key={o.id} style={{ transform: `translateY(${(span.first + i) * height}px)`, height }} data-id={o.id}
						className={`${isTicked(ticks, o.id) ? "o-ticked" : ""}${listed.changed.has(o.id) ? " o-changed" : ""}`}>
						<Checkbox checked={isTicked(ticks, o.id)} onChange={e => tick([o.id], e.target.checked)}
							aria-label={t("orders.tick", { number: o.number })} />
						<OrderLink order={o}>
							<div className="o-card-head">
								<b className="o-text">{o.number}</b>
								<span className="o-card-total">{o.total && `${amount(around.speech, o.total)} ${o.total.currency}`}</span>
							</div>
							<div className="o-card-pair">
								<div><Status order={o} speech={around.speech} /></div>
								<div className="o-right"><ShipBy order={o} a={around} /></div>
							</div>
							<div className="o-card-pair">
								<Products order={o} lines={2} />
								<div className="o-right">
									<div className="o-text" dir="auto">{o.recipient?.name}</div>
									<div className="o-text o-dim" dir="auto">
										{[o.recipient?.country || o.country, o.recipient?.postcode, o.delivery_method].filter(Boolean).join(" · ")}
									</div>
								</div>
							</div>
							<div className="o-card-pair o-dim">
								<div className="o-text" dir="auto">{o.shop.title}</div>
								<div className="o-right"><Looked order={o} a={around} /></div>
							</div>
						</OrderLink>
					</li>
				))}
			</ul>
			{p.last}
		</div>
	);
}
