/* web/accounts_list_test.c - accounts and channels as they are listed, what is refused, and how shops are worked for. */
#include "web/try_accounts.h"

ON_BOTH(S001_04_S001_05_accounts_are_listed_by_platform_name_and_state)
{
	static const struct {
		const char *query;
		int count;
	} cases[] = {
		{ "", 2 },
		{ "?channel=shopee", 2 },
		{ "?channel=lazada", 0 },
		{ "?channel=lazada,shopee", 2 },
		{ "?name=EAST", 1 },
		{ "?name=%C3%A9ast", 1 },
		{ "?name=kiosk", 1 },
		{ "?name=st", 2 },
		{ "?name=nobody", 0 },
		{ "?state=verified", 1 },
		{ "?state=unverified", 1 },
		{ "?state=verified,unverified", 2 },
		{ "?state=cancelled", 0 },
		{ "?channel=shopee&state=verified&name=ea", 1 },
	};
	struct desk d;
	struct text shop;

	desk_open(s, &d, 0);
	desk_enter_as(&d, "West", SIM_PARTNER_KEY);
	desk_enter(&d);
	desk_authorise(&d, 0);
	shop = json_text(desk_shop(&d, "id"));
	http_header_add(d.web.extra, &d.web.extra_count, TEXT("If-Match"), json_lexeme(desk_shop(&d, "ver")));
	try_ask(&d.web, "PUT", text_format(s->arena, "/api/v1/shops/%.*s", TEXT_ARG(shop)).at,
		"{\"short_name\":\"Kiosk\"}");
	CHECK_EQ(d.web.status, 200);
	d.web.extra_count = 0;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		desk_ask(&d, "GET", text_format(s->arena, "/accounts%s", cases[i].query).at, NULL);
		CHECK_EQ(d.web.status, 200);
		if ((int)json_count(json_at(d.web.body, "items")) != cases[i].count)
			check_failed(__FILE__, __LINE__, "%s lists %zu", cases[i].query,
				     json_count(json_at(d.web.body, "items")));
	}
	desk_ask(&d, "GET", "/accounts?channel=nonsense", NULL);
	try_problem(&d.web, ERR_CHANNEL_UNKNOWN);
	desk_ask(&d, "GET", "/accounts?state=bound", NULL);
	try_problem(&d.web, ERR_BAD_REQUEST);
	desk_ask(&d, "GET", "/accounts/77", NULL);
	try_problem(&d.web, ERR_ACCOUNT_UNKNOWN);
	desk_close(&d);
}

/* Bodies that are refused, each by its code. */
static const struct {
	const char *body;
	enum err why;
} refused[] = {
	{ "{\"channel\":\"lazada\",\"title\":\"x\",\"app_id\":\"1\",\"app_key\":\"k\"}", ERR_CHANNEL_NOT_CONNECTED },
	{ "{\"channel\":\"ecpp\",\"title\":\"x\"}", ERR_CHANNEL_NOT_CONNECTED },
	{ "{\"channel\":\"nonsense\",\"title\":\"x\"}", ERR_CHANNEL_UNKNOWN },
	{ "{\"title\":\"x\"}", ERR_BAD_REQUEST },
	{ "{\"channel\":\"shopee\"}", ERR_BAD_REQUEST },
	{ "{\"channel\":\"shopee\",\"title\":\"x\"}", ERR_BAD_REQUEST },
	{ "{\"channel\":\"shopee\",\"title\":\" \",\"app_id\":\"1\",\"app_key\":\"k\"}", ERR_BAD_REQUEST },
	{ "{\"channel\":\"shopee\",\"title\":\"x\",\"app_id\":\"1\"}", ERR_BAD_REQUEST },
	{ "{\"channel\":\"shopee\",\"title\":\"x\",\"app_id\":1,\"app_key\":\"k\"}", ERR_BAD_REQUEST },
	{ "{\"channel\":\"shopee\",\"title\":\"x\",\"app_id\":\"1\",\"app_key\":\"k\",\"currency\":\"SGD\"}",
	  ERR_BAD_REQUEST },
	{ "{\"channel\":\"shopee\",\"title\":\"x\",\"app_id\":\"1\",\"app_key\":\"k\",\"base\":\"https://"
	  "evil.example\"}",
	  ERR_HOST_FORBIDDEN },
	{ "{\"channel\":\"shopee\",\"title\":\"x\",\"app_id\":\"1\",\"app_key\":\"k\",\"base\":\"http://10.0.0.1\"}",
	  ERR_HOST_FORBIDDEN },
	{ "{\"channel\":\"shopee\",\"title\":\"x\",\"app_id\":\"1\",\"app_key\":\"k\",\"pass\":\"y\"}",
	  ERR_BAD_REQUEST },
};

