/*
 * packet: a struct with an array at its end is one block, of exactly its head and its bytes.
 * Rule: ownership.packet    Source: flexible array members; struct dirent; RS-2021-0066 (size and layout at free)
 */
#include "ownership/blocks.h"

static void exact(struct seam_case *c)
{
	static const size_t sizes[] = { 0, 1, 7, 8, 9, 255, 4096, 65536 };
	static uint8_t in[65536];
	const struct seam_ownership *s = SEAM_OPS(c, ownership);

	NEED(c, s->packet_make);
	for (size_t i = 0; i < sizeof in; i++)
		in[i] = (uint8_t)(i * 31 + 1);
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		const char *bytes = seam_in(c, in, sizes[i]);
		struct seam_own_packet *packet = NULL;

		REQUIRE(CHECK_EQ(c, s->packet_make(bytes, sizes[i], &packet), SEAM_OK));
		seam_drop(c, bytes);
		REQUIRE(lent_as(c, packet, SEAM_PACKET_SIZE(sizes[i]), _Alignof(struct seam_own_packet)));
		REQUIRE(CHECK_EQ(c, packet->size, sizes[i]));
		CHECK_BYTES(c, (char *)packet + offsetof(struct seam_own_packet, bytes), packet->size, in, sizes[i]);
		seam_free_lent(c, packet);
		REQUIRE(CHECK_EQ(c, seam_live(c).blocks, 0));
	}
}

static void refused(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_packet **out = seam_out(c, sizeof *out), *packet = NULL;

	NEED(c, s->packet_make);
	CHECK_EQ(c, s->packet_make("x", 65537, out), SEAM_E_RANGE);
	/* so many that a head and they are few again */
	CHECK_EQ(c, s->packet_make("x", SIZE_MAX, out), SEAM_E_RANGE);
	CHECK_EQ(c, s->packet_make("x", SIZE_MAX - sizeof(size_t) + 1, out), SEAM_E_RANGE);
	CHECK_EQ(c, s->packet_make(NULL, 1, out), SEAM_E_NULL);
	CHECK_EQ(c, s->packet_make("x", 1, NULL), SEAM_E_NULL);
	unwritten(c, out, sizeof *out, "packet_make");
	if (CHECK_EQ(c, s->packet_make("", 0, &packet), SEAM_OK))
		seam_free_lent(c, packet);
	CHECK_EQ(c, seam_live(c).blocks, 0);
}

SEAM_CASES(ownership, packet) = {
	{ "exact", SEAM_MUST, exact, "a packet is one lent block of SEAM_PACKET_SIZE bytes, which the host frees", 0 },
	{ "refused", SEAM_MUST, refused, "a packet that is too large is SEAM_E_RANGE, and nothing is made", 0 },
	SEAM_END
};
