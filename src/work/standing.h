/* work/standing.h - the recurrent jobs that must be there: what an older version, or a stop, left without one gets it. */
#pragma once
#include "base/scope.h"

/* Inside a transaction, when a node starts: expiry, lost pushes of each app that is pushed to, offers and
 * stock of each shop, and all below. */
enum err standing_jobs(struct scope *s) MUST_CHECK;
/* Inside a transaction: a reconciliation for each feed of a shop that pulls. */
enum err standing_reconciles(struct scope *s) MUST_CHECK;
