-- work.sql - jobs, leases, feeds and runs, as the worker loop uses them.

-- name: job_recur :do
-- A recurrent job of a shop; a paused one is due again, and one that runs once more at its end.
-- in: id int, shop_id int, lane text, kind text, key text, due_at int
insert into jobs (tenant_id, id, shop_id, lane, kind, key, state, due_at, attempt, step, memo, armed_at, fence, task_id, order_id, code, detail, node, incarnation)
values (:tenant_id, :id, :shop_id, :lane, :kind, :key, 'ready', :due_at, 0, '', '', 0, 0, 0, 0, '', '', 0, 0)
on conflict (tenant_id, shop_id, kind, key) do update set state = case when jobs.state = 'paused' then 'ready' else jobs.state end,
       due_at = excluded.due_at where jobs.state in ('paused', 'running');

-- name: job_next_due :one
-- all tenants: because a node works for all of them.
-- When the next job that this node may work on, and nobody does, is due: of its shops, or of none.
-- in: node int, incarnation int, leaving int[]
-- out: due_at int
select j.due_at from jobs j
 where j.state = 'ready' and not (j.shop_id in (:leaving))
   and (j.shop_id = 0 or exists (select 1 from leases l where l.tenant_id = j.tenant_id and l.shop_id = j.shop_id
                                    and l.node = :node and l.incarnation = :incarnation))
 order by j.due_at limit 1;

-- name: job_claim :many
-- all tenants: because a node works for all of them.
-- Claims what is due of the shops leased by this node, or of no shop; the first of each lane, and none whose lane is
-- running. Tenants take turns, within each its shops, and who has most under way comes last; then the oldest. While it
-- runs its due time is far away, so that a wish to run at once that comes meanwhile is seen at its end. What a worker of
-- this node still holds is not claimed again: its end may be committed before the worker has heard of it.
-- in: node int, incarnation int, now int, max int, leaving int[], held int[]
-- out: tenant_id int, id int, shop_id int, lane text, kind text, key text, memo text, attempt int, due_at int
update jobs set state = 'running', attempt = attempt + 1, node = :node, incarnation = :incarnation, due_at = 4611686018427387904
 where (tenant_id, id) in (select t.tenant_id, t.id from (
          select h.tenant_id, h.id, h.due_at, coalesce(b.count, 0) + row_number() over (partition by h.tenant_id order by h.turn, h.due_at, h.id) as turn
            from (select f.tenant_id, f.id, f.due_at, coalesce(a.count, 0) + row_number() over (partition by f.tenant_id, f.shop_id order by f.due_at, f.id) as turn
                    from (select j.tenant_id, j.shop_id, j.id, j.due_at, row_number() over (partition by j.tenant_id, j.lane order by j.due_at, j.id) as place
                            from jobs j
                           where j.state = 'ready' and j.due_at <= :now and not (j.shop_id in (:leaving)) and not (j.id in (:held))
                             and (j.shop_id = 0 or exists (select 1 from leases l where l.tenant_id = j.tenant_id and l.shop_id = j.shop_id
                                                              and l.node = :node and l.incarnation = :incarnation))
                             and not exists (select 1 from jobs r where r.tenant_id = j.tenant_id and r.lane = j.lane and r.state = 'running')) as f
                    left join (select tenant_id, shop_id, count(*) as count from jobs where state = 'running' group by tenant_id, shop_id) as a
                      on a.tenant_id = f.tenant_id and a.shop_id = f.shop_id
                   where f.place = 1) as h
            left join (select tenant_id, count(*) as count from jobs where state = 'running' group by tenant_id) as b on b.tenant_id = h.tenant_id) as t
        order by t.turn, t.due_at, t.id limit :max)
   and state = 'ready'
returning tenant_id, id, shop_id, lane, kind, key, memo, attempt, due_at;

-- name: job_timer :one
-- How often a job is to come back, by a person and by its feed (0: neither says), and whether its shop pulls by itself.
-- in: id int
-- out: wished_s int, feed_s int, pull text
select j.every_s as wished_s, coalesce(f.every_s, 0) as feed_s, coalesce(h.pull, 'on') as pull
  from jobs j left join feeds f on f.tenant_id = j.tenant_id and f.shop_id = j.shop_id and f.name = j.key
  left join shops h on h.tenant_id = j.tenant_id and h.id = j.shop_id
 where j.tenant_id = :tenant_id and j.id = :id;

-- name: job_finish :do
-- Notes how a job went; asked to run meanwhile, it is due at once. Nothing changes where another node has it by now.
-- in: id int, node int, incarnation int, due_at int, state text, attempt int, memo text, code text, detail text
update jobs set state = case when due_at < :due_at then 'ready' else :state end,
       due_at = case when due_at < :due_at then due_at else :due_at end,
       attempt = :attempt, memo = :memo, code = :code, detail = :detail, node = 0, incarnation = 0
 where tenant_id = :tenant_id and id = :id and state = 'running' and node = :node and incarnation = :incarnation;

