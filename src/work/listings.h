/* work/listings.h - what shops offer: listed whole now and then, so that their channels can be told our stock. */
#pragma once
#include "work/job.h"

struct channel;
struct scope;

/* The job "listings": all offers of a shop, page by page; what is gone from the list is marked so. */
job_run listings_run;
/* Inside a transaction: the shop's offers are listed, and its stock is pushed, from now on; its first pull goes first. */
enum err listings_recur(struct scope *s, int64_t shop_id, const struct channel *c) MUST_CHECK;
/* Inside a transaction, when a node starts: the same for shops that came before there were these tasks. */
enum err listings_standing(struct scope *s) MUST_CHECK;
