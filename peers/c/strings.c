/*
 * strings.c - strings that cross the boundary, in C: bytes pass as they are, interior NULs are carried.
 *
 * Owned strings come from malloc, with room for a terminator that their length does not count.
 */
#include "c.h"

#include <stdlib.h>
#include <string.h>

#define REPLACEMENT 0xFFFDu
#define ILL_FORMED  0xFFFFFFFFu /* no code point */

/* ---- copies ---------------------------------------------------------------------------------------------------- */

/* NULL when memory is out.  s is not looked at when n is 0. */
static char *copy(const char *s, size_t n)
{
	char *p = n < SIZE_MAX ? malloc(n + 1) : NULL;

	if (!p)
		return NULL;
	if (n)
		memcpy(p, s, n);
	p[n] = '\0';
	return p;
}

static int give(const char *s, size_t n, char **out)
{
	char *p = copy(s, n);

	if (!p)
		return SEAM_E_MEMORY;
	*out = p;
	return SEAM_OK;
}

static int echo(const char *s, char **out)
{
	return s && out ? give(s, strlen(s), out) : SEAM_E_NULL;
}

static int echo_optional(const char *s, char **out)
{
	if (!out)
		return SEAM_E_NULL;
	if (s)
		return give(s, strlen(s), out);
	*out = NULL;
	return SEAM_OK;
}

static int echo_n(const char *s, size_t n, char **out, size_t *out_n, size_t *nul_at)
{
	int rc;

	(void)nul_at;
	if ((!s && n) || !out || !out_n)
		return SEAM_E_NULL;
	rc = give(s, n, out);
	if (rc == SEAM_OK)
		*out_n = n;
	return rc;
}

static int terminate(const char *s, size_t n, char **out, size_t *nul_at)
{
	const char *nul;

	if ((!s && n) || !out)
		return SEAM_E_NULL;
	nul = n ? memchr(s, '\0', n) : NULL;
	if (nul) {
		if (nul_at)
			*nul_at = (size_t)(nul - s);
		return SEAM_E_NUL;
	}
	return give(s, n, out);
}

static void release(char *s)
{
	free(s);
}

static int length(const char *s, size_t *n)
{
	if (!s || !n)
		return SEAM_E_NULL;
	*n = strlen(s);
	return SEAM_OK;
}

static int compare(const char *a, const char *b, int *order)
{
	if (!a || !b || !order)
		return SEAM_E_NULL;
	*order = strcmp(a, b);
	return SEAM_OK;
}

static int concat(const char *a, const char *b, char **out)
{
	size_t a_n, b_n;
	char *p;

	if (!a || !b || !out)
		return SEAM_E_NULL;
	a_n = strlen(a);
	b_n = strlen(b);
	p = b_n < SIZE_MAX - a_n ? malloc(a_n + b_n + 1) : NULL;
	if (!p)
		return SEAM_E_MEMORY;
	memcpy(p, a, a_n);
	memcpy(p + a_n, b, b_n + 1);
	*out = p;
	return SEAM_OK;
}

/* ---- UTF-8 and UTF-16 ------------------------------------------------------------------------------------------ */

/*
 * The code point that begins at s, n > 0 bytes being there; returns the bytes it takes.  ILL_FORMED takes as many as
 * could have begun a character (Unicode, table 3-7), at least one.
 */
static size_t decode(const char *s, size_t n, uint32_t *point)
{
	const unsigned char *p = (const unsigned char *)s;
	unsigned char low = p[0] == 0xE0 ? 0xA0 : p[0] == 0xF0 ? 0x90 : 0x80;
	unsigned char high = p[0] == 0xED ? 0x9F : p[0] == 0xF4 ? 0x8F : 0xBF;
	size_t size = p[0] < 0x80 ? 1 : p[0] < 0xC2 ? 0 : p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : p[0] < 0xF5 ? 4 : 0;
	uint32_t value = size > 1 ? p[0] & (0x7Fu >> size) : p[0];

	*point = ILL_FORMED;
	if (size == 0)
		return 1;
	for (size_t i = 1; i < size; i++) {
		if (i >= n || p[i] < low || p[i] > high)
			return i;
		value = value << 6 | (p[i] & 0x3Fu);
		low = 0x80;
		high = 0xBF;
	}
	*point = value;
	return size;
}

