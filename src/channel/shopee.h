/* channel/shopee.h - what the files of the Shopee channel share among themselves. */
#pragma once
#include "base/json.h"
#include "channel/channel.h"

enum {
	SHOPEE_LIST_MAX = 100,  /* orders a page of a listing */
	SHOPEE_DETAIL_MAX = 50, /* orders a detail call, items of one, offers whose stock is told at once */
	SHOPEE_REF_MAX = 64,    /* bytes of an order's or package's number */
};

/* shopee_call.c: asking. */
struct shopee_call {
	const char *path;  /* "/api/v2/…" */
	bool for_shop;     /* signed with the shop's token; else a public call */
	struct text query; /* "&name=value…" behind the common parameters, encoded already */
	struct text body;  /* JSON of a POST; {0}: it is a GET */
};
enum err shopee_ask(struct scope *s, const struct talk *t, const struct shopee_call *c,
		    struct http_request *out) MUST_CHECK;

/* shopee_answer.c: the envelope around each answer. Clears what an earlier answer left in the talk. */
void shopee_forget(struct talk *t);
/* `parsed` is how reading the body into `doc` went. OK: success whatever the HTTP status; content not checked. */
enum err shopee_envelope(struct scope *s, struct talk *t, const struct http_answer *in, enum err parsed,
			 struct json doc) MUST_CHECK;
enum err shopee_answer_read(struct scope *s, struct talk *t, const struct http_answer *in, struct json *doc) MUST_CHECK;
struct text shopee_message(struct arena *a, struct text words); /* theirs, one line for a person, nobody named in it */
enum err shopee_abnormal(struct scope *s, const char *what);    /* ERR_CHANNEL_DATA_ABNORMAL with these words */

/* shopee_cut.c: records cut out of a document that is no JSON as a whole, because one of them is not. */
bool cut_member(struct text object, const char *name, struct text *value); /* its bytes as they stand */
bool cut_first(struct text array, struct text *rest);                      /* `rest` is for cut_next; false: no array */
bool cut_next(struct text *rest, struct text *element);

/* shopee_value.c: values of a record, and what is wrong with one. */
struct shopee_record {
	struct scope *s;
	struct text ref, currency;
	struct facts *facts;
	const char *list; /* where we read: "item_list"; NULL: the order itself */
	size_t at;        /* which element of it; SIZE_MAX: it is an object */
};
/* One member and the fact it becomes; the field's type says how it is read. Tables are sorted by name. */
struct shopee_said {
	const char *name;
	enum field field;
	size_t max; /* bytes of a text */
};
enum err shopee_refuse(const struct shopee_record *r, const char *name, const char *why); /* ERR_RECORD_UNREADABLE */
enum err shopee_said(struct shopee_record *r, struct json object, const struct shopee_said *table, size_t count,
		     struct text line) MUST_CHECK;
/* Each gives {0} or 0 where the member is absent or null. */
enum err shopee_text(const struct shopee_record *r, struct json object, const char *name, size_t max,
		     struct text *out) MUST_CHECK;
enum err shopee_id(const struct shopee_record *r, struct json object, const char *name, struct text *out) MUST_CHECK;
enum err shopee_count(const struct shopee_record *r, struct json object, const char *name, int64_t *out) MUST_CHECK;
enum err shopee_time(const struct shopee_record *r, struct json object, const char *name, int64_t *ms) MUST_CHECK;
struct text shopee_digits(struct arena *a, int64_t n);
bool shopee_id_fits(struct text id); /* 1 … 20 digits */
/* What a seller calls a thing: his SKU of it; where he left it blank, its numbers stand for it. */
struct text shopee_sku(struct arena *a, struct text sku, struct text item, struct text model);

/* shopee_line.c: lines and packages of an order. */
struct shopee_left { /* how far the packages are */
	int gone, here;
};
enum err shopee_lines_read(struct shopee_record *r, struct json order) MUST_CHECK;
enum err shopee_packages_read(struct shopee_record *r, struct json order, struct shopee_left *left) MUST_CHECK;

/* shopee_order.c: one order; never fails: what cannot be read is said in the sighting. */
extern const struct word_pair shopee_words[];
bool shopee_ref_fits(struct text ref);
void shopee_order_read(struct scope *s, struct json order, struct sighting *out);

/* shopee_detail.c: many orders. */
extern const struct step shopee_list, shopee_detail;
enum err shopee_file_read(struct scope *s, struct text body, struct sighting **seen, size_t *count) MUST_CHECK;

/* shopee_item.c: what a shop offers. An offer's ref is "item-model", model 0 where there are no variations. */
extern const struct step shopee_item_list, shopee_item_base, shopee_item_models;
bool shopee_offer_cut(struct text ref, struct text *item, struct text *model);

/* shopee_stock.c */
extern const struct step shopee_stock_set;
bool shopee_stock_together(struct text ref, struct text other);

/* shopee_token.c */
extern const struct step shopee_token_get, shopee_token_refresh, shopee_shop_info, shopee_shop_list;
enum err shopee_approve_link(struct scope *s, const struct talk *t, struct text back, struct text *out) MUST_CHECK;
enum err shopee_cancel_link(struct scope *s, const struct talk *t, struct text back, struct text *out) MUST_CHECK;

/* shopee_push.c */
bool shopee_push_fits(struct scope *s, struct secret key, struct text url, const struct http_request *in);
enum err shopee_push_read(struct scope *s, struct text body, struct push *out) MUST_CHECK;

/* shopee_lost.c */
extern const struct step shopee_push_lost, shopee_push_kept;
