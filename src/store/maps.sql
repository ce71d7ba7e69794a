-- maps.sql - mappings, what is without one, and the units that orders' lines become by them.

-- name: map_mark :one
-- Rises with each change of a mapping; and whether an article's own code goes without saying.
-- out: ver int, same_code blob?
select coalesce((select ver from map_marks where tenant_id = :tenant_id), 0) as ver,
       (select value from settings where tenant_id = :tenant_id and shop_id = 0 and name = 'map_same_code') as same_code;

-- name: map_mark_move :do
-- A mapping changes: whoever changes another waits for this one.
-- in: ver int
insert into map_marks (tenant_id, ver) values (:tenant_id, :ver)
on conflict (tenant_id) do update set ver = map_marks.ver + 1;

-- name: map_candidates :many
-- Mappings that name one of these platform SKUs and hold in a shop: each member that is named, with each part. Of a set that
-- has more members the others are sold by nobody here.
-- in:  skus text[], shop_id int, channel text
-- out: map_id int, channel text, shop_id int, members int, from_at int, until_at int, platform_sku text, quantity int, sku_id int, pieces int
select a.map_id, m.channel, m.shop_id, m.members, m.from_at, m.until_at, a.platform_sku, a.quantity, p.sku_id, p.quantity as pieces
  from sku_map_members a join sku_maps m on m.tenant_id = a.tenant_id and m.id = a.map_id
  join sku_map_parts p on p.tenant_id = a.tenant_id and p.map_id = a.map_id
 where a.tenant_id = :tenant_id and a.platform_sku in (:skus)
   and (m.shop_id = :shop_id or (m.shop_id = 0 and (m.channel = '' or m.channel = :channel)))
 order by a.map_id, a.platform_sku, p.sku_id;

-- name: skus_same_code :many
-- Articles in use that have one of these codes.
-- in:  codes text[]
-- out: id int, code text
select id, code from skus where tenant_id = :tenant_id and code in (:codes) and state = 'active';

-- name: skus_own_code :many
-- Articles in use that may have one of these codes: they stand under its key.
-- in:  keys text[]
-- out: id int, code text
select k.id, k.code from sku_finds f join skus k on k.tenant_id = f.tenant_id and k.id = f.sku_id
 where f.tenant_id = :tenant_id and f.key in (:keys) and k.state = 'active' order by k.id;

-- name: unit_insert :bulk
-- Pieces of an article for a line, which wait for stock.
-- in: id int, order_id int, line text, sku_id int, quantity int, due int
insert into units (tenant_id, id, order_id, line, sku_id, quantity, warehouse_id, state, due)
values (:tenant_id, :id, :order_id, :line, :sku_id, :quantity, 0, 'waiting', :due);

-- name: unit_due :bulk
-- By when an order must be shipped has moved: its pieces stand in line for stock by it.
-- in: order_id int, due int
update units set due = :due where tenant_id = :tenant_id and order_id = :order_id and due <> :due;

-- name: unmapped_insert :bulk
-- Lines that no mapping resolves, or not wholly.
-- in: shop_id int, platform_sku text, order_id int, line text, title text, at int
insert into unmapped (tenant_id, shop_id, platform_sku, order_id, line, title, at)
values (:tenant_id, :shop_id, :platform_sku, :order_id, :line, :title, :at)
on conflict (tenant_id, platform_sku, shop_id, order_id, line) do nothing;

-- name: unmapped_delete :bulk
-- A line that is resolved.
-- in: shop_id int, platform_sku text, order_id int, line text
delete from unmapped where tenant_id = :tenant_id and platform_sku = :platform_sku and shop_id = :shop_id
   and order_id = :order_id and line = :line;

-- name: unmapped_of_orders :many
-- For which platform SKUs these orders wait.
-- in:  ids int[]
-- out: order_id int, shop_id int, platform_sku text
select distinct order_id, shop_id, platform_sku from unmapped where tenant_id = :tenant_id and order_id in (:ids)
 order by shop_id, platform_sku;

