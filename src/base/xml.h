/* base/xml.h - reading XML (expat) as it comes: names without their prefixes, no document type, no entities of its own. */
#pragma once
#include "base/scope.h"

enum { XML_DEPTH_MAX = 64 };

struct xml_calls {
	/* `attributes` are name, value, name, value …, NULL. */
	void (*begin)(void *self, const char *name, const char **attributes);
	void (*end)(void *self, const char *name);
	void (*text)(void *self, struct text piece);
};

struct xml;
struct xml *xml_open(struct scope *s, const struct xml_calls *calls, void *self);
/* The next piece of the document; false: it is not well-formed, refused, or was stopped. */
bool xml_feed(struct xml *x, struct text piece, bool last);
void xml_stop(struct xml *x); /* from one of the calls: no further ones are made */
/* OK where it was read to its end or stopped; ERR_FILE_DAMAGED with the line. */
enum err xml_close(struct xml *x, const char *what) MUST_CHECK;
const char *xml_attribute(const char **attributes, const char *name); /* or NULL */
