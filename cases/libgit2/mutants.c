/* mutants.c - bindings of libgit2 with one bug each.  Most are bugs that real ones had. */
#include "libgit2/edition.h"
#include "libgit2/libgit2.h"
#include "libgit2/walk.h"
#include <pthread.h>
#include <seam/case.h>
#include <stdlib.h>
#include <string.h>

#define O seam_original(libgit2)

/* ---- versions and declarations ------------------------------------------------------------------------------------ */

static int older_header(struct seam_git_versions *out)
{
	int rc = O->versions(out);
	out->header[1]--;
	return rc;
}

static int other_library(struct seam_git_versions *out)
{
	int rc = O->versions(out);
	out->library[2]++;
	return rc;
}

/* A declaration of `type` that `change` spoils. */
static const struct seam_git_type *spoiled(const char *type, const char *which,
                                           void (*change)(struct seam_git_type *, struct seam_git_field *))
{
	static struct seam_git_type copy;
	static struct seam_git_field fields[64];
	const struct seam_git_type *is = O->describe(type);
	if (!is || strcmp(type, which) || is->n_fields > 64)
		return is;
	copy = *is;
	memcpy(fields, is->fields, is->n_fields * sizeof fields[0]);
	copy.fields = fields;
	change(&copy, fields);
	return &copy;
}

static void grow(struct seam_git_type *type, struct seam_git_field *fields)
{
	(void)fields;
	type->size += 8;
}

static void relax(struct seam_git_type *type, struct seam_git_field *fields)
{
	(void)fields;
	type->align = 4;
}

static void shift(struct seam_git_type *type, struct seam_git_field *fields)
{
	fields[type->n_fields - 1].offset -= 8;
}

static void widen(struct seam_git_type *type, struct seam_git_field *fields)
{
	(void)type;
	fields[0].size = 32;
}

static const struct seam_git_type *larger_options(const char *type)
{
	return spoiled(type, "git_diff_options", grow);
}

static const struct seam_git_type *looser_time(const char *type)
{
	return spoiled(type, "git_time", relax);
}

static const struct seam_git_type *missing_member(const char *type)
{
	return spoiled(type, "git_status_options", shift);
}

static const struct seam_git_type *sha256_id(const char *type)
{
	return spoiled(type, "git_oid", widen);
}

static const struct seam_git_type *no_buf(const char *type)
{
	return strcmp(type, "git_buf") ? O->describe(type) : NULL;
}

static int email_first(const char *type, void *object)
{
	int rc = O->write(type, object);
	if (rc == SEAM_OK && !strcmp(type, "git_signature")) {
		git_signature *who = (git_signature *)object;
		char *name = who->name;
		who->name = who->email;
		who->email = name;
	}
	return rc;
}

static int unsigned_offset(const char *type, const void *object, int64_t *values, size_t n)
{
	int rc = O->read(type, object, values, n);
	if (rc == SEAM_OK && !strcmp(type, "git_time"))
		values[1] = (int64_t)(uint32_t)values[1];
	return rc;
}

static int older_numbers(const char *name, int64_t *value)
{
	int rc = O->constant(name, value);
	if (rc == SEAM_OK && !strcmp(name, "GIT_OPT_SET_ALLOCATOR"))
		--*value;
	return rc;
}

static int zero_for_unknown(const char *name, int64_t *value)
{
	*value = 0;
	(void)O->constant(name, value);
	return SEAM_OK;
}

/* mem::zeroed() and a version: what a binding without the init function does. */
static int zeroed(const char *type, uint32_t version, void *object)
{
	if (strcmp(type, "git_diff_options"))
		return O->options_init(type, version, object);
	memset(object, 0, sizeof(git_diff_options));
	memcpy(object, &version, sizeof version);
	return SEAM_OK;
}

static int any_version(const char *type, uint32_t version, void *object)
{
	int rc = O->options_init(type, version, object);
	return rc == SEAM_E_VERSION ? O->options_init(type, 1, object) : rc;
}

/* ---- life ------------------------------------------------------------------------------------------------------------ */

static int yes(void)
{
	return O->init() > 0;
}

static int zero(void)
{
	(void)O->shutdown();
	return 0;
}

/* Works until the first shutdown: the second open comes after it. */
static int once_shut_stays_shut(const char *path, void **out)
{
	static int opened;
	return ++opened > 1 ? SEAM_E_STATE : O->open(path, out);
}

