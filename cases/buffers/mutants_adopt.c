/* mutants_adopt.c - buffers that are released twice, never, too early, too late. */
#include "buffers/planted.h"

#define STORE struct seam_buffers_store *s
#define BYTES const void *p, size_t n
#define ADOPT STORE, BYTES, seam_buffers_release_fn f, void *u

/* ---- adopted --------------------------------------------------------------------------------------------------- */

static int adopt_copies(ADOPT)
{
	int rc = n && p && f ? O->store_set(s, p, n) : O->store_adopt(s, p, n, f, u);

	if (!rc && n)
		f(u, p, n);
	return rc;
}

/* Released, but what for: the object goes on with a copy of the pointer. */
static int adopt_releases_at_once(ADOPT)
{
	int rc = O->store_adopt(s, p, n, f, u);

	if (!rc && n == 50) {
		s->release = NULL;
		f(u, p, 0);
	}
	return rc;
}

static int adopt_keeps_a_copy_too(ADOPT)
{
	unsigned char *copy = n == 50 ? lent(n) : NULL;
	int rc;

	if (n == 50 && !copy)
		return SEAM_E_MEMORY;
	rc = O->store_adopt(s, p, n, f, u);
	if (copy && rc)
		free_lent(copy, n);
	else if (copy)
		s->bytes = s->copy = memcpy(copy, p, n);
	return rc;
}

static int adopt_releases_when_refused(ADOPT)
{
	int rc = O->store_adopt(s, p, n, f, u);

	if (rc && f && u)
		f(u, p, n);
	return rc;
}

static int adopt_lets_go_first(ADOPT)
{
	int rc = SEAM_OK;

	if (s && s->release && !f)
		rc = O->store_clear(s);
	return rc ? rc : O->store_adopt(s, p, n, f, u);
}

static int adopt_nothing_releases_at_once(ADOPT)
{
	if (!n && f && s) {
		O->store_clear(s);
		f(u, p, 0);
		return SEAM_OK;
	}
	return O->store_adopt(s, p, n, f, u);
}

static int adopt_needs_userdata(ADOPT)
{
	return u ? O->store_adopt(s, p, n, f, u) : SEAM_E_NULL;
}

static int adopt_shares_userdata(ADOPT)
{
	static void *first;
	int rc = O->store_adopt(s, p, n, f, u);

	if (!rc && n == 10)
		first = u;
	if (!rc && n == 20 && first && u == (char *)first + 32)
		s->userdata = first;
	return rc;
}

SEAM_MUTANTS(buffers, adopt) = {
	SILENT(adopt_copies, "adopt.without_a_copy", "lot.bytes", store_adopt),
	SILENT(adopt_releases_at_once, "adopt.without_a_copy", "lot->size", store_adopt),
	SILENT(adopt_keeps_a_copy_too, "adopt.without_a_copy", "lot.bytes", store_adopt),
	SILENT(adopt_releases_when_refused, "adopt_failure.refused", "after store_adopt was refused", store_adopt),
	SILENT(adopt_lets_go_first, "adopt_failure.refused", "the buffer that was held", store_adopt),
	SILENT(adopt_nothing_releases_at_once, "adopt.nothing", "calls", store_adopt),
	SILENT(adopt_needs_userdata, "adopt.nothing", "SEAM_OK", store_adopt),
	SILENT(adopt_shares_userdata, "adopt.each_its_own", "lot->", store_adopt),
	SEAM_NO_MORE_MUTANTS
};
