/* lab/lab_people.c - people at the API of each process: they sign in once, and do something every few minutes. */
#include "lab/lab_people.h"
#include "base/digest.h"
#include "base/http.h"
#include "base/instant.h"
#include "web/web.h"
#include "work/users.h"
#include <stdio.h>
#include <string.h>

enum { GAP_MAX_MS = 10 * MINUTE_MS, OWN_MAX = 3, COMMON_EVERY = 4 };
#define LOGIN "anna"
#define PASSWORD "a pass phrase of the lab"

struct people_map people_map_of(struct text platform_sku)
{
	struct digest128 d = digest_xxh3(platform_sku);
	struct people_map m = { .own = 1 + d.bytes[0] % OWN_MAX, .common = d.bytes[1] % COMMON_EVERY == 0 };

	snprintf(m.code, sizeof m.code, "LAB-%02X%02X%02X%02X%02X", d.bytes[2], d.bytes[3], d.bytes[4], d.bytes[5],
		 d.bytes[6]);
	return m;
}

/* What the person's browser sends with each request, and keeps of each answer. */
static void send(struct person *p, struct scope *s, const struct http_request *asked, struct http_answer *a)
{
	struct lab *l = p->lab;
	struct http_request q = *asked;
	struct scope inside = *s;
	struct text set, pair;

	http_header_add(q.headers, &q.header_count, TEXT("Host"), TEXT("lockstep.example"));
	if (*l->cookie)
		http_header_add(q.headers, &q.header_count, TEXT("Cookie"), text_of(l->cookie));
	if (*l->csrf)
		http_header_add(q.headers, &q.header_count, TEXT("X-CSRF-Token"), text_of(l->csrf));
	if (p->ver)
		http_header_add(q.headers, &q.header_count, TEXT("If-Match"),
				text_format(s->arena, "%lld", (long long)p->ver));
	p->ver = 0;
	web_handle(p->web, &inside, &q, a);
	set = http_header_find(a->headers, a->header_count, "set-cookie");
	if (set.at && text_cut(&set, ';', &pair) && pair.size < sizeof l->cookie)
		snprintf(l->cookie, sizeof l->cookie, "%.*s", TEXT_ARG(pair));
	p->status = a->status;
}

static bool sign_in(struct person *p, struct scope *s)
{
	struct lab *l = p->lab;
	struct http_request q = { .method = TEXT("POST"),
				  .url = TEXT("/api/v1/session"),
				  .body = TEXT("{\"user\":\"" LOGIN "\",\"password\":\"" PASSWORD "\"}") };
	struct http_answer a = { 0 };
	struct json body;

	*l->cookie = *l->csrf = '\0';
	if (user_password_put(s, TEXT(LOGIN), secret_of(TEXT(PASSWORD)), false) != OK)
		return false;
	http_header_add(q.headers, &q.header_count, TEXT("Content-Type"), TEXT("application/json"));
	send(p, s, &q, &a);
	if (a.status >= 300 || json_parse(s, a.body, &body) != OK)
		return false;
	snprintf(l->csrf, sizeof l->csrf, "%.*s", TEXT_ARG(json_text(json_at(body, "csrf"))));
	return *l->csrf != '\0';
}

bool person_ask(struct person *p, struct scope *s, const char *method, struct text path, struct text body,
		struct json *out)
{
	struct http_request q = { .method = text_of(method),
				  .url = text_format(s->arena, "/api/v1%.*s", TEXT_ARG(path)),
				  .body = body };
	struct http_answer a = { 0 };

	*out = (struct json){ NULL };
	if (!*p->lab->csrf && !sign_in(p, s))
		return false;
	if (body.size)
		http_header_add(q.headers, &q.header_count, TEXT("Content-Type"),
				body.at[0] == '{' ? TEXT("application/json") : TEXT("text/csv"));
	send(p, s, &q, &a);
	if (a.status == 401)
		*p->lab->csrf = '\0'; /* the session is over */
	if (a.body.size && json_parse(s, a.body, out) != OK)
		*out = (struct json){ NULL };
	if (text_is(json_text(json_at(*out, "code")), "internal"))
		lab_broken(p->lab, HOLDS_no_inner_error, "%s %.*s: %.*s", method, TEXT_ARG(text_limit(path, 60)),
			   TEXT_ARG(text_limit(json_text(json_at(*out, "detail")), 100)));
	if (a.status >= 400 && a.status < 500)
		lab_reached(p->lab, RARE_people_refused);
	return a.status < 300;
}

/* A thread of the process. */
void people(void *arg)
{
	struct lab_node *n = arg;
	struct lab *l = n->lab;
	struct person p = { .lab = l, .node = n, .web = web_open(l->world, &(struct web_options){ .node = n->node }) };
	int64_t haste = l->options->haste > 0 ? l->options->haste : 1;

	while (!n->stop) {
		struct scope s;

		sim_world_sleep(l->world, rand_between(&l->chance, SECOND_MS, GAP_MAX_MS / haste));
		if (l->over || n->stop)
			continue;
		scope_open(&s, &n->node->root);
		s.marks = TEXT("person");
		person_deed(&p, &s);
		scope_close(&s);
	}
	web_close(p.web);
}
