-- tasks.sql - deeds on many orders: the task, a result for each order, and what was asked and answered where it failed.

-- name: task_insert :do
-- A person asks for a task; asked again with the same number it is the same one.
-- in: id int, kind text, mode text, release int, selection text, of_task int, user_id int, made_at int, total int
insert into tasks (tenant_id, id, kind, state, mode, release, selection, gathered, of_task, user_id, made_at, ended_at, seen_at, undone_by, total, succeeded, failed, asking, ver)
values (:tenant_id, :id, :kind, 'gather', :mode, :release, :selection, 0, :of_task, :user_id, :made_at, 0, 0, 0, :total, 0, 0, 0, 1)
on conflict (tenant_id, id) do nothing;

-- name: task_get :one
-- A task without what it still has to write down.
-- in:  id int
-- out: kind text, state text, mode text, release int, gathered int, of_task int, user_id int, user_name text, made_at int, ended_at int, seen_at int, undone_by int, total int, succeeded int, failed int, asking int
select t.kind, t.state, t.mode, t.release, t.gathered, t.of_task, t.user_id, coalesce(u.name, '') as user_name, t.made_at, t.ended_at, t.seen_at, t.undone_by,
       t.total, t.succeeded, t.failed, t.asking
  from tasks t left join users u on u.id = t.user_id where t.tenant_id = :tenant_id and t.id = :id;

-- name: task_page :many
-- Tasks before this one, newest first; in one state, of one kind, where it is named.
-- in:  before_id int, state text, kind text, max int
-- out: id int, kind text, state text, mode text, release int, of_task int, user_id int, user_name text, made_at int, ended_at int, seen_at int, undone_by int, total int, succeeded int, failed int, asking int
select t.id, t.kind, t.state, t.mode, t.release, t.of_task, t.user_id, coalesce(u.name, '') as user_name, t.made_at, t.ended_at, t.seen_at, t.undone_by,
       t.total, t.succeeded, t.failed, t.asking
  from tasks t left join users u on u.id = t.user_id
 where t.tenant_id = :tenant_id and t.id < :before_id and (:state = '' or t.state = :state) and (:kind = '' or t.kind = :kind)
 order by t.id desc limit :max;

-- name: task_page_of :many
-- The same of those that one person asked for; only those of whose end he has not been told where `unseen` is 1.
-- in:  user_id int, before_id int, state text, kind text, unseen int, max int
-- out: id int, kind text, state text, mode text, release int, of_task int, user_id int, user_name text, made_at int, ended_at int, seen_at int, undone_by int, total int, succeeded int, failed int, asking int
select t.id, t.kind, t.state, t.mode, t.release, t.of_task, t.user_id, coalesce(u.name, '') as user_name, t.made_at, t.ended_at, t.seen_at, t.undone_by,
       t.total, t.succeeded, t.failed, t.asking
  from tasks t left join users u on u.id = t.user_id
 where t.tenant_id = :tenant_id and t.user_id = :user_id and t.id < :before_id and (:state = '' or t.state = :state) and (:kind = '' or t.kind = :kind)
   and (:unseen = 0 or (t.ended_at > 0 and t.seen_at = 0))
 order by t.id desc limit :max;

-- name: task_selection :one
-- What a task still has to write down.
-- in:  id int
-- out: selection text
select selection from tasks where tenant_id = :tenant_id and id = :id;

-- name: task_stands :many
-- How orders stand to an update.
-- in:  ids int[]
-- out: id int, shop_id int, state text, reserved int, edits int, ver int
select id, shop_id, state, reserved, edits, ver from orders where tenant_id = :tenant_id and id in (:ids) order by id;

-- name: task_attempts :many
-- How often orders were tried by a task before.
-- in:  task_id int, ids int[]
-- out: order_id int, attempts int
select order_id, attempts from task_items where tenant_id = :tenant_id and task_id = :task_id and order_id in (:ids) order by order_id;

-- name: task_item_put :bulk
-- An order of a task, waiting or refused at once.
-- in: task_id int, order_id int, shop_id int, state text, code text, words text, before int, attempts int, at int
insert into task_items (tenant_id, task_id, order_id, shop_id, state, outcome, code, words, before, after, undo, taken, attempts, at, expire_at)
values (:tenant_id, :task_id, :order_id, :shop_id, :state, '', :code, :words, :before, :before, '', '', :attempts, :at, 0);

-- name: task_gathered :do
-- So many more orders are written down, and so many of them refused; with the last one the selection goes. None changed: it
-- was cancelled, or another was quicker.
-- in: id int, gathered int, more int, refused int, now int
update tasks set gathered = gathered + :more, failed = failed + :refused, ver = ver + 1,
       state = case when gathered + :more < total then 'gather' when failed + :refused < total then 'run' else 'done' end,
       ended_at = case when gathered + :more >= total and failed + :refused >= total then :now else 0 end,
       selection = case when gathered + :more < total then selection else '' end
 where tenant_id = :tenant_id and id = :id and state = 'gather' and gathered = :gathered;

