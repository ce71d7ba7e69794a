// ui/src/api/types.ts - what the API answers and takes. Made by script/api of src/web/views.def and routes.def: change
// those and run it again.

/** The place of an order: its tab. */
export type OrderState =
	| "pending" | "processed" | "marked_shipped" | "frozen" | "void";

/** What a channel's status means, in one word for all channels. */
export type OrderWord =
	| "unpaid" | "paid" | "arranged" | "partially_shipped" | "shipped" | "delivered"
	| "completed" | "cancel_requested" | "cancelled" | "on_hold" | "return_requested" | "returned"
	| "refunded" | "ignore";

/** What a channel may say of an order. */
export type Field =
	| "order_status" | "channel_status" | "cancel_by" | "cancel_reason" | "display_no" | "placed_at"
	| "country" | "buyer_ref" | "buyer_name" | "split" | "fulfilment" | "currency"
	| "total" | "cod" | "payment_method" | "paid_at" | "shipping_fee" | "consignee_name"
	| "consignee_phone" | "consignee_address" | "consignee_town" | "consignee_district" | "consignee_city" | "consignee_state"
	| "consignee_country" | "consignee_postcode" | "delivery_method" | "ship_by" | "days_to_ship" | "line_sku"
	| "line_title" | "line_variant" | "line_ordered" | "line_price" | "line_list_price" | "line_cancelled"
	| "line_cancel_asked" | "line_return_asked" | "line_returned" | "package_status" | "package_word" | "package_carrier"
	| "package_items" | "picked_up_at" | "buyer_note" | "seller_note";

/** Fields that belong together. */
export type FieldGroup =
	| "consignee" | "delivery" | "lines" | "payment" | "order_status" | "delivery_status"
	| "notes" | "other";

/** What a person may be allowed. */
export type Right =
	| "read_orders" | "read_people" | "change_shops" | "read_system";

/** What can go wrong. */
export type ErrorCode =
	| "usage" | "bad_request" | "bad_json" | "too_large" | "too_deep" | "bad_number"
	| "bad_money" | "currency_unknown" | "bad_time" | "bad_text" | "not_signed_in" | "sign_in_failed"
	| "push_forged" | "sign_in_throttled" | "csrf" | "forbidden" | "no_route" | "method"
	| "no_row" | "order_unknown" | "revision_unknown" | "raw_expired" | "shop_unknown" | "job_unknown"
	| "saved_unknown" | "saved_full" | "channel_unknown" | "conflict" | "duplicate" | "listeners_full"
	| "shop_unbound" | "shop_stopped" | "needs_authorisation" | "token_expired" | "channel_busy" | "channel_down"
	| "channel_timeout" | "channel_data_abnormal" | "channel_signature" | "channel_clock" | "channel_refused" | "record_unreadable"
	| "host_forbidden" | "db_locked" | "db_full" | "db_disk" | "db_newer" | "db_unreachable"
	| "db_corrupt" | "db_retry" | "db" | "fenced" | "file" | "port_in_use"
	| "key" | "stopping" | "internal";

/** A language that the pages speak. */
export type Locale =
	| "en" | "zh-CN" | "ru";

/** How a task stands: waiting is ready after a failure. */
export type JobState =
	| "ready" | "waiting" | "running" | "stopped";

/** How an order's outbound order stands. */
export type Outbound =
	| "none" | "draft" | "audited" | "arranged" | "picked" | "packed"
	| "invoiced" | "dispatched" | "delivered" | "cancelled" | "returned";

/** The tabs of the order list. */
export type OrderTab =
	| "all" | "pending" | "processed" | "marked_shipped" | "frozen" | "void";

/** By what orders are sorted: newest placed, newest pulled, soonest to be shipped first. */
export type OrderSort =
	| "placed" | "pulled" | "ship_by";

/** Forms of a file of orders. */
export type ExportFormat =
	| "csv" | "xlsx";

/** Whether a shop is pulled by itself. */
export type ShopPull =
	| "on" | "stopped";

/** What went wrong (RFC 9457, application/problem+json). */
export interface Problem {
	/** urn:lockstep:problem: and the code. */ type: string;
	/** The code's sentence. */ title: string;
	/** The HTTP status. */ status: number;
	/** What it is in this case. */ detail: string;
	/** Which it is. */ code: ErrorCode;
	/** What to do about it; may be empty. */ cure: string;
	/** The log has more under this mark. */ mark: string;
}

