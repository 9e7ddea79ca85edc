/* expect.c - expected failures: each with its outcome, a link and a reason; run all the same. */
#include "../platform/platform.h"
#include "result.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct expectations {
	char **fields; /* case flavour platform outcome link reason… */
	char *reason;
	struct expectations *next;
};

enum { CASE, FLAVOUR, PLATFORM, OUTCOME, LINK, REASON };

/* The text after the first `n` words. */
static const char *after_words(const char *line, int n)
{
	while (n--) {
		line += strspn(line, " \t");
		line += strcspn(line, " \t");
	}
	return line + strspn(line, " \t");
}

/* The outcome that is expected: `fail`, or, of a case that counts, `fail:37`, which also says how many of its things. */
static enum outcome expected_outcome(const struct expectations *e)
{
	char *name = format_new("%.*s", (int)strcspn(e->fields[OUTCOME], ":"), e->fields[OUTCOME]);
	enum outcome outcome = outcome_named(name);

	free(name);
	return outcome;
}

struct expectations *expect_load(const struct peer *peer)
{
	char *path = format_new("%s/%s.expect", peer->folder, peer->name), *content = NULL, *line, *end;
	struct expectations *list = NULL;

	if (!peer->library && seam_path_exists(path))
		content = file_read(path, NULL);
	for (line = content; line && *line; line = end) {
		struct expectations *e;

		end = line + strcspn(line, "\n");
		if (*end)
			*end++ = '\0';
		if (!line[strspn(line, " \t\r")] || line[strspn(line, " \t")] == '#')
			continue;
		e = need(calloc(1, sizeof *e));
		e->fields = words_new(line);
		if (words_count(e->fields) <= REASON || expected_outcome(e) == OUTCOME_NONE ||
		    !strstr(e->fields[LINK], "://")) {
			fprintf(stderr,
			        "%s: an expectation is `case flavour platform outcome link reason…`, with all six: %s\n",
			        path, line);
			continue;
		}
		e->reason = copy_new(after_words(line, REASON));
		e->next = list;
		list = e;
	}
	free(content);
	free(path);
	return list;
}

static const struct expectations *find(const struct expectations *e, const struct cell *cell, const struct result *r)
{
	while (e &&
	       !(glob_matches(e->fields[CASE], r->id->id) && glob_matches(e->fields[FLAVOUR], cell->flavour->name) &&
	         glob_matches(e->fields[PLATFORM], cell->platform->name)))
		e = e->next;
	return e;
}

/* Whether as many went wrong as is expected. */
static bool expected_number(const struct expectations *e, const struct result *r, double *seen)
{
	const char *colon = strchr(e->fields[OUTCOME], ':');
	const cJSON *failed = cJSON_GetObjectItem(r->counts, "failed"),
		    *crashed = cJSON_GetObjectItem(r->counts, "crashed");

	*seen = (failed ? failed->valuedouble : 0) + (crashed ? crashed->valuedouble : 0);
	return !colon || *seen == strtod(colon + 1, NULL);
}

void expect_alone(const struct expectations *list, const struct cell *cell, struct result *results, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct expectations *e = find(list, cell, &results[i]);

		/* One that counts goes on after a death, in its own steps. */
		if (e && expected_outcome(e) != OUTCOME_FAIL && !strchr(e->fields[OUTCOME], ':'))
			results[i].alone = true;
	}
}

void expect_apply(const struct expectations *list, const struct cell *cell, struct result *r)
{
	const struct expectations *e = find(list, cell, r);
	double seen;

	if (!e || r->outcome == OUTCOME_SKIP || r->outcome == OUTCOME_MISSING)
		return;
	if (r->outcome == OUTCOME_PASS)
		result_set(r, OUTCOME_XPASS,
		           format_new("expected %s and passed: the expectation is stale (%s; %s)", e->fields[OUTCOME],
		                      e->reason, e->fields[LINK]));
	else if (r->outcome == expected_outcome(e) && !expected_number(e, r, &seen))
		result_set(r, r->outcome,
		           format_new("expected %s, and %.0f went wrong (%s; %s)", e->fields[OUTCOME], seen, e->reason,
		                      e->fields[LINK]));
	else if (r->outcome == expected_outcome(e))
		result_set(r, OUTCOME_XFAIL, format_new("expected: %s; %s", e->reason, e->fields[LINK]));
}
