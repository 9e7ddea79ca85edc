/*
 * strings/strings.h - the contract of the group `strings`: bytes with a terminator meet strings with a length.
 *
 * Words
 *   terminated  a `const char *` that ends at its first NUL byte; it may stand at the very end of readable memory.
 *   counted     a pointer and a number of bytes.  Nothing at or behind s[n] may be read.  With n == 0 the pointer may
 *               be NULL or dangling: it is the empty string, and is not read.  NULL with n > 0 is SEAM_E_NULL.  The
 *               same holds of n units and of arrays of n items.
 *   required    NULL is refused with SEAM_E_NULL.  Every pointer is required unless its op says otherwise.
 *   owned       the receiver frees it with the op that is named there, and with nothing else.  Where the memory comes
 *               from is the peer's business.  An owned string is always terminated inside its allocation, a counted
 *               one too: its length leaves the terminator out.  It is never NULL unless the op says so.
 *   borrowed    it stays the peer's; the receiver does not free it.  It stays as it is for as long as the op says.
 *
 * For all ops
 *   Inputs are read during the call only and never written: the caller may rewrite, free or unmap them afterwards,
 *   and a peer that keeps a string keeps a copy.
 *   Out-parameters are written whole on success and not at all on failure, but for those that describe the failure
 *   (`nul_at`, `nul_item`, `needed`), which are written just as their op says.
 *   Strings are data: `%` and other special bytes mean nothing; line ends, trailing blanks, letter case, composed and
 *   decomposed characters and a byte order mark are kept.  No string is too long.  Rules: special, long, beyond
 *   Failures besides those named by the op: SEAM_E_MEMORY when memory is out.
 *   Ops are called from one thread at a time.
 *
 * Interior NUL.  Where an op takes a counted string and has a `nul_at`, the traits decide about a NUL byte in it:
 *   SEAM_NUL_CARRIED      it is a byte as any other and the string arrives whole;
 *   otherwise             SEAM_E_NUL, and *nul_at, unless nul_at is NULL, is the index of the first one.
 *   No other return writes *nul_at (nor *nul_item).
 *
 * Encoding.  Every char string that goes in follows the policy that the peer's traits declare, but for the ops that
 * say otherwise (length, compare, terminate, field_set, lossy, utf16):
 *   neither bit           the bytes pass, whatever they are;
 *   SEAM_UTF8_ONLY        what is not well-formed UTF-8 is SEAM_E_ENCODING;
 *   SEAM_LOSSY            ill-formed bytes become U+FFFD (EF BF BD): at least one for each unbroken run of them, at
 *                         most one for each byte; well-formed characters stay.
 *   Not UTF-8 are, among others: over-long forms (C0 AF), surrogates (ED A0 80), FF, a character cut short.
 *   What is kept when an op has been refused is what was there before.
 *   Which is reported of a bad encoding and an interior NUL in one string, if both are refused, is not said.
 */
#ifndef SEAM_STRINGS_H
#define SEAM_STRINGS_H

#include <seam/seam.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SEAM_STRINGS_FIELD 16u /* bytes of the fixed field of field_get and field_set */

/* Opaque: only the peer knows what is in them. */
struct seam_strings_store;
struct seam_strings_list;

/* What visit() calls.  `piece` has n bytes and a terminator behind them; it is valid during the call only. */
typedef void (*seam_strings_visitor)(void *userdata, const char *piece, size_t n);

struct seam_strings {
	/* ---- one string in, one out ------------------------------------------------------------------------------ */

	/*
	 * A copy of the terminated string s.
	 * *out is owned: release().
	 * Returns SEAM_OK, SEAM_E_NULL, SEAM_E_ENCODING.
	 * Rules: in, encoding_policy, exact_buffer, null, out, released, unchanged
	 */
	int (*echo)(const char *s, char **out);

	/*
	 * As echo, but s may be NULL: then *out = NULL and the result is SEAM_OK.  "" gives "", not NULL.
	 * Rules: null, null_out, encoding_everywhere
	 */
	int (*echo_optional)(const char *s, char **out);

