/* lab/scenario.c - reads a script line by line, finds the verb of each line by its form, and lets it act. */
#include "lab/scenario.h"
#include "lab/play.h"
#include "sim/world.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { FILE_MAX = 64 * 1024, SHOPS_USUAL = 2, SAID_MAX = 1000 };

typedef enum err verb_run(struct play *p, struct scope *s, const struct words *w);

static const struct scenario_verb verbs[] = {
#define VERB(form, run, sentence) { form, sentence },
#include "lab/verbs.def"
#undef VERB
};
static verb_run *const runs[] = {
#define VERB(form, run, sentence) run,
#include "lab/verbs.def"
#undef VERB
};
enum { VERB_COUNT = sizeof verbs / sizeof *verbs };

const struct scenario_verb *scenario_verbs(size_t *count)
{
	*count = VERB_COUNT;
	return verbs;
}

struct line {
	struct text words[WORDS_MAX];
	size_t count;
};

static bool blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

/* The next word of the rest: up to a blank, or between two quotes. */
static enum err take_word(struct scope *s, struct text *rest, struct text *word)
{
	size_t size = 0;
	bool quoted = rest->at[0] == '"';

	if (quoted) {
		rest->at++;
		rest->size--;
	}
	while (size < rest->size && (quoted ? rest->at[size] != '"' : !blank(rest->at[size])))
		size++;
	if (quoted && size == rest->size)
		return fail(s, ERR_USAGE, "a quote is not closed");
	*word = (struct text){ rest->at, size };
	rest->at += size + quoted;
	rest->size -= size + quoted;
	return OK;
}

static enum err split_line(struct scope *s, struct text rest, struct line *l)
{
	l->count = 0;
	for (;;) {
		rest = text_trim(rest);
		if (rest.size == 0 || rest.at[0] == '#')
			return OK;
		if (l->count == WORDS_MAX)
			return fail(s, ERR_USAGE, "a line has at most %d words", WORDS_MAX);
		TRY(take_word(s, &rest, &l->words[l->count]));
		l->count++;
	}
}

/* Does the line have this form? Then its open places are in *w. */
static bool fits(const char *form, const struct line *l, struct words *w)
{
	struct text rest = text_of(form), part;
	size_t i = 0;

	*w = (struct words){ .verb = l->words[0] };
	for (; text_cut(&rest, ' ', &part); i++) {
		if (i == l->count)
			return false;
		if (part.at[0] != '<') {
			if (!text_same(part, l->words[i]))
				return false;
			continue;
		}
		w->at[w->count].text = l->words[i];
		if ((text_is(part, "<count>") || text_is(part, "<shop>")) &&
		    (!text_to_int(l->words[i], &w->at[w->count].number) || w->at[w->count].number < 0))
			return false;
		w->count++;
	}
	return i == l->count;
}

static enum err no_verb(struct scope *s, const struct line *l)
{
	struct buffer known = buffer_in(s->arena);

	for (size_t i = 0; i < VERB_COUNT; i++) {
		struct text rest = text_of(verbs[i].form), first;

		if (text_cut(&rest, ' ', &first) && text_same(first, l->words[0]))
			buffer_format(&known, "%s%s", known.size ? "; " : "", verbs[i].form);
	}
	if (known.size == 0)
		return fail(s, ERR_USAGE, "no verb begins with \"%.*s\" (docs/scenarios.md)", TEXT_ARG(l->words[0]));
	return fail(s, ERR_USAGE, "no verb has this form; those that begin with %.*s: %.*s", TEXT_ARG(l->words[0]),
		    TEXT_ARG(buffer_text(&known)));
}

static enum err run_line(struct play *p, struct scope *s, const struct line *l)
{
	struct words w;

	for (size_t i = 0; i < VERB_COUNT; i++) {
		if (!fits(verbs[i].form, l, &w))
			continue;
		if (runs[i] != verb_shops && !p->sim)
			TRY(play_open(p, s));
		if (!p->node && runs[i] != verb_shops && runs[i] != verb_restart)
			return fail(s, ERR_USAGE, "the program was killed; restart comes first");
		if (s->db || !p->node)
			return runs[i](p, s, &w);
		struct scope with = *s; /* the node was not there when the line began */
		with.db = p->node->root.db;
		with.ids = p->node->root.ids;
		with.tenant_id = p->node->root.tenant_id;
		enum err e = runs[i](p, &with, &w);
		s->words = with.words;
		return e;
	}
	return no_verb(s, l);
}

static enum err run_text(struct play *p, struct scope *out, struct text script)
{
	struct text rest = script, text;

	for (int number = 1; text_cut(&rest, '\n', &text); number++) {
		struct scope s;
		struct line l;
		enum err e;

		scope_open(&s, p->node ? &p->node->root : &p->base);
		s.now = world_now(p->world);
		e = split_line(&s, text, &l);
		if (e == OK && l.count)
			e = run_line(p, &s, &l);
		if (e != OK)
			(void)fail(out, e, "%s:%d: %.*s: %.*s", p->options->file, number, TEXT_ARG(text_trim(text)),
				   TEXT_ARG(s.words));
		scope_close(&s);
		TRY(e);
	}
	return OK;
}

static enum err read_script(struct scope *s, const char *path, struct text *out)
{
	struct buffer b = buffer_in(s->arena);
	char chunk[4096];
	FILE *file = fopen(path, "rb");
	size_t got;
	bool whole;

	if (!file)
		return fail(s, ERR_FILE, "%s cannot be read: %s", path, strerror(errno));
	while ((got = fread(chunk, 1, sizeof chunk, file)) > 0 && b.size <= FILE_MAX)
		buffer_add(&b, (struct text){ chunk, got });
	whole = feof(file) && !ferror(file);
	fclose(file);
	*out = buffer_text(&b);
	if (!whole || !text_valid(*out))
		return fail(s, ERR_FILE, "%s is no text of at most %d bytes", path, FILE_MAX);
	return OK;
}

struct show {
	struct play play;
	struct text script;
	enum err e;
	char words[SAID_MAX];
};

/* The first thread of the simulated world. */
static void perform(void *arg)
{
	struct show *w = arg;
	struct scope like = { .world = w->play.world, .deadline = MONO_NEVER }, s;
	size_t size;

	scope_open(&w->play.base, &like);
	scope_open(&s, &like);
	w->e = run_text(&w->play, &s, w->script);
	play_close(&w->play);
	size = s.words.size < sizeof w->words ? s.words.size : sizeof w->words - 1;
	if (w->e != OK && size)
		memcpy(w->words, s.words.at, size);
	scope_close(&s);
	scope_close(&w->play.base);
}

enum err scenario_run(struct scope *s, const struct scenario_options *o)
{
	struct scenario_options usual = *o;
	struct show w = { .play = { .options = &usual, .shops = SHOPS_USUAL } };
	struct world *world;

	if (!usual.seed)
		usual.seed = 1;
	TRY(read_script(s, o->file, &w.script));
	world = play_world(&w.play);
	sim_world_run(world, perform, &w);
	world->ops = w.play.under;
	sim_world_free(world);
	return w.e == OK ? OK : fail(s, w.e, "%s", w.words);
}
