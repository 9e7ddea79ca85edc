/*
 * strings_fuzz.c - one op of the group `strings` on the bytes of the input.
 *
 * The first byte picks the op, some ops take another as a length or a size, the rest is the string.  A counted
 * string is handed over as it lies in the input, which ends where the readable memory ends; a terminated one is copied
 * to a block of its own.
 */
#include "fuzz.h"
#include "input.h"
#include "strings/strings.h"
#include "utf.h"

static const struct seam_strings *s;
static bool utf8_only, lossy_in, nul_carried;
static unsigned op; /* the one that this input picks */

#define UNSET ((size_t)-77)
#define LENGTH(n) (n), ((n) == 1 ? "byte" : "bytes")

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	s = FUZZ_LOAD(strings);
	utf8_only = (fuzz_traits() & SEAM_UTF8_ONLY) != 0;
	lossy_in = (fuzz_traits() & SEAM_LOSSY) != 0;
	nul_carried = (fuzz_traits() & SEAM_NUL_CARRIED) != 0;
	return 0;
}

/* ---- what is expected ------------------------------------------------------------------------------------------- */

/* Whether the op has refused the string, and was right to; `nul_refused`: a NUL in it is refused. */
static bool refused(const char *name, int rc, const void *in, size_t n, bool nul_refused, size_t nul_at)
{
	const uint8_t *bytes = in;
	const uint8_t *nul = nul_refused && n ? memchr(in, 0, n) : NULL;
	bool bad = utf8_only && !utf8_valid(in, n);

	SAW(op, -rc);
	if (rc == SEAM_E_NUL && nul) {
		EXPECT(nul_at == (size_t)(nul - bytes), "%s: the first NUL is at %zu, reported is %zu", name,
		       (size_t)(nul - bytes), nul_at);
		return true;
	}
	EXPECT(nul_at == UNSET, "%s: *nul_at was written although the result is %d", name, rc);
	if (rc == SEAM_E_ENCODING && bad)
		return true;
	EXPECT(!nul, "%s: %zu %s with a NUL at %zu: expected SEAM_E_NUL, seen %d", name, LENGTH(n), (size_t)(nul - bytes),
	       rc);
	EXPECT(!bad, "%s: %zu %s that are no UTF-8: expected SEAM_E_ENCODING, seen %d", name, LENGTH(n), rc);
	EXPECT(rc == SEAM_OK, "%s: %zu %s that are allowed: expected SEAM_OK, seen %d", name, LENGTH(n), rc);
	return false;
}

/* `out` has out_n bytes and a terminator, and is what the encoding policy makes of `in`. */
static void arrived(const char *name, const void *in, size_t n, const char *out, size_t out_n, bool repaired)
{
	size_t i = 0;

	EXPECT(out != NULL, "%s: SEAM_OK, and the string is NULL", name);
	EXPECT(out[out_n] == '\0', "%s: no terminator behind the %zu %s", name, LENGTH(out_n));
	if (out_n == n && (n == 0 || memcmp(in, out, n) == 0) && (!repaired || utf8_valid(in, n)))
		return;
	if (repaired) {
		EXPECT(utf8_is_repaired(in, n, (const uint8_t *)out, out_n),
		       "%s: %zu %s came back as %zu, which is not the input with U+FFFD for what is ill-formed", name,
		       LENGTH(n), out_n);
		return;
	}
	while (i < n && i < out_n && ((const char *)in)[i] == out[i])
		i++;
	fuzz_fail("%s: %zu %s went in and %zu came back; the first that differs is number %zu", name, LENGTH(n), out_n, i);
}

/* ---- the ops ---------------------------------------------------------------------------------------------------- */

static void echo(struct input *in)
{
	size_t n;
	char *text = take_string(in, in->left, &n), *out = NULL;
	int rc = s->echo(text, &out);

	if (!refused("echo", rc, text, n, false, UNSET)) {
		arrived("echo", text, n, out, out ? strlen(out) : 0, lossy_in);
		EXPECT(out != text, "echo: the result is the input, not a copy");
		s->release(out);
	}
	free(text);
}

