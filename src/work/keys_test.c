/* work/keys_test.c - the key that seals secrets is changed, and a change that was cut off anywhere goes on. */
#include "base/seal.h"
#include "work/hook.h"
#include "work/keys.h"
#include "work/rig.h"
#include <stdio.h>
#include <sys/stat.h>

enum { FILE_MAX = 200 };

static struct text file_of(struct rig *r)
{
	char *at = ARENA_ARRAY(r->s->arena, char, FILE_MAX);
	FILE *f = fopen(r->key_file, "rb");
	size_t size;

	CHECK(f != NULL);
	size = fread(at, 1, FILE_MAX, f);
	fclose(f);
	return (struct text){ at, size };
}

static void put_file(struct rig *r, struct text lines)
{
	FILE *f = fopen(r->key_file, "wb");

	CHECK(f && fwrite(lines.at, 1, lines.size, f) == lines.size && fclose(f) == 0);
}

/* The node's process ended, and another begins. */
static void again(struct rig *r)
{
	struct node_options o = r->node->options;
	int64_t tenant = r->s->tenant_id;
	struct db *db = r->s->db;

	r->s->ids = r->ids;
	node_close(r->node);
	r->s->db = NULL;
	CHECK_OK(node_open(r->s, &o, &r->node));
	r->s->db = db;
	r->s->tenant_id = tenant;
	r->s->ids = r->node->root.ids;
}

static struct text token_of(struct rig *r)
{
	struct sql_token_of_shop_row row;

	CHECK_OK(sql_token_of_shop(
		r->s, (struct sql_token_of_shop){ .account_id = r->made.account_id, .shop_id = r->made.shops[0] },
		&row));
	return row.access;
}

/* All that is sealed opens: a pull finds what is new, and takes nothing for changed. */
static void all_opens(struct rig *r)
{
	int64_t held = rig_count(r);
	uint32_t first = rig_place(r, 0, 1);

	rig_pull_all(r);
	CHECK_EQ(rig_count(r), held + 1);
	CHECK_EQ(rig_order(r, 0, rig_sn(r, first)).latest_seq, 1);
}

ON_BOTH(a_new_key_seals_all_secrets_and_changes_nothing_else)
{
	struct rig r;
	struct text was, token;
	struct sql_order_get_row order;
	uint32_t first;
	int64_t count = 0;

	rig_open(s, &r, 0);
	CHECK_OK(hook_register(r.node, s,
			       &(struct hook_address){ .channel = TEXT("shopee"),
						       .app_id = TEXT("2001887"),
						       .url = TEXT("https://us.example/hooks/shopee/2001887"),
						       .key = secret_of(TEXT("push key")) }));
	first = rig_place(&r, 0, 3);
	rig_pull_all(&r);
	was = file_of(&r);
	token = token_of(&r);
	CHECK_OK(keys_rotate(s, r.node, &count));
	CHECK_EQ(count, 1 + 1 + 2 * 2);
	CHECK(!text_same(file_of(&r), was));
	CHECK_EQ(file_of(&r).size, was.size);
	CHECK(!text_same(token_of(&r), token));
	all_opens(&r);
	again(&r);
	all_opens(&r);
	rig_act(&r, MARKET_ARRANGE,
		first); /* a change: people's digests are as they were, so that only the rest differs */
	rig_pull_all(&r);
	order = rig_order(&r, 0, rig_sn(&r, first));
	CHECK_EQ(order.latest_seq, 2);
	put_file(&r, was);
	CHECK_ERR(node_open(s, &r.node->options, &(struct node *){ NULL }), ERR_KEY);
	rig_close(&r);
}

ON_BOTH(a_change_of_keys_that_was_cut_off_before_its_commit_goes_on)
{
	struct rig r;
	struct text was, both;
	int64_t count = 0;

	rig_open(s, &r, 0);
	rig_place(&r, 0, 2);
	rig_pull_all(&r);
	was = file_of(&r);
	both = text_format(s->arena, "%s\n%.*s", hex_format(s->arena, "0123456789abcdefghijklmnopqrstuv", 32).at,
			   TEXT_ARG(was));
	put_file(&r, both); /* as it is when the new key is durable and nothing else is */
	again(&r);
	all_opens(&r); /* with both keys everything opens, and what is sealed now is by the new one */
	CHECK_OK(keys_rotate(s, r.node, &count));
	CHECK_EQ(file_of(&r).size, was.size);
	CHECK(text_starts(both, text_z(s->arena, file_of(&r)))); /* the key that was begun with */
	again(&r);
	all_opens(&r);
	rig_close(&r);
}

ON_BOTH(a_change_of_keys_that_was_cut_off_after_its_commit_goes_on)
{
	struct rig r;
	struct text was, now;
	int64_t count = 0;

	rig_open(s, &r, 2);
	rig_pull_all(&r);
	was = file_of(&r);
	CHECK_OK(keys_rotate(s, r.node, &count));
	now = file_of(&r);
	put_file(&r, text_format(s->arena, "%.*s%.*s", TEXT_ARG(now), TEXT_ARG(was)));
	again(&r);
	all_opens(&r);
	CHECK_OK(keys_rotate(s, r.node, &count));
	CHECK_EQ(count, 0);
	CHECK(text_same(file_of(&r), now));
	again(&r);
	all_opens(&r);
	rig_close(&r);
}

ON_SQLITE(a_key_file_of_three_lines_or_of_half_a_line_is_refused)
{
	struct rig r;
	struct text was;

	rig_open(s, &r, 0);
	was = file_of(&r);
	put_file(&r, text_format(s->arena, "%.*s%.*s%.*s", TEXT_ARG(was), TEXT_ARG(was), TEXT_ARG(was)));
	CHECK_ERR(node_open(s, &r.node->options, &(struct node *){ NULL }), ERR_KEY);
	put_file(&r, text_format(s->arena, "%.*s%.*s", TEXT_ARG(was), 12, was.at));
	CHECK_ERR(node_open(s, &r.node->options, &(struct node *){ NULL }), ERR_KEY);
	put_file(&r, TEXT(""));
	CHECK_ERR(node_open(s, &r.node->options, &(struct node *){ NULL }), ERR_KEY);
	rig_close(&r);
}
