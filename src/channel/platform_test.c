/* channel/platform_test.c - the platforms of S001-04 and SHOPLINE are offered, each with a guide of whole sentences. */
#include "channel/platform.h"
#include "tests/check.h"
#include <string.h>

TEST(S001_04_the_platforms_are_offered_by_name_and_one_entry_each)
{
	static const char *const wanted[] = { "aliexpress", "ebay", "wish",    "dhgate", "vova",   "mabang",  "tongtu",
					      "sumai",      "ecpp", "shopify", "shopee", "lazada", "shopline" };

	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
		const struct platform *p = platform_find(text_of(wanted[i]));

		CHECK(p != NULL);
		CHECK_EQ(p - platforms, (long)i);
	}
	CHECK(platform_find(TEXT("Shopee")) == NULL);
	CHECK(platform_find(TEXT("")) == NULL);
}

TEST(a_channel_of_the_program_is_a_platform_of_the_same_name_and_flow)
{
	for (const struct channel *const *c = channels; *c; c++) {
		const struct platform *p = platform_find(text_of((*c)->name));

		CHECK(p != NULL);
		CHECK(platform_channel(p) == *c);
		CHECK_EQ(p->flow, (*c)->flow);
	}
}

static void check_sentence(struct text t)
{
	CHECK(t.size > 20 && text_valid(t));
	CHECK(!memchr(t.at, '{', t.size) && !memchr(t.at, '}', t.size));
}

TEST(S001_12_each_platform_has_a_guide_made_of_its_facts)
{
	struct guide_step steps[GUIDE_STEPS_MAX];

	for (const struct platform *p = platforms; p->name; p++) {
		size_t count = platform_guide(check_scope()->arena, p, steps);

		CHECK(count >= 2);
		for (size_t i = 0; i < count; i++) {
			check_sentence(steps[i].en);
			check_sentence(steps[i].zh);
			check_sentence(steps[i].ru);
		}
		CHECK((strstr(steps[count - 1].en.at, "not yet connected") != NULL) ==
		      (!platform_channel(p) && p->flow != FLOW_NONE));
	}
	CHECK_EQ(platform_guide(check_scope()->arena, platform_find(TEXT("shopee")), steps), 7);
	CHECK(strstr(steps[0].en.at, "Partner ID and Partner Key"));
	CHECK(strstr(steps[5].en.at, "then 30 days of history"));
	CHECK(strstr(steps[6].en.at, "lasts 365 days"));
}
