// ui/src/pages/order/shapes.ts - the shapes of the replies about orders, by the names that these pages use.
import type { Activity as Deed, Fact, Line, Revision, WholeOrder as Whole } from "../../api/types";

export type { Compared, Counts, Facets, Fact, Label, Line, List, Money, Order, OrderList, RawAnswer, Revision, SavedView } from "../../api/types";

export interface Activity extends Omit<Deed, "who"> { who: string | null; before?: string; after?: string }

// What comes in pages is named by its mark: more lines, older revisions.
export interface WholeOrder extends Omit<Whole, "activities"> {
	activities: Activity[]; older_activities?: boolean; lines_next?: string | null; facts_cut?: boolean;
}
export interface LinePage { items: Line[]; next: string | null }
export interface RevisionPage { items: Revision[]; next: string | number | null }
export type Facts = Record<string, Fact[]>;
