/* web/call.h - one request on its way through a handler, and what handlers read and write. */
#pragma once
#include "base/http.h"
#include "base/json.h"
#include "base/scope.h"
#include "web/right.h"

struct events;
struct node;
struct pace;

/* What all requests share; guarded by `gate` where it changes. */
struct web {
	struct world *world;
	struct node *node;
	bool trust_forwarded;
	struct pace *attempts; /* to sign in: per user and over all */
	struct gate *gate;
	struct events *events;
	int hashing; /* passwords being checked now */
	char *decoy; /* a hash nobody's password fits, for users who do not exist */
};

struct session {
	bool is;
	int64_t user_id, rights;
	struct text token, login, name, locale;
	struct text csrf; /* what its pages send with everything that changes something */
};

struct call {
	struct web *web;
	const struct http_request *http;
	struct session session;
	int64_t id;                /* {id} of the path */
	struct json body;          /* an object, or nothing */
	struct buffer out;         /* the answer's body */
	struct json_writer json;   /* writes into it */
	int status;                /* the route's unless the handler says otherwise */
	struct text cookie;        /* to be set; {0}: none */
	bool kept;                 /* browsers may keep the answer, and ask whether it still holds */
	struct text type, file;    /* where the answer is a file: what it is, and the name to keep it under */
	struct http_stream stream; /* instead of `out`: server-sent events */
};

typedef enum err call_handler(struct scope *s, struct call *c);

/* The parameters a route takes: all that the address carries must be among them, each at most once. */
struct parameter {
	const char *name;
	struct text value; /* {0}: not given */
};
enum err call_parameters(struct scope *s, const struct call *c, struct parameter *at, size_t count) MUST_CHECK;
/* A whole number in [least, most]; `out` keeps its value when the parameter is not given. */
enum err parameter_int(struct scope *s, const struct parameter *p, int64_t least, int64_t most,
		       int64_t *out) MUST_CHECK;
/* "true" or "false"; `out` keeps its value when the parameter is not given. */
enum err parameter_bool(struct scope *s, const struct parameter *p, bool *out) MUST_CHECK;
/* A member of the body that must be a text of 1 to `most` bytes. */
enum err call_text(struct scope *s, const struct call *c, const char *name, size_t most, struct text *out) MUST_CHECK;
/* The version that the header If-Match names: 3 or "3". */
enum err call_if_match(struct scope *s, const struct call *c, int64_t *ver) MUST_CHECK;
/* No member of the body but these. */
enum err call_members(struct scope *s, const struct call *c, const char *const *names, size_t count) MUST_CHECK;
/* A text from outside as it may stand in our words: short and well-formed. */
struct text call_quote(struct scope *s, struct text t);
