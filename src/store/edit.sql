-- edit.sql - what an order shows: edits of people, what they declined, and how it stood after each change.

-- name: shown_get :one
-- An order's head, as far as what it shows hangs on it.
-- in:  id int
-- out: shop_id int, ref text, display_no text, state text, history int, base_seqs text, latest_seq int, latest_ver int, edits int, waiting int, reserved int, placed int, due int, ver int
select shop_id, ref, display_no, state, history, base_seqs, latest_seq, latest_ver, edits, waiting, reserved, placed, due, ver
  from orders where tenant_id = :tenant_id and id = :id;

-- name: shown_heads :many
-- The same of several.
-- in:  ids int[]
-- out: id int, shop_id int, ref text, display_no text, state text, history int, base_seqs text, latest_seq int, latest_ver int, edits int, waiting int, reserved int, placed int, due int, ver int
select id, shop_id, ref, display_no, state, history, base_seqs, latest_seq, latest_ver, edits, waiting, reserved, placed, due, ver
  from orders where tenant_id = :tenant_id and id in (:ids) order by id;

-- name: shown_set :bulk
-- What orders that are as we saw them show now.
-- in: id int, ver int, base_seqs text, edits int, due int, delivery_method text, total_minor int?, currency text, country text, lines_summary text, lines_count int, now int
update orders set ver = ver + 1, base_seqs = :base_seqs, edits = :edits, due = :due, delivery_method = :delivery_method, total_minor = :total_minor,
       currency = :currency, country = :country, lines_summary = :lines_summary, lines_count = :lines_count, changed_at = :now
 where tenant_id = :tenant_id and id = :id and ver = :ver;

-- name: shown_line_put :bulk
-- Lines as they are now.
-- in: order_id int, line text, platform_sku text, title text, ordered int, cancelled int, price_minor int
insert into order_lines (tenant_id, order_id, line, platform_sku, title, ordered, cancelled, price_minor, sku_state, in_sets)
values (:tenant_id, :order_id, :line, :platform_sku, :title, :ordered, :cancelled, :price_minor, '', 0)
on conflict (tenant_id, order_id, line) do update set platform_sku = excluded.platform_sku, title = excluded.title, ordered = excluded.ordered,
       cancelled = excluded.cancelled, price_minor = excluded.price_minor;

-- name: shown_line_remove :bulk
-- Lines that are no more.
-- in: order_id int, line text
delete from order_lines where tenant_id = :tenant_id and order_id = :order_id and line = :line;

-- name: edit_facts :many
-- What people edited of orders, and what they declined.
-- in:  order_ids int[]
-- out: order_id int, declined int, field text, line text, value text
select order_id, 0 as declined, field, line, value from order_edits where tenant_id = :tenant_id and order_id in (:order_ids)
 union all
select order_id, 1 as declined, field, line, value from order_ignored where tenant_id = :tenant_id and order_id in (:order_ids)
 order by order_id;

-- name: edit_list :many
-- The edits of an order behind one of them, with who made them.
-- in:  order_id int, field text, line text, max int
-- out: field text, line text, value text, was text, at int, who text, why text
select e.field, e.line, e.value, e.was, e.at, coalesce(u.name, '') as who, e.why
  from order_edits e left join users u on u.id = e.user_id
 where e.tenant_id = :tenant_id and e.order_id = :order_id and (e.field, e.line) > (:field, :line) order by e.field, e.line limit :max;

-- name: edit_put :bulk
-- Fields as people want them.
-- in: order_id int, field text, line text, value text, was text, user_id int, at int, why text, expire_at int
insert into order_edits (tenant_id, order_id, field, line, value, was, user_id, at, why, expire_at)
values (:tenant_id, :order_id, :field, :line, :value, :was, :user_id, :at, :why, :expire_at)
on conflict (tenant_id, order_id, field, line) do update set value = excluded.value, was = excluded.was, user_id = excluded.user_id, at = excluded.at,
       why = excluded.why, expire_at = excluded.expire_at;

-- name: edit_remove :bulk
-- Edits that stand no more.
-- in: order_id int, field text, line text
delete from order_edits where tenant_id = :tenant_id and order_id = :order_id and field = :field and line = :line;

