/*
 * The size of a piece is kept in 32 bits.
 *
 * Found as: broken: op 9 with a size of
 */
#include "planted.h"
#include "buffers/buffers.h"

static int gather(const struct seam_buffers_piece *pieces, size_t count, void *to, size_t *size)
{
	struct seam_buffers_piece narrow[8];

	for (size_t i = 0; count <= 8 && pieces && i < count; i++) {
		narrow[i] = pieces[i];
		narrow[i].size = (uint32_t)pieces[i].size;
	}
	return ORIGINAL(buffers)->gather(count <= 8 && pieces ? narrow : pieces, count, to, size);
}

void plant(void)
{
	PLANTED(buffers)->gather = gather;
}
