/* tell.c - what the user sees of a campaign. */
#include "campaign.h"

#include "../../../harness/lib/text.h"
#include "../../../harness/platform/platform.h"
#include "outcome.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef unsigned long long number;

static number asked(const struct totals *t)
{
	return t->passed + t->failed + t->unsupported + t->crashed;
}

void tell_progress(const struct progress *p, const struct options *o, double since, uint64_t before, bool last)
{
	static double told;
	double now = seam_seconds(), seconds = now - since > 0.001 ? now - since : 0.001;
	bool terminal = seam_is_terminal(2);

	if (!last && now - told < (terminal ? 0.2 : 10))
		return;
	told = now;
	fprintf(stderr, "%s%llu of %llu signatures, %.0f/s: asked %llu = passed %llu + failed %llu + unsupported %llu + crashed %llu; undecided %llu; "
	                "%zu classes, %llu not shrunk%s",
	        terminal ? "\r\033[K" : "", (number)p->position.done, (number)o->count, (double)(p->position.done - before) / seconds,
	        asked(&p->totals), (number)p->totals.passed, (number)p->totals.failed, (number)p->totals.unsupported, (number)p->totals.crashed,
	        (number)p->totals.undecided, p->classes.count, (number)p->not_shrunk, terminal && !last ? "" : "\n");
}

static void tell_class(const struct class *c, const struct options *o)
{
	printf("%8llu  %-12s %-16s %s\n", (number)c->count, verdict_name(c->verdict), sweep_ways[c->way], c->signature);
	printf("          %s\n", c->message ? c->message : "");
	if (c->failed < CONFIRMATIONS)
		printf("          flaky: it failed in %u of %d runs against both C compilers\n", c->failed, CONFIRMATIONS);
	if (c->known)
		printf("          known: %s\n", c->known);
	if (c->reproducer)
		printf("          alone: %s%s\n", c->reproducer, c->reproduced ? "" : " (it does not show the defect; see its README)");
	printf("          rerun: make check-signature SIG='%s' PEER=%s%s%s%s%s\n", c->signature, o->peer, strcmp(o->flavour, "plain") ? " FLAVOUR=" : "",
	       strcmp(o->flavour, "plain") ? o->flavour : "", strcmp(o->platform, "native") ? " PLATFORM=" : "",
	       strcmp(o->platform, "native") ? o->platform : "");
}

static int by_count(const void *a, const void *b)
{
	const struct class *x = *(const struct class *const *)a, *y = *(const struct class *const *)b;

	return (x->count < y->count) - (x->count > y->count);
}

void tell_summary(const struct progress *p, const struct options *o, const char *peer, const char *folder)
{
	static const struct class *sorted[MOST_CLASSES];

	printf("\n%s in %s on %s: %s\n", peer, o->flavour, o->platform, p->peer ? p->peer : "");
	printf("%llu signatures: asked %llu = passed %llu + failed %llu + unsupported %llu + crashed %llu; undecided %llu\n",
	       (number)p->position.done, asked(&p->totals), (number)p->totals.passed, (number)p->totals.failed, (number)p->totals.unsupported,
	       (number)p->totals.crashed, (number)p->totals.undecided);
	if (p->left_out)
		printf("%llu signatures of the list were left out: twice there, or of types that the platform does not have\n", (number)p->left_out);
	for (size_t i = 0; i < p->classes.count; i++)
		sorted[i] = &p->classes.list[i];
	qsort(sorted, p->classes.count, sizeof *sorted, by_count);
	if (p->classes.count)
		printf("\n   count  kind         way              shrunk to\n");
	for (size_t i = 0; i < p->classes.count; i++)
		tell_class(sorted[i], o);
	if (p->not_shrunk)
		printf("%8llu  not shrunk: see failures.tsv\n", (number)p->not_shrunk);
	if (p->unstable)
		printf("%8llu  flaky: failed, and passed when run again\n", (number)p->unstable);
	printf("%.1f s, %.0f signatures/s; %s\n", p->seconds, p->seconds > 0 ? (double)p->position.done / p->seconds : 0, folder);
}