/* Writes the code point at `to`, if that is not NULL; returns the bytes it takes. */
static size_t encode(uint32_t point, char *to)
{
	static const unsigned char mark[] = { 0, 0, 0xC0, 0xE0, 0xF0 };
	size_t size = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;

	for (size_t i = size; to && i-- > 0; point >>= 6)
		to[i] = (char)(size == 1 ? point : i ? 0x80u | (point & 0x3Fu) : mark[size] | point);
	return size;
}

/* The size of the well-formed string; written at `to` if that is not NULL. */
static size_t make_well_formed(const char *s, size_t n, char *to)
{
	size_t size = 0;
	uint32_t point;

	for (size_t i = 0; i < n;) {
		i += decode(s + i, n - i, &point);
		size += encode(point == ILL_FORMED ? REPLACEMENT : point, to ? to + size : NULL);
	}
	return size;
}

static int lossy(const char *s, size_t n, char **out, size_t *out_n)
{
	size_t size;
	char *p;

	if ((!s && n) || !out || !out_n)
		return SEAM_E_NULL;
	size = make_well_formed(s, n, NULL);
	p = malloc(size + 1);
	if (!p)
		return SEAM_E_MEMORY;
	make_well_formed(s, n, p);
	p[size] = '\0';
	*out = p;
	*out_n = size;
	return SEAM_OK;
}

/* A unit at any address. */
static uint16_t unit_at(const void *s, size_t i)
{
	uint16_t unit;

	memcpy(&unit, (const char *)s + i * sizeof unit, sizeof unit);
	return unit;
}

static int utf16_from_utf8(const char *s, size_t n, uint16_t **out, size_t *out_n, size_t *nul_at)
{
	size_t units = 0;
	uint32_t point;
	uint16_t *p;

	(void)nul_at;
	if ((!s && n) || !out || !out_n)
		return SEAM_E_NULL;
	if (n >= SIZE_MAX / sizeof *p)
		return SEAM_E_MEMORY;
	p = malloc((n + 1) * sizeof *p); /* no character takes more units than bytes */
	if (!p)
		return SEAM_E_MEMORY;
	for (size_t i = 0; i < n;) {
		i += decode(s + i, n - i, &point);
		if (point == ILL_FORMED) {
			free(p);
			return SEAM_E_ENCODING;
		}
		if (point > 0xFFFF) {
			p[units++] = (uint16_t)(0xD7C0u + (point >> 10));
			p[units++] = (uint16_t)(0xDC00u | (point & 0x3FFu));
		} else {
			p[units++] = (uint16_t)point;
		}
	}
	p[units] = 0;
	*out = p;
	*out_n = units;
	return SEAM_OK;
}

static int utf16_to_utf8(const void *s, size_t n, char **out, size_t *out_n, size_t *nul_at)
{
	size_t size = 0;
	char *p;

	(void)nul_at;
	if ((!s && n) || !out || !out_n)
		return SEAM_E_NULL;
	if (n >= SIZE_MAX / 3)
		return SEAM_E_MEMORY;
	p = malloc(n * 3 + 1); /* no unit takes more than three bytes */
	if (!p)
		return SEAM_E_MEMORY;
	for (size_t i = 0; i < n; i++) {
		uint32_t point = unit_at(s, i);

		if (point >= 0xD800 && point <= 0xDFFF) {
			uint32_t second = i + 1 < n ? unit_at(s, i + 1) : 0;

			if (point > 0xDBFF || second < 0xDC00 || second > 0xDFFF) {
				free(p);
				return SEAM_E_ENCODING;
			}
			point = 0x10000 + ((point - 0xD800) << 10) + (second - 0xDC00);
			i++;
		}
		size += encode(point, p + size);
	}
	p[size] = '\0';
	*out = p;
	*out_n = size;
	return SEAM_OK;
}

static int utf16_length(const void *s, size_t *units)
{
	size_t n = 0;

	if (!s || !units)
		return SEAM_E_NULL;
	while (unit_at(s, n) != 0)
		n++;
	*units = n;
	return SEAM_OK;
}

static void utf16_release(uint16_t *s)
{
	free(s);
}

/* ---- a string that is kept ------------------------------------------------------------------------------------- */

struct seam_strings_store {
	char *string; /* NULL: none */
};