/* ---- text ------------------------------------------------------------------------------------------------------------ */

static char scratch[4096];

/* What a lossy decoder makes of bytes that are no ASCII. */
static void question_marks(const char **bytes, size_t size)
{
	for (size_t i = 0; i < size && i < sizeof scratch; i++)
		scratch[i] = (unsigned char)(*bytes)[i] > 0x7f ? '?' : (*bytes)[i];
	*bytes = scratch;
}

static int lossy_message(void *commit, const char **message, size_t *size)
{
	int rc = O->commit_message(commit, message, size);
	question_marks(message, *size);
	return rc;
}

static int no_size_for_empty(void *commit, const char **message, size_t *size)
{
	size_t n = 0;
	int rc = O->commit_message(commit, message, &n);
	if (n)
		*size = n;
	return rc;
}

static int newline_added(void *commit, const char **message, size_t *size)
{
	int rc = O->commit_message(commit, message, size);
	if (*size && (*message)[*size - 1] != '\n') {
		memcpy(scratch, *message, *size);
		scratch[(*size)++] = '\n';
		*message = scratch;
	}
	return rc;
}

static int time_of_32_bits(void *commit, struct seam_git_person *out)
{
	int rc = O->commit_author(commit, out);
	out->when = (int32_t)out->when;
	return rc;
}

static int lossy_author(void *commit, struct seam_git_person *out)
{
	int rc = O->commit_author(commit, out);
	question_marks(&out->name, out->name_size);
	return rc;
}

static int content_as_string(void *blob, const char **content, size_t *size)
{
	int rc = O->blob_content(blob, content, size);
	*size = strlen(*content);
	return rc;
}

static int never_empty(void *blob, const char **content, size_t *size)
{
	int rc = O->blob_content(blob, content, size);
	if (!*size) {
		*content = "\n";
		*size = 1;
	}
	return rc;
}

static int first_word(void *tag, const char **message, size_t *size)
{
	int rc = O->tag_message(tag, message, size);
	if (*message && strchr(*message, ' '))
		*size = (size_t)(strchr(*message, ' ') - *message);
	return rc;
}

static int empty_for_null(void *tag, const char **message, size_t *size)
{
	int rc = O->tag_message(tag, message, size);
	if (!*message)
		*message = "";
	return rc;
}

static int null_and_empty_confused(void *tag, const char **message, size_t *size)
{
	int rc = O->tag_message(tag, message, size);
	if (!*size)
		*message = *message ? NULL : "";
	return rc;
}

static int nobody(void *tag, struct seam_git_person *out)
{
	int rc = O->tag_tagger(tag, out);
	if (rc == SEAM_E_NOT_FOUND)
		*out = (struct seam_git_person){ "", 0, "", 0, 0, 0 };
	return SEAM_OK;
}

static int decoded_path(const char *path, void **out)
{
	char decoded[4096] = "";
	for (size_t i = 0; path[i] && i < sizeof decoded - 1; i++)
		decoded[i] = (unsigned char)path[i] > 0x7f ? '?' : path[i];
	return O->open(decoded, out);
}

/* ---- writing ----------------------------------------------------------------------------------------------------------- */

typedef int create(void *, const struct seam_git_person *, const char *, size_t, struct seam_git_id *);

static create lossy_write, newline_written, placeholder, cut_at_nul, unterminated, epoch;

static int lossy_write(void *r, const struct seam_git_person *who, const char *message, size_t size,
                       struct seam_git_id *id)
{
	question_marks(&message, size);
	return O->commit_create(r, who, message, size, id);
}

static int newline_written(void *r, const struct seam_git_person *who, const char *message, size_t size,
                           struct seam_git_id *id)
{
	memcpy(scratch, message, size);
	scratch[size] = '\n';
	return O->commit_create(r, who, scratch, size + 1, id);
}

static int placeholder(void *r, const struct seam_git_person *who, const char *message, size_t size,
                       struct seam_git_id *id)
{
	return size ? O->commit_create(r, who, message, size, id) : O->commit_create(r, who, "(none)", 6, id);
}

