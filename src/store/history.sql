-- history.sql - what the page of one order shows beside its head: lines, revisions, activities.

-- name: history_order :one
-- Whether there is such an order, and of which channel.
-- in:  id int
-- out: channel text, currency text
select h.channel, o.currency from orders o join shops h on h.tenant_id = o.tenant_id and h.id = o.shop_id
 where o.tenant_id = :tenant_id and o.id = :id;

-- name: history_lines :many
-- An order's lines behind the one named, by their keys.
-- in:  order_id int, after text, max int
-- out: line text, platform_sku text, title text, ordered int, cancelled int, price_minor int, sku_state text
select line, platform_sku, title, ordered, cancelled, price_minor, sku_state
  from order_lines where tenant_id = :tenant_id and order_id = :order_id and line > :after order by line limit :max;

-- name: history_revision :one
-- When a revision was asked for, and how it came.
-- in:  order_id int, seq int
-- out: asked_at int, source text
select asked_at, source from revisions where tenant_id = :tenant_id and order_id = :order_id and seq = :seq;

-- name: history_activities :many
-- What was done to an order, newest first. Nobody is named where the system did it.
-- in:  order_id int, max int
-- out: id int, at int, who text, kind text, why text, before text, after text
select a.id, a.at, coalesce(u.name, '') as who, a.kind, a.why, a.before, a.after
  from activities a left join users u on u.id = a.user_id
 where a.tenant_id = :tenant_id and a.order_id = :order_id and a.order_id > 0 order by a.id desc limit :max;