static int store_new(struct seam_strings_store **out)
{
	struct seam_strings_store *store;

	if (!out)
		return SEAM_E_NULL;
	store = calloc(1, sizeof *store);
	if (!store)
		return SEAM_E_MEMORY;
	*out = store;
	return SEAM_OK;
}

static void store_free(struct seam_strings_store *store)
{
	if (!store)
		return;
	free(store->string);
	free(store);
}

static int store_set(struct seam_strings_store *store, const char *s)
{
	char *string = NULL;

	if (!store)
		return SEAM_E_NULL;
	/* The copy comes first: s may be the string that is about to be freed. */
	if (s && !(string = copy(s, strlen(s))))
		return SEAM_E_MEMORY;
	free(store->string);
	store->string = string;
	return SEAM_OK;
}

static int store_get(const struct seam_strings_store *store, const char **out)
{
	if (!store || !out)
		return SEAM_E_NULL;
	*out = store->string;
	return SEAM_OK;
}

static int fill(const struct seam_strings_store *store, char *buf, size_t size, size_t *needed)
{
	size_t n;

	if (!store || !needed || (!buf && size))
		return SEAM_E_NULL;
	if (!store->string)
		return SEAM_E_NOT_FOUND;
	n = strlen(store->string) + 1;
	*needed = n;
	if (n > size)
		return SEAM_E_SPACE;
	memcpy(buf, store->string, n);
	return SEAM_OK;
}

/* ---- lists ----------------------------------------------------------------------------------------------------- */

struct seam_strings_list {
	size_t n;
	struct {
		char *string; /* NULL: absent */
		size_t length;
	} item[];
};

static void list_free(struct seam_strings_list *list)
{
	if (!list)
		return;
	for (size_t i = 0; i < list->n; i++)
		free(list->item[i].string);
	free(list);
}

static int list_new(const char *const *items, const size_t *lengths, size_t n, struct seam_strings_list **out,
                    size_t *nul_item, size_t *nul_at)
{
	struct seam_strings_list *list;

	(void)nul_item;
	(void)nul_at;
	if ((!items && n) || !out)
		return SEAM_E_NULL;
	if (n > (SIZE_MAX - sizeof *list) / sizeof list->item[0])
		return SEAM_E_MEMORY;
	list = malloc(sizeof *list + n * sizeof list->item[0]);
	if (!list)
		return SEAM_E_MEMORY;
	for (list->n = 0; list->n < n; list->n++) {
		size_t i = list->n;

		list->item[i].string = NULL;
		list->item[i].length = 0;
		if (!items[i])
			continue;
		list->item[i].length = lengths ? lengths[i] : strlen(items[i]);
		list->item[i].string = copy(items[i], list->item[i].length);
		if (!list->item[i].string) {
			list_free(list);
			return SEAM_E_MEMORY;
		}
	}
	*out = list;
	return SEAM_OK;
}

static int list_count(const struct seam_strings_list *list, size_t *n)
{
	if (!list || !n)
		return SEAM_E_NULL;
	*n = list->n;
	return SEAM_OK;
}

static int list_get(const struct seam_strings_list *list, size_t i, const char **out, size_t *out_n)
{
	if (!list || !out || !out_n)
		return SEAM_E_NULL;
	if (i >= list->n)
		return SEAM_E_RANGE;
	*out = list->item[i].string;
	*out_n = list->item[i].length;
	return SEAM_OK;
}

/* The size of the joined string; written at `to`, with its terminator, if that is not NULL. */
static size_t join(const char *const *items, size_t n, const char *separator, char *to)
{
	const char *before = "";
	size_t size = 0;

	for (size_t i = 0; i < n; i++) {
		if (!items[i])
			continue;
		if (to) {
			strcpy(to + size, before);
			strcpy(to + size + strlen(before), items[i]);
		}
		size += strlen(before) + strlen(items[i]);
		before = separator;
	}
	if (to)
		to[size] = '\0';
	return size;
}

static int list_join(const char *const *items, size_t n, const char *separator, char **out)
{
	char *p;

	if ((!items && n) || !separator || !out)
		return SEAM_E_NULL;
	p = malloc(join(items, n, separator, NULL) + 1);
	if (!p)
		return SEAM_E_MEMORY;
	join(items, n, separator, p);
	*out = p;
	return SEAM_OK;
}