-- name: task_shops :many
-- The shops whose orders wait, and how many.
-- in:  task_id int
-- out: shop_id int, waiting int
select shop_id, count(*) as waiting from task_items where tenant_id = :tenant_id and task_id = :task_id and state = 'waiting'
 group by shop_id order by shop_id;

-- name: task_waits :many
-- The same, with what the job that asks for them came to last.
-- in:  task_id int, key text
-- out: shop_id int, shop text, waiting int, state text, due_at int, code text, detail text
select w.shop_id, coalesce(h.title, '') as shop, w.waiting, coalesce(j.state, '') as state, coalesce(j.due_at, 0) as due_at,
       coalesce(j.code, '') as code, coalesce(j.detail, '') as detail
  from (select shop_id, count(*) as waiting from task_items where tenant_id = :tenant_id and task_id = :task_id and state = 'waiting'
         group by shop_id) as w
  left join shops h on h.tenant_id = :tenant_id and h.id = w.shop_id
  left join jobs j on j.tenant_id = :tenant_id and j.shop_id = w.shop_id and j.kind = 'update' and j.key = :key
 order by w.shop_id;

-- name: task_waiting :many
-- Orders of a shop that wait.
-- in:  task_id int, shop_id int, max int
-- out: order_id int
select order_id from task_items where tenant_id = :tenant_id and task_id = :task_id and shop_id = :shop_id and state = 'waiting'
 order by order_id limit :max;

-- name: task_waiting_all :many
-- Orders of all shops that wait.
-- in:  task_id int, max int
-- out: order_id int, shop_id int
select order_id, shop_id from task_items where tenant_id = :tenant_id and task_id = :task_id and state = 'waiting'
 order by shop_id, order_id limit :max;

-- name: task_item_note :bulk
-- What became of an order that waits. It is found by its key alone: along the index of those that wait, each would be looked
-- for among all of its task.
-- in: task_id int, order_id int, state text, outcome text, code text, words text, before int, after int, undo text, taken text, at int, expire_at int
update task_items set state = :state, outcome = :outcome, code = :code, words = :words, before = :before, after = :after, undo = :undo, taken = :taken,
       attempts = attempts + 1, at = :at, expire_at = :expire_at
 where tenant_id = :tenant_id and task_id = :task_id and order_id = :order_id and case state when 'waiting' then 1 else 0 end = 1;

-- name: task_count :do
-- So many more have a result; the last one ends the task.
-- in: id int, succeeded int, failed int, asking int, now int
update tasks set succeeded = succeeded + :succeeded, failed = failed + :failed, asking = asking + :asking, ver = ver + 1,
       state = case when succeeded + failed + :succeeded + :failed < total then state else 'done' end,
       ended_at = case when succeeded + failed + :succeeded + :failed < total then 0 else :now end
 where tenant_id = :tenant_id and id = :id and state = 'run';

-- name: task_cancel :do
-- A task that has not ended ends here.
-- in: id int, now int
update tasks set state = 'cancelled', ended_at = :now, selection = '', ver = ver + 1
 where tenant_id = :tenant_id and id = :id and ended_at = 0;

-- name: task_items_cancel :do
-- Its orders that wait are not asked for any more.
-- in: task_id int, now int
update task_items set state = 'cancelled', at = :now where tenant_id = :tenant_id and task_id = :task_id and state = 'waiting';

-- name: task_failed :many
-- Orders that failed; of these codes alone where `any` is 0.
-- in:  task_id int, any int, codes text[]
-- out: order_id int
select order_id from task_items
 where tenant_id = :tenant_id and task_id = :task_id and state = 'failed' and (:any = 1 or code in (:codes)) order by order_id;

-- name: task_undoable :many
-- Orders that were changed, and can be as they were.
-- in:  task_id int
-- out: order_id int
select order_id from task_items where tenant_id = :tenant_id and task_id = :task_id and state = 'done' and undo <> '' order by order_id;

-- name: task_undoable_any :one
-- Whether there is one.
-- in:  task_id int
-- out: count int
select count(*) as count from (select 1 as one from task_items where tenant_id = :tenant_id and task_id = :task_id and state = 'done' and undo <> '' limit 1) as a;

-- name: task_undone :do
-- Which task takes it back; 0: none does any more. None changed: another does already.
-- in: id int, was int, undone_by int
update tasks set undone_by = :undone_by, ver = ver + 1 where tenant_id = :tenant_id and id = :id and undone_by = :was;

-- name: task_seen :do
-- Who asked for tasks has been told of their end.
-- in: user_id int, now int, ids int[]
update tasks set seen_at = :now, ver = ver + 1
 where tenant_id = :tenant_id and id in (:ids) and user_id = :user_id and ended_at > 0 and seen_at = 0;