-- name: job_ask_now :do
-- Makes a job due now, whatever it waits for.
-- in: shop_id int, kind text, key text, now int
update jobs set due_at = :now, state = case when state = 'paused' then 'ready' else state end
 where tenant_id = :tenant_id and shop_id = :shop_id and kind = :kind and key = :key;

-- name: job_rest :do
-- A job that is done without having run stays until somebody asks for it.
-- in: shop_id int, kind text, key text
update jobs set state = 'paused' where tenant_id = :tenant_id and shop_id = :shop_id and kind = :kind and key = :key and state = 'ready';

-- name: job_of_shop :one
-- The recurrent job of a shop, as people see it.
-- in: shop_id int, kind text, key text
-- out: id int, state text, due_at int, code text, detail text
select id, state, due_at, code, detail from jobs
 where tenant_id = :tenant_id and shop_id = :shop_id and kind = :kind and key = :key;

-- name: jobs_pause :do
-- No job of a shop starts by itself any more; one that runs comes to its end, and so does what a person asked for.
-- in: shop_id int
update jobs set state = 'paused'
 where tenant_id = :tenant_id and shop_id = :shop_id and state = 'ready' and kind not in ('fetch', 'update', 'verify');

-- name: jobs_hurry :do
-- What a person asked for of a shop that is given up hears of it at once.
-- in: shop_id int, now int
update jobs set due_at = :now
 where tenant_id = :tenant_id and shop_id = :shop_id and kind = 'update' and state = 'ready' and due_at > :now;

-- name: jobs_resume :do
-- The jobs of a shop start by themselves again, now; what looks after orders or stock by its timer keeps its moment, and what
-- is only ever asked for stays.
-- in: shop_id int, now int
update jobs set state = 'ready', due_at = case when kind in ('reconcile', 'listings', 'push_stock') then due_at else :now end
 where tenant_id = :tenant_id and shop_id = :shop_id and state = 'paused' and kind <> 'verify';

-- name: jobs_orphaned :one
-- all tenants: because a node works for all of them.
-- How many claimed jobs nobody works on: their node lives no more, or it is this one and does not hold them.
-- in: node int, incarnation int, held int[]
-- out: count int
select count(*) as count from jobs
 where state = 'running'
   and ((jobs.node = :node and jobs.incarnation = :incarnation and not (jobs.id in (:held)))
        or not exists (select 1 from nodes n where n.number = jobs.node and n.incarnation = jobs.incarnation
                          and n.state in ('up', 'working', 'draining')));

-- name: jobs_free :do
-- all tenants: because a node works for all of them.
-- Claimed jobs that nobody works on are ready again.
-- in: node int, incarnation int, held int[], now int
update jobs set state = 'ready', due_at = :now, node = 0, incarnation = 0
 where state = 'running'
   and ((jobs.node = :node and jobs.incarnation = :incarnation and not (jobs.id in (:held)))
        or not exists (select 1 from nodes n where n.number = jobs.node and n.incarnation = jobs.incarnation
                          and n.state in ('up', 'working', 'draining')));

-- name: lease_get :one
-- Who works for a shop; alive: a node that beats, as far as is known.
-- in: shop_id int
-- out: node int, incarnation int, fence int, alive int
select l.node, l.incarnation, l.fence, (select count(*) from nodes n
         where n.number = l.node and n.incarnation = l.incarnation and n.state in ('working', 'draining')) as alive
  from leases l where l.tenant_id = :tenant_id and l.shop_id = :shop_id;

-- name: leases_all :many
-- all tenants: because a node works for all of them.
-- Every authorised shop and who works for it; fence 0: nobody ever did.
-- full scan: because the share of a node is reckoned over all shops.
-- out: tenant_id int, shop_id int, node int, incarnation int, fence int
select h.tenant_id, h.id as shop_id, coalesce(l.node, 0) as node, coalesce(l.incarnation, 0) as incarnation, coalesce(l.fence, 0) as fence
  from shops h left join leases l on l.tenant_id = h.tenant_id and l.shop_id = h.id
 where h.account_id <> 0 order by h.tenant_id, h.id;

-- name: lease_take :one
-- Takes a shop over from whoever held it at the fence seen: the fence rises, and what the one before still writes is
-- refused. No row: another was quicker.
-- in: shop_id int, node int, incarnation int, seen int
-- out: fence int
insert into leases (tenant_id, shop_id, node, incarnation, fence, penalty_until)
values (:tenant_id, :shop_id, :node, :incarnation, 1, 0)
on conflict (tenant_id, shop_id) do update set node = excluded.node, incarnation = excluded.incarnation, fence = leases.fence + 1
 where leases.fence = :seen
returning fence;

-- name: lease_release :do
-- all tenants: because a node works for all of them.
-- Hands a shop over: whoever it falls to may take it.
-- in: shop_id int, node int, incarnation int
update leases set node = 0, incarnation = 0 where node = :node and incarnation = :incarnation and shop_id = :shop_id;

-- name: leases_release :do
-- all tenants: because a node works for all of them.
-- Hands over all shops of a node that ends.
-- full scan: because it is asked once, when a node ends.
-- in: node int, incarnation int
update leases set node = 0, incarnation = 0 where node = :node and incarnation = :incarnation;

