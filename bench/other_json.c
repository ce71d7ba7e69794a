/* bench/other_json.c - jansson, told to refuse names that stand twice, as ours does. */
#include "bench/other_json.h"
#include <jansson.h>

bool other_json_read(struct text document)
{
	json_t *doc = json_loadb(document.at, document.size, JSON_REJECT_DUPLICATES, NULL);
	bool read = doc != NULL;

	json_decref(doc);
	return read;
}
