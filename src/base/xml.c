/* base/xml.c - reading XML; the one file that knows expat. */
#include "base/xml.h"
#include <expat.h>
#include <string.h>

struct xml {
	struct scope *s;
	const struct xml_calls *calls;
	void *self;
	XML_Parser parser;
	int depth;
	bool stopped, forbidden, deep, fed;
};

static const char *plain(const char *name)
{
	const char *colon = strrchr(name, ':');

	return colon ? colon + 1 : name;
}

static void on_begin(void *self, const XML_Char *name, const XML_Char **attributes)
{
	struct xml *x = self;

	if (++x->depth > XML_DEPTH_MAX) {
		x->deep = true;
		XML_StopParser(x->parser, XML_FALSE);
		return;
	}
	if (!x->stopped)
		x->calls->begin(x->self, plain(name), attributes);
}

static void on_end(void *self, const XML_Char *name)
{
	struct xml *x = self;

	x->depth--;
	if (!x->stopped)
		x->calls->end(x->self, plain(name));
}

static void on_text(void *self, const XML_Char *at, int size)
{
	struct xml *x = self;

	if (!x->stopped)
		x->calls->text(x->self, (struct text){ at, (size_t)size });
}

/* Entities can only be declared in a document type: without one there are no bombs of them and no other files. */
static void on_doctype(void *self, const XML_Char *name, const XML_Char *system, const XML_Char *public, int inside)
{
	struct xml *x = self;

	(void)name, (void)system, (void)public, (void)inside;
	x->forbidden = true;
	XML_StopParser(x->parser, XML_FALSE);
}

struct xml *xml_open(struct scope *s, const struct xml_calls *calls, void *self)
{
	struct xml *x = ARENA_NEW(s->arena, struct xml);

	*x = (struct xml){ .s = s, .calls = calls, .self = self, .parser = XML_ParserCreate(NULL) };
	ASSERT(x->parser);
	XML_SetUserData(x->parser, x);
	XML_SetElementHandler(x->parser, on_begin, on_end);
	XML_SetCharacterDataHandler(x->parser, on_text);
	XML_SetStartDoctypeDeclHandler(x->parser, on_doctype);
	return x;
}

bool xml_feed(struct xml *x, struct text piece, bool last)
{
	if (x->stopped)
		return false;
	x->fed |= last;
	return XML_Parse(x->parser, piece.at, (int)piece.size, last) == XML_STATUS_OK && !x->stopped;
}

void xml_stop(struct xml *x)
{
	x->stopped = true;
	XML_StopParser(x->parser, XML_FALSE);
}

enum err xml_close(struct xml *x, const char *what)
{
	enum XML_Error why = XML_GetErrorCode(x->parser);
	unsigned long line = XML_GetCurrentLineNumber(x->parser);

	XML_ParserFree(x->parser);
	if (x->stopped)
		return OK;
	if (x->forbidden)
		return fail(x->s, ERR_FILE_DAMAGED, "%s declares a document type, which we refuse", what);
	if (x->deep)
		return fail(x->s, ERR_FILE_DAMAGED, "%s is nested deeper than %d", what, XML_DEPTH_MAX);
	if (why != XML_ERROR_NONE || !x->fed)
		return fail(x->s, ERR_FILE_DAMAGED, "%s is no XML: %s in line %lu", what,
			    why != XML_ERROR_NONE ? XML_ErrorString(why) : "it ends", line);
	return OK;
}

const char *xml_attribute(const char **attributes, const char *name)
{
	for (; *attributes; attributes += 2)
		if (strcmp(plain(*attributes), name) == 0)
			return attributes[1];
	return NULL;
}
