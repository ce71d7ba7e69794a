-- 0006.sql - what an order needs to be fulfilled: articles and what they are called elsewhere, warehouses, stock with
-- its ledger, pieces of an order that go the same way, files that come in, pushes of stock, how an account was entered.

alter table accounts add column flow_nonce text not null default '';
alter table accounts add column verified_at bigint not null default 0;
alter table accounts add column code text not null default '';
alter table accounts add column words text not null default '';
alter table accounts add column made_at bigint not null default 0;
update accounts set state = 'verified', verified_at = authorised_at, made_at = authorised_at;
update accounts set state = 'needs_authorisation', code = 'needs_authorisation'
 where exists (select 1 from shops h where h.tenant_id = accounts.tenant_id and h.account_id = accounts.id and h.state = 'needs_authorisation');

alter table shops add column region text not null default '';
alter table shops add column short_name text not null default '';
alter table shops add column warehouse_id bigint not null default 0;
alter table shops add column reserve_at text not null default 'intake';
alter table shops add column stock_push text not null default 'off';
alter table shops add column stock_safety bigint not null default 0;
alter table shops add column stock_percent bigint not null default 100;

create index shops_by_account on shops (tenant_id, account_id, id);

-- A first pull reads the newest day first and then goes back, beside what is new: from when it began, to which moment it
-- goes, and down to where it is. first_from 0: there was none, as the feed was read from its beginning on.
alter table feeds add column first_began bigint not null default 0;
alter table feeds add column first_from bigint not null default 0;
alter table feeds add column back_at bigint not null default 0;

-- Why an order is held, until when, and how far it is from being fulfilled: lines without a mapping, and pieces that
-- wait for stock.
alter table orders add column hold_why text not null default '';
alter table orders add column hold_until bigint not null default 0;
alter table orders add column unmapped bigint not null default 0;
alter table orders add column waiting bigint not null default 0;
alter table orders add column reserved bigint not null default 0;
-- Since when an order holds stock (0: it holds none), and what else than stock its waiting pieces wait for: '', 'hand' (a
-- person, who has released them), 'payment' (they were held unpaid for too long).
alter table orders add column reserved_at bigint not null default 0;
alter table orders add column waits_for text not null default '';
create index orders_in_stock on orders (tenant_id, id) where waiting > 0 or reserved > 0;
create index orders_reserved_unpaid on orders (tenant_id, reserved_at, id) where reserved > 0 and payment_status = 'unpaid';
create index orders_held_until on orders (tenant_id, hold_until) where hold_until > 0;
create index orders_unmapped on orders (tenant_id, state, placed, id) where unmapped > 0;
create index orders_waiting on orders (tenant_id, state, placed, id) where waiting > 0;

-- '': not judged (history, or of an earlier version); mapped, part, unmapped.
alter table order_lines add column sku_state text not null default '';
-- Pieces that a set took, or that a bound kept from being taken alike: when others are cancelled, the order is resolved anew.
alter table order_lines add column in_sets bigint not null default 0;

create table skus (
	tenant_id bigint not null,
	id bigint not null,
	code text not null,
	barcode text not null,
	title text not null,
	weight_g bigint not null,
	tax_class text not null,
	supplier_offer text not null,
	photo text not null, -- its media type; '': none
	state text not null,
	made_at bigint not null,
	ver bigint not null,
	primary key (tenant_id, id),
	unique (tenant_id, code)
);

create table sku_photos (
	tenant_id bigint not null,
	sku_id bigint not null,
	bytes blob not null,
	digest text not null,
	primary key (tenant_id, sku_id)
);

-- Keys by which SKUs are found: the code, the barcode, each word of the title, folded.
create table sku_finds (
	tenant_id bigint not null,
	sku_id bigint not null,
	key text not null,
	primary key (tenant_id, key, sku_id)
) without rowid;
create index sku_finds_by_sku on sku_finds (tenant_id, sku_id);

create table warehouses (
	tenant_id bigint not null,
	id bigint not null,
	code text not null,
	name text not null,
	kind text not null, -- own or channel
	priority bigint not null,
	state text not null,
	ver bigint not null,
	primary key (tenant_id, id),
	unique (tenant_id, code)
);

