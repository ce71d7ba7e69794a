-- migrations.sql - which migrations this database has had.

-- name: migration_list :many
-- all tenants: because the schema is everyone's.
-- The migrations applied, in order.
-- full scan: because there are few.
-- out: name text, digest text, applied_at int
select name, digest, applied_at from migrations order by name;

-- name: migration_insert :do
-- all tenants: because the schema is everyone's.
-- Notes a migration as applied.
-- in: name text, digest text, now int
insert into migrations (name, digest, applied_at) values (:name, :digest, :now);
