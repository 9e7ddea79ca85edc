/*
 * The mutants of the group layout.  The first half plants one bug for each type in describe, write and read; the second
 * has the bugs of the single rules.
 */
#include "layout/layout.h"
#include <seam/case.h>
#include <stdlib.h>
#include <string.h>

#define O seam_original(layout)

static bool is(const char *a, const char *b) { return strcmp(a, b) == 0; }

/* A plain byte store that no compiler may leave out or merge. */
static void put(void *p, size_t at, unsigned char byte) { ((volatile unsigned char *)p)[at] = byte; }
static unsigned char got(const void *p, size_t at) { return ((const volatile unsigned char *)p)[at]; }

#define MOST(T) SEAM_LAYOUT_SCALARS(T) SEAM_LAYOUT_STRUCTS(T)
#define ALL(T)  MOST(T) SEAM_LAYOUT_BITS(T) SEAM_LAYOUT_BARE(T)

/* ---- one bug a type ---------------------------------------------------------------------------------------------- */

static int larger(const char *mutated, const char *type, const char *field, struct seam_view *out)
{
	int rc = O->describe(type, field, out);

	if (rc == 0 && !field && is(type, mutated))
		out->size += out->align;
	return rc;
}

static int moved(const char *mutated, const char *type, const char *field, struct seam_view *out)
{
	int rc = O->describe(type, field, out);

	if (rc == 0 && field && is(type, mutated))
		out->offset++;
	return rc;
}

/* An integer of the other sign; anything else an integer. */
static int other_kind(const char *mutated, const char *type, const char *field, struct seam_view *out)
{
	int rc = O->describe(type, field, out);

	if (rc == 0 && field && is(type, mutated)) {
		out->is_signed = !out->is_signed;
		out->kind = SEAM_KIND_INTEGER;
	}
	return rc;
}

/* The write also turns over the first bit of the object: of the field itself, or of its neighbour. */
static int stray_write(const char *mutated, const char *type, const char *field, void *object, const void *leaf)
{
	int rc = O->write(type, field, object, leaf);

	if (rc == 0 && is(type, mutated))
		put(object, 0, got(object, 0) ^ 1);
	return rc;
}

static int wrong_read(const char *mutated, const char *type, const char *field, const void *object, void *leaf)
{
	int rc = O->read(type, field, object, leaf);

	if (rc == 0 && is(type, mutated))
		put(leaf, 0, got(leaf, 0) ^ 1);
	return rc;
}

