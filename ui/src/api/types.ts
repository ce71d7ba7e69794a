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
	| "package_items" | "picked_up_at" | "buyer_note" | "seller_note" | "remark" | "line_lessened"
	| "parent_ref";

/** Fields that belong together. */
export type FieldGroup =
	| "consignee" | "delivery" | "lines" | "payment" | "order_status" | "delivery_status"
	| "notes" | "other";

/** What a person may be allowed. */
export type Right =
	| "read_orders" | "read_people" | "change_shops" | "read_system" | "change_orders" | "change_stock"
	| "change_skus" | "change_system";

/** What can go wrong. */
export type ErrorCode =
	| "usage" | "bad_request" | "bad_json" | "too_large" | "too_deep" | "bad_number"
	| "bad_money" | "currency_unknown" | "bad_time" | "bad_text" | "not_signed_in" | "sign_in_failed"
	| "push_forged" | "sign_in_throttled" | "csrf" | "forbidden" | "no_route" | "method"
	| "no_row" | "order_unknown" | "revision_unknown" | "raw_expired" | "map_unknown" | "shop_unknown"
	| "account_unknown" | "job_unknown" | "saved_unknown" | "saved_full" | "channel_unknown" | "sku_unknown"
	| "sku_archived" | "no_picture" | "warehouse_unknown" | "warehouse_closed" | "warehouse_holds" | "file_kind"
	| "file_damaged" | "file_empty" | "heading_missing" | "heading_twice" | "heading_unknown" | "cell_empty"
	| "cell_long" | "cell_wrong" | "row_twice" | "import_unknown" | "import_faulty" | "import_taken"
	| "template_unknown" | "conflict" | "duplicate" | "listeners_full" | "shop_unbound" | "channel_not_connected"
	| "account_unverified" | "account_cancelled" | "account_other" | "link_expired" | "shop_stopped" | "needs_authorisation"
	| "token_expired" | "channel_busy" | "channel_down" | "channel_timeout" | "channel_data_abnormal" | "channel_signature"
	| "channel_clock" | "channel_refused" | "record_unreadable" | "host_forbidden" | "move_refused" | "restore_cancelled"
	| "void_dispatched" | "held_by_channel" | "order_void" | "order_shipped" | "order_frozen" | "order_history"
	| "cancel_requested" | "order_held" | "update_undecided" | "awaiting_payment" | "not_mapped" | "not_allocated"
	| "channel_not_updatable" | "order_fixed" | "stock_preoccupied" | "too_late" | "plan_moved" | "edit_closed"
	| "field_fixed" | "task_unknown" | "task_ended" | "task_runs" | "task_undone" | "task_nothing"
	| "line_unknown" | "order_empty" | "channel_order_unknown" | "fetch_unknown" | "cannot_fetch" | "not_by_hand"
	| "not_live" | "live_refused" | "stock_short" | "warehouse_channel" | "receipt_unknown" | "db_locked"
	| "db_full" | "db_disk" | "db_newer" | "db_unreachable" | "db_corrupt" | "db_retry"
	| "db" | "fenced" | "file" | "port_in_use" | "key" | "stopping"
	| "internal";

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

/** How a shop is authorised: the seller approves in a browser, keys are typed in, or not at all. */
export type ChannelFlow =
	| "code" | "keys" | "none";

/** How an account stands: only a verified one is used. */
export type AccountState =
	| "verified" | "unverified" | "needs_authorisation" | "refused" | "cancelled";

/** How near the end of an authorisation is. */
export type ExpiryForecast =
	| "none" | "far" | "days_30" | "days_7" | "days_1" | "over";

/** When stock is reserved: as soon as an order comes, or by hand. */
export type ReserveAt =
	| "intake" | "hand";

/** Whether something is done. */
export type OnOff =
	| "on" | "off";

/** Whether an article is in use. */
export type SkuState =
	| "active" | "archived";

/** Whose a warehouse is: the channel counts and ships from its own. */
export type WarehouseKind =
	| "own" | "channel";

/** Whether a warehouse is in use. */
export type WarehouseState =
	| "active" | "closed";

/** Why an article is suggested. */
export type SuggestionReason =
	| "same_code" | "same_barcode" | "same_letters" | "other_shop" | "same_title" | "part_of_code";

/** Correct the shelf; shelf to damaged and back; shelf to quarantine and back; throw damaged away. */
export type AdjustKind =
	| "shelf" | "damage" | "repair" | "quarantine" | "release" | "scrap";

/** What an order may lack: a mapping of a line, or stock. */
export type OrderNeed =
	| "mapping" | "stock";

/** Orders wait for it; pieces are free; pieces are reserved; the auditor found it wrong. */
export type StockOnly =
	| "short" | "free" | "reserved" | "wrong";

/** Without a mapping; the channel is to be told; it could not be told. */
export type ListingOnly =
	| "unmapped" | "behind" | "failed";

/** Stock at the beginning, or goods that came. */
export type ReceiptKind =
	| "opening" | "receipt";

/** How pieces of an order stand. */
export type UnitState =
	| "waiting" | "reserved" | "dispatched";

/** What people do with an order. */
export type OrderDeed =
	| "freeze" | "unfreeze" | "void" | "restore" | "reserve" | "release";

/** How far a fetch is. */
export type FetchState =
	| "waiting" | "done" | "failed";

/** What a file holds. */
export type ImportKind =
	| "sku_maps" | "skus" | "receipts" | "orders";

/** How far an import is. */
export type ImportState =
	| "checked" | "running" | "done" | "refused" | "failed";

/** All rows or none, or the good ones. */
export type ImportTake =
	| "all" | "good";

/** A condition of going live. */
export type LiveCheckName =
	| "accounts" | "mappings" | "counts" | "cutover" | "rehearsal";

/** How a condition stands, as a sentence: which one it is. */
export type LiveSaid =
	| "no_account" | "verified" | "unmapped" | "all_mapped" | "no_sku" | "booked"
	| "no_stock" | "no_shop" | "no_cutover" | "cutover" | "unproved" | "parked"
	| "proved";

/** How a condition stands. */
export type LiveCheckState =
	| "good" | "missing" | "warning";

/** A kind of movement of stock. */
export type MovementKind =
	| "received" | "opened" | "adjusted" | "counted" | "reserved" | "released"
	| "damaged" | "repaired" | "quarantined" | "unquarantined" | "scrapped" | "dispatched"
	| "short" | "settled" | "returned" | "putaway";

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
	/** Orders with lines that no mapping resolves. */ unmapped: TodayCount;
	/** Orders that wait for stock. */ oversold: TodayCount;
	/** Balances that the auditor found wrong. */ stock_faults: TodayCount;
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
	/** The reason that was given. */ hold_why: string;
	/** When it ends by itself; null: it does not. */ hold_until: string | null;
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
	/** Lines without a mapping. */ unmapped: number;
	/** Pieces that wait for stock … */ waiting: number;
	/** … and those reserved. */ reserved: number;
	/** Who receives it; null where that is not kept. */ recipient: Recipient | null;
	/** How the buyer wants it delivered. */ delivery_method: string;
	/** A person changed something of it here. */ edited: boolean;
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
	/** mapped, part, unmapped; empty: not judged. */ sku_state: string;
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
	/** What a person made of it here, which is what shows (/orders/{id}/edits has by whom and why); empty: emptied; null: nobody changed it. */ edit: string | null;
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

