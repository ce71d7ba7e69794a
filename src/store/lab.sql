-- lab.sql - what the simulation reads to judge: everything, as it stands.

-- name: lab_orders :many
-- Every order with its latest revision.
-- full scan: because the simulation judges all of them.
-- out: shop_id int, ref text, latest_seq int
select shop_id, ref, latest_seq from orders where tenant_id = :tenant_id;

-- name: lab_parked :many
-- Every record that waits aside.
-- full scan: because the simulation judges all of them.
-- out: shop_id int, ref text
select shop_id, ref from parked where tenant_id = :tenant_id;

-- name: lab_shops :many
-- Every shop that pulls: where it stands, who works for it, what its job said last.
-- full scan: because the simulation judges all of them.
-- out: id int, state text, cursor_at int, back_at int, fence int, job_state text, code text, detail text
select h.id, h.state, f.cursor_at, f.back_at, coalesce(l.fence, 0) as fence, j.state as job_state, j.code, j.detail
  from shops h join feeds f on f.tenant_id = h.tenant_id and f.shop_id = h.id
  join jobs j on j.tenant_id = h.tenant_id and j.shop_id = h.id and j.kind = 'pull' and j.key = f.name
  left join leases l on l.tenant_id = h.tenant_id and l.shop_id = h.id
 where h.tenant_id = :tenant_id order by h.id;

-- name: lab_twice :one
-- Orders that are there more than once, and revisions likewise.
-- full scan: because the simulation judges all of them.
-- out: orders int, revisions int
select (select count(*) from (select ref from orders where tenant_id = :tenant_id group by shop_id, ref having count(*) > 1) o) as orders,
       (select count(*) from (select seq from revisions where tenant_id = :tenant_id group by order_id, seq having count(*) > 1) r) as revisions;

-- name: lab_sums :one
-- What is held, how much of it came by runs, and what the runs say they did, in one moment.
-- full scan: because the simulation judges all of them.
-- out: orders int, seqs int, revisions int, first int, later int, stored int, changed int
select (select count(*) from orders where tenant_id = :tenant_id) as orders,
       (select coalesce(cast(sum(latest_seq) as bigint), 0) from orders where tenant_id = :tenant_id) as seqs,
       (select count(*) from revisions where tenant_id = :tenant_id) as revisions,
       (select count(*) from revisions where tenant_id = :tenant_id and run_id <> 0 and seq = 1) as first,
       (select count(*) from revisions where tenant_id = :tenant_id and run_id <> 0 and seq > 1) as later,
       (select coalesce(cast(sum(stored) as bigint), 0) from runs where tenant_id = :tenant_id) as stored,
       (select coalesce(cast(sum(changed) as bigint), 0) from runs where tenant_id = :tenant_id) as changed;

-- name: lab_witnessed :many
-- What the witnesses wrote from some id on; undone: in work that failed afterwards.
-- in:  first int
-- out: id int, undone int
select id, case when why = 'undone' then 1 else 0 end as undone
  from activities where tenant_id = :tenant_id and id >= :first and kind = 'witness' order by id;

-- name: lab_balances :many
-- Every balance.
-- full scan: because the simulation judges all of them.
-- out: warehouse_id int, sku_id int, on_shelf int, reserved int, awaiting_putaway int, quarantine int, damaged int, shortfall int
select warehouse_id, sku_id, on_shelf, reserved, awaiting_putaway, quarantine, damaged, shortfall
  from stocks where tenant_id = :tenant_id order by warehouse_id, sku_id;

-- name: lab_ledger :many
-- What the movements of each kind come to.
-- full scan: because the simulation judges all of them.
-- out: warehouse_id int, sku_id int, kind text, quantity int
select warehouse_id, sku_id, kind, cast(sum(quantity) as bigint) as quantity
  from movements where tenant_id = :tenant_id group by warehouse_id, sku_id, kind order by warehouse_id, sku_id, kind;

-- name: lab_holds :many
-- What the units say is reserved, and how many of them are not whole.
-- full scan: because the simulation judges all of them.
-- out: warehouse_id int, sku_id int, reserved int, odd int
select warehouse_id, sku_id, cast(sum(quantity) as bigint) as reserved, cast(sum(case when quantity < 1 then 1 else 0 end) as bigint) as odd
  from units where tenant_id = :tenant_id and state = 'reserved' group by warehouse_id, sku_id order by warehouse_id, sku_id;

-- name: lab_void_holds :many
-- Void orders that hold or wait for stock, or for a mapping.
-- full scan: because the simulation judges all of them.
-- out: id int
select o.id from orders o
 where o.tenant_id = :tenant_id and o.state = 'void'
   and (o.waiting <> 0 or o.reserved <> 0 or o.unmapped <> 0
        or exists (select 1 from units u where u.tenant_id = o.tenant_id and u.order_id = o.id and u.state in ('waiting', 'reserved'))
        or exists (select 1 from unmapped n where n.tenant_id = o.tenant_id and n.order_id = o.id));

