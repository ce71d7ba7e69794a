-- events.sql - marks by which the poller of a node sees that something has changed; read once a second while somebody listens.

-- name: event_marks :one
-- What a tenant's pages show: orders by how often the shops' orders were written, shops by their versions, runs by the
-- newest and by those that are open, tasks likewise and by their versions, nodes by who they are and what they do. None of
-- them tells what has changed.
-- full scan: because there are at most 1,023 nodes.
-- out: orders int, shops int, accounts int, run_last int, runs_open int, run_open_first int, run_open_last int, task_last int, tasks_open int, task_vers int, nodes int, node_states int
select
 (select coalesce(cast(sum(changes) as bigint), 0) from leases where tenant_id = :tenant_id) as orders,
 (select coalesce(cast(sum(ver) as bigint), 0) from shops where tenant_id = :tenant_id) as shops,
 (select coalesce(cast(sum(ver) as bigint), 0) from accounts where tenant_id = :tenant_id) as accounts,
 (select coalesce(max(id), 0) from runs where tenant_id = :tenant_id) as run_last,
 (select count(*) from runs where tenant_id = :tenant_id and ended is null) as runs_open,
 (select coalesce(min(id), 0) from runs where tenant_id = :tenant_id and ended is null) as run_open_first,
 (select coalesce(max(id), 0) from runs where tenant_id = :tenant_id and ended is null) as run_open_last,
 (select coalesce(max(id), 0) from tasks where tenant_id = :tenant_id) as task_last,
 (select count(*) from tasks where tenant_id = :tenant_id and ended_at = 0) as tasks_open,
 (select coalesce(cast(sum(ver) as bigint), 0) from tasks where tenant_id = :tenant_id and ended_at = 0) as task_vers,
 (select coalesce(cast(sum(incarnation * 1024 + number) as bigint), 0) from nodes where state in ('working', 'draining')) as nodes,
 (select coalesce(cast(sum(case state when 'working' then 1 when 'draining' then 1024 when 'dead' then 1048576 else 0 end) as bigint), 0) from nodes) as node_states;