-- name: task_causes :many
-- Why orders failed, and how many by each cause.
-- in:  task_id int
-- out: code text, count int, order_id int, words text
select c.code, c.count, c.order_id, i.words
  from (select code, count(*) as count, min(order_id) as order_id from task_items
         where tenant_id = :tenant_id and task_id = :task_id and state = 'failed' group by code) as c
  join task_items i on i.tenant_id = :tenant_id and i.task_id = :task_id and i.order_id = c.order_id
 order by c.count desc, c.code;

-- name: task_outcomes :many
-- What became of the orders that succeeded.
-- in:  task_id int
-- out: outcome text, count int
select outcome, count(*) as count from task_items
 where tenant_id = :tenant_id and task_id = :task_id and state = 'done' group by outcome order by outcome;

-- name: task_item_page :many
-- The orders of a task behind this one; in one state where it is named.
-- in:  task_id int, after int, state text, max int
-- out: order_id int
select order_id from task_items
 where tenant_id = :tenant_id and task_id = :task_id and order_id > :after and (:state = '' or state = :state) order by order_id limit :max;

-- name: task_item_page_code :many
-- The same of those that failed by one code.
-- in:  task_id int, after int, code text, max int
-- out: order_id int
select order_id from task_items
 where tenant_id = :tenant_id and task_id = :task_id and state = 'failed' and code = :code and order_id > :after order by order_id limit :max;

-- name: task_items :many
-- Orders of a task, with the number that people see.
-- in:  task_id int, ids int[]
-- out: order_id int, number text, shop_id int, shop text, state text, outcome text, code text, words text, taken text, attempts int, at int, undoable int, traced int
select i.order_id, coalesce(case when o.display_no = '' then o.ref else o.display_no end, '') as number, i.shop_id, coalesce(h.title, '') as shop,
       i.state, i.outcome, i.code, i.words, i.taken, i.attempts, i.at,
       case when i.undo = '' then 0 else 1 end as undoable, case when r.order_id is null then 0 else 1 end as traced
  from task_items i left join orders o on o.tenant_id = i.tenant_id and o.id = i.order_id
  left join shops h on h.tenant_id = i.tenant_id and h.id = i.shop_id
  left join task_traces r on r.tenant_id = i.tenant_id and r.task_id = i.task_id and r.order_id = i.order_id
 where i.tenant_id = :tenant_id and i.task_id = :task_id and i.order_id in (:ids) order by i.order_id;

-- name: task_item_get :one
-- One order of a task, without what holds people.
-- in:  task_id int, order_id int
-- out: shop_id int, state text, outcome text, code text, words text, before int, after int, taken text, attempts int, at int
select shop_id, state, outcome, code, words, before, after, taken, attempts, at from task_items
 where tenant_id = :tenant_id and task_id = :task_id and order_id = :order_id;

-- name: task_items_of :many
-- What tasks did with one order, the latest first.
-- in:  order_id int, max int
-- out: task_id int, state text, outcome text, code text, attempts int, at int
select task_id, state, outcome, code, attempts, at from task_items where tenant_id = :tenant_id and order_id = :order_id order by task_id desc limit :max;

-- name: task_order :one
-- How an order stands, for who must find out why it failed.
-- in:  id int
-- out: ref text, channel text, shop_state text, state text, channel_status text, ver int, latest_seq int, edits int
select o.ref, h.channel, h.state as shop_state, o.state, o.channel_status, o.ver, o.latest_seq, o.edits
  from orders o join shops h on h.tenant_id = o.tenant_id and h.id = o.shop_id where o.tenant_id = :tenant_id and o.id = :id;

-- name: task_trace_put :bulk
-- What was asked and answered when an order failed last.
-- in: task_id int, order_id int, trace text
insert into task_traces (tenant_id, task_id, order_id, trace) values (:tenant_id, :task_id, :order_id, :trace)
on conflict (tenant_id, task_id, order_id) do update set trace = excluded.trace;

-- name: task_trace_get :one
-- The same, as it is kept.
-- in:  task_id int, order_id int
-- out: trace text
select trace from task_traces where tenant_id = :tenant_id and task_id = :task_id and order_id = :order_id;

-- name: task_expire_undo :do
-- What held people before an update goes when people do.
-- in: now int
update task_items set undo = '', expire_at = 0 where tenant_id = :tenant_id and expire_at > 0 and expire_at <= :now;

-- name: task_expire_traces :do
-- What was asked and answered, of old tasks.
-- in: before_id int
delete from task_traces where tenant_id = :tenant_id and task_id < :before_id;

-- name: task_expire_items :do
-- The orders of old tasks.
-- in: before_id int
delete from task_items where tenant_id = :tenant_id and task_id < :before_id;

-- name: task_expire :do
-- Old tasks.
-- in: before_id int
delete from tasks where tenant_id = :tenant_id and id < :before_id;

-- name: task_expire_jobs :do
-- The jobs of tasks that ended long ago.
-- in: before int
delete from jobs where tenant_id = :tenant_id and kind in ('task', 'update') and state = 'done' and due_at < :before;