create table stocks (
	tenant_id bigint not null,
	warehouse_id bigint not null,
	sku_id bigint not null,
	on_shelf bigint not null,
	reserved bigint not null,
	awaiting_putaway bigint not null,
	quarantine bigint not null,
	damaged bigint not null,
	shortfall bigint not null,
	ver bigint not null,
	primary key (tenant_id, sku_id, warehouse_id),
	check (0 <= reserved and reserved <= on_shelf),
	check (awaiting_putaway >= 0 and quarantine >= 0 and damaged >= 0 and shortfall >= 0)
) without rowid;
create index stocks_by_warehouse on stocks (tenant_id, warehouse_id, sku_id);

-- The ledger: what core/movements.def says of the kind, times the quantity, is what changed in the balance.
create table movements (
	tenant_id bigint not null,
	id bigint not null,
	warehouse_id bigint not null,
	sku_id bigint not null,
	kind text not null,
	quantity bigint not null,
	order_id bigint not null,
	unit_id bigint not null,
	receipt_id bigint not null,
	user_id bigint not null,
	why text not null,
	at bigint not null,
	primary key (tenant_id, id)
) without rowid;
create index movements_by_sku on movements (tenant_id, sku_id, id);

-- What the auditor found: a balance that its movements do not make, a reservation that its units do not (order 0), or an
-- order whose units do not make what it says.
create table stock_faults (
	tenant_id bigint not null,
	warehouse_id bigint not null,
	sku_id bigint not null,
	order_id bigint not null,
	at bigint not null,
	words text not null,
	primary key (tenant_id, sku_id, warehouse_id, order_id)
) without rowid;
create index stock_faults_by_order on stock_faults (tenant_id, order_id);

-- What the movements up to one of them add up to, by kind, so that the auditor reads the later ones alone.
create table stock_sums (
	tenant_id bigint not null,
	sku_id bigint not null,
	warehouse_id bigint not null,
	kind text not null,
	quantity bigint not null,
	primary key (tenant_id, sku_id, warehouse_id, kind)
) without rowid;
create table stock_marks (
	tenant_id bigint not null,
	sku_id bigint not null,
	upto bigint not null,
	primary key (tenant_id, sku_id)
) without rowid;

create table receipts (
	tenant_id bigint not null,
	id bigint not null,
	number text not null,
	kind text not null, -- opening or receipt
	warehouse_id bigint not null,
	supplier text not null,
	note text not null,
	user_id bigint not null,
	at bigint not null,
	pieces bigint not null,
	primary key (tenant_id, id),
	unique (tenant_id, number)
);

create table receipt_lines (
	tenant_id bigint not null,
	receipt_id bigint not null,
	line bigint not null,
	sku_id bigint not null,
	quantity bigint not null,
	primary key (tenant_id, receipt_id, line)
) without rowid;

create table sequences (
	tenant_id bigint not null,
	series text not null,
	period text not null,
	prefix text not null,
	next bigint not null,
	primary key (tenant_id, series, period)
) without rowid;

-- A mapping: members make one set of what is sold, parts are what it stands for. channel '' and shop 0: all.
create table sku_maps (
	tenant_id bigint not null,
	id bigint not null,
	channel text not null, -- of a shop's own mapping: the shop's
	shop_id bigint not null,
	head text not null, -- the first member's platform SKU, folded, by which lists are sorted
	members bigint not null, -- how many there are
	from_at bigint not null,
	until_at bigint not null, -- 0: for ever
	changed_at bigint not null,
	ver bigint not null,
	primary key (tenant_id, id)
) without rowid;
create index sku_maps_by_head on sku_maps (tenant_id, head, id);
create index sku_maps_by_shop on sku_maps (tenant_id, shop_id, head, id) where shop_id > 0;
create index sku_maps_by_channel on sku_maps (tenant_id, channel, head, id) where channel > '';

create table sku_map_members (
	tenant_id bigint not null,
	map_id bigint not null,
	platform_sku text not null,
	folded text not null,
	quantity bigint not null,
	primary key (tenant_id, platform_sku, map_id)
) without rowid;
create index sku_map_members_by_map on sku_map_members (tenant_id, map_id);
create index sku_map_members_by_folded on sku_map_members (tenant_id, folded, map_id);

