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
-- The orders of a page with the titles of their shops, newest first.
-- in:  ids int[]
-- out: id int, shop_id int, shop_title text, channel text, ref text, display_no text, state text, void_reason text?
-- out: hold_code text?, hold_since int?, history int, word text, channel_status text, payment_status text
-- out: delivery_method text, latest_seq int, placed int, due int, total_minor int?, currency text, country text
-- out: seen_at int, changed_at int, ver int
select o.id, o.shop_id, h.title as shop_title, h.channel, o.ref, o.display_no, o.state, o.void_reason, o.hold_code,
 o.hold_since, o.history, o.word, o.channel_status, o.payment_status, o.delivery_method, o.latest_seq, o.placed, o.due,
 o.total_minor, o.currency, o.country, o.seen_at, o.changed_at, o.ver
  from orders o join shops h on h.tenant_id = o.tenant_id and h.id = o.shop_id
 where o.tenant_id = :tenant_id and o.id in (:ids) order by o.placed desc, o.id desc;

-- name: view_counts :one
-- How many orders stand in each tab, counted up to `max`.
-- in:  max int
-- out: pending int, processed int, marked_shipped int, frozen int, voided int
select
 (select count(*) from (select 1 as one from orders where tenant_id = :tenant_id and state = 'pending' limit :max) as a) as pending,
 (select count(*) from (select 1 as one from orders where tenant_id = :tenant_id and state = 'processed' limit :max) as b) as processed,
 (select count(*) from (select 1 as one from orders where tenant_id = :tenant_id and state = 'marked_shipped' limit :max) as c) as marked_shipped,
 (select count(*) from (select 1 as one from orders where tenant_id = :tenant_id and state = 'frozen' limit :max) as d) as frozen,
 (select count(*) from (select 1 as one from orders where tenant_id = :tenant_id and state = 'void' limit :max) as e) as voided;

-- name: view_counts_shop :one
-- How many orders of one shop stand in each tab, counted up to `max`.
-- in:  shop_id int, max int
-- out: pending int, processed int, marked_shipped int, frozen int, voided int
select
 (select count(*) from (select 1 as one from orders where tenant_id = :tenant_id and shop_id = :shop_id and state = 'pending' limit :max) as a) as pending,
 (select count(*) from (select 1 as one from orders where tenant_id = :tenant_id and shop_id = :shop_id and state = 'processed' limit :max) as b) as processed,
 (select count(*) from (select 1 as one from orders where tenant_id = :tenant_id and shop_id = :shop_id and state = 'marked_shipped' limit :max) as c) as marked_shipped,
 (select count(*) from (select 1 as one from orders where tenant_id = :tenant_id and shop_id = :shop_id and state = 'frozen' limit :max) as d) as frozen,
 (select count(*) from (select 1 as one from orders where tenant_id = :tenant_id and shop_id = :shop_id and state = 'void' limit :max) as e) as voided;

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
