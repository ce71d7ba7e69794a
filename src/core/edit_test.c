/* core/edit_test.c - what people may change of an order, and how the order then shows. */
#include "core/edit.h"
#include "core/facts_text_test.h"
#include "tests/check.h"

static const char base_text[] =
	"total=250|consignee_name=Ann|line_sku@1#1=A|line_ordered@1#1=2|line_price@1#1=100|"
	"line_sku@2#1=B|line_ordered@2#1=1|line_price@2#1=50|line_cancelled@1#1=1|package_word@p=paid";

static const struct {
	enum field field;
	const char *typed, *kept;
	enum err why;
} cases[] = {
	{ FIELD_CONSIGNEE_NAME, "  Ann \t\xc2\xa0\xe3\x80\x80 Lee ", "Ann Lee", OK },
	{ FIELD_CONSIGNEE_NAME, " ", NULL, ERR_CELL_EMPTY },
	{ FIELD_CONSIGNEE_NAME, "A\x01", NULL, ERR_CELL_WRONG },
	{ FIELD_CONSIGNEE_NAME, "A\x7f", NULL, ERR_CELL_WRONG },
	{ FIELD_CONSIGNEE_NAME, "A**", NULL, ERR_CELL_WRONG },
	{ FIELD_CONSIGNEE_NAME, "\xff", NULL, ERR_BAD_TEXT },
	{ FIELD_CONSIGNEE_NAME, "\xe3\x80", NULL, ERR_BAD_TEXT },
	{ FIELD_CONSIGNEE_NAME, "é\xc2\xa9", "é\xc2\xa9", OK },
	{ FIELD_CONSIGNEE_NAME, "王", "王", OK },
	{ FIELD_CONSIGNEE_ADDRESS, "1 Road\nTown", "1 Road Town", OK },
	{ FIELD_CONSIGNEE_PHONE, "+886 (2) 12-34/5.6,7#8x9", "+886 (2) 12-34/5.6,7#8x9", OK },
	{ FIELD_CONSIGNEE_PHONE, "", "", OK },
	{ FIELD_CONSIGNEE_PHONE, "+-", NULL, ERR_CELL_WRONG },
	{ FIELD_CONSIGNEE_PHONE, "call me", NULL, ERR_CELL_WRONG },
	{ FIELD_CONSIGNEE_COUNTRY, "sg", "SG", OK },
	{ FIELD_CONSIGNEE_COUNTRY, "SGP", NULL, ERR_CELL_WRONG },
	{ FIELD_CONSIGNEE_COUNTRY, "1A", NULL, ERR_CELL_WRONG },
	{ FIELD_CONSIGNEE_COUNTRY, "A1", NULL, ERR_CELL_WRONG },
	{ FIELD_CONSIGNEE_COUNTRY, "A~", NULL, ERR_CELL_WRONG },
	{ FIELD_CONSIGNEE_COUNTRY, "~A", NULL, ERR_CELL_WRONG },
	{ FIELD_CONSIGNEE_COUNTRY, "", NULL, ERR_CELL_EMPTY },
	{ FIELD_CONSIGNEE_POSTCODE, "ab1 2-z", "AB1 2-Z", OK },
	{ FIELD_CONSIGNEE_POSTCODE, "12;3", NULL, ERR_CELL_WRONG },
	{ FIELD_CONSIGNEE_POSTCODE, "123456789012345678901", NULL, ERR_CELL_LONG },
	{ FIELD_LINE_SKU, " A  1 ", "A  1", OK },
	{ FIELD_LINE_SKU, "A\n1", NULL, ERR_CELL_WRONG },
	{ FIELD_LINE_SKU, "A**1", "A**1", OK },
	{ FIELD_LINE_ORDERED, " 12 ", "12", OK },
	{ FIELD_LINE_ORDERED, "007", "7", OK },
	{ FIELD_LINE_ORDERED, "0", "", OK },
	{ FIELD_LINE_ORDERED, "", "", OK },
	{ FIELD_LINE_ORDERED, "-1", NULL, ERR_CELL_WRONG },
	{ FIELD_LINE_ORDERED, "1.5", NULL, ERR_CELL_WRONG },
	{ FIELD_LINE_ORDERED, "1000000", "1000000", OK },
	{ FIELD_LINE_ORDERED, "1000001", NULL, ERR_CELL_WRONG },
	{ FIELD_LINE_PRICE, "0", "0", OK },
	{ FIELD_LINE_PRICE, "100000000000000", "100000000000000", OK },
	{ FIELD_LINE_PRICE, "100000000000001", NULL, ERR_CELL_WRONG },
	{ FIELD_REMARK, " a\tb\r\nc \n", "a\tb\nc", OK },
	{ FIELD_REMARK, " ", "", OK },
	{ FIELD_REMARK, "a\x02", NULL, ERR_CELL_WRONG },
	{ FIELD_TOTAL, "1", NULL, ERR_FIELD_FIXED },
	{ FIELD_SHIP_BY, "1", NULL, ERR_FIELD_FIXED },
};

