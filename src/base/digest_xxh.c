/* base/digest_xxh.c - XXH3 with 128 bits, for what nobody attacks; the one file that knows xxhash. */
#include "base/digest.h"
#include <string.h>
#include <xxhash.h>

struct digest128 digest_xxh3(struct text data)
{
	struct digest128 d;
	XXH128_canonical_t canonical;

	XXH128_canonicalFromHash(&canonical, XXH3_128bits(data.size ? data.at : "", data.size));
	_Static_assert(sizeof canonical == sizeof d, "128 bits");
	memcpy(&d, &canonical, sizeof d);
	return d;
}