-- name: ignored_put :bulk
-- What a person declined.
-- in: order_id int, field text, line text, value text, user_id int, at int, expire_at int
insert into order_ignored (tenant_id, order_id, field, line, value, user_id, at, expire_at)
values (:tenant_id, :order_id, :field, :line, :value, :user_id, :at, :expire_at)
on conflict (tenant_id, order_id, field, line) do update set value = excluded.value, user_id = excluded.user_id, at = excluded.at,
       expire_at = excluded.expire_at;

-- name: ignored_remove :bulk
-- What is declined no more.
-- in: order_id int, field text, line text
delete from order_ignored where tenant_id = :tenant_id and order_id = :order_id and field = :field and line = :line;

-- name: show_insert :bulk
-- How orders stand after a change here.
-- in: order_id int, seq int, activity_id int, user_id int, at int, kind text, why text, bases text, edits blob, edits_people blob, ignored blob, ignored_people blob, expire_at int
insert into order_shows (tenant_id, order_id, seq, at, activity_id, user_id, kind, why, bases, edits, edits_people, ignored, ignored_people, expire_at)
values (:tenant_id, :order_id, :seq, :at, :activity_id, :user_id, :kind, :why, :bases, :edits, :edits_people, :ignored, :ignored_people, :expire_at);

-- name: show_last :one
-- The number of the last such change.
-- in:  order_id int
-- out: seq int
select coalesce(max(seq), 0) as seq from order_shows where tenant_id = :tenant_id and order_id = :order_id;

-- name: show_lasts :many
-- The same of several, where there was one.
-- in:  order_ids int[]
-- out: order_id int, seq int
select order_id, max(seq) as seq from order_shows where tenant_id = :tenant_id and order_id in (:order_ids) group by order_id order by order_id;

-- name: show_get :one
-- How an order stood after one of them.
-- in:  order_id int, seq int
-- out: bases text, edits blob, edits_people blob, ignored blob, ignored_people blob
select bases, edits, edits_people, ignored, ignored_people
  from order_shows where tenant_id = :tenant_id and order_id = :order_id and seq = :seq;

-- name: show_until :many
-- How an order stood after each change up to a moment, newest first.
-- in:  order_id int, at int, max int
-- out: seq int, at int, user_id int, who text, kind text, why text, bases text, edits blob, edits_people blob
select h.seq, h.at, h.user_id, coalesce(u.name, '') as who, h.kind, h.why, h.bases, h.edits, h.edits_people
  from order_shows h left join users u on u.id = h.user_id
 where h.tenant_id = :tenant_id and h.order_id = :order_id and h.at <= :at order by h.seq desc limit :max;

-- name: revision_until :one
-- The newest revision of an order at a moment; 0: it was not here yet.
-- in:  order_id int, at int
-- out: seq int
select coalesce(max(seq), 0) as seq from revisions where tenant_id = :tenant_id and order_id = :order_id and asked_at <= :at;

-- name: edits_expire :do
-- Edits that speak of people, of orders in a stretch of ids.
-- in: after int, last int, now int
delete from order_edits where tenant_id = :tenant_id and order_id > :after and order_id <= :last and expire_at > 0 and expire_at <= :now;

-- name: edits_recount :do
-- How many edits each order has, in a stretch of ids.
-- in: after int, last int
update orders set edits = (select count(*) from order_edits e where e.tenant_id = orders.tenant_id and e.order_id = orders.id)
 where tenant_id = :tenant_id and id > :after and id <= :last and edits > 0;

-- name: ignored_expire :do
-- What was declined and speaks of people.
-- in: after int, last int, now int
delete from order_ignored where tenant_id = :tenant_id and order_id > :after and order_id <= :last and expire_at > 0 and expire_at <= :now;

-- name: shows_expire :do
-- What earlier edits said of people.
-- in: after int, last int, now int, empty blob
update order_shows set edits_people = :empty, ignored_people = :empty, expire_at = 0
 where tenant_id = :tenant_id and order_id > :after and order_id <= :last and expire_at > 0 and expire_at <= :now;

-- name: update_waiting :many
-- Which of these orders of a task still wait for their result.
-- in:  task_id int, ids int[]
-- out: order_id int
select order_id from task_items where tenant_id = :tenant_id and task_id = :task_id and order_id in (:ids) and state = 'waiting';

-- name: update_undo :one
-- What is kept to take back what a task did with an order.
-- in:  task_id int, order_id int
-- out: undo text
select undo from task_items where tenant_id = :tenant_id and task_id = :task_id and order_id = :order_id and state = 'done';
