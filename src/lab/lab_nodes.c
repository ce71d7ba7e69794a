/* lab/lab_nodes.c - the processes of the lab: each is started again when it dies, as a service manager would do. */
#include "base/instant.h"
#include "lab/lab_inner.h"
#include "store/sql.h"
#include <string.h>

/* A short log: it begins anew often, amid whatever goes wrong. */
enum { LOG_PAGES = 250 };
enum { WORKERS = 4, RESTART_MAX_MS = 30 * SECOND_MS, RECENT_MS = MINUTE_MS, DIES_IN_START = 12, START_STEPS = 300 };

struct node_options lab_node_options(struct lab *l, struct scope *s, int process)
{
	return (struct node_options){
		.db = { .path = text_format(s->arena, "%s/lockstep.db", l->options->folder).at,
			.make = true,
			.log_pages = LOG_PAGES,
			.disk = l->disk,
			.disk_owner = process },
		.key_file = text_format(s->arena, "%s/lockstep.key", l->options->folder).at,
		.private_hosts = true,
		.workers = WORKERS,
		.role = "lab",
	};
}

/* Of a single process: what it worked on when it died is marked so until it looks around. */
static void note_cut_off(struct lab *l, struct lab_node *n)
{
	struct sql_lab_cut_off_rows rows;
	struct scope s;

	scope_open(&s, &n->node->root);
	if (l->node_count == 1 && sql_lab_cut_off(&s, &rows) == OK)
		for (size_t i = 0; i < rows.count; i++) {
			if (text_is(rows.at[i].kind, "import"))
				lab_reached(l, RARE_killed_in_import);
			if (text_is(rows.at[i].kind, "heal"))
				lab_reached(l, RARE_killed_in_heal);
			if (text_is(rows.at[i].kind, "task") || text_is(rows.at[i].kind, "update"))
				lab_reached(l, RARE_killed_in_task);
		}
	scope_close(&s);
}

/* The first thread of a process. */
static void live(void *arg)
{
	struct lab_node *n = arg;
	struct lab *l = n->lab;
	struct scope like = { .world = l->world, .deadline = MONO_NEVER }, s;
	struct thread *watcher = NULL, *person = NULL;
	struct node_options o;
	enum err e;

	scope_open(&s, &like);
	o = lab_node_options(l, &s, n->process);
	n->node = NULL;
	e = node_open(&s, &o, &n->node);
	if (e == OK) {
		note_cut_off(l, n);
		e = node_start(n->node);
	}
	n->up = e == OK;
	if (n->up) {
		watcher = world_spawn(l->world, "witness", witness, n);
		person = world_spawn(l->world, "person", people, n);
	}
	gate_lock(l->world, n->gate);
	while (n->up && !n->stop)
		(void)gate_wait(l->world, n->gate, MONO_NEVER);
	gate_unlock(l->world, n->gate);
	n->up = false;
	if (watcher)
		world_join(l->world, watcher);
	if (person)
		world_join(l->world, person);
	if (n->node)
		node_close(n->node);
	scope_close(&s);
	n->ended = true;
}

static void note_kill(struct lab *l, bool was_up)
{
	const char *at = sim_world_killed_at(l->world);

	if (!was_up)
		lab_reached(l, RARE_killed_in_start);
	else if (strcmp(at, "db write") == 0)
		lab_reached(l, RARE_killed_in_write);
	else if (strcmp(at, "db commit") == 0)
		lab_reached(l, RARE_killed_in_commit);
	else if (strncmp(at, "disk ", strlen("disk ")) == 0)
		lab_reached(l, RARE_killed_at_disk);
	if (sim_world_killed_abroad(l->world))
		lab_reached(l, RARE_killed_while_asking);
}

void lab_excuse_recent(struct lab *l)
{
	for (int i = 0; i < SHOPS; i++)
		l->excused[i] |= l->refreshed_at[i] && world_mono(l->world) - l->refreshed_at[i] < RECENT_MS;
}

void lab_died(struct lab *l, struct lab_node *n)
{
	disk_kill(l->disk, n->process);
	l->report->kills++;
	lab_excuse_recent(l);
	note_kill(l, n->up);
	n->up = false;
	if (l->power_fails)
		lab_power_cut(l);
	l->power_fails = false;
}

static void keep(void *arg)
{
	struct lab_node *n = arg;
	struct lab *l = n->lab;

	while (!n->stop) {
		n->ended = false;
		struct thread *first = sim_world_process(l->world, n->process, "node", live, n);

		if (!l->options->calm && !l->over && rand_below(&l->chance, DIES_IN_START) == 0)
			sim_world_kill_after(l->world, n->process, NULL,
					     1 + (int64_t)rand_below(&l->chance, START_STEPS));
		world_join(l->world, first);
		if (!n->ended)
			lab_died(l, n);
		if (!n->stop)
			sim_world_sleep(l->world, rand_between(&l->chance, SECOND_MS / 10, RESTART_MAX_MS));
	}
}

void lab_nodes_start(struct lab *l)
{
	for (int i = 0; i < l->node_count; i++) {
		struct lab_node *n = &l->nodes[i];

		*n = (struct lab_node){ .lab = l, .process = i + 1, .gate = gate_new(l->world) };
		n->keeper = world_spawn(l->world, "keeper", keep, n);
	}
}

void lab_nodes_stop(struct lab *l)
{
	for (int i = 0; i < l->node_count; i++) {
		struct lab_node *n = &l->nodes[i];

		gate_lock(l->world, n->gate);
		n->stop = true;
		gate_wake(l->world, n->gate);
		gate_unlock(l->world, n->gate);
	}
	for (int i = 0; i < l->node_count; i++) {
		world_join(l->world, l->nodes[i].keeper);
		gate_free(l->world, l->nodes[i].gate);
	}
}

bool lab_any_up(const struct lab *l)
{
	for (int i = 0; i < l->node_count; i++)
		if (l->nodes[i].up)
			return true;
	return false;
}

/* All at once, and nobody comes back before the disk has lost what it loses. */
void lab_power_cut(struct lab *l)
{
	struct disk_counts before = disk_counts(l->disk), after;

	for (int i = 0; i < l->node_count; i++) {
		sim_world_kill(l->world, l->nodes[i].process);
		l->nodes[i].up = false;
		disk_kill(l->disk, l->nodes[i].process);
	}
	lab_excuse_recent(l);
	disk_cut(l->disk, &l->chance);
	after = disk_counts(l->disk);
	l->report->cuts++;
	if (after.lost > before.lost)
		lab_reached(l, RARE_cut_lost);
	if (after.kept > before.kept)
		lab_reached(l, RARE_cut_kept);
}
