-- saved.sql - filters and columns that a person has saved under a name.

-- name: saved_views :many
-- A person's saved views of one page, or of all where it is empty, by name.
-- in:  user_id int, page text, max int
-- out: id int, page text, name text, query text, columns text, ver int
select id, page, name, query, columns, ver from saved_views
 where tenant_id = :tenant_id and user_id = :user_id and (:page = '' or page = :page) order by page, name limit :max;

-- name: saved_view_get :one
-- One saved view of a person.
-- in:  id int, user_id int
-- out: page text, name text, query text, columns text, ver int
select page, name, query, columns, ver from saved_views where tenant_id = :tenant_id and id = :id and user_id = :user_id;

-- name: saved_view_named :one
-- Which saved view of a page has this name.
-- in:  user_id int, page text, name text
-- out: id int
select id from saved_views where tenant_id = :tenant_id and user_id = :user_id and page = :page and name = :name;

-- name: saved_view_count :one
-- How many views a person has saved.
-- in:  user_id int
-- out: count int
select count(*) as count from saved_views where tenant_id = :tenant_id and user_id = :user_id;

-- name: saved_view_insert :do
-- A view is saved.
-- in: id int, user_id int, page text, name text, query text, columns text
insert into saved_views (tenant_id, id, user_id, page, name, query, columns, ver)
values (:tenant_id, :id, :user_id, :page, :name, :query, :columns, 1);

-- name: saved_view_update :do
-- A saved view changes, where it is as it was seen.
-- in: id int, user_id int, ver int, name text, query text, columns text
update saved_views set name = :name, query = :query, columns = :columns, ver = ver + 1
 where tenant_id = :tenant_id and id = :id and user_id = :user_id and ver = :ver;

-- name: saved_view_delete :do
-- A saved view goes.
-- in: id int, user_id int
delete from saved_views where tenant_id = :tenant_id and id = :id and user_id = :user_id;
