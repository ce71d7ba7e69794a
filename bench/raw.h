/* bench/raw.h - the limit of the intake: the same rows of the seven order tables by a bare connection, nothing else done. */
#pragma once
#include "bench/stand.h"

/* Seconds to write the stand's rows into a fresh database, so many orders a transaction, settings as the store's. */
double raw_sqlite(struct stand *st, int batch);
double raw_postgres(struct stand *st, int batch);

enum { RAW_TABLES = 7, RAW_ORDERS = 100 };
extern const char *const raw_tables[RAW_TABLES]; /* their second column is the order's id */
