/* own_records.c - structs of the host's with members of the peer's: strings, records, packets; blocks by callback. */
#include "own.h"

#include <string.h>

static char *string_of(const char *text, size_t length)
{
	char *copy = lent(length + 1, 1);

	if (copy) {
		memcpy(copy, text, length);
		copy[length] = '\0';
	}
	return copy;
}

static void string_free(char *string)
{
	if (string)
		lent_free(string, strlen(string) + 1, 1);
}

/* ---- strings --------------------------------------------------------------------------------------------------- */

int seam_c_strings_split(const char *text, char separator, struct seam_own_strings *out)
{
	struct seam_own_strings made = { NULL, 1 };
	size_t done = 0;

	if (!text || !out)
		return SEAM_E_NULL;
	if (!separator)
		return SEAM_E_RANGE;
	for (const char *at = text; (at = strchr(at, separator)); at++)
		made.count++;
	made.strings = lent((made.count + 1) * sizeof *made.strings, _Alignof(char *));
	if (!made.strings)
		return SEAM_E_MEMORY;
	for (; done < made.count; done++) {
		const char *end = done + 1 < made.count ? strchr(text, separator) : text + strlen(text);

		made.strings[done] = string_of(text, (size_t)(end - text));
		if (!made.strings[done])
			break;
		text = end + 1;
	}
	if (done < made.count) {
		while (done)
			string_free(made.strings[--done]);
		lent_free(made.strings, (made.count + 1) * sizeof *made.strings, _Alignof(char *));
		return SEAM_E_MEMORY;
	}
	made.strings[made.count] = NULL;
	*out = made;
	return SEAM_OK;
}

void seam_c_strings_free(struct seam_own_strings *strings)
{
	if (!strings)
		return;
	for (size_t i = 0; i < strings->count; i++)
		string_free(strings->strings[i]);
	lent_free(strings->strings, (strings->count + 1) * sizeof *strings->strings, _Alignof(char *));
	*strings = (struct seam_own_strings){ NULL, 0 };
}

/* ---- records --------------------------------------------------------------------------------------------------- */

static const char untitled[] = "untitled";

int seam_c_record_init(struct seam_own_record *record)
{
	if (!record)
		return SEAM_E_NULL;
	*record = (struct seam_own_record){ .title = untitled };
	return SEAM_OK;
}

int seam_c_record_set(struct seam_own_record *record, const char *title, const uint8_t *bytes, size_t size,
                      struct seam_own_node *node)
{
	struct seam_own_record made = { .title = untitled, .size = size, .node = node };

	if (!record || (!bytes && size))
		return SEAM_E_NULL;
	if (title) {
		made.title = string_of(title, strlen(title));
		if (!made.title)
			return SEAM_E_MEMORY;
	}
	if (size) {
		made.bytes = lent(size, 1);
		if (!made.bytes) {
			made.size = 0;
			made.node = NULL;
			seam_c_record_clear(&made);
			return SEAM_E_MEMORY;
		}
		memcpy(made.bytes, bytes, size);
	}
	if (node)
		seam_c_node_ref(node);
	seam_c_record_clear(record); /* last: what was passed may have been the record's own */
	*record = made;
	return SEAM_OK;
}

int seam_c_record_move(struct seam_own_record *from, struct seam_own_record *to)
{
	if (!from || !to)
		return SEAM_E_NULL;
	if (from == to)
		return SEAM_OK;
	*to = *from;
	return seam_c_record_init(from);
}

void seam_c_record_clear(struct seam_own_record *record)
{
	if (!record)
		return;
	if (record->title != untitled)
		string_free((char *)(uintptr_t)record->title); /* const for the host: the peer made it */
	lent_free(record->bytes, record->size, 1);
	seam_c_node_unref(record->node);
	*record = (struct seam_own_record){ NULL, NULL, 0, NULL };
}

/* ---- packets --------------------------------------------------------------------------------------------------- */

int seam_c_packet_make(const void *bytes, size_t size, struct seam_own_packet **out)
{
	struct seam_own_packet *packet;

	if (!out || (!bytes && size))
		return SEAM_E_NULL;
	if (size > 65536)
		return SEAM_E_RANGE;
	packet = lent(SEAM_PACKET_SIZE(size), _Alignof(struct seam_own_packet));
	if (!packet)
		return SEAM_E_MEMORY;
	packet->size = size;
	if (size)
		memcpy((char *)packet + offsetof(struct seam_own_packet, bytes), bytes, size);
	*out = packet;
	return SEAM_OK;
}

/* ---- blocks by callback ---------------------------------------------------------------------------------------- */

int seam_c_blocks_hand_out(size_t count, size_t size, seam_own_take_fn take, void *userdata)
{
	if (!take)
		return SEAM_E_NULL;
	for (size_t i = 0; i < count; i++) {
		void *block = lent(size, 8);

		if (!block)
			return SEAM_E_MEMORY;
		memset(block, (uint8_t)i, size);
		if (take(userdata, block, size)) {
			lent_free(block, size, 8);
			return SEAM_E_FAILED;
		}
	}
	return SEAM_OK;
}

int seam_c_blocks_collect(seam_own_give_fn give, void *userdata, uint64_t *out)
{
	uint64_t total = 0;

	if (!give || !out)
		return SEAM_E_NULL;
	for (;;) {
		void *block = NULL;
		size_t size = 0;
		int rc = give(userdata, &block, &size);

		if (rc == 1) {
			*out = total;
			return SEAM_OK;
		}
		if (rc)
			return SEAM_E_FAILED;
		if (block)
			total += size;
		lent_free(block, size, 1);
	}
}