/** A word as people read it. */
export interface Label {
	/** In English. */ en: string;
	/** In Chinese; null where only the word itself is known. */ zh: string | null;
}

/** An amount of a currency. */
export interface Money {
	/** With the currency's decimals: "12.30". */ amount: string;
	/** ISO 4217. */ currency: string;
}

/** How many there are. */
export interface Count {
	/** So many, or at least so many. */ count: number;
	/** There are more: counting stopped. */ more: boolean;
}

/** The program runs. */
export interface Health {
	/** Always true. */ ok: boolean;
	/** The program's version. */ version: string;
}

/** Who signs in. */
export interface SignIn {
	/** The login. */ user: string;
	/** The password. */ password: string;
}

/** Who is signed in. */
export interface Session {
	/** The login. */ user: string;
	/** The person's name. */ name: string;
	/** What the person may do. */ rights: Right[];
	/** To be sent as X-CSRF-Token with everything that changes something. */ csrf: string;
	/** The language in which the person reads. */ locale: Locale;
}

/** What a person may set for all sessions. */
export interface SessionChange {
	/** The language in which the person reads. */ locale: Locale;
}

/** Why something did not succeed. */
export interface Trouble {
	/** The error's code. */ code: string;
	/** The code's sentence. */ title: string;
	/** What it was in this case. */ detail: string;
	/** What to do about it; may be empty. */ cure: string;
}

/** One look at a feed of a shop. */
export interface Run {
	/** Its number. */ id: string;
	/** The shop. */ shop_id: string;
	/** What was looked at. */ feed: string;
	/** When it began. */ began: string;
	/** When it ended; null while it runs. */ ended: string | null;
	/** Records that the channel listed. */ listed: number;
	/** … that were new. */ stored: number;
	/** … that had changed. */ changed: number;
	/** … that were as we hold them. */ unchanged: number;
	/** … that could not be read. */ parked: number;
	/** "listed N = held N", or why it is not proved. */ proof: string | null;
	/** All that was listed is held. */ proved: boolean;
	/** What a proof or a reconciliation found missing. */ found: string | null;
	/** Why it failed; null where it did not. */ problem: Trouble | null;
}

/** Runs, newest first. */
export interface RunPage {
	/** The runs. */ items: Run[];
	/** To be given as "after" for the next page; null: there is none. */ next: string | null;
}

/** A shop with the state of its feed of orders. */
export interface Shop {
	/** Its number. */ id: string;
	/** Its name. */ title: string;
	/** The channel it sells on. */ channel: string;
	/** The channel's number of it. */ channel_ref: string;
	/** Whether the channel still lets us in. */ state: string;
	/** Whether it is pulled by itself. */ pull: ShopPull;
	/** All orders changed since this moment … */ complete_from: string | null;
	/** … and before this one are held, by proof. */ complete_to: string | null;
	/** It is being pulled now. */ pulling: boolean;
	/** When it is pulled next. */ next_look: string | null;
	/** Seconds between two pulls. */ every_s: number;
	/** Why the last pull failed; null where it did not. */ problem: Trouble | null;
	/** Orders held. */ orders: Count;
	/** Records that could not be read. */ parked: Count;
	/** The newest pull. */ last_run: Run | null;
}

/** All shops, by title. */
export interface ShopPage {
	/** The shops. */ items: Shop[];
	/** Always null: there is one page. */ next: string | null;
}

/** A shop by name. */
export interface ShopName {
	/** Its number. */ id: string;
	/** Its name. */ title: string;
}

/** A recurrent task. */
export interface Job extends Trouble {
	/** Its number. */ id: string;
	/** What it does, in one word. */ kind: string;
	/** … for people. */ kind_label: Label;
	/** The shop it works for; null: for all. */ shop: ShopName | null;
	/** The feed it looks at; may be empty. */ feed: string;
	/** How it stands. */ state: JobState;
	/** Seconds from its end to its next beginning. */ every_s: number;
	/** What may be set: from so many seconds … */ least_s: number;
	/** … to so many. */ most_s: number;
	/** When it begins next; null while it runs or is stopped. */ due: string | null;
	/** Its last runs, at most five, newest first. */ last_runs: Run[];
}

