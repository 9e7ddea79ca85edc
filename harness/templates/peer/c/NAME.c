/* @name@.c - the peer @name@: the ops of the group `strings` that it offers.  What is NULL is a declared gap: `skip`. */
#include "strings/strings.h"

#include <stdlib.h>
#include <string.h>

/* Here stands a call of your library, which takes a string and gives one back. */
static int echo(const char *s, char **out)
{
	char *copy;

	if (!s || !out)
		return SEAM_E_NULL;
	copy = malloc(strlen(s) + 1);
	if (!copy)
		return SEAM_E_MEMORY;
	*out = strcpy(copy, s);
	return SEAM_OK;
}

/* What echo gave goes back to where it came from. */
static void release(char *s)
{
	free(s);
}

static const struct seam_strings strings = {
	.echo = echo,
	.release = release,
};

const struct seam_peer *seam_peer_open(const struct seam_host *host)
{
	static const struct seam_offer offers[] = { { "strings", sizeof strings, &strings } };
	static const struct seam_peer peer = {
		.abi = SEAM_ABI,
		.size = sizeof peer,
		.name = "@name@",
		.language = "C",
		.toolchain = "C " __VERSION__,
		.offers = offers,
		.n_offers = sizeof offers / sizeof offers[0],
	};

	(void)host;
	return &peer;
}