/** A step of a guide. */
export interface GuideStep {
	/** In English. */ en: string;
	/** In Chinese. */ zh: string;
	/** In Russian. */ ru: string;
}

/** What must be entered to authorise a shop. */
export interface ChannelInput {
	/** The member of account_new. */ name: string;
	/** … for people. */ label: Label;
	/** It is never shown again. */ secret: boolean;
	/** It must be there. */ needed: boolean;
}

/** A kind of outside system. */
export interface Channel {
	/** Its name in one word. */ name: string;
	/** Its name for people. */ title: string;
	/** Its name in Chinese. */ title_zh: string;
	/** How a shop of it is authorised. */ flow: ChannelFlow;
	/** Shops of it can be authorised here; false: not yet connected. */ connected: boolean;
	/** What is pulled from it. */ feeds: string[];
	/** What it is told. */ deeds: string[];
	/** How an authorisation is made, step by step. */ guide: GuideStep[];
	/** What must be entered. */ inputs: ChannelInput[];
	/** How many shops of it there are. */ shops: number;
}

/** Channels, in the order in which they are offered. */
export interface ChannelPage {
	/** The channels. */ items: Channel[];
	/** Always null: there is one page. */ next: string | null;
}

/** How far the first pull has come. */
export interface FirstPull {
	/** When it began; null: it has not yet. */ began: string | null;
	/** How much of its stretch of time is read, 0 to 100. */ percent: number;
	/** Orders stored so far. */ stored: number;
	/** Seconds that it may still take; null: not known yet. */ estimate_s: number | null;
}

/** A shop that an authorisation opens. */
export interface AccountShop {
	/** Its number. */ id: string;
	/** The channel's name of it. */ title: string;
	/** Our name of it; empty: as the channel's. */ short_name: string;
	/** The channel's number of it. */ channel_ref: string;
	/** Its market; may be empty. */ region: string;
	/** Whether it is used: bound; else unverified, needs_authorisation, refused or cancelled. */ state: string;
	/** Whether it is pulled by itself. */ pull: ShopPull;
	/** Orders placed before are history; null: none. */ cutover_at: string | null;
	/** From where it is served first; null: by priority. */ warehouse_id: string | null;
	/** When stock is reserved for its orders. */ reserve_at: ReserveAt;
	/** Whether the channel is told our stock. */ stock_push: OnOff;
	/** Pieces of each SKU that it is not offered. */ stock_safety: number;
	/** The share of what is available that it is offered, 0 to 100. */ stock_percent: number;
	/** The first pull; null once it is over. */ first_pull: FirstPull | null;
	/** Platform SKUs of its waiting orders without a mapping. */ unmapped: Count;
	/** Orders held. */ orders: Count;
	/** The newest pull. */ last_run: Run | null;
	/** Why it cannot pull; null where it can, even when it was stopped. */ problem: Trouble | null;
	/** Rises with each change; to be sent as If-Match. */ ver: number;
}

/** An authorisation on a channel, with the shops that it opens. */
export interface Account {
	/** Its number. */ id: string;
	/** The channel. */ channel: string;
	/** … for people. */ channel_title: string;
	/** The app by which it is authorised. */ app_id: string;
	/** Our name of it. */ title: string;
	/** The channel's number of it; empty before it is authorised. */ channel_ref: string;
	/** How it stands. */ state: AccountState;
	/** When it was entered. */ made_at: string;
	/** When the seller approved. */ authorised_at: string | null;
	/** When the approval ends; null: not said. */ authorised_until: string | null;
	/** How near that is. */ forecast: ExpiryForecast;
	/** When a real call last proved it. */ verified_at: string | null;
	/** Why it cannot be used; null where it can. */ problem: Trouble | null;
	/** Its shops. */ shops: AccountShop[];
	/** Rises with each change; to be sent as If-Match. */ ver: number;
}

/** Accounts, by channel and name. */
export interface AccountPage {
	/** The accounts. */ items: Account[];
	/** Always null: there is one page. */ next: string | null;
}

/** An account to be entered. */
export interface AccountNew {
	/** The channel. */ channel: string;
	/** Our name of it; for a channel without authorisation the shop's name. */ title: string;
	/** The app's number. */ app_id?: string;
	/** The app's key; kept sealed and never shown again. May be left out for an app that is known. */ app_key?: string;
	/** The host, where it is not the channel's own. */ base?: string;
	/** For a channel without authorisation: the shop's currency, ISO 4217. */ currency?: string;
}

/** What of an account is to be changed; what is left out stays. */
export interface AccountChange {
	/** Our name of it. */ title?: string;
	/** A new key of the app; the account must be verified again. */ app_key?: string;
}

/** How an account is given up. */
export interface AccountCancel {
	/** The address of our page to which the channel sends the seller back; left out: no link is made. */ redirect?: string;
}

/** What the channel sent back when the seller approved; or nothing, for a new link. */
export interface AccountAuthorise {
	/** The authorisation code. */ code?: string;
	/** The shop's number that came with it, or … */ shop_ref?: string;
	/** … the main account's. */ main_ref?: string;
	/** The "state" that came with it; proves that this page began it. */ nonce?: string;
	/** Without a code: the address of our page to which the channel sends the seller back. */ redirect?: string;
}

/** Where the seller approves. */
export interface AccountLink {
	/** The account. */ account: Account;
	/** The channel's page, valid for a few minutes; null: it is authorised. */ link: string | null;
}

/** What of a shop is to be changed; what is left out stays. */
export interface ShopChange {
	/** Our name of it. */ short_name?: string;
	/** Orders placed before this moment are history; empty: none. */ cutover_at?: string;
	/** From where it is served first; empty: by priority. */ warehouse_id?: string;
	/** intake or hand. */ reserve_at?: string;
	/** on or off. */ stock_push?: string;
	/** Pieces of each SKU that it is not offered. */ stock_safety?: number;
	/** The share of what is available that it is offered, 0 to 100. */ stock_percent?: number;
}

/** An article of ours. */
export interface Sku {
	/** Its number. */ id: string;
	/** What is stuck on the goods. */ code: string;
	/** May be empty. */ barcode: string;
	/** What it is. */ title: string;
	/** Grams; 0: not known. */ weight_g: number;
	/** May be empty. */ tax_class: string;
	/** Where it is bought: an address or a number of a supplier; may be empty. */ supplier_offer: string;
	/** The address of its photo; null: none. */ photo: string | null;
	/** Whether it is in use. */ state: SkuState;
	/** Pieces on shelves, all warehouses of our own together … */ on_shelf: number;
	/** … of these reserved … */ reserved: number;
	/** … and free. */ available: number;
	/** Pieces that orders wait for. */ waiting: number;
	/** Mappings that it is part of. */ mapped: number;
	/** Rises with each change; to be sent as If-Match. */ ver: number;
}

/** SKUs, by code. */
export interface SkuPage {
	/** The SKUs. */ items: Sku[];
	/** To be given as "after" for the next page; null: there is none. */ next: string | null;
}

/** An article anew. */
export interface SkuChange {
	/** 1 to 100 characters. */ code: string;
	/** May be empty. */ barcode: string;
	/** May be empty. */ title: string;
	/** Grams; 0: not known. */ weight_g: number;
	/** May be empty. */ tax_class: string;
	/** May be empty. */ supplier_offer: string;
	/** Whether it is in use. */ state: SkuState;
}