static void echo_optional(struct input *in)
{
	size_t n;
	char *text = take_string(in, in->left, &n), *out = (char *)1;
	int rc = s->echo_optional(text, &out);

	if (!refused("echo_optional", rc, text, n, false, UNSET)) {
		arrived("echo_optional", text, n, out, out ? strlen(out) : 0, lossy_in);
		s->release(out);
	}
	free(text);
}

static void echo_n(struct input *in)
{
	char *out = NULL;
	size_t out_n = UNSET, nul_at = UNSET;
	int rc = s->echo_n((const char *)in->at, in->left, &out, &out_n, &nul_at);

	if (!refused("echo_n", rc, in->at, in->left, !nul_carried, nul_at)) {
		arrived("echo_n", in->at, in->left, out, out_n, lossy_in);
		s->release(out);
	} else {
		EXPECT(!out && out_n == UNSET, "echo_n: an out-parameter was written although the result is %d", rc);
	}
}

static void terminate(struct input *in)
{
	const uint8_t *nul = in->left ? memchr(in->at, 0, in->left) : NULL;
	char *out = NULL;
	size_t nul_at = UNSET;
	int rc = s->terminate((const char *)in->at, in->left, &out, &nul_at);

	EXPECT(rc == (nul ? SEAM_E_NUL : SEAM_OK), "terminate: %zu %s %s a NUL: seen %d", LENGTH(in->left),
	       nul ? "with" : "without", rc);
	EXPECT(nul_at == (nul ? (size_t)(nul - in->at) : UNSET), "terminate: *nul_at is %zu", nul_at);
	if (!nul) {
		arrived("terminate", in->at, in->left, out, out ? strlen(out) : 0, false);
		s->release(out);
	}
}

static void length_and_compare(struct input *in)
{
	size_t a_n, b_n, n = UNSET;
	char *a = take_string(in, take_u8(in), &a_n), *b = take_string(in, in->left, &b_n);
	int expected = strcmp(a, b), order = 77;

	if (s->length) {
		EXPECT(s->length(a, &n) == SEAM_OK && n == a_n, "length: %zu %s, seen %zu", LENGTH(a_n), n);
	}
	if (s->compare) {
		EXPECT(s->compare(a, b, &order) == SEAM_OK, "compare: failed");
		EXPECT((order < 0) == (expected < 0) && (order > 0) == (expected > 0), "compare: expected %d, seen %d",
		       expected, order);
	}
	free(a);
	free(b);
}

static void concat(struct input *in)
{
	size_t a_n, b_n;
	char *a = take_string(in, take_u8(in), &a_n), *b = take_string(in, in->left, &b_n), *out = NULL;
	char *both = malloc(a_n + b_n + 1);
	bool whole = utf8_valid((uint8_t *)a, a_n) == utf8_valid((uint8_t *)b, b_n);
	int rc = s->concat(a, b, &out);

	memcpy(both, a, a_n);
	memcpy(both + a_n, b, b_n + 1);
	/* Halves of a character are ill-formed each, and may be whole together: either reading is lawful. */
	if (rc == SEAM_E_ENCODING && utf8_only) {
		EXPECT(!utf8_valid((uint8_t *)a, a_n) || !utf8_valid((uint8_t *)b, b_n), "concat: UTF-8 was refused");
	} else {
		EXPECT(rc == SEAM_OK, "concat: seen %d", rc);
		if (!lossy_in || (whole && utf8_valid((uint8_t *)a, a_n)))
			arrived("concat", both, a_n + b_n, out, strlen(out), false);
		s->release(out);
	}
	free(a);
	free(b);
	free(both);
}

static void lossy(struct input *in)
{
	char *out = NULL, *again = NULL;
	size_t out_n = UNSET, again_n = UNSET;

	EXPECT(s->lossy((const char *)in->at, in->left, &out, &out_n) == SEAM_OK, "lossy: failed");
	arrived("lossy", in->at, in->left, out, out_n, true);
	EXPECT(s->lossy(out, out_n, &again, &again_n) == SEAM_OK, "lossy: failed on its own result");
	arrived("lossy of its own result", out, out_n, again, again_n, false);
	s->release(out);
	s->release(again);
}