-- name: unmapped_forget :do
-- These orders wait for no mapping any more.
-- in: ids int[]
delete from unmapped where tenant_id = :tenant_id and order_id in (:ids);

-- name: unmapped_sku_add :bulk
-- So many more orders wait for a platform SKU.
-- in: shop_id int, platform_sku text, title text, orders int, since int
insert into unmapped_skus (tenant_id, shop_id, platform_sku, title, orders, since, tried_at)
values (:tenant_id, :shop_id, :platform_sku, :title, :orders, :since, 0)
on conflict (tenant_id, shop_id, platform_sku) do update set orders = unmapped_skus.orders + excluded.orders;

-- name: unmapped_sku_less :bulk
-- So many fewer.
-- in: shop_id int, platform_sku text, orders int
update unmapped_skus set orders = orders - :orders
 where tenant_id = :tenant_id and shop_id = :shop_id and platform_sku = :platform_sku;

-- name: unmapped_sku_clear :bulk
-- A platform SKU for which nobody waits goes.
-- in: shop_id int, platform_sku text
delete from unmapped_skus where tenant_id = :tenant_id and shop_id = :shop_id and platform_sku = :platform_sku and orders <= 0;

-- name: unmapped_sku_tried :do
-- All orders that wait for a platform SKU were tried by the mappings of this moment.
-- in: shop_id int, platform_sku text, tried_at int
update unmapped_skus set tried_at = :tried_at
 where tenant_id = :tenant_id and shop_id = :shop_id and platform_sku = :platform_sku and tried_at < :tried_at;

-- name: unmapped_of_shops :many
-- How many platform SKUs of each shop have no mapping.
-- in:  shops int[]
-- out: shop_id int, count int
select shop_id, count(*) as count from unmapped_skus where tenant_id = :tenant_id and shop_id in (:shops) group by shop_id;

-- name: heal_skus :many
-- Platform SKUs behind the one given that orders wait for, and for which there is a mapping that was not tried on them; or
-- an article of that code, where this counts too.
-- in:  shop_id int, platform_sku text, same_code int, max int
-- out: shop_id int, platform_sku text, channel text
select u.shop_id, u.platform_sku, h.channel
  from unmapped_skus u join shops h on h.tenant_id = u.tenant_id and h.id = u.shop_id
 where u.tenant_id = :tenant_id and (u.shop_id, u.platform_sku) > (:shop_id, :platform_sku)
   and (exists (select 1 from sku_map_members a join sku_maps m on m.tenant_id = a.tenant_id and m.id = a.map_id
                 where a.tenant_id = u.tenant_id and a.platform_sku = u.platform_sku and m.changed_at > u.tried_at
                   and (m.shop_id = u.shop_id or (m.shop_id = 0 and (m.channel = '' or m.channel = h.channel))))
        or (:same_code = 1 and exists (select 1 from skus k where k.tenant_id = u.tenant_id and k.code = u.platform_sku and k.state = 'active')))
 order by u.shop_id, u.platform_sku limit :max;

-- name: heal_own :many
-- Platform SKUs behind the one given that orders of channels wait for whose orders may name articles themselves.
-- in:  shop_id int, platform_sku text, channels text[], max int
-- out: shop_id int, platform_sku text, channel text
select u.shop_id, u.platform_sku, h.channel
  from unmapped_skus u join shops h on h.tenant_id = u.tenant_id and h.id = u.shop_id
 where u.tenant_id = :tenant_id and (u.shop_id, u.platform_sku) > (:shop_id, :platform_sku) and h.channel in (:channels)
 order by u.shop_id, u.platform_sku limit :max;

-- name: heal_orders :many
-- The next orders that wait for a platform SKU.
-- in:  shop_id int, platform_sku text, after int, max int
-- out: order_id int
select distinct order_id from unmapped
 where tenant_id = :tenant_id and platform_sku = :platform_sku and shop_id = :shop_id and order_id > :after
 order by order_id limit :max;