/** Where goods are. */
export interface Warehouse {
	/** Its number. */ id: string;
	/** Its short name. */ code: string;
	/** Its name. */ name: string;
	/** Whose it is. */ kind: WarehouseKind;
	/** Lower numbers serve first. */ priority: number;
	/** Whether it is in use. */ state: WarehouseState;
	/** SKUs that it holds. */ skus: number;
	/** Pieces on its shelves. */ pieces: number;
	/** Rises with each change; to be sent as If-Match. */ ver: number;
}

/** Warehouses, by priority. */
export interface WarehousePage {
	/** The warehouses. */ items: Warehouse[];
	/** Always null: there is one page. */ next: string | null;
}

/** A warehouse anew. */
export interface WarehouseChange {
	/** 1 to 40 characters. */ code: string;
	/** May be empty. */ name: string;
	/** Whose it is; stays as it was made. */ kind: WarehouseKind;
	/** Lower numbers serve first. */ priority: number;
	/** Whether it is in use. */ state: WarehouseState;
}

/** A platform SKU of a mapping. */
export interface MapMember {
	/** What it is called at the channel. */ platform_sku: string;
	/** Pieces of it that make one set. */ quantity: number;
}

/** An article that a mapping stands for. */
export interface MapPart {
	/** The SKU's number. */ sku_id: string;
	/** Its code. */ code: string;
	/** What it is. */ title: string;
	/** Pieces of it for one set. */ quantity: number;
}

/** What a platform SKU, or a set of them, stands for. */
export interface SkuMap {
	/** Its number. */ id: string;
	/** Only on this channel; empty: on all. */ channel: string;
	/** Only in this shop; null: in all. */ shop: ShopName | null;
	/** What is sold: several make a set. */ members: MapMember[];
	/** What is taken from the shelf. */ parts: MapPart[];
	/** For orders placed at this moment or later; null: all. */ valid_from: string | null;
	/** … and before this one; null: for ever. */ valid_until: string | null;
	/** Rises with each change; to be sent as If-Match. */ ver: number;
}

/** Mappings, by platform SKU. */
export interface SkuMapPage {
	/** The mappings. */ items: SkuMap[];
	/** To be given as "after" for the next page; null: there is none. */ next: string | null;
}

/** An article by its code. */
export interface MapPartChange {
	/** The SKU's code. */ code: string;
	/** Pieces of it for one set, 1 to 100,000. */ quantity: number;
}

/** A mapping anew. */
export interface SkuMapChange {
	/** Only on this channel. */ channel?: string;
	/** Only in this shop. */ shop_id?: string;
	/** What is sold. */ members: MapMember[];
	/** What it stands for. */ parts: MapPartChange[];
	/** For orders placed at this moment or later. */ valid_from?: string;
	/** … and before this one. */ valid_until?: string;
}

/** An article that a platform SKU may stand for. */
export interface MapSuggestion {
	/** The SKU's number. */ sku_id: string;
	/** Its code. */ code: string;
	/** What it is. */ title: string;
	/** Pieces of it. */ quantity: number;
	/** Why it is thought so. */ reason: SuggestionReason;
}

/** A platform SKU without a mapping. */
export interface UnmappedSku {
	/** What it is called at the channel. */ platform_sku: string;
	/** What is sold. */ title: string;
	/** The shop. */ shop: ShopName;
	/** Its channel. */ channel: string;
	/** Orders that wait for it. */ orders: Count;
	/** Since when. */ since: string;
	/** What it may stand for, the likeliest first; at most three. */ suggestions: MapSuggestion[];
}

/** Platform SKUs without a mapping, those with most waiting orders first. */
export interface UnmappedPage {
	/** The platform SKUs. */ items: UnmappedSku[];
	/** To be given as "after" for the next page; null: there is none. */ next: string | null;
}

/** What there is of an article in a warehouse. */
export interface Stock {
	/** The warehouse's number. */ warehouse_id: string;
	/** Its code. */ warehouse: string;
	/** The SKU's number. */ sku_id: string;
	/** Its code. */ code: string;
	/** What it is. */ title: string;
	/** On shelves. */ on_shelf: number;
	/** … of these reserved … */ reserved: number;
	/** … and free. */ available: number;
	/** Came back and not yet on a shelf. */ awaiting_putaway: number;
	/** Set aside. */ quarantine: number;
	/** Damaged. */ damaged: number;
	/** Dispatched without having been there. */ shortfall: number;
	/** Pieces of the SKU that orders wait for, in all warehouses. */ waiting: number;
	/** What the auditor found wrong. */ fault: string | null;
	/** Rises with each change; to be sent as If-Match. */ ver: number;
}

/** Balances, by SKU and warehouse. */
export interface StockPage {
	/** The balances. */ items: Stock[];
	/** To be given as "after" for the next page; null: there is none. */ next: string | null;
}

/** A correction of a balance: either how many were counted, or by how many it changes. */
export interface StockAdjust {
	/** The warehouse's number. */ warehouse_id: string;
	/** The SKU's number. */ sku_id: string;
	/** Pieces on the shelf as counted; needs If-Match with the balance's ver, 0 where there is none. */ counted?: number;
	/** So many more, or fewer. */ change?: number;
	/** What is done. */ kind: AdjustKind;
	/** The reason, 1 to 200 characters. */ why: string;
}

/** A movement of stock. */
export interface Movement {
	/** Its number. */ id: string;
	/** When. */ at: string;
	/** What was done. */ kind: MovementKind;
	/** … for people. */ kind_label: Label;
	/** The warehouse's code. */ warehouse: string;
	/** How many; less than 0 where it took away. */ quantity: number;
	/** By how many the shelf changed … */ on_shelf: number;
	/** … and what is reserved. */ reserved: number;
	/** For which order. */ order_id: string | null;
	/** … as people see it; may be empty. */ order_number: string;
	/** By which receipt. */ receipt_id: string | null;
	/** Who did it; empty: the program. */ who: string;
	/** Why. */ why: string;
}

/** Movements of an article, newest first. */
export interface MovementPage {
	/** The movements. */ items: Movement[];
	/** To be given as "after" for the next page; null: there is none. */ next: string | null;
}

/** Goods that came. */
export interface ReceiptLine {
	/** The SKU's number. */ sku_id: string;
	/** Its code. */ code: string;
	/** What it is. */ title: string;
	/** Pieces. */ quantity: number;
}

/** Goods that came to a warehouse, or that were there at the beginning. */
export interface Receipt {
	/** Its number. */ id: string;
	/** The number that people see. */ number: string;
	/** What it is. */ kind: ReceiptKind;
	/** The warehouse's number. */ warehouse_id: string;
	/** Its code. */ warehouse: string;
	/** From whom; may be empty. */ supplier: string;
	/** May be empty. */ note: string;
	/** Who booked it. */ who: string;
	/** When. */ at: string;
	/** Pieces altogether. */ pieces: number;
	/** What came; empty in a list. */ lines: ReceiptLine[];
}

/** Receipts, newest first. */
export interface ReceiptPage {
	/** The receipts. */ items: Receipt[];
	/** To be given as "after" for the next page; null: there is none. */ next: string | null;
}

/** Goods that came. */
export interface ReceiptLineNew {
	/** The SKU's code. */ code: string;
	/** Pieces, 1 to 10,000,000. */ quantity: number;
}

