/* lab/lab_person.c - who authorises the shops, the first time and whenever one asks for it, as a command would. */
#include "lab/lab_inner.h"
#include "store/sql.h"

static enum err authorise(struct lab *l, struct node *n, struct scope *s, struct account_made *made)
{
	struct text code;
	struct account_new a = {
		.channel = TEXT("shopee"),
		.app_id = text_format(s->arena, "%lld", (long long)SIM_PARTNER_ID),
		.app_key = secret_of(TEXT(SIM_PARTNER_KEY)),
		.code_ref = text_format(s->arena, "%lld", (long long)sim_shop(l->sim, 0).account),
		.main_account = true,
		.base = TEXT("http://127.0.0.1:1"),
	};

	TRY(sim_authorise(l->sim, s, 0, true, &code));
	a.code = secret_of(code);
	return account_add(n, s, &a, made);
}

/* As though all that is needed for it had been met. */
static enum err go_live(struct scope *s, void *arg)
{
	struct sql_live_since_row row;

	(void)arg;
	TRY(sql_live_since(s, (struct sql_live_since){ .id = s->tenant_id }, &row));
	return sql_live_set(s, (struct sql_live_set){ .id = s->tenant_id, .ver = row.ver, .live = s->now }, NULL);
}

enum err person_authorise(struct lab *l, struct scope *s)
{
	struct node_options o = lab_node_options(l, s, 0);
	struct account_made made = { 0 };
	struct node *node;
	struct scope own;
	enum err e;

	TRY(node_open(s, &o, &node));
	scope_open(&own, &node->root);
	own.now = world_now(own.world);
	e = authorise(l, node, &own, &made);
	for (size_t i = 0; e == OK && i < made.shop_count && i < SHOPS; i++)
		l->shops[i] = made.shops[i];
	if (e == OK)
		e = db_transact(&own, go_live, NULL);
	e = scope_end(&own, s, e);
	node_close(node);
	return e;
}
