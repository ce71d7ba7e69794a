/* work/file.h - a published or exported payload is taken in as if its channel had answered it. */
#pragma once
#include "work/intake.h"

/* Orders go to the unbound shop named "file" of that channel. Counts what became of the records. */
enum err file_take(struct node *n, struct scope *s, struct text channel, struct text body,
		   struct intake_counts *out) MUST_CHECK;
