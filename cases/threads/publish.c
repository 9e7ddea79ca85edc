/*
 * publish: what one thread publishes the others see whole, and never go back to what was before.
 * Rule: threads.publish    Source: atomic pointers without release and acquire, seqlocks
 */
#include "threads/stage.h"

#include <string.h>

enum { SIZE = 96 * 1024, ROUNDS = 60, READERS = 2 };

struct publish {
	const struct seam_threads *s;
	struct seam_thr_box *box;
	unsigned char *room[READERS + 1];
	threads_count torn, back, wrong, done;
};

static void write_all(struct publish *p)
{
	for (int n = 1; n <= ROUNDS; n++) {
		memset(p->room[0], n, SIZE);
		if (p->s->box_publish(p->box, p->room[0], SIZE - (size_t)n) != SEAM_OK)
			threads_more(&p->wrong);
	}
	threads_more(&p->done);
}

static void read_all(struct publish *p, unsigned char *room)
{
	unsigned char last = 0;

	while (!threads_read(&p->done)) {
		size_t size = 0;

		if (p->s->box_read(p->box, room, SIZE, &size) != SEAM_OK || size > SIZE - 1 || size < SIZE - ROUNDS) {
			threads_more(&p->wrong);
			return;
		}
		if (memcmp(room, room + 1, size - 1) != 0 || room[0] != SIZE - size)
			threads_more(&p->torn);
		if (room[0] < last)
			threads_more(&p->back);
		last = room[0];
	}
}

static void part(struct seam_case *c, size_t i, void *argument)
{
	struct publish *p = argument;

	(void)c;
	if (i == 0)
		write_all(p);
	else
		read_all(p, p->room[i]);
}

static unsigned char rooms[READERS + 1][SIZE];

static void whole(struct seam_case *c)
{
	struct publish p = { .s = SEAM_OPS(c, threads) };
	uint64_t live;

	NEED(c, p.s->box_create);
	REQUIRE(threads_any(c));
	live = p.s->live();
	REQUIRE(CHECK_EQ(c, p.s->box_create(&p.box), SEAM_OK));
	CHECK_EQ(c, p.s->live(), live + 1);
	for (int i = 0; i <= READERS; i++)
		p.room[i] = rooms[i];
	memset(rooms[0], 1, SIZE);
	CHECK_EQ(c, p.s->box_publish(p.box, rooms[0], SIZE - 1), SEAM_OK);
	seam_together(c, READERS + 1, part, &p);
	CHECK_EQ(c, threads_read(&p.wrong), 0u);
	if (threads_read(&p.torn))
		FAIL(c, "%u times a reader saw a publication that was not whole", threads_read(&p.torn));
	CHECK_EQ(c, threads_read(&p.back), 0u);
	CHECK_EQ(c, p.s->box_destroy(p.box), SEAM_OK);
}

static void copies(struct seam_case *c)
{
	const struct seam_threads *s = SEAM_OPS(c, threads);
	struct seam_thr_box *box = NULL;
	char *out = seam_out(c, 8), *in = seam_inout(c, "publish", 8);
	size_t size = 99;

	NEED(c, s->box_create);
	REQUIRE(CHECK_EQ(c, s->box_create(&box), SEAM_OK));
	CHECK_EQ(c, s->box_read(box, out, 8, &size), SEAM_E_NOT_FOUND);
	CHECK_EQ(c, size, 99u);
	CHECK_EQ(c, s->box_publish(box, in, 8), SEAM_OK);
	memset(in, '#', 8);
	CHECK_EQ(c, s->box_read(box, out, 7, &size), SEAM_E_SPACE);
	CHECK_EQ(c, size, 8u);
	CHECK_EQ(c, seam_untouched(c, out, 8), 8u);
	CHECK_EQ(c, s->box_read(box, out, 8, &size), SEAM_OK);
	CHECK_BYTES(c, out, 8, "publish", 8);
	CHECK_EQ(c, s->box_publish(box, in, 0), SEAM_OK);
	CHECK_EQ(c, s->box_read(box, out, 8, &size), SEAM_OK);
	CHECK_EQ(c, size, 0u);
	CHECK_BYTES(c, out, 8, "publish", 8);
	CHECK_EQ(c, s->box_destroy(box), SEAM_OK);
}

SEAM_CASES(threads, publish) = {
	{ "whole", SEAM_MUST, whole, "readers see one publication at a time, whole, and none before one that they have seen", 0 },
	{ "copies", SEAM_MUST, copies, "a publication is a copy; what does not fit is refused, with its size", 0 },
	SEAM_END
};
