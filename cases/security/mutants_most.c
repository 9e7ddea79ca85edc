/* mutants_most.c - signed lengths, and limits that are one too small. */
#include "security/planted.h"

static int heartbeat_of_15_bits(const void *request, size_t n, void *reply, size_t size, size_t *reply_n)
{
	return n > 2 + INT16_MAX && n <= 2 + UINT16_MAX && request && reply_n ? SEAM_E_RANGE : O->heartbeat(request, n, reply, size, reply_n);
}

static int pick_of_less_than_1024(const uint64_t *numbers, size_t n, seam_sec_choose_fn choose, void *userdata, uint64_t *out)
{
	return n == 1024 && numbers && choose && out ? SEAM_E_RANGE : O->pick(numbers, n, choose, userdata, out);
}

SEAM_MUTANTS(security, most) = {
	{ "heartbeat_of_15_bits", "security.most.payload", "plain", "fail", "s->heartbeat", true, SEAM_OP(security, heartbeat, heartbeat_of_15_bits), 0 },
	{ "pick_of_less_than_1024", "security.most.numbers", "plain", "fail", "s->pick(of, 1024", true, SEAM_OP(security, pick, pick_of_less_than_1024), 0 },
	SEAM_NO_MORE_MUTANTS
};
