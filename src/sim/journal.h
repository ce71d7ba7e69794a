/* sim/journal.h - lines that outlive the process: each is on the disk before what it says takes effect.
 *
 * A line is "checksum words…\n". A torn last line is what a kill leaves behind and is cut off when the file is opened;
 * damage anywhere else is refused. */
#pragma once
#include "base/scope.h"

struct journal;

/* Opens or makes the file and hands every line it holds to `replay`. Without a path: nothing is kept. */
typedef enum err journal_replay(void *self, struct scope *s, struct text line);
enum err journal_open(struct scope *s, const char *path, journal_replay *replay, void *self,
		      struct journal **out) MUST_CHECK;
void journal_close(struct journal *j); /* NULL is nothing */
/* Appended and on the disk, or ERR_FILE and then nothing more is taken. One line: no newline inside. */
enum err journal_add(struct journal *j, struct scope *s, struct text line) MUST_CHECK;
