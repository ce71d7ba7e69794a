-- 0001.sql - the first tables: nodes, tenants, people, accounts, jobs, orders and their revisions.
-- Moments are UTC in ms, money is minor units, 0 stands for "none" in a moment or an id, '' in a word. Enums by name.

-- all tenants: because a node works for all of them.
create table nodes (
	number bigint not null primary key,
	incarnation bigint not null,
	beat bigint not null,
	beat_at bigint not null,
	state text not null,
	version text not null
);

-- all tenants: because it is the list of them.
create table tenants (
	id bigint not null primary key,
	name text not null,
	zone text not null,
	base_currency text not null,
	live bigint not null,
	settings text not null,
	ver bigint not null
);

create table settings (
	tenant_id bigint not null,
	shop_id bigint not null,
	name text not null,
	value blob not null,
	ver bigint not null,
	primary key (tenant_id, shop_id, name)
) without rowid;

-- all tenants: because a person may work for several.
create table users (
	id bigint not null primary key,
	login text not null unique,
	name text not null,
	password text not null,
	totp blob null,
	locale text not null,
	state text not null,
	ver bigint not null
);

create table members (
	tenant_id bigint not null,
	user_id bigint not null,
	role_bits bigint not null,
	primary key (tenant_id, user_id)
) without rowid;

-- all tenants: because a session is found by its token before its tenant is known.
create table logins (
	token_hash blob not null primary key,
	user_id bigint not null,
	tenant_id bigint not null,
	made_at bigint not null,
	seen_at bigint not null,
	expires_at bigint not null,
	kind text not null,
	scopes text not null
) without rowid;

create table apps (
	tenant_id bigint not null,
	channel text not null,
	app_id text not null,
	secret blob not null,
	primary key (tenant_id, channel, app_id)
) without rowid;

create table accounts (
	tenant_id bigint not null,
	id bigint not null,
	channel text not null,
	app_id text not null,
	channel_ref text not null,
	region text not null,
	title text not null,
	base text not null,
	state text not null,
	authorised_at bigint not null,
	authorised_until bigint not null,
	ver bigint not null,
	primary key (tenant_id, id),
	unique (tenant_id, channel, app_id, channel_ref)
);

create table tokens (
	tenant_id bigint not null,
	account_id bigint not null,
	shop_id bigint not null,
	access blob not null,
	refresh blob not null,
	access_until bigint not null,
	refresh_until bigint not null,
	state text not null,
	fence bigint not null,
	ver bigint not null,
	primary key (tenant_id, account_id, shop_id)
);

create table shops (
	tenant_id bigint not null,
	id bigint not null,
	account_id bigint not null,
	channel text not null,
	channel_ref text not null,
	title text not null,
	zone text not null,
	currency text not null,
	state text not null,
	pull text not null,
	cutover_at bigint not null,
	policy text not null,
	ver bigint not null,
	primary key (tenant_id, id),
	unique (tenant_id, channel, channel_ref)
);

create table leases (
	tenant_id bigint not null,
	shop_id bigint not null,
	node bigint not null,
	incarnation bigint not null,
	fence bigint not null,
	penalty_until bigint not null,
	primary key (tenant_id, shop_id)
) without rowid;
create index leases_by_node on leases (node);

create table feeds (
	tenant_id bigint not null,
	shop_id bigint not null,
	name text not null,
	job_id bigint not null,
	cursor_at bigint not null,
	cursor_id text not null,
	proved_to bigint not null,
	every_s bigint not null,
	window_s bigint not null,
	overlap_s bigint not null,
	primary key (tenant_id, shop_id, name)
) without rowid;

create table runs (
	tenant_id bigint not null,
	id bigint not null,
	job_id bigint not null,
	shop_id bigint not null,
	feed text not null,
	began bigint not null,
	ended bigint null,
	listed bigint not null,
	stored bigint not null,
	changed bigint not null,
	unchanged bigint not null,
	parked bigint not null,
	proof text not null,
	code text not null,
	words text not null,
	primary key (tenant_id, id)
);
create index runs_by_shop on runs (tenant_id, shop_id, id);
create index runs_open on runs (tenant_id, job_id) where ended is null;

