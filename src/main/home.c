/* main/home.c - opens the database that the command line names, and reads the files beside it. */
#include "main/command.h"
#include "store/sql.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static enum err folder_of(struct scope *s, const struct options *o, const char **folder)
{
	const char *slash;

	if (o->data) {
		*folder = o->data;
		return OK;
	}
	slash = o->key ? strrchr(o->key, '/') : NULL;
	*folder = slash ? text_z(s->arena, (struct text){ o->key, (size_t)(slash - o->key) }) : ".";
	return OK;
}

static enum err make_folder(struct scope *s, const char *folder, bool make)
{
	struct stat st;

	if (stat(folder, &st) == 0)
		return S_ISDIR(st.st_mode) ? OK : fail(s, ERR_FILE, "%s is no folder", folder);
	if (!make)
		return fail(s, ERR_FILE, "there is no folder %s: lockstep demo or lockstep migrate makes it", folder);
	if (mkdir(folder, 0700) != 0 && errno != EEXIST) /* of two that begin at once one makes it */
		return fail(s, ERR_FILE, "the folder %s cannot be made: %s", folder, strerror(errno));
	return OK;
}

static enum err check_place(struct scope *s, const struct options *o, const struct home_needs *needs)
{
	if (!o->data && !o->database)
		return fail(s, ERR_USAGE, "which database? --data DIR or --database postgresql://…");
	if (o->database && strncmp(o->database, "postgresql://", 13) != 0 &&
	    strncmp(o->database, "postgres://", 11) != 0)
		return fail(s, ERR_USAGE, "--database takes postgresql://user@host/name");
	if (needs->secrets && !o->data && !o->key)
		return fail(s, ERR_USAGE, "with --database the key file must be named: --key FILE");
	return OK;
}

/* The system drops the lock with the process, however it ends: the next one need not wait to see whether it lives. */
static enum err lock_folder(struct scope *s, struct home *h, enum alone alone)
{
	const char *path = text_z(s->arena, text_format(s->arena, "%s/lockstep.lock", h->folder));

	h->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (h->lock < 0)
		return fail(s, ERR_FILE, "%s cannot be opened: %s", path, strerror(errno));
	if (flock(h->lock, LOCK_EX | LOCK_NB) == 0)
		return OK;
	close(h->lock);
	h->lock = -1;
	h->taken = true;
	return alone == ALONE_IF_FREE
		       ? OK
		       : fail(s, ERR_DB_LOCKED,
			      "another lockstep works on %s; several at once need a PostgreSQL: --database URL",
			      h->folder);
}

static void unlock_folder(struct home *h)
{
	if (h->lock >= 0)
		close(h->lock);
	h->lock = -1;
}

static enum err open_node(struct scope *s, const struct node_options *o, struct home *h)
{
	enum err e = node_open(s, o, &h->node);

	if (e != OK)
		unlock_folder(h);
	return e;
}

enum err home_open(struct scope *s, const struct options *o, const struct home_needs *needs, struct home *out)
{
	struct node_options node = { .private_hosts = needs->private_hosts, .role = needs->role };

	*out = (struct home){ .lock = -1 };
	TRY(check_place(s, o, needs));
	TRY(folder_of(s, o, &out->folder));
	if (o->data)
		TRY(make_folder(s, o->data, needs->make));
	node.db.url = o->database;
	node.db.make = needs->make;
	if (!o->database)
		node.db.path = text_z(s->arena, text_format(s->arena, "%s/lockstep.db", out->folder));
	if (needs->secrets)
		node.key_file =
			o->key ? o->key : text_z(s->arena, text_format(s->arena, "%s/lockstep.key", out->folder));
	TRY(option_number(s, "workers", o->workers, 1, WORKERS_MAX, WORKERS_DEFAULT, &node.workers));
	if (needs->alone != NOT_ALONE && !o->database)
		TRY(lock_folder(s, out, needs->alone));
	node.alone = out->lock >= 0;
	TRY(open_node(s, &node, out));
	scope_open(&out->scope, &out->node->root);
	out->scope.now = world_now(s->world);
	return OK;
}

void home_close(struct home *h)
{
	if (!h->node)
		return;
	scope_close(&h->scope);
	node_close(h->node);
	h->node = NULL;
	unlock_folder(h);
}

enum err home_leave(struct scope *s, struct home *h, enum err e)
{
	if (e != OK && h->node && h->scope.words.size)
		s->words = text_copy(s->arena, h->scope.words);
	home_close(h);
	return e;
}

enum { LINE_MAX_SIZE = 4096 };

enum err read_secret(struct scope *s, const char *option, const char *value, struct secret *out)
{
	char *line = ARENA_ARRAY(s->arena, char, LINE_MAX_SIZE);

	*out = (struct secret){ 0 };
	if (!value)
		return OK;
	if (strcmp(value, "-") != 0) {
		*out = secret_of(text_of(value));
		return OK;
	}
	if (!fgets(line, LINE_MAX_SIZE, stdin))
		return fail(s, ERR_USAGE, "--%s - found nothing on standard input", option);
	*out = secret_of(text_trim(text_of(line)));
	return OK;
}

enum err read_whole_file(struct scope *s, const char *path, size_t max, struct text *out)
{
	FILE *f = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
	struct buffer b = buffer_in(s->arena);
	char block[16384];
	size_t got;
	int failed;

	if (!f)
		return fail(s, ERR_FILE, "%s: %s", path, strerror(errno));
	while ((got = fread(block, 1, sizeof block, f)) > 0 && b.size <= max)
		buffer_add(&b, (struct text){ block, got });
	failed = ferror(f) ? errno : 0;
	if (f != stdin)
		fclose(f);
	if (failed)
		return fail(s, ERR_FILE, "%s: %s", path, strerror(failed));
	if (b.size > max)
		return fail(s, ERR_TOO_LARGE, "%s has more than %zu bytes", path, max);
	*out = buffer_text(&b);
	return OK;
}

enum { ALIVE_MS = 3000 };

/* Another node lives when its beat moves while we look; on a file its lock says so at once. */
enum err home_shared(struct scope *s, const struct home *h, bool *lives)
{
	struct sql_nodes_working_rows before, after;

	*lives = h->taken;
	if (h->lock >= 0 || h->taken)
		return OK;
	TRY(sql_nodes_working(s, &before));
	if (before.count == 0)
		return OK;
	world_nap(s->world, ALIVE_MS);
	TRY(sql_nodes_working(s, &after));
	for (size_t i = 0; i < after.count; i++) {
		const struct sql_nodes_working_row *now = &after.at[i];
		bool still = false;

		for (size_t k = 0; k < before.count; k++)
			still |= before.at[k].number == now->number && before.at[k].incarnation == now->incarnation &&
				 before.at[k].beat == now->beat;
		*lives |= !still;
	}
	return OK;
}
