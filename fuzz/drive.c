/*
 * drive.c - runs a target without libFuzzer: replays inputs from files, or makes them from a seed.
 *
 * The inputs run in a forked child, many in one, so that a crash is a verdict as any other; a failing input is run
 * again in children of its own until it is small.
 */
#include "drive.h"
#include "fuzz.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { CHUNK = 5000, LIMIT = 20, LIMIT_ONE = 2, SHRINK_BUDGET = 3000 };

__attribute__((weak)) unsigned fuzz_cost = 1;

/* What a child tells: the input that is open, and what it broke. */
static struct {
	size_t open;
	char text[1024];
} *told;

static const char *target, *peer;
static struct pool corpus, dictionary;
static uint64_t seed = 1;
static bool quiet;

/* The input that is given to fails(). */
static const uint8_t *only;
static size_t only_size;

typedef size_t (*source)(size_t i, uint8_t *out);

static size_t from_only(size_t i, uint8_t *out)
{
	(void)i;
	memcpy(out, only, only_size);
	return only_size;
}

static size_t from_files(size_t i, uint8_t *out)
{
	memcpy(out, corpus.item[i].at, corpus.item[i].size);
	return corpus.item[i].size;
}

static size_t from_seed(size_t i, uint8_t *out)
{
	return generate(&corpus, &dictionary, seed, i, out);
}

static void on_failure(const char *text)
{
	snprintf(told->text, sizeof told->text, "%s", text);
}

/* The end of pages behind which nothing can be touched. */
static uint8_t *end_of_pages(void)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE), size = (MOST_INPUT + page - 1) / page * page;
	uint8_t *pages = mmap(NULL, size + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (pages == MAP_FAILED || mprotect(pages + size, page, PROT_NONE) != 0)
		abort();
	return pages + size;
}

/* The input ends where the readable memory ends. */
static void run_one(uint8_t *end, const uint8_t *input, size_t size)
{
	memcpy(end - size, input, size);
	LLVMFuzzerTestOneInput(end - size, size);
	EXPECT(memcmp(end - size, input, size) == 0, "the peer wrote to its input");
}

static void in_child(source make, size_t from, size_t to, unsigned limit)
{
	uint8_t input[MOST_INPUT], *end = end_of_pages();

	if (quiet && !getenv("SEAM_LOG")) {
		int null = open("/dev/null", O_WRONLY);

		dup2(null, STDOUT_FILENO);
		dup2(null, STDERR_FILENO);
	}
	alarm(limit);
	for (size_t i = from; i < to; i++) {
		told->open = i;
		run_one(end, input, make(i, input));
	}
	told->open = to;
	_exit(0);
}

/* Runs inputs from … to - 1.  True: they all ran and broke nothing; else told says which did, and what. */
static bool run(source make, size_t from, size_t to, unsigned limit)
{
	int status;
	pid_t child;

	told->text[0] = '\0';
	told->open = from;
	fflush(NULL);
	child = fork();
	if (child == 0)
		in_child(make, from, to, limit);
	if (child < 0 || waitpid(child, &status, 0) != child) {
		fprintf(stderr, "fuzz: no child: %s\n", strerror(errno));
		exit(2);
	}
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0 && told->open == to)
		return true;
	if (!told->text[0] && WIFSIGNALED(status))
		snprintf(told->text, sizeof told->text, WTERMSIG(status) == SIGALRM ? "no end within the time limit (%s)" :
		         "the peer crashed: %s", strsignal(WTERMSIG(status)));
	else if (!told->text[0])
		snprintf(told->text, sizeof told->text, "the peer ended the process, status %d", WEXITSTATUS(status));
	return false;
}

static bool fails(const uint8_t *input, size_t size)
{
	only = input;
	only_size = size;
	return !run(from_only, 0, 1, LIMIT_ONE);
}

/* ---- the report ------------------------------------------------------------------------------------------------- */

static void print_hex(const char *word, const uint8_t *at, size_t size)
{
	printf("  %-9s", word);
	for (size_t i = 0; i < size && i < 64; i++)
		printf("%02x%s", at[i], i % 4 == 3 ? " " : "");
	printf("%s\n", size > 64 ? "..." : size ? "" : "(empty)");
}

static void save(const char *folder, const uint8_t *input, size_t size)
{
	uint64_t hash = UINT64_C(0xCBF29CE484222325); /* FNV-1a */
	char path[4096];
	FILE *file;

	for (size_t i = 0; i < size; i++)
		hash = (hash ^ input[i]) * UINT64_C(0x100000001B3);
	mkdir(folder, 0777);
	snprintf(path, sizeof path, "%s/%s-%s-%016" PRIx64, folder, target, peer, hash);
	file = fopen(path, "wb");
	if (!file || fwrite(input, 1, size, file) != size || fclose(file) != 0) {
		printf("  (%s cannot be written)\n", path);
		return;
	}
	printf("  %-9s%s\n", "file", path);
	printf("  %-9smake fuzz-replay TARGET=%s PEER=%s INPUT=%s\n", "again", target, getenv("PEER") ? getenv("PEER") : peer,
	       path);
}

