/* prove.c - a flavour is believed only after it has reported what is known to be wrong. */
#include "../platform/platform.h"
#include "cell.h"
#include "home.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

/* "heap_overflow:heap-buffer-overflow": the case, and what the report's kind (of a crash: the message) must hold. */
static char *not_seen(const struct cell *cell, const struct run_options *options, const char *claim)
{
	const char *colon = strchr(claim, ':');
	char *id = format_new(PROOF_GROUP ".known_bad.%.*s", colon ? (int)(colon - claim) : (int)strlen(claim), claim);
	struct seam_case_id one = { .id = id, .level = (char *)"MUST", .rule = (char *)"", .isolated = false };
	struct result result = { .id = &one }, whole = { 0 };
	char *expected = copy_new(colon ? colon + 1 : ""), *complaint = NULL;
	const char *seen;

	cell_try(cell, &result, 1, options, &whole);
	/* A leak may be told only when the process ends. */
	if (result.outcome == OUTCOME_PASS && whole.outcome == OUTCOME_FINDING)
		result = whole;
	seen = result.kind ? result.kind : result.message ? result.message : "";
	if ((result.outcome != OUTCOME_FINDING && result.outcome != OUTCOME_CRASH) || !strstr(seen, expected))
		complaint = format_new("%s was not reported as %s but as %s %s", id, expected,
		                       outcome_name(result.outcome), seen);
	free(expected);
	free(id);
	return complaint;
}

char *flavour_prove(const struct platform *platform, const struct flavour *flavour, const struct run_options *options)
{
	const struct group group = { .name = (char *)PROOF_GROUP, .folder = home_path(PROOF_FOLDER) };
	const struct peer nobody = { .name = (char *)"nobody" };
	const struct cell cell = { .group = &group,
		                   .peer = &nobody,
		                   .flavour = flavour,
		                   .platform = platform,
		                   .edition = "",
		                   .id = format_new(PROOF_GROUP "/nobody/%s/%s", flavour->name, platform->name) };
	const char *proves = conf_get(flavour->conf, "proves");
	char **claims = words_new(proves ? proves : ""), *complaint = NULL;

	if (!*claims)
		complaint = copy_new("its file names nothing that it `proves`");
	for (char **claim = claims; *claim && !complaint; claim++)
		complaint = not_seen(&cell, options, *claim);
	words_free(claims);
	return complaint;
}