/** A receipt to be booked. */
export interface ReceiptNew {
	/** What it is. */ kind: ReceiptKind;
	/** The warehouse's number. */ warehouse_id: string;
	/** The number of the delivery note; ours where it is left out. */ number?: string;
	/** From whom. */ supplier?: string;
	/** A note. */ note?: string;
	/** What came, at most 1000 lines. */ lines: ReceiptLineNew[];
}

/** What a shop offers, and which stock its channel was told. */
export interface Listing {
	/** The shop. */ shop: ShopName;
	/** The channel's number of the offer. */ ref: string;
	/** What it is called there. */ platform_sku: string;
	/** What is sold. */ title: string;
	/** The stock that the channel was told last; null: none yet. */ said: number | null;
	/** The stock that it is to be told; null: the offer is not mapped. */ wanted: number | null;
	/** When it was told. */ said_at: string | null;
	/** Why it could not be told. */ problem: Trouble | null;
}

/** Offers, by shop and number. */
export interface ListingPage {
	/** The offers. */ items: Listing[];
	/** To be given as "after" for the next page; null: there is none. */ next: string | null;
}

/** Pieces of a line that go the same way. */
export interface Unit {
	/** Their number. */ id: string;
	/** The line's key. */ line: string;
	/** The SKU's number. */ sku_id: string;
	/** Its code. */ code: string;
	/** What it is. */ title: string;
	/** Pieces. */ quantity: number;
	/** How they stand. */ state: UnitState;
	/** The warehouse's code; empty: none yet. */ warehouse: string;
	/** Free pieces of the SKU where it may be served from. */ available: number;
}

/** A line that does not say which article it is. */
export interface UnmappedLine {
	/** The line's key. */ line: string;
	/** What it is called at the channel. */ platform_sku: string;
	/** What is sold. */ title: string;
}

/** Where an order stands on its way, and what may be done with it. */
export interface OrderPlace {
	/** The order's number. */ id: string;
	/** Its place. */ state: OrderState;
	/** The code of the hold that stands. */ hold: string | null;
	/** The reason that was given. */ hold_why: string;
	/** When it ends by itself; null: it does not. */ hold_until: string | null;
	/** What is taken from the shelf for it. */ units: Unit[];
	/** Lines without a mapping. */ unmapped: UnmappedLine[];
	/** All that stands against converting, auditing and shipping it, each with its cure. */ blocks: Trouble[];
	/** What may be done with it now. */ moves: OrderDeed[];
	/** Rises with each change of the order here. */ ver: number;
}

/** What is to be done with orders. */
export interface OrderDeeds {
	/** The orders, at most 1000. */ ids: string[];
	/** What is to be done. */ deed: OrderDeed;
	/** The reason, 1 to 200 characters; needed to freeze and to void. */ why?: string;
	/** To freeze: when it ends by itself. */ until?: string;
}

/** What became of one order. */
export interface DeedResult {
	/** The order. */ id: string;
	/** The number that people see. */ number: string;
	/** Its place now; null: there is no such order. */ state: OrderState | null;
	/** It was done. */ done: boolean;
	/** What is to be known: "3 of 5 pieces reserved"; may be empty. */ note: string;
	/** Why not. */ problem: Trouble | null;
}

/** What became of each order. */
export interface DeedResults {
	/** In the order in which they were given. */ items: DeedResult[];
	/** How many were done … */ done: number;
	/** … and how many not. */ refused: number;
}

/** What is sold. */
export interface OrderNewLine {
	/** The platform SKU, or one of our own codes. */ sku: string;
	/** What it is. */ title?: string;
	/** Pieces, 1 to 100,000. */ quantity: number;
	/** The price of one piece, with the currency's decimals. */ price?: string;
}

/** An order made by hand. */
export interface OrderNew {
	/** The shop: one whose channel has orders by hand and from files. */ shop_id: string;
	/** Its number; ours where it is left out. */ number?: string;
	/** Who receives it. */ name: string;
	/** Phone. */ phone?: string;
	/** Address. */ address: string;
	/** ISO 3166 alpha-2. */ country?: string;
	/** Postal code. */ postcode?: string;
	/** How it is delivered. */ delivery_method?: string;
	/** A note. */ remark?: string;
	/** It is paid. */ paid: boolean;
	/** The last moment to ship. */ ship_by?: string;
	/** What is sold, at most 1000 lines. */ lines: OrderNewLine[];
}

/** An order that was made. */
export interface OrderMade {
	/** Its number here. */ id: string;
	/** The number that people see. */ number: string;
}

/** An order to be fetched from its channel. */
export interface ShopFetch {
	/** The channel's number of it. */ number: string;
}

/** An order being fetched from its channel. */
export interface Fetch {
	/** The number of this fetch. */ id: string;
	/** The channel's number of the order. */ number: string;
	/** How far it is. */ state: FetchState;
	/** The order, once it is here. */ order_id: string | null;
	/** Why it could not be fetched. */ problem: Trouble | null;
}

/** What is wrong with a row of a file. */
export interface ImportFault {
	/** The row, as a spreadsheet counts them. */ row: number;
	/** The column's heading; may be empty. */ column: string;
	/** What stands there, shortened. */ value: string;
	/** The error's code. */ code: string;
	/** What is wrong and what to do. */ words: string;
}

/** A row as it was understood. */
export interface ImportPreview {
	/** The row. */ row: number;
	/** Its values, by the columns of the import. */ cells: string[];
}

/** A column of ours. */
export interface ImportColumn {
	/** Its name. */ name: string;
	/** It must be there. */ needed: boolean;
	/** The file's heading that it is read from; null: none. */ heading: string | null;
	/** What it holds. */ sentence: string;
}

/** A file that comes in. */
export interface Import {
	/** Its number. */ id: string;
	/** What it holds. */ kind: ImportKind;
	/** The file's name. */ name: string;
	/** How it is written: utf-8, gb18030 or xlsx. */ encoding: string;
	/** How far it is. */ state: ImportState;
	/** What is taken. */ take: ImportTake;
	/** The file's headings. */ headings: string[];
	/** Our columns, and which heading each is read from. */ columns: ImportColumn[];
	/** Rows. */ total: number;
	/** … that can be taken. */ good: number;
	/** … that cannot. */ faulty: number;
	/** … that were taken. */ done: number;
	/** The first good rows, at most five. */ preview: ImportPreview[];
	/** The first faults, at most 100; the report has all. */ faults: ImportFault[];
	/** Why the file as a whole could not be read or taken. */ problem: Trouble | null;
	/** When it came. */ made_at: string;
}

/** Imports, newest first. */
export interface ImportPage {
	/** The imports, without preview and faults. */ items: Import[];
	/** To be given as "after" for the next page; null: there is none. */ next: string | null;
}

/** How a checked file is taken in. */
export interface ImportGo {
	/** What is taken. */ take: ImportTake;
}

/** A column of ours and the heading that it is read from. */
export interface TemplateColumn {
	/** Our column. */ name: string;
	/** The file's heading. */ heading: string;
}

/** How the headings of somebody's files are read. */
export interface ImportTemplate {
	/** Its number. */ id: string;
	/** For which files. */ kind: ImportKind;
	/** Its name. */ name: string;
	/** Our columns and the file's headings. */ columns: TemplateColumn[];
	/** Rises with each change. */ ver: number;
}

/** A template to be kept; one of the same name is replaced. */
export interface ImportTemplateNew {
	/** For which files. */ kind: ImportKind;
	/** Its name, 1 to 80 characters. */ name: string;
	/** Our columns and the file's headings. */ columns: TemplateColumn[];
}