/* Input number i of the sequence has failed. */
static void report(size_t i, size_t count, const char *folder)
{
	uint8_t input[MOST_INPUT];
	size_t size = from_seed(i, input), small;
	char first[sizeof told->text];

	snprintf(first, sizeof first, "%s", told->text);
	printf("%s: %s: input %zu of %zu, seed %" PRIu64 ", breaks a rule\n", target, peer, i, count, seed);
	if (!fails(input, size)) {
		printf("  %-9s%s\n  %-9sonly after the inputs before it; by itself it passes\n", "broken", first, "when");
		print_hex("input", input, size);
		printf("  %-9smake fuzz-check TARGET=%s PEER=%s SEED=%" PRIu64 " INPUTS=%zu\n", "again", target,
		       getenv("PEER") ? getenv("PEER") : peer, seed, i + 1);
		return;
	}
	small = shrink(input, size, fails, SHRINK_BUDGET);
	fails(input, small);
	printf("  %-9s%s\n", "broken", told->text);
	printf("  %-9s%zu bytes, of %zu before minimising\n", "size", small, size);
	print_hex("input", input, small);
	save(folder, input, small);
}

/* ---- what it is asked to do ------------------------------------------------------------------------------------- */

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int seeded(size_t count, const char *folder)
{
	double start = now();

	for (size_t i = 0; i < count; i += CHUNK)
		if (!run(from_seed, i, i + CHUNK < count ? i + CHUNK : count, LIMIT)) {
			report(told->open, count, folder);
			return 1;
		}
	printf("%s: %s: %zu inputs from seed %" PRIu64 ", no rule broken (%.2f s)\n", target, peer, count, seed,
	       now() - start);
	return 0;
}

/* `expected`: how many inputs there are, counted by somebody else; 0: any number but none. */
static int replay(size_t expected)
{
	size_t broken = 0, ran = 0;

	for (size_t i = 0; i < corpus.n; i++) {
		if (run(from_files, i, corpus.n, LIMIT)) {
			ran += corpus.n - i;
			break;
		}
		ran += told->open - i + 1;
		i = told->open;
		broken++;
		printf("%s: %s: %s\n  %-9s%s\n", target, peer, corpus.item[i].name, "broken", told->text);
		printf("  %-9smake fuzz-replay TARGET=%s PEER=%s INPUT=%s\n", "again", target,
		       getenv("PEER") ? getenv("PEER") : peer, corpus.item[i].name);
	}
	if (!ran || (expected && ran != expected)) {
		printf("%s: %s: %zu inputs were run; there should be %s%zu\n", target, peer, ran, expected ? "" : "more than ",
		       expected);
		return 1;
	}
	printf("%s: %s: %zu inputs replayed, %zu broken\n", target, peer, ran, broken);
	return broken ? 1 : 0;
}

static _Noreturn void usage(void)
{
	fputs("usage: SEAM_PEER=library TARGET replay [--expect N] FILE|FOLDER…\n"
	      "       SEAM_PEER=library TARGET seeded [--inputs N] [--seed N] [--corpus FOLDER]… [--dict FILE] [--found FOLDER]\n",
	      stderr);
	exit(2);
}

/* The name of a file without folder and ending. */
static const char *stem(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *name = strdup(slash ? slash + 1 : path);

	if (!name)
		abort();
	name[strcspn(name, ".")] = '\0';
	return name;
}

int main(int argc, char **argv)
{
	size_t inputs = 20000, expected = 0;
	const char *folder = ".";
	bool replays = argc > 1 && strcmp(argv[1], "replay") == 0;

	if (argc < 2 || (!replays && strcmp(argv[1], "seeded") != 0))
		usage();
	target = stem(argv[0]);
	peer = stem(getenv("SEAM_PEER") ? getenv("SEAM_PEER") : "none");
	for (int i = 2; i < argc; i++) {
		bool option = argv[i][0] == '-';

		if (option && i + 1 == argc)
			usage();
		if (!option)
			pool_add(&corpus, argv[i]);
		else if (strcmp(argv[i], "--expect") == 0)
			expected = strtoul(argv[++i], NULL, 10);
		else if (strcmp(argv[i], "--inputs") == 0)
			inputs = strtoul(argv[++i], NULL, 10);
		else if (strcmp(argv[i], "--seed") == 0)
			seed = strtoull(argv[++i], NULL, 10);
		else if (strcmp(argv[i], "--corpus") == 0)
			pool_add(&corpus, argv[++i]);
		else if (strcmp(argv[i], "--dict") == 0)
			pool_add_dictionary(&dictionary, argv[++i]);
		else if (strcmp(argv[i], "--found") == 0)
			folder = argv[++i];
		else
			usage();
	}
	told = mmap(NULL, sizeof *told, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (told == MAP_FAILED)
		return 2;
	fuzz_on_failure = on_failure;
	LLVMFuzzerInitialize(&argc, &argv);
	if (fuzz_traits() & SEAM_FORK_UNSAFE) {
		fprintf(stderr, "fuzz: the inputs run in a fork, in which nothing is promised of this peer: a campaign has none\n");
		return FUZZ_SKIPPED;
	}
	quiet = !replays || corpus.n > 1;
	return replays ? replay(expected) : seeded(inputs / fuzz_cost, folder);
}
