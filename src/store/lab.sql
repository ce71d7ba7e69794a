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
-- out: id int, state text, cursor_at int, fence int, job_state text, code text, detail text
select h.id, h.state, f.cursor_at, coalesce(l.fence, 0) as fence, j.state as job_state, j.code, j.detail
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
-- What is held, and what the runs say they did, in one moment.
-- full scan: because the simulation judges all of them.
-- out: orders int, seqs int, revisions int, stored int, changed int
select (select count(*) from orders where tenant_id = :tenant_id) as orders,
       (select coalesce(cast(sum(latest_seq) as bigint), 0) from orders where tenant_id = :tenant_id) as seqs,
       (select count(*) from revisions where tenant_id = :tenant_id) as revisions,
       (select coalesce(cast(sum(stored) as bigint), 0) from runs where tenant_id = :tenant_id) as stored,
       (select coalesce(cast(sum(changed) as bigint), 0) from runs where tenant_id = :tenant_id) as changed;

-- name: lab_witnessed :many
-- What the witnesses wrote from some id on; undone: in work that failed afterwards.
-- in:  first int
-- out: id int, undone int
select id, case when why = 'undone' then 1 else 0 end as undone
  from activities where tenant_id = :tenant_id and id >= :first and kind = 'witness' order by id;
