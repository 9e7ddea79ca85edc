/* security.c - the group's table; its smaller ops: blocks, gates, and the answers of callbacks. */
#include "security_parts.h"

#include <string.h>

struct seam_sec_gate {
	seam_sec_authorise_fn authorise;
	void *userdata;
};

static uint64_t live(void)
{
	return security_live;
}

static int array_make(size_t count, size_t size, void **out)
{
	void *block;

	if (!out)
		return SEAM_E_NULL;
	if (size && count > SEAM_SEC_ALLOC_MAX / size)
		return SEAM_E_RANGE;
	block = seam_c_host->alloc(seam_c_host, count * size, 16);
	if (!block)
		return SEAM_E_MEMORY;
	memset(block, 0, count * size);
	*out = block;
	return SEAM_OK;
}

/* ---- gates ---------------------------------------------------------------------------------------------------------------- */

static int gate_make(struct seam_sec_gate **out)
{
	struct seam_sec_gate *gate;

	if (!out)
		return SEAM_E_NULL;
	gate = security_alloc(sizeof *gate);
	if (!gate)
		return SEAM_E_MEMORY;
	*gate = (struct seam_sec_gate){ NULL, NULL };
	security_live++;
	*out = gate;
	return SEAM_OK;
}

static void gate_release(struct seam_sec_gate *gate)
{
	if (!gate)
		return;
	security_free(gate, sizeof *gate);
	security_live--;
}

static int gate_set(struct seam_sec_gate *gate, seam_sec_authorise_fn authorise, void *userdata)
{
	if (!gate)
		return SEAM_E_NULL;
	gate->authorise = authorise;
	gate->userdata = userdata;
	return SEAM_OK;
}

static int gate_ask(struct seam_sec_gate *gate, const char *subject, size_t n, uint64_t amount)
{
	int rc = security_input(subject, n, SEAM_SEC_TEXT_MAX);

	if (!gate)
		return SEAM_E_NULL;
	if (rc)
		return rc;
	if (!gate->authorise || gate->authorise(gate->userdata, subject, n, amount) != 1)
		return SEAM_E_FAILED;
	return SEAM_OK;
}

/* ---- answers of callbacks --------------------------------------------------------------------------------------------------- */

#define GATHERED 64u

static int gather(seam_sec_source_fn source, void *userdata, size_t *count, uint64_t *sum)
{
	uint64_t numbers[GATHERED] = { 0 }, total = 0;
	int64_t n;

	if (!source || !count || !sum)
		return SEAM_E_NULL;
	n = source(userdata, numbers, GATHERED);
	if (n < 0)
		return SEAM_E_FAILED;
	if (n > GATHERED)
		return SEAM_E_RANGE;
	for (int64_t i = 0; i < n; i++)
		total += numbers[i];
	*count = (size_t)n;
	*sum = total;
	return SEAM_OK;
}

static int pick(const uint64_t *numbers, size_t n, seam_sec_choose_fn choose, void *userdata, uint64_t *out)
{
	int64_t index;

	if ((!numbers && n) || !choose || !out)
		return SEAM_E_NULL;
	if (!n || n > 1024)
		return SEAM_E_RANGE;
	index = choose(userdata, numbers, n);
	if (index < 0)
		return SEAM_E_FAILED;
	if ((uint64_t)index >= n)
		return SEAM_E_RANGE;
	*out = numbers[index];
	return SEAM_OK;
}

static int supply(seam_sec_give_fn give, void *userdata, void **out, size_t *out_n)
{
	const void *bytes = NULL;
	size_t n = 0;
	void *block;
	int rc;

	if (!give || !out || !out_n)
		return SEAM_E_NULL;
	if (give(userdata, &bytes, &n))
		return SEAM_E_FAILED;
	rc = security_input(bytes, n, SEAM_SEC_ALLOC_MAX);
	if (rc)
		return rc;
	block = security_alloc(n);
	if (!block)
		return SEAM_E_MEMORY;
	if (n)
		memcpy(block, bytes, n);
	*out = block;
	*out_n = n;
	return SEAM_OK;
}

const struct seam_security seam_c_security = {
	.live = live,
	.message_parse = security_message_parse,
	.message_fetch = security_message_fetch,
	.message_count = security_message_count,
	.message_item = security_message_item,
	.message_release = security_message_release,
	.heartbeat = security_heartbeat,
	.report_fill = security_report_fill,
	.array_make = array_make,
	.quote = security_quote,
	.log_refused = security_log_refused,
	.number_parse = security_number_parse,
	.match = security_match,
#if !defined(_WIN32)
	.root_open = security_root_open,
	.root_release = security_root_release,
	.root_read = security_root_read,
	.root_create = security_root_create,
	.root_temporary = security_root_temporary,
#endif
	.key_make = security_key_make,
	.key_parse = security_key_parse,
	.key_clone = security_key_clone,
	.key_replace = security_key_replace,
	.key_release = security_key_release,
	.key_sign = security_key_sign,
	.key_verify = security_key_verify,
	.key_describe = security_key_describe,
	.equal = security_equal,
	.random_fill = security_random_fill,
	.ring_make = security_ring_make,
	.ring_release = security_ring_release,
	.ring_add = security_ring_add,
	.ring_remove = security_ring_remove,
	.ring_sign = security_ring_sign,
	.ring_unlock = security_ring_unlock,
	.ring_session = security_ring_session,
	.ring_lock = security_ring_lock,
	.gate_make = gate_make,
	.gate_release = gate_release,
	.gate_set = gate_set,
	.gate_ask = gate_ask,
	.gather = gather,
	.pick = pick,
	.supply = supply,
};
