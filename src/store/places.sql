-- places.sql - what people do with orders, orders by hand, fetches, and going live.

-- name: place_get :one
-- How an order stands.
-- in:  id int
-- out: shop_id int, ref text, display_no text, state text, frozen_from text?, void_reason text?, hold_code text?, hold_why text, hold_until int, history int, word text, payment_status text, latest_seq int, unmapped int, waiting int, reserved int, dispatched int, ver int
select o.shop_id, o.ref, o.display_no, o.state, o.frozen_from, o.void_reason, o.hold_code, o.hold_why, o.hold_until, o.history, o.word,
 o.payment_status, o.latest_seq, o.unmapped, o.waiting, o.reserved,
 (select count(*) from units u where u.tenant_id = o.tenant_id and u.order_id = o.id and u.state = 'dispatched') as dispatched, o.ver
  from orders o where o.tenant_id = :tenant_id and o.id = :id;

-- name: place_set :do
-- An order that is as we saw it moves.
-- in: id int, ver int, state text, frozen_from text?, void_reason text?, hold_code text?, hold_why text, hold_until int, now int
update orders set ver = ver + 1, state = :state, frozen_from = :frozen_from, void_reason = :void_reason,
       hold_since = case when :hold_code is null then null when hold_code = :hold_code then hold_since else :now end,
       hold_code = :hold_code, hold_why = :hold_why, hold_until = :hold_until, changed_at = :now,
       unmapped = case when :state = 'void' then 0 else unmapped end
 where tenant_id = :tenant_id and id = :id and ver = :ver;

-- name: place_known :one
-- Whether this was noted.
-- in:  activity_id int
-- out: count int
select count(*) as count from activities where tenant_id = :tenant_id and id = :activity_id;

-- name: place_thaws :many
-- Orders whose hold is over, the longest over first.
-- in:  now int, max int
-- out: id int, hold_until int
select id, hold_until from orders where tenant_id = :tenant_id and hold_until > 0 and hold_until <= :now
 order by hold_until limit :max;

-- name: place_units :many
-- The pieces of an order, and how many of the article are free in our warehouses.
-- in:  order_id int, max int
-- out: id int, line text, sku_id int, code text, title text, quantity int, state text, warehouse text, available int
select u.id, u.line, u.sku_id, coalesce(k.code, '') as code, coalesce(k.title, '') as title, u.quantity, u.state, coalesce(w.code, '') as warehouse,
 coalesce((select cast(sum(b.on_shelf - b.reserved) as bigint) from stocks b join warehouses h on h.tenant_id = b.tenant_id and h.id = b.warehouse_id
            where b.tenant_id = u.tenant_id and b.sku_id = u.sku_id and h.kind = 'own' and h.state = 'active'), 0) as available
  from units u left join skus k on k.tenant_id = u.tenant_id and k.id = u.sku_id
  left join warehouses w on w.tenant_id = u.tenant_id and w.id = u.warehouse_id
 where u.tenant_id = :tenant_id and u.order_id = :order_id order by u.line, u.id limit :max;

-- name: place_unmapped :many
-- The lines of an order that no mapping resolves.
-- in:  order_id int, max int
-- out: line text, platform_sku text, title text
select line, platform_sku, title from unmapped where tenant_id = :tenant_id and order_id = :order_id order by line limit :max;

-- name: fetch_wake :one
-- A fetch of an order; under way it is the same one, ended it begins again.
-- in: id int, shop_id int, lane text, key text, due_at int
-- out: id int
insert into jobs (tenant_id, id, shop_id, lane, kind, key, state, due_at, attempt, step, memo, armed_at, fence, task_id, order_id, code, detail, node, incarnation)
values (:tenant_id, :id, :shop_id, :lane, 'fetch', :key, 'ready', :due_at, 0, '', '', 0, 0, 0, 0, '', '', 0, 0)
on conflict (tenant_id, shop_id, kind, key) do update set
       attempt = case when jobs.state = 'done' then 0 else jobs.attempt end,
       code = case when jobs.state = 'done' then '' else jobs.code end,
       due_at = case when jobs.state = 'running' then jobs.due_at else excluded.due_at end,
       state = case when jobs.state in ('done', 'paused') then 'ready' else jobs.state end
returning id;

