/* work/import_inner.h - what the parts of importing share. */
#pragma once
#include "base/id.h"
#include "base/json.h"
#include "store/db.h"
#include "store/sql.h"
#include "work/import.h"
#include "work/imports.h"
#include "work/node.h"
#include "work/table.h"

struct import_mark { /* a key and the row that it stood in first */
	struct text key;
	int64_t row;
};

struct import {
	struct scope *s; /* lives as long as the import is worked on */
	struct node *node;
	const struct import_kind *kind;
	int64_t id, user_id, shop_id, warehouse_id;
	struct text name;
	struct table table;
	int at[IMPORT_COLUMNS_MAX]; /* of our columns: which cell of the file's rows, or -1 */
	void *state;
	struct import_mark *seen; /* a table with open addressing */
	size_t seen_count, seen_room;
	/* Faults of the file so far, the first IMPORT_FAULTS_MAX of them. */
	struct sql_import_fault_put *faults;
	size_t fault_count, fault_room;
	int64_t total, faulty; /* rows */
};

/* Which cell each column of the kind is read from: by pairs, or by what the headings are known as. */
enum err import_match(struct scope *s, struct import *im, struct text pairs) MUST_CHECK;
struct text import_options_write(const struct import *im, struct text preview);

/* The next batch of rows, read and looked at one by one; made in `part`. None: the file is over. */
enum err import_batch(struct scope *part, struct import *im, struct import_rows *out) MUST_CHECK;
/* All rows are looked at, from where the file stands, and nothing is taken. The first good ones come as JSON. */
enum err import_look(struct scope *s, struct import *im, struct text *preview) MUST_CHECK;
/* Opens a stored file where it begins; its bytes are in the scope. */
enum err import_load(struct node *n, struct scope *s, int64_t id, const struct sql_import_get_row *row,
		     struct import *out) MUST_CHECK;
