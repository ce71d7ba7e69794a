/* tests/fuzz/fuzz_main.c - a short run of a fuzz program without libFuzzer: NAME_short [SECONDS] | --seeds FOLDER.
 *
 * Inputs are made from the seeds by drawn changes, each from the run's seed and its own number alone: a child process
 * works through them, and when it dies its parent makes the same input again and keeps it as a file. */
#include "base/rand.h"
#include "tests/fuzz/fuzz.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SECONDS_USUAL = 2, INPUT_MAX = 8192, CHANGES_MAX = 8, LOOK_EVERY = 32, BYTES_DRAWN_MAX = 16 };

struct input {
	size_t size;
	char bytes[INPUT_MAX];
};

/* Values at the edges of what readers hold, and pieces that mean something to one of them. */
static const char *const pieces[] = {
	"0",
	"-1",
	"9223372036854775807",
	"9223372036854775808",
	"-9223372036854775808",
	"4294967296",
	"1e999",
	"1e-400",
	"0.000000000000000001",
	"12.30",
	"\"",
	"\\",
	"\\u0000",
	"\\ud800",
	"{",
	"}",
	"[",
	"]",
	",",
	":",
	"null",
	"true",
	"%",
	"%00",
	"%2",
	"+",
	"&",
	"=",
	"?",
	"#",
	"/",
	"//",
	"@",
	"-",
	"T",
	"Z",
	"+23:59",
	".999",
	" GMT",
	"\n",
	"\t",
	"\r\n",
	"\xff",
	"\xc0\x80",
	"\xed\xa0\x80",
	"\xf4\x90\x80\x80",
	"\xe2\x80\xae",
	"王",
	"Å",
	"--",
	"/*",
	"*/",
	"'",
	";",
	":tenant_id",
	"select",
	"in (",
	"()",
	"int[]",
	"text?",
	"****",
};
enum { PIECE_COUNT = sizeof pieces / sizeof *pieces };

static size_t place(struct rand *r, size_t size) { return (size_t)rand_below(r, size + 1); }

static void insert(struct input *in, size_t at, const char *bytes, size_t size)
{
	if (size > INPUT_MAX - in->size)
		size = INPUT_MAX - in->size;
	memmove(in->bytes + at + size, in->bytes + at, in->size - at);
	memcpy(in->bytes + at, bytes, size);
	in->size += size;
}

static void cut(struct input *in, size_t at, size_t size)
{
	memmove(in->bytes + at, in->bytes + at + size, in->size - at - size);
	in->size -= size;
}

static void insert_drawn(struct input *in, struct rand *r)
{
	char bytes[BYTES_DRAWN_MAX];
	size_t size = 1 + (size_t)rand_below(r, BYTES_DRAWN_MAX);

	for (size_t i = 0; i < size; i++)
		bytes[i] = (char)rand_below(r, 256);
	insert(in, place(r, in->size), bytes, size);
}

/* A stretch once more, elsewhere: deep nesting and doubled members come from this. */
static void repeat(struct input *in, struct rand *r)
{
	char copy[INPUT_MAX];
	size_t from = place(r, in->size), size = place(r, in->size - from);

	memcpy(copy, in->bytes + from, size);
	insert(in, place(r, in->size), copy, size);
}

/* A stretch of another seed in the middle of this one. */
static void graft(struct input *in, struct rand *r, const struct text *seeds, size_t count)
{
	struct text other = seeds[rand_below(r, count)];
	size_t from = place(r, other.size);

	insert(in, place(r, in->size), other.at + from, place(r, other.size - from));
}

static void change(struct input *in, struct rand *r, const struct text *seeds, size_t count)
{
	size_t at = place(r, in->size);
	const char *piece = pieces[rand_below(r, PIECE_COUNT)];

	switch (rand_below(r, 8)) {
	case 0:
	case 1:
		insert(in, at, piece, strlen(piece));
		break;
	case 2:
		cut(in, at, place(r, in->size - at));
		break;
	case 3:
		repeat(in, r);
		break;
	case 4:
		graft(in, r, seeds, count);
		break;
	case 5:
		insert_drawn(in, r);
		break;
	case 6:
		if (at < in->size)
			in->bytes[at] = (char)(in->bytes[at] ^ 1 << rand_below(r, 8));
		break;
	default:
		if (at < in->size)
			in->bytes[at] = (char)rand_below(r, 256);
	}
}

/* The seeds as they are come first. */
static void make(struct input *in, uint64_t seed, uint64_t number, const struct text *seeds, size_t count)
{
	struct rand r = rand_seed(seed ^ number * UINT64_C(0x9E3779B97F4A7C15));
	struct text from = seeds[number < count ? number : rand_below(&r, count)];
	uint64_t changes = number < count ? 0 : 1 + rand_below(&r, CHANGES_MAX);

	in->size = 0;
	insert(in, 0, from.at, from.size);
	while (changes--)
		change(in, &r, seeds, count);
}

