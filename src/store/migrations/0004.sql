-- 0004.sql - the list of orders: keys by which orders are found, counts of tabs, what filters offer.

-- What a list shows of an order's lines; a count of -1: not summed up yet, which the task "finds" does.
alter table orders add column lines_summary text not null default '';
alter table orders add column lines_count bigint not null default -1;
alter table order_people add column remark text not null default '';

-- Keys by core/find.h: "=" numbers, "#" phones from the end, names. Those of people go when order_people goes.
create table order_finds (
	tenant_id bigint not null,
	order_id bigint not null,
	key text not null,
	placed bigint not null,
	primary key (tenant_id, key, placed, order_id)
) without rowid;

create table order_counts (
	tenant_id bigint not null,
	shop_id bigint not null,
	state text not null,
	count bigint not null,
	primary key (tenant_id, shop_id, state)
) without rowid;
insert into order_counts (tenant_id, shop_id, state, count)
select tenant_id, shop_id, state, count(*) from orders group by tenant_id, shop_id, state;

-- Values that some order has had: kind is "country" or "delivery_method".
create table order_facets (
	tenant_id bigint not null,
	kind text not null,
	value text not null,
	primary key (tenant_id, kind, value)
) without rowid;
insert into order_facets (tenant_id, kind, value)
select distinct tenant_id, 'country', country from orders where country <> '';
insert into order_facets (tenant_id, kind, value)
select distinct tenant_id, 'delivery_method', delivery_method from orders where delivery_method <> '';

-- The list walks along it without touching the orders; the columns behind the id are those it filters by on its way.
create index orders_by_tab on orders (tenant_id, state, placed, id, shop_id, country, delivery_method);
drop index orders_by_state;
create index orders_by_due on orders (tenant_id, state, due, id);
