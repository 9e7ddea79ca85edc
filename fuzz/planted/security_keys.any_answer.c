/*
 * Any answer of an authoriser that is not 0 opens the gate.
 *
 * Found as: broken: gate_ask: expected -1, seen 0
 */
#include "planted.h"
#include "security/security.h"

static seam_sec_authorise_fn asked;
static void *its;

static int ask(void *userdata, const char *subject, size_t n, uint64_t amount)
{
	(void)userdata;
	return asked(its, subject, n, amount) != 0;
}

static int set(struct seam_sec_gate *gate, seam_sec_authorise_fn authorise, void *userdata)
{
	asked = authorise;
	its = userdata;
	return ORIGINAL(security)->gate_set(gate, authorise ? ask : NULL, userdata);
}

void plant(void)
{
	PLANTED(security)->gate_set = set;
}