-- name: fetch_get :one
-- How far a fetch is.
-- in:  id int
-- out: shop_id int, number text, state text, attempt int, code text, detail text
select shop_id, key as number, state, attempt, code, detail from jobs where tenant_id = :tenant_id and id = :id and kind = 'fetch';

-- name: live_since :one
-- all tenants: because a tenant is one of them.
-- Since when a tenant is live; 0: it is not.
-- in:  id int
-- out: live int, ver int
select live, ver from tenants where id = :id;

-- name: live_set :do
-- all tenants: because a tenant is one of them.
-- A tenant goes live, or back.
-- in: id int, ver int, live int
update tenants set live = :live, ver = ver + 1 where id = :id and ver = :ver;

-- name: live_waiting :one
-- Tasks that wait until the tenant is live.
-- full scan: because it is asked when somebody looks at going live.
-- out: count int
select count(*) as count from jobs where tenant_id = :tenant_id and code = 'not_live';

-- name: live_wake :do
-- What waited for the tenant to be live is due.
-- full scan: because a tenant goes live once.
-- in: now int
update jobs set due_at = :now, attempt = 0 where tenant_id = :tenant_id and code = 'not_live' and state = 'ready';

-- name: live_accounts :one
-- How many accounts of channels there are, and how many of them a call has proved.
-- full scan: because accounts are few.
-- out: total int, verified int
select count(*) as total, coalesce(cast(sum(case when state = 'verified' then 1 else 0 end) as bigint), 0) as verified
  from accounts where tenant_id = :tenant_id and state <> 'cancelled' and channel <> 'manual';

-- name: live_shops :one
-- Shops that are pulled: how many, without a cut-over time, never pulled to the end, and not proved by the last pull.
-- full scan: because shops are few beside their orders.
-- out: total int, without_cutover int, unpulled int, unproved int
select count(*) as total,
 coalesce(cast(sum(case when h.cutover_at = 0 then 1 else 0 end) as bigint), 0) as without_cutover,
 coalesce(cast(sum(case when r.id is null then 1 else 0 end) as bigint), 0) as unpulled,
 coalesce(cast(sum(case when r.id is not null and (r.code <> '' or substr(r.proof, 1, 6) <> 'listed') then 1 else 0 end) as bigint), 0) as unproved
  from shops h left join runs r on r.tenant_id = h.tenant_id and r.id =
   (select max(x.id) from runs x where x.tenant_id = h.tenant_id and x.shop_id = h.id and x.feed = 'orders' and x.ended is not null and x.code <> 'interrupted')
 where h.tenant_id = :tenant_id and h.account_id <> 0 and h.channel <> 'manual';

-- name: live_counts :one
-- Articles, receipts of goods, platform SKUs without a mapping and records that wait aside; counted up to `max`.
-- in:  max int
-- out: skus int, opened int, unmapped int, parked int
select
 (select count(*) from (select 1 as one from skus where tenant_id = :tenant_id and state = 'active' limit :max) as a) as skus,
 (select count(*) from (select 1 as one from receipts where tenant_id = :tenant_id limit :max) as b) as opened,
 (select count(*) from (select distinct platform_sku, shop_id from unmapped where tenant_id = :tenant_id limit :max) as c) as unmapped,
 (select count(*) from (select 1 as one from parked where tenant_id = :tenant_id limit :max) as d) as parked;

-- name: hand_next :one
-- The number that the next order by hand of a day gets.
-- in:  period text
-- out: next int
select coalesce(max(next), 1) as next from sequences where tenant_id = :tenant_id and series = 'order' and period = :period;

-- name: fetch_expire :do
-- Fetches that ended long ago go.
-- in: before int
delete from jobs where tenant_id = :tenant_id and kind = 'fetch' and state = 'done' and due_at < :before;

-- name: hand_held :many
-- Which of these numbers a shop has, and how each was made: by hand, or by which file.
-- in:  shop_id int, refs text[]
-- out: ref text, why text
select o.ref, coalesce((select a.why from activities a where a.tenant_id = o.tenant_id and a.order_id = o.id and a.order_id > 0 and a.kind = 'made' order by a.id limit 1), '') as why
  from orders o where o.tenant_id = :tenant_id and o.shop_id = :shop_id and o.ref in (:refs) order by o.ref;
