/* core/order.h - an order's head, lines and people as fulfilment needs them, read from its facts; its first place. */
#pragma once
#include "core/fact.h"
#include "core/word.h"

/* Places of an order, as tabs show them. */
#define ORDER_STATES(X)                                   \
	X(PENDING, "pending", "待处理")                   \
	X(PROCESSED, "processed", "已处理")               \
	X(MARKED_SHIPPED, "marked_shipped", "已标记发货") \
	X(FROZEN, "frozen", "冻结")                       \
	X(VOID, "void", "作废")
enum order_state {
#define X(id, name, zh) ORDER_##id,
	ORDER_STATES(X)
#undef X
		ORDER_STATE_COUNT
};
const char *order_state_name(enum order_state s);
const char *order_state_zh(enum order_state s);
bool order_state_find(struct text name, enum order_state *out);

/* Texts that are not stated are {0}. An order without a neutral status word is ERR_RECORD_UNREADABLE. */
struct order_head {
	struct text display_no, buyer_ref, currency, country, channel_status, delivery_method;
	enum word word;
	int64_t total_minor; /* 0 when not stated: */
	bool has_total;
	int64_t placed, due; /* UTC ms; 0: not stated */
};
enum err order_head_read(struct scope *s, const struct facts *f, struct order_head *out) MUST_CHECK;

/* One line for each line key that states its pieces; a line that states anything else but not its pieces, or an
 * impossible number of them, is ERR_RECORD_UNREADABLE. */
struct order_line {
	struct text key, sku, title;
	int64_t ordered, cancelled, price_minor;
	bool says_cancelled; /* it states how many pieces are cancelled, were it 0 */
};
struct order_lines {
	struct order_line *at;
	size_t count;
};
enum err order_lines_read(struct scope *s, const struct facts *f, struct order_lines *out) MUST_CHECK;
/* "CCD007*1; X-2*3", by SKU or else title, ended by "…" where it would be too long. */
struct text order_lines_summary(struct arena *a, const struct order_lines *lines);

struct order_people {
	struct text name, phone, address, country, postcode;
	struct text remark; /* what the buyer wrote */
	struct text folded; /* name and phone as they are searched: find_people() */
};
void order_people_read(struct scope *s, const struct facts *f, struct order_people *out);
bool order_people_same(const struct order_people *a, const struct order_people *b);

/* First sight (domain.md section 2): where an order seen for the first time is put. */
struct first_sight {
	enum order_state state;
	bool history;            /* no stock, invoice, posting or confirmation follows */
	bool take;               /* false: not yet an order (the word `ignore`) */
	const char *void_reason; /* "channel" or NULL */
};
struct first_sight order_first_sight(enum word w, int64_t placed, int64_t cutover_at /* 0: none */);

/* What a later revision does at once to an order that we hold, by domain.md section 5 "Scheduled pull"; content waits.
 *
 * A hold is a flag with a code. "cancel_requested" and "on_hold" are the channel's own and go when the channel says
 * that the order goes on; any other (a person's, a rule's) is not touched by a word. Only cancel_requested freezes, and
 * only what it froze returns whence it came. */
struct order_now {
	enum order_state state;
	const char *hold_code;        /* the hold that stands; NULL: none */
	enum order_state frozen_from; /* where a frozen order returns: PENDING or PROCESSED */
	bool history;                 /* nothing of ours is in motion: no hold is noted, the ends (void, shipped) are */
};
struct later_sight {
	enum order_state
		state; /* as before, frozen, unfrozen, VOID (cancelled, nothing dispatched) or MARKED_SHIPPED */
	enum order_state frozen_from; /* to be stored with a frozen order */
	const char *hold_code;        /* the hold that stands now; NULL: none */
	const char *
		void_reason; /* "channel" when the order becomes void by this; NULL: as it was, and none outside VOID */
	bool changed;        /* any of the above differs from what was */
};
struct later_sight order_later_sight(const struct order_now *now, enum word w);

/* Which revision is newer: by the channel's version, then the moment our request was sent. >0: b is newer than a. */
struct revision_stamp {
	int64_t channel_ver, asked_at;
};
int revision_order(struct revision_stamp a, struct revision_stamp b);
