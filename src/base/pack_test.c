/* base/pack_test.c - frames with and without a dictionary. */
#include "base/pack.h"
#include "base/rand.h"
#include "base/scope.h"
#include "tests/check.h"
#include <string.h>

enum { SAMPLES = 400, DICTIONARY_ID = 4711 };

static struct text order_like(struct scope *s, struct rand *r)
{
	return text_format(
		s->arena,
		"{\"order_sn\":\"%016llX\",\"order_status\":\"READY_TO_SHIP\",\"currency\":\"SGD\",\"total_amount\":%"
		"llu.%02llu,"
		"\"recipient_address\":{\"name\":\"****\",\"town\":\"\",\"region\":\"SG\",\"zipcode\":\"%06llu\"},"
		"\"item_list\":[{\"item_id\":%llu,\"model_quantity_purchased\":%llu}]}",
		(unsigned long long)rand_next(r), (unsigned long long)rand_below(r, 1000),
		(unsigned long long)rand_below(r, 100), (unsigned long long)rand_below(r, 1000000),
		(unsigned long long)rand_next(r), (unsigned long long)rand_below(r, 9));
}

static struct text trained(struct scope *s)
{
	struct text *samples = ARENA_ARRAY(s->arena, struct text, SAMPLES);
	struct rand r = rand_seed(1);

	for (int i = 0; i < SAMPLES; i++)
		samples[i] = order_like(s, &r);
	return pack_train(s->arena, samples, SAMPLES, 8192, DICTIONARY_ID);
}

TEST(what_is_packed_comes_out_again)
{
	struct scope *s = check_scope();
	struct packer *p = packer_new();
	struct text out;
	char *large = arena_alloc(s->arena, 3000000);

	for (size_t size = 0; size <= 3000000; size = size * 3 + 1) {
		struct text frame = pack(p, s->arena, NULL, (struct text){ large, size });

		CHECK_EQ(pack_dictionary_id(frame), 0);
		CHECK_OK(unpack(s, p, NULL, frame, &out));
		CHECK_SAME(out, ((struct text){ large, size }));
		CHECK_EQ(out.at[out.size], 0);
	}
	packer_free(p);
}

TEST(a_trained_dictionary_makes_orders_smaller_and_its_id_stands_in_the_frame)
{
	struct scope *s = check_scope();
	struct text bytes = trained(s), out;
	struct rand r = rand_seed(2);
	struct text order = order_like(s, &r);
	struct packer *p = packer_new();

	CHECK(bytes.size > 0 && bytes.size <= 8192);
	struct pack_dictionary *d = pack_dictionary_new(bytes);
	struct text with = pack(p, s->arena, d, order), without = pack(p, s->arena, NULL, order);
	CHECK(with.size * 2 < without.size);
	CHECK_EQ(pack_dictionary_id(with), DICTIONARY_ID);
	CHECK_OK(unpack(s, p, d, with, &out));
	CHECK_SAME(out, order);
	CHECK_OK(unpack(s, p, d, without, &out));
	CHECK_SAME(out, order);
	CHECK_ERR(unpack(s, p, NULL, with, &out), ERR_DB_CORRUPT);
	CHECK_TEXT(s->words, "the frame was packed with dictionary 4711, and dictionary 0 is at hand");
	pack_dictionary_free(d);
	packer_free(p);
}

TEST(too_few_samples_train_nothing)
{
	struct scope *s = check_scope();
	struct text samples[20] = { TEXT("a"), TEXT("b") };

	CHECK(pack_train(s->arena, samples, 2, 4096, 1).at == NULL);
	CHECK(pack_train(s->arena, samples, 20, 4096, 1).at == NULL);
}

TEST(a_frame_cut_or_changed_is_refused)
{
	struct scope *s = check_scope();
	struct packer *p = packer_new();
	struct rand r = rand_seed(3);
	struct text frame = pack(p, s->arena, NULL, order_like(s, &r)), out;

	for (size_t size = 0; size < frame.size; size++)
		CHECK_ERR(unpack(s, p, NULL, (struct text){ frame.at, size }, &out), ERR_DB_CORRUPT);
	CHECK_ERR(unpack(s, p, NULL, TEXT("this is not a frame of zstd"), &out), ERR_DB_CORRUPT);
	CHECK_OK(unpack(s, p, NULL, frame, &out));
	packer_free(p);
}

TEST(a_frame_that_would_grow_beyond_the_limit_is_refused_before_it_does)
{
	struct scope *s = check_scope();
	struct packer *p = packer_new();
	/* Magic number, a header of one segment with eight bytes of size, and the size: 2^62. */
	struct text bomb = { "\x28\xB5\x2F\xFD\xE0\x00\x00\x00\x00\x00\x00\x00\x40\x01\x00\x00", 16 }, out;

	CHECK_ERR(unpack(s, p, NULL, bomb, &out), ERR_TOO_LARGE);
	packer_free(p);
}

TEST(who_reads_a_few_frames_needs_the_bytes_of_their_dictionary_alone)
{
	struct scope *s = check_scope();
	struct text bytes = trained(s), out;
	struct rand r = rand_seed(3);
	struct text order = order_like(s, &r);
	struct packer *p = packer_new();
	struct unpacker *u = unpacker_new();
	struct pack_dictionary *d = pack_dictionary_new(bytes);
	struct text with = pack(p, s->arena, d, order), without = pack(p, s->arena, NULL, order);

	for (int i = 0; i < 2; i++) { /* one leaves nothing behind for the other */
		CHECK_OK(unpack_raw(s, u, bytes, with, &out));
		CHECK_SAME(out, order);
		CHECK_OK(unpack_raw(s, u, bytes, without, &out));
		CHECK_SAME(out, order);
		CHECK_OK(unpack_raw(s, u, (struct text){ 0 }, without, &out));
		CHECK_SAME(out, order);
	}
	CHECK_ERR(unpack_raw(s, u, (struct text){ 0 }, with, &out), ERR_DB_CORRUPT);
	CHECK_ERR(unpack_raw(s, u, bytes, text_limit(with, with.size - 3), &out), ERR_DB_CORRUPT);
	CHECK_ERR(unpack_raw(s, u, bytes, TEXT("no frame"), &out), ERR_DB_CORRUPT);
	pack_dictionary_free(d);
	unpacker_free(u);
	packer_free(p);
}