-- name: lab_miscounted :many
-- Orders whose counts of units, or of lines without a mapping, are not what there is.
-- full scan: because the simulation judges all of them.
-- out: id int, waiting int, reserved int, unmapped int, has_waiting int, has_reserved int, has_unmapped int
select id, waiting, reserved, unmapped, has_waiting, has_reserved, has_unmapped
  from (select o.id, o.waiting, o.reserved, o.unmapped,
               coalesce((select cast(sum(u.quantity) as bigint) from units u where u.tenant_id = o.tenant_id and u.order_id = o.id and u.state = 'waiting'), 0) as has_waiting,
               coalesce((select cast(sum(u.quantity) as bigint) from units u where u.tenant_id = o.tenant_id and u.order_id = o.id and u.state = 'reserved'), 0) as has_reserved,
               (select count(distinct n.line) from unmapped n where n.tenant_id = o.tenant_id and n.order_id = o.id) as has_unmapped
          from orders o where o.tenant_id = :tenant_id) as a
 where waiting <> has_waiting or reserved <> has_reserved or unmapped <> has_unmapped;

-- name: lab_lines :many
-- The lines of orders that are to be fulfilled here, with the pieces that units have of them.
-- full scan: because the simulation judges all of them.
-- out: order_id int, line text, platform_sku text, pieces int, sku_state text, units int, skus int
with held as (select order_id, line, cast(sum(quantity) as bigint) as pieces, count(distinct sku_id) as skus
  from units where tenant_id = :tenant_id group by order_id, line)
select l.order_id, l.line, l.platform_sku, l.ordered - l.cancelled as pieces, l.sku_state, coalesce(u.pieces, 0) as units,
       coalesce(u.skus, 0) as skus
  from orders o join order_lines l on l.tenant_id = o.tenant_id and l.order_id = o.id
  left join held u on u.order_id = l.order_id and u.line = l.line
 where o.tenant_id = :tenant_id and o.history = 0 and o.state in ('pending', 'processed', 'frozen') and l.sku_state <> '';

-- name: lab_unhealed :one
-- Lines that wait for a mapping which is there; and pieces that wait beside free ones, where nothing holds them back.
-- full scan: because the simulation judges all of them.
-- out: lines int, pieces int
select (select count(*) from unmapped n join orders o on o.tenant_id = n.tenant_id and o.id = n.order_id
          join shops h on h.tenant_id = o.tenant_id and h.id = o.shop_id
          join sku_map_members m on m.tenant_id = n.tenant_id and m.platform_sku = n.platform_sku and m.quantity = 1
          join sku_maps p on p.tenant_id = m.tenant_id and p.id = m.map_id and p.members = 1
           and (p.shop_id = 0 or p.shop_id = o.shop_id) and (p.channel = '' or p.channel = h.channel)
           and p.from_at <= o.placed and (p.until_at = 0 or p.until_at > o.placed)
         where n.tenant_id = :tenant_id) as lines,
       (select coalesce(cast(sum(u.quantity) as bigint), 0) from units u join orders o on o.tenant_id = u.tenant_id and o.id = u.order_id
          join shops h on h.tenant_id = o.tenant_id and h.id = o.shop_id
         where u.tenant_id = :tenant_id and u.state = 'waiting' and o.state in ('pending', 'processed') and o.history = 0
           and h.reserve_at = 'intake' and (o.waits_for = '' or (o.waits_for = 'payment' and o.payment_status <> 'unpaid'))
           and exists (select 1 from stocks s join warehouses w on w.tenant_id = s.tenant_id and w.id = s.warehouse_id
                        where s.tenant_id = u.tenant_id and s.sku_id = u.sku_id and s.on_shelf > s.reserved
                          and w.kind = 'own' and w.state = 'active')) as pieces;

-- name: lab_split :one
-- Lines of which pieces of one article stand apart.
-- full scan: because the simulation judges all of them.
-- out: count int
select count(*) as count from (select 1 as one from units where tenant_id = :tenant_id group by order_id, line, sku_id having count(*) > 1) as a;

-- name: lab_cut_off :many
-- Tasks that somebody works on, as far as is known.
-- full scan: because the simulation judges all of them.
-- out: kind text
select kind from jobs where tenant_id = :tenant_id and state = 'running';

