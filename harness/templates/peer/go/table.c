/* table.c - the peer @name@: its table.  What is NULL in it is a declared gap: `skip`. */
#include "strings/strings.h"

/* @name@.go */
#include "_cgo_export.h"

static const struct seam_strings strings = {
	.echo = @name@_echo,
	.release = @name@_release,
};

const struct seam_peer *seam_peer_open(const struct seam_host *host)
{
	static const struct seam_offer offers[] = { { "strings", sizeof strings, &strings } };
	static const struct seam_peer peer = {
		.abi = SEAM_ABI,
		.size = sizeof peer,
		.name = "@name@",
		.language = "Go",
		.toolchain = "Go",
		.offers = offers,
		.n_offers = sizeof offers / sizeof offers[0],
	};

	(void)host;
	return &peer;
}