TEST(the_value_of_each_form)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct text out = { 0 };

		CHECK_ERR(edit_value(check_scope(), cases[i].field, text_of(cases[i].typed), &out), cases[i].why);
		if (cases[i].why == OK) {
			CHECK_TEXT(out, cases[i].kept);
			CHECK(edit_same(check_scope()->arena, cases[i].field, text_of(cases[i].typed), out));
		}
	}
}

TEST(values_mean_the_same_when_their_kept_forms_are)
{
	struct arena *a = check_scope()->arena;

	CHECK(edit_same(a, FIELD_CONSIGNEE_NAME, TEXT("Ann  Lee"), TEXT(" Ann Lee")));
	CHECK(!edit_same(a, FIELD_CONSIGNEE_NAME, TEXT("Ann"), TEXT("ann")));
	CHECK(edit_same(a, FIELD_CONSIGNEE_CITY, (struct text){ 0 }, TEXT("")));
	CHECK(!edit_same(a, FIELD_SHIP_BY, TEXT("1"), TEXT(" 1")));
	CHECK(!edit_same(a, FIELD_CONSIGNEE_COUNTRY, TEXT("Singapore"), TEXT("SG")));
	CHECK(!edit_same(a, FIELD_CONSIGNEE_COUNTRY, TEXT("SG"), TEXT("Singapore")));
}

TEST(fields_of_lines_are_called_so)
{
	for (int f = 0; f < FIELD_COUNT; f++)
		CHECK_EQ(field_is_of_lines((enum field)f), text_starts(text_of(field_name((enum field)f)), "line_"));
}

TEST(edits_are_put_in_their_places_and_taken_away)
{
	struct arena *a = check_scope()->arena;
	struct facts edits = { 0 };

	edits_put(a, &edits, FIELD_REMARK, TEXT(""), TEXT("x"));
	edits_put(a, &edits, FIELD_CONSIGNEE_NAME, TEXT(""), TEXT("Ann"));
	edits_put(a, &edits, FIELD_LINE_PRICE, TEXT("2#1"), TEXT("2"));
	edits_put(a, &edits, FIELD_LINE_PRICE, TEXT("1#1"), TEXT("1"));
	edits_put(a, &edits, FIELD_LINE_PRICE, TEXT("1#1"), TEXT("3"));
	edits_put(a, &edits, FIELD_LINE_PRICE, TEXT("3#1"), (struct text){ 0 });
	CHECK_TEXT(text_of(facts_text(&edits)), "consignee_name=Ann|line_price@1#1=3|line_price@2#1=2|remark=x");
	edits_put(a, &edits, FIELD_CONSIGNEE_NAME, TEXT(""), (struct text){ 0 });
	edits_put(a, &edits, FIELD_REMARK, TEXT(""), (struct text){ 0 });
	CHECK_TEXT(text_of(facts_text(&edits)), "line_price@1#1=3|line_price@2#1=2");
}

TEST(edits_that_are_damaged_are_refused)
{
	struct scope *s = check_scope();
	struct facts edits = { 0 };

	CHECK_OK(edits_seal(s, &edits));
	facts_add(s->arena, &edits, FIELD_REMARK, TEXT(""), TEXT("x"));
	facts_add(s->arena, &edits, FIELD_LINE_ORDERED, TEXT("1#1"), TEXT(""));
	CHECK_OK(edits_seal(s, &edits));
	CHECK_EQ(edits.at[0].field, FIELD_LINE_ORDERED);
	facts_add(s->arena, &edits, FIELD_REMARK, TEXT(""), TEXT("y"));
	CHECK_ERR(edits_seal(s, &edits), ERR_DB);
	edits.at[2] = (struct fact){ FIELD_LINE_PRICE, TEXT("1#1"), TEXT("ten") };
	CHECK_ERR(edits_seal(s, &edits), ERR_DB);
}

