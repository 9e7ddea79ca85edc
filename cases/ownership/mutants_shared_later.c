/* mutants_shared_later.c - counts that wrap or race, a constant that is owned, ids that come back. */
#include "ownership/planted_later.h"

static int many_in_16_bits(struct seam_own_shared *shared, uint64_t n)
{
	return ORIGINAL->shared_retain_many(shared, n > SEAM_SHARED_MAX ? n : n == 65536 ? 0 : n);
}

static int many_wraps_at_32(struct seam_own_shared *shared, uint64_t n)
{
	if (!shared)
		return SEAM_E_NULL;
	shared->references = (uint32_t)(shared->references + n);
	return SEAM_OK;
}

static int many_sum_wraps(struct seam_own_shared *shared, uint64_t n)
{
	if (!shared)
		return SEAM_E_NULL;
	if (shared->references + n > SEAM_SHARED_MAX)
		return SEAM_E_RANGE;
	shared->references += n;
	return SEAM_OK;
}

static int retain_past_the_limit(struct seam_own_shared *shared)
{
	if (!shared)
		return SEAM_E_NULL;
	shared->references++;
	return SEAM_OK;
}

/* Stays where it is, and says so to nobody: what is released later was never retained. */
static int retain_saturates(struct seam_own_shared *shared)
{
	int rc = ORIGINAL->shared_retain(shared);

	return rc == SEAM_E_RANGE ? SEAM_OK : rc;
}

static int release_below_none(struct seam_own_shared *shared, uint64_t n)
{
	int rc = ORIGINAL->shared_release_many(shared, n);

	if (rc == SEAM_E_RANGE && n <= 5) {
		shared->references -= n;
		return SEAM_OK;
	}
	return rc;
}

static int retain_is_not_atomic(struct seam_own_shared *shared)
{
	volatile uint64_t *references;

	if (!shared)
		return SEAM_E_NULL;
	references = &shared->references;
	*references = *references + 1;
	return SEAM_OK;
}

static _Thread_local char mine;
static char *first_thread;

/* Another thread's releases are put off to the next call of the first one, which does not come. */
static void release_on_its_own_thread(struct seam_own_shared *shared)
{
	if (!first_thread)
		first_thread = &mine;
	if (first_thread == &mine || !shared || shared->references > 1)
		ORIGINAL->shared_release(shared);
}

static int retain_on_its_own_thread(struct seam_own_shared *shared)
{
	if (!first_thread)
		first_thread = &mine;
	return shared && first_thread != &mine ? SEAM_OK : ORIGINAL->shared_retain(shared);
}

SEAM_MUTANTS(ownership, shared_later) = {
	MUTANT(many_in_16_bits, "overflow.many", "plain", "fail", "seen == expected", SILENT, shared_retain_many),
	MUTANT(many_wraps_at_32, "overflow.at_the_limit", "plain", "fail", "SEAM_E_RANGE", SILENT, shared_retain_many),
	MUTANT(many_sum_wraps, "overflow.at_the_limit", "plain", "fail", "SEAM_E_RANGE", SILENT, shared_retain_many),
	MUTANT(retain_past_the_limit, "overflow.at_the_limit", "plain", "fail", "SEAM_E_RANGE", SILENT, shared_retain),
	MUTANT(retain_saturates, "overflow.at_the_limit", "plain", "fail", "SEAM_E_RANGE", SILENT, shared_retain),
	MUTANT(release_below_none, "overflow.too_few", "plain", "fail", "SEAM_E_RANGE", SILENT, shared_release_many),
	MUTANT(retain_is_not_atomic, "shared_threads.exact", "tsan", "finding", "data race", SEEN, shared_retain),
	MUTANT(retain_on_its_own_thread, "shared_threads.exact", "plain", "fail", "seen == expected", SILENT,
	       shared_retain),
	MUTANT(release_on_its_own_thread, "shared_threads.last_elsewhere", "plain", "fail", "live() == before", SILENT,
	       shared_release),
	SEAM_NO_MORE_MUTANTS
};
