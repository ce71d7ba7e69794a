-- stock.sql - balances, their movements, units of orders, and receipts, as the stock keeper writes them.

-- name: stock_shops :many
-- How shops reserve, and from which warehouse they are served first.
-- out: id int, warehouse_id int, reserve_at text
select id, warehouse_id, reserve_at from shops where tenant_id = :tenant_id order by id;

-- name: stock_warehouses :many
-- The warehouses, those that serve first first.
-- full scan: because a tenant has few.
-- out: id int, code text, kind text, state text, priority int
select id, code, kind, state, priority from warehouses where tenant_id = :tenant_id order by priority, id;

-- name: stock_skus :many
-- What SKUs are called.
-- in:  ids int[]
-- out: id int, code text
select id, code from skus where tenant_id = :tenant_id and id in (:ids);

-- name: stock_sku_codes :many
-- SKUs by what they are called.
-- in:  codes text[]
-- out: id int, code text
select id, code from skus where tenant_id = :tenant_id and code in (:codes);

-- name: stock_balances :many
-- The balances of SKUs in all warehouses.
-- in:  sku_ids int[]
-- out: sku_id int, warehouse_id int, on_shelf int, reserved int, awaiting_putaway int, quarantine int, damaged int, shortfall int, ver int
select sku_id, warehouse_id, on_shelf, reserved, awaiting_putaway, quarantine, damaged, shortfall, ver
  from stocks where tenant_id = :tenant_id and sku_id in (:sku_ids) order by sku_id, warehouse_id;

-- name: stock_make :bulk
-- Balances that are not there yet, of nothing.
-- in: sku_id int, warehouse_id int
insert into stocks (tenant_id, warehouse_id, sku_id, on_shelf, reserved, awaiting_putaway, quarantine, damaged, shortfall, ver)
values (:tenant_id, :warehouse_id, :sku_id, 0, 0, 0, 0, 0, 0, 0)
on conflict (tenant_id, sku_id, warehouse_id) do nothing;

-- name: stock_change :do
-- Changes a balance by so much, where it can bear it as it is now, and is of this ver (below 0: of any). One at a time, as many
-- in one statement would be locked in no order.
-- in: sku_id int, warehouse_id int, ver int, on_shelf int, reserved int, awaiting_putaway int, quarantine int, damaged int, shortfall int
update stocks set on_shelf = on_shelf + :on_shelf, reserved = reserved + :reserved,
       awaiting_putaway = awaiting_putaway + :awaiting_putaway, quarantine = quarantine + :quarantine,
       damaged = damaged + :damaged, shortfall = shortfall + :shortfall, ver = ver + 1
 where tenant_id = :tenant_id and sku_id = :sku_id and warehouse_id = :warehouse_id and (:ver < 0 or ver = :ver)
   and reserved + :reserved >= 0 and on_shelf + :on_shelf >= reserved + :reserved and awaiting_putaway + :awaiting_putaway >= 0
   and quarantine + :quarantine >= 0 and damaged + :damaged >= 0 and shortfall + :shortfall >= 0;

-- name: movement_insert :bulk
-- The ledger.
-- in: id int, warehouse_id int, sku_id int, kind text, quantity int, order_id int, unit_id int, receipt_id int, user_id int, why text, at int
insert into movements (tenant_id, id, warehouse_id, sku_id, kind, quantity, order_id, unit_id, receipt_id, user_id, why, at)
values (:tenant_id, :id, :warehouse_id, :sku_id, :kind, :quantity, :order_id, :unit_id, :receipt_id, :user_id, :why, :at);

-- name: movement_get :one
-- A movement, if there is one.
-- in:  id int
-- out: at int
select at from movements where tenant_id = :tenant_id and id = :id;

-- name: stock_orders :many
-- Orders as far as stock is concerned.
-- in:  ids int[]
-- out: id int, ver int, shop_id int, state text, history int, payment_status text, waiting int, reserved int, reserved_at int, waits_for text
select id, ver, shop_id, state, history, payment_status, waiting, reserved, reserved_at, waits_for
  from orders where tenant_id = :tenant_id and id in (:ids) order by id;

-- name: order_stock :bulk
-- What orders hold and wait for, where they are as they were seen.
-- in: id int, ver int, waiting int, reserved int, reserved_at int, waits_for text
update orders set ver = ver + 1, waiting = :waiting, reserved = :reserved, reserved_at = :reserved_at, waits_for = :waits_for
 where tenant_id = :tenant_id and id = :id and ver = :ver;

-- name: stock_units :many
-- The units of orders that are still here.
-- in:  order_ids int[]
-- out: id int, order_id int, line text, sku_id int, quantity int, warehouse_id int, state text, due int
select id, order_id, line, sku_id, quantity, warehouse_id, state, due
  from units where tenant_id = :tenant_id and order_id in (:order_ids) order by order_id, id;

-- name: unit_make :bulk
-- Pieces that part from others.
-- in: id int, order_id int, line text, sku_id int, quantity int, warehouse_id int, state text, due int
insert into units (tenant_id, id, order_id, line, sku_id, quantity, warehouse_id, state, due)
values (:tenant_id, :id, :order_id, :line, :sku_id, :quantity, :warehouse_id, :state, :due);

