/* lab/verb_import.c - files that people of a scenario send, and what is expected of them, as the API shows it. */
#include "lab/play.h"

/* "a,b / c,d" is two rows. */
static struct text rows_of(struct scope *s, struct text t)
{
	struct buffer b = buffer_in(s->arena);

	for (size_t i = 0; i < t.size; i++) {
		bool ends = i + 2 < t.size && t.at[i] == ' ' && t.at[i + 1] == '/' && t.at[i + 2] == ' ';

		buffer_byte(&b, ends ? '\n' : t.at[i]);
		i += ends ? 2 : 0;
	}
	buffer_byte(&b, '\n');
	return buffer_text(&b);
}

static enum err send_file(struct play *p, struct scope *s, struct text kind, struct text file)
{
	struct json out;

	return play_ask(p, s, "POST", text_format(s->arena, "/imports?kind=%.*s&name=file.csv", TEXT_ARG(kind)), file,
			&out);
}

enum err verb_send(struct play *p, struct scope *s, const struct words *w)
{
	return send_file(p, s, w->at[0].text, rows_of(s, w->at[1].text));
}

/* So many rows, of which some are faulty: spread evenly, each by its number. */
enum err verb_send_many(struct play *p, struct scope *s, const struct words *w)
{
	bool maps = text_is(w->at[0].text, "sku_maps");
	int64_t rows = w->at[1].number, faulty = w->at[2].number, done = 0;
	struct buffer b = buffer_in(s->arena);

	buffer_add_z(&b, maps ? "platform_sku,code,quantity\n" : "code,weight_g\n");
	for (int64_t i = 1; i <= rows; i++) {
		bool bad = done < faulty && i * faulty / rows > done;

		done += bad;
		if (maps)
			buffer_format(&b, "P-%06lld,SHIRT,%d\n", (long long)i, bad ? 0 : 1);
		else
			buffer_format(&b, "A-%06lld,%d\n", (long long)i, bad ? -1 : 1);
	}
	return send_file(p, s, w->at[0].text, buffer_text(&b));
}

/* The file that was sent last, whole. */
static enum err last_file(struct play *p, struct scope *s, struct json *out)
{
	struct text id;

	TRY(play_ask(p, s, "GET", TEXT("/imports?limit=1"), (struct text){ 0 }, out));
	id = json_text(json_at(json_first(json_at(*out, "items")), "id"));
	if (!id.at)
		return fail(s, ERR_INTERNAL, "no file was sent");
	return play_ask(p, s, "GET", text_format(s->arena, "/imports/%.*s", TEXT_ARG(id)), (struct text){ 0 }, out);
}

static enum err take(struct play *p, struct scope *s, struct text what)
{
	struct json file, out;

	TRY(last_file(p, s, &file));
	return play_ask(p, s, "POST",
			text_format(s->arena, "/imports/%.*s/take", TEXT_ARG(json_text(json_at(file, "id")))),
			text_format(s->arena, "{\"take\":\"%.*s\"}", TEXT_ARG(what)), &out);
}

enum err verb_take(struct play *p, struct scope *s, const struct words *w) { return take(p, s, w->at[0].text); }

static enum err refused(struct scope *s, enum err e, struct text code)
{
	if (e != OK && text_is(code, err_name(e)))
		return OK;
	return fail(s, ERR_INTERNAL, "it is expected to be refused by %.*s, but it ended with %s", TEXT_ARG(code),
		    err_name(e));
}

enum err verb_take_refused(struct play *p, struct scope *s, const struct words *w)
{
	return refused(s, take(p, s, w->at[0].text), w->at[1].text);
}

enum err verb_send_refused(struct play *p, struct scope *s, const struct words *w)
{
	return refused(s, send_file(p, s, w->at[0].text, rows_of(s, w->at[1].text)), w->at[2].text);
}

/* ---- expecting ---- */

static enum err is_number(struct scope *s, struct json file, const char *what, int64_t wanted)
{
	int64_t got = -1;

	(void)json_int(json_at(file, what), &got);
	if (got == wanted)
		return OK;
	return fail(s, ERR_INTERNAL, "%lld rows are expected to be %s, but there are %lld; the file is %.*s",
		    (long long)wanted, what, (long long)got, TEXT_ARG(json_text(json_at(file, "state"))));
}

enum err expect_file(struct play *p, struct scope *s, const struct words *w)
{
	struct json file;

	TRY(last_file(p, s, &file));
	TRY(is_number(s, file, "good", w->at[0].number));
	return is_number(s, file, "faulty", w->at[1].number);
}

enum err expect_taken(struct play *p, struct scope *s, const struct words *w)
{
	struct json file;

	TRY(last_file(p, s, &file));
	return is_number(s, file, "done", w->at[0].number);
}

enum err expect_fault(struct play *p, struct scope *s, const struct words *w)
{
	struct json file, faults;

	TRY(last_file(p, s, &file));
	faults = json_at(file, "faults");
	for (struct json f = json_first(faults); json_kind(f) != JSON_NONE; f = json_next(faults, f)) {
		int64_t row = 0;

		(void)json_int(json_at(f, "row"), &row);
		if (row == w->at[0].number && text_same(json_text(json_at(f, "column")), w->at[1].text) &&
		    text_same(json_text(json_at(f, "code")), w->at[2].text) && json_text(json_at(f, "words")).size > 0)
			return OK;
	}
	return fail(s, ERR_INTERNAL, "row %lld is expected to be faulty in %.*s by %.*s; faults are %.*s",
		    (long long)w->at[0].number, TEXT_ARG(w->at[1].text), TEXT_ARG(w->at[2].text),
		    TEXT_ARG(text_limit(json_lexeme(faults), 300)));
}

enum err expect_articles(struct play *p, struct scope *s, const struct words *w)
{
	struct text after = TEXT("");
	int64_t count = 0;
	bool more = true;

	while (more) {
		struct text path =
			text_format(s->arena, "/skus?limit=200%s%.*s", after.size ? "&after=" : "", TEXT_ARG(after));
		struct json page, next;

		TRY(play_ask(p, s, "GET", path, (struct text){ 0 }, &page));
		count += (int64_t)json_count(json_at(page, "items"));
		next = json_at(page, "next");
		more = json_kind(next) == JSON_STRING;
		after = json_text(next);
	}
	if (count == w->at[0].number)
		return OK;
	return fail(s, ERR_INTERNAL, "%lld articles are expected, but there are %lld", (long long)w->at[0].number,
		    (long long)count);
}
