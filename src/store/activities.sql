-- activities.sql - who did what, when and why. Personal fields are named here, their values never.

-- name: activity_list_order :many
-- What was done to an order before `before_id`, newest first.
-- in:  order_id int, before_id int, max int
-- out: id int, at int, user_id int, job_id int, order_id int, kind text, why text, before text, after text
select id, at, user_id, job_id, order_id, kind, why, before, after
  from activities where tenant_id = :tenant_id and order_id = :order_id and order_id > 0 and id < :before_id
 order by id desc limit :max;

-- name: activity_list :many
-- What was done before `before_id`, newest first.
-- in:  before_id int, max int
-- out: id int, at int, user_id int, job_id int, order_id int, kind text, why text, before text, after text
select id, at, user_id, job_id, order_id, kind, why, before, after
  from activities where tenant_id = :tenant_id and id < :before_id order by id desc limit :max;
