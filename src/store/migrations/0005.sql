-- 0005.sql - what pages beside the list of orders need: marks of change, timers of jobs, what each hour brought, saved views.

alter table leases add column changes bigint not null default 0;
alter table jobs add column every_s bigint not null default 0;
alter table logins add column csrf blob null;

create index runs_by_job on runs (tenant_id, job_id, id);
create index runs_by_feed on runs (tenant_id, feed, id);
create index runs_failed on runs (tenant_id, id) where code <> '';

create table hours (
	tenant_id bigint not null,
	hour bigint not null,
	shop_id bigint not null,
	orders bigint not null,
	runs bigint not null,
	failed bigint not null,
	lag_ms bigint not null,
	primary key (tenant_id, hour, shop_id)
) without rowid;
insert into hours (tenant_id, hour, shop_id, orders, runs, failed, lag_ms)
select tenant_id, placed - placed % 3600000, shop_id, count(*), 0, 0, 0 from orders
 group by tenant_id, placed - placed % 3600000, shop_id;

create table saved_views (
	tenant_id bigint not null,
	id bigint not null,
	user_id bigint not null,
	page text not null,
	name text not null,
	query text not null,
	columns text not null,
	ver bigint not null,
	primary key (tenant_id, id),
	unique (tenant_id, user_id, page, name)
);
