/* chunk.h - the signatures of a campaign, in chunks that can each be made alone. */
#ifndef SEAM_SWEEP_CHUNK_H
#define SEAM_SWEEP_CHUNK_H

#include "sweep.h"

#include <calls/list.h>

/* Where a campaign is: signatures that are done, and bytes of the LIST that are. */
struct position {
	uint64_t done, offset;
};

/* Fills the list with what follows the position, up to `most` or to the chunk's end, and moves the position behind it.  With a file
 * of signatures, duplicates in a chunk and what the platform has no types for count as done, and are left out.  -1 after a message. */
int chunk_next(struct calls_list *list, const struct options *options, unsigned features, struct position *position);
/* A whole file is read once before it is run: how many signatures it has; -1 after `file:line:column: what is wrong`. */
int64_t chunk_count_file(const char *path);
/* Writes the folder's list.  -1 after a message. */
int chunk_write(const struct calls_list *list, const char *folder);

#endif
