-- hooks.sql - what channels push: kept when it comes, worked later, gone when it has expired.

-- name: app_push :one
-- Where an app's pushes come in and what proves them; push_key is none where the app's own key does.
-- in: channel text, app_id text
-- out: secret blob, push_url text, push_key blob?
select secret, push_url, push_key from apps where tenant_id = :tenant_id and channel = :channel and app_id = :app_id;

-- name: app_push_put :do
-- Where an app's pushes come in from now on.
-- in: push_url text, push_key blob?, channel text, app_id text
update apps set push_url = :push_url, push_key = :push_key
 where tenant_id = :tenant_id and channel = :channel and app_id = :app_id;

-- name: app_calls :one
-- Where an app's pushes come in, and where its accounts are called: '' is the channel's own host.
-- in: channel text, app_id text
-- out: push_url text, base text
select p.push_url, coalesce((select max(a.base) from accounts a where a.tenant_id = p.tenant_id and a.channel = p.channel
                                and a.app_id = p.app_id), '') as base
  from apps p where p.tenant_id = :tenant_id and p.channel = :channel and p.app_id = :app_id;

-- name: apps_pushed :many
-- The apps whose pushes come in here.
-- out: channel text, app_id text
select channel, app_id from apps where tenant_id = :tenant_id and push_url <> '' order by channel, app_id;

-- name: shop_by_ref :one
-- A shop by the channel's number, where this app opens it.
-- in: channel text, channel_ref text, app_id text
-- out: id int
select h.id from shops h join accounts a on a.tenant_id = h.tenant_id and a.id = h.account_id
 where h.tenant_id = :tenant_id and h.channel = :channel and h.channel_ref = :channel_ref and a.app_id = :app_id;

-- name: hook_insert :do
-- A push that came; the same one once more changes nothing.
-- in: id int, channel text, shop_id int, dedupe blob, about text, code int, ref text, body blob, state text, at int, expire_at int
insert into hooks (tenant_id, id, channel, shop_id, dedupe, about, code, ref, body, state, at, expire_at)
values (:tenant_id, :id, :channel, :shop_id, :dedupe, :about, :code, :ref, :body, :state, :at, :expire_at)
on conflict (tenant_id, channel, shop_id, dedupe) do nothing;

-- name: hooks_new :many
-- Pushes of a shop that wait to be worked, the oldest first.
-- in: shop_id int, about text, max int
-- out: id int, code int, ref text
select id, code, ref from hooks
 where tenant_id = :tenant_id and shop_id = :shop_id and about = :about and state = 'new' order by id limit :max;

-- name: hooks_done :do
-- What became of pushes that waited.
-- in: state text, ids int[]
update hooks set state = :state where tenant_id = :tenant_id and id in (:ids) and state = 'new';

-- name: hooks_count :one
-- How many pushes are kept in one state.
-- full scan: because only tests and people who look for a fault count them.
-- in: state text
-- out: count int
select count(*) as count from hooks where tenant_id = :tenant_id and state = :state;

-- name: hooks_expire :do
-- Pushes go when their time has come, with whatever they say of people.
-- in: now int
delete from hooks where tenant_id = :tenant_id and expire_at <= :now;

-- name: job_wake :do
-- A job that something set off: due now, unless a person has stopped it or it waits after a failure.
-- in: id int, shop_id int, lane text, kind text, key text, due_at int
insert into jobs (tenant_id, id, shop_id, lane, kind, key, state, due_at, attempt, step, memo, armed_at, fence, task_id, order_id, code, detail, node, incarnation)
values (:tenant_id, :id, :shop_id, :lane, :kind, :key, 'ready', :due_at, 0, '', '', 0, 0, 0, 0, '', '', 0, 0)
on conflict (tenant_id, shop_id, kind, key) do update set due_at = excluded.due_at
 where jobs.due_at > excluded.due_at and (jobs.state = 'running' or (jobs.state = 'ready' and jobs.attempt = 0));
