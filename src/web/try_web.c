/* web/try_web.c - for tests: asks the dispatcher as a browser would. */
#include "web/try_web.h"
#include "base/digest.h"
#include "base/id.h"
#include "core/find.h"
#include "web/api.h"
#include "web/session.h"
#include "web/try_schema.h"
#include "work/listing.h"
#include <string.h>

void try_web_open(struct scope *s, struct try_web *t)
{
	*t = (struct try_web){ .s = s, .web = web_open(s->world, &(struct web_options){ 0 }) };
	CHECK_OK(json_parse(s, api_openapi(s->arena), &t->openapi));
}

void try_web_close(struct try_web *t) { web_close(t->web); }

struct person {
	const char *login;
	int64_t id, rights, made_at, expires_at;
	struct text hash;
};

static enum err person_body(struct scope *s, void *arg)
{
	const struct person *p = arg;

	TRY(sql_user_insert(s,
			    (struct sql_user_insert){ .id = p->id,
						      .login = text_of(p->login),
						      .name = text_of(p->login),
						      .password = TEXT("none"),
						      .locale = TEXT("en") },
			    NULL));
	TRY(sql_member_upsert(s, (struct sql_member_upsert){ .user_id = p->id, .role_bits = p->rights }, NULL));
	return sql_login_insert(s,
				(struct sql_login_insert){ .token_hash = p->hash,
							   .user_id = p->id,
							   .for_tenant = s->tenant_id,
							   .now = p->made_at,
							   .expires_at = p->expires_at,
							   .kind = TEXT("session"),
							   .scopes = TEXT("") },
				NULL);
}

void try_web_person(struct try_web *t, const char *login, int64_t rights)
{
	int64_t now = world_now(t->s->world);

	try_web_person_at(t, login, rights, now, now + SESSION_IDLE_MS);
}

void try_web_person_at(struct try_web *t, const char *login, int64_t rights, int64_t made_at, int64_t expires_at)
{
	unsigned char bytes[SESSION_TOKEN_BYTES];
	struct person p = { login, id_next(t->s->ids), rights, made_at, expires_at, { 0 } };
	struct digest256 hash;
	struct text token;

	world_random(t->s->world, bytes, sizeof bytes);
	token = hex_format(t->s->arena, bytes, sizeof bytes);
	hash = digest_sha256(token);
	p.hash = (struct text){ (const char *)hash.bytes, sizeof hash.bytes };
	CHECK_OK(db_transact(t->s, person_body, &p));
	t->cookie = text_format(t->s->arena, "other=1; " SESSION_COOKIE "=%.*s", TEXT_ARG(token));
	t->csrf = session_csrf(t->s, token);
}

/* As a browser keeps it. */
static void keep_cookie(struct try_web *t)
{
	struct text set = http_header_find(t->answer.headers, t->answer.header_count, "set-cookie"), pair;

	if (!set.at || !text_cut(&set, ';', &pair))
		return;
	t->cookie = text_copy(t->s->arena, pair);
}

void try_ask_raw(struct try_web *t, const char *method, const char *path, struct text body, const char *type)
{
	struct http_request q = { .method = text_of(method), .url = text_of(path), .body = body };
	struct text why;
	struct scope s;

	for (size_t i = 0; i < t->extra_count; i++)
		http_header_add(q.headers, &q.header_count, t->extra[i].name, t->extra[i].value);
	if (t->cookie.at)
		http_header_add(q.headers, &q.header_count, TEXT("Cookie"), t->cookie);
	if (t->csrf.at)
		http_header_add(q.headers, &q.header_count, TEXT("X-CSRF-Token"), t->csrf);
	if (type)
		http_header_add(q.headers, &q.header_count, TEXT("Content-Type"), text_of(type));
	http_header_add(q.headers, &q.header_count, TEXT("Host"), TEXT("shop.example:8080"));
	s = *t->s; /* what is answered lives as long as the test */
	s.tenant_id = 1;
	s.now = t->s->now;
	web_handle(t->web, &s, &q, &t->answer);
	t->status = t->answer.status;
	if (!text_is(q.method, "HEAD") && !try_schema_fits(t->s, t->openapi, &q, &t->answer, &why))
		check_failed(__FILE__, __LINE__, "%s %s: %.*s", method, path, TEXT_ARG(why));
	t->body = (struct json){ 0 };
	if (t->answer.body.size > 0 && t->answer.body.at[0] == '{')
		CHECK_OK(json_parse(t->s, t->answer.body, &t->body));
	keep_cookie(t);
}

void try_ask(struct try_web *t, const char *method, const char *path, const char *body)
{
	try_ask_raw(t, method, path, body ? text_of(body) : (struct text){ 0 },
		    body ? "application/json; charset=utf-8" : NULL);
}

struct text try_at(const struct try_web *t, const char *dotted) { return json_text(json_path(t->body, dotted)); }

bool text_has(struct text t, const char *z)
{
	size_t size = strlen(z);

	for (size_t i = 0; i + size <= t.size; i++)
		if (memcmp(t.at + i, z, size) == 0)
			return true;
	return false;
}

