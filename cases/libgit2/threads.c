/*
 * threads: one repository a thread, all at once.
 * Rule: libgit2.threads    Source: libgit2's docs/threading.md
 */
#include "text.h"
#include "threads.h"
#include "visits.h"
#include "walk.h"

enum { THREADS = 4, ROUNDS = 3 };

struct reader {
	const struct seam_libgit2 *g;
	const struct hostile *h;
	struct meeting *start;
	size_t tags, visited;
	int bad;
};

static int counts(void *payload, const char *item, size_t size)
{
	(void)item, (void)size;
	++*(size_t *)payload;
	return 0;
}

static void *reads(void *payload)
{
	struct reader *r = (struct reader *)payload;
	const struct seam_libgit2 *g = r->g;
	meet(r->start);
	for (int i = 0; i < ROUNDS; i++) {
		void *repo = NULL, *commit = NULL;
		const char *text = NULL;
		size_t size = 0;
		struct seam_git_id id;
		int result = -1;
		if (g->open(r->h->path, &repo)) {
			r->bad++;
			continue;
		}
		if (!g->commit(repo, "HEAD~2", &commit)) {
			if (g->commit_message(commit, &text, &size) || size != strlen(NO_NEWLINE) ||
			    memcmp(text, NO_NEWLINE, size))
				r->bad++;
			g->commit_free(commit);
		} else {
			r->bad++;
		}
		if (g->foreach && g->foreach(repo, "tags", counts, &r->visited, &result))
			r->bad++;
		if (g->blob_create && g->blob_create(repo, "shared", 6, &id))
			r->bad++;
		g->close(repo);
	}
	return NULL;
}

static void own_repository(struct seam_case *c)
{
	BEGIN(c, g);
	NEED(c, g->open);
	NEED(c, g->close);
	NEED(c, g->commit);
	NEED(c, g->commit_message);
	NEED(c, g->commit_free);
	const struct hostile *h = hostile(c);
	if (!h)
		return;
	if (seam_traits(c) & SEAM_THREAD_BOUND) {
		seam_skip(c, "the peer is bound to its thread");
		return;
	}
	static struct visits all;
	int result;
	visits_start(&all, NEVER, 0);
	git_walk(h->repository, "tags", visit, &all, &result);
	struct meeting start = MEETING_OF(THREADS);
	pthread_t threads[THREADS];
	struct reader readers[THREADS];
	for (int i = 0; i < THREADS; i++) {
		readers[i] = (struct reader){ .g = g, .h = h, .start = &start };
		pthread_create(&threads[i], NULL, reads, &readers[i]);
	}
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	for (int i = 0; i < THREADS; i++) {
		CHECK_EQ(c, readers[i].bad, 0);
		CHECK_EQ(c, readers[i].visited, g->foreach ? ROUNDS * all.n : 0);
	}
}

SEAM_CASES(libgit2, threads) = { { "own_repository", SEAM_MUST, own_repository,
	                           "threads that each open the repository do not disturb each other", 0 },
	                         SEAM_END };