-- name: unit_change :bulk
-- Units that stand otherwise now, where they were as they were seen.
-- in: id int, was_state text, was_quantity int, state text, quantity int, warehouse_id int
update units set state = :state, quantity = :quantity, warehouse_id = :warehouse_id
 where tenant_id = :tenant_id and id = :id and state = :was_state and quantity = :was_quantity;

-- name: unit_remove :bulk
-- Units that join others, or whose order is void.
-- in: id int, was_state text, was_quantity int
delete from units where tenant_id = :tenant_id and id = :id and state = :was_state and quantity = :was_quantity;

-- name: units_waiting :many
-- Units that wait for a SKU and may be served without a person, the soonest to be shipped first, behind (due, order, unit).
-- in:  sku_id int, due int, order_id int, id int, last_due int, max int
-- out: id int, order_id int, quantity int, due int, shop_id int
select u.id, u.order_id, u.quantity, u.due, o.shop_id
  from units u join orders o on o.tenant_id = u.tenant_id and o.id = u.order_id
  join shops h on h.tenant_id = o.tenant_id and h.id = o.shop_id
 where u.tenant_id = :tenant_id and u.state = 'waiting' and u.sku_id = :sku_id and (u.due, u.order_id, u.id) > (:due, :order_id, :id)
   and u.due <= :last_due and o.state in ('pending', 'processed') and o.history = 0 and h.reserve_at = 'intake'
   and (o.waits_for = '' or (o.waits_for = 'payment' and o.payment_status <> 'unpaid'))
 order by u.due, u.order_id, u.id limit :max;

-- name: skus_to_serve :many
-- SKUs behind this one of which pieces are free in a warehouse that serves, and pieces are waited for.
-- in:  after int, max int
-- out: sku_id int
select s.sku_id from stocks s join warehouses w on w.tenant_id = s.tenant_id and w.id = s.warehouse_id
 where s.tenant_id = :tenant_id and s.sku_id > :after and s.on_shelf > s.reserved and w.kind = 'own' and w.state = 'active'
   and exists (select 1 from units u where u.tenant_id = s.tenant_id and u.sku_id = s.sku_id and u.state = 'waiting')
 group by s.sku_id order by s.sku_id limit :max;

-- name: orders_unpaid_over :many
-- Orders that have held stock unpaid since before this moment.
-- in:  before int, max int
-- out: id int, shop_id int
select id, shop_id from orders
 where tenant_id = :tenant_id and reserved > 0 and payment_status = 'unpaid' and reserved_at <= :before
 order by reserved_at, id limit :max;

-- name: sequence_take :one
-- The next number of a series; taken last, as all others wait for it.
-- in:  series text, period text, prefix text
-- out: number int
insert into sequences (tenant_id, series, period, prefix, next) values (:tenant_id, :series, :period, :prefix, 2)
on conflict (tenant_id, series, period) do update set next = sequences.next + 1
returning next - 1 as number;

-- name: tenant_zone :one
-- Where the tenant's days begin.
-- out: zone text
select zone from tenants where id = :tenant_id;

-- name: receipt_insert :do
-- Goods that came; nothing changes where the number is taken.
-- in: id int, number text, kind text, warehouse_id int, supplier text, note text, user_id int, at int, pieces int
insert into receipts (tenant_id, id, number, kind, warehouse_id, supplier, note, user_id, at, pieces)
values (:tenant_id, :id, :number, :kind, :warehouse_id, :supplier, :note, :user_id, :at, :pieces)
on conflict (tenant_id, number) do nothing;

-- name: receipt_line_insert :bulk
-- What came.
-- in: receipt_id int, line int, sku_id int, quantity int
insert into receipt_lines (tenant_id, receipt_id, line, sku_id, quantity) values (:tenant_id, :receipt_id, :line, :sku_id, :quantity);

-- name: receipt_get :one
-- A receipt's head.
-- in:  id int
-- out: number text, kind text, warehouse_id int, warehouse text, supplier text, note text, who text, at int, pieces int
select r.number, r.kind, r.warehouse_id, coalesce(w.code, '') as warehouse, r.supplier, r.note, coalesce(u.name, '') as who, r.at, r.pieces
  from receipts r left join warehouses w on w.tenant_id = r.tenant_id and w.id = r.warehouse_id
  left join users u on u.id = r.user_id
 where r.tenant_id = :tenant_id and r.id = :id;

-- name: receipt_page :many
-- The receipts before this one, newest first.
-- in:  before_id int, max int
-- out: id int, number text, kind text, warehouse_id int, warehouse text, supplier text, note text, who text, at int, pieces int
select r.id, r.number, r.kind, r.warehouse_id, coalesce(w.code, '') as warehouse, r.supplier, r.note, coalesce(u.name, '') as who, r.at, r.pieces
  from receipts r left join warehouses w on w.tenant_id = r.tenant_id and w.id = r.warehouse_id
  left join users u on u.id = r.user_id
 where r.tenant_id = :tenant_id and r.id < :before_id order by r.id desc limit :max;

-- name: receipt_lines_of :many
-- What came by a receipt.
-- in:  receipt_id int
-- out: sku_id int, code text, title text, quantity int
select l.sku_id, coalesce(k.code, '') as code, coalesce(k.title, '') as title, l.quantity
  from receipt_lines l left join skus k on k.tenant_id = l.tenant_id and k.id = l.sku_id
 where l.tenant_id = :tenant_id and l.receipt_id = :receipt_id order by l.line;
