-- accounts.sql - accounts and how their shops are worked for, as people see and set them.

-- name: view_accounts :many
-- All accounts.
-- in:  max int
-- out: id int, channel text, app_id text, channel_ref text, title text, state text, code text, words text, made_at int
-- out: authorised_at int, authorised_until int, verified_at int, ver int
select id, channel, app_id, channel_ref, title, state, code, words, made_at, authorised_at, authorised_until, verified_at, ver
  from accounts where tenant_id = :tenant_id order by id limit :max;

-- name: view_account_shops :many
-- The shops of accounts, with how far their pull is; of one account, or one shop alone where these are not 0.
-- in:  account_id int, only int, count_max int, max int
-- out: id int, account_id int, title text, short_name text, channel text, channel_ref text, region text, state text, pull text, cutover_at int
-- out: warehouse_id int, reserve_at text, stock_push text, stock_safety int, stock_percent int, ver int
-- out: first_began int, first_from int, back_at int, proved_to int, job_state text, code text, detail text
-- out: orders int, unmapped int, last_run int
select h.id, h.account_id, h.title, h.short_name, h.channel, h.channel_ref, h.region, h.state, h.pull, h.cutover_at, h.warehouse_id, h.reserve_at,
 h.stock_push, h.stock_safety, h.stock_percent, h.ver,
 coalesce(f.first_began, 0) as first_began, coalesce(f.first_from, 0) as first_from, coalesce(f.back_at, 0) as back_at, coalesce(f.proved_to, 0) as proved_to,
 coalesce(j.state, '') as job_state, coalesce(j.code, '') as code, coalesce(j.detail, '') as detail,
 (select count(*) from (select 1 as one from orders o where o.tenant_id = h.tenant_id and o.shop_id = h.id limit :count_max) as a) as orders,
 (select count(*) from (select distinct u.platform_sku from unmapped u where u.tenant_id = h.tenant_id and u.shop_id = h.id limit :count_max) as b) as unmapped,
 coalesce((select r.id from runs r where r.tenant_id = h.tenant_id and r.shop_id = h.id and r.feed <> 'reconcile' order by r.id desc limit 1), 0) as last_run
  from shops h left join feeds f on f.tenant_id = h.tenant_id and f.shop_id = h.id and f.name = 'orders'
  left join jobs j on j.tenant_id = h.tenant_id and j.shop_id = h.id and j.kind = 'pull' and j.key = 'orders'
 where h.tenant_id = :tenant_id and h.account_id <> 0 and (:account_id = 0 or h.account_id = :account_id) and (:only = 0 or h.id = :only)
 order by h.id limit :max;

-- name: runs_stored :one
-- How many orders the runs of a shop have stored since a moment.
-- in:  shop_id int, since int
-- out: stored int
select coalesce(cast(sum(stored) as bigint), 0) as stored from runs where tenant_id = :tenant_id and shop_id = :shop_id and began >= :since;

-- name: channel_shops :many
-- How many shops each channel has.
-- out: channel text, count int
select channel, count(*) as count from shops where tenant_id = :tenant_id and account_id <> 0 group by channel;

-- name: shop_settings :one
-- How a shop is worked for.
-- in:  id int
-- out: short_name text, cutover_at int, warehouse_id int, reserve_at text, stock_push text, stock_safety int, stock_percent int, ver int
select short_name, cutover_at, warehouse_id, reserve_at, stock_push, stock_safety, stock_percent, ver
  from shops where tenant_id = :tenant_id and id = :id and account_id <> 0;

-- name: shop_settings_put :do
-- How a shop is worked for from now on; none changed: it was changed meanwhile.
-- in:  id int, ver int, short_name text, cutover_at int, warehouse_id int, reserve_at text, stock_push text, stock_safety int, stock_percent int
update shops set short_name = :short_name, cutover_at = :cutover_at, warehouse_id = :warehouse_id, reserve_at = :reserve_at,
       stock_push = :stock_push, stock_safety = :stock_safety, stock_percent = :stock_percent, ver = ver + 1
 where tenant_id = :tenant_id and id = :id and ver = :ver;

-- name: warehouse_usable :one
-- Whether there is such a warehouse, and it is in use.
-- in:  id int
-- out: count int
select count(*) as count from warehouses where tenant_id = :tenant_id and id = :id and state = 'active';
