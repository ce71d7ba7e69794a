/* tools/tidy.c - looks whether the files keep the rules of the house: tidy [ROOT]
 *
 * Prints "file:line: sentence" for each thing that is not as CONTRIBUTING.md says; the exit status is 0 only where
 * there was none. Looks at every file below the root that is not made by a build. */
#include "tools/tidy.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { PATH_SIZE = 4096, DEPTH_MAX = 32 };

struct walk {
	const char *root;
	int complaints, files;
};

static bool left_out(const char *path, const char *name)
{
	return path_in(name, "build build-* .git .git.* node_modules coverage") || path_in(path, "ui/dist");
}

static void check_file(struct walk *w, const char *path)
{
	struct source s = { .path = path, .complaints = &w->complaints };

	if (source_read(&s, w->root)) {
		w->files++;
		check_text(&s);
		if (path_in(path, "src/* tools/* tests/* bench/*") && is_c(path)) {
			check_includes(&s);
			check_words(&s);
			check_sql(&s);
			if (!path_in(path, "*.def"))
				check_shape(&s);
		}
	}
	source_free(&s);
}

static void check_folder(struct walk *w, const char *folder, int depth);

static void check_entry(struct walk *w, const char *folder, const char *name, int depth)
{
	char path[PATH_SIZE], full[PATH_SIZE * 2];
	struct stat about;

	if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
		return;
	if (snprintf(path, sizeof path, "%s%s%s", folder, *folder ? "/" : "", name) >= (int)sizeof path)
		return;
	if (left_out(path, name) || snprintf(full, sizeof full, "%s/%s", w->root, path) >= (int)sizeof full)
		return;
	if (lstat(full, &about) != 0)
		return;
	if (S_ISDIR(about.st_mode) && depth < DEPTH_MAX)
		check_folder(w, path, depth + 1);
	else if (S_ISREG(about.st_mode))
		check_file(w, path);
}

static void check_folder(struct walk *w, const char *folder, int depth)
{
	char full[PATH_SIZE * 2];
	struct dirent **entries;
	int count;

	if (snprintf(full, sizeof full, "%s/%s", w->root, folder) >= (int)sizeof full)
		return;
	count = scandir(full, &entries, NULL, alphasort);
	if (count < 0) {
		printf("%s: cannot be listed.\n", full);
		w->complaints++;
		return;
	}
	for (int i = 0; i < count; i++) {
		check_entry(w, folder, entries[i]->d_name, depth);
		free(entries[i]);
	}
	free(entries);
}

int main(int argc, char **argv)
{
	struct walk w = { .root = argc > 1 ? argv[1] : "." };

	check_folder(&w, "", 0);
	if (!w.files)
		printf("%s: holds no file to look at.\n", w.root);
	w.complaints += !w.files;
	printf("%d files\ntidy: %d passed, %d failed\n", w.files, !w.complaints, w.complaints);
	return w.complaints > 0;
}
