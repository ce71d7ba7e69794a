/* main/cmd_server.c - the long-running commands: serve, and demo with its market beside it. */
#include "base/log.h"
#include "main/command.h"
#include "net/http.h"
#include "net/server.h"
#include "sim/sim.h"
#include "store/sql.h"
#include "web/web.h"
#include "work/account.h"
#include "work/hook.h"
#include "work/users.h"
#include <stdio.h>

enum { DEMO_SHOPS = 2, DEMO_ORDERS = 60, DEMO_RATE = 6, PORT_DEFAULT = 8080, PASSWORD_BYTES = 9, BODY_MAX = 64 * 1024 };

struct serving {
	struct home home;
	struct net *net;
	struct sim *sim;
	struct web *web;
	struct server *server;
};

/* Once: the market's main account approves, and both its shops are ours. */
static enum err demo_account(struct serving *v, struct scope *s, struct text base)
{
	struct sql_shop_count_bound_row shops;
	struct sim_shop shop = sim_shop(v->sim, 0);
	struct account_new new = {
		.channel = TEXT("shopee"),
		.app_id = text_format(s->arena, "%lld", (long long)SIM_PARTNER_ID),
		.app_key = secret_of(TEXT(SIM_PARTNER_KEY)),
		.title = TEXT("Demo"),
		.code_ref = text_format(s->arena, "%lld", (long long)shop.account),
		.main_account = true,
		.base = base,
		.every_s = 5,
	};
	struct account_made made;
	struct text code;

	TRY(sql_shop_count_bound(s, &shops));
	if (shops.count)
		return OK;
	TRY(sim_authorise(v->sim, s, 0, true, &code));
	new.code = secret_of(code);
	return account_add(v->home.node, s, &new, &made);
}

struct rebase {
	struct text base, app_id;
};

static enum err rebase(struct scope *s, void *arg)
{
	const struct rebase *r = arg;

	return sql_account_base(
		s, (struct sql_account_base){ .base = r->base, .channel = TEXT("shopee"), .app_id = r->app_id }, NULL);
}

static enum err demo_market(struct serving *v, struct scope *s, const struct options *o)
{
	struct sim_options sim = {
		.seed = 1,
		.journal = text_z(s->arena, text_format(s->arena, "%s/market.journal", v->home.folder)),
		.shops = DEMO_SHOPS,
		.orders = DEMO_ORDERS,
	};
	struct rebase r = { .app_id = text_format(s->arena, "%lld", (long long)SIM_PARTNER_ID) };

	TRY(option_number(s, "rate", o->rate, 0, RATE_MAX, DEMO_RATE, &sim.per_minute));
	TRY(sim_serve(s, &sim, &v->sim));
	r.base = text_format(s->arena, "http://127.0.0.1:%d", sim_port(v->sim));
	TRY(db_transact(s, rebase, &r));
	return demo_account(v, s, r.base);
}

/* The demo's market tells us what happens there, as the real one would. */
static enum err demo_push(struct serving *v, struct scope *s)
{
	struct hook_address a = { .channel = TEXT("shopee"),
				  .app_id = text_format(s->arena, "%lld", (long long)SIM_PARTNER_ID) };

	a.url = text_format(s->arena, "http://127.0.0.1:%d/hooks/shopee/%.*s", server_port(v->server),
			    TEXT_ARG(a.app_id));
	TRY(hook_register(v->home.node, s, &a));
	return sim_push(v->sim, s, &(struct sim_push){ .url = a.url, .key = TEXT(SIM_PARTNER_KEY) });
}

static enum err demo_user(struct serving *v, struct scope *s, struct text *password)
{
	unsigned char bytes[PASSWORD_BYTES];

	(void)v;
	world_random(s->world, bytes, sizeof bytes);
	*password = hex_format(s->arena, bytes, sizeof bytes);
	return user_password_put(s, TEXT("admin"), secret_of(*password), true);
}

static enum err open_web(struct serving *v, struct scope *s, int port)
{
	struct server_options server = { .port = port,
					 .body_max = BODY_MAX,
					 .room = web_room,
					 .handle = web_handle,
					 .stop = web_stop,
					 .like = &v->home.node->root };

	v->web = web_open(s->world, &(struct web_options){ .node = v->home.node });
	server.self = v->web;
	return server_open(s, &server, &v->server);
}

static void close_all(struct serving *v)
{
	if (v->server)
		server_close(v->server);
	if (v->home.node && v->home.node->crew)
		stop_node(v->home.node, v->net);
	if (v->web)
		web_close(v->web);
	sim_close(v->sim);
	home_close(&v->home);
	if (v->net)
		net_close(v->net);
}

static enum err serve(struct serving *v, struct scope *s, const struct options *o, bool demo)
{
	struct home_needs needs = {
		.secrets = true,
		.make = true,
		.private_hosts = demo || o->loopback,
		.alone = ALONE,
		.role = demo ? "demo" : "serve",
	};
	struct net_options net = { .private_hosts = needs.private_hosts };
	struct text password = { 0 };
	int port;

	TRY(option_number(s, "port", o->port, 0, PORT_MAX, PORT_DEFAULT, &port));
	hold_stop();
	v->net = net_open(s->world, &net);
	TRY(home_open(s, o, &needs, &v->home));
	if (demo) {
		TRY(demo_market(v, &v->home.scope, o));
		TRY(demo_user(v, &v->home.scope, &password));
	}
	TRY(open_web(v, &v->home.scope, port));
	if (demo)
		TRY(demo_push(v, &v->home.scope));
	TRY(node_start(v->home.node));
	if (demo)
		printf("ready http://127.0.0.1:%d user admin password %.*s\n", server_port(v->server),
		       TEXT_ARG(password));
	else
		printf("ready http://127.0.0.1:%d\n", server_port(v->server));
	fflush(stdout);
	wait_for_stop();
	return OK;
}

/* What the home's scope said goes to the caller, as the home is closed. */
static enum err serve_and_close(struct scope *s, const struct options *o, bool demo)
{
	struct serving v = { .home = { .lock = -1 } };
	enum err e = serve(&v, s, o, demo);

	if (e != OK && v.home.node)
		s->words = text_copy(s->arena, v.home.scope.words.size ? v.home.scope.words : s->words);
	close_all(&v);
	return e;
}

enum err cmd_demo(struct scope *s, const struct options *o) { return serve_and_close(s, o, true); }
enum err cmd_serve(struct scope *s, const struct options *o) { return serve_and_close(s, o, false); }
