// ui/src/pages/order/shapes.ts - the shapes of the replies about orders, by the names that these pages use.
export type {
	Activity, Comparison as Compared, Fact, Facts, Label, Money, Order as WholeOrder, OrderCounts as Counts, OrderFacets as Facets,
	OrderItem as Order, OrderLine as Line, OrderLinePage as LinePage, OrderPage as OrderList, Raw as RawAnswer, Revision, RevisionPage,
	SavedView, SavedViewPage,
} from "../../api/types";
