/*
 * libgit2_fuzz.c - libgit2's parsers of text from outside, each with what must hold of its answer.
 *
 * The first byte picks one: signatures, ids, numbers, messages, reference names, refspecs, patches, mailmaps.
 * The library is the edition that the target is linked with (cases/libgit2/edition.sh).
 */
#include "fuzz.h"
#include "input.h"
#include "libgit2/edition.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	static const int header[] = SEAM_GIT_HEADER;
	int library[3];

	(void)argc;
	(void)argv;
	git_libgit2_version(&library[0], &library[1], &library[2]);
	if (memcmp(header, library, sizeof header) != 0) {
		fprintf(stderr, "fuzz: the header is libgit2's %s, the library is %d.%d.%d\n", LIBGIT2_VERSION, library[0],
		        library[1], library[2]);
		exit(FUZZ_UNUSABLE);
	}
	git_libgit2_init();
	return 0;
}

/* A signature that was read can be written, and is then read as the same. */
static void signature(struct input *in)
{
	char *text = take_string(in, in->left, NULL), *again = NULL;
	git_signature *a = NULL, *b = NULL;
	int offset;
	char sign;

	if (git_signature_from_buffer(&a, text) == 0) {
		EXPECT(a && a->name && a->email, "git_signature_from_buffer: a NULL in the signature");
		/* The sign is whatever byte stood before the zone, or 0; "--5" is 5 minutes east with the sign '-',
		 * and "+-3235" is more than half a day west: a second sign is taken, and passes the check of the range. */
		sign = a->when.offset < 0 ? '-' : '+';
		offset = abs(a->when.offset);
		if (asprintf(&again, "%s <%s> %" PRId64 " %c%02d%02d", a->name, a->email, (int64_t)a->when.time, sign,
		             offset / 60, offset % 60) < 0)
			abort();
		EXPECT(git_signature_from_buffer(&b, again) == 0, "git_signature_from_buffer refuses \"%s\", which it read",
		       again);
		EXPECT(strcmp(a->name, b->name) == 0 && strcmp(a->email, b->email) == 0 && a->when.time == b->when.time &&
		               (a->when.offset == b->when.offset || offset >= 15 * 60),
		       "git_signature_from_buffer: \"%s\" is read as another signature", again);
		free(again);
	}
	git_signature_free(a);
	git_signature_free(b);
	free(text);
}

static bool is_hex(uint8_t byte)
{
	return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'f') || (byte >= 'A' && byte <= 'F');
}

/* Up to 40 digits are an id; written, they are the digits in lower case, and 0 up to 40. */
static void oid(struct input *in)
{
	char hex[GIT_OID_HEXSZ + 1];
	bool valid = in->left > 0 && in->left <= GIT_OID_HEXSZ;
	git_oid id, again;

	for (size_t i = 0; i < in->left && valid; i++)
		valid = is_hex(in->at[i]);
	memset(&id, 0x5E, sizeof id);
	EXPECT((git_oid_fromstrn(&id, (const char *)in->at, in->left) == 0) == valid,
	       "git_oid_fromstrn: %zu bytes were %s", in->left, valid ? "refused" : "accepted");
	if (!valid)
		return;
	EXPECT(git_oid_tostr(hex, sizeof hex, &id) == hex, "git_oid_tostr: another buffer");
	for (size_t i = 0; i < GIT_OID_HEXSZ; i++) {
		int digit = i < in->left ? in->at[i] : '0';

		EXPECT(hex[i] == (digit >= 'A' && digit <= 'F' ? digit + 'a' - 'A' : digit),
		       "git_oid_tostr: digit %zu is %c", i, hex[i]);
	}
	EXPECT(git_oid_fromstr(&again, hex) == 0 && git_oid_equal(&id, &again) && git_oid_cmp(&id, &again) == 0,
	       "git_oid_fromstr: what was written is read as another id");
	EXPECT(git_oid_ncmp(&id, &again, in->left) == 0, "git_oid_ncmp: %zu digits differ", in->left);
}

static void numbers(struct input *in)
{
	char *text = take_string(in, in->left, NULL);
	int32_t narrow = 77;
	int64_t wide = 78;
	int truth = 77;

	if (git_config_parse_int32(&narrow, text) == 0) {
		EXPECT(git_config_parse_int64(&wide, text) == 0 && wide == narrow,
		       "git_config_parse_int32 reads %" PRId32 ", and _int64 %" PRId64, narrow, wide);
	}
	if (git_config_parse_bool(&truth, text) == 0)
		EXPECT(truth == 0 || truth == 1, "git_config_parse_bool: %d", truth);
	free(text);
}