/** Templates, by name. */
export interface ImportTemplatePage {
	/** The templates. */ items: ImportTemplate[];
	/** Always null: there is one page. */ next: string | null;
}

/** A condition of going live. */
export interface LiveCheck {
	/** What is looked at. */ name: LiveCheckName;
	/** … for people. */ label: Label;
	/** How it stands. */ state: LiveCheckState;
	/** Without it one cannot go live. */ needed: boolean;
	/** What was found, as a code. */ said: LiveSaid;
	/** The first number of what was found, else 0. */ count: number;
	/** The second number of what was found, else 0. */ of: number;
	/** What was found, in English. */ words: string;
	/** The address of the page where it is mended; may be empty. */ cure: string;
}

/** Whether the tenant is live, and what stands against it. */
export interface Live {
	/** Stock, confirmations and statuses go to the channels. */ live: boolean;
	/** All that is needed holds: it may go live. */ may: boolean;
	/** Since when it is live. */ since: string | null;
	/** Tasks that wait for it. */ waiting: number;
	/** The conditions, in the order in which they are best met. */ checks: LiveCheck[];
}

/** Whether the tenant is to be live. */
export interface LiveChange {
	/** Go live, or back. */ live: boolean;
}

/** A step of a plan. */
export type PlanStepKind =
	| "fetch" | "withdraw" | "unaudit" | "release" | "apply" | "keep"
	| "drop" | "edit" | "restore" | "convert" | "reserve" | "forget"
	| "repost";

/** What a step touches. */
export type PlanTouch =
	| "order" | "stock" | "outbound" | "channel" | "book";

/** What a task does: update orders, or take that back. */
export type TaskKind =
	| "update" | "undo";

/** How far a task is: its orders are written down; it runs; it is done; it was cancelled. */
export type TaskState =
	| "gather" | "run" | "done" | "cancelled";

/** How an order of a task stands. */
export type TaskItemState =
	| "waiting" | "done" | "failed" | "cancelled";

/** Keep my edits, and ask where both changed; or take the channel's. */
export type MergeMode =
	| "keep" | "take";

/** What came of an update. */
export type MergeOutcome =
	| "no_change" | "updated" | "merged" | "needs_decision" | "updated_not_reserved";

/** What people do with a task. */
export type TaskMove =
	| "cancel" | "retry" | "undo";

/** A step of a plan. */
export interface PlanStep {
	/** What is done. */ step: PlanStepKind;
	/** … for people. */ label: Label;
	/** What it touches. */ touch: PlanTouch;
	/** Pieces of stock that it is about; 0: of none. */ pieces: number;
	/** It can be taken back. */ undoable: boolean;
}

/** What will be done, step by step. */
export interface Plan {
	/** In the order in which they are carried out; none: there is nothing to be done. */ steps: PlanStep[];
	/** All of it can be taken back. */ undoable: boolean;
	/** To be given with the confirmation: what is not so any more is not done. */ digest: string;
}

/** Which orders are to be checked, and how they would be updated. */
export interface UpdateCheck {
	/** Orders by their ids, at most 3000; left out: all that fit the filters of the address, at most 100,000. */ ids?: string[];
	/** Without ids: those that are left out, at most 3000. */ but?: string[];
	/** Whose side wins where both changed. */ mode: MergeMode;
	/** Release what is reserved, update, and reserve again. */ release: boolean;
}

/** Which orders are to be updated, and how. */
export interface UpdateOrder extends UpdateCheck {
	/** The digest of the plan that was confirmed; needed where ids are left out. */ plan?: string;
}

/** Orders that cannot be updated, by one cause. */
export interface UpdateRefusal {
	/** Why not. */ problem: Trouble;
	/** How many. */ count: number;
	/** One of them. */ example: string;
}

/** What an update would come to: nothing was asked of a channel, nothing was changed. */
export interface UpdateChecked {
	/** Orders that were chosen. */ total: number;
	/** More fit the filters than are taken at once. */ capped: boolean;
	/** … that can be updated. */ eligible: number;
	/** … and of how many shops they are. */ shops: number;
	/** … that can be updated only if their stock is released first. */ by_release: number;
	/** Why the others cannot, most first. */ refusals: UpdateRefusal[];
	/** What will be done. */ plan: Plan;
	/** How long it takes by the channels' budgets, at least. */ seconds: number;
}

/** A deed on many orders. */
export interface Task {
	/** Its number. */ id: string;
	/** What it does. */ kind: TaskKind;
	/** How far it is. */ state: TaskState;
	/** Whose side wins where both changed. */ mode: MergeMode;
	/** What is reserved is released first, and reserved again. */ release: boolean;
	/** The task that it repeats or takes back. */ of_task: string | null;
	/** Who asked for it. */ user: string;
	/** The person who is signed in did. */ mine: boolean;
	/** When. */ made_at: string;
	/** When it ended. */ ended_at: string | null;
	/** Who asked for it has been told of its end. */ seen: boolean;
	/** The task that took it back. */ undone_by: string | null;
	/** Orders. */ total: number;
	/** … that have no result yet. */ waiting: number;
	/** … that are as they were to be. */ succeeded: number;
	/** … that failed or were refused. */ failed: number;
	/** Of those that succeeded: how many ask for a decision. */ asking: number;
	/** … that were not asked for any more. */ cancelled: number;
}

/** Tasks, newest first. */
export interface TaskPage {
	/** The tasks. */ items: Task[];
	/** To be given as "after" for the next page; null: there is none. */ next: string | null;
}

/** How many orders ended so. */
export interface TaskOutcome {
	/** What came of it. */ outcome: MergeOutcome;
	/** How many. */ count: number;
}

/** Orders that failed by one cause. */
export interface TaskCause {
	/** Why, with the words of one of them. */ problem: Trouble;
	/** How many. */ count: number;
	/** One of them. */ example: string;
}

/** Orders of a shop that wait. */
export interface TaskWait {
	/** The shop. */ shop: string;
	/** How many. */ count: number;
	/** What they wait for; null: for their turn. */ problem: Trouble | null;
	/** When they are asked for again; null: they are asked for now, or next. */ until: string | null;
}

/** How a task stands. */
export interface TaskMore {
	/** What came of those that succeeded. */ outcomes: TaskOutcome[];
	/** Why others failed, most first. */ causes: TaskCause[];
	/** What those wait for that have no result yet, by shop. */ waits: TaskWait[];
	/** How long it takes by the channels' budgets, at least; null: it has ended. */ seconds: number | null;
	/** What may be done with it now. */ moves: TaskMove[];
}

/** One task whole. */
export interface TaskWhole extends Task, TaskMore {
}

/** What became of one order. */
export interface TaskItem {
	/** The order. */ order_id: string;
	/** The number that people see; empty: there is no such order. */ number: string;
	/** Its shop. */ shop: string;
	/** How it stands. */ state: TaskItemState;
	/** What came of it. */ outcome: MergeOutcome | null;
	/** Why it failed; of one that waits: what for. */ problem: Trouble | null;
	/** What was taken over: types of changes. */ taken: string[];
	/** How often it was tried, with the tasks that this one repeats. */ attempts: number;
	/** When. */ at: string;
	/** It can be taken back. */ undoable: boolean;
	/** What was asked and answered is kept: the bundle for support has it. */ traced: boolean;
}