void try_problem(const struct try_web *t, enum err wanted)
{
	static const char *const members[] = { "type", "title", "detail", "code", "cure", "mark" };
	int64_t status;

	CHECK_TEXT(try_at(t, "code"), err_name(wanted));
	CHECK_EQ(t->status, err_status(wanted));
	CHECK(json_int(json_at(t->body, "status"), &status) && status == t->status);
	CHECK_TEXT(http_header_find(t->answer.headers, t->answer.header_count, "content-type"),
		   "application/problem+json");
	for (size_t i = 0; i < sizeof members / sizeof *members; i++)
		CHECK(json_kind(json_at(t->body, members[i])) == JSON_STRING);
	CHECK(try_at(t, "title").size > 0 && try_at(t, "detail").size > 0 && try_at(t, "mark").size > 0);
}

struct shop_new {
	struct text title;
	int64_t id;
};

static enum err shop_body(struct scope *s, void *arg)
{
	struct shop_new *n = arg;
	struct sql_shop_put_row row;

	TRY(sql_shop_put(s,
			 (struct sql_shop_put){ .id = id_next(s->ids),
						.account_id = 1,
						.channel = TEXT("shopee"),
						.channel_ref = n->title,
						.title = n->title,
						.region = TEXT(""),
						.currency = TEXT(""),
						.state = TEXT("bound"),
						.pull = TEXT("on") },
			 &row));
	n->id = row.id;
	return OK;
}

int64_t try_shop(struct scope *s, const char *title)
{
	struct shop_new n = { text_of(title), 0 };

	CHECK_OK(db_transact(s, shop_body, &n));
	return n.id;
}

/* A text that is given, or another. */
static struct text or_else(const char *given, const char *otherwise) { return text_of(given ? given : otherwise); }

static enum err put_order(struct scope *s, const struct try_order *o, int64_t id)
{
	struct sql_order_insert head = { .id = id,
					 .shop_id = o->shop_id,
					 .ref = text_of(o->ref),
					 .display_no = or_else(o->display_no, ""),
					 .state = or_else(o->state, "pending"),
					 .word = TEXT("paid"),
					 .channel_status = TEXT("READY_TO_SHIP"),
					 .payment_status = TEXT("paid"),
					 .delivery_method = or_else(o->method, "Standard"),
					 .total_minor = { true, 1230 },
					 .currency = TEXT("SGD"),
					 .country = or_else(o->country, "SG"),
					 .placed = o->placed,
					 .due = o->due,
					 .lines_summary = TEXT("CCD007*2"),
					 .lines_count = 1,
					 .digest = TEXT("d"),
					 .latest_ver = 1,
					 .latest_asked_at = 1,
					 .seen_at = o->seen_at ? o->seen_at : s->now };
	struct sql_order_people_put people = { .order_id = id,
					       .name = or_else(o->name, "<b>Åsa</b> 王"),
					       .phone = or_else(o->phone, "6598765432"),
					       .address = TEXT("Street 1"),
					       .country = or_else(o->country, "SG"),
					       .postcode = TEXT("048624"),
					       .remark = or_else(o->remark, "") };
	struct sql_order_line_insert line = { .order_id = id,
					      .line = TEXT("1"),
					      .platform_sku = TEXT("CCD007"),
					      .title = TEXT("Thing"),
					      .ordered = 2,
					      .price_minor = 615 };
	struct listing l = listing_for(s->arena, o->shop_id, 1);
	enum order_state state;

	CHECK(order_state_find(head.state, &state));
	people.folded = find_people(s->arena, people.name, people.phone);
	l.moved[state]++;
	listing_numbers(s, &l, id, head.placed, head.ref, head.display_no);
	listing_people(s, &l, id, head.placed, people.folded);
	listing_facet(&l, "country", head.country);
	listing_facet(&l, "delivery_method", head.delivery_method);
	TRY(sql_order_insert(s, &head, 1, NULL));
	TRY(listing_write(s, &l));
	TRY(sql_order_people_put(s, &people, 1, NULL));
	return sql_order_line_insert(s, &line, 1, NULL);
}

struct orders_new {
	const struct try_order *at;
	const int64_t *ids;
	size_t count;
};

static enum err put_orders(struct scope *s, void *arg)
{
	const struct orders_new *n = arg;

	for (size_t i = 0; i < n->count; i++)
		TRY(put_order(s, &n->at[i], n->ids[i]));
	return OK;
}

int64_t try_orders_of(struct scope *s, const struct try_order *at, size_t count)
{
	int64_t *ids = ARENA_ARRAY(s->arena, int64_t, count);

	for (size_t i = 0; i < count; i++)
		ids[i] = id_next(s->ids);
	CHECK_OK(db_transact(s, put_orders, &(struct orders_new){ at, ids, count }));
	return ids[0];
}

int64_t try_order_of(struct scope *s, const struct try_order *o) { return try_orders_of(s, o, 1); }

int64_t try_order(struct scope *s, int64_t shop_id, const char *ref, const char *state, int64_t placed)
{
	return try_order_of(s, &(struct try_order){ .shop_id = shop_id, .ref = ref, .state = state, .placed = placed });
}
