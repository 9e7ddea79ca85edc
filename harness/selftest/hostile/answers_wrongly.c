/* A peer for the bench: a callback that is called, a text that comes back as another one, and nothing else that is measured. */
#include "../../../cases/errors/errors.h"
#include "../../../cases/strings/strings.h"

#include <stdlib.h>

static int relay(seam_errors_int_fn fn, void *userdata)
{
	return fn(userdata);
}

static int echo(const char *s, char **out)
{
	(void)s;
	*out = calloc(1, 1);
	return SEAM_OK;
}

static void release(char *s)
{
	free(s);
}

const struct seam_peer *seam_peer_open(const struct seam_host *host)
{
	static const struct seam_errors errors = { .relay = relay };
	static const struct seam_strings strings = { .echo = echo, .release = release };
	static const struct seam_offer offers[] = { { "errors", sizeof errors, &errors },
		                                    { "strings", sizeof strings, &strings } };
	static const struct seam_peer peer = { SEAM_ABI, sizeof peer, "answers_wrongly", "C", "cc", 0, offers, 2 };

	(void)host;
	return &peer;
}
