-- work.sql - jobs, leases, feeds and runs, as the worker loop uses them.

-- name: job_recur :do
-- A recurrent job of a shop; a paused one is due again.
-- in: id int, shop_id int, lane text, kind text, key text, due_at int
insert into jobs (tenant_id, id, shop_id, lane, kind, key, state, due_at, attempt, step, memo, armed_at, fence, task_id, order_id, code, detail, node, incarnation)
values (:tenant_id, :id, :shop_id, :lane, :kind, :key, 'ready', :due_at, 0, '', '', 0, 0, 0, 0, '', '', 0, 0)
on conflict (tenant_id, shop_id, kind, key) do update set state = 'ready', due_at = excluded.due_at where jobs.state = 'paused';

-- name: job_next_due :one
-- all tenants: because a node works for all of them.
-- When the next job that nobody works on is due.
-- out: due_at int?
select min(due_at) as due_at from jobs where state = 'ready';

-- name: job_claim :many
-- all tenants: because a node works for all of them.
-- Claims what is due, oldest first, but nothing whose lane is running. While it runs its due time is far away, so that a
-- wish to run at once that comes meanwhile is seen at its end.
-- in: node int, incarnation int, now int, max int
-- out: tenant_id int, id int, shop_id int, lane text, kind text, key text, memo text, attempt int, due_at int
update jobs set state = 'running', attempt = attempt + 1, node = :node, incarnation = :incarnation, due_at = 4611686018427387904
 where (tenant_id, id) in (select j.tenant_id, j.id from jobs j
        where j.state = 'ready' and j.due_at <= :now
          and not exists (select 1 from jobs r where r.tenant_id = j.tenant_id and r.lane = j.lane and r.state = 'running')
        order by j.due_at, j.id limit :max)
   and state = 'ready'
returning tenant_id, id, shop_id, lane, kind, key, memo, attempt, due_at;

-- name: job_timer :one
-- How often a job comes back, and whether its shop pulls by itself.
-- in: id int
-- out: every_s int, pull text
select coalesce(f.every_s, 0) as every_s, coalesce(h.pull, 'on') as pull
  from jobs j left join feeds f on f.tenant_id = j.tenant_id and f.shop_id = j.shop_id and f.name = j.key
  left join shops h on h.tenant_id = j.tenant_id and h.id = j.shop_id
 where j.tenant_id = :tenant_id and j.id = :id;

-- name: job_finish :do
-- Notes how a job went; asked to run meanwhile, it is due at once.
-- in: id int, due_at int, state text, attempt int, memo text, code text, detail text
update jobs set state = case when due_at < :due_at then 'ready' else :state end,
       due_at = case when due_at < :due_at then due_at else :due_at end,
       attempt = :attempt, memo = :memo, code = :code, detail = :detail, node = 0, incarnation = 0
 where tenant_id = :tenant_id and id = :id and state = 'running';

-- name: job_ask_now :do
-- Makes a job due now, whatever it waits for.
-- in: shop_id int, kind text, key text, now int
update jobs set due_at = :now, state = case when state = 'paused' then 'ready' else state end
 where tenant_id = :tenant_id and shop_id = :shop_id and kind = :kind and key = :key;

-- name: job_of_shop :one
-- The recurrent job of a shop, as people see it.
-- in: shop_id int, kind text, key text
-- out: id int, state text, due_at int, code text, detail text
select id, state, due_at, code, detail from jobs
 where tenant_id = :tenant_id and shop_id = :shop_id and kind = :kind and key = :key;

-- name: jobs_pause :do
-- No job of a shop starts by itself any more; one that runs comes to its end.
-- in: shop_id int
update jobs set state = 'paused' where tenant_id = :tenant_id and shop_id = :shop_id and state = 'ready';

-- name: jobs_resume :do
-- The jobs of a shop start by themselves again, now.
-- in: shop_id int, now int
update jobs set state = 'ready', due_at = :now where tenant_id = :tenant_id and shop_id = :shop_id and state = 'paused';

-- name: jobs_free :do
-- all tenants: because a node works for all of them.
-- What a node that is no more had claimed is ready again.
-- in: node int, incarnation int, now int
update jobs set state = 'ready', due_at = :now, node = 0, incarnation = 0
 where state = 'running' and not (node = :node and incarnation = :incarnation);

-- name: lease_get :one
-- Who works for a shop.
-- in: shop_id int
-- out: node int, incarnation int, fence int
select node, incarnation, fence from leases where tenant_id = :tenant_id and shop_id = :shop_id;

-- name: lease_take :one
-- Takes a shop over: the fence rises, and what the one before still writes is refused.
-- in: shop_id int, node int, incarnation int
-- out: fence int
insert into leases (tenant_id, shop_id, node, incarnation, fence, penalty_until)
values (:tenant_id, :shop_id, :node, :incarnation, 1, 0)
on conflict (tenant_id, shop_id) do update set node = excluded.node, incarnation = excluded.incarnation, fence = leases.fence + 1
returning fence;

