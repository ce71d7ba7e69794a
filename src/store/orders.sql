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

-- name: order_page :many
-- The ids of the next page over all tabs, newest first; begins before (placed, id). Each tab gives its first ones.
-- in:  placed int, id int, max int
-- out: placed int, id int
select placed, id from (
 select placed, id from (select placed, id from orders
   where tenant_id = :tenant_id and state = 'pending' and (placed, id) < (:placed, :id)
   order by placed desc, id desc limit :max) as a
 union all
 select placed, id from (select placed, id from orders
   where tenant_id = :tenant_id and state = 'processed' and (placed, id) < (:placed, :id)
   order by placed desc, id desc limit :max) as b
 union all
 select placed, id from (select placed, id from orders
   where tenant_id = :tenant_id and state = 'marked_shipped' and (placed, id) < (:placed, :id)
   order by placed desc, id desc limit :max) as c
 union all
 select placed, id from (select placed, id from orders
   where tenant_id = :tenant_id and state = 'frozen' and (placed, id) < (:placed, :id)
   order by placed desc, id desc limit :max) as d
 union all
 select placed, id from (select placed, id from orders
   where tenant_id = :tenant_id and state = 'void' and (placed, id) < (:placed, :id)
   order by placed desc, id desc limit :max) as e) as page
 order by placed desc, id desc limit :max;

-- name: order_page_shop :many
-- The ids of the next page of one shop over all tabs, newest first.
-- in:  shop_id int, placed int, id int, max int
-- out: placed int, id int
select placed, id from (
 select placed, id from (select placed, id from orders
   where tenant_id = :tenant_id and shop_id = :shop_id and state = 'pending' and (placed, id) < (:placed, :id)
   order by placed desc, id desc limit :max) as a
 union all
 select placed, id from (select placed, id from orders
   where tenant_id = :tenant_id and shop_id = :shop_id and state = 'processed' and (placed, id) < (:placed, :id)
   order by placed desc, id desc limit :max) as b
 union all
 select placed, id from (select placed, id from orders
   where tenant_id = :tenant_id and shop_id = :shop_id and state = 'marked_shipped' and (placed, id) < (:placed, :id)
   order by placed desc, id desc limit :max) as c
 union all
 select placed, id from (select placed, id from orders
   where tenant_id = :tenant_id and shop_id = :shop_id and state = 'frozen' and (placed, id) < (:placed, :id)
   order by placed desc, id desc limit :max) as d
 union all
 select placed, id from (select placed, id from orders
   where tenant_id = :tenant_id and shop_id = :shop_id and state = 'void' and (placed, id) < (:placed, :id)
   order by placed desc, id desc limit :max) as e) as page
 order by placed desc, id desc limit :max;

-- name: order_page_state :many
-- The ids of a tab's next page, newest first; begins before (placed, id).
-- in:  state text, placed int, id int, max int
-- out: placed int, id int
select placed, id from orders where tenant_id = :tenant_id and state = :state and (placed, id) < (:placed, :id)
 order by placed desc, id desc limit :max;

-- name: order_page_shop_state :many
-- The ids of a tab's next page in one shop, newest first.
-- in:  shop_id int, state text, placed int, id int, max int
-- out: placed int, id int
select placed, id from orders
 where tenant_id = :tenant_id and shop_id = :shop_id and state = :state and (placed, id) < (:placed, :id)
 order by placed desc, id desc limit :max;

-- name: order_rows :many
-- The rows of a page by their ids, newest first.
-- in:  ids int[]
-- out: id int, shop_id int, ref text, display_no text, state text, void_reason text?, hold_code text?, history int
-- out: word text, channel_status text, payment_status text, delivery_method text, placed int, due int
-- out: total_minor int?, currency text, country text, seen_at int, changed_at int, ver int
select id, shop_id, ref, display_no, state, void_reason, hold_code, history, word, channel_status,
 payment_status, delivery_method, placed, due, total_minor, currency, country, seen_at, changed_at, ver
  from orders where tenant_id = :tenant_id and id in (:ids) order by placed desc, id desc;

-- name: order_count_state :many
-- How many orders stand in each tab.
-- out: state text, count int
select state, count(*) as count from orders where tenant_id = :tenant_id group by state;

-- name: order_count_shop :many
-- How many orders of one shop stand in each tab.
-- in:  shop_id int
-- out: state text, count int
select state, count(*) as count from orders where tenant_id = :tenant_id and shop_id = :shop_id group by state;

-- name: order_people_get :many
-- Who receives the orders of a page.
-- in:  ids int[]
-- out: order_id int, name text, phone text, address text, country text, postcode text
select order_id, name, phone, address, country, postcode
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