/** Recurrent tasks, those of no shop first, then by shop. */
export interface JobPage {
	/** The tasks. */ items: Job[];
	/** To be given as "after" for the next page; null: there is none. */ next: string | null;
}

/** How often a task is to come back. */
export interface JobTimer {
	/** Seconds, from least_s to most_s. */ every_s: number;
}

/** What a page shows, under a name. */
export interface SavedView {
	/** Its number. */ id: string;
	/** The page. */ page: string;
	/** The name. */ name: string;
	/** The filters, as they stand in the page's address; may be empty. */ query: string;
	/** The columns, in their order; none: those of the page. */ columns: string[];
	/** Rises with each change; to be sent as If-Match. */ ver: number;
}

/** A person's saved views, by page and name. */
export interface SavedViewPage {
	/** The views. */ items: SavedView[];
	/** Always null: there is one page. */ next: string | null;
}

/** A saved view anew. */
export interface SavedViewChange {
	/** The name, at most 80 characters. */ name: string;
	/** The filters; may be empty. */ query: string;
	/** The columns, at most 60. */ columns: string[];
}

/** A view to be saved. */
export interface SavedViewNew extends SavedViewChange {
	/** The page: small letters, digits and _. */ page: string;
}

/** The database. */
export interface Database {
	/** sqlite or postgresql. */ kind: string;
	/** Its version. */ version: string;
	/** How large it is. */ size_bytes: number;
	/** How often its tables were changed. */ migrations: number;
}

/** A process that works on the database. */
export interface Node {
	/** Its number. */ number: number;
	/** up, working, draining or dead. */ state: string;
	/** The program's version. */ version: string;
	/** Seconds since its last beat. */ beat_age_s: number;
	/** Shops that it works for. */ shops: number;
	/** Tasks that it has under way. */ jobs_running: number;
}

/** The program, its database and its processes. */
export interface System {
	/** The version of the program that answers. */ version: string;
	/** The database. */ database: Database;
	/** The processes. */ nodes: Node[];
	/** The clock of the one that answers. */ time: string;
}

/** A number that asks for something to be done. */
export interface TodayCount {
	/** So many, or at least so many. */ count: number;
	/** There are more: counting stopped. */ more: boolean;
	/** The address of the page that shows them. */ cure: string;
}

/** Pending orders by the last moment to ship. */
export interface TodayShipBy {
	/** It is over. */ late: TodayCount;
	/** It comes within 24 hours … */ hours_24: TodayCount;
	/** … within 48 hours, these included. */ hours_48: TodayCount;
}

/** Orders by tab. */
export interface TodayStates {
	/** Pending. */ pending: TodayCount;
	/** Processed. */ processed: TodayCount;
	/** Marked shipped. */ marked_shipped: TodayCount;
	/** Frozen. */ frozen: TodayCount;
	/** Void. */ void: TodayCount;
}

/** A shop whose authorisation ends soon. */
export interface ExpiringShop {
	/** Its number. */ id: string;
	/** Its name. */ title: string;
	/** When. */ authorised_until: string;
}

/** Shops that were authorised. */
export interface TodayShops {
	/** All. */ total: TodayCount;
	/** Their last pull failed. */ in_trouble: TodayCount;
	/** They are not pulled by themselves. */ stopped: TodayCount;
	/** Their channel lets us in no more. */ needs_authorisation: TodayCount;
	/** Their authorisation ends within 30 days, or has ended; the soonest first, at most 20. */ expiring: ExpiringShop[];
}

/** What there is to do. */
export interface Today {
	/** What is to be shipped. */ ship_by: TodayShipBy;
	/** All orders. */ states: TodayStates;
	/** The shops. */ shops: TodayShops;
	/** Records that could not be read. */ parked: TodayCount;
	/** Runs that failed in the last 24 hours. */ failed_runs_24h: TodayCount;
	/** Changes that wait for a person. */ undecided_updates: TodayCount;
}

/** Orders of a shop, hour by hour. */
export interface OrderSeries {
	/** The shop; null: all others together. */ shop: ShopName | null;
	/** Orders placed in each hour. */ counts: number[];
}

/** Orders placed an hour, the shops with most first. */
export interface OrderChart {
	/** The beginning of the first hour. */ from: string;
	/** Seconds from one count to the next. */ step_s: number;
	/** At most 12 shops, then all others. */ series: OrderSeries[];
}