	/*
	 * A copy of the counted string of n bytes at s.
	 * *out is owned: release().  *out_n gets its length; (*out)[*out_n] is NUL.
	 * nul_at may be NULL.
	 * Returns SEAM_OK, SEAM_E_NULL, SEAM_E_NUL, SEAM_E_ENCODING.
	 * Rules: in, encoding_policy, interior_nul, no_terminator, zero_length, null, out
	 */
	int (*echo_n)(const char *s, size_t n, char **out, size_t *out_n, size_t *nul_at);

	/*
	 * A terminated string made of the counted one.  A terminated string has no room for a NUL, so an interior NUL
	 * is SEAM_E_NUL whatever the traits say.  The bytes pass, whatever they are.
	 * *out is owned: release().  nul_at may be NULL.
	 * Returns SEAM_OK, SEAM_E_NULL, SEAM_E_NUL.
	 * Rules: interior_nul, no_terminator, zero_length, null_out
	 */
	int (*terminate)(const char *s, size_t n, char **out, size_t *nul_at);

	/* Frees an owned char string of this peer.  NULL is allowed and does nothing.  Rules: released, null */
	void (*release)(char *s);

	/*
	 * *n gets the bytes (not characters) of the terminated string s, without its terminator, whatever they are.
	 * Returns SEAM_OK, SEAM_E_NULL.
	 * Rules: length, exact_buffer, null
	 */
	int (*length)(const char *s, size_t *n);

	/*
	 * Orders two terminated strings by their bytes, taken as unsigned numbers, the shorter first where one begins
	 * the other: *order < 0 if a comes before b, 0 if they are equal, > 0 otherwise.  Locale, case and encoding
	 * do not count.
	 * Returns SEAM_OK, SEAM_E_NULL.
	 * Rules: compare, exact_buffer, null, null_out
	 */
	int (*compare)(const char *a, const char *b, int *order);

	/*
	 * a and b, both terminated, one behind the other.
	 * *out is owned: release().
	 * Returns SEAM_OK, SEAM_E_NULL, SEAM_E_ENCODING.
	 * Rules: concat, encoding_everywhere, exact_buffer, null, null_out
	 */
	int (*concat)(const char *a, const char *b, char **out);

	/*
	 * A copy of the counted string in which ill-formed UTF-8 has become U+FFFD, as for SEAM_LOSSY.  Well-formed
	 * input comes back as it is; NUL is well-formed and is carried.  So it is whatever the traits say.
	 * *out is owned: release().  *out_n gets its length; (*out)[*out_n] is NUL.
	 * Returns SEAM_OK, SEAM_E_NULL.
	 * Rules: lossy_is_idempotent, no_terminator, zero_length, null_out
	 */
	int (*lossy)(const char *s, size_t n, char **out, size_t *out_n);

	/* ---- a string that is kept ------------------------------------------------------------------------------- */

	/*
	 * A store holds one string, or none; it starts with none.
	 * *out is owned: store_free().
	 * Returns SEAM_OK, SEAM_E_NULL.
	 * Rules: retained, out, fill, null_out
	 */
	int (*store_new)(struct seam_strings_store **out);

	/* Frees a store and the string in it.  NULL is allowed and does nothing.  Rules: released, null */
	void (*store_free)(struct seam_strings_store *store);

	/*
	 * The store holds a copy of the terminated string s from now on; with s NULL it holds none.
	 * On failure it holds what it held.
	 * Returns SEAM_OK, SEAM_E_NULL (store), SEAM_E_ENCODING.
	 * Rules: retained, released, null_kept, encoding_kept, unchanged
	 */
	int (*store_set)(struct seam_strings_store *store, const char *s);

	/*
	 * *out is the store's string, or NULL when it holds none.
	 * *out is borrowed, terminated, valid and unchanged until store_set succeeds on this store or store_free is
	 * called on it; calls of store_get and fill, and calls on other stores, leave it alone.
	 * Returns SEAM_OK, SEAM_E_NULL.
	 * Rules: out, retained, null_kept, null_out
	 */
	int (*store_get)(const struct seam_strings_store *store, const char **out);