-- name: lease_touch :do
-- First in every writing transaction of shop work: none changed means that the shop was taken over.
-- in: shop_id int, node int, incarnation int, fence int
update leases set fence = fence
 where tenant_id = :tenant_id and shop_id = :shop_id and node = :node and incarnation = :incarnation and fence = :fence;

-- name: feed_put :do
-- A feed of a shop; one that is there keeps its cursor.
-- in: shop_id int, name text, cursor_at int, every_s int
insert into feeds (tenant_id, shop_id, name, job_id, cursor_at, cursor_id, proved_to, every_s, window_s, overlap_s)
values (:tenant_id, :shop_id, :name, 0, :cursor_at, '', 0, :every_s, 0, 0)
on conflict (tenant_id, shop_id, name) do nothing;

-- name: feed_get :one
-- Where a feed stands.
-- in: shop_id int, name text
-- out: cursor_at int, proved_to int, every_s int
select cursor_at, proved_to, every_s from feeds where tenant_id = :tenant_id and shop_id = :shop_id and name = :name;

-- name: feed_move :do
-- The cursor moves, together with the records that it covers; never back.
-- in: shop_id int, name text, cursor_at int, proved_to int
update feeds set cursor_at = case when cursor_at > :cursor_at then cursor_at else :cursor_at end,
       proved_to = case when proved_to > :proved_to then proved_to else :proved_to end
 where tenant_id = :tenant_id and shop_id = :shop_id and name = :name;

-- name: run_begin :do
-- A run begins.
-- in: id int, job_id int, shop_id int, feed text, began int
insert into runs (tenant_id, id, job_id, shop_id, feed, began, ended, listed, stored, changed, unchanged, parked, proof, code, words)
values (:tenant_id, :id, :job_id, :shop_id, :feed, :began, null, 0, 0, 0, 0, 0, '', '', '');

-- name: run_add :do
-- What one transaction of a run did.
-- in: id int, listed int, stored int, changed int, unchanged int, parked int
update runs set listed = listed + :listed, stored = stored + :stored, changed = changed + :changed,
       unchanged = unchanged + :unchanged, parked = parked + :parked
 where tenant_id = :tenant_id and id = :id;

-- name: run_end :do
-- A run ends, with its proof or with what went wrong.
-- in: id int, now int, proof text, code text, words text
update runs set ended = :now, proof = :proof, code = :code, words = :words
 where tenant_id = :tenant_id and id = :id and ended is null;

-- name: runs_interrupt :do
-- all tenants: because a node works for all of them.
-- Runs of jobs that begin anew were interrupted; those with a memo go on.
-- in: now int
update runs set ended = :now, code = 'interrupted'
 where ended is null and not exists (select 1 from jobs j where j.tenant_id = runs.tenant_id and j.id = runs.job_id and j.memo <> '');

-- name: run_last :one
-- A shop's latest run that came to its own end; one that was cut off begins anew as another.
-- in: shop_id int
-- out: id int, began int, ended int, listed int, stored int, changed int, unchanged int, parked int, proof text, code text, words text
select id, began, ended, listed, stored, changed, unchanged, parked, proof, code, words
  from runs where tenant_id = :tenant_id and shop_id = :shop_id and ended is not null and code <> 'interrupted'
 order by id desc limit 1;

-- name: parked_put :bulk
-- A record that cannot be read waits aside; seen again it is the same one.
-- in: id int, shop_id int, feed text, ref text, raw blob, at int, code text, detail text
insert into parked (tenant_id, id, shop_id, feed, ref, raw, at, code, detail)
values (:tenant_id, :id, :shop_id, :feed, :ref, :raw, :at, :code, :detail)
on conflict (tenant_id, shop_id, feed, ref) do update set raw = excluded.raw, at = excluded.at, code = excluded.code, detail = excluded.detail;

-- name: parked_clear :do
-- What has become readable is parked no longer.
-- in: shop_id int, feed text, refs text[]
delete from parked where tenant_id = :tenant_id and shop_id = :shop_id and feed = :feed and ref in (:refs);

-- name: parked_count :one
-- How many records of a feed wait aside.
-- in: shop_id int, feed text
-- out: count int
select count(*) as count from parked where tenant_id = :tenant_id and shop_id = :shop_id and feed = :feed;

-- name: parked_refs :many
-- Parked records that can be asked for by id, those not tried for longest first.
-- in: shop_id int, feed text, max int
-- out: ref text
select ref from parked where tenant_id = :tenant_id and shop_id = :shop_id and feed = :feed and substr(ref, 1, 1) <> '?'
 order by at limit :max;
