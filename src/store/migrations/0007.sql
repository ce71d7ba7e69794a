-- 0007.sql - what people change in an order here, and tasks: a deed on many orders with a result for each.

-- How many fields of the order people have changed here, and the channel's number of the order that it replaces.
-- base_seqs, since 0001: the revision accepted last of each group of fields, "1 1 3 …"; '': the first, of all.
alter table orders add column edits bigint not null default 0;
alter table orders add column parent_ref text not null default '';
create index orders_by_parent on orders (tenant_id, shop_id, parent_ref) where parent_ref > '';
create index orders_edited on orders (tenant_id, state, placed, id) where edits > 0;

-- A field as a person wants it: value '' says that it was emptied. Personal ones go with the people that they speak of.
create table order_edits (
	tenant_id bigint not null,
	order_id bigint not null,
	field text not null,
	line text not null,
	value text not null,
	was text not null, -- what the order showed before, for people to read; '' where it is personal
	user_id bigint not null,
	at bigint not null,
	why text not null,
	expire_at bigint not null, -- 0: it does not; of personal fields as of people
	primary key (tenant_id, order_id, field, line)
) without rowid;
create index order_edits_expire on order_edits (tenant_id, expire_at) where expire_at > 0;

-- What the channel said of a field when a person declined it: it does not come back until the channel says something else.
create table order_ignored (
	tenant_id bigint not null,
	order_id bigint not null,
	field text not null,
	line text not null,
	value text not null,
	user_id bigint not null,
	at bigint not null,
	expire_at bigint not null,
	primary key (tenant_id, order_id, field, line)
) without rowid;
create index order_ignored_expire on order_ignored (tenant_id, expire_at) where expire_at > 0;

-- How an order stood after each change here of what it shows: bases, edits and what was ignored, as lists of facts. With the
-- revisions it says what the order showed at any moment, and an update is taken back by it. The people's parts expire.
create table order_shows (
	tenant_id bigint not null,
	order_id bigint not null,
	seq bigint not null, -- 1, 2 …
	at bigint not null,
	activity_id bigint not null,
	user_id bigint not null,
	kind text not null,
	why text not null,
	bases text not null,
	edits blob not null,
	edits_people blob not null,
	ignored blob not null,
	ignored_people blob not null,
	expire_at bigint not null, -- of the people's parts; 0: there are none
	primary key (tenant_id, order_id, seq)
) without rowid;

-- A deed on many orders. gather: its orders are still being written down; run; done; cancelled (what was done stays).
create table tasks (
	tenant_id bigint not null,
	id bigint not null,
	kind text not null, -- update or undo
	state text not null,
	mode text not null, -- keep or take: whose side wins where both changed
	release bigint not null, -- 1: what is reserved is released first and reserved again
	selection text not null, -- the ids that are to be written down, in order, as "12 34 56"; '' once they are
	gathered bigint not null, -- how many of them are
	of_task bigint not null, -- the task that it repeats or takes back; 0: none
	user_id bigint not null,
	made_at bigint not null,
	ended_at bigint not null, -- 0: not yet
	seen_at bigint not null, -- when who asked for it was told of its end; 0: not yet
	undone_by bigint not null, -- the task that took it back; 0: none
	total bigint not null,
	succeeded bigint not null,
	failed bigint not null,
	asking bigint not null, -- of those that succeeded: how many ask for a decision
	ver bigint not null,
	primary key (tenant_id, id)
);
create index tasks_of on tasks (tenant_id, user_id, id);
create index tasks_under_way on tasks (tenant_id, id) where ended_at = 0;

-- One order of a task: waiting, done, failed, cancelled. before and after: the order's version then; undo: its bases, edits
-- and what was declined, as they were, packed as JSON.
create table task_items (
	tenant_id bigint not null,
	task_id bigint not null,
	order_id bigint not null,
	shop_id bigint not null,
	state text not null,
	outcome text not null, -- of what was done; '' before
	code text not null,
	words text not null,
	before bigint not null,
	after bigint not null,
	undo text not null,
	taken text not null, -- what was taken over, for people to read: the types of its changes
	attempts bigint not null,
	at bigint not null,
	expire_at bigint not null, -- of `undo`, which may hold people; 0: it holds none
	primary key (tenant_id, task_id, order_id)
) without rowid;
create index task_items_waiting on task_items (tenant_id, task_id, shop_id, order_id) where state = 'waiting';
create index task_items_failed on task_items (tenant_id, task_id, code, order_id) where state = 'failed';
create index task_items_by_order on task_items (tenant_id, order_id, task_id);
create index task_items_expire on task_items (tenant_id, expire_at) where expire_at > 0;

-- What was asked and answered when an order failed last, without secrets and people; goes by the task's number, that is its age.
create table task_traces (
	tenant_id bigint not null,
	task_id bigint not null,
	order_id bigint not null,
	trace text not null, -- JSON
	primary key (tenant_id, task_id, order_id)
) without rowid;
