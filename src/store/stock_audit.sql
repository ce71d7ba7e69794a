-- stock_audit.sql - what the auditor compares: balances, movements, units and what orders say; and what it found.

-- name: audit_skus :many
-- The next SKUs to look at.
-- in:  after int, max int
-- out: id int
select id from skus where tenant_id = :tenant_id and id > :after order by id limit :max;

-- name: audit_stocks :many
-- All that is known of the stock of SKUs, at one moment: the balances, the movements that are summed up already, those
-- since (and in the second number how many), and what units have reserved.
-- in:  ids int[]
-- out: part text, sku_id int, warehouse_id int, kind text, a int, b int, c int, d int, e int, f int
select 'balance' as part, s.sku_id, s.warehouse_id, '' as kind, s.on_shelf as a, s.reserved as b, s.awaiting_putaway as c, s.quarantine as d,
 s.damaged as e, s.shortfall as f
  from stocks s where s.tenant_id = :tenant_id and s.sku_id in (:ids)
union all
select 'sum' as part, x.sku_id, x.warehouse_id, x.kind, x.quantity as a, 0 as b, 0 as c, 0 as d, 0 as e, 0 as f
  from stock_sums x where x.tenant_id = :tenant_id and x.sku_id in (:ids)
union all
select 'move' as part, m.sku_id, m.warehouse_id, m.kind, cast(sum(m.quantity) as bigint) as a, count(*) as b, 0 as c, 0 as d, 0 as e, 0 as f
  from skus k left join stock_marks y on y.tenant_id = k.tenant_id and y.sku_id = k.id
  join movements m on m.tenant_id = k.tenant_id and m.sku_id = k.id and m.id > coalesce(y.upto, 0)
 where k.tenant_id = :tenant_id and k.id in (:ids) group by m.sku_id, m.warehouse_id, m.kind
union all
select 'unit' as part, u.sku_id, u.warehouse_id, '' as kind, cast(sum(u.quantity) as bigint) as a, 0 as b, 0 as c, 0 as d, 0 as e, 0 as f
  from units u where u.tenant_id = :tenant_id and u.state = 'reserved' and u.sku_id in (:ids) group by u.sku_id, u.warehouse_id;

-- name: audit_sum :many
-- What the movements of a SKU add up to, behind one and up to another.
-- in:  sku_id int, after int, upto int
-- out: warehouse_id int, kind text, quantity int
select warehouse_id, kind, cast(sum(quantity) as bigint) as quantity from movements
 where tenant_id = :tenant_id and sku_id = :sku_id and id > :after and id <= :upto group by warehouse_id, kind order by warehouse_id, kind;

-- name: audit_mark :one
-- Up to which movement those of a SKU are summed up.
-- in:  sku_id int
-- out: upto int
select upto from stock_marks where tenant_id = :tenant_id and sku_id = :sku_id;

-- name: audit_mark_put :do
-- They are summed up to this one.
-- in:  sku_id int, upto int
insert into stock_marks (tenant_id, sku_id, upto) values (:tenant_id, :sku_id, :upto)
on conflict (tenant_id, sku_id) do update set upto = excluded.upto;

-- name: audit_sum_add :bulk
-- Adds to what is summed up.
-- in:  sku_id int, warehouse_id int, kind text, quantity int
insert into stock_sums (tenant_id, sku_id, warehouse_id, kind, quantity) values (:tenant_id, :sku_id, :warehouse_id, :kind, :quantity)
on conflict (tenant_id, sku_id, warehouse_id, kind) do update set quantity = stock_sums.quantity + excluded.quantity;

-- name: audit_orders :many
-- The next orders that hold stock or wait for it.
-- in:  after int, max int
-- out: id int
select id from orders where tenant_id = :tenant_id and id > :after and (waiting > 0 or reserved > 0) order by id limit :max;

-- name: audit_orders_wrong :many
-- Orders of a stretch whose units do not make what they say, or that are void and hold stock; with one SKU of theirs.
-- in:  after int, upto int
-- out: id int, state text, waiting int, reserved int, is_waiting int, is_reserved int, sku_id int, warehouse_id int
select o.id, o.state, o.waiting, o.reserved,
 cast(sum(case when u.state = 'waiting' then u.quantity else 0 end) as bigint) as is_waiting,
 cast(sum(case when u.state = 'reserved' then u.quantity else 0 end) as bigint) as is_reserved,
 coalesce(min(u.sku_id), 0) as sku_id, coalesce(max(u.warehouse_id), 0) as warehouse_id
  from orders o left join units u on u.tenant_id = o.tenant_id and u.order_id = o.id
 where o.tenant_id = :tenant_id and o.id > :after and o.id <= :upto and (o.waiting > 0 or o.reserved > 0)
 group by o.id, o.state, o.waiting, o.reserved
having o.waiting <> cast(sum(case when u.state = 'waiting' then u.quantity else 0 end) as bigint)
    or o.reserved <> cast(sum(case when u.state = 'reserved' then u.quantity else 0 end) as bigint) or o.state = 'void'
 order by o.id;

-- name: audit_units_lost :many
-- Units that wait or are reserved while their order says that it has none, of some SKUs.
-- in:  ids int[], max int
-- out: order_id int, sku_id int, warehouse_id int, waiting int, reserved int
select u.order_id, u.sku_id, u.warehouse_id, 1 as waiting, 0 as reserved from units u join orders o on o.tenant_id = u.tenant_id and o.id = u.order_id
 where u.tenant_id = :tenant_id and u.state = 'waiting' and u.sku_id in (:ids) and o.waiting = 0 and o.reserved = 0
union all
select u.order_id, u.sku_id, u.warehouse_id, 0 as waiting, 1 as reserved from units u join orders o on o.tenant_id = u.tenant_id and o.id = u.order_id
 where u.tenant_id = :tenant_id and u.state = 'reserved' and u.sku_id in (:ids) and o.waiting = 0 and o.reserved = 0
 limit :max;

-- name: faults_of_skus :many
-- What was found wrong with SKUs.
-- in:  ids int[]
-- out: sku_id int, warehouse_id int, order_id int, words text
select sku_id, warehouse_id, order_id, words from stock_faults where tenant_id = :tenant_id and sku_id in (:ids);

-- name: faults_of_orders :many
-- What was found wrong with the orders of a stretch.
-- in:  after int, upto int
-- out: sku_id int, warehouse_id int, order_id int, words text
select sku_id, warehouse_id, order_id, words from stock_faults where tenant_id = :tenant_id and order_id > :after and order_id <= :upto;

-- name: fault_put :bulk
-- Something wrong; seen again it keeps the moment when it was found.
-- in:  sku_id int, warehouse_id int, order_id int, at int, words text
insert into stock_faults (tenant_id, warehouse_id, sku_id, order_id, at, words) values (:tenant_id, :warehouse_id, :sku_id, :order_id, :at, :words)
on conflict (tenant_id, sku_id, warehouse_id, order_id) do update set words = excluded.words;

-- name: fault_remove :bulk
-- Wrong no more.
-- in:  sku_id int, warehouse_id int, order_id int
delete from stock_faults where tenant_id = :tenant_id and sku_id = :sku_id and warehouse_id = :warehouse_id and order_id = :order_id;
