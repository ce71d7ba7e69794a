/* work/packing.h - zstd dictionaries of a channel: trained once from its first records, then used by every revision. */
#pragma once
#include "work/intake.h"

/* Trains the channel's dictionaries from this intake when there are none and the records suffice. */
enum err packing_train(struct scope *s, struct intake *in) MUST_CHECK;
