-- 0000.sql - the list of migrations itself; several processes may make it at once.

-- all tenants: because it tells how the schema came to be.
create table if not exists migrations (
	name text not null primary key,
	digest text not null,
	applied_at bigint not null
) without rowid;
