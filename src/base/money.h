/* base/money.h - amounts as whole minor units of an ISO 4217 currency; no float anywhere. */
#pragma once
#include "base/error.h"
#include "base/text.h"

struct scope;

int currency_exponent(struct text code); /* 2 for SGD, 0 for VND, 3 for KWD; -1: unknown */
/* "12.30" SGD -> 1230; exact or refused (ERR_BAD_MONEY, ERR_CURRENCY_UNKNOWN). Takes a JSON number's lexeme too,
 * exponents and superfluous zeros included: "1.2e1", "12.300". */
enum err money_parse(struct scope *s, struct text amount, struct text currency, int64_t *minor) MUST_CHECK;
/* 1230 SGD -> "12.30"; the currency must be known. */
struct text money_format(struct arena *a, int64_t minor, struct text currency);
