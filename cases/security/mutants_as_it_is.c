/* mutants_as_it_is.c - names that are decoded, bytes that are counted by strlen, ids that wrap, state that calls share. */
#include "security/planted.h"

#define READS                                                                                                          \
	const struct seam_sec_root *root, const char *path, size_t n, seam_sec_authorise_fn authorise, void *userdata, \
		void *buffer, size_t size, size_t *out_n

/* A %20 becomes a blank, and the path no shorter for it. */
static int percent_decoded(READS)
{
	char copy[SEAM_SEC_PATH_MAX];

	if (!path || n > sizeof copy)
		return O->root_read(root, path, n, authorise, userdata, buffer, size, out_n);
	memcpy(copy, path, n);
	for (size_t i = 0; i + 2 < n; i++)
		if (!memcmp(copy + i, "%20", 3))
			copy[i] = ' ';
	return O->root_read(root, copy, n, authorise, userdata, buffer, size, out_n);
}

static int trailing_space_trimmed(READS)
{
	return O->root_read(root, path, path && n > 5 && n < 1000 && path[n - 1] == ' ' ? n - 1 : n, authorise, userdata, buffer, size, out_n);
}

struct asker {
	seam_sec_authorise_fn authorise;
	void *userdata;
};

static int shortened(void *userdata, const char *path, size_t n, uint64_t size)
{
	struct asker *asker = userdata;

	return asker->authorise(asker->userdata, path, n - (n > 9 && path[n - 1] == 't'), size);
}

static int asks_for_another_name(READS)
{
	struct asker asker = { authorise, userdata };

	return O->root_read(root, path, n, authorise ? shortened : NULL, &asker, buffer, size, out_n);
}

static int create_strlen(const struct seam_sec_root *root, const char *path, size_t n, const void *bytes, size_t size)
{
	return O->root_create(root, path, n, bytes, bytes && size && memchr(bytes, 0, size) ? strlen(bytes) : size);
}

static int temporary_strlen(const struct seam_sec_root *root, const void *bytes, size_t size, char *name)
{
	return O->root_temporary(root, bytes, bytes && size && memchr(bytes, 0, size) ? strlen(bytes) : size, name);
}

static int read_in_text_mode(READS)
{
	size_t to = 0;
	int rc = O->root_read(root, path, n, authorise, userdata, buffer, size, out_n);

	for (size_t i = 0; !rc && i < *out_n; i++)
		if (((char *)buffer)[i] != '\r')
			((char *)buffer)[to++] = ((char *)buffer)[i];
	if (!rc)
		*out_n = to;
	return rc;
}

static int quote_csv_formula(uint32_t how, const char *text, size_t n, char **out, size_t *out_n)
{
	char copy[128];

	if (how != SEAM_SEC_CSV || !text || !n || n + 1 > sizeof copy || (*text != '=' && *text != '@'))
		return O->quote(how, text, n, out, out_n);
	copy[0] = '\'';
	memcpy(copy + 1, text, n);
	return O->quote(how, copy, n + 1, out, out_n);
}

static int number_long_garbage(const char *text, size_t n, int64_t min, int64_t max, int64_t *out)
{
	size_t digits = 0;

	while (text && digits < n && text[digits] >= '0' && text[digits] <= '9')
		digits++;
	return O->number_parse(text, n > 30 && digits ? digits : n, min, max, out);
}

static int log_leak_reentrant(const char *name, size_t n, seam_sec_line_fn line, void *userdata)
{
	static int depth;
	int rc;

	if (depth && line)
		lent(24);
	depth++;
	rc = O->log_refused(name, n, line, userdata);
	depth--;
	return rc;
}

static int log_drops_reentrant(const char *name, size_t n, seam_sec_line_fn line, void *userdata)
{
	static int depth;
	int rc;

	if (depth && line)
		return SEAM_OK;
	depth++;
	rc = O->log_refused(name, n, line, userdata);
	depth--;
	return rc;
}

#define KEY_PARSES const char *digits, size_t n, char *why, size_t why_size, struct seam_sec_key **out

static int key_parse_0x(KEY_PARSES)
{
	bool prefixed = digits && n > 2 && digits[0] == '0' && digits[1] == 'x';

	return prefixed ? O->key_parse(digits + 2, n - 2, why, why_size, out) : O->key_parse(digits, n, why, why_size, out);
}

