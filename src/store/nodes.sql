-- nodes.sql - which processes there are: each has a number, which makes its ids its own.

-- name: node_free :one
-- all tenants: because a node works for all of them.
-- The lowest number that nobody holds: given back, or of a process without a beat, or a dead one, since before `stale`.
-- A node that beats is never judged by the wall clock.
-- full scan: because there are at most 1,023 nodes.
-- in:  stale int
-- out: number int, incarnation int
select number, incarnation from nodes where state = 'free' or (state in ('up', 'dead') and beat_at < :stale) order by number limit 1;

-- name: node_last :one
-- all tenants: because a node works for all of them.
-- The highest number ever given.
-- out: number int
select coalesce(max(number), 0) as number from nodes;

-- name: node_insert :do
-- all tenants: because a node works for all of them.
-- Takes a number that was never given; changes nothing where another process was quicker.
-- in: number int, incarnation int, now int, version text
insert into nodes (number, incarnation, beat, beat_at, state, version)
values (:number, :incarnation, 0, :now, 'up', :version)
on conflict (number) do nothing;

-- name: node_take :do
-- all tenants: because a node works for all of them.
-- Takes a number over from the incarnation seen; changes nothing where another process was quicker.
-- in: number int, seen int, incarnation int, stale int, now int, version text
update nodes set incarnation = :incarnation, beat = 0, beat_at = :now, state = 'up', version = :version
 where number = :number and incarnation = :seen
   and (state = 'free' or (state in ('up', 'dead') and beat_at < :stale));

-- name: node_beat :do
-- all tenants: because a node works for all of them.
-- The node lives; no row changed means that it was declared dead.
-- in: number int, incarnation int, now int
update nodes set beat = beat + 1, beat_at = :now where number = :number and incarnation = :incarnation and state in ('up', 'working', 'draining');

-- name: node_touch :do
-- all tenants: because a node works for all of them.
-- First in a transaction that claims: no row changed means that the node was declared dead.
-- in: number int, incarnation int
update nodes set beat = beat where number = :number and incarnation = :incarnation and state = 'working';

-- name: node_state :do
-- all tenants: because a node works for all of them.
-- A process begins to beat and to work, drains, or has stopped: working, draining, up.
-- in: number int, incarnation int, state text, now int
update nodes set state = :state, beat_at = :now
 where number = :number and incarnation = :incarnation and state in ('up', 'working', 'draining');

-- name: node_bury :do
-- all tenants: because a node works for all of them.
-- Declares a node dead whose beat has not moved; changes nothing where it moved after all.
-- in: number int, incarnation int, beat int, now int
update nodes set state = 'dead', beat_at = :now
 where number = :number and incarnation = :incarnation and beat = :beat and state in ('working', 'draining');

-- name: node_rise :do
-- all tenants: because a node works for all of them.
-- One that was declared dead begins anew as another incarnation, unless its number has gone to another process.
-- in: number int, seen int, now int
update nodes set incarnation = incarnation + 1, beat = 0, beat_at = :now, state = 'up'
 where number = :number and incarnation = :seen and state = 'dead';

-- name: nodes_clear :do
-- all tenants: because a node works for all of them.
-- Frees the numbers of all other nodes, by the one that knows itself alone.
-- full scan: because there are at most 1,023 nodes.
-- in: me int
update nodes set state = 'free' where number <> :me and state in ('working', 'draining', 'dead');

-- name: nodes_working :many
-- all tenants: because a node works for all of them.
-- The nodes that beat: at work, or coming to their end.
-- full scan: because there are at most 1,023 nodes.
-- out: number int, incarnation int, beat int, state text
select number, incarnation, beat, state from nodes where state in ('working', 'draining') order by number;

-- name: node_release :do
-- all tenants: because a node works for all of them.
-- Gives the number back at an orderly end.
-- in: number int, incarnation int
update nodes set state = 'free' where number = :number and incarnation = :incarnation;

-- name: nodes_lock :do
-- all tenants: because a node works for all of them.
-- Takes the row of number 1, which every database has: processes that begin at once do what follows one after the other.
update nodes set beat = beat where number = 1;
