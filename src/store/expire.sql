-- expire.sql - personal data and raw answers go when their time is over.

-- name: expire_stretch :one
-- The end of the next stretch of orders to look through, by id; nothing when all were looked through.
-- in: after int, max int
-- out: last int?
select max(id) as last from (select id from orders where tenant_id = :tenant_id and id > :after order by id limit :max) as a;

-- name: expire_finds :many
-- By what people orders in a stretch of ids are found whose people go.
-- in:  after int, last int, now int
-- out: order_id int, placed int, folded text
select p.order_id, o.placed, p.folded from order_people p join orders o on o.tenant_id = p.tenant_id and o.id = p.order_id
 where p.tenant_id = :tenant_id and p.order_id > :after and p.order_id <= :last and p.expire_at <= :now;

-- name: expire_people :do
-- Who received, of orders in a stretch of ids.
-- in: after int, last int, now int
delete from order_people where tenant_id = :tenant_id and order_id > :after and order_id <= :last and expire_at <= :now;

-- name: expire_revision_people :do
-- The personal facts of revisions, of orders in a stretch of ids.
-- in: after int, last int, now int
delete from revision_people where tenant_id = :tenant_id and order_id > :after and order_id <= :last and expire_at <= :now;

-- name: expire_raws :do
-- Raw records, of orders in a stretch of ids.
-- in: after int, last int, now int
delete from revision_raws where tenant_id = :tenant_id and order_id > :after and order_id <= :last and expire_at <= :now;

-- name: expire_parked :do
-- The raw answers of records that could not be read; the rows stay, and say what is missing.
-- full scan: because few records are parked.
-- in: before int, empty blob
update parked set raw = :empty where tenant_id = :tenant_id and at <= :before and length(raw) > 0;
