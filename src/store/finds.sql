-- finds.sql - orders stored by an earlier version get what the list shows and searches; the task "finds" does it.

-- name: finds_stretch :many
-- The next orders by id, with whom they are for.
-- in:  after int, max int
-- out: id int, placed int, ref text, display_no text, latest_seq int, lines_count int, people int, name text, phone text, folded text
select o.id, o.placed, o.ref, o.display_no, o.latest_seq, o.lines_count,
 case when p.order_id is null then 0 else 1 end as people, coalesce(p.name, '') as name, coalesce(p.phone, '') as phone, coalesce(p.folded, '') as folded
  from orders o left join order_people p on p.tenant_id = o.tenant_id and p.order_id = o.id
 where o.tenant_id = :tenant_id and o.id > :after order by o.id limit :max;

-- name: finds_lines :bulk
-- What an order's lines are in short.
-- in: id int, summary text, count int
update orders set lines_summary = :summary, lines_count = :count where tenant_id = :tenant_id and id = :id;

-- name: finds_people :bulk
-- By what people an order is found, and what the buyer wrote; not where they have changed since.
-- in: order_id int, was text, folded text, remark text
update order_people set folded = :folded, remark = :remark
 where tenant_id = :tenant_id and order_id = :order_id and folded = :was;
