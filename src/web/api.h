/* web/api.h - the descriptions of the API, made from routes.def and views.def: for programs, for our pages, for people. */
#pragma once
#include "base/scope.h"
#include "web/route.h"
#include "web/views.h"

struct text api_openapi(struct arena *a);  /* OpenAPI 3.1 */
struct text api_types(struct arena *a);    /* TypeScript */
struct text api_markdown(struct arena *a); /* a page */

struct text api_name(struct arena *a, struct text name); /* "order_page" → "OrderPage" */
/* A member of a view with those it shares, in order; NULL past the last. */
const struct view_row *api_member(const struct view_row *view, size_t i);
/* The media type that a route answers: JSON where its reply is a view. */
const char *api_media(const struct route *r);