static int key_parse_why_digit(KEY_PARSES)
{
	int rc = O->key_parse(digits, n, why, why_size, out);

	for (size_t i = 0; rc == SEAM_E_ENCODING && n % 2 == 0 && i < n; i++)
		if (!memchr("0123456789abcdefABCDEF", digits[i], 22)) {
			if (why_size)
				snprintf(why, why_size, "no hexadecimal digit: %c", digits[i]);
			break;
		}
	return rc;
}

static int ids_16_bits(struct seam_sec_ring *ring, const void *bytes, size_t n, uint64_t *id)
{
	int rc = O->ring_add(ring, bytes, n, id);

	if (!rc)
		*id = ring->slots[ring->count - 1].id = (uint16_t)*id ? (uint16_t)*id : 1;
	return rc;
}

static int session_of_other_ring(const struct seam_sec_ring *ring, uint64_t session, uint64_t *id)
{
	static struct seam_sec_ring last;

	if (ring && ring->open)
		last = *ring;
	return O->ring_session(ring && !ring->open && last.open ? &last : ring, session, id);
}

static int asks_the_new_one_too(struct seam_sec_gate *gate, const char *subject, size_t n, uint64_t amount)
{
	seam_sec_authorise_fn was = gate ? gate->authorise : NULL;
	int rc = O->gate_ask(gate, subject, n, amount);

	return rc == SEAM_E_FAILED && gate->authorise && gate->authorise != was ? O->gate_ask(gate, subject, n, amount) : rc;
}

struct summer {
	seam_sec_source_fn source;
	void *userdata;
	uint64_t sum;
};

static int64_t saturates(void *userdata, uint64_t *numbers, size_t capacity)
{
	struct summer *summer = userdata;
	int64_t n = summer->source(summer->userdata, numbers, capacity);

	for (int64_t i = 0; i < n && (uint64_t)i < capacity; i++)
		summer->sum = summer->sum + numbers[i] < numbers[i] ? UINT64_MAX : summer->sum + numbers[i];
	return n;
}

static int gather_sum_saturates(seam_sec_source_fn source, void *userdata, size_t *count, uint64_t *sum)
{
	struct summer summer = { source, userdata, 0 };
	int rc = O->gather(source ? saturates : NULL, &summer, count, sum);

	if (!rc)
		*sum = summer.sum;
	return rc;
}

SEAM_MUTANTS(security, as_it_is) = {
	ROW(percent_decoded, "path_bytes.escapes", "is there, and the answer is", root_read),
	ROW(trailing_space_trimmed, "path_bytes.each_ending", "is there, and the answer is", root_read),
	ROW(asks_for_another_name, "path_bytes.each_ending", "asked.path", root_read),
	ROW(create_strlen, "file_bytes.created", "bytes, not the 768 that were given", root_create),
	ROW(temporary_strlen, "file_bytes.temporary", "bytes, not the 768 that were given", root_temporary),
	ROW(read_in_text_mode, "file_bytes.read_back", "n == BYTES_N", root_read),
	ROW(quote_csv_formula, "quote.csv", "out_n == expected_n", quote),
	ROW(number_long_garbage, "number.form", "is answered with 0", number_parse),
	ROW(log_leak_reentrant, "log.within_a_line", "seam_live(c).blocks == before.blocks", log_refused),
	ROW(log_drops_reentrant, "log.within_a_line", "nested.inner.text", log_refused),
	ROW(key_parse_0x, "why.prefixes", "is taken for digits", key_parse),
	ROW(key_parse_why_digit, "why.same_for_all", "the reason tells what was refused", key_parse),
	ROW(ids_16_bits, "ids.many", "is given twice", ring_add),
	ROW(session_of_other_ring, "ids.empty_ring", "is asked for one of another ring", ring_session),
	ROW(asks_the_new_one_too, "closed_meanwhile.replaced_in_flight", "puts another in its place", gate_ask),
	ROW(gather_sum_saturates, "most.sum", "a sum over 64 bits is 0xffffffffffffffff", gather),
	SEAM_NO_MORE_MUTANTS
};
