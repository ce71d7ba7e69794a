/* channel/channel.h - what a channel is: facts, vocabulary, feeds and conversations; it describes and never talks.
 *
 * A conversation is a list of steps. A step asks (the bytes of one request, signed for this attempt) and reads (the
 * answer: records, tokens, what comes next, or what went wrong). No clock, file, socket or table is seen here. */
#pragma once
#include "base/http.h"
#include "base/instant.h"
#include "base/scope.h"
#include "base/secret.h"
#include "core/fact.h"
#include "core/window.h"
#include "core/word.h"

struct channel;

/* One order as a channel stated it in one answer. */
struct sighting {
	struct text ref;     /* the channel's immutable id */
	int64_t asked_at;    /* when it was asked for, on our clock: filled by whoever asked */
	int64_t channel_ver; /* the channel's version or update time (ms); 0: it has none */
	enum word word;
	bool word_known;    /* false: a status never seen before, taken as on_hold */
	struct facts facts; /* sealed */
	struct text raw;    /* the record's bytes as they came */
	enum err trouble;   /* not OK: it cannot be read and must be parked; ref may be {0} */
	struct text why;    /* what cannot be read, without personal data */
};

struct token_grant { /* what an authorisation or a refresh gave */
	struct secret access, refresh;
	int64_t access_until, refresh_until; /* UTC ms; 0: not said */
	struct text *shop_refs;              /* shops that the grant opens; none: only the one asked for */
	size_t shop_count;
};

struct shop_ref { /* a shop of an authorisation, as listed by the channel */
	struct text ref, region;
	int64_t authorised_at, authorised_until;
};

/* An offer of a shop, as the channel lists it: what a buyer can choose, so that each variation is one of its own. */
struct offer {
	struct text ref;          /* the channel's number of it */
	struct text platform_sku; /* what lines of orders call it */
	struct text title;
	int64_t stock; /* how many of it the channel offers; -1: not said */
};

/* The stock of an offer as the channel is told it, and what became of that. */
struct stock_told {
	struct text ref;
	int64_t stock;
	bool taken;
	struct text why; /* it was not: the channel's words, without personal data */
};

enum then { THEN_DONE, THEN_MORE }; /* MORE: ask the same step again with the memo it left (next page) */

/* One conversation with one shop (or one account): what is known, what is asked, what came. */
struct talk {
	const struct channel *channel;
	struct text base;  /* "https://host" */
	bool private_host; /* demo and tests */
	struct text app_id;
	struct secret app_key;
	struct text shop_ref;    /* the channel's number of the shop; or */
	struct text account_ref; /* … of the main account */
	struct secret access, refresh;
	struct secret code;  /* the authorisation code */
	int64_t channel_now; /* the channel's clock as we know it: UTC ms (ours corrected by its Date header) */
	/* what is asked */
	struct window window;
	bool by_placed;          /* the window is of the time of placing, not of the last change */
	int page;                /* ids a page of the listing; 0: as many as it may hold */
	struct text cursor;      /* where a listing goes on; {0} or empty: at the start */
	const struct text *refs; /* records asked for by id */
	size_t ref_count;
	struct stock_told *stocks; /* what the channel is told; whether it took them is filled in by the answer */
	size_t stock_count;
	/* what came */
	enum then then;
	struct text next_cursor;
	struct text *listed; /* ids of a listing */
	size_t listed_count;
	struct sighting *seen; /* records of a detail answer */
	size_t seen_count;
	struct token_grant grant;
	struct shop_ref *shops;
	size_t shops_count;
	struct text *pushed; /* bodies of pushes that did not reach us; next_cursor confirms them */
	size_t pushed_count;
	struct offer *offers; /* of a shop */
	size_t offer_count;
	struct offer *varied; /* what has variations: each is asked for by the number in its ref */
	size_t varied_count;
	int64_t wait_ms;          /* with ERR_CHANNEL_BUSY: how long the channel asks us to wait; 0: not said */
	struct text channel_code; /* with an error: the channel's own code */
};

enum step_effect { STEP_READS, STEP_TOKEN, STEP_ABSOLUTE, STEP_KEYED, STEP_DETECTABLE, STEP_BLIND };

