-- 0002.sql - pushes of the channels, and from where on a feed is complete.

alter table apps add column push_url text not null default '';
alter table apps add column push_key blob null;
alter table feeds add column since bigint not null default 0;

create table hooks (
	tenant_id bigint not null,
	id bigint not null,
	channel text not null,
	shop_id bigint not null,
	dedupe blob not null,
	about text not null,
	code bigint not null,
	ref text not null,
	body blob not null,
	state text not null,
	at bigint not null,
	expire_at bigint not null,
	primary key (tenant_id, id),
	unique (tenant_id, channel, shop_id, dedupe)
);
create index hooks_new on hooks (tenant_id, shop_id, about, id) where state = 'new';
create index hooks_expire on hooks (tenant_id, expire_at);