	/*
	 * Copies the store's string with its terminator into the caller's buffer of `size` bytes.
	 * buf may be NULL if size is 0, which is how the size is asked for.
	 * Returns
	 *   SEAM_OK           it fitted; bytes of buf behind the terminator are as they were.  *needed as below.
	 *   SEAM_E_SPACE      it did not fit (a buffer of size 0 is always too small).  buf is as it was; or, if the
	 *                     peer declares SEAM_FILL_TRUNCATES and size > 0, it holds the beginning of the string,
	 *                     as much as fits with a terminator, and the terminator; a peer may leave out a UTF-8
	 *                     character that does not fit whole.  Never is anything written at or behind buf[size].
	 *                     *needed as below.
	 *   SEAM_E_NOT_FOUND  the store holds no string.  Nothing is written.
	 *   SEAM_E_NULL       store, needed, or buf with size > 0.  Nothing is written.
	 * *needed gets, on SEAM_OK and on SEAM_E_SPACE, the size that fits exactly: bytes of the string and its
	 * terminator.
	 * Rules: fill, fill_short, null_kept
	 */
	int (*fill)(const struct seam_strings_store *store, char *buf, size_t size, size_t *needed);

	/* ---- UTF-16 ---------------------------------------------------------------------------------------------- */

	/*
	 * Units are of two bytes, in the machine's own byte order.  A pointer to units that goes in may be at an odd
	 * address, which is why it is `const void *`.  No byte order mark is added, removed or acted upon.
	 *
	 * What has no counterpart (ill-formed UTF-8; a surrogate without its partner) is SEAM_E_ENCODING; a peer that
	 * declares SEAM_LOSSY puts U+FFFD in its place instead: one for each lone surrogate; for UTF-8 as told above.
	 * NULs follow the rule on interior NULs; the index counts bytes or units of the input.
	 */

	/*
	 * The counted UTF-8 string as UTF-16.
	 * *out is owned: utf16_release().  *out_n gets its length in units; (*out)[*out_n] is 0.
	 * nul_at may be NULL.
	 * Returns SEAM_OK, SEAM_E_NULL, SEAM_E_NUL, SEAM_E_ENCODING.
	 * Rules: utf16, interior_nul_elsewhere, zero_length, null_out, released
	 */
	int (*utf16_from_utf8)(const char *s, size_t n, uint16_t **out, size_t *out_n, size_t *nul_at);

	/*
	 * The counted UTF-16 string of n units at s as UTF-8.
	 * *out is owned: release().  *out_n gets its length in bytes; (*out)[*out_n] is NUL.
	 * nul_at may be NULL.
	 * Returns SEAM_OK, SEAM_E_NULL, SEAM_E_NUL, SEAM_E_ENCODING.
	 * Rules: utf16, utf16_units, interior_nul_elsewhere, zero_length, null_out
	 */
	int (*utf16_to_utf8)(const void *s, size_t n, char **out, size_t *out_n, size_t *nul_at);

	/*
	 * *units gets the units of the string at s before its terminator, which is a unit of value 0: both its bytes
	 * are 0.  Surrogates are not looked at.
	 * Returns SEAM_OK, SEAM_E_NULL.
	 * Rules: utf16_units
	 */
	int (*utf16_length)(const void *s, size_t *units);

	/* Frees what utf16_from_utf8 gave.  NULL is allowed and does nothing.  Rules: released, null */
	void (*utf16_release)(uint16_t *s);

	/* ---- lists ----------------------------------------------------------------------------------------------- */

	/*
	 * A list that keeps copies of n strings.  items[i] has lengths[i] bytes; with lengths NULL every item is
	 * terminated.  A NULL item is an absent string, which is not the empty one; its length, if given, is 0.
	 * nul_item and nul_at may be NULL.
	 * *out is owned: list_free().
	 * Returns SEAM_OK, SEAM_E_NULL, SEAM_E_ENCODING, and SEAM_E_NUL for an interior NUL that is not carried: then
	 * *nul_item is the index of the first such item and *nul_at the index of its first NUL.
	 * Rules: list, interior_nul_elsewhere, retained, no_terminator, zero_length_lists, encoding_kept,
	 * null_kept, null_out
	 */
	int (*list_new)(const char *const *items, const size_t *lengths, size_t n, struct seam_strings_list **out,
	                size_t *nul_item, size_t *nul_at);

	/*
	 * *n gets the number of strings, the absent ones included.
	 * Returns SEAM_OK, SEAM_E_NULL.
	 * Rules: list, null_kept, null_out
	 */
	int (*list_count)(const struct seam_strings_list *list, size_t *n);

