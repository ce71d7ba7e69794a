/* bench/raw.h - the limit of what is stored: the same rows of its tables by a bare connection, nothing else done. */
#pragma once
#include "bench/stand.h"

/* Seconds to write the stand's rows into a fresh database, so many orders a transaction, settings as the store's. */
struct raw_table {
	const char *name;
	int order; /* which of its columns, from 0, is the order's id */
};
double raw_sqlite(struct stand *st, const struct raw_table *which, size_t count, int batch);
double raw_postgres(struct stand *st, const struct raw_table *which, size_t count, int batch);

enum { RAW_TABLES = 7, RAW_TABLES_MAX = 8, RAW_ORDERS = 100 };
extern const struct raw_table raw_tables[RAW_TABLES]; /* of the intake; the orders come first */
