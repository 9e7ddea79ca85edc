/* @name@_c.c - the group's reference. */
#include "@name@/@name@.h"

static int sum(const int32_t *numbers, size_t n, int32_t *out)
{
	int64_t all = 0;

	if (!out || (!numbers && n))
		return SEAM_E_NULL;
	for (size_t i = 0; i < n; i++)
		all += numbers[i];
	if (all < INT32_MIN || all > INT32_MAX)
		return SEAM_E_RANGE;
	*out = (int32_t)all;
	return SEAM_OK;
}

static const struct seam_@name@ ops = { .sum = sum };

const struct seam_peer *seam_peer_open(const struct seam_host *host)
{
	static const struct seam_offer offers[] = { { "@name@", sizeof ops, &ops } };
	static const struct seam_peer peer = {
		.abi = SEAM_ABI,
		.size = sizeof peer,
		.name = "@name@_c",
		.language = "C",
		.toolchain = "C " __VERSION__,
		.offers = offers,
		.n_offers = sizeof offers / sizeof offers[0],
	};

	(void)host;
	return &peer;
}