/* The store's string by fill, into a buffer of `size` bytes. */
static void fill(const struct seam_strings_store *store, size_t size, const char *held)
{
	enum { POISON = 0x5B };
	size_t n = strlen(held), needed = UNSET, kept;
	char *buf = malloc(size + FUZZ_SLACK);
	int rc;

	memset(buf, POISON, size + FUZZ_SLACK);
	rc = s->fill(store, size ? buf : NULL, size, &needed);
	EXPECT(rc == (size > n ? SEAM_OK : SEAM_E_SPACE), "fill: %zu %s into %zu: seen %d", LENGTH(n), size, rc);
	EXPECT(needed == n + 1, "fill: %zu are needed, reported are %zu", n + 1, needed);
	kept = rc == SEAM_OK ? n + 1 : 0;
	if (rc == SEAM_OK) {
		EXPECT(memcmp(buf, held, n + 1) == 0, "fill: other bytes than the store's");
	} else if (size && (fuzz_traits() & SEAM_FILL_TRUNCATES)) {
		EXPECT(memchr(buf, 0, size) != NULL, "fill: cut short, and not terminated");
		kept = strlen(buf) + 1;
		EXPECT(strncmp(buf, held, kept - 1) == 0, "fill: cut short, and not the beginning");
		EXPECT(kept + 3 >= size, "fill: only %zu of %zu %s are used", kept, LENGTH(size));
		kept = size;
	}
	for (size_t i = kept; i < size + FUZZ_SLACK; i++)
		EXPECT(buf[i] == POISON, "fill: byte %zu of a buffer of %zu was written, %zu belong to the string", i, size, kept);
	free(buf);
}

static void store(struct input *in)
{
	struct seam_strings_store *store = NULL;
	const char *held = NULL;
	size_t size = take_u8(in);

	EXPECT(s->store_new(&store) == SEAM_OK && store, "store_new: failed");
	do {
		size_t n;
		char *text = take_string(in, in->left, &n);
		int rc = s->store_set(store, text);

		if (!refused("store_set", rc, text, n, false, UNSET)) {
			char *copy = take_string(&(struct input){ (uint8_t *)text, n }, n, NULL);

			memset(text, 'x', n);
			held = NULL;
			EXPECT(s->store_get(store, &held) == SEAM_OK, "store_get: failed");
			arrived("store_get", copy, n, held, held ? strlen(held) : 0, lossy_in);
			free(copy);
		} else {
			const char *now = NULL;

			EXPECT(s->store_get(store, &now) == SEAM_OK && now == held,
			       "store_set: refused, and the string is another");
		}
		free(text);
	} while (in->left);
	if (s->fill && held)
		fill(store, size % 3 ? strlen(held) + size % 3 - 1 : size, held);
	s->store_free(store);
}

static void utf16_from_utf8(struct input *in)
{
	uint16_t *out = NULL;
	size_t out_n = UNSET, nul_at = UNSET, k = 0;
	bool valid = utf8_valid(in->at, in->left);
	const uint8_t *nul = !nul_carried && in->left ? memchr(in->at, 0, in->left) : NULL;
	int rc = s->utf16_from_utf8((const char *)in->at, in->left, &out, &out_n, &nul_at);

	if (rc == SEAM_E_NUL && nul) {
		EXPECT(nul_at == (size_t)(nul - in->at), "utf16_from_utf8: *nul_at is %zu", nul_at);
		return;
	}
	if (rc == SEAM_E_ENCODING && !valid && !lossy_in)
		return;
	EXPECT(rc == SEAM_OK && !nul && (valid || lossy_in), "utf16_from_utf8: seen %d", rc);
	EXPECT(out && out[out_n] == 0, "utf16_from_utf8: no terminator");
	for (size_t i = 0, size; valid && i < in->left; i += size) {
		uint32_t point = 0, seen = 0;
		bool ok = false;

		size = utf8_character(in->at + i, in->left - i, &point);
		EXPECT(k < out_n, "utf16_from_utf8: ends after %zu units, at byte %zu of the input", out_n, i);
		k += utf16_character(out, k, out_n, &seen, &ok);
		EXPECT(ok && seen == point, "utf16_from_utf8: U+%04X became U+%04X", (unsigned)point, (unsigned)seen);
	}
	EXPECT(!valid || k == out_n, "utf16_from_utf8: %zu units, expected %zu", out_n, k);
	s->utf16_release(out);
}