TEST(a_line_made_here_has_a_key_that_no_channel_gives)
{
	struct facts base = try_facts(base_text),
		     edits = try_edits("line_ordered@+9=1|line_sku@+x=1|line_sku@+3=1|line_price@+2=1");
	struct facts other = try_facts("line_ordered@+11=1");

	CHECK(line_is_own(TEXT("+1")));
	CHECK(!line_is_own(TEXT("+")));
	CHECK(!line_is_own(TEXT("11")));
	CHECK(!line_is_own(TEXT("+1#1")));
	CHECK(!line_is_own(TEXT("+1/")));
	CHECK(!line_is_own(TEXT("+1:")));
	CHECK(!line_is_own(TEXT("+1234567890123456789012345")));
	CHECK_TEXT(line_own_next(check_scope()->arena, &base, &edits), "+10");
	CHECK_TEXT(line_own_next(check_scope()->arena, &other, &edits), "+12");
	edits = try_edits("line_ordered@+99999999999999999999=1");
	CHECK_TEXT(line_own_next(check_scope()->arena, &base, &edits), "+1");
}

static struct facts after;

static enum err wish(const char *base, const char *edits, const struct edit_wish *wishes, size_t count)
{
	struct facts b = try_facts(base), e = try_edits(edits);
	const char *before = facts_text(&e);
	enum err result = edits_wish(check_scope(), &b, &e, wishes, count, &after);

	CHECK_TEXT(text_of(facts_text(&e)), before); /* what stood is left alone */
	return result;
}

static void wished(const char *edits, enum field field, const char *line, const char *value, const char *wanted)
{
	struct edit_wish w = { field, text_of(line), text_of(value) };

	CHECK_OK(wish(base_text, edits, &w, 1));
	CHECK_TEXT(text_of(facts_text(&after)), wanted);
}

static void refused(enum field field, const char *line, const char *value, enum err why)
{
	struct edit_wish w = { field, text_of(line), text_of(value) };

	CHECK_ERR(wish(base_text, "", &w, 1), why);
}

TEST(what_people_want_becomes_edits)
{
	wished("", FIELD_CONSIGNEE_NAME, "", " Bob ", "consignee_name=Bob");
	wished("consignee_name=Bob", FIELD_CONSIGNEE_NAME, "", "Ann", "");
	wished("consignee_name=Bob", FIELD_CONSIGNEE_NAME, "", NULL, "");
	wished("", FIELD_CONSIGNEE_CITY, "", "", "");
	wished("", FIELD_LINE_ORDERED, "1#1", "5", "line_ordered@1#1=5");
	wished("", FIELD_LINE_ORDERED, "1#1", "0", "line_ordered@1#1=");
	wished("line_ordered@1#1=", FIELD_LINE_ORDERED, "1#1", NULL, "");
	wished("line_ordered@1#1=", FIELD_LINE_TITLE, "1#1", "", "line_ordered@1#1=");
	wished("line_sku@7#1=X|line_ordered@7#1=1", FIELD_LINE_ORDERED, "7#1", "2",
	       "line_sku@7#1=X|line_ordered@7#1=2");
	wished("line_sku@7#1=X|line_ordered@7#1=1|line_price@9#1=1", FIELD_LINE_ORDERED, "7#1", "0",
	       "line_price@9#1=1");
	wished("line_sku@+1=X|line_title@+1=T|line_ordered@+1=1", FIELD_LINE_ORDERED, "+1", NULL, "");
	refused(FIELD_TOTAL, "", "5", ERR_FIELD_FIXED);
	refused(FIELD_LINE_ORDERED, "9#1", "5", ERR_LINE_UNKNOWN);
	refused(FIELD_LINE_ORDERED, "", "5", ERR_LINE_UNKNOWN);
	refused(FIELD_REMARK, "1#1", "5", ERR_LINE_UNKNOWN);
	refused(FIELD_LINE_SKU, "\xff", "5", ERR_LINE_UNKNOWN);
	refused(FIELD_LINE_SKU, "+1", "5", ERR_LINE_UNKNOWN);
	refused(FIELD_LINE_ORDERED, "+1", "5", ERR_CELL_EMPTY);
	refused(FIELD_LINE_ORDERED, "1#1", "x", ERR_CELL_WRONG);
}

