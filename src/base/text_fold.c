/* base/text_fold.c - text made comparable for search; the one file that knows utf8proc. */
#include "base/text.h"
#include <utf8proc.h>

/* Bytes that are no UTF-8 are searched as they stand, with ASCII letters lowered. */
static struct text lowered(struct arena *a, struct text t)
{
	char *to = arena_raw(a, t.size + 1);

	for (size_t i = 0; i < t.size; i++)
		to[i] = t.at[i] >= 'A' && t.at[i] <= 'Z' ? (char)(t.at[i] - 'A' + 'a') : t.at[i];
	to[t.size] = '\0';
	return (struct text){ to, t.size };
}

struct text text_fold(struct arena *a, struct text t)
{
	const utf8proc_option_t how = UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
				      UTF8PROC_STRIPMARK | UTF8PROC_IGNORE;
	const utf8proc_uint8_t *from = (const utf8proc_uint8_t *)t.at;

	if (!t.at)
		return (struct text){ 0 };
	if (text_ascii(t))
		return lowered(a, t); /* the same, ten times quicker */
	utf8proc_ssize_t count = utf8proc_decompose(from, (utf8proc_ssize_t)t.size, NULL, 0, how);
	if (count < 0)
		return lowered(a, t);
	/* One more, as the text is written over the code points with a NUL behind it. */
	utf8proc_int32_t *codes = ARENA_ARRAY(a, utf8proc_int32_t, (size_t)count + 1);
	count = utf8proc_decompose(from, (utf8proc_ssize_t)t.size, codes, count, how);
	if (count >= 0)
		count = utf8proc_reencode(codes, count, how);
	return count < 0 ? lowered(a, t) : (struct text){ (const char *)codes, (size_t)count };
}
