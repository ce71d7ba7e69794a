/* work/intake_note.c - what an intake counts, and up to when a feed is proved. */
#include "store/sql.h"
#include "work/intake.h"

void intake_counts_add(struct intake_counts *sum, const struct intake_counts *n)
{
	sum->stored += n->stored;
	sum->changed += n->changed;
	sum->unchanged += n->unchanged;
	sum->older += n->older;
	sum->parked += n->parked;
	sum->not_yet += n->not_yet;
}

enum err intake_prove(struct scope *s, int64_t shop_id, struct text feed, struct window proved)
{
	if (proved.to == 0)
		return OK;
	return sql_feed_prove(
		s,
		(struct sql_feed_prove){
			.shop_id = shop_id, .name = feed, .least = proved.from - 1, .proved_to = proved.to },
		NULL);
}