struct step {
	const char *name; /* "list": also the endpoint's name for pace and log */
	enum step_effect effect;
	enum err (*ask)(struct scope *s, struct talk *t, struct http_request *out);
	enum err (*read)(struct scope *s, struct talk *t, const struct http_answer *in);
};

enum paging { PAGING_WINDOW, PAGING_CURSOR, PAGING_PAGES, PAGING_SNAPSHOT, PAGING_QUEUE };

struct feed {
	const char *name; /* "orders" */
	enum paging paging;
	struct window_rule rule;
	int64_t every_s;          /* how often it is looked at */
	int64_t first_back_ms;    /* how far back the first pull begins */
	int list_max, detail_max; /* ids a page, records a detail call */
	const struct step *list, *detail;
};

/* What a shop offers: listed whole, page by page. What has variations is asked for one by one. */
struct listings {
	int64_t every_s;
	int list_max;                             /* ids a page, all of which a detail call takes */
	const struct step *list, *detail, *parts; /* `parts` takes one ref */
};

/* What a channel can be told. Its step's effect says what may be repeated. */
struct deed {
	const char *name;                                     /* "set_stock" */
	int batch_max;                                        /* so many at once, … */
	bool (*together)(struct text ref, struct text other); /* … of those that fit into one call */
	const struct step *step;
};

/* What a channel tells by itself: a trigger to fetch, never a source. */
enum push_about { PUSH_OTHER, PUSH_ORDER, PUSH_AUTHORISATION, PUSH_PING };
struct push {
	enum push_about about;
	int64_t code; /* the channel's number of what it is about */
	struct text *shop_refs;
	size_t shop_count;
	struct text order_ref; /* with PUSH_ORDER */
};

enum flow {
	FLOW_CODE,
	FLOW_KEYS,
	FLOW_NONE
}; /* the seller approves in a browser and a code comes back; keys are typed in; files */

struct channel {
	const char *name, *title, *family, *source; /* "shopee", "Shopee", …, where the facts come from */
	enum flow flow;
	const char *const *hosts; /* allowed hosts, ended by NULL; the first is the default */
	const struct word_pair *words;
	struct {
		int64_t per_minute, burst;
	} pace;
	int64_t access_early_ms;         /* a token is renewed this long before it ends */
	const struct feed *feeds;        /* ended by one without a name; what is not listed it cannot do */
	bool batch_update;               /* "Update order": its orders may be asked for again, many at once (S000-12) */
	const struct listings *listings; /* NULL: cannot list what its shops offer */
	const struct deed *deeds;        /* ended by one without a name; NULL: none */
	const struct step *token_get, *token_refresh, *shop_info, *shop_list; /* NULL: cannot */
	/* The channel's page where a seller approves, and the one where he takes that back, signed for a few minutes; `back` is
	 * our address that it sends him to then, with what came of it added. NULL: it has none. */
	enum err (*approve_link)(struct scope *s, const struct talk *t, struct text back, struct text *out);
	enum err (*cancel_link)(struct scope *s, const struct talk *t, struct text back, struct text *out);
	/* Reads a published or exported answer with order details: the same reader as the detail step's. */
	enum err (*read_file)(struct scope *s, struct text body, struct sighting **seen, size_t *count);
	/* Pushes; NULL: it sends none. Did the owner of `key` send this to our registered address `url`? */
	bool (*push_fits)(struct scope *s, struct secret key, struct text url, const struct http_request *in);
	enum err (*push_read)(struct scope *s, struct text body, struct push *out);
	const struct step *push_lost,
		*push_kept; /* those that did not reach us are asked for, confirmed; NULL: cannot */
	/* Names of a raw record's members that hold no personal data, those that hold others included; ended by NULL. */
	const char *const *plain;
	bool own_codes; /* its orders are ours from the beginning: a line's SKU may be the code of an article of ours */
	int form;       /* version of the reader: revisions remember which wrote them */
};

const struct channel *channel_find(struct text name); /* or NULL */
/* The deed of that name; NULL: the channel cannot. */
const struct deed *channel_deed(const struct channel *c, const char *name);
extern const struct channel *const channels[]; /* ended by NULL */
extern const struct channel channel_shopee;
extern const struct channel channel_manual; /* orders by hand and from files: it talks to nobody */