/** Runs hour by hour. */
export interface RunChart {
	/** The beginning of the first hour. */ from: string;
	/** Seconds from one count to the next. */ step_s: number;
	/** How far the shop furthest behind was when its pull began; 0 where none began. */ lag_s: number[];
	/** Runs that failed. */ failed: number[];
	/** Runs that began. */ runs: number[];
}

/** Who receives an order. */
export interface Recipient {
	/** Name. */ name: string;
	/** Phone. */ phone: string;
	/** The whole address in one line. */ address: string;
	/** Country, ISO 3166 alpha-2. */ country: string;
	/** Postal code. */ postcode: string;
	/** The right read_people is missing: only first letters are shown. */ masked: boolean;
}

/** An order in a list. */
export interface OrderItem {
	/** Its number. */ id: string;
	/** The channel. */ channel: string;
	/** The shop. */ shop: ShopName;
	/** The channel's immutable number. */ ref: string;
	/** The number that people see. */ number: string;
	/** Its place. */ state: OrderState;
	/** Its place for people. */ state_label: Label;
	/** Why it is void. */ void_reason: string | null;
	/** The code of the hold that stands. */ hold: string | null;
	/** Since when. */ hold_since: string | null;
	/** What the channel's status means. */ word: OrderWord;
	/** … for people. */ word_label: Label;
	/** The channel's own status. */ channel_status: string;
	/** Whether it is paid. */ payment_status: string;
	/** It was over before we saw it: nothing of ours follows from it. */ history: boolean;
	/** When the buyer placed it. */ placed: string | null;
	/** The last moment to ship. */ ship_by: string | null;
	/** What the buyer pays. */ total: Money | null;
	/** The market's country. */ country: string;
	/** "CCD007*1; X-2*3" */ lines_summary: string;
	/** How many lines it has. */ lines_count: number;
	/** Who receives it; null where that is not kept. */ recipient: Recipient | null;
	/** How the buyer wants it delivered. */ delivery_method: string;
	/** The buyer's note; masked without read_people. */ remark: string;
	/** How its outbound order stands. */ outbound: Outbound;
	/** The outbound order's number; empty while there is none. */ outbound_number: string;
	/** The tracking number; empty while there is none. */ tracking: string;
	/** The newest revision. */ revision: number;
	/** When it was pulled first. */ seen_at: string;
	/** When it changed last. */ changed_at: string;
	/** Up to when we know how the channel has it. */ looked_at: string | null;
	/** When its shop is looked at next; null where it is stopped. */ next_look: string | null;
	/** Rises with each change of the order here. */ ver: number;
}

/** Orders, as sorted. */
export interface OrderPage {
	/** The orders. */ items: OrderItem[];
	/** To be given as "after" for the next page; null: there is none. */ next: string | null;
	/** With "numbers": those that no order has, as they were typed. */ missing?: string[];
	/** So much was looked through that the page ends before it is full; "next" goes on from there. */ stopped: boolean;
}

/** A shop that can be filtered by. */
export interface FacetShop {
	/** Its number. */ id: string;
	/** Its name. */ title: string;
	/** Its channel. */ channel: string;
}

/** What the filters of the list can offer. */
export interface OrderFacets {
	/** Countries that orders have. */ countries: string[];
	/** Delivery methods that orders have. */ delivery_methods: string[];
	/** Channels that there are shops of. */ channels: string[];
	/** Shops. */ shops: FacetShop[];
}

/** How many orders stand in each tab. */
export interface OrderCounts {
	/** Pending. */ pending: Count;
	/** Processed. */ processed: Count;
	/** Marked shipped. */ marked_shipped: Count;
	/** Frozen. */ frozen: Count;
	/** Void. */ void: Count;
}

/** A line of an order. */
export interface OrderLine {
	/** Its key. */ line: string;
	/** The platform SKU. */ sku: string;
	/** What is sold. */ title: string;
	/** Pieces ordered. */ ordered: number;
	/** Pieces cancelled. */ cancelled: number;
	/** Price of one piece. */ price: Money | null;
}

/** Lines of an order, by their keys. */
export interface OrderLinePage {
	/** The lines. */ items: OrderLine[];
	/** To be given as "after" for the next page; null: there is none. */ next: string | null;
}