#define DESCRIBE(bug, T)                                                                                   \
	static int bug##_##T(const char *type, const char *field, struct seam_view *out)                   \
	{                                                                                                  \
		return bug(#T, type, field, out);                                                          \
	}
#define ACCESS(T)                                                                                          \
	static int stray_write_##T(const char *type, const char *field, void *object, const void *leaf)    \
	{                                                                                                  \
		return stray_write(#T, type, field, object, leaf);                                         \
	}                                                                                                  \
	static int wrong_read_##T(const char *type, const char *field, const void *object, void *leaf)     \
	{                                                                                                  \
		return wrong_read(#T, type, field, object, leaf);                                          \
	}
#define LARGER(T)     DESCRIBE(larger, T)
#define MOVED(T)      DESCRIBE(moved, T)
#define OTHER_KIND(T) DESCRIBE(other_kind, T)
ALL(LARGER)
MOST(MOVED)
MOST(OTHER_KIND)
MOST(ACCESS)
SEAM_LAYOUT_BITS(ACCESS)

#define ROW(rule, T, bug, op, because) \
	{ #bug "_" #T, "layout." rule "." #T, "plain", "fail", because, true, SEAM_OP(layout, op, bug##_##T), 0 },
#define LARGER_ROW(T)     ROW("size_align", T, larger, describe, "view->size")
#define MOVED_ROW(T)      ROW("offset", T, moved, describe, "offset is")
#define OTHER_KIND_ROW(T) ROW("sign_kind", T, other_kind, describe, "expected")
#define WRITE_ROW(T)      ROW("write", T, stray_write, write, "write")
#define READ_ROW(T)       ROW("read", T, wrong_read, read, "byte 0 of the value read")
#define BIT_WRITE_ROW(T)  ROW("bitfield_write", T, stray_write, write, "after the write")
#define BIT_READ_ROW(T)   ROW("bitfield_read", T, wrong_read, read, "the peer reads")

/* ---- describe, write, read --------------------------------------------------------------------------------------- */

/* x86-64's alignment of a vector type, taken for all large types. */
static int align_of_size(const char *type, const char *field, struct seam_view *out)
{
	int rc = O->describe(type, field, out);

	if (rc == 0 && is(type, "aligned64"))
		out->align = 16;
	return rc;
}

static int char_is_unsigned(const char *type, const char *field, struct seam_view *out)
{
	int rc = O->describe(type, field, out);

	if (rc == 0 && field && is(type, "mixed") && is(field, "a"))
		out->is_signed = !out->is_signed;
	return rc;
}

static int inner_offset_is_relative(const char *type, const char *field, struct seam_view *out)
{
	int rc = O->describe(type, field, out);

	if (rc == 0 && field && is(type, "nested") && strncmp(field, "inner.", 6) == 0)
		out->offset -= offsetof(struct seam_nested, inner);
	return rc;
}

static int view_half_written(const char *type, const char *field, struct seam_view *out)
{
	struct seam_view view;
	int rc = O->describe(type, field, &view);

	if (rc == 0) {
		out->size = view.size;
		out->align = view.align;
		out->kind = view.kind;
	}
	return rc;
}

static int found_anyway(const char *type, const char *field, struct seam_view *out)
{
	int rc = O->describe(type, field, out);

	return rc == SEAM_E_NOT_FOUND ? O->describe("fixed12", NULL, out) : rc;
}

static int view_cleared_first(const char *type, const char *field, struct seam_view *out)
{
	memset(out, 0, sizeof *out);
	return O->describe(type, field, out);
}

static int write_next_element(const char *type, const char *field, void *object, const void *leaf)
{
	if (is(type, "array") && is(field, "row[3]")) {
		put(object, offsetof(struct seam_array, row[3]), got(leaf, 0));
		return SEAM_OK;
	}
	return O->write(type, field, object, leaf);
}

static int read_found_anyway(const char *type, const char *field, const void *object, void *leaf)
{
	int rc = O->read(type, field, object, leaf);

	return rc == SEAM_E_NOT_FOUND ? SEAM_OK : rc;
}

/* A byte stored as an int: the padding behind it changes. */
static int byte_as_int(const char *type, const char *field, void *object, const void *leaf)
{
	int rc = O->write(type, field, object, leaf);

	if (rc == 0 && is(type, "fixed12") && is(field, "a"))
		for (size_t i = 1; i < sizeof(int); i++)
			put(object, i, 0);
	return rc;
}

/* The same behind the end of the object. */
static int past_the_end(const char *type, const char *field, void *object, const void *leaf)
{
	int rc = O->write(type, field, object, leaf);

	if (rc == 0 && is(type, "packed1") && is(field, "e"))
		for (size_t i = 1; i < sizeof(int); i++)
			put(object, offsetof(struct seam_packed1, e) + i, 0);
	return rc;
}

static int packed_as_natural(const char *type, const char *field, void *object, const void *leaf)
{
	return O->write(is(type, "packed4") ? "packed2" : type, field, object, leaf);
}

static int clears_the_unit(const char *type, const char *field, void *object, const void *leaf)
{
	if (is(type, "bits_run") && is(field, "b"))
		memset(object, 0, sizeof(struct seam_bits_run));
	return O->write(type, field, object, leaf);
}

static int without_sign(const char *type, const char *field, const void *object, void *leaf)
{
	int rc = O->read(type, field, object, leaf);

	if (rc == 0 && is(type, "bits_signed") && is(field, "b"))
		*(int64_t *)leaf &= 0x1f;
	return rc;
}

static int long_double_as_double(const char *type, const char *field, const void *object, void *leaf)
{
	int rc = O->read(type, field, object, leaf);
	volatile double cut;

	if (rc == 0 && is(type, "long_double")) {
		cut = (double)*(long double *)leaf;
		*(long double *)leaf = cut;
	}
	return rc;
}

/* A terminator for a scratch copy of the name, one byte behind it. */
static int scratch_is_short(const char *type, const char *field, void *object, const void *leaf)
{
	size_t size = strlen(field);
	char *volatile scratch = malloc(size);

	if (scratch && is(type, "union"))
		put(scratch, size, 0);
	free(scratch);
	return O->write(type, field, object, leaf);
}

/* A copy in the peer's heap that is one byte short. */
static int heap_copy_is_short(const char *type, const char *field, const void *object, void *leaf)
{
	if (is(type, "id20") && is(field, "id[19]")) {
		unsigned char *volatile copy = malloc(19);

		if (copy)
			put(copy, 0, got(copy, 19));
		free(copy);
	}
	return O->read(type, field, object, leaf);
}

/* ---- arrays, booleans, lists ------------------------------------------------------------------------------------- */

/* The step is the sum of the fields. */
static int fill_packed(struct seam_fixed12 *out, size_t n, uint32_t first)
{
	for (size_t i = 0; i < n; i++)
		O->fill((struct seam_fixed12 *)(void *)((char *)out + i * 8), 1, first + (uint32_t)i);
	return SEAM_OK;
}

static int fill_one_more(struct seam_fixed12 *out, size_t n, uint32_t first)
{
	return O->fill(out, n ? n + 1 : 0, first);
}

static int fill_do_while(struct seam_fixed12 *out, size_t n, uint32_t first)
{
	if (n == 0)
		put(out, 0, 0);
	return O->fill(out, n, first);
}

static int sum_without_last(const struct seam_fixed12 *in, size_t n, uint64_t *out)
{
	return O->sum(in, n ? n - 1 : 0, out);
}

static int sum_narrow(const struct seam_fixed12 *in, size_t n, uint64_t *out)
{
	int rc = O->sum(in, n, out);

	*out = (uint32_t)*out;
	return rc;
}

/* Right, but for a branch on what nobody has set. */
static volatile int first_is_ef;

static int sum_unset(const struct seam_fixed12 *in, size_t n, uint64_t *out)
{
	unsigned char *volatile unset = malloc(1);

	if (unset && got(unset, 0) == 0xef)
		first_is_ef++;
	free(unset);
	return O->sum(in, n, out);
}

static int sum_none_is_left(const struct seam_fixed12 *in, size_t n, uint64_t *out)
{
	return n ? O->sum(in, n, out) : SEAM_OK;
}

static int truth_is_the_number(int64_t number, bool *out)
{
	put(out, 0, (unsigned char)number);
	return SEAM_OK;
}

static int truth_is_all_ones(int64_t number, bool *out)
{
	put(out, 0, number ? 0xff : 0);
	return SEAM_OK;
}

static int truth_of_int(int64_t number, bool *out)
{
	return O->truth((int)number, out);
}

static int list_without_last(const struct seam_list *head, int64_t *out)
{
	int64_t total = 0;

	for (; head && head->next; head = head->next)
		total += head->value;
	*out = total;
	return SEAM_OK;
}

static int list_narrow(const struct seam_list *head, int64_t *out)
{
	int rc = O->list_sum(head, out);

	*out = (int32_t)*out;
	return rc;
}

static int list_is_never_empty(const struct seam_list *head, int64_t *out)
{
	*out = *(const volatile int32_t *)&head->value;
	return O->list_sum(head, out);
}

static int list_empty_unset(const struct seam_list *head, int64_t *out)
{
	return head ? O->list_sum(head, out) : SEAM_OK;
}

/* A node of the peer's own, read after it is freed. */
static int list_reads_freed(const struct seam_list *head, int64_t *out)
{
	struct seam_list *volatile node = malloc(sizeof *node);

	if (node)
		node->value = 0;
	free(node);
	if (node)
		(void)got(&node->value, 0);
	return O->list_sum(head, out);
}

/* ---- enums ------------------------------------------------------------------------------------------------------- */

static int value_is_int32(const char *name, int64_t *number)
{
	int rc = O->enum_value(name, number);

	if (rc == 0)
		*number = (int32_t)(uint32_t)*number;
	return rc;
}

static int value_is_unsigned(const char *name, int64_t *number)
{
	int rc = O->enum_value(name, number);

	if (rc == 0)
		*number = (uint32_t)*number;
	return rc;
}

static int value_of_prefix(const char *name, int64_t *number)
{
	return strncmp(name, "SEAM_GRADE_ZERO", 15) == 0 ? O->enum_value("SEAM_GRADE_ZERO", number)
	                                                 : O->enum_value(name, number);
}

static int value_unknown_is_zero(const char *name, int64_t *number)
{
	*number = 0;
	return O->enum_value(name, number);
}

static int name_of_neighbour(const char *type, int64_t number, const char **name)
{
	return O->enum_name(type, number == SEAM_GRADE_BELOW ? SEAM_GRADE_ABOVE : number, name);
}

static int name_in_one_buffer(const char *type, int64_t number, const char **name)
{
	static char buffer[32];
	const char *original;
	int rc = O->enum_name(type, number, &original);

	if (rc == 0) {
		strncpy(buffer, original, sizeof buffer - 1);
		*name = buffer;
	}
	return rc;
}

static int name_cut_to_int(const char *type, int64_t number, const char **name)
{
	uint32_t cut = (uint32_t)number;

	return O->enum_name(type, is(type, "grade") ? (int64_t)(int32_t)cut : (int64_t)cut, name);
}

static int name_unknown_is_null(const char *type, int64_t number, const char **name)
{
	int rc = O->enum_name(type, number, name);

	if (rc != 0)
		*name = NULL;
	return rc;
}

static int name_unknown_aborts(const char *type, int64_t number, const char **name)
{
	int rc = O->enum_name(type, number, name);

	if (rc == SEAM_E_RANGE)
		abort();
	return rc;
}

static int name_leaks(const char *type, int64_t number, const char **name)
{
	char *volatile copy = malloc(strlen(type) + 1);

	copy = NULL;
	(void)copy;
	return O->enum_name(type, number, name);
}

static int load_unsigned(const struct seam_enums *in, int64_t *grade, int64_t *flag)
{
	int rc = O->enum_load(in, grade, flag);

	if (rc == 0)
		*grade = (uint32_t)*grade;
	return rc;
}

static int load_signed(const struct seam_enums *in, int64_t *grade, int64_t *flag)
{
	int rc = O->enum_load(in, grade, flag);

	if (rc == 0)
		*flag = (int32_t)(uint32_t)*flag;
	return rc;
}

static int load_unchecked(const struct seam_enums *in, int64_t *grade, int64_t *flag)
{
	*grade = in->grade;
	*flag = in->flag;
	return SEAM_OK;
}

static int load_takes_two_flags(const struct seam_enums *in, int64_t *grade, int64_t *flag)
{
	int rc = O->enum_load(in, grade, flag);

	if (rc == SEAM_E_RANGE && (uint32_t)in->flag == (SEAM_FLAG_LOW | (uint32_t)SEAM_FLAG_HIGH)) {
		*grade = in->grade;
		*flag = in->flag;
		rc = SEAM_OK;
	}
	return rc;
}

static int fill_counts_bytes(struct seam_fixed12 *out, size_t n, uint32_t first)
{
	int rc = O->fill(out, n, first);

	for (size_t i = 0; i < n; i++)
		out[i].b = first + (uint8_t)i;
	return rc;
}

static int load_first_then_check(const struct seam_enums *in, int64_t *grade, int64_t *flag)
{
	*grade = in->grade;
	return O->enum_load(in, grade, flag);
}

/* ---- tagged union ------------------------------------------------------------------------------------------------ */

static int get_as_double(const struct seam_tagged *in, uint32_t tag, void *out)
{
	int rc = O->tagged_get(in, tag, out);

	if (rc == 0 && tag == SEAM_TAG_INT)
		*(double *)out = (double)in->as.i;
	return rc;
}

static int get_whatever_the_tag(const struct seam_tagged *in, uint32_t tag, void *out)
{
	struct seam_tagged asked = *in;

	asked.tag = tag;
	return O->tagged_get(&asked, tag, out);
}

static int get_first_then_check(const struct seam_tagged *in, uint32_t tag, void *out)
{
	if (tag >= SEAM_TAG_INT && tag <= SEAM_TAG_TEXT)
		put(out, 0, got(&in->as, 0));
	return O->tagged_get(in, tag, out);
}

static int get_tag_of_one_byte(const struct seam_tagged *in, uint32_t tag, void *out)
{
	struct seam_tagged cut = *in;

	cut.tag &= 0xff;
	return O->tagged_get(&cut, tag & 0xff, out);
}

static int set_without_tag(struct seam_tagged *object, uint32_t tag, const void *value)
{
	uint32_t before = object->tag;
	int rc = O->tagged_set(object, tag, value);

	object->tag = before;
	return rc;
}

static int set_half(struct seam_tagged *object, uint32_t tag, const void *value)
{
	unsigned char last = got(object, sizeof *object - 1);
	int rc = O->tagged_set(object, tag, value);

	if (rc == 0)
		put(object, sizeof *object - 1, last);
	return rc;
}

static int set_tag_first(struct seam_tagged *object, uint32_t tag, const void *value)
{
	object->tag = tag;
	return O->tagged_set(object, tag, value);
}

/* ---- options ----------------------------------------------------------------------------------------------------- */

static int init_zeroes(void *options, uint32_t version)
{
	int rc = O->options_init(options, version);

	if (rc == 0 && version == 2)
		((struct seam_options *)options)->grace = 0;
	return rc;
}

/* Version 1 with the current struct's size: the bytes behind it are somebody else's. */
static int init_always_current(void *options, uint32_t version)
{
	int rc = O->options_init(options, version == 1 ? SEAM_OPTIONS_VERSION : version);

	if (rc == 0 && version == 1) {
		((struct seam_options_v1 *)options)->version = 1;
		((struct seam_options_v1 *)options)->size = sizeof(struct seam_options_v1);
	}
	return rc;
}

static int init_size_of_current(void *options, uint32_t version)
{
	int rc = O->options_init(options, version);

	if (rc == 0)
		((struct seam_options_v1 *)options)->size = sizeof(struct seam_options);
	return rc;
}

static int init_version_of_one_byte(void *options, uint32_t version)
{
	return O->options_init(options, version & 0xff);
}

static int init_clears_first(void *options, uint32_t version)
{
	if (version == 0)
		put(options, 0, 0);
	return O->options_init(options, version);
}

/* The original with version and size as they ought to be: what they were is not looked at. */
static int apply_as(const void *in, uint32_t version, struct seam_options *out)
{
	struct seam_options o;
	size_t size = version == 1 ? sizeof(struct seam_options_v1) : sizeof o;

	memcpy(&o, in, size);
	o.version = version;
	o.size = (uint32_t)size;
	return O->options_apply(&o, out);
}

static int apply_without_grace(const void *in, struct seam_options *out)
{
	int rc = O->options_apply(in, out);

	if (rc == 0)
		out->grace = SEAM_OPTIONS_GRACE;
	return rc;
}

static int apply_without_depth(const void *in, struct seam_options *out)
{
	int rc = O->options_apply(in, out);

	if (rc == 0)
		out->depth = SEAM_OPTIONS_DEPTH;
	return rc;
}

static int apply_older_as_current(const void *in, struct seam_options *out)
{
	return *(const uint32_t *)in == 1 ? apply_as(in, SEAM_OPTIONS_VERSION, out) : O->options_apply(in, out);
}

/* Copies the whole of the current struct, then takes what the version has. */
static int apply_reads_all(const void *in, struct seam_options *out)
{
	(void)got(in, sizeof(struct seam_options) - 1);
	return O->options_apply(in, out);
}

static int apply_zero_as_current(const void *in, struct seam_options *out)
{
	const struct seam_options_v1 *o = in;

	return o->version == 0 && o->size == sizeof(struct seam_options) ? apply_as(in, SEAM_OPTIONS_VERSION, out)
	                                                                 : O->options_apply(in, out);
}

static int apply_newer_as_current(const void *in, struct seam_options *out)
{
	const struct seam_options_v1 *o = in;

	return o->version > SEAM_OPTIONS_VERSION && o->size == sizeof(struct seam_options)
	               ? apply_as(in, SEAM_OPTIONS_VERSION, out)
	               : O->options_apply(in, out);
}

static int apply_newer_is_read(const void *in, struct seam_options *out)
{
	if (*(const uint32_t *)in > SEAM_OPTIONS_VERSION)
		(void)got(in, sizeof(struct seam_options) - 1);
	return O->options_apply(in, out);
}

static int apply_any_size(const void *in, struct seam_options *out)
{
	const struct seam_options_v1 *o = in;

	return o->version == 1 || o->version == 2 ? apply_as(in, o->version, out) : O->options_apply(in, out);
}

/* ---- emit -------------------------------------------------------------------------------------------------------- */

static int emit_copy(const char *mutated, size_t n, const char *type, const void *object, void *bytes, size_t size)
{
	int rc = O->emit(type, object, bytes, size);

	if (rc == 0 && is(type, mutated))
		memcpy(bytes, object, n);
	return rc;
}

#define EMIT_COPY(T)                                                                                 \
	static int emit_copy_##T(const char *type, const void *object, void *bytes, size_t size)     \
	{                                                                                            \
		return emit_copy(#T, sizeof(struct seam_##T), type, object, bytes, size);            \
	}
EMIT_COPY(fixed12)
EMIT_COPY(fixed24)
EMIT_COPY(nested)
EMIT_COPY(signature)

/* What an earlier owner of the peer's memory left. */
static int emit_stale(const char *type, const void *object, void *bytes, size_t size)
{
	int rc = O->emit(type, object, bytes, size);

	if (rc == 0 && is(type, "fixed12"))
		put(bytes, 1, 's');
	return rc;
}

static int emit_clears_buffer(const char *type, const void *object, void *bytes, size_t size)
{
	memset(bytes, 0, size);
	return O->emit(type, object, bytes, size);
}

static int emit_whatever_the_size(const char *type, const void *object, void *bytes, size_t size)
{
	(void)size;
	return O->emit(type, object, bytes, 128);
}

/* ---- by pointer and by value ------------------------------------------------------------------------------------- */

#define SWAPS(T, x, y)                                                                       \
	static struct seam_##T swapped_##T(struct seam_##T in)                               \
	{                                                                                    \
		struct seam_##T out = in;                                                    \
                                                                                             \
		out.x = in.y;                                                                \
		out.y = in.x;                                                                \
		return out;                                                                  \
	}                                                                                    \
	static int copy_swaps_##T(const struct seam_##T *in, struct seam_##T *out)           \
	{                                                                                    \
		*out = swapped_##T(*in);                                                     \
		return SEAM_OK;                                                              \
	}                                                                                    \
	static int take_swaps_##T(struct seam_##T in, struct seam_##T *out)                  \
	{                                                                                    \
		*out = swapped_##T(in);                                                      \
		return SEAM_OK;                                                              \
	}                                                                                    \
	static struct seam_##T give_swaps_##T(const struct seam_##T *in)                     \
	{                                                                                    \
		return swapped_##T(*in);                                                     \
	}

SWAPS(fixed12, a, c)
SWAPS(fixed24, a, c)
SWAPS(vec2, x, y)

/* The upper half of a register is lost. */
static int take_cut(struct seam_fixed24 in, struct seam_fixed24 *out)
{
	in.b = (uint32_t)in.b;
	return O->take_fixed24(in, out);
}

static int copy_writes_its_input(const struct seam_fixed12 *in, struct seam_fixed12 *out)
{
	put((void *)(uintptr_t)in, 0, in->a);
	return O->copy_fixed12(in, out);
}

#define SWAP_ROWS(T, seen)                                                                                  \
	{ "copy_swaps_" #T, "layout.by_pointer_equals_by_value.copy_" #T, "plain", "fail", "(*out)." #seen, \
	  true, SEAM_OP(layout, copy_##T, copy_swaps_##T), 0 },                                             \
	{ "take_swaps_" #T, "layout.by_pointer_equals_by_value.take_" #T, "plain", "fail", "(*out)." #seen, \
	  true, SEAM_OP(layout, take_##T, take_swaps_##T), 0 },                                             \
	{ "give_swaps_" #T, "layout.by_pointer_equals_by_value.give_" #T, "plain", "fail", "(out)." #seen,  \
	  true, SEAM_OP(layout, give_##T, give_swaps_##T), 0 },

#define SILENT(case, op, mutant, because) \
	{ #mutant, "layout." case, "plain", "fail", because, true, SEAM_OP(layout, op, mutant), 0 },
#define LOUD(case, op, mutant, because) \
	{ #mutant, "layout." case, "plain", "crash", because, false, SEAM_OP(layout, op, mutant), 0 },
#define QUIET(case, op, mutant, flavour, because) \
	{ #mutant, "layout." case, flavour, "finding", because, false, SEAM_OP(layout, op, mutant), 0 },

SEAM_MUTANTS(layout, all) = {
	ALL(LARGER_ROW)
	MOST(MOVED_ROW)
	MOST(OTHER_KIND_ROW)
	MOST(WRITE_ROW)
	MOST(READ_ROW)
	SEAM_LAYOUT_BITS(BIT_WRITE_ROW)
	SEAM_LAYOUT_BITS(BIT_READ_ROW)

	SILENT("size_align.aligned64", describe, align_of_size, "view->align")
	SILENT("size_align.int", describe, view_half_written, "view->offset")
	SILENT("sign_kind.mixed", describe, char_is_unsigned, "mixed.a: is_signed")
	SILENT("offset.nested", describe, inner_offset_is_relative, "nested.inner.c: offset is")
	SILENT("unknown_name.describe", describe, found_anyway, "SEAM_E_NOT_FOUND")
	SILENT("unknown_name.describe", describe, view_cleared_first, "seam_untouched")
	SILENT("unknown_name.write", write, write_next_element, "row[3]")
	SILENT("unknown_name.read", read, read_found_anyway, "SEAM_E_NOT_FOUND")
	SILENT("write.fixed12", write, byte_as_int, "outside the field")
	LOUD("write.packed1", write, past_the_end, "SEGV")
	QUIET("write.union", write, scratch_is_short, "asan", "heap-buffer-overflow")
	SILENT("write.packed4", write, packed_as_natural, "packed4")
	SILENT("bitfield_write.bits_run", write, clears_the_unit, "bits_run.b")
	SILENT("bitfield_read.bits_signed", read, without_sign, "bits_signed.b")
	SILENT("read.long_double", read, long_double_as_double, "long_double.value")
	QUIET("read.id20", read, heap_copy_is_short, "asan", "heap-buffer-overflow")

	SILENT("array_stride.fill", fill, fill_packed, "element 0")
	LOUD("array_stride.fill", fill, fill_one_more, "SEGV")
	LOUD("array_stride.none", fill, fill_do_while, "SEGV")
	SILENT("array_stride.sum", sum, sum_without_last, "total")
	SILENT("array_stride.sum", sum, sum_narrow, "total")
	QUIET("array_stride.sum", sum, sum_unset, "msan", "use-of-uninitialized-value")
	SILENT("array_stride.none", sum, sum_none_is_left, "total")

	SILENT("bool_is_0_or_1.truth", truth, truth_is_the_number, "the truth of 2 ")
	SILENT("bool_is_0_or_1.truth", truth, truth_is_all_ones, "the byte ff")
	SILENT("bool_is_0_or_1.truth", truth, truth_of_int, "the truth of 4294967296")

	SILENT("list.sum", list_sum, list_without_last, "total")
	SILENT("list.sum", list_sum, list_narrow, "total")
	LOUD("list.empty", list_sum, list_is_never_empty, "SEGV")
	SILENT("list.empty", list_sum, list_empty_unset, "total")
	QUIET("list.sum", list_sum, list_reads_freed, "memcheck", "InvalidRead")

	SILENT("enum_values.number_of_name", enum_value, value_is_int32, "SEAM_FLAG_HIGH is -2147483648")
	SILENT("enum_values.number_of_name", enum_value, value_is_unsigned, "SEAM_GRADE_BELOW is 4294967295")
	SILENT("enum_unknown.name", enum_value, value_of_prefix, "SEAM_E_NOT_FOUND")
	SILENT("enum_unknown.name", enum_value, value_unknown_is_zero, "seam_untouched")
	SILENT("enum_values.name_of_number", enum_name, name_of_neighbour, "BELOW")
	SILENT("enum_values.names_stay", enum_name, name_in_one_buffer, "names[i]")
	SILENT("enum_unknown.number", enum_name, name_cut_to_int, "grade 4294967295")
	SILENT("enum_unknown.number", enum_name, name_unknown_is_null, "seam_untouched")
	LOUD("enum_unknown.number", enum_name, name_unknown_aborts, "SIGABRT")
	QUIET("enum_values.name_of_number", enum_name, name_leaks, "asan", "leak")
	SILENT("enum_values.from_struct", enum_load, load_unsigned, "*grade")
	SILENT("enum_values.from_struct", enum_load, load_signed, "*flag")
	SILENT("enum_unknown.in_struct", enum_load, load_unchecked, "SEAM_E_RANGE")
	SILENT("enum_unknown.in_struct", enum_load, load_first_then_check, "seam_untouched")

	SILENT("union_member.get", tagged_get, get_as_double, "out")
	SILENT("union_member.set", tagged_set, set_without_tag, "object->tag")
	SILENT("union_member.set", tagged_set, set_half, "object->as")
	SILENT("union_member.wrong_tag", tagged_get, get_whatever_the_tag, "SEAM_E_RANGE")
	SILENT("union_member.wrong_tag", tagged_get, get_first_then_check, "seam_untouched")
	SILENT("union_member.unknown_tag_get", tagged_get, get_tag_of_one_byte, "SEAM_E_RANGE")
	SILENT("union_member.unknown_tag_set", tagged_set, set_tag_first, "seam_untouched")

	SILENT("version_init.current", options_init, init_zeroes, "o->grace")
	LOUD("version_init.older", options_init, init_always_current, "SEGV")
	SILENT("version_init.older", options_init, init_size_of_current, "o->size")
	SILENT("version_init.refused", options_init, init_version_of_one_byte, "SEAM_E_VERSION")
	SILENT("version_init.refused", options_init, init_clears_first, "seam_untouched")
	SILENT("version.current", options_apply, apply_without_grace, "seen->grace")
	SILENT("version.older", options_apply, apply_without_depth, "seen->depth")
	SILENT("version.older", options_apply, apply_older_as_current, "seen->mode")
	LOUD("version.older", options_apply, apply_reads_all, "SEGV")
	SILENT("version.zero", options_apply, apply_zero_as_current, "version 0 ")
	SILENT("version.newer", options_apply, apply_newer_as_current, "version 3 ")
	LOUD("version.newer", options_apply, apply_newer_is_read, "SEGV")
	SILENT("version.size", options_apply, apply_any_size, "with size")

	SILENT("padding_is_not_data.fixed12", emit, emit_copy_fixed12, "bytes")
	SILENT("padding_is_not_data.fixed12", emit, emit_stale, "bytes")
	SILENT("padding_is_not_data.fixed24", emit, emit_copy_fixed24, "bytes")
	SILENT("padding_is_not_data.nested", emit, emit_copy_nested, "bytes")
	SILENT("padding_is_not_data.signature", emit, emit_copy_signature, "bytes")
	SILENT("padding_is_not_data.space", emit, emit_whatever_the_size, "SEAM_E_SPACE")
	SILENT("padding_is_not_data.odd_address", emit, emit_clears_buffer, "seam_untouched")

	SWAP_ROWS(fixed12, a)
	SWAP_ROWS(fixed24, a)
	SWAP_ROWS(vec2, x)
	SILENT("by_pointer_equals_by_value.take_fixed24", take_fixed24, take_cut, "(*out).b")
	LOUD("by_pointer_equals_by_value.copy_fixed12", copy_fixed12, copy_writes_its_input, "SEGV")

	SILENT("array_stride.fill", fill, fill_counts_bytes, "element 256")
	SILENT("enum_unknown.in_struct", enum_load, load_takes_two_flags, "SEAM_E_RANGE")

	SEAM_NO_MORE_MUTANTS
};