/** Orders of a task, by their number here. */
export interface TaskItemPage {
	/** The orders. */ items: TaskItem[];
	/** To be given as "after" for the next page; null: there is none. */ next: string | null;
}

/** Which failed orders are to be tried again. */
export interface TaskRetry {
	/** Those that failed so; none: all that failed. */ codes: ErrorCode[];
}

/** Tasks. */
export interface TaskIds {
	/** Their numbers, at most 1000. */ ids: string[];
}

/** A kind of change of an order. */
export type ChangeType =
	| "consignee_name" | "consignee_phone" | "consignee_address" | "delivery_method" | "ship_by" | "line_added"
	| "line_removed" | "line_swapped" | "line_quantity" | "line_price" | "line_text" | "total"
	| "payment_status" | "payment" | "currency" | "order_status" | "cancelled" | "cancel_requested"
	| "pieces_cancelled" | "pieces_returned" | "delivery_status" | "buyer_note" | "seller_note" | "replaced"
	| "other" | "book";

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

/** A field of an order that a person changed here. */
export interface OrderEdit {
	/** The field. */ field: Field;
	/** The line's key; empty: of the order. */ line: string;
	/** As it shows: money with its decimals; empty: it was emptied, or the line taken out; people masked without read_people. */ value: string;
	/** What the order showed before; empty where that is personal, or nothing was. */ was: string;
	/** What the channel says; null: nothing. */ channel: string | null;
	/** When it was changed. */ at: string;
	/** By whom; null: by the system. */ who: string | null;
	/** For which reason; may be empty. */ why: string;
}

/** The edits of an order, by field and line. */
export interface OrderEditPage {
	/** The order's version: to be sent as If-Match with a change. */ ver: number;
	/** The edits. */ items: OrderEdit[];
	/** To be given as "after" for the next page; null: there is none. */ next: string | null;
}

/** A field as it shall be. */
export interface OrderEditWish {
	/** The field. */ field: Field;
	/** The line's key; left out: of the order. */ line?: string;
	/** The value, money with its decimals; empty: emptied, of line_ordered: the line is taken out; null: as the channel has it. */ value: string | null;
}

/** What is to be changed of an order here; at most 1000 fields and lines. */
export interface OrderEditsChange {
	/** Fields. */ fields: OrderEditWish[];
	/** Lines that are added. */ lines: OrderNewLine[];
	/** The reason, at most 200 characters. */ why?: string;
}

/** A field that both sides changed. */
export interface Collision {
	/** The field; line_ordered with whole_line: the line came or went. */ field: Field;
	/** The line's key; empty: of the order. */ line: string;
	/** It is about the line as a whole. */ whole_line: boolean;
	/** What was accepted last; null: nothing. */ base: string | null;
	/** What the channel says now; null: nothing any more. */ theirs: string | null;
	/** What shows here; null: nothing. */ ours: string | null;
}

/** What would come of merging what the channel said last into an order. */
export interface OrderMerge {
	/** The order's version: to be sent as If-Match with the decisions. */ ver: number;
	/** The revision that is merged. */ revision: number;
	/** Whose side wins where both changed. */ mode: MergeMode;
	/** What would come of it. */ outcome: MergeOutcome;
	/** The kinds of changes that would be taken. */ changes: ChangeType[];
	/** What would change in what the order shows. */ taken: Change[];
	/** Edits that would stay … */ kept: number;
	/** … and those that would go. */ given_up: number;
	/** What asks for a decision. */ collisions: Collision[];
	/** There is more than the first 1000 that are shown. */ cut: boolean;
	/** The steps that deciding so would take. */ plan: Plan;
}

/** An answer to what both sides changed, or to a change of the channel. */
export interface OrderChoice {
	/** The field; of a line as a whole: line_ordered. */ field: Field;
	/** The line's key; left out: of the order. */ line?: string;
	/** true: as the channel has it; false: as it is here, and the channel's value is declined. */ take: boolean;
}

/** Answers; all that collides in the groups of these fields is to be answered at once. */
export interface OrderDecision {
	/** The answers, at most 1000. */ choices: OrderChoice[];
	/** The reason, at most 200 characters. */ why?: string;
}

/** A field as it showed, and where that came from. */
export interface FactAt {
	/** The field. */ field: Field;
	/** The key of the line or package; empty: of the order. */ line: string;
	/** As it showed; people masked without read_people. */ value: string;
	/** The revision that it was taken from; null: a person changed it here. */ seq: number | null;
	/** When that revision was asked for, or the change was made. */ at: string | null;
	/** How the revision came; null: a person changed it here. */ source: string | null;
	/** Who changed it. */ who: string | null;
	/** For which reason; may be empty. */ why: string;
}

/** An order as it showed at a moment. */
export interface OrderAt {
	/** The moment. */ time: string;
	/** The newest revision then. */ revision: number;
	/** What it showed. */ facts: FactAt[];
	/** There are more facts than the first 2000 that are shown. */ cut: boolean;
}

/** A step on the way of a field to its value. */
export interface FactStep {
	/** When. */ at: string;
	/** revision; or a change here: edit, update, decide, undo. */ kind: string;
	/** The revision that was there then, of a revision. */ seq: number | null;
	/** What the field showed from then on; null: nothing; people masked without read_people. */ value: string | null;
	/** What the channel said of it then; null: nothing. */ said: string | null;
	/** Who did it; null: the system. */ who: string | null;
	/** For which reason, or how the revision came. */ why: string;
}