static void utf16_to_utf8(struct input *in)
{
	size_t n = in->left / 2, out_n = UNSET, nul_at = UNSET, nul = UNSET, k = 0, units = UNSET;
	uint16_t *text = malloc(n * 2 + 2);
	bool valid = true, stop;
	uint32_t point, seen;
	char *out = NULL;
	int rc;

	memcpy(text, in->at, n * 2);
	text[n] = 0;
	for (size_t i = 0; i < n; i++)
		if (!text[i] && nul == UNSET)
			nul = i;
	for (size_t i = 0; i < n; i += utf16_character(text, i, n, &point, &stop), valid &= stop)
		;
	if (s->utf16_length) {
		EXPECT(s->utf16_length(text, &units) == SEAM_OK && units == (nul == UNSET ? n : nul),
		       "utf16_length: %zu units, seen %zu", nul == UNSET ? n : nul, units);
	}
	rc = s->utf16_to_utf8(in->at, n, &out, &out_n, &nul_at);
	if (rc == SEAM_E_NUL && !nul_carried && nul != UNSET) {
		EXPECT(nul_at == nul, "utf16_to_utf8: *nul_at is %zu, expected %zu", nul_at, nul);
		goto done;
	}
	if (rc == SEAM_E_ENCODING && !valid && !lossy_in)
		goto done;
	EXPECT(rc == SEAM_OK && (nul_carried || nul == UNSET) && (valid || lossy_in), "utf16_to_utf8: seen %d", rc);
	for (size_t i = 0, size; i < n; k += size) {
		i += utf16_character(text, i, n, &point, &stop);
		size = k < out_n ? utf8_character((uint8_t *)out + k, out_n - k, &seen) : 0;
		EXPECT(size && seen == (stop ? point : REPLACEMENT), "utf16_to_utf8: U+%04X is not at byte %zu of %zu",
		       (unsigned)point, k, out_n);
	}
	EXPECT(k == out_n && out[out_n] == '\0', "utf16_to_utf8: %zu bytes, expected %zu", out_n, k);
	s->release(out);
done:
	free(text);
}

enum { MOST_ITEMS = 8 };