/** What the channel says of one field. */
export interface Fact {
	/** The field. */ field: Field;
	/** The key of the line or package that it is about; empty: of the order. */ line: string;
	/** What is said: money with its decimals, moments in RFC 3339; people masked without read_people. */ value: string;
	/** The revision that brought it and since which it has not changed; null where that is not known any more. */ seq: number | null;
	/** When that one was asked for. */ at: string | null;
	/** How that one came. */ source: string | null;
}

/** What the channel says, by group. */
export interface Facts {
	/** Who receives. */ consignee: Fact[];
	/** How it is delivered. */ delivery: Fact[];
	/** What is ordered. */ lines: Fact[];
	/** What is paid. */ payment: Fact[];
	/** How it stands. */ order_status: Fact[];
	/** How its packages stand. */ delivery_status: Fact[];
	/** Notes. */ notes: Fact[];
	/** The rest. */ other: Fact[];
}

/** One state of an order as the channel told it. */
export interface Revision {
	/** Its number, from 1. */ seq: number;
	/** When it was asked for. */ at: string;
	/** The channel's own moment of it. */ channel_version: string | null;
	/** How it came. */ source: string;
	/** What it changed, by group. */ groups: FieldGroup[];
	/** … and by field. */ fields: Field[];
}

/** An order's revisions, newest first. */
export interface RevisionPage {
	/** The revisions. */ items: Revision[];
	/** To be given as "after" for the next page; null: there is none. A page of a very large order ends early. */ next: string | null;
}

/** Which revision. */
export interface RevisionMark {
	/** Its number, from 1. */ seq: number;
	/** When it was asked for. */ at: string;
	/** How it came. */ source: string;
}

/** What differs in one field. */
export interface Change {
	/** The field's group. */ group: FieldGroup;
	/** The field. */ field: Field;
	/** The key of the line or package; empty: of the order. */ line: string;
	/** What was said; null where nothing was. */ was: string | null;
	/** What is said; null where nothing is. */ is: string | null;
}

/** Two revisions of an order compared. */
export interface Comparison {
	/** The one. */ from: RevisionMark;
	/** The other. */ to: RevisionMark;
	/** What differs. People are compared where both still have them, and masked without read_people. */ changes: Change[];
	/** There are more: only the first are shown. */ cut: boolean;
}

/** What the channel answered. */
export interface Raw {
	/** The revision. */ seq: number;
	/** When it was asked for. */ at: string;
	/** How it came. */ source: string;
	/** The answer's JSON. Without read_people all is masked that the channel does not list as plain; tokens are always. */ raw: string;
	/** It is longer: only the first mebibyte is shown. */ cut: boolean;
}

/** What was done to an order. */
export interface Activity {
	/** Its number. */ id: string;
	/** When. */ at: string;
	/** Who did it; null: the program by itself. */ who: string | null;
	/** What was done. */ kind: string;
	/** Why. */ why: string;
	/** How it stood before. */ before: string;
	/** How it stood then. */ after: string;
}

/** What the page of an order shows beside what a list shows. */
export interface OrderMore {
	/** Its first lines. */ lines: OrderLine[];
	/** There are more: to be given as "after" to /orders/{id}/lines. */ lines_next: string | null;
	/** Its newest revisions, newest first. */ revisions: Revision[];
	/** There are older ones: /orders/{id}/revisions. */ older_revisions: boolean;
	/** What was done to it, newest first. */ activities: Activity[];
	/** There are older ones. */ older_activities: boolean;
	/** What the newest revision says, with where each fact came from. */ facts: Facts;
	/** A group has more facts than the first 500 that are shown. */ facts_cut: boolean;
}

/** One order whole. */
export interface Order extends OrderItem, OrderMore {
}