static int cut_at_nul(void *r, const struct seam_git_person *who, const char *message, size_t size,
                      struct seam_git_id *id)
{
	struct seam_git_person cut = *who;
	const char *end = size ? memchr(message, '\0', size) : NULL;
	if (memchr(who->name, '\0', who->name_size))
		cut.name_size = strlen(who->name);
	if (memchr(who->email, '\0', who->email_size))
		cut.email_size = strlen(who->email);
	return O->commit_create(r, &cut, message, end ? (size_t)(end - message) : size, id);
}

static int unterminated(void *r, const struct seam_git_person *who, const char *message, size_t size,
                        struct seam_git_id *id)
{
	volatile const char *end = message;
	while (*end)
		end++;
	return O->commit_create(r, who, message, size, id);
}

static int epoch(void *r, const struct seam_git_person *who, const char *message, size_t size, struct seam_git_id *id)
{
	struct seam_git_person early = *who;
	early.when = 0;
	return O->commit_create(r, &early, message, size, id);
}

static int blob_as_string(void *repository, const char *content, size_t size, struct seam_git_id *id)
{
	const char *end = size ? memchr(content, '\0', size) : NULL;
	return O->blob_create(repository, content, end ? (size_t)(end - content) : size, id);
}

static int no_empty_blob(void *repository, const char *content, size_t size, struct seam_git_id *id)
{
	return size ? O->blob_create(repository, content, size, id) : SEAM_E_NULL;
}

/* ---- buffers ------------------------------------------------------------------------------------------------------------- */

static int terminator_counted(const char *message, size_t size, int strip, char **text, size_t *text_size)
{
	int rc = O->prettify(message, size, strip, text, text_size);
	++*text_size;
	return rc;
}

static int null_for_empty(const char *message, size_t size, int strip, char **text, size_t *text_size)
{
	int rc = O->prettify(message, size, strip, text, text_size);
	if (rc == SEAM_OK && !*text_size) {
		O->bytes_free(*text, 0);
		*text = NULL;
	}
	return rc;
}

static int prettify_cut(const char *message, size_t size, int strip, char **text, size_t *text_size)
{
	const char *end = size ? memchr(message, '\0', size) : NULL;
	return O->prettify(message, end ? (size_t)(end - message) : size, strip, text, text_size);
}

static int one_buffer(const char *message, size_t size, int strip, char **text, size_t *text_size)
{
	static char *kept;
	char *fresh;
	int rc = O->prettify(message, size, strip, &fresh, text_size);
	if (rc != SEAM_OK)
		return rc;
	if (!kept)
		kept = fresh;
	else
		O->bytes_free(fresh, *text_size);
	*text = kept;
	return rc;
}

static int nothing_special(const char *message, size_t size, int strip, char **text, size_t *text_size)
{
	int rc = O->prettify(message, size, strip, text, text_size);
	return rc == SEAM_E_MEMORY ? SEAM_E_FAILED : rc;
}

static void never_freed(char *text, size_t size)
{
	(void)text, (void)size;
}

/* ---- ownership ------------------------------------------------------------------------------------------------------------- */

static int one_text_for_all(void *commit, const char **message, size_t *size)
{
	int rc = O->commit_message(commit, message, size);
	memset(scratch, 0, 64);
	memcpy(scratch, *message, *size < 64 ? *size : 64);
	*message = scratch;
	return rc;
}

static int freed_text(void *commit, const char **message, size_t *size)
{
	int rc = O->commit_message(commit, message, size);
	char *copy = malloc(*size + 1);
	if (!copy)
		return SEAM_E_MEMORY;
	memcpy(copy, *message, *size);
	*message = copy;
	free(copy);
	return rc;
}

static void needs_one(void *commit)
{
	volatile char *first = (volatile char *)commit;
	(void)*first;
	O->commit_free(commit);
}

/* Reachable, and so no leak to a checker. */
static int kept_for_ever(const char *path, void **out)
{
	static struct kept {
		struct kept *next;
		char room[4096];
	} *all;
	struct kept *k = malloc(sizeof *k);
	if (k) {
		k->next = all;
		all = k;
	}
	return O->open(path, out);
}

static int allocator_forgotten(const void *allocator)
{
	(void)allocator;
	return SEAM_OK;
}

static int opened_twice(const char *path, void **out)
{
	void *lost;
	(void)O->open(path, &lost);
	return O->open(path, out);
}

/* ---- walks ------------------------------------------------------------------------------------------------------------------ */

