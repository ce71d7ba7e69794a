/* base/seal_test.c - secrets at rest, the key file, passwords. */
#include "base/scope.h"
#include "base/seal.h"
#include "tests/check.h"
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

TEST(a_sealed_secret_opens_in_its_place_only)
{
	struct scope *s = check_scope();
	struct seal_key key, other;
	struct secret plain;

	seal_key_new(s->world, &key);
	seal_key_new(s->world, &other);
	struct text sealed = seal_close(s, &key, TEXT("tokens/1/access"), secret_of(TEXT("hush")));
	CHECK_OK(seal_open(s, &key, TEXT("tokens/1/access"), sealed, &plain));
	CHECK_TEXT(secret_reveal(plain), "hush");
	CHECK_ERR(seal_open(s, &key, TEXT("tokens/2/access"), sealed, &plain), ERR_KEY);
	CHECK_TEXT(s->words, "the sealed value of tokens/2/access was changed or belongs elsewhere");
	CHECK_ERR(seal_open(s, &other, TEXT("tokens/1/access"), sealed, &plain), ERR_KEY);
	CHECK_TEXT(s->words, "tokens/1/access is sealed with another key");
}

TEST(a_seal_with_any_byte_changed_or_missing_is_refused)
{
	struct scope *s = check_scope();
	struct seal_key key;
	struct secret plain;

	seal_key_new(s->world, &key);
	struct text sealed = seal_close(s, &key, TEXT("p"), secret_of(TEXT("secret")));
	CHECK_EQ(sealed.size, 1 + 8 + 24 + 6 + 16);
	for (size_t i = 0; i < sealed.size; i++) {
		char *changed = arena_alloc(s->arena, sealed.size);

		memcpy(changed, sealed.at, sealed.size);
		changed[i] = (char)(changed[i] ^ 1);
		CHECK_ERR(seal_open(s, &key, TEXT("p"), (struct text){ changed, sealed.size }, &plain), ERR_KEY);
		CHECK_ERR(seal_open(s, &key, TEXT("p"), (struct text){ sealed.at, i }, &plain), ERR_KEY);
	}
}

TEST(sealing_twice_gives_two_texts_and_an_empty_secret_can_be_sealed)
{
	struct scope *s = check_scope();
	struct seal_key key;
	struct secret plain = secret_of(TEXT("x"));

	seal_key_new(s->world, &key);
	struct text a = seal_close(s, &key, TEXT("p"), (struct secret){ 0 });
	CHECK(!text_same(a, seal_close(s, &key, TEXT("p"), (struct secret){ 0 })));
	CHECK_OK(seal_open(s, &key, TEXT("p"), a, &plain));
	CHECK(secret_empty(plain));
}

/* A fresh folder of this test, removed by the caller with its one file. */
static struct text fresh_folder(struct scope *s)
{
	char path[] = "/tmp/lockstep-key-XXXXXX";

	CHECK(mkdtemp(path) != NULL);
	return text_copy(s->arena, text_of(path));
}

static void write_file(const char *path, const char *content, mode_t mode)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, mode);

	CHECK(fd >= 0 && write(fd, content, strlen(content)) == (ssize_t)strlen(content));
	CHECK(fchmod(fd, mode) == 0 && close(fd) == 0);
}

TEST(a_key_file_is_made_once_and_read_ever_after)
{
	struct scope *s = check_scope();
	struct text folder = fresh_folder(s);
	const char *path = text_format(s->arena, "%s/key", folder.at).at;
	struct seal_key first, second;
	struct stat about;

	CHECK_ERR(seal_key_file(s, path, false, &first), ERR_FILE);
	CHECK_OK(seal_key_file(s, path, true, &first));
	CHECK_OK(seal_key_file(s, path, true, &second));
	CHECK(memcmp(&first, &second, sizeof first) == 0);
	CHECK_EQ(stat(path, &about), 0);
	CHECK_EQ(about.st_mode & 0777, 0600);
	CHECK_EQ(about.st_size, 65);
	CHECK_EQ(about.st_nlink, 1);
	CHECK(unlink(path) == 0 && rmdir(folder.at) == 0);
}

TEST(a_key_file_that_others_can_read_or_that_holds_no_key_is_refused)
{
	static const char digits[] = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
	struct scope *s = check_scope();
	struct text folder = fresh_folder(s);
	const char *path = text_format(s->arena, "%s/key", folder.at).at;
	struct seal_key key;

	write_file(path, digits, 0400);
	CHECK_OK(seal_key_file(s, path, true, &key));
	CHECK_EQ(key.bytes[31], 31);
	CHECK_EQ(unlink(path), 0);
	write_file(path, digits, 0640);
	CHECK_ERR(seal_key_file(s, path, true, &key), ERR_KEY);
	CHECK(text_starts(s->words, "the key file "));
	write_file(path, "", 0600);
	CHECK_ERR(seal_key_file(s, path, true, &key), ERR_KEY);
	write_file(path, text_format(s->arena, "%s\n00", digits).at, 0600);
	CHECK_ERR(seal_key_file(s, path, true, &key), ERR_KEY);
	write_file(path, text_format(s->arena, "%.62s\n", digits).at, 0600);
	CHECK_ERR(seal_key_file(s, path, true, &key), ERR_KEY);
	CHECK(unlink(path) == 0 && rmdir(folder.at) == 0);
}

TEST(a_key_file_where_none_can_be_is_refused_with_the_systems_reason)
{
	struct scope *s = check_scope();
	struct text folder = fresh_folder(s);
	struct seal_key key;

	CHECK_ERR(seal_key_file(s, text_format(s->arena, "%s/none/key", folder.at).at, true, &key), ERR_FILE);
	CHECK(text_ends(s->words, "/none/key: No such file or directory"));
	CHECK_ERR(seal_key_file(s, folder.at, true, &key), ERR_FILE);
	CHECK(text_ends(s->words, "Is a directory"));
	CHECK_EQ(rmdir(folder.at), 0);
}

TEST(a_secrets_copy_stands_apart_from_it)
{
	char original[] = "hush";
	struct secret copy = secret_copy(check_scope()->arena, secret_of(text_of(original)));

	memset(original, 'x', 4);
	CHECK_TEXT(secret_reveal(copy), "hush");
}

TEST(a_password_fits_its_own_hash_and_no_other_does)
{
	struct scope *s = check_scope();
	struct text hash, again;

	CHECK_OK(password_hash(s, secret_of(TEXT("correct horse 中")), &hash));
	CHECK(text_starts(hash, "$argon2id$v=19$m=65536,t=2,p=1$"));
	CHECK(password_fits(hash, secret_of(TEXT("correct horse 中"))));
	CHECK(!password_fits(hash, secret_of(TEXT("correct horse"))));
	CHECK(!password_fits(hash, (struct secret){ 0 }));
	CHECK_OK(password_hash(s, secret_of(TEXT("correct horse 中")), &again));
	CHECK(!text_same(hash, again));
	CHECK(!password_fits((struct text){ 0 }, secret_of(TEXT("x"))));
	CHECK(!password_fits(TEXT("plain"), secret_of(TEXT("plain"))));
}
