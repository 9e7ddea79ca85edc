/* mutants_members.c - strings and packets whose members are freed too often, too early, or not at all. */
#include "ownership/planted_later.h"

static void array_alone_is_freed(struct seam_own_strings *strings)
{
	for (size_t i = 0; strings && i < strings->count; i++)
		strings->strings[i] = NULL;
	ORIGINAL->strings_free(strings);
}

/* As g_strfreev does, which counts on no gaps. */
static void freed_up_to_the_gap(struct seam_own_strings *strings)
{
	for (size_t i = 0, gap = 0; strings && i < strings->count; i++) {
		gap |= !strings->strings[i];
		if (gap)
			strings->strings[i] = NULL;
	}
	ORIGINAL->strings_free(strings);
}

static void freed_and_left(struct seam_own_strings *strings)
{
	struct seam_own_strings copy;

	if (!strings || !strings->count)
		return;
	copy = *strings;
	ORIGINAL->strings_free(&copy);
	strings->count = 0;
}

static int parts_are_longer(const char *text, char separator, struct seam_own_strings *out)
{
	int rc = ORIGINAL->strings_split(text, separator, out);
	const struct seam_host *host = seam_probe_host();

	if (!rc) {
		size_t size = strlen(out->strings[0]) + 1;
		char *longer = host->realloc(host, out->strings[0], size, 1, size + 1);

		out->strings[0] = longer ? longer : out->strings[0];
	}
	return rc;
}

static int half_is_left(const char *text, char separator, struct seam_own_strings *out)
{
	int rc = ORIGINAL->strings_split(text, separator, out);

	if (rc == SEAM_E_MEMORY)
		lent_alloc(8, 1);
	return rc;
}

static int empty_has_none(const char *text, char separator, struct seam_own_strings *out)
{
	int rc = ORIGINAL->strings_split(text, separator, out);

	if (!rc && !*text) {
		ORIGINAL->strings_free(out);
	}
	return rc;
}

static int head_and_bytes(const void *bytes, size_t size, struct seam_own_packet **out)
{
	int rc = ORIGINAL->packet_make(bytes, size, out);
	const struct seam_host *host = seam_probe_host();

	if (!rc) {
		void *moved = host->realloc(host, *out, SEAM_PACKET_SIZE(size), _Alignof(struct seam_own_packet),
		                            sizeof **out + size);

		*out = moved ? moved : *out;
	}
	return rc;
}

/* The sum wraps before anybody looks at it. */
static int sum_is_looked_at(const void *bytes, size_t size, struct seam_own_packet **out)
{
	if (SEAM_PACKET_SIZE(size) > SEAM_PACKET_SIZE(65536) || size <= 65536)
		return ORIGINAL->packet_make(bytes, size, out);
	return ORIGINAL->packet_make(bytes, 0, out);
}

SEAM_MUTANTS(ownership, members) = {
	MUTANT(array_alone_is_freed, "strings.whole", "plain", "fail", "blocks", SILENT, strings_free),
	MUTANT(freed_and_left, "strings.whole", "plain", "fail", "strings->strings", SILENT, strings_free),
	MUTANT(parts_are_longer, "strings.whole", "plain", "fail", "seen_size == size", SILENT, strings_split),
	MUTANT(freed_up_to_the_gap, "strings.stolen", "plain", "fail", "blocks", SILENT, strings_free),
	MUTANT(half_is_left, "strings.no_memory", "plain", "fail", "blocks", SILENT, strings_split),
	MUTANT(empty_has_none, "strings.one_or_none", "plain", "fail", "out->count", SILENT, strings_split),
	MUTANT(head_and_bytes, "packet.exact", "plain", "fail", "seen_size == size", SILENT, packet_make),
	MUTANT(sum_is_looked_at, "packet.refused", "plain", "fail", "SEAM_E_RANGE", SILENT, packet_make),
	SEAM_NO_MORE_MUTANTS
};
