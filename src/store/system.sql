-- system.sql - the nodes and the database as people see them.

-- name: view_nodes :many
-- The processes that live, or lived a short while ago, with the shops of this tenant that they work for and their jobs under way.
-- full scan: because there are at most 1,023 nodes.
-- out: number int, state text, version text, beat_at int, shops int, jobs_running int
select n.number, n.state, n.version, n.beat_at,
 (select count(*) from leases l where l.tenant_id = :tenant_id and l.node = n.number and l.incarnation = n.incarnation) as shops,
 (select count(*) from jobs j where j.tenant_id = :tenant_id and j.state = 'running' and j.node = n.number and j.incarnation = n.incarnation) as jobs_running
  from nodes n where n.state <> 'free' order by n.number;

-- name: today_ship_by :one
-- How many pending orders are to be shipped before each moment, and how many should have been; counted up to `max`.
-- in:  now int, day int, two_days int, max int
-- out: late int, hours_24 int, hours_48 int
select
 (select count(*) from (select 1 as one from orders where tenant_id = :tenant_id and state = 'pending' and due > 0 and due < :now limit :max) as a) as late,
 (select count(*) from (select 1 as one from orders where tenant_id = :tenant_id and state = 'pending' and due >= :now and due < :day limit :max) as b) as hours_24,
 (select count(*) from (select 1 as one from orders where tenant_id = :tenant_id and state = 'pending' and due >= :now and due < :two_days limit :max) as c) as hours_48;

-- name: today_shops :one
-- How the authorised shops stand: in trouble are those that pull by themselves and whose last pull failed.
-- full scan: because shops are few beside their orders.
-- out: total int, in_trouble int, stopped int, needs_authorisation int
select count(*) as total,
 coalesce(cast(sum(case when h.state = 'bound' and h.pull = 'on' and coalesce(j.code, '') <> '' then 1 else 0 end) as bigint), 0) as in_trouble,
 coalesce(cast(sum(case when h.pull <> 'on' then 1 else 0 end) as bigint), 0) as stopped,
 coalesce(cast(sum(case when h.state <> 'bound' or coalesce(j.code, '') = 'needs_authorisation' then 1 else 0 end) as bigint), 0) as needs_authorisation
  from shops h left join jobs j on j.tenant_id = h.tenant_id and j.shop_id = h.id and j.kind = 'pull' and j.key = 'orders'
 where h.tenant_id = :tenant_id and h.account_id <> 0;

-- name: today_expiring :many
-- Shops whose authorisation ends before a moment, the soonest first.
-- full scan: because shops are few beside their orders.
-- in:  before int, max int
-- out: id int, title text, authorised_until int
select h.id, h.title, a.authorised_until
  from accounts a join shops h on h.tenant_id = a.tenant_id and h.account_id = a.id
 where a.tenant_id = :tenant_id and a.authorised_until > 0 and a.authorised_until < :before
 order by a.authorised_until, h.id limit :max;

-- name: today_rest :one
-- Records that wait aside, counted up to `max`, and runs that failed since an hour.
-- in:  since int, max int
-- out: parked int, failed int
select
 (select count(*) from (select 1 as one from parked where tenant_id = :tenant_id limit :max) as a) as parked,
 (select coalesce(cast(sum(failed) as bigint), 0) from hours where tenant_id = :tenant_id and hour >= :since) as failed;

-- name: chart_shops :many
-- The shops that charts name.
-- in:  max int
-- out: id int, title text
select id, title from shops where tenant_id = :tenant_id order by id limit :max;
