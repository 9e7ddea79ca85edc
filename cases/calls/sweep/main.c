/* main.c - the command line of build/sweep; `make sweep` is how it is called. */
#include "campaign.h"
#include "simpler.h"
#include "job.h"

#include "../../../harness/platform/platform.h"

#include <errno.h>
#include <calls/signature.h>

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
	"sweep --peer NAME [--flavour plain] [--platform native] [--count N] [--seed N] [--list FILE] [--results DIR]\n"
	"      [--chunk N]       signatures compiled together (2000)\n"
	"      [--effort N]      signatures tried for shrinking, a chunk (4000)\n"
	"      [--no-reproducers] classes only\n"
	"      [--signature SIG] one signature alone\n"
	"      [--candidates SIG] what it is shrunk to in one step: phase, cost, signature; --cost SIG: its own cost\n"
	"exit status: 0 nothing found that is not known; 1 failures; 2 trouble of its own\n";

static bool number(const char *text, uint64_t least, uint64_t *value)
{
	char *end;
	bool good;

	errno = 0;
	*value = strtoull(text, &end, 10);
	good = *text >= '0' && *text <= '9' && *end == '\0' && *value >= least && errno == 0;
	if (!good)
		fprintf(stderr, "sweep: %s is no whole number from %llu on\n", text, (unsigned long long)least);
	return good;
}

static int print_cost(const char *text)
{
	struct seam_signature *s = seam_signature_parse(text, NULL);

	if (!s)
		return 2;
	printf("%llu\n", (unsigned long long)signature_cost(s->text));
	free(s);
	return 0;
}

static int print_candidates(const char *text)
{
	for (unsigned phase = 0; phase < PHASES; phase++) {
		struct candidates c = { 0 };

		candidates_of(&c, text, phase);
		for (size_t i = 0; i < c.count; i++)
			printf("%u %llu %s\n", phase, (unsigned long long)signature_cost(c.list[i].text), c.list[i].text);
		candidates_free(&c);
	}
	return 0;
}

int main(int argc, char **argv)
{
	static const struct option known[] = {
		{ "peer", required_argument, NULL, 'p' },    { "flavour", required_argument, NULL, 'f' },
		{ "platform", required_argument, NULL, 'L' }, { "count", required_argument, NULL, 'n' },
		{ "seed", required_argument, NULL, 's' },    { "list", required_argument, NULL, 'l' },
		{ "results", required_argument, NULL, 'r' }, { "chunk", required_argument, NULL, 'c' },
		{ "effort", required_argument, NULL, 'k' } , { "signature", required_argument, NULL, '1' },
		{ "job", required_argument, NULL, 'j' },     { "candidates", required_argument, NULL, 'C' },
		{ "no-reproducers", no_argument, NULL, 'R' },
		{ "cost", required_argument, NULL, 'K' },
		{ NULL, 0, NULL, 0 },
	};
	struct options o = { .flavour = "plain", .platform = "native", .results = "results/sweep", .seed = 1, .count = 20000, .chunk = 2000,
		             .effort = 4000, .program = argv[0] };
	const char *one = NULL, *job = NULL, *candidates = NULL;
	uint64_t value = 0;
	bool good = true;
	int c;

	while ((c = getopt_long(argc, argv, "", known, NULL)) != -1) {
		switch (c) {
		case 'p': o.peer = optarg; break;
		case 'f': o.flavour = optarg; break;
		case 'L': o.platform = optarg; break;
		case 'l': o.list = optarg; break;
		case 'r': o.results = optarg; break;
		case '1':
			one = optarg;
			if (!*one) {
				fputs("sweep: SIG= is missing: a signature, SIG='ii>i'\n", stderr);
				return 2;
			}
			break;
		case 'j': job = optarg; break;
		case 'C': candidates = optarg; break;
		case 'R': o.no_reproducers = true; break;
		case 'K': return print_cost(optarg);
		case 'n': good &= number(optarg, 1, &o.count); o.has_count = true; break;
		case 's': good &= number(optarg, 0, &o.seed); break;
		case 'c': good &= number(optarg, 1, &value); o.chunk = (unsigned)value; break;
		case 'k': good &= number(optarg, 0, &value); o.effort = (unsigned)value; break;
		default: good = false;
		}
	}
	if (good && candidates)
		return print_candidates(candidates);
	if (!good || !o.peer || optind != argc) {
		fputs(usage, stderr);
		return 2;
	}
	return job ? job_main(&o, job) : one ? one_signature(&o, one) : campaign(&o);
}