/** How a field came to show what it does. */
export interface FactWhy {
	/** The field. */ field: Field;
	/** The line's key; empty: of the order. */ line: string;
	/** What changed it, or what the channel said of it, oldest first; at most the last 100. */ steps: FactStep[];
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
		/** Only orders that lack one of these. */ needs?: OrderNeed[];
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
		/** Only orders that lack one of these. */ needs?: OrderNeed[];
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
		/** Only orders that lack one of these. */ needs?: OrderNeed[];
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
	/** List the channels, how each is authorised and what it can do. */
	"GET /channels": { query: {}; body: undefined; reply: ChannelPage };
	/** List accounts with their shops. */
	"GET /accounts": { query: {
		/** Only accounts of these channels. */ channel?: string[];
		/** Only accounts with this in their name, or in a name of one of their shops, without regard to case. */ name?: string;
		/** Only accounts that stand so. */ state?: AccountState[];
	}; body: undefined; reply: AccountPage };
	/** Enter an account; it is used once it is authorised and verified. */
	"POST /accounts": { query: {}; body: AccountNew; reply: Account };
	/** Show one account. */
	"GET /accounts/{id}": { query: {}; body: undefined; reply: Account };
	/** Change an account; If-Match must be its ver. */
	"PUT /accounts/{id}": { query: {}; body: AccountChange; reply: Account };
	/** Begin an authorisation, or end it with what the channel sent back; it is then verified by a real call. */
	"POST /accounts/{id}/authorise": { query: {}; body: AccountAuthorise; reply: AccountLink };
	/** Prove an account by a real call to its channel. */
	"POST /accounts/{id}/verify": { query: {}; body: undefined; reply: Account };
	/** Give up an account's secrets; where the channel must be told by the seller, with the link to do so. */
	"POST /accounts/{id}/cancel": { query: {}; body: AccountCancel; reply: AccountLink };
	/** Change how a shop is worked for; If-Match must be its ver. */
	"PUT /shops/{id}": { query: {}; body: ShopChange; reply: AccountShop };
	/** Fetch one order from its channel by its number. */
	"POST /shops/{id}/fetch": { query: {}; body: ShopFetch; reply: Fetch };
	/** Say how far a fetch is. */
	"GET /fetches/{id}": { query: {}; body: undefined; reply: Fetch };
	/** List SKUs, by code. */
	"GET /skus": { query: {
		/** The beginning of the code, the barcode or a word of the title, without regard to case and marks. */ find?: string;
		/** Only SKUs in this state; active unless said. */ state?: SkuState;
		/** How many; 50 unless said, at most 200. */ limit?: number;
		/** Where the next page begins: what the page before gave as "next". */ after?: string;
	}; body: undefined; reply: SkuPage };
	/** Make a SKU. */
	"POST /skus": { query: {}; body: SkuChange; reply: Sku };
	/** Show one SKU. */
	"GET /skus/{id}": { query: {}; body: undefined; reply: Sku };
	/** Change a SKU; If-Match must be its ver. */
	"PUT /skus/{id}": { query: {}; body: SkuChange; reply: Sku };
	/** Show a SKU's photo. */
	"GET /skus/{id}/photo": { query: {
		/** Of which version; it only makes the address of each photo its own. */ ver?: number;
	}; body: undefined; reply: unknown };
	/** Put a SKU's photo: a JPEG, PNG or WebP of at most 2 MiB as the body. */
	"PUT /skus/{id}/photo": { query: {}; body: Blob; reply: Sku };
	/** Remove a SKU's photo. */
	"DELETE /skus/{id}/photo": { query: {}; body: undefined; reply: Sku };
	/** List a SKU's movements, newest first. */
	"GET /skus/{id}/movements": { query: {
		/** Only those of this warehouse. */ warehouse?: string;
		/** How many; 50 unless said, at most 200. */ limit?: number;
		/** Where the next page begins: what the page before gave as "next". */ after?: string;
	}; body: undefined; reply: MovementPage };
	/** List warehouses, by priority. */
	"GET /warehouses": { query: {}; body: undefined; reply: WarehousePage };
	/** Make a warehouse. */
	"POST /warehouses": { query: {}; body: WarehouseChange; reply: Warehouse };
	/** Change a warehouse; If-Match must be its ver. */
	"PUT /warehouses/{id}": { query: {}; body: WarehouseChange; reply: Warehouse };
	/** List mappings, by platform SKU. */
	"GET /maps": { query: {
		/** The beginning of a platform SKU or of one of our codes. */ sku?: string;
		/** Only mappings that hold in one of these shops alone. */ shop?: string[];
		/** Only mappings that hold on one of these channels alone. */ channel?: string[];
		/** How many; 50 unless said, at most 200. */ limit?: number;
		/** Where the next page begins: what the page before gave as "next". */ after?: string;
	}; body: undefined; reply: SkuMapPage };
	/** Make a mapping; orders that wait for it are healed. */
	"POST /maps": { query: {}; body: SkuMapChange; reply: SkuMap };
	/** Show one mapping. */
	"GET /maps/{id}": { query: {}; body: undefined; reply: SkuMap };
	/** Change a mapping; If-Match must be its ver. Orders already resolved stay as they are. */
	"PUT /maps/{id}": { query: {}; body: SkuMapChange; reply: SkuMap };
	/** Delete a mapping. */
	"DELETE /maps/{id}": { query: {}; body: undefined; reply: undefined };
	/** List platform SKUs without a mapping, those with most waiting orders first. */
	"GET /maps/unmapped": { query: {
		/** Only those of these shops. */ shop?: string[];
		/** The beginning of the platform SKU. */ find?: string;
		/** How many; 50 unless said, at most 200. */ limit?: number;
		/** Where the next page begins: what the page before gave as "next". */ after?: string;
	}; body: undefined; reply: UnmappedPage };
	/** Export mappings as a file that can be imported again. */
	"GET /maps/export": { query: {
		/** What the file is; csv unless said. */ format?: ExportFormat;
		/** The beginning of a platform SKU or of one of our codes. */ sku?: string;
		/** Only mappings that hold in one of these shops alone. */ shop?: string[];
		/** Only mappings that hold on one of these channels alone. */ channel?: string[];
	}; body: undefined; reply: unknown };
	/** List balances, by SKU and warehouse. */
	"GET /stocks": { query: {
		/** The beginning of the code, the barcode or a word of the title. */ find?: string;
		/** Only those of this warehouse. */ warehouse?: string;
		/** Only those of this SKU. */ sku?: string;
		/** Only balances that are so. */ only?: StockOnly;
		/** How many; 50 unless said, at most 200. */ limit?: number;
		/** Where the next page begins: what the page before gave as "next". */ after?: string;
	}; body: undefined; reply: StockPage };
	/** Correct a balance with a reason. */
	"POST /stocks/adjust": { query: {}; body: StockAdjust; reply: Stock };
	/** List receipts, newest first. */
	"GET /receipts": { query: {
		/** How many; 50 unless said, at most 200. */ limit?: number;
		/** Where the next page begins: what the page before gave as "next". */ after?: string;
	}; body: undefined; reply: ReceiptPage };
	/** Book goods that came; orders that wait for them are served, the soonest to be shipped first. */
	"POST /receipts": { query: {}; body: ReceiptNew; reply: Receipt };
	/** Show one receipt with its lines. */
	"GET /receipts/{id}": { query: {}; body: undefined; reply: Receipt };
	/** List what shops offer, with the stock that their channels were told. */
	"GET /listings": { query: {
		/** Only those of these shops. */ shop?: string[];
		/** Only offers that are so. */ only?: ListingOnly;
		/** How many; 50 unless said, at most 200. */ limit?: number;
		/** Where the next page begins: what the page before gave as "next". */ after?: string;
	}; body: undefined; reply: ListingPage };
	/** Show where an order stands, its pieces, and what stands against going on. */
	"GET /orders/{id}/place": { query: {}; body: undefined; reply: OrderPlace };
	/** List what people changed of an order here: by whom, when, why, and what was. */
	"GET /orders/{id}/edits": { query: {
		/** Where the next page begins: what the page before gave as "next". */ after?: string;
	}; body: undefined; reply: OrderEditPage };
	/** Change fields and lines of an order here; If-Match must be its ver. Pulls keep what was changed. Fields of people need read_people. */
	"PUT /orders/{id}/edits": { query: {}; body: OrderEditsChange; reply: OrderEditPage };
	/** Say what would come of merging what the channel said last: what is taken, what collides, and the plan. */
	"GET /orders/{id}/merge": { query: {
		/** Whose side wins where both changed; keep unless said. */ mode?: MergeMode;
	}; body: undefined; reply: OrderMerge };
	/** Answer where both sides changed a field; If-Match must be the order's ver. The groups of these fields are merged; what is declined comes back when the channel says something else. */
	"POST /orders/{id}/decide": { query: {}; body: OrderDecision; reply: OrderMerge };
	/** Show an order as it showed at a moment, each fact with its source. */
	"GET /orders/{id}/at": { query: {
		/** The moment; now unless said. */ time?: string;
	}; body: undefined; reply: OrderAt };
	/** Show how a field of an order came to its value: revisions and changes here, each with who and why. */
	"GET /orders/{id}/why": { query: {
		/** The field. */ field: Field;
		/** The line's key, for a field of a line. */ line?: string;
	}; body: undefined; reply: FactWhy };
	/** Freeze, unfreeze, void, restore, reserve or release orders: each by itself, with its own result. */
	"POST /orders/deeds": { query: {}; body: OrderDeeds; reply: DeedResults };
	/** Make an order by hand. */
	"POST /orders": { query: {}; body: OrderNew; reply: OrderMade };
	/** Say what an update of orders would come to: how many can be updated, why the others cannot, and the plan. Without ids it is all that fit the filters of the address. */
	"POST /orders/update/check": { query: {
		/** Only orders of these shops. */ shop?: string[];
		/** Only orders of these channels. */ channel?: string[];
		/** The beginning of the channel's number or of the shown one, in any case. */ number?: string;
		/** These numbers, at most 500; blanks and newlines separate them too. */ numbers?: string[];
		/** Only orders of these countries, ISO 3166 alpha-2. */ country?: string[];
		/** The beginning of the receiver's name or of a word in it, without regard to case and marks. Needs read_people. */ name?: string;
		/** The end of the receiver's phone number, three digits or more. Needs read_people. */ phone?: string;
		/** Only orders with these delivery methods. */ delivery_method?: string[];
		/** Only orders that lack one of these. */ needs?: OrderNeed[];
		/** Only orders whose outbound order stands so. */ outbound?: Outbound[];
		/** Pulled first at this moment or later … */ pulled_from?: string;
		/** … and before this one. */ pulled_to?: string;
		/** Placed at this moment or later … */ placed_from?: string;
		/** … and before this one. */ placed_to?: string;
		/** To be shipped by this moment or later … */ ship_by_from?: string;
		/** … and before this one. */ ship_by_to?: string;
		/** Only orders in this tab; "all" is every tab. */ tab?: OrderTab;
	}; body: UpdateCheck; reply: UpdateChecked };
	/** Update orders: each is asked of its own channel and merged, with a result of its own. Without ids it is all that fit the filters of the address. */
	"POST /orders/update": { query: {
		/** Only orders of these shops. */ shop?: string[];
		/** Only orders of these channels. */ channel?: string[];
		/** The beginning of the channel's number or of the shown one, in any case. */ number?: string;
		/** These numbers, at most 500; blanks and newlines separate them too. */ numbers?: string[];
		/** Only orders of these countries, ISO 3166 alpha-2. */ country?: string[];
		/** The beginning of the receiver's name or of a word in it, without regard to case and marks. Needs read_people. */ name?: string;
		/** The end of the receiver's phone number, three digits or more. Needs read_people. */ phone?: string;
		/** Only orders with these delivery methods. */ delivery_method?: string[];
		/** Only orders that lack one of these. */ needs?: OrderNeed[];
		/** Only orders whose outbound order stands so. */ outbound?: Outbound[];
		/** Pulled first at this moment or later … */ pulled_from?: string;
		/** … and before this one. */ pulled_to?: string;
		/** Placed at this moment or later … */ placed_from?: string;
		/** … and before this one. */ placed_to?: string;
		/** To be shipped by this moment or later … */ ship_by_from?: string;
		/** … and before this one. */ ship_by_to?: string;
		/** Only orders in this tab; "all" is every tab. */ tab?: OrderTab;
	}; body: UpdateOrder; reply: Task };
	/** List tasks, newest first. */
	"GET /tasks": { query: {
		/** Only tasks that are so far. */ state?: TaskState;
		/** Only tasks that do this. */ kind?: TaskKind;
		/** true: only tasks that the person who is signed in asked for. */ mine?: boolean;
		/** true: only those of them that have ended and whose end was not seen yet. */ unseen?: boolean;
		/** How many; 20 unless said, at most 100. */ limit?: number;
		/** Where the next page begins: what the page before gave as "next". */ after?: string;
	}; body: undefined; reply: TaskPage };
	/** Note that the person who asked for these tasks has been told of their end. */
	"POST /tasks/seen": { query: {}; body: TaskIds; reply: undefined };
	/** Show a task: counts, why orders failed, and how long it still takes. */
	"GET /tasks/{id}": { query: {}; body: undefined; reply: TaskWhole };
	/** List the orders of a task with their results. */
	"GET /tasks/{id}/items": { query: {
		/** Only orders that stand so. */ state?: TaskItemState;
		/** Only orders that failed so. */ code?: ErrorCode;
		/** How many; 50 unless said, at most 200. */ limit?: number;
		/** Where the next page begins: what the page before gave as "next". */ after?: string;
	}; body: undefined; reply: TaskItemPage };
	/** The result of each order of a task, as CSV. */
	"GET /tasks/{id}/results": { query: {}; body: undefined; reply: unknown };
	/** A file for support about one order of a task: what was decided by what, what was asked and answered; without people and secrets. */
	"GET /tasks/{id}/bundle": { query: {
		/** The order. */ order: string;
	}; body: undefined; reply: unknown };
	/** Ask for no further order of a task; what was done stays. */
	"POST /tasks/{id}/cancel": { query: {}; body: undefined; reply: Task };
	/** Try the failed orders of a task again, in a new task. */
	"POST /tasks/{id}/retry": { query: {}; body: TaskRetry; reply: Task };
	/** Take back what a task did, in a new task: orders that were changed since stay as they are. */
	"POST /tasks/{id}/undo": { query: {}; body: undefined; reply: Task };
	/** List imports, newest first. */
	"GET /imports": { query: {
		/** Only files that hold this. */ kind?: ImportKind;
		/** How many; 20 unless said, at most 100. */ limit?: number;
		/** Where the next page begins: what the page before gave as "next". */ after?: string;
	}; body: undefined; reply: ImportPage };
	/** Check a file (the body, CSV or XLSX, at most 64 MiB): nothing is taken in yet. Receipts need change_stock, orders change_orders, others change_skus; so do taking and templates. */
	"POST /imports": { query: {
		/** What it holds. */ kind: ImportKind;
		/** The file's name. */ name?: string;
		/** How its headings are read. */ template?: string;
		/** Or so: our column=its heading, separated by semicolons. */ columns?: string;
		/** Orders: the shop that they belong to. */ shop?: string;
		/** Receipts: the warehouse, where the file does not say. */ warehouse?: string;
	}; body: Blob; reply: Import };
	/** Show an import with its first rows and faults. */
	"GET /imports/{id}": { query: {}; body: undefined; reply: Import };
	/** Take in a checked file: all rows or none, or the good ones. */
	"POST /imports/{id}/take": { query: {}; body: ImportGo; reply: Import };
	/** The result of each row, as CSV; needs the right that taking the file needs. */
	"GET /imports/{id}/report": { query: {}; body: undefined; reply: unknown };
	/** An empty file with the headings. */
	"GET /imports/example": { query: {
		/** What it is to hold. */ kind: ImportKind;
	}; body: undefined; reply: unknown };
	/** List templates of headings. */
	"GET /templates": { query: {
		/** Only those for such files. */ kind?: ImportKind;
	}; body: undefined; reply: ImportTemplatePage };
	/** Keep a template of headings. */
	"POST /templates": { query: {}; body: ImportTemplateNew; reply: ImportTemplate };
	/** Delete a template. */
	"DELETE /templates/{id}": { query: {}; body: undefined; reply: undefined };
	/** Say whether the tenant is live and what stands against it. */
	"GET /live": { query: {}; body: undefined; reply: Live };
	/** Go live, or back. */
	"PUT /live": { query: {}; body: LiveChange; reply: Live };
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