TEST(several_wishes_are_one_change)
{
	const struct edit_wish adds[] = { { FIELD_LINE_SKU, TEXT("+1"), TEXT("N") },
					  { FIELD_LINE_ORDERED, TEXT("+1"), TEXT("2") },
					  { FIELD_REMARK, TEXT(""), TEXT("hi") } };
	const struct edit_wish empties[] = { { FIELD_LINE_ORDERED, TEXT("1#1"), TEXT("0") },
					     { FIELD_LINE_ORDERED, TEXT("2#1"), TEXT("0") } };
	const struct edit_wish wrong[] = { { FIELD_REMARK, TEXT(""), TEXT("hi") },
					   { FIELD_CONSIGNEE_NAME, TEXT(""), TEXT("") } };
	const struct edit_wish late[] = { { FIELD_LINE_TITLE, TEXT("7#1"), TEXT("T") },
					  { FIELD_LINE_ORDERED, TEXT("7#1"), { 0 } } };

	CHECK_OK(wish(base_text, "", adds, 3));
	CHECK_TEXT(text_of(facts_text(&after)), "line_sku@+1=N|line_ordered@+1=2|remark=hi");
	CHECK_ERR(wish(base_text, "", empties, 2), ERR_ORDER_EMPTY);
	CHECK_OK(wish(base_text, "line_sku@+1=N|line_ordered@+1=2", empties, 2));
	CHECK_ERR(wish(base_text, "", wrong, 2), ERR_CELL_EMPTY);
	CHECK_ERR(wish(base_text, "line_sku@7#1=X|line_ordered@7#1=1", late, 2), ERR_LINE_UNKNOWN);
	CHECK_ERR(wish(base_text, "", adds, (size_t)EDITS_MAX + 1), ERR_TOO_LARGE);
	CHECK_ERR(wish(base_text, "remark=x", adds, EDITS_MAX), ERR_TOO_LARGE);
}

TEST(an_order_is_edited_while_it_is_pending_or_not_packed)
{
	for (int state = 0; state < ORDER_STATE_COUNT; state++)
		for (int packed = 0; packed < 2; packed++) {
			struct order_stand o = { .state = (enum order_state)state };
			bool may = state == ORDER_PENDING || (state == ORDER_PROCESSED && !packed);

			CHECK_EQ(edit_check(&o, packed), may ? OK : ERR_EDIT_CLOSED);
		}
}

static void shows(const char *base, const char *edits, const char *wanted)
{
	struct facts b = try_facts(base), e = try_edits(edits), right = try_facts(wanted);
	struct facts got = edits_over(check_scope()->arena, &b, &e);

	CHECK_TEXT(text_of(facts_text(&got)), facts_text(&right));
}

TEST(the_order_shows_with_its_edits_its_lines_whole_and_its_total_theirs)
{
	shows(base_text, "", base_text);
	shows("total=9|consignee_name=A|consignee_city=X", "consignee_city=|consignee_phone=1",
	      "total=9|consignee_name=A|consignee_phone=1");
	shows(base_text, "line_ordered@1#1=",
	      "total=50|consignee_name=Ann|line_sku@2#1=B|line_ordered@2#1=1|line_price@2#1=50|package_word@p=paid");
	shows("total=10|line_ordered@1#1=5|line_price@1#1=2|line_cancelled@1#1=4|line_return_asked@1#1=9",
	      "line_ordered@1#1=3",
	      "total=6|line_ordered@1#1=3|line_price@1#1=2|line_cancelled@1#1=3|line_return_asked@1#1=9");
	shows("line_ordered@1#1=5|line_price@1#1=2", "line_price@1#1=3|line_title@1#1=T",
	      "line_title@1#1=T|line_ordered@1#1=5|line_price@1#1=3");
	shows("total=10|line_ordered@1#1=5", "line_ordered@1#1=6", "total=10|line_ordered@1#1=6");
	shows("total=10|line_ordered@1#1=5|line_price@1#1=2", "line_price@1#1=99999999999999|line_ordered@1#1=999999",
	      "total=10|line_ordered@1#1=999999|line_price@1#1=99999999999999");
	shows("total=10|line_ordered@1#1=1000000|line_price@1#1=9223372036854",
	      "line_sku@+1=X|line_ordered@+1=1|line_price@+1=99999999999999",
	      "total=10|line_sku@+1=X|line_ordered@+1=1|line_ordered@1#1=1000000|line_price@+1=99999999999999"
	      "|line_price@1#1=9223372036854");
	shows("total=10|line_ordered@1#1=5000000|line_price@1#1=9223372036854", "line_ordered@1#1=5",
	      "total=10|line_ordered@1#1=5|line_price@1#1=9223372036854");
	shows("total=9223372036854775807|line_ordered@1#1=5|line_price@1#1=2", "line_price@1#1=3",
	      "total=9223372036854775807|line_ordered@1#1=5|line_price@1#1=3");
}