-- name: resolve_orders :many
-- Orders whose lines are to be resolved.
-- in:  ids int[]
-- out: id int, shop_id int, placed int, due int, history int, unmapped int, ver int
select id, shop_id, placed, due, history, unmapped, ver from orders where tenant_id = :tenant_id and id in (:ids) order by id;

-- name: resolve_lines :many
-- Their lines.
-- in:  ids int[]
-- out: order_id int, line text, platform_sku text, title text, ordered int, cancelled int, in_sets int, sku_state text
select order_id, line, platform_sku, title, ordered, cancelled, in_sets, sku_state
  from order_lines where tenant_id = :tenant_id and order_id in (:ids) order by order_id, line;

-- name: resolve_line :bulk
-- How a line is resolved now.
-- in: order_id int, line text, sku_state text, in_sets int
update order_lines set sku_state = :sku_state, in_sets = :in_sets
 where tenant_id = :tenant_id and order_id = :order_id and line = :line;

-- name: resolve_order :bulk
-- How far an order is from being resolved, where it is as it was seen.
-- in: id int, ver int, unmapped int, waiting int
update orders set ver = ver + 1, unmapped = :unmapped, waiting = waiting + :waiting
 where tenant_id = :tenant_id and id = :id and ver = :ver;

-- name: unmapped_less :bulk
-- One line of an order that waited for a mapping waits no more, in a transaction that holds the order's row.
-- in: id int
update orders set unmapped = unmapped - 1 where tenant_id = :tenant_id and id = :id;

-- name: remake_order :do
-- How far an order is from being resolved, in a transaction that holds its row.
-- in: id int, unmapped int, waiting int
update orders set unmapped = :unmapped, waiting = waiting + :waiting where tenant_id = :tenant_id and id = :id;

-- name: map_get :one
-- A mapping.
-- in:  id int
-- out: channel text, shop_id int, head text, from_at int, until_at int, ver int
select channel, shop_id, head, from_at, until_at, ver from sku_maps where tenant_id = :tenant_id and id = :id;

-- name: map_insert :bulk
-- Mappings are made.
-- in: id int, channel text, shop_id int, head text, members int, from_at int, until_at int, now int
insert into sku_maps (tenant_id, id, channel, shop_id, head, members, from_at, until_at, changed_at, ver)
values (:tenant_id, :id, :channel, :shop_id, :head, :members, :from_at, :until_at, :now, 1);

-- name: map_update :bulk
-- Mappings change, where they are as they were seen; ver 0: however they are.
-- in: id int, ver int, channel text, shop_id int, head text, members int, from_at int, until_at int, now int
update sku_maps set channel = :channel, shop_id = :shop_id, head = :head, members = :members, from_at = :from_at,
       until_at = :until_at, changed_at = :now, ver = ver + 1
 where tenant_id = :tenant_id and id = :id and (ver = :ver or :ver = 0);

-- name: map_delete :do
-- A mapping goes.
-- in: id int
delete from sku_maps where tenant_id = :tenant_id and id = :id;

-- name: map_member_insert :bulk
-- What is sold.
-- in: map_id int, platform_sku text, folded text, quantity int
insert into sku_map_members (tenant_id, map_id, platform_sku, folded, quantity)
values (:tenant_id, :map_id, :platform_sku, :folded, :quantity);

-- name: map_part_insert :bulk
-- What it stands for.
-- in: map_id int, sku_id int, quantity int
insert into sku_map_parts (tenant_id, map_id, sku_id, quantity) values (:tenant_id, :map_id, :sku_id, :quantity);

-- name: map_members_delete :bulk
-- The members of a mapping go.
-- in: map_id int
delete from sku_map_members where tenant_id = :tenant_id and map_id = :map_id;