struct shared { /* with the child */
	uint64_t number;
};

static _Noreturn void child(struct shared *now, uint64_t seed, int64_t seconds, const struct text *seeds, size_t count)
{
	struct world *w = world_real_new();
	int64_t end = world_mono(w) + seconds * 1000;
	struct input *in = malloc(sizeof *in);

	ASSERT(in);
	for (now->number = 0;; now->number++) {
		if (now->number % LOOK_EVERY == 0 && now->number >= count && world_mono(w) >= end)
			break;
		make(in, seed, now->number, seeds, count);
		/* A copy of exactly this size, so that a sanitizer sees one byte too far. */
		uint8_t *exact = malloc(in->size ? in->size : 1);
		ASSERT(exact);
		memcpy(exact, in->bytes, in->size);
		ASSERT(LLVMFuzzerTestOneInput(exact, in->size) == 0);
		free(exact);
	}
	free(in);
	world_real_free(w);
	_exit(0);
}

static void keep(const char *name, uint64_t seed, uint64_t number, const struct text *seeds, size_t count)
{
	const char *tmp = getenv("TMPDIR");
	struct input *in = malloc(sizeof *in);
	char path[512];
	FILE *file;

	ASSERT(in);
	make(in, seed, number, seeds, count);
	snprintf(path, sizeof path, "%s/lockstep-%s-%llu-%llu", tmp && *tmp ? tmp : "/tmp", name,
		 (unsigned long long)seed, (unsigned long long)number);
	file = fopen(path, "wb");
	if (file && fwrite(in->bytes, 1, in->size, file) == in->size && fclose(file) == 0)
		fprintf(stderr, "%s: not so: input %llu of seed %llu is survived; it is kept as %s\n", name,
			(unsigned long long)number, (unsigned long long)seed, path);
	free(in);
}

static bool survived(const char *name, int64_t seconds, const struct text *seeds, size_t count)
{
	const char *given = getenv("LOCKSTEP_SEED");
	struct world *w = world_real_new();
	struct shared *now = mmap(NULL, sizeof *now, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	uint64_t seed;
	int status = 0;
	pid_t pid;

	ASSERT(now != MAP_FAILED);
	world_random(w, &seed, sizeof seed);
	if (given && *given)
		seed = strtoull(given, NULL, 10);
	world_real_free(w);
	printf("%s: seed %llu\n", name, (unsigned long long)seed);
	fflush(stdout);
	pid = fork();
	ASSERT(pid >= 0);
	if (pid == 0)
		child(now, seed, seconds, seeds, count);
	ASSERT(waitpid(pid, &status, 0) == pid);
	if (status != 0)
		keep(name, seed, now->number, seeds, count);
	printf("%s: %llu inputs\n", name, (unsigned long long)now->number);
	munmap(now, sizeof *now);
	return status == 0;
}

/* As libFuzzer takes them: a file each. */
static bool write_seeds(const char *folder, const struct text *seeds, size_t count)
{
	bool all = true;

	for (size_t i = 0; i < count; i++) {
		char path[512];
		FILE *file;

		snprintf(path, sizeof path, "%s/seed-%zu", folder, i);
		file = fopen(path, "wb");
		all = file && fwrite(seeds[i].at, 1, seeds[i].size, file) == seeds[i].size && all;
		all = file && fclose(file) == 0 && all;
	}
	if (!all)
		fprintf(stderr, "the seeds cannot be written to %s\n", folder);
	return all;
}

int main(int argc, char **argv)
{
	const char *slash = strrchr(argv[0], '/'), *name = slash ? slash + 1 : argv[0];
	struct arena *a = arena_new();
	struct text seeds[FUZZ_SEEDS_MAX];
	size_t count = fuzz_seeds(a, seeds);
	int64_t seconds = SECONDS_USUAL;
	bool well;

	if (argc == 3 && strcmp(argv[1], "--seeds") == 0) {
		well = write_seeds(argv[2], seeds, count);
		arena_free(a);
		return !well;
	}
	if (argc > 2 || (argc == 2 && (!text_to_int(text_of(argv[1]), &seconds) || seconds < 1))) {
		fprintf(stderr, "usage: %s [SECONDS] | --seeds FOLDER\n", name);
		return 2;
	}
	well = survived(name, seconds, seeds, count);
	arena_free(a);
	printf("%s: %d passed, %d failed\n", name, well, !well);
	return !well;
}
