/*
 * A destructor of an arena is called at once when there are four already.
 *
 * Found as: broken: arena: a destructor is called before the end
 */
#include "planted.h"
#include "ownership/ownership.h"

static unsigned registered;

static int defer(struct seam_own_arena *arena, void *userdata, seam_own_release_fn release)
{
	if (++registered % 5 == 0 && arena && release) {
		release(userdata);
		return SEAM_OK;
	}
	return ORIGINAL(ownership)->arena_defer(arena, userdata, release);
}

static int reset(struct seam_own_arena *arena)
{
	registered = 0;
	return ORIGINAL(ownership)->arena_reset(arena);
}

static void destroy(struct seam_own_arena *arena)
{
	registered = 0;
	ORIGINAL(ownership)->arena_destroy(arena);
}

void plant(void)
{
	PLANTED(ownership)->arena_defer = defer;
	PLANTED(ownership)->arena_reset = reset;
	PLANTED(ownership)->arena_destroy = destroy;
}