-- name: map_parts_delete :bulk
-- The parts of a mapping go.
-- in: map_id int
delete from sku_map_parts where tenant_id = :tenant_id and map_id = :map_id;

-- name: map_codes :many
-- Articles by their codes.
-- in:  codes text[]
-- out: id int, code text
select id, code from skus where tenant_id = :tenant_id and code in (:codes) order by code;

-- name: map_rivals :many
-- Mappings with as many members that have one of these platform SKUs, with the pieces of it.
-- in:  skus text[]
-- out: id int, channel text, shop_id int, members int, from_at int, until_at int, platform_sku text, quantity int
select m.id, m.channel, m.shop_id, m.members, m.from_at, m.until_at, a.platform_sku, a.quantity
  from sku_map_members a join sku_maps m on m.tenant_id = a.tenant_id and m.id = a.map_id
 where a.tenant_id = :tenant_id and a.platform_sku in (:skus) order by m.id, a.platform_sku;

-- ---- as people look at them ----

-- name: map_page :many
-- Mappings by their first platform SKU, behind (head, id).
-- in:  head text, id int, max int
-- out: head text, id int
select head, id from sku_maps where tenant_id = :tenant_id and (head, id) > (:head, :id) order by head, id limit :max;

-- name: map_page_shop :many
-- The same of one shop alone.
-- in:  shop_id int, head text, id int, max int
-- out: head text, id int, channel text
select head, id, channel from sku_maps
 where tenant_id = :tenant_id and shop_id = :shop_id and shop_id > 0 and (head, id) > (:head, :id) order by head, id limit :max;

-- name: map_page_channel :many
-- The same of one channel alone.
-- in:  channel text, head text, id int, max int
-- out: head text, id int
select head, id from sku_maps
 where tenant_id = :tenant_id and channel = :channel and channel > '' and (head, id) > (:head, :id) order by head, id limit :max;

-- name: map_page_sku :many
-- Mappings with a platform SKU that begins so, each by the first of them.
-- in:  low text, high text, head text, id int, any_shop int, shops int[], any_channel int, channels text[], max int
-- out: head text, id int
select a.folded as head, a.map_id as id
  from sku_map_members a join sku_maps m on m.tenant_id = a.tenant_id and m.id = a.map_id
 where a.tenant_id = :tenant_id and a.folded >= :low and a.folded < :high and (a.folded, a.map_id) > (:head, :id)
   and (:any_shop = 1 or m.shop_id in (:shops)) and (:any_channel = 1 or m.channel in (:channels))
   and not exists (select 1 from sku_map_members x where x.tenant_id = a.tenant_id and x.map_id = a.map_id
                      and x.folded >= :low and x.folded < :high and (x.folded, x.platform_sku) < (a.folded, a.platform_sku))
 order by a.folded, a.map_id limit :max;

-- name: map_page_code :many
-- Mappings with an article whose code begins so, each by the first of them, less those with such a platform SKU.
-- in:  low text, high text, folded_low text, folded_high text, head text, id int, any_shop int, shops int[], any_channel int, channels text[], max int
-- out: head text, id int
select k.code as head, p.map_id as id
  from skus k join sku_map_parts p on p.tenant_id = k.tenant_id and p.sku_id = k.id
  join sku_maps m on m.tenant_id = p.tenant_id and m.id = p.map_id
 where k.tenant_id = :tenant_id and k.code >= :low and k.code < :high and (k.code, p.map_id) > (:head, :id)
   and (:any_shop = 1 or m.shop_id in (:shops)) and (:any_channel = 1 or m.channel in (:channels))
   and not exists (select 1 from sku_map_members x where x.tenant_id = p.tenant_id and x.map_id = p.map_id
                      and x.folded >= :folded_low and x.folded < :folded_high)
   and not exists (select 1 from sku_map_parts y join skus z on z.tenant_id = y.tenant_id and z.id = y.sku_id
                    where y.tenant_id = p.tenant_id and y.map_id = p.map_id and z.code >= :low and z.code < k.code)
 order by k.code, p.map_id limit :max;

