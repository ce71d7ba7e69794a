-- stock_view.sql - balances, movements and what Today counts of stock, as pages show them.

-- name: view_stocks :many
-- Balances by the SKU's code, behind (code, warehouse); bare: also SKUs that are waited for, or this one, without a balance.
-- in:  code text, behind int, warehouse_id int, sku_id int, any int, number_low text, number_high text, word_low text, word_high text, only text, bare int, max int
-- out: sku_id int, code text, title text, warehouse_id int, warehouse text, on_shelf int, reserved int, awaiting_putaway int, quarantine int, damaged int, shortfall int, ver int
select k.id as sku_id, k.code, k.title, coalesce(s.warehouse_id, 0) as warehouse_id, coalesce(w.code, '') as warehouse,
 coalesce(s.on_shelf, 0) as on_shelf, coalesce(s.reserved, 0) as reserved, coalesce(s.awaiting_putaway, 0) as awaiting_putaway,
 coalesce(s.quarantine, 0) as quarantine, coalesce(s.damaged, 0) as damaged, coalesce(s.shortfall, 0) as shortfall, coalesce(s.ver, 0) as ver
  from skus k left join stocks s on s.tenant_id = k.tenant_id and s.sku_id = k.id
  left join warehouses w on w.tenant_id = s.tenant_id and w.id = s.warehouse_id
 where k.tenant_id = :tenant_id and k.code >= :code and (k.code > :code or coalesce(s.warehouse_id, 0) > :behind)
   and (s.sku_id is not null or :bare = 1)
   and (:warehouse_id = 0 or s.warehouse_id = :warehouse_id) and (:sku_id = 0 or k.id = :sku_id)
   and (:any = 1 or k.id in (select f.sku_id from sku_finds f where f.tenant_id = :tenant_id and f.key >= :number_low and f.key < :number_high
                             union select g.sku_id from sku_finds g where g.tenant_id = :tenant_id and g.key >= :word_low and g.key < :word_high))
   and (:only = '' or (:only = 'free' and s.on_shelf > s.reserved) or (:only = 'reserved' and s.reserved > 0)
        or (:only = 'short' and exists (select 1 from units u where u.tenant_id = k.tenant_id and u.sku_id = k.id and u.state = 'waiting'))
        or (:only = 'wrong' and exists (select 1 from stock_faults x where x.tenant_id = k.tenant_id and x.sku_id = k.id
                                         and (x.warehouse_id = s.warehouse_id or x.warehouse_id = 0))))
 order by k.code, coalesce(s.warehouse_id, 0) limit :max;

-- name: view_waiting :many
-- How many pieces of SKUs are waited for.
-- in:  ids int[]
-- out: sku_id int, pieces int
select sku_id, cast(sum(quantity) as bigint) as pieces from units
 where tenant_id = :tenant_id and state = 'waiting' and sku_id in (:ids) group by sku_id;

-- name: view_movements :many
-- The movements of a SKU before this one, newest first; of one warehouse where it is not 0.
-- in:  sku_id int, warehouse_id int, before_id int, max int
-- out: id int, at int, kind text, warehouse text, quantity int, order_id int, order_number text, receipt_id int, who text, why text
select m.id, m.at, m.kind, coalesce(w.code, '') as warehouse, m.quantity, m.order_id,
 case when o.display_no <> '' then o.display_no else coalesce(o.ref, '') end as order_number, m.receipt_id, coalesce(u.name, '') as who, m.why
  from movements m left join warehouses w on w.tenant_id = m.tenant_id and w.id = m.warehouse_id
  left join orders o on o.tenant_id = m.tenant_id and o.id = m.order_id left join users u on u.id = m.user_id
 where m.tenant_id = :tenant_id and m.sku_id = :sku_id and m.id < :before_id and (:warehouse_id = 0 or m.warehouse_id = :warehouse_id)
 order by m.id desc limit :max;

-- name: today_stock :one
-- Pending orders with unmapped lines, those that wait for stock, and faults of the stock, each counted up to `max`.
-- in:  max int
-- out: unmapped int, oversold int, faults int
select (select count(*) from (select 1 from orders where tenant_id = :tenant_id and state = 'pending' and unmapped > 0 limit :max) as a) as unmapped,
 (select count(*) from (select 1 from orders where tenant_id = :tenant_id and state = 'pending' and waiting > 0 limit :max) as b) as oversold,
 (select count(*) from (select 1 from stock_faults where tenant_id = :tenant_id limit :max) as c) as faults;