ON_BOTH(what_cannot_be_entered_is_refused_and_leaves_nothing)
{
	struct desk d;

	desk_open(s, &d, 0);
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		desk_ask(&d, "POST", "/accounts", refused[i].body);
		if (!text_is(try_at(&d.web, "code"), err_name(refused[i].why)))
			check_failed(__FILE__, __LINE__, "%s: %.*s", refused[i].body, TEXT_ARG(d.web.answer.body));
	}
	desk_ask(&d, "GET", "/accounts", NULL);
	CHECK_EQ(json_count(json_at(d.web.body, "items")), 0);
	desk_enter(&d);
	desk_own(&d, "POST", "/authorise", "{}");
	try_problem(&d.web, ERR_BAD_REQUEST);
	desk_own(&d, "POST", "/authorise", "{\"redirect\":\"javascript:alert(1)\"}");
	try_problem(&d.web, ERR_BAD_REQUEST);
	desk_own(&d, "POST", "/authorise", "{\"redirect\":\"https://x.example/#a\"}");
	try_problem(&d.web, ERR_BAD_REQUEST);
	desk_own(&d, "POST", "/authorise", "{\"code\":\"c\",\"shop_ref\":\"1\",\"main_ref\":\"2\",\"nonce\":\"n\"}");
	try_problem(&d.web, ERR_BAD_REQUEST);
	try_web_person(&d.web, "ben", right_bit(RIGHT_READ_ORDERS));
	desk_own(&d, "POST", "/cancel", NULL);
	try_problem(&d.web, ERR_FORBIDDEN);
	desk_own(&d, "GET", "", NULL);
	CHECK_EQ(d.web.status, 200);
	desk_close(&d);
}

static const struct {
	const char *body;
	enum err why; /* OK: it is taken */
} settings[] = {
	{ "{\"short_name\":\"K\",\"reserve_at\":\"hand\",\"stock_push\":\"on\",\"stock_safety\":2,\"stock_percent\":"
	  "50}",
	  OK },
	{ "{\"cutover_at\":\"2026-01-31T12:00:00Z\"}", OK },
	{ "{}", OK },
	{ "{\"cutover_at\":\"\",\"warehouse_id\":\"\"}", OK },
	{ "{\"cutover_at\":\"yesterday\"}", ERR_BAD_TIME },
	{ "{\"warehouse_id\":\"12\"}", ERR_BAD_REQUEST },
	{ "{\"warehouse_id\":\"x\"}", ERR_BAD_REQUEST },
	{ "{\"reserve_at\":\"never\"}", ERR_BAD_REQUEST },
	{ "{\"stock_push\":\"yes\"}", ERR_BAD_REQUEST },
	{ "{\"stock_safety\":-1}", ERR_BAD_REQUEST },
	{ "{\"stock_safety\":9999999999}", ERR_BAD_REQUEST },
	{ "{\"stock_percent\":101}", ERR_BAD_REQUEST },
	{ "{\"stock_percent\":\"50\"}", ERR_BAD_REQUEST },
	{ "{\"short_name\":\"0123456789012345678901234567890123456789!\"}", ERR_BAD_REQUEST },
	{ "{\"pull\":\"on\"}", ERR_BAD_REQUEST },
};

