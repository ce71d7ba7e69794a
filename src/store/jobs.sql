-- jobs.sql - recurrent tasks and runs as people see them.

-- name: recur_get :one
-- What a job is.
-- in: id int
-- out: shop_id int, kind text, key text
select shop_id, kind, key from jobs where tenant_id = :tenant_id and id = :id;

-- name: recur_set :do
-- How often a job comes back; the next time is no later than so.
-- in: id int, every_s int, latest int
update jobs set every_s = :every_s,
       due_at = case when state = 'ready' and attempt = 0 and due_at > :latest then :latest else due_at end
 where tenant_id = :tenant_id and id = :id;

-- name: view_jobs :many
-- The jobs of some kinds with their shops, by shop, kind and key, after those given; of one shop alone where it is not 0.
-- in:  kinds text[], shop_id int, after_shop int, after_kind text, after_key text, max int
-- out: id int, shop_id int, shop_title text, kind text, key text, state text, due_at int, attempt int, every_s int
-- out: feed_every_s int, code text, detail text
select j.id, h.id as shop_id, h.title as shop_title, j.kind, j.key, j.state, j.due_at, j.attempt, j.every_s,
 coalesce(f.every_s, 0) as feed_every_s, j.code, j.detail
  from shops h join jobs j on j.tenant_id = h.tenant_id and j.shop_id = h.id and j.kind in (:kinds)
  left join feeds f on f.tenant_id = j.tenant_id and f.shop_id = j.shop_id and f.name = j.key
 where h.tenant_id = :tenant_id and h.id >= :after_shop and (h.id, j.kind, j.key) > (:after_shop, :after_kind, :after_key)
   and (:shop_id = 0 or h.id = :shop_id)
 order by h.id, j.kind, j.key limit :max;

-- name: view_jobs_tenant :many
-- The jobs of some kinds that belong to no shop.
-- in:  kinds text[], max int
-- out: id int, kind text, key text, state text, due_at int, attempt int, every_s int, code text, detail text
select id, kind, key, state, due_at, attempt, every_s, code, detail
  from jobs where tenant_id = :tenant_id and shop_id = 0 and kind in (:kinds) order by kind, key limit :max;

-- name: view_job_runs :many
-- The last `max` + 1 runs of jobs, newest first.
-- in:  job_ids int[], max int
-- out: id int, job_id int
select r.id, r.job_id from jobs j join runs r on r.tenant_id = j.tenant_id and r.job_id = j.id
   and r.id >= coalesce((select x.id from runs x where x.tenant_id = j.tenant_id and x.job_id = j.id order by x.id desc limit 1 offset :max), 0)
 where j.tenant_id = :tenant_id and j.id in (:job_ids) order by r.id desc;

-- name: run_page :many
-- The ids of the runs before `before_id`, newest first.
-- in:  before_id int, max int
-- out: id int
select id from runs where tenant_id = :tenant_id and id < :before_id order by id desc limit :max;

-- name: run_page_shop :many
-- The same of one shop, and of one feed where it is named.
-- in:  shop_id int, feed text, before_id int, max int
-- out: id int
select id from runs where tenant_id = :tenant_id and shop_id = :shop_id and id < :before_id and (:feed = '' or feed = :feed)
 order by id desc limit :max;

-- name: run_page_feed :many
-- The same of one feed of all shops.
-- in:  feed text, before_id int, max int
-- out: id int
select id from runs where tenant_id = :tenant_id and feed = :feed and id < :before_id order by id desc limit :max;

-- name: run_page_failed :many
-- Those that failed; of one shop where it is not 0, of one feed where it is named. One that was cut off begins anew and has not failed.
-- in:  shop_id int, feed text, before_id int, max int
-- out: id int
select id from runs
 where tenant_id = :tenant_id and code <> '' and code <> 'interrupted' and id < :before_id
   and (:shop_id = 0 or shop_id = :shop_id) and (:feed = '' or feed = :feed)
 order by id desc limit :max;

-- name: hours_add :bulk
-- What happened in an hour of a shop.
-- in: hour int, shop_id int, orders int, runs int, failed int, lag_ms int
insert into hours (tenant_id, hour, shop_id, orders, runs, failed, lag_ms)
values (:tenant_id, :hour, :shop_id, :orders, :runs, :failed, :lag_ms)
on conflict (tenant_id, hour, shop_id) do update set orders = hours.orders + excluded.orders, runs = hours.runs + excluded.runs,
       failed = hours.failed + excluded.failed, lag_ms = case when excluded.lag_ms > hours.lag_ms then excluded.lag_ms else hours.lag_ms end;

-- name: hours_expire :do
-- Hours that no chart reaches any more.
-- in: before int
delete from hours where tenant_id = :tenant_id and hour < :before;

-- name: hours_of :many
-- What each hour brought each shop, from a moment on.
-- in:  since int
-- out: hour int, shop_id int, orders int, runs int, failed int, lag_ms int
select hour, shop_id, orders, runs, failed, lag_ms from hours where tenant_id = :tenant_id and hour >= :since order by hour, shop_id;