-- name: lease_note :do
-- Something that pages show of this shop has changed, whoever works for it.
-- in:  shop_id int
update leases set changes = changes + 1 where tenant_id = :tenant_id and shop_id = :shop_id;

-- name: lease_touch :do
-- First in every writing transaction of shop work: none changed means that the shop was taken over. Transactions that
-- write orders are counted, so that pages hear of it.
-- in: shop_id int, node int, incarnation int, fence int, changes int
update leases set changes = changes + :changes
 where tenant_id = :tenant_id and shop_id = :shop_id and node = :node and incarnation = :incarnation and fence = :fence;

-- name: feed_put :do
-- A feed of a shop; one that is there keeps its cursor. It is read from cursor_at on, and back to first_from beside that.
-- in: shop_id int, name text, cursor_at int, first_from int, every_s int
insert into feeds (tenant_id, shop_id, name, job_id, cursor_at, cursor_id, proved_to, every_s, window_s, overlap_s, since, first_from, back_at)
values (:tenant_id, :shop_id, :name, 0, :cursor_at, '', 0, :every_s, 0, 0, :cursor_at, :first_from, :cursor_at)
on conflict (tenant_id, shop_id, name) do nothing;

-- name: feeds_unreconciled :many
-- Feeds of shops that pull, and have no reconciliation.
-- out: shop_id int, feed text
select f.shop_id, f.name as feed
  from feeds f join shops h on h.tenant_id = f.tenant_id and h.id = f.shop_id
  left join jobs j on j.tenant_id = f.tenant_id and j.shop_id = f.shop_id and j.kind = 'reconcile' and j.key = f.name
 where f.tenant_id = :tenant_id and h.account_id <> 0 and h.pull = 'on' and j.id is null
 order by f.shop_id, f.name;

-- name: feed_get :one
-- Where a feed stands.
-- in: shop_id int, name text
-- out: cursor_at int, proved_to int, since int, every_s int, first_from int, back_at int
select cursor_at, proved_to, since, every_s, first_from, back_at from feeds where tenant_id = :tenant_id and shop_id = :shop_id and name = :name;

-- name: feed_began :do
-- The first pull begins.
-- in: shop_id int, name text, now int
update feeds set first_began = :now
 where tenant_id = :tenant_id and shop_id = :shop_id and name = :name and first_began = 0 and first_from > 0;

-- name: feed_back :do
-- History has been read down to here; where it was proved and joins what was proved, the feed is complete from here on.
-- in: shop_id int, name text, from_at int, to_at int, proved int
update feeds set back_at = :from_at, since = case when :proved = 1 and since <= :to_at and since > :from_at then :from_at else since end
 where tenant_id = :tenant_id and shop_id = :shop_id and name = :name;

-- name: feed_move :do
-- The cursor moves, together with the records that it covers; never back.
-- in: shop_id int, name text, cursor_at int
update feeds set cursor_at = case when cursor_at > :cursor_at then cursor_at else :cursor_at end
 where tenant_id = :tenant_id and shop_id = :shop_id and name = :name;

-- name: feed_prove :do
-- Complete up to here, where what was proved joins what was proved before, or begins where the feed began; never back.
-- in: shop_id int, name text, least int, proved_to int
update feeds set proved_to = :proved_to
 where tenant_id = :tenant_id and shop_id = :shop_id and name = :name and proved_to < :proved_to
   and (proved_to >= :least or (proved_to = 0 and since >= :least));

-- name: held_count :one
-- How many of these ids are held, as they were at this moment of the channel or later.
-- in: shop_id int, least_ver int, refs text[]
-- out: count int
select count(*) as count from orders
 where tenant_id = :tenant_id and shop_id = :shop_id and latest_ver >= :least_ver and ref in (:refs);

-- name: held_refs :many
-- Which of these ids are held, as they were at this moment of the channel or later.
-- in: shop_id int, least_ver int, refs text[]
-- out: ref text
select ref from orders
 where tenant_id = :tenant_id and shop_id = :shop_id and latest_ver >= :least_ver and ref in (:refs);

-- name: parked_among :many
-- Which of these ids wait aside.
-- in: shop_id int, feed text, refs text[]
-- out: ref text
select ref from parked where tenant_id = :tenant_id and shop_id = :shop_id and feed = :feed and ref in (:refs);

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
-- A job that begins a new run had been interrupted in the one that is open.
-- in: shop_id int, job_id int, now int
update runs set ended = :now, code = 'interrupted'
 where tenant_id = :tenant_id and job_id = :job_id and shop_id = :shop_id and ended is null;

-- name: run_last :one
-- A shop's latest run that came to its own end; one that was cut off begins anew as another, and a reconciliation is none.
-- in: shop_id int
-- out: id int, began int, ended int, listed int, stored int, changed int, unchanged int, parked int, proof text, code text, words text
select id, began, ended, listed, stored, changed, unchanged, parked, proof, code, words
  from runs where tenant_id = :tenant_id and shop_id = :shop_id and ended is not null and code <> 'interrupted' and feed <> 'reconcile'
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