static void list(struct input *in)
{
	const char *items[MOST_ITEMS];
	size_t lengths[MOST_ITEMS], n = 0, count = UNSET, nul_item = UNSET, nul_at = UNSET;
	size_t bad_item = UNSET, first_nul_item = UNSET, first_nul = 0;
	struct seam_strings_list *list = NULL;
	int rc;

	for (; n < MOST_ITEMS && in->left; n++) {
		unsigned size = take_u8(in);

		items[n] = size == 0xFF ? NULL : (const char *)in->at;
		lengths[n] = size == 0xFF ? 0 : size % 32 < in->left ? size % 32 : in->left;
		if (lengths[n] && !nul_carried && first_nul_item == UNSET && memchr(items[n], 0, lengths[n])) {
			first_nul_item = n;
			first_nul = (size_t)((const char *)memchr(items[n], 0, lengths[n]) - items[n]);
		}
		if (utf8_only && bad_item == UNSET && lengths[n] && !utf8_valid(in->at, lengths[n]))
			bad_item = n;
		in->at += lengths[n];
		in->left -= lengths[n];
	}
	rc = s->list_new(n ? items : NULL, lengths, n, &list, &nul_item, &nul_at);
	if (rc == SEAM_E_NUL && first_nul_item != UNSET) {
		EXPECT(nul_item == first_nul_item && nul_at == first_nul, "list_new: the first NUL is reported at %zu of item "
		       "%zu, it is at %zu of item %zu", nul_at, nul_item, first_nul, first_nul_item);
		return;
	}
	if (rc == SEAM_E_ENCODING && bad_item != UNSET)
		return;
	EXPECT(rc == SEAM_OK && first_nul_item == UNSET && bad_item == UNSET, "list_new: seen %d", rc);
	EXPECT(s->list_count(list, &count) == SEAM_OK && count == n, "list_count: %zu, expected %zu", count, n);
	for (size_t i = 0; i < n; i++) {
		const char *out = (const char *)1;
		size_t out_n = UNSET;

		EXPECT(s->list_get(list, i, &out, &out_n) == SEAM_OK, "list_get: item %zu of %zu failed", i, n);
		if (items[i])
			arrived("list_get", items[i], lengths[i], out, out_n, lossy_in);
		else
			EXPECT(!out && !out_n, "list_get: item %zu was absent", i);
	}
	EXPECT(s->list_get(list, n, items, &count) == SEAM_E_RANGE, "list_get: index %zu of %zu was not refused", n, n);
	s->list_free(list);
}

static void join(struct input *in)
{
	const char *items[MOST_ITEMS];
	char *separator, *out = NULL, *expected = malloc(in->left * 2 + MOST_ITEMS * 256 + 1);
	size_t n = 0, size = 0, separator_n;
	bool valid, any = false;
	int rc;

	separator = take_string(in, take_u8(in), &separator_n);
	valid = utf8_valid((uint8_t *)separator, separator_n);
	for (; n < MOST_ITEMS && in->left; n++) {
		size_t item_n = 0;

		items[n] = *in->at == 0xFF ? NULL : take_string(in, in->left, &item_n);
		if (!items[n]) {
			take_u8(in);
			continue;
		}
		valid &= utf8_valid((const uint8_t *)items[n], item_n);
		if (any) {
			memcpy(expected + size, separator, separator_n);
			size += separator_n;
		}
		memcpy(expected + size, items[n], item_n);
		size += item_n;
		any = true;
	}
	rc = s->list_join(n ? items : NULL, n, separator, &out);
	if (rc != SEAM_E_ENCODING || !utf8_only || valid) {
		EXPECT(rc == SEAM_OK, "list_join: seen %d", rc);
		if (valid || !lossy_in)
			arrived("list_join", expected, size, out, strlen(out), false);
		s->release(out);
	}
	for (size_t i = 0; i < n; i++)
		free((char *)(uintptr_t)items[i]);
	free(separator);
	free(expected);
}

static void split(struct input *in)
{
	char separator = (char)(take_u8(in) % 127 + 1);
	size_t n, pieces = 1, out_n = UNSET, at = 0;
	char *text = take_string(in, in->left, &n), **out = NULL;
	int rc = s->list_split(text, separator, &out, &out_n);

	if (!refused("list_split", rc, text, n, false, UNSET)) {
		for (size_t i = 0; i < n; i++)
			pieces += text[i] == separator;
		EXPECT(out_n == pieces && !out[out_n], "list_split: %zu pieces, expected %zu and a NULL", out_n, pieces);
		for (size_t i = 0; i < pieces; i++) {
			const char *end = memchr(text + at, separator, n - at);
			size_t size = end ? (size_t)(end - text) - at : n - at;

			arrived("list_split", text + at, size, out[i], strlen(out[i]), lossy_in);
			at += size + 1;
		}
		s->list_release(out, out_n);
	}
	free(text);
}

