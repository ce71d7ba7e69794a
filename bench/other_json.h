/* bench/other_json.h - a reader of JSON that is not ours, to compare with; its names would meet ours in one file. */
#pragma once
#include "base/text.h"

bool other_json_read(struct text document); /* reads it whole and forgets it */