-- name: map_views :many
-- Mappings by their ids.
-- in:  ids int[]
-- out: id int, channel text, shop_id int, shop_title text, from_at int, until_at int, ver int
select m.id, m.channel, m.shop_id, coalesce(h.title, '') as shop_title, m.from_at, m.until_at, m.ver
  from sku_maps m left join shops h on h.tenant_id = m.tenant_id and h.id = m.shop_id
 where m.tenant_id = :tenant_id and m.id in (:ids) order by m.id;

-- name: map_view_members :many
-- What is sold.
-- in:  ids int[]
-- out: map_id int, platform_sku text, quantity int
select map_id, platform_sku, quantity from sku_map_members
 where tenant_id = :tenant_id and map_id in (:ids) order by map_id, platform_sku;

-- name: map_view_parts :many
-- What it stands for.
-- in:  ids int[]
-- out: map_id int, sku_id int, code text, title text, quantity int
select p.map_id, p.sku_id, k.code, k.title, p.quantity
  from sku_map_parts p join skus k on k.tenant_id = p.tenant_id and k.id = p.sku_id
 where p.tenant_id = :tenant_id and p.map_id in (:ids) order by p.map_id, k.code;

-- name: unmapped_page :many
-- Platform SKUs without a mapping, those for which most orders wait first, behind those given.
-- in:  orders int, platform_sku text, shop_id int, any_shop int, shops int[], low text, high text, max int
-- out: shop_id int, platform_sku text, title text, orders int, since int, shop_title text, channel text
select u.shop_id, u.platform_sku, u.title, u.orders, u.since, h.title as shop_title, h.channel
  from unmapped_skus u join shops h on h.tenant_id = u.tenant_id and h.id = u.shop_id
 where u.tenant_id = :tenant_id and (u.orders, u.platform_sku, u.shop_id) < (:orders, :platform_sku, :shop_id)
   and (:any_shop = 1 or u.shop_id in (:shops)) and u.platform_sku >= :low and u.platform_sku < :high
 order by u.orders desc, u.platform_sku desc, u.shop_id desc limit :max;

-- name: suggest_found :many
-- Articles in use that stand under these keys.
-- in:  keys text[], max int
-- out: key text, id int, code text, barcode text, title text
select f.key, k.id, k.code, k.barcode, k.title
  from sku_finds f join skus k on k.tenant_id = f.tenant_id and k.id = f.sku_id
 where f.tenant_id = :tenant_id and f.key in (:keys) and k.state = 'active' order by f.key, k.code limit :max;

-- name: suggest_mapped :many
-- What these platform SKUs stand for elsewhere, where a piece of one is one article.
-- in:  skus text[], max int
-- out: platform_sku text, map_id int, sku_id int, quantity int, code text, barcode text, title text
select a.platform_sku, a.map_id, p.sku_id, p.quantity, k.code, k.barcode, k.title
  from sku_map_members a join sku_maps m on m.tenant_id = a.tenant_id and m.id = a.map_id
  join sku_map_parts p on p.tenant_id = a.tenant_id and p.map_id = a.map_id
  join skus k on k.tenant_id = p.tenant_id and k.id = p.sku_id
 where a.tenant_id = :tenant_id and a.platform_sku in (:skus) and a.quantity = 1 and m.members = 1 and k.state = 'active'
   and not exists (select 1 from sku_map_parts o where o.tenant_id = p.tenant_id and o.map_id = p.map_id and o.sku_id <> p.sku_id)
 order by a.platform_sku, a.map_id limit :max;

-- name: map_shops :many
-- Shops as a file names them.
-- in:  max int
-- out: id int, channel text, channel_ref text, title text, short_name text
select id, channel, channel_ref, title, short_name from shops where tenant_id = :tenant_id order by id limit :max;
