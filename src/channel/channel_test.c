/* channel/channel_test.c - the list of channels, and that each describes what it must. */
#include "channel/channel.h"
#include "tests/check.h"
#include <string.h>

TEST(a_channel_is_found_by_its_name_only)
{
	CHECK(channel_find(TEXT("shopee")) == &channel_shopee);
	CHECK(channel_find(TEXT("Shopee")) == NULL);
	CHECK(channel_find(TEXT("shopee2")) == NULL);
	CHECK(channel_find(TEXT("")) == NULL);
}

TEST(every_channel_says_who_it_is_where_it_is_and_how_fast_it_may_be_asked)
{
	for (const struct channel *const *c = channels; *c; c++) {
		bool talks = (*c)->flow != FLOW_NONE;

		CHECK((*c)->name && (*c)->title && (*c)->family && (*c)->source && (*c)->words && (*c)->plain);
		CHECK((*c)->hosts && (*c)->feeds && (*c)->form > 0);
		CHECK(talks == ((*c)->hosts[0] != NULL) && talks == ((*c)->feeds->name != NULL));
		CHECK(!talks || ((*c)->read_file && (*c)->pace.per_minute > 0 && (*c)->pace.burst > 0));
		CHECK((*c)->flow != FLOW_CODE || ((*c)->token_get && (*c)->token_refresh));
		for (const char *const *h = (*c)->hosts; *h; h++)
			CHECK(!strstr(*h, "://") && !strchr(*h, '/'));
	}
}

TEST(every_feed_can_list_and_its_windows_move_on)
{
	for (const struct channel *const *c = channels; *c; c++)
		for (const struct feed *f = (*c)->feeds; f->name; f++) {
			CHECK(f->list && f->list->ask && f->list->read && f->list->effect == STEP_READS);
			CHECK(f->detail && f->detail->ask && f->detail->read && f->detail->effect == STEP_READS);
			CHECK(f->list_max > 0 && f->detail_max > 0 && f->every_s > 0 && f->first_back_ms > 0);
			CHECK(f->paging != PAGING_WINDOW ||
			      f->rule.window_ms >= f->rule.overlap_ms + 2 * f->rule.grain_ms);
		}
}