/** Each route below /api/v1: the parameters, body and reply. */
export interface Routes {
	/** Describe this API (OpenAPI 3.1). */
	"GET /openapi.json": { query: {}; body: undefined; reply: unknown };
	/** Say that the program runs, and its version. */
	"GET /health": { query: {}; body: undefined; reply: Health };
	/** Sign in with user and password. */
	"POST /session": { query: {}; body: SignIn; reply: Session };
	/** Say who is signed in. */
	"GET /session": { query: {}; body: undefined; reply: Session };
	/** Set the language of the person who is signed in. */
	"PUT /session": { query: {}; body: SessionChange; reply: Session };
	/** Sign out. */
	"DELETE /session": { query: {}; body: undefined; reply: undefined };
	/** Tell that something has changed: hints to ask again, and a beat every 15 s. */
	"GET /events": { query: {}; body: undefined; reply: unknown };
	/** List orders by any filters, newest first, or by when they were pulled or must be shipped. */
	"GET /orders": { query: {
		/** Only orders of these shops. */ shop?: string[];
		/** Only orders of these channels. */ channel?: string[];
		/** The beginning of the channel's number or of the shown one, in any case. */ number?: string;
		/** These numbers, at most 500; blanks and newlines separate them too. */ numbers?: string[];
		/** Only orders of these countries, ISO 3166 alpha-2. */ country?: string[];
		/** The beginning of the receiver's name or of a word in it, without regard to case and marks. Needs read_people. */ name?: string;
		/** The end of the receiver's phone number, three digits or more. Needs read_people. */ phone?: string;
		/** Only orders with these delivery methods. */ delivery_method?: string[];
		/** Only orders whose outbound order stands so. */ outbound?: Outbound[];
		/** Pulled first at this moment or later … */ pulled_from?: string;
		/** … and before this one. */ pulled_to?: string;
		/** Placed at this moment or later … */ placed_from?: string;
		/** … and before this one. */ placed_to?: string;
		/** To be shipped by this moment or later … */ ship_by_from?: string;
		/** … and before this one. */ ship_by_to?: string;
		/** Only orders in this tab; "all" is every tab. */ tab?: OrderTab;
		/** Newest placed first unless said. */ sort?: OrderSort;
		/** How many; 50 unless said, at most 100. */ limit?: number;
		/** Where the next page begins: what the page before gave as "next". */ after?: string;
	}; body: undefined; reply: OrderPage };
	/** Count the orders of each tab, by the same filters. */
	"GET /orders/counts": { query: {
		/** Only orders of these shops. */ shop?: string[];
		/** Only orders of these channels. */ channel?: string[];
		/** The beginning of the channel's number or of the shown one, in any case. */ number?: string;
		/** These numbers, at most 500; blanks and newlines separate them too. */ numbers?: string[];
		/** Only orders of these countries, ISO 3166 alpha-2. */ country?: string[];
		/** The beginning of the receiver's name or of a word in it, without regard to case and marks. Needs read_people. */ name?: string;
		/** The end of the receiver's phone number, three digits or more. Needs read_people. */ phone?: string;
		/** Only orders with these delivery methods. */ delivery_method?: string[];
		/** Only orders whose outbound order stands so. */ outbound?: Outbound[];
		/** Pulled first at this moment or later … */ pulled_from?: string;
		/** … and before this one. */ pulled_to?: string;
		/** Placed at this moment or later … */ placed_from?: string;
		/** … and before this one. */ placed_to?: string;
		/** To be shipped by this moment or later … */ ship_by_from?: string;
		/** … and before this one. */ ship_by_to?: string;
	}; body: undefined; reply: OrderCounts };
	/** Say what the filters of the list can offer. */
	"GET /orders/facets": { query: {}; body: undefined; reply: OrderFacets };
	/** Export what is listed, or orders by their ids, as CSV or XLSX: at most 100,000. */
	"GET /orders/export": { query: {
		/** What the file is; csv unless said. */ format?: ExportFormat;
		/** Which columns, in this order; the usual ones unless said. */ columns?: string[];
		/** These orders, instead of the filters; at most 1000. */ ids?: string[];
		/** Only orders of these shops. */ shop?: string[];
		/** Only orders of these channels. */ channel?: string[];
		/** The beginning of the channel's number or of the shown one, in any case. */ number?: string;
		/** These numbers, at most 500; blanks and newlines separate them too. */ numbers?: string[];
		/** Only orders of these countries, ISO 3166 alpha-2. */ country?: string[];
		/** The beginning of the receiver's name or of a word in it, without regard to case and marks. Needs read_people. */ name?: string;
		/** The end of the receiver's phone number, three digits or more. Needs read_people. */ phone?: string;
		/** Only orders with these delivery methods. */ delivery_method?: string[];
		/** Only orders whose outbound order stands so. */ outbound?: Outbound[];
		/** Pulled first at this moment or later … */ pulled_from?: string;
		/** … and before this one. */ pulled_to?: string;
		/** Placed at this moment or later … */ placed_from?: string;
		/** … and before this one. */ placed_to?: string;
		/** To be shipped by this moment or later … */ ship_by_from?: string;
		/** … and before this one. */ ship_by_to?: string;
		/** Only orders in this tab; "all" is every tab. */ tab?: OrderTab;
		/** Newest placed first unless said. */ sort?: OrderSort;
	}; body: undefined; reply: unknown };
	/** Show one order with its lines, facts, revisions and activities. */
	"GET /orders/{id}": { query: {}; body: undefined; reply: Order };
	/** List the lines of an order. */
	"GET /orders/{id}/lines": { query: {
		/** The line behind which the page begins. */ after?: string;
		/** How many; 200 unless said, at most 1000. */ limit?: number;
	}; body: undefined; reply: OrderLinePage };
	/** List the revisions of an order, newest first. */
	"GET /orders/{id}/revisions": { query: {
		/** The revision behind which the page begins, with older ones. */ after?: number;
		/** How many; 20 unless said, at most 100. */ limit?: number;
	}; body: undefined; reply: RevisionPage };
	/** Compare two revisions of an order. */
	"GET /orders/{id}/compare": { query: {
		/** The one, by its number. */ from: number;
		/** The other. */ to: number;
	}; body: undefined; reply: Comparison };
	/** Show what the channel answered for a revision, redacted. */
	"GET /orders/{id}/raw": { query: {
		/** The revision, by its number. */ seq: number;
	}; body: undefined; reply: Raw };
	/** List shops with the state of their feeds. */
	"GET /shops": { query: {}; body: undefined; reply: ShopPage };
	/** Pull a shop's orders now. */
	"POST /shops/{id}/pull": { query: {}; body: undefined; reply: Shop };
	/** Stop pulling a shop by itself. */
	"POST /shops/{id}/stop": { query: {}; body: undefined; reply: Shop };
	/** Pull a shop by itself again. */
	"POST /shops/{id}/resume": { query: {}; body: undefined; reply: Shop };
	/** List recurrent tasks with their last runs. */
	"GET /jobs": { query: {
		/** Only tasks of this shop. */ shop?: string;
		/** How many; at most 100, which it is unless said. */ limit?: number;
		/** Where the next page begins: what the page before gave as "next". */ after?: string;
	}; body: undefined; reply: JobPage };
	/** Run a recurrent task now. */
	"POST /jobs/{id}/run": { query: {}; body: undefined; reply: Job };
	/** Set how often a recurrent task comes back. */
	"PUT /jobs/{id}": { query: {}; body: JobTimer; reply: Job };
	/** List the last runs, newest first. */
	"GET /runs": { query: {
		/** Only runs of this shop. */ shop?: string;
		/** Only runs of this feed; "reconcile": the daily looks whether anything is missing. */ feed?: string;
		/** true: only runs that failed. */ failed?: boolean;
		/** How many; 50 unless said, at most 200. */ limit?: number;
		/** Where the next page begins: what the page before gave as "next". */ after?: string;
	}; body: undefined; reply: RunPage };
	/** List the person's saved views. */
	"GET /views": { query: {
		/** Only those of this page. */ page?: string;
	}; body: undefined; reply: SavedViewPage };
	/** Save a view; a person has at most 50. */
	"POST /views": { query: {}; body: SavedViewNew; reply: SavedView };
	/** Change a saved view; If-Match must be its ver. */
	"PUT /views/{id}": { query: {}; body: SavedViewChange; reply: SavedView };
	/** Delete a saved view. */
	"DELETE /views/{id}": { query: {}; body: undefined; reply: undefined };
	/** Say what there is to do, each number with the page that shows it. */
	"GET /today": { query: {}; body: undefined; reply: Today };
	/** Count the orders placed an hour, by shop. */
	"GET /charts/orders": { query: {
		/** How many hours up to now; 48 unless said, at most 168. */ hours?: number;
	}; body: undefined; reply: OrderChart };
	/** Count runs and failures an hour, and how far shops were behind. */
	"GET /charts/runs": { query: {
		/** How many hours up to now; 48 unless said, at most 168. */ hours?: number;
	}; body: undefined; reply: RunChart };
	/** Show the program, its database and its processes. */
	"GET /system": { query: {}; body: undefined; reply: System };
}
