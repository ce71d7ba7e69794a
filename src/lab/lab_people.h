/* lab/lab_people.h - people at the API of each process: what they do is drawn from the seed. */
#pragma once
#include "base/json.h"
#include "lab/lab_inner.h"

struct web;

/* One person at one process; the session is the lab's, so that it outlives the process as a browser's does. */
struct person {
	struct lab *lab;
	struct lab_node *node;
	struct web *web;
	int64_t ver; /* to be sent with the next request as what was seen; 0: nothing */
	int status;  /* of the last answer */
};

/* One request to the API. True: it was answered well, and *out is what was answered, or nothing. People are refused things,
 * and databases fail; what is of our own making is not forgiven. */
bool person_ask(struct person *p, struct scope *s, const char *method, struct text path, struct text body,
		struct json *out);
/* One of the items that a list answers, or nothing. */
struct json person_any(struct person *p, struct scope *s, const char *path);
/* lab_edits.c: changes an order, decides, or … */
void person_edits(struct person *p, struct scope *s);
/* lab_tasks.c: … updates some, or does something about such a task. */
void person_tasks(struct person *p, struct scope *s);
/* Something that a person may do now. */
void person_deed(struct person *p, struct scope *s);

/* The process may die at one of its next writes, where things go wrong. */
void person_threaten(struct person *p, int writes);
void person_makes_order(struct person *p, struct scope *s);

/* What a platform SKU stands for, by anybody who maps it: so many pieces of an article of its own and of one that all share. */
struct people_map {
	char code[32];
	int64_t own, common;
};
#define PEOPLE_COMMON "LAB-COMMON"
struct people_map people_map_of(struct text platform_sku);
