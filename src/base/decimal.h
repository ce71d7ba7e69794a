/* base/decimal.h - a decimal number's text as a scaled whole number, exactly or not at all. */
#pragma once
#include "base/text.h"

/* value × 10^digits: ("12.30", 2) -> 1230, ("1.2e1", 0) -> 12. False for anything but [-]digits[.digits][e[±]digits],
 * for what is not whole after scaling, and for what int64_t cannot hold. Superfluous zeros are welcome. */
bool decimal_scaled(struct text number, int digits, int64_t *out);
