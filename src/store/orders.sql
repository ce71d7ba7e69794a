-- orders.sql - orders as people look at them: a page of a list, one order, its lines, people and revisions.

-- name: order_by_ref :one
-- The order of a shop by the channel's id.
-- in:  shop_id int, ref text
-- out: id int, ver int, state text, latest_seq int, latest_ver int, latest_asked_at int
select id, ver, state, latest_seq, latest_ver, latest_asked_at
  from orders where tenant_id = :tenant_id and shop_id = :shop_id and ref = :ref;

-- name: order_get :one
-- One order's head.
-- in:  id int
-- out: id int, shop_id int, ref text, display_no text, state text, void_reason text?, frozen_from text?, hold_code text?
-- out: hold_since int?, history int, word text, channel_status text, payment_status text, delivery_method text, base_seqs text, latest_seq int, latest_ver int, latest_asked_at int
-- out: placed int, due int, total_minor int?, currency text, country text, seen_at int, changed_at int, ver int
select id, shop_id, ref, display_no, state, void_reason, frozen_from, hold_code, hold_since, history, word,
 channel_status, payment_status, delivery_method, base_seqs, latest_seq, latest_ver,
 latest_asked_at, placed, due, total_minor, currency, country, seen_at, changed_at, ver
  from orders where tenant_id = :tenant_id and id = :id;

-- name: order_walk_tab :many
-- The next orders of a tab, newest first, begun before (placed, id), with what the list filters by on its way.
-- in:  state text, placed int, id int, max int
-- out: placed int, id int, shop_id int, country text, delivery_method text
select placed, id, shop_id, country, delivery_method from orders
 where tenant_id = :tenant_id and state = :state and (placed, id) < (:placed, :id)
 order by placed desc, id desc limit :max;

-- name: order_walk_shop :many
-- The next orders of a tab in one shop, newest first.
-- in:  shop_id int, state text, placed int, id int, max int
-- out: placed int, id int
select placed, id from orders
 where tenant_id = :tenant_id and shop_id = :shop_id and state = :state and (placed, id) < (:placed, :id)
 order by placed desc, id desc limit :max;

-- name: order_walk_unmapped :many
-- The next orders of a tab that lack a mapping, newest first.
-- in:  state text, placed int, id int, max int
-- out: placed int, id int, shop_id int, country text, delivery_method text
select placed, id, shop_id, country, delivery_method from orders
 where tenant_id = :tenant_id and state = :state and unmapped > 0 and (placed, id) < (:placed, :id)
 order by placed desc, id desc limit :max;

-- name: order_walk_waiting :many
-- The next orders of a tab whose pieces wait for stock, newest first.
-- in:  state text, placed int, id int, max int
-- out: placed int, id int, shop_id int, country text, delivery_method text
select placed, id, shop_id, country, delivery_method from orders
 where tenant_id = :tenant_id and state = :state and waiting > 0 and (placed, id) < (:placed, :id)
 order by placed desc, id desc limit :max;

-- name: order_walk_due :many
-- The next orders of a tab, soonest to ship first, begun behind (due, id).
-- in:  state text, due int, id int, before int, max int
-- out: due int, id int
select due, id from orders
 where tenant_id = :tenant_id and state = :state and (due, id) > (:due, :id) and due < :before
 order by due, id limit :max;

-- name: order_walk_pulled :many
-- The next orders by their id, which rises with the moment they were first stored, newest first.
-- in:  least int, id int, max int
-- out: id int, shop_id int, state text, placed int, due int, country text, delivery_method text
select id, shop_id, state, placed, due, country, delivery_method from orders
 where tenant_id = :tenant_id and id < :id and id >= :least order by id desc limit :max;

-- name: order_find_range :many
-- Orders with a key from `low` up to `high`.
-- in:  low text, high text, max int
-- out: placed int, order_id int
select placed, order_id from order_finds where tenant_id = :tenant_id and key >= :low and key < :high limit :max;

-- name: order_find_keys :many
-- Orders with one of these keys.
-- in:  keys text[], max int
-- out: key text, placed int, order_id int
select key, placed, order_id from order_finds where tenant_id = :tenant_id and key in (:keys) limit :max;

-- name: order_looks :many
-- What the filter of the list looks at, in no order.
-- in:  ids int[]
-- out: id int, shop_id int, state text, placed int, due int, seen_at int, ref text, display_no text, country text, delivery_method text, unmapped int, waiting int, folded text
select o.id, o.shop_id, o.state, o.placed, o.due, o.seen_at, o.ref, o.display_no, o.country, o.delivery_method, o.unmapped, o.waiting,
 coalesce(p.folded, '') as folded
  from orders o left join order_people p on p.tenant_id = o.tenant_id and p.order_id = o.id
 where o.tenant_id = :tenant_id and o.id in (:ids);

-- name: order_places :many
-- The moments by which orders are sorted.
-- in:  ids int[]
-- out: id int, placed int, due int
select id, placed, due from orders where tenant_id = :tenant_id and id in (:ids);

-- name: order_count_all :many
-- How many orders stand in each tab, by the counters.
-- out: state text, count int
select state, cast(sum(count) as bigint) as count from order_counts where tenant_id = :tenant_id group by state;

-- name: order_count_shops :many
-- How many orders of some shops stand in each tab, by the counters.
-- in:  shop_ids int[]
-- out: state text, count int
select state, cast(sum(count) as bigint) as count
  from order_counts where tenant_id = :tenant_id and shop_id in (:shop_ids) group by state;

-- name: order_count_wrong :many
-- Counters that do not say how many orders there are: for tests and simulations.
-- full scan: because it counts every order.
-- out: shop_id int, state text, counted int, held int
select c.shop_id, c.state, c.count as counted, count(o.id) as held
  from order_counts c left join orders o on o.tenant_id = c.tenant_id and o.shop_id = c.shop_id and o.state = c.state
 where c.tenant_id = :tenant_id group by c.shop_id, c.state, c.count having c.count <> count(o.id);

-- name: order_facet_some :many
-- Those of some values that an order has had.
-- in:  kind text, values text[]
-- out: value text
select value from order_facets where tenant_id = :tenant_id and kind = :kind and value in (:values);

-- name: order_facet_list :many
-- What the filters of the list can offer.
-- in:  max int
-- out: kind text, value text
select kind, value from order_facets where tenant_id = :tenant_id order by kind, value limit :max;

-- name: order_count_state :many
-- How many orders stand in each tab.
-- out: state text, count int
select state, count(*) as count from orders where tenant_id = :tenant_id group by state;

-- name: order_people_get :many
-- Who receives the orders of a page.
-- in:  ids int[]
-- out: order_id int, name text, phone text, address text, country text, postcode text, remark text, folded text
select order_id, name, phone, address, country, postcode, remark, folded
  from order_people where tenant_id = :tenant_id and order_id in (:ids);

-- name: order_line_list :many
-- The lines of the orders of a page.
-- in:  ids int[]
-- out: order_id int, line text, platform_sku text, title text, ordered int, cancelled int, price_minor int
select order_id, line, platform_sku, title, ordered, cancelled, price_minor
  from order_lines where tenant_id = :tenant_id and order_id in (:ids) order by order_id, line;

-- name: revision_list :many
-- An order's revisions before `before_seq`, newest first, without what they say.
-- in:  order_id int, before_seq int, max int
-- out: seq int, channel_ver int, asked_at int, source text, run_id int, form int, digests blob, made_at int
select seq, channel_ver, asked_at, source, run_id, form, digests, made_at
  from revisions where tenant_id = :tenant_id and order_id = :order_id and seq < :before_seq order by seq desc limit :max;
