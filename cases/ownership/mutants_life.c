/* mutants_life.c - objects that the peer goes on holding, and nobody has. */
#include "ownership/planted_later.h"

static int constant_is_one_more(struct seam_own_object **out)
{
	static uint64_t id;

	ORIGINAL->id_open(1, &id);
	return ORIGINAL->object_constant(out);
}

static int refusal_is_one_more(struct seam_own_shared *shared, uint64_t n)
{
	static uint64_t id;
	int rc = ORIGINAL->shared_release_many(shared, n);

	if (rc == SEAM_E_RANGE)
		ORIGINAL->id_open(1, &id);
	return rc;
}

SEAM_MUTANTS_OF(ownership, life) = {
	MUTANT(constant_is_one_more, "constant.unchanged", "plain", "fail", "life: ", SILENT, object_constant),
	MUTANT(refusal_is_one_more, "overflow.too_few", "plain", "fail", "life: ", SILENT, shared_release_many),
	SEAM_NO_MORE_MUTANTS
};