ON_BOTH(S001_15_how_a_shop_is_worked_for_is_set_and_checked)
{
	struct desk d;
	const char *path;
	struct text ver;

	desk_open(s, &d, 0);
	desk_enter(&d);
	desk_authorise(&d, 0);
	path = text_format(s->arena, "/api/v1/shops/%.*s", TEXT_ARG(json_text(desk_shop(&d, "id")))).at;
	try_ask(&d.web, "PUT", path, "{}");
	try_problem(&d.web, ERR_BAD_REQUEST);
	http_header_add(d.web.extra, &d.web.extra_count, TEXT("If-Match"), TEXT("999"));
	try_ask(&d.web, "PUT", path, "{}");
	try_problem(&d.web, ERR_CONFLICT);
	ver = json_lexeme(desk_shop(&d, "ver"));
	for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
		d.web.extra[0].value = ver;
		try_ask(&d.web, "PUT", path, settings[i].body);
		if (settings[i].why == OK ? d.web.status != 200
					  : !text_is(try_at(&d.web, "code"), err_name(settings[i].why)))
			check_failed(__FILE__, __LINE__, "%s: %.*s", settings[i].body, TEXT_ARG(d.web.answer.body));
		if (d.web.status == 200)
			ver = json_lexeme(json_at(d.web.body, "ver"));
	}
	CHECK_TEXT(json_text(desk_shop(&d, "short_name")), "K");
	CHECK_TEXT(json_text(desk_shop(&d, "reserve_at")), "hand");
	CHECK_TEXT(json_text(desk_shop(&d, "stock_push")), "on");
	CHECK_EQ(json_kind(desk_shop(&d, "cutover_at")), JSON_NULL);
	CHECK_TEXT(json_lexeme(desk_shop(&d, "stock_percent")), "50");
	desk_close(&d);
}

ON_SQLITE(S001_04_S001_12_channels_are_listed_with_flow_inputs_and_guide)
{
	struct desk d;
	struct json items, v;
	int shown = 0;

	desk_open(s, &d, 0);
	desk_ask(&d, "GET", "/channels", NULL);
	CHECK_EQ(d.web.status, 200);
	items = json_at(d.web.body, "items");
	CHECK(json_count(items) >= 13);
	for (v = json_first(items); json_kind(v) != JSON_NONE; v = json_next(items, v)) {
		bool shopee = text_is(json_text(json_at(v, "name")), "shopee");

		CHECK(json_count(json_at(v, "guide")) >= 2);
		if (text_is(json_text(json_at(v, "flow")), "none"))
			continue;
		CHECK_EQ(json_is_true(json_at(v, "connected")), shopee);
		CHECK_EQ(json_count(json_at(v, "feeds")), shopee ? 2 : 0);
		CHECK_EQ(json_count(json_at(v, "deeds")), shopee ? 1 : 0);
		CHECK(json_count(json_at(v, "inputs")) >= 1);
		shown++;
	}
	CHECK_EQ(shown, 13);
	desk_close(&d);
}

ON_BOTH(a_channel_without_authorisation_gives_its_shop_at_once)
{
	static const char *const refused_ones[] = {
		"{\"channel\":\"manual\",\"title\":\"Fair\"}",
		"{\"channel\":\"manual\",\"title\":\"Fair\",\"currency\":\"XYZ\"}",
		"{\"channel\":\"manual\",\"title\":\"Fair\",\"currency\":\"SGD\",\"app_key\":\"k\"}",
	};
	struct desk d;

	desk_open(s, &d, 0);
	for (size_t i = 0; i < sizeof refused_ones / sizeof *refused_ones; i++) {
		desk_ask(&d, "POST", "/accounts", refused_ones[i]);
		CHECK_EQ(d.web.status, 400);
	}
	desk_ask(&d, "POST", "/accounts", "{\"channel\":\"manual\",\"title\":\"Fair\",\"currency\":\"SGD\"}");
	CHECK_EQ(d.web.status, 201);
	CHECK(text_to_int(try_at(&d.web, "id"), &d.account));
	desk_see(&d, "verified", NULL);
	CHECK_TEXT(json_text(desk_shop(&d, "state")), "bound");
	CHECK_TEXT(json_text(desk_shop(&d, "title")), "Fair");
	CHECK_EQ(json_kind(desk_shop(&d, "problem")), JSON_NULL);
	CHECK_EQ(json_kind(desk_shop(&d, "first_pull")), JSON_NULL);
	desk_own(&d, "POST", "/authorise", "{\"redirect\":\"" DESK_BACK "\"}");
	try_problem(&d.web, ERR_BAD_REQUEST);
	desk_own(&d, "POST", "/verify", NULL);
	CHECK_EQ(d.web.status, 200);
	desk_own(&d, "POST", "/cancel", NULL);
	CHECK_EQ(d.web.status, 200);
	desk_see(&d, "cancelled", "account_cancelled");
	desk_close(&d);
}