-- name: lab_edited :many
-- Orders that people or updates changed here, behind one of them, with what lists show of them.
-- full scan: because the simulation judges all of them.
-- in:  after int, max int
-- out: id int, edits int, delivery_method text, people int, name text, address text
select o.id, o.edits, o.delivery_method, case when p.order_id is null then 0 else 1 end as people, coalesce(p.name, '') as name, coalesce(p.address, '') as address
  from orders o left join order_people p on p.tenant_id = o.tenant_id and p.order_id = o.id
 where o.tenant_id = :tenant_id and o.id > :after
   and exists (select 1 from order_shows h where h.tenant_id = o.tenant_id and h.order_id = o.id) order by o.id limit :max;

-- name: lab_miscounted_tasks :many
-- Tasks whose counts are not the results of their orders, or which end too early or too late.
-- full scan: because the simulation judges all of them.
-- out: id int, state text, total int, gathered int, succeeded int, failed int, has int, has_done int, has_failed int, has_waiting int, has_cancelled int
select id, state, total, gathered, succeeded, failed, has, has_done, has_failed, has_waiting, has_cancelled
  from (select t.id, t.state, t.total, t.gathered, t.succeeded, t.failed, t.asking, t.ended_at,
               coalesce(i.has, 0) as has, coalesce(i.done, 0) as has_done, coalesce(i.failed, 0) as has_failed, coalesce(i.asking, 0) as has_asking,
               coalesce(i.waiting, 0) as has_waiting, coalesce(i.cancelled, 0) as has_cancelled, coalesce(i.odd, 0) as odd
          from tasks t left join (select task_id, count(*) as has, count(case when state = 'done' then 1 end) as done,
                                         count(case when state = 'failed' then 1 end) as failed,
                                         count(case when state = 'done' and outcome = 'needs_decision' then 1 end) as asking,
                                         count(case when state = 'waiting' then 1 end) as waiting,
                                         count(case when state = 'cancelled' then 1 end) as cancelled,
                                         count(case when (state = 'done') <> (outcome <> '') or (state = 'failed') <> (code <> '') then 1 end) as odd
                                    from task_items where tenant_id = :tenant_id group by task_id) i on i.task_id = t.id
         where t.tenant_id = :tenant_id) as a
 where odd > 0 or has <> gathered or has_done <> succeeded or has_failed <> failed or has_asking <> asking
    or (state <> 'cancelled' and has_cancelled > 0) or (state <> 'gather' and state <> 'cancelled' and gathered <> total)
    or (has_waiting > 0 and state <> 'gather' and state <> 'run') or (state = 'run' and has_waiting = 0)
    or (ended_at > 0) <> (state = 'done' or state = 'cancelled');

-- name: lab_changed_oddly :many
-- Orders that tasks changed more often than the results of the tasks say, or less often.
-- full scan: because the simulation judges all of them.
-- out: order_id int, kind text, more int
select order_id, kind, cast(sum(change) as bigint) as more
  from (select h.order_id, h.kind, 1 as change from order_shows h where h.tenant_id = :tenant_id and h.kind in ('update', 'undo')
        union all
        select i.order_id, t.kind, -1 as change from task_items i join tasks t on t.tenant_id = i.tenant_id and t.id = i.task_id
         where i.tenant_id = :tenant_id and i.state = 'done' and i.after > i.before) as a
 group by order_id, kind having cast(sum(change) as bigint) <> 0;

-- name: lab_tasks_came_to :one
-- How often tasks came to what is rare.
-- full scan: because the simulation judges all of them.
-- out: merged int, collided int, mixed int, retried int, undone int, cancelled int
select (select count(*) from task_items where tenant_id = :tenant_id and outcome = 'merged') as merged,
       (select count(*) from task_items where tenant_id = :tenant_id and outcome = 'needs_decision') as collided,
       (select count(*) from tasks where tenant_id = :tenant_id and failed > 0 and succeeded > 0) as mixed,
       (select count(*) from tasks where tenant_id = :tenant_id and kind = 'update' and of_task > 0) as retried,
       (select count(*) from tasks where tenant_id = :tenant_id and kind = 'undo' and succeeded > 0) as undone,
       (select count(*) from task_items where tenant_id = :tenant_id and state = 'cancelled') as cancelled;

-- name: lab_tasks_open :many
-- Tasks that have not ended, and the job that carries one of them on.
-- full scan: because the simulation judges all of them.
-- out: id int, state text, kind text, job_state text, code text, detail text
select t.id, t.state, coalesce(j.kind, '') as kind, coalesce(j.state, '') as job_state, coalesce(j.code, '') as code, coalesce(j.detail, '') as detail
  from tasks t left join jobs j on j.tenant_id = t.tenant_id and j.kind in ('task', 'update') and j.key = cast(t.id as text)
 where t.tenant_id = :tenant_id and t.ended_at = 0 order by t.id;
