-- web.sql - what the API shows: sessions, orders with their shops, shops with their feeds, runs.

-- name: session_get :one
-- all tenants: because a session is found by its token before its tenant is known.
-- Who a session belongs to and what that person may do now.
-- in:  token_hash blob, now int
-- out: user_id int, tenant_id int, made_at int, seen_at int, csrf blob?, login text, name text, locale text, role_bits int
select l.user_id, l.tenant_id, l.made_at, l.seen_at, l.csrf, u.login, u.name, u.locale, m.role_bits
  from logins l join users u on u.id = l.user_id and u.state = 'active'
  join members m on m.tenant_id = l.tenant_id and m.user_id = l.user_id
 where l.token_hash = :token_hash and l.kind = 'session' and l.expires_at > :now;

-- name: view_order_rows :many
-- The orders of a page with who receives them, in no order.
-- in:  ids int[]
-- out: id int, shop_id int, ref text, display_no text, state text, void_reason text?
-- out: hold_code text?, hold_since int?, history int, word text, channel_status text, payment_status text
-- out: delivery_method text, latest_seq int, latest_asked_at int, placed int, due int, total_minor int?, currency text, country text
-- out: lines_summary text, lines_count int, seen_at int, changed_at int, ver int
-- out: hold_why text, hold_until int, unmapped int, waiting int, reserved int, edits int
-- out: people int, name text, phone text, address text, people_country text, postcode text, remark text, folded text
select o.id, o.shop_id, o.ref, o.display_no, o.state, o.void_reason, o.hold_code,
 o.hold_since, o.history, o.word, o.channel_status, o.payment_status, o.delivery_method, o.latest_seq, o.latest_asked_at,
 o.placed, o.due, o.total_minor, o.currency, o.country, o.lines_summary, o.lines_count, o.seen_at, o.changed_at, o.ver,
 o.hold_why, o.hold_until, o.unmapped, o.waiting, o.reserved, o.edits,
 case when p.order_id is null then 0 else 1 end as people,
 coalesce(p.name, '') as name, coalesce(p.phone, '') as phone, coalesce(p.address, '') as address,
 coalesce(p.country, '') as people_country, coalesce(p.postcode, '') as postcode, coalesce(p.remark, '') as remark,
 coalesce(p.folded, '') as folded
  from orders o left join order_people p on p.tenant_id = o.tenant_id and p.order_id = o.id
 where o.tenant_id = :tenant_id and o.id in (:ids);

-- name: view_order_shops :many
-- The shops of a page's orders: up to when their feed was read, and when it is read next.
-- in:  ids int[]
-- out: id int, title text, channel text, looked_at int, next_look int
select h.id, h.title, h.channel, coalesce(f.cursor_at, 0) as looked_at,
 coalesce(case when j.state = 'ready' then j.due_at else 0 end, 0) as next_look
  from shops h left join feeds f on f.tenant_id = h.tenant_id and f.shop_id = h.id and f.name = 'orders'
  left join jobs j on j.tenant_id = h.tenant_id and j.shop_id = h.id and j.kind = 'pull' and j.key = 'orders'
 where h.tenant_id = :tenant_id and h.id in (:ids);

-- name: view_shop_names :many
-- The shops of a merchant, which are few beside his orders.
-- in:  max int
-- out: id int, title text, channel text
select id, title, channel from shops where tenant_id = :tenant_id order by id limit :max;

-- name: view_shops :many
-- Shops with the state of their feed of orders and their latest run; one shop alone where `only` is its id, else 0.
-- in:  only int, count_max int, max int
-- out: id int, title text, channel text, channel_ref text, state text, pull text, complete_from int, complete_to int, every_s int
-- out: job_state text, due_at int, code text, detail text, orders int, parked int, last_run int
select h.id, h.title, h.channel, h.channel_ref, h.state, h.pull, coalesce(f.since, 0) as complete_from, coalesce(f.proved_to, 0) as complete_to,
 case when coalesce(j.every_s, 0) > 0 then j.every_s else coalesce(f.every_s, 0) end as every_s, coalesce(j.state, '') as job_state, coalesce(j.due_at, 0) as due_at,
 coalesce(j.code, '') as code, coalesce(j.detail, '') as detail,
 (select count(*) from (select 1 as one from orders o where o.tenant_id = h.tenant_id and o.shop_id = h.id limit :count_max) as a) as orders,
 (select count(*) from (select 1 as one from parked p where p.tenant_id = h.tenant_id and p.shop_id = h.id limit :count_max) as b) as parked,
 coalesce((select r.id from runs r where r.tenant_id = h.tenant_id and r.shop_id = h.id and r.feed <> 'reconcile' order by r.id desc limit 1), 0) as last_run
  from shops h left join feeds f on f.tenant_id = h.tenant_id and f.shop_id = h.id and f.name = 'orders'
  left join jobs j on j.tenant_id = h.tenant_id and j.shop_id = h.id and j.kind = 'pull' and j.key = 'orders'
 where h.tenant_id = :tenant_id and (:only = 0 or h.id = :only) order by h.id limit :max;

-- name: view_runs_some :many
-- Runs by their ids, newest first.
-- in:  ids int[]
-- out: id int, shop_id int, feed text, began int, ended int?, listed int, stored int, changed int, unchanged int
-- out: parked int, proof text, code text, words text
select id, shop_id, feed, began, ended, listed, stored, changed, unchanged, parked, proof, code, words
  from runs where tenant_id = :tenant_id and id in (:ids) order by id desc;