/* Pretty is pretty. */
static void message(struct input *in)
{
	int strip = take_u8(in) & 1;
	char *text = take_string(in, in->left, NULL);
	git_buf once = GIT_BUF_INIT, twice = GIT_BUF_INIT;

	EXPECT(git_message_prettify(&once, text, strip, '#') == 0, "git_message_prettify: failed");
	EXPECT(once.ptr && once.ptr[once.size] == '\0' && strlen(once.ptr) == once.size, "git_message_prettify: size %zu",
	       once.size);
	EXPECT(once.size == 0 || once.ptr[once.size - 1] == '\n', "git_message_prettify: no line end");
	EXPECT(git_message_prettify(&twice, once.ptr, strip, '#') == 0, "git_message_prettify: failed on its own result");
	EXPECT(once.size == twice.size && memcmp(once.ptr, twice.ptr, once.size) == 0,
	       "git_message_prettify: its own result became another");
	git_buf_dispose(&once);
	git_buf_dispose(&twice);
	free(text);
}

/* A name that was normalised is normal, and fits where it was said to fit. */
static void reference_name(struct input *in)
{
	unsigned flags = take_u8(in) & 7;
	size_t size = take_u8(in);
	char *text = take_string(in, in->left, NULL), *name = malloc(size + 1), *again = malloc(size + 1);

	memset(name, 0x5E, size + 1);
	if (git_reference_normalize_name(name, size, text, flags) == 0) {
		EXPECT(strnlen(name, size) < size, "git_reference_normalize_name: not terminated in %zu bytes", size);
		EXPECT(git_reference_normalize_name(again, size, name, flags) == 0 && strcmp(name, again) == 0,
		       "git_reference_normalize_name: \"%s\" is not normal yet", name);
	}
	EXPECT(name[size] == 0x5E, "git_reference_normalize_name: wrote behind its %zu bytes", size);
	free(text);
	free(name);
	free(again);
}

static void refspec(struct input *in)
{
	int fetch = take_u8(in) & 1;
	char *text = take_string(in, in->left, NULL);
	git_refspec *spec = NULL;

	if (git_refspec_parse(&spec, text, fetch) == 0) {
		EXPECT(strcmp(git_refspec_string(spec), text) == 0, "git_refspec_string: not what was given");
		EXPECT(git_refspec_direction(spec) == (fetch ? GIT_DIRECTION_FETCH : GIT_DIRECTION_PUSH),
		       "git_refspec_direction: the other");
		EXPECT(git_refspec_src(spec) || git_refspec_dst(spec), "git_refspec_parse: neither side");
	}
	git_refspec_free(spec);
	free(text);
}

/* A callback that stops after so many calls, by a value of its own. */
struct stop {
	size_t calls, after;
	int value;
};

static int stops(struct stop *s)
{
	return s->calls++ == s->after ? s->value : 0;
}

static int on_file(const git_diff_delta *delta, float progress, void *payload)
{
	(void)progress;
	EXPECT(delta != NULL, "git_diff_foreach: no delta");
	return stops(payload);
}

static int on_line(const git_diff_delta *delta, const git_diff_hunk *hunk, const git_diff_line *line, void *payload)
{
	volatile size_t sum = 0;

	(void)delta;
	(void)hunk;
	(void)payload;
	/* Behind a NUL there is nothing, though content_len counts it (1.5.1, 1.9.7): regress/libgit2/patch_line_with_nul. */
	for (size_t i = 0; i < line->content_len && line->content[i]; i++)
		sum += (unsigned char)line->content[i];
	return 0;
}

static void patch(struct input *in)
{
	struct stop s = { 0, take_below(in, 4), (int8_t)take_u8(in) };
	git_diff *diff = NULL;
	int rc;

	if (git_diff_from_buffer(&diff, (const char *)in->at, in->left) == 0) {
		size_t files = git_diff_num_deltas(diff);

		rc = git_diff_foreach(diff, on_file, NULL, NULL, on_line, &s);
		if (files > s.after && s.value)
			EXPECT(rc == s.value && s.calls == s.after + 1, "git_diff_foreach: stopped by %d, returns %d", s.value, rc);
		else
			EXPECT(rc < 0 || s.calls == files, "git_diff_foreach: %zu of %zu files", s.calls, files);
	}
	git_diff_free(diff);
}

/* Whatever the map says, a name and an e-mail address come back. */
static void mailmap(struct input *in)
{
	char *name = take_string(in, take_u8(in) % 16, NULL), *email = take_string(in, take_u8(in) % 16, NULL);
	const char *real_name = NULL, *real_email = NULL;
	git_mailmap *map = NULL;

	if (git_mailmap_from_buffer(&map, (const char *)in->at, in->left) == 0) {
		EXPECT(git_mailmap_resolve(&real_name, &real_email, map, name, email) == 0, "git_mailmap_resolve: failed");
		EXPECT(real_name && real_email, "git_mailmap_resolve: a NULL");
		EXPECT(strlen(real_name) + strlen(real_email) <= in->left + strlen(name) + strlen(email),
		       "git_mailmap_resolve: longer than all that there was");
	}
	git_mailmap_free(map);
	free(name);
	free(email);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static void (*const part[])(struct input *) = {
		signature, oid, numbers, message, reference_name, refspec, patch, mailmap,
	};
	struct input in = { data, size };
	unsigned what = take_below(&in, sizeof part / sizeof *part);

	part[what](&in);
	SAW(what, git_error_last() != NULL);
	return 0;
}
