/* table.c - the peer @name@: its table.  What is NULL in it is a declared gap: `skip`. */
#include "strings/strings.h"

/* src/lib.rs */
int @name@_echo(const char *s, char **out);
void @name@_release(char *s);

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
		.language = "Rust",
		.toolchain = "cargo",
		.offers = offers,
		.n_offers = sizeof offers / sizeof offers[0],
	};

	(void)host;
	return &peer;
}