struct wrapped {
	seam_git_visit visit;
	void *payload;
	int stopped;
};

static int number_lost(void *repository, const char *what, seam_git_visit visit, void *payload, int *result)
{
	int rc = O->foreach(repository, what, visit, payload, result);
	if (rc == SEAM_OK && *result)
		*result = 1;
	return rc;
}

static int any_walk(void *repository, const char *what, seam_git_visit visit, void *payload, int *result)
{
	int rc = O->foreach(repository, what, visit, payload, result);
	return rc == SEAM_E_NOT_FOUND ? O->foreach(repository, "tags", visit, payload, result) : rc;
}

static int visit_on(void *payload, const char *item, size_t size)
{
	struct wrapped *w = (struct wrapped *)payload;
	(void)w->visit(w->payload, item, size);
	return 0;
}

static int never_stops(void *repository, const char *what, seam_git_visit visit, void *payload, int *result)
{
	struct wrapped w = { visit, payload, 0 };
	return O->foreach(repository, what, visit_on, &w, result);
}

static int visit_string(void *payload, const char *item, size_t size)
{
	struct wrapped *w = (struct wrapped *)payload;
	return w->visit(w->payload, item, size ? size - 1 : 0);
}

static int last_byte_lost(void *repository, const char *what, seam_git_visit visit, void *payload, int *result)
{
	struct wrapped w = { visit, payload, 0 };
	return O->foreach(repository, what, visit_string, &w, result);
}

static int visit_first_skipped(void *payload, const char *item, size_t size)
{
	struct wrapped *w = (struct wrapped *)payload;
	return w->stopped++ ? w->visit(w->payload, item, size) : 0;
}

static int first_item_lost(void *repository, const char *what, seam_git_visit visit, void *payload, int *result)
{
	struct wrapped w = { visit, payload, 0 };
	return O->foreach(repository, what, visit_first_skipped, &w, result);
}

static int stop_is_success(void *repository, const char *what, seam_git_visit visit, void *payload, int *result)
{
	int rc = O->foreach(repository, what, visit, payload, result);
	if (rc == SEAM_OK)
		*result = 0;
	return rc;
}

static int not_reentrant(void *repository, const char *what, seam_git_visit visit, void *payload, int *result)
{
	static int busy;
	if (busy)
		return SEAM_E_STATE;
	busy = 1;
	int rc = O->foreach(repository, what, visit, payload, result);
	busy = 0;
	return rc;
}

/* The lock is left held when a walk is stopped. */
static int lock_left(void *repository, const char *what, seam_git_visit visit, void *payload, int *result)
{
	static int locked;
	if (locked)
		return SEAM_E_STATE;
	int rc = O->foreach(repository, what, visit, payload, result);
	locked = rc == SEAM_OK && *result;
	return rc;
}

/* Says nothing of the panic: as git2-rs where libgit2 hands a positive number back. */
static int panic_forgotten(void *repository, const char *what, size_t at)
{
	(void)repository, (void)what, (void)at;
	return SEAM_OK;
}

/* ---- errors and threads -------------------------------------------------------------------------------------------------------- */

static int no_code(struct seam_git_failure *out)
{
	int rc = O->last_error(out);
	out->code = -1;
	return rc;
}

static int success_is_an_error(void *repository, const char *spec, void **commit)
{
	void *nothing;
	int rc = O->commit(repository, spec, commit);
	if (rc == SEAM_OK)
		(void)O->open("no/such/repository", &nothing);
	return rc;
}

static int all_fail_alike(void *repository, const char *spec, void **commit)
{
	int rc = O->commit(repository, spec, commit);
	return rc == SEAM_OK ? rc : SEAM_E_FAILED;
}

static int one_error_for_all(struct seam_git_failure *out)
{
	static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
	static struct seam_git_failure first;
	int rc = O->last_error(out);
	if (rc != SEAM_OK)
		return rc;
	pthread_mutex_lock(&lock);
	if (!first.message) {
		first = *out;
		memcpy(scratch, out->message, out->message_size < sizeof scratch ? out->message_size : 0);
		first.message = scratch;
	}
	*out = first;
	pthread_mutex_unlock(&lock);
	return rc;
}

