/* mutants_hex.c - results that do not fit, or just do: of hex. */
#include "buffers/planted.h"

#define HEXES const void *p, size_t n, void *to, size_t *size

static int hex_terminates(HEXES)
{
	size_t room = size ? *size : 0;
	int rc = O->hex(p, n, to, size);

	if (!rc && *size < room)
		((char *)to)[*size] = '\0';
	return rc;
}

static int hex_terminates_behind(HEXES)
{
	int rc = O->hex(p, n, to, size);

	if (!rc && to && n)
		set((char *)to + *size, 1, 0);
	return rc;
}

static int hex_wants_a_terminator(HEXES)
{
	size_t room = size ? *size : 0;

	if (size && room <= MOST && n < MOST / 2 && p && to && room == 2 * n) {
		*size = room + 1;
		return SEAM_E_SPACE;
	}
	return O->hex(p, n, to, size);
}

static int hex_truncates(HEXES)
{
	size_t room = size ? *size : 0;
	int rc = O->hex(p, n, to, size);

	if (rc == SEAM_E_SPACE && to)
		set(to, room, '0');
	return rc;
}

static int hex_tells_no_size(HEXES)
{
	size_t room = size ? *size : 0;
	int rc = O->hex(p, n, to, size);

	if (rc == SEAM_E_SPACE)
		*size = room;
	return rc;
}

static int hex_in_capitals(HEXES)
{
	int rc = O->hex(p, n, to, size);

	for (size_t i = 0; !rc && i < *size; i++)
		if (((char *)to)[i] >= 'a')
			((char *)to)[i] = (char)(((char *)to)[i] - 'a' + 'A');
	return rc;
}

static int hex_clears_the_rest(HEXES)
{
	size_t room = size ? *size : 0;
	int rc = O->hex(p, n, to, size);

	if (!rc && room > *size)
		set((char *)to + *size, room - *size, 0);
	return rc;
}

SEAM_MUTANTS(buffers, hex) = { SILENT(hex_terminates, "in_out_size.hex", "room behind the result", hex),
	                       LOUD(hex_terminates_behind, "bounds_write.hex", hex),
	                       SILENT(hex_wants_a_terminator, "bounds_write.hex", "SEAM_OK", hex),
	                       SILENT(hex_truncates, "in_out_size.hex", "a room that is too small", hex),
	                       SILENT(hex_tells_no_size, "in_out_size.hex", "size that came back", hex),
	                       SILENT(hex_in_capitals, "in_out_size.hex", "to", hex),
	                       SILENT(hex_clears_the_rest, "in_out_size.hex", "room behind the result", hex),
	                       SEAM_NO_MORE_MUTANTS };