	/*
	 * String i of the list: *out gets it and *out_n its length; (*out)[*out_n] is NUL; NULL and 0 if absent.
	 * *out is borrowed, valid and unchanged until list_free.
	 * Returns SEAM_OK, SEAM_E_NULL, SEAM_E_RANGE (no such index).
	 * Rules: list, interior_nul_elsewhere, out, null_kept, null_out
	 */
	int (*list_get)(const struct seam_strings_list *list, size_t i, const char **out, size_t *out_n);

	/* Frees a list and its strings.  NULL is allowed and does nothing.  Rules: released, null */
	void (*list_free)(struct seam_strings_list *list);

	/*
	 * The n terminated strings with the terminated separator between each two.  A NULL item is left out, together
	 * with one separator; an empty one is not.  No items give "".
	 * *out is owned: release().
	 * Returns SEAM_OK, SEAM_E_NULL, SEAM_E_ENCODING.
	 * Rules: list, zero_length_lists, encoding_everywhere, null_out
	 */
	int (*list_join)(const char *const *items, size_t n, const char *separator, char **out);

	/*
	 * The pieces of the terminated string s between separators, a separator being one ASCII character: one piece
	 * more than separators, empty ones included; "" gives one empty piece.
	 * *out is an owned array of *out_n owned strings with a NULL pointer behind the last: list_release().
	 * Returns SEAM_OK, SEAM_E_NULL, SEAM_E_ENCODING.
	 * Rules: list, encoding_everywhere, null_out, released
	 */
	int (*list_split)(const char *s, char separator, char ***out, size_t *out_n);

	/* Frees an array of list_split and its n strings.  NULL is allowed and does nothing.  Rules: released, null */
	void (*list_release)(char **array, size_t n);

	/* ---- fixed fields ---------------------------------------------------------------------------------------- */

	/*
	 * A fixed field is SEAM_STRINGS_FIELD bytes of a record: the string in it ends at the first NUL or, when
	 * there is none, at the end of the field.
	 */

	/*
	 * *out gets the string in the field; owned: release().
	 * Returns SEAM_OK, SEAM_E_NULL, SEAM_E_ENCODING.
	 * Rules: fixed_field, encoding_everywhere, null_out
	 */
	int (*field_get)(const char *field, char **out);

	/*
	 * Puts the terminated string s into the field; bytes behind it are made 0.  A string of SEAM_STRINGS_FIELD
	 * bytes fills it and has no terminator.  The bytes pass, whatever they are.
	 * Returns SEAM_OK, SEAM_E_NULL, SEAM_E_SPACE (s is longer; the field is as it was).
	 * Rules: fixed_field
	 */
	int (*field_set)(char *field, const char *s);

	/* ---- error text and callbacks ---------------------------------------------------------------------------- */

	/*
	 * Keeps a copy of the counted text as the peer's error message, in place of the one before.  On failure the
	 * message stays as it was.  The empty text is a message, and nothing need be kept for it: after it, the peer
	 * holds no memory of the host's for messages.  nul_at may be NULL.
	 * Returns SEAM_OK, SEAM_E_NULL, SEAM_E_NUL, SEAM_E_ENCODING.
	 * Rules: interior_nul_elsewhere, retained, unchanged, no_terminator, zero_length, encoding_kept,
	 * released, null_out
	 */
	int (*error_set)(const char *text, size_t n, size_t *nul_at);

	/*
	 * The message: *out gets it and *out_n its length; (*out)[*out_n] is NUL; never NULL.
	 * *out is borrowed, valid and unchanged until error_set is called.
	 * Returns SEAM_OK, SEAM_E_NULL.
	 * Rules: retained, out, null_out
	 */
	int (*error_text)(const char **out, size_t *out_n);

	/*
	 * Calls visitor once for each piece of the counted string between separators (pieces as in list_split, which
	 * an interior NUL, where it is carried, does not end), in order, with userdata as it is, before it returns.
	 * userdata may be NULL, nul_at too.  The visitor may call ops, visit too.  On failure it is not called at all.
	 * Returns SEAM_OK, SEAM_E_NULL, SEAM_E_NUL, SEAM_E_ENCODING.
	 * Rules: visit, interior_nul_elsewhere, zero_length_lists, null_kept
	 */
	int (*visit)(const char *s, size_t n, char separator, seam_strings_visitor visitor, void *userdata,
	             size_t *nul_at);
};

#ifdef __cplusplus
}
#endif
#endif