static int bound_to_a_thread(const char *path, void **out)
{
	static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
	static pthread_t owner;
	static int owned;
	pthread_mutex_lock(&lock);
	if (!owned)
		owner = pthread_self();
	owned = 1;
	int mine = pthread_equal(owner, pthread_self());
	pthread_mutex_unlock(&lock);
	return mine ? O->open(path, out) : SEAM_E_STATE;
}

static int counted_without_a_lock(const char *path, void **out)
{
	static volatile int opened;
	opened++;
	return O->open(path, out);
}

/* ---- the table --------------------------------------------------------------------------------------------------------------------- */

#define M(name, killed_by, because, silent, member, function)                                                          \
	{ name, "libgit2." killed_by, "plain", "fail", because, silent, SEAM_OP(libgit2, member, function), 0 }
#define IN(flavour, outcome, name, killed_by, because, member, function)                                               \
	{ name, "libgit2." killed_by, flavour, outcome, because, false, SEAM_OP(libgit2, member, function), 0 }
/* A mutant of foreach() for the case of one walk. */
#define W(walk, function, because) M(#walk "_" #function, "foreach." #walk, because, true, foreach, function)
#define P(walk)                    M("panic_forgotten_in_" #walk, "panics." #walk, "SEAM_E_PANIC", true, foreach_panics, panic_forgotten),