static void field(struct input *in)
{
	char field[SEAM_STRINGS_FIELD], before[SEAM_STRINGS_FIELD], *text, *out = NULL;
	size_t n;
	int rc;

	take_bytes(in, field, sizeof field);
	memcpy(before, field, sizeof field);
	n = strnlen(field, sizeof field);
	rc = s->field_get(field, &out);
	if (!refused("field_get", rc, field, n, false, UNSET)) {
		arrived("field_get", field, n, out, strlen(out), lossy_in);
		s->release(out);
	}
	text = take_string(in, in->left, &n);
	rc = s->field_set(field, text);
	EXPECT(rc == (n > sizeof field ? SEAM_E_SPACE : SEAM_OK), "field_set: %zu %s, seen %d", LENGTH(n), rc);
	if (rc == SEAM_OK) {
		memset(before, 0, sizeof before);
		memcpy(before, text, n);
	}
	EXPECT(memcmp(field, before, sizeof field) == 0, "field_set: %zu %s, and the field is not as it should be",
	       LENGTH(n));
	free(text);
}

static void error(struct input *in)
{
	const char *text = NULL;
	size_t n = UNSET, nul_at = UNSET;
	int rc = s->error_set((const char *)in->at, in->left, &nul_at);
	bool kept = !refused("error_set", rc, in->at, in->left, !nul_carried, nul_at);

	EXPECT(s->error_text(&text, &n) == SEAM_OK, "error_text: failed");
	if (kept)
		arrived("error_text", in->at, in->left, text, n, lossy_in);
	EXPECT(s->error_set("", 0, NULL) == SEAM_OK, "error_set: the empty text was refused");
}

struct visited {
	struct input text;
	char separator;
	size_t pieces;
	bool exact;
};

static void on_piece(void *userdata, const char *piece, size_t n)
{
	struct visited *v = userdata;
	const uint8_t *end = v->text.left ? memchr(v->text.at, (uint8_t)v->separator, v->text.left) : NULL;
	size_t size = end ? (size_t)(end - v->text.at) : v->text.left;

	v->pieces++;
	arrived("visit", v->text.at, size, piece, n, !v->exact);
	v->text.at += size + (end != NULL);
	v->text.left -= size + (end != NULL);
}

static void visit(struct input *in)
{
	struct visited v = { .separator = (char)(take_u8(in) % 127 + 1), .exact = !lossy_in };
	size_t pieces = 1, nul_at = UNSET;
	int rc;

	v.text = *in;
	rc = s->visit((const char *)in->at, in->left, v.separator, on_piece, &v, &nul_at);
	for (size_t i = 0; i < in->left; i++)
		pieces += in->at[i] == (uint8_t)v.separator;
	if (refused("visit", rc, in->at, in->left, !nul_carried, nul_at))
		pieces = 0;
	EXPECT(v.pieces == pieces, "visit: %zu pieces, expected %zu", v.pieces, pieces);
}

/* ---- the target ------------------------------------------------------------------------------------------------- */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input in = { data, size };

	op = take_below(&in, 16);
#define OP(number, needed, run)          \
	case number:                     \
		if (needed)              \
			run(&in);        \
		break
	switch (op) {
		OP(0, s->echo && s->release, echo);
		OP(1, s->echo_n && s->release, echo_n);
		OP(2, s->echo_optional && s->release, echo_optional);
		OP(3, s->terminate && s->release, terminate);
		OP(4, true, length_and_compare);
		OP(5, s->concat && s->release, concat);
		OP(6, s->lossy && s->release, lossy);
		OP(7, s->store_new && s->store_free && s->store_set && s->store_get, store);
		OP(8, s->utf16_from_utf8 && s->utf16_release, utf16_from_utf8);
		OP(9, s->utf16_to_utf8 && s->release, utf16_to_utf8);
		OP(10, s->list_new && s->list_count && s->list_get && s->list_free, list);
		OP(11, s->list_join && s->release, join);
		OP(12, s->list_split && s->list_release, split);
		OP(13, s->field_get && s->field_set && s->release, field);
		OP(14, s->error_set && s->error_text, error);
		OP(15, s->visit, visit);
	}
	EXPECT(fuzz_live() == 0, "op %u leaves %zu blocks of lent memory behind", op, fuzz_live());
	return 0;
}