create table sku_map_parts (
	tenant_id bigint not null,
	map_id bigint not null,
	sku_id bigint not null,
	quantity bigint not null,
	primary key (tenant_id, map_id, sku_id)
) without rowid;
create index sku_map_parts_by_sku on sku_map_parts (tenant_id, sku_id, map_id);

-- Rises with each change of a mapping: who resolved by older ones sees it.
create table map_marks (
	tenant_id bigint not null,
	ver bigint not null,
	primary key (tenant_id)
) without rowid;
insert into map_marks (tenant_id, ver) select id, 1 from tenants;

-- Lines that no mapping resolves, or not wholly, found by what a new mapping names.
create table unmapped (
	tenant_id bigint not null,
	shop_id bigint not null,
	platform_sku text not null,
	order_id bigint not null,
	line text not null,
	title text not null,
	at bigint not null,
	primary key (tenant_id, platform_sku, shop_id, order_id, line)
) without rowid;
create index unmapped_by_order on unmapped (tenant_id, order_id);
create index unmapped_by_shop on unmapped (tenant_id, shop_id, platform_sku);

-- The same by platform SKU: how many orders wait for it, since when, and until when mappings were tried on them.
create table unmapped_skus (
	tenant_id bigint not null,
	shop_id bigint not null,
	platform_sku text not null,
	title text not null,
	orders bigint not null,
	since bigint not null,
	tried_at bigint not null,
	primary key (tenant_id, shop_id, platform_sku)
) without rowid;
create index unmapped_skus_by_orders on unmapped_skus (tenant_id, orders, platform_sku, shop_id);

-- Pieces of a line that go the same way: waiting (for stock), reserved; further states come with fulfilment.
create table units (
	tenant_id bigint not null,
	id bigint not null,
	order_id bigint not null,
	line text not null,
	sku_id bigint not null,
	quantity bigint not null,
	warehouse_id bigint not null, -- 0: none yet
	state text not null,
	due bigint not null, -- of its order: what must be shipped first is allocated first
	primary key (tenant_id, id)
) without rowid;
create index units_by_order on units (tenant_id, order_id, id);
create index units_waiting on units (tenant_id, sku_id, due, order_id, id) where state = 'waiting';
create index units_reserved on units (tenant_id, sku_id, warehouse_id) where state = 'reserved';

create table imports (
	tenant_id bigint not null,
	id bigint not null,
	kind text not null,
	name text not null,
	options text not null,
	file blob not null,
	take text not null, -- all or good
	state text not null, -- checked, running, done, refused, failed
	total bigint not null,
	good bigint not null,
	faulty bigint not null,
	done bigint not null,
	at_row bigint not null, -- what stands up to this row was looked at and taken, or passed over
	user_id bigint not null,
	made_at bigint not null,
	ended_at bigint not null,
	code text not null,
	words text not null,
	primary key (tenant_id, id)
);

create table import_faults (
	tenant_id bigint not null,
	import_id bigint not null,
	at_row bigint not null,
	at_column text not null,
	code text not null,
	words text not null,
	value text not null,
	primary key (tenant_id, import_id, at_row, at_column)
) without rowid;

create table import_templates (
	tenant_id bigint not null,
	id bigint not null,
	kind text not null,
	name text not null,
	columns text not null, -- JSON: our column → the file's heading
	ver bigint not null,
	primary key (tenant_id, id),
	unique (tenant_id, kind, name)
);

-- What a channel offers of ours, and which stock it was told last; -1: never. What it showed of it afterwards is seen (-1:
-- not looked at since), and when; gone is what its list no longer has.
create table listings (
	tenant_id bigint not null,
	shop_id bigint not null,
	ref text not null,
	platform_sku text not null,
	title text not null,
	stock_said bigint not null,
	stock_want bigint not null,
	said_at bigint not null,
	stock_seen bigint not null,
	seen_at bigint not null,
	tried bigint not null,
	tried_at bigint not null,
	state text not null, -- unmapped, same, behind, failed, gone
	code text not null,
	words text not null,
	primary key (tenant_id, shop_id, ref)
) without rowid;
create index listings_by_sku on listings (tenant_id, platform_sku, shop_id);
create index listings_by_state on listings (tenant_id, state, shop_id, ref);
