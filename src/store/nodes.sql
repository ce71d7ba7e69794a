-- nodes.sql - which processes there are: each has a number, which makes its ids its own.

-- name: node_free :one
-- all tenants: because a node works for all of them.
-- The lowest number that nobody holds: given back, or silent since before `stale`.
-- full scan: because there are at most 1,023 nodes.
-- in:  stale int
-- out: number int, incarnation int
select number, incarnation from nodes where state = 'free' or beat_at < :stale order by number limit 1;

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
 where number = :number and incarnation = :seen and (state = 'free' or beat_at < :stale);

-- name: node_beat :do
-- all tenants: because a node works for all of them.
-- The node lives; no row changed means that it was declared dead.
-- in: number int, incarnation int, now int
update nodes set beat = beat + 1, beat_at = :now where number = :number and incarnation = :incarnation and state = 'up';

-- name: node_release :do
-- all tenants: because a node works for all of them.
-- Gives the number back at an orderly end.
-- in: number int, incarnation int
update nodes set state = 'free' where number = :number and incarnation = :incarnation;

-- name: nodes_alive :one
-- all tenants: because a node works for all of them.
-- How many others have not ended in good order, and a number that moves while one of them lives.
-- full scan: because there are at most 1,023 nodes.
-- in: me int
-- out: count int, beats int
select count(*) as count, coalesce(cast(sum(beat) as bigint), 0) as beats from nodes where state = 'up' and number <> :me;