static void list_release(char **array, size_t n)
{
	if (!array)
		return;
	for (size_t i = 0; i < n; i++)
		free(array[i]);
	free(array);
}

/* The bytes at s before the separator, or all n. */
static size_t piece_length(const char *s, size_t n, char separator)
{
	const char *end = n ? memchr(s, separator, n) : NULL;

	return end ? (size_t)(end - s) : n;
}

static int list_split(const char *s, char separator, char ***out, size_t *out_n)
{
	size_t left, pieces = 1;
	char **array;

	if (!s || !out || !out_n)
		return SEAM_E_NULL;
	for (const char *p = s; *p; p++)
		pieces += *p == separator;
	array = calloc(pieces + 1, sizeof *array);
	if (!array)
		return SEAM_E_MEMORY;
	left = strlen(s);
	for (size_t i = 0; i < pieces; i++) {
		size_t n = piece_length(s, left, separator);

		array[i] = copy(s, n);
		if (!array[i]) {
			list_release(array, i);
			return SEAM_E_MEMORY;
		}
		if (i + 1 < pieces) {
			s += n + 1;
			left -= n + 1;
		}
	}
	*out = array;
	*out_n = pieces;
	return SEAM_OK;
}

/* ---- fixed fields ---------------------------------------------------------------------------------------------- */

static int field_get(const char *field, char **out)
{
	return field && out ? give(field, piece_length(field, SEAM_STRINGS_FIELD, '\0'), out) : SEAM_E_NULL;
}

static int field_set(char *field, const char *s)
{
	size_t n;

	if (!field || !s)
		return SEAM_E_NULL;
	n = strlen(s);
	if (n > SEAM_STRINGS_FIELD)
		return SEAM_E_SPACE;
	memcpy(field, s, n);
	memset(field + n, 0, SEAM_STRINGS_FIELD - n);
	return SEAM_OK;
}

/* ---- error text and callbacks ---------------------------------------------------------------------------------- */

static char *message; /* NULL: empty */
static size_t message_n;

static int error_set(const char *text, size_t n, size_t *nul_at)
{
	char *p = NULL;

	(void)nul_at;
	if (!text && n)
		return SEAM_E_NULL;
	if (n && !(p = copy(text, n)))
		return SEAM_E_MEMORY;
	free(message);
	message = p;
	message_n = n;
	return SEAM_OK;
}

static int error_text(const char **out, size_t *out_n)
{
	if (!out || !out_n)
		return SEAM_E_NULL;
	*out = message ? message : "";
	*out_n = message_n;
	return SEAM_OK;
}

static int visit(const char *s, size_t n, char separator, seam_strings_visitor visitor, void *userdata, size_t *nul_at)
{
	char *whole, *piece;
	size_t left = n;

	(void)nul_at;
	if ((!s && n) || !visitor)
		return SEAM_E_NULL;
	/* A copy, in which terminators take the separators' places. */
	piece = whole = copy(s, n);
	if (!whole)
		return SEAM_E_MEMORY;
	for (;;) {
		size_t size = piece_length(piece, left, separator);

		piece[size] = '\0';
		visitor(userdata, piece, size);
		if (size == left)
			break;
		piece += size + 1;
		left -= size + 1;
	}
	free(whole);
	return SEAM_OK;
}

const struct seam_strings seam_c_strings = {
	.echo = echo,
	.echo_optional = echo_optional,
	.echo_n = echo_n,
	.terminate = terminate,
	.release = release,
	.length = length,
	.compare = compare,
	.concat = concat,
	.lossy = lossy,
	.store_new = store_new,
	.store_free = store_free,
	.store_set = store_set,
	.store_get = store_get,
	.fill = fill,
	.utf16_from_utf8 = utf16_from_utf8,
	.utf16_to_utf8 = utf16_to_utf8,
	.utf16_length = utf16_length,
	.utf16_release = utf16_release,
	.list_new = list_new,
	.list_count = list_count,
	.list_get = list_get,
	.list_free = list_free,
	.list_join = list_join,
	.list_split = list_split,
	.list_release = list_release,
	.field_get = field_get,
	.field_set = field_set,
	.error_set = error_set,
	.error_text = error_text,
	.visit = visit,
};
