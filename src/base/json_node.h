/* base/json_node.h - what json_read.c leaves and json.c walks: a tape of values in the order of the document. */
#pragma once
#include "base/json.h"

/* A member of an object is two nodes: its name, a string, and right behind it its value. */
struct json_node {
	const char *at;  /* the characters of a string, the lexeme of anything else */
	uint32_t size;   /* bytes at `at` */
	uint32_t skip;   /* nodes from a value to the next value of its parent; 0: it is the last */
	uint32_t count;  /* children */
	uint8_t kind;    /* enum json_kind */
	uint8_t escaped; /* a string written with escapes: `at` lies in the arena, behind a struct json_escaped */
};

/* Where a decoded string stood in the document, quotes included. */
struct json_escaped {
	const char *lexeme;
	size_t size;
};

struct text json_node_lexeme(const struct json_node *n);