SEAM_MUTANTS(libgit2, all) = {
	M("older_header", "versions.agree", "the peer was built with the header", true, versions, older_header),
	M("other_library", "versions.agree", "the peer runs on the library", true, versions, other_library),
	M("larger_options", "layout.size", "git_diff_options", true, describe, larger_options),
	M("looser_time", "layout.align", "git_time", true, describe, looser_time),
	M("missing_member", "layout.offset", "git_status_options", true, describe, missing_member),
	M("sha256_id", "layout.field_size", "git_oid.id", true, describe, sha256_id),
	M("no_buf", "layout.complete", "git_buf is not declared", true, describe, no_buf),
	M("email_first", "access.write", "git_signature", true, write, email_first),
	M("unsigned_offset", "access.read", "git_time.offset", true, read, unsigned_offset),
	M("older_numbers", "constants.value", "GIT_OPT_SET_ALLOCATOR", true, constant, older_numbers),
	M("zero_for_unknown", "constants.unknown", "SEAM_E_NOT_FOUND", true, constant, zero_for_unknown),
	M("zeroed", "options.init", "git_diff_options.", true, options_init, zeroed),
	M("any_version", "options.version", "not SEAM_E_VERSION", true, options_init, any_version),
	M("init_says_yes", "life.count", "g->init()", true, init, yes),
	M("shutdown_says_zero", "life.count", "g->shutdown()", true, shutdown, zero),
	M("once_shut_stays_shut", "life.afterwards", "g->open", true, open, once_shut_stays_shut),
	M("lossy_message", "text.message_latin1", "text", true, commit_message, lossy_message),
	M("no_size_for_empty", "text.message_empty", "text", true, commit_message, no_size_for_empty),
	M("newline_added", "text.message_no_newline", "text", true, commit_message, newline_added),
	M("time_of_32_bits", "text.author", "when", true, commit_author, time_of_32_bits),
	M("lossy_author", "text.author", "who->name", true, commit_author, lossy_author),
	M("content_as_string", "text.blob_nul", "content", true, blob_content, content_as_string),
	M("never_empty", "text.blob_empty", "content", true, blob_content, never_empty),
	M("first_word", "tags.message", "size", true, tag_message, first_word),
	M("empty_for_null", "tags.without_message", "text == NULL", true, tag_message, empty_for_null),
	M("null_and_empty_confused", "tags.empty_message", "text == NULL", true, tag_message, null_and_empty_confused),
	M("nobody", "tags.tagger", "SEAM_E_NOT_FOUND", true, tag_tagger, nobody),
	M("decoded_path", "text.path", "SEAM_OK", true, open, decoded_path),
	M("lossy_write", "round_trip.commit_latin1", "written", true, commit_create, lossy_write),
	M("newline_written", "round_trip.commit_utf8", "written", true, commit_create, newline_written),
	IN("plain", "crash", "unterminated", "round_trip.commit_utf8", "SIG", commit_create, unterminated),
	M("placeholder", "round_trip.commit_empty", "written", true, commit_create, placeholder),
	M("cut_at_nul", "round_trip.commit_nul", "SEAM_E_NUL", true, commit_create, cut_at_nul),
	M("blob_as_string", "round_trip.blob_nul", "rawcontent", true, blob_create, blob_as_string),
	M("no_empty_blob", "round_trip.blob_empty", "SEAM_OK", true, blob_create, no_empty_blob),
	M("terminator_counted", "buffers.prettify", "text", true, prettify, terminator_counted),
	IN("asan", "finding", "never_freed", "buffers.prettify", "leak", bytes_free, never_freed),
	M("null_for_empty", "buffers.empty", "text != NULL", true, prettify, null_for_empty),
	M("prettify_cut", "buffers.nul", "SEAM_E_NUL", true, prettify, prettify_cut),
	M("one_buffer", "buffers.two", "a != b", true, prettify, one_buffer),
	M("one_text_for_all", "ownership.borrowed", "text", true, commit_message, one_text_for_all),
	IN("asan", "finding", "freed_text", "ownership.borrowed", "use-after-free", commit_message, freed_text),
	IN("plain", "crash", "needs_one", "ownership.nothing", "SIG", commit_free, needs_one),
	M("kept_for_ever", "ownership.steady", "more rounds leave", true, open, kept_for_ever),
	M("allocator_forgotten", "memory.allocator", "seam_requests", true, set_allocator, allocator_forgotten),
	M("opened_twice", "memory.allocator", "blocks", false, open, opened_twice),
	M("nothing_special", "memory.starved", "SEAM_E_MEMORY", true, prettify, nothing_special),
	W(references, number_lost, "the result is 1"),
	W(reference_names, never_stops, "stopped at item"),
	W(references_glob, last_byte_lost, "visits_same"),
	W(tags, stop_is_success, "the result is 0"),
	W(config, number_lost, "the result is 1"),
	W(config_match, first_item_lost, "seen.n == all.n"),
	W(config_multivar, stop_is_success, "the result is 0"),
	W(status, number_lost, "the result is 1"),
	W(status_ext, never_stops, "stopped at item"),
	W(odb, stop_is_success, "the result is 0"),
	W(packbuilder, last_byte_lost, "visits_same"),
	W(tree, number_lost, "the result is 1"),
	W(tree_post, first_item_lost, "seen.n == all.n"),
	W(stashes, number_lost, "the result is 1"),
	W(notes, stop_is_success, "the result is 0"),
	W(submodules, never_stops, "stopped at item"),
	W(attributes, number_lost, "the result is 1"),
	W(fetchheads, last_byte_lost, "visits_same"),
	W(mergeheads, number_lost, "the result is 1"),
	W(diff_files, never_stops, "the result is 0"),
	W(diff_hunks, number_lost, "the result is 1"),
	W(diff_lines, first_item_lost, "seen.n == all.n"),
	W(diff_print, stop_is_success, "the result is 0"),
	M("any_walk", "foreach.unknown", "SEAM_E_NOT_FOUND", true, foreach, any_walk),
	M("positive_is_one", "documented.positive", "references, told", true, foreach, number_lost),
	M("negative_is_one", "documented.negative", "references, told", true, foreach, number_lost),
	M("end_is_one", "documented.end_of_iteration", "status, told", true, foreach, number_lost),
	M("epoch", "documented.time", "when.time", true, commit_create, epoch),
	M("failure_forgotten", "callbacks.error", "result == -7", true, foreach, stop_is_success),
	M("not_reentrant", "callbacks.nested", "SEAM_OK", true, foreach, not_reentrant),
	M("lock_left", "callbacks.jump", "SEAM_OK", true, foreach, lock_left),
	GIT_WALKS(P) M("no_code", "errors.told", "seen->code", true, last_error, no_code),
	M("success_is_an_error", "errors.kept", "after.message", true, commit, success_is_an_error),
	M("all_fail_alike", "errors.apart", "no-such-name", true, commit, all_fail_alike),
	M("one_error_for_all", "errors.per_thread", "was told of", true, last_error, one_error_for_all),
	M("bound_to_a_thread", "threads.own_repository", "bad == 0", true, open, bound_to_a_thread),
	IN("tsan", "finding", "counted_without_a_lock", "threads.own_repository", "data race", open,
	   counted_without_a_lock),
	SEAM_NO_MORE_MUTANTS
};
