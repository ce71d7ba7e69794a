/* core/facts_text_test.h - facts and edits as tests write them: "total=12|line_sku@1#1=A|remark=": field, line, value. */
#pragma once
#include "core/fact.h"

struct facts try_facts(const char *text);      /* sealed: a revision */
struct facts try_edits(const char *text);      /* sealed as edits: values may be empty */
const char *facts_text(const struct facts *f); /* the way back */
bool facts_equal(const struct facts *a, const struct facts *b);