create table jobs (
	tenant_id bigint not null,
	id bigint not null,
	shop_id bigint not null,
	lane text not null,
	kind text not null,
	key text not null,
	effect text not null default '',
	state text not null,
	due_at bigint not null,
	attempt bigint not null,
	step text not null,
	memo text not null,
	armed_at bigint not null,
	fence bigint not null,
	task_id bigint not null,
	order_id bigint not null,
	code text not null,
	detail text not null,
	node bigint not null,
	incarnation bigint not null,
	primary key (tenant_id, id),
	unique (tenant_id, shop_id, kind, key)
);
create index jobs_due on jobs (due_at, id) where state = 'ready';
create index jobs_running on jobs (tenant_id, lane) where state = 'running';

create table parked (
	tenant_id bigint not null,
	id bigint not null,
	shop_id bigint not null,
	feed text not null,
	ref text not null,
	raw blob not null,
	at bigint not null,
	code text not null,
	detail text not null,
	primary key (tenant_id, id),
	unique (tenant_id, shop_id, feed, ref)
);

create table orders (
	tenant_id bigint not null,
	id bigint not null,
	shop_id bigint not null,
	ref text not null,
	display_no text not null,
	state text not null,
	void_reason text null,
	frozen_from text null,
	hold_code text null,
	hold_since bigint null,
	history bigint not null,
	word text not null,
	channel_status text not null,
	payment_status text not null,
	delivery_method text not null,
	base_seqs text not null,
	digest blob not null,
	latest_seq bigint not null,
	latest_ver bigint not null,
	latest_asked_at bigint not null,
	placed bigint not null,
	due bigint not null,
	total_minor bigint null,
	currency text not null,
	country text not null,
	seen_at bigint not null,
	changed_at bigint not null,
	ver bigint not null,
	primary key (tenant_id, id),
	unique (tenant_id, shop_id, ref)
) without rowid;
create index orders_by_state on orders (tenant_id, state, placed, id);
create index orders_by_shop on orders (tenant_id, shop_id, state, placed, id);

create table order_people (
	tenant_id bigint not null,
	order_id bigint not null,
	name text not null,
	phone text not null,
	address text not null,
	country text not null,
	postcode text not null,
	folded text not null,
	expire_at bigint not null,
	primary key (tenant_id, order_id)
) without rowid;

create table order_lines (
	tenant_id bigint not null,
	order_id bigint not null,
	line text not null,
	platform_sku text not null,
	title text not null,
	ordered bigint not null,
	cancelled bigint not null,
	price_minor bigint not null,
	primary key (tenant_id, order_id, line)
) without rowid;

create table revisions (
	tenant_id bigint not null,
	order_id bigint not null,
	seq bigint not null,
	channel_ver bigint not null,
	asked_at bigint not null,
	source text not null,
	run_id bigint not null,
	form bigint not null,
	digests blob not null,
	facts blob not null,
	made_at bigint not null,
	primary key (tenant_id, order_id, seq)
) without rowid;

create table revision_people (
	tenant_id bigint not null,
	order_id bigint not null,
	seq bigint not null,
	facts blob not null,
	digest blob not null,
	expire_at bigint not null,
	primary key (tenant_id, order_id, seq)
) without rowid;

create table revision_raws (
	tenant_id bigint not null,
	order_id bigint not null,
	seq bigint not null,
	raw blob not null,
	expire_at bigint not null,
	primary key (tenant_id, order_id, seq)
) without rowid;

create table dictionaries (
	tenant_id bigint not null,
	id bigint not null,
	channel text not null,
	kind text not null,
	bytes blob not null,
	made_at bigint not null,
	primary key (tenant_id, id)
);

create table activities (
	tenant_id bigint not null,
	id bigint not null,
	at bigint not null,
	user_id bigint not null,
	job_id bigint not null,
	order_id bigint not null,
	kind text not null,
	why text not null,
	before text not null,
	after text not null,
	primary key (tenant_id, id)
) without rowid;
create index activities_by_order on activities (tenant_id, order_id, id) where order_id > 0;
