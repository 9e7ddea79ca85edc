/* peer.c - the C peer's table. */
#include "c.h"

const struct seam_host *seam_c_host;

#if defined(__clang__)
#define TOOLCHAIN "clang " __clang_version__
#else
#define TOOLCHAIN "gcc " __VERSION__
#endif

const struct seam_peer *seam_peer_open(const struct seam_host *host)
{
	static const struct seam_offer offers[] = {
		{ "layout", sizeof seam_c_layout, &seam_c_layout },
		{ "strings", sizeof seam_c_strings, &seam_c_strings },
		{ "ownership", sizeof seam_c_ownership, &seam_c_ownership },
		{ "callbacks", sizeof seam_c_callbacks, &seam_c_callbacks },
		{ "buffers", sizeof seam_c_buffers, &seam_c_buffers },
		{ "threads", sizeof seam_c_threads, &seam_c_threads },
		{ "security", sizeof seam_c_security, &seam_c_security },
		{ "errors", sizeof seam_c_errors, &seam_c_errors },
	};
	static const struct seam_peer peer = {
		.abi = SEAM_ABI,
		.size = sizeof peer,
		.name = "c",
		.language = "C",
		.toolchain = TOOLCHAIN,
		.traits = SEAM_NUL_CARRIED | SEAM_LONGJMP_SAFE,
		.offers = offers,
		.n_offers = sizeof offers / sizeof offers[0],
	};

	seam_c_host = host;
	return &peer;
}
