/* mutants_files.c - paths that are mended, cut or followed; files that are looked up again. */
#include "security/planted.h"

enum { MOST = 2048 };

/* A file below the root as a naive peer opens it: by its whole path, as far as a terminator. */
static FILE *naive_open(const struct seam_sec_root *root, const char *path, size_t n, const char *mode)
{
	char whole[MOST + 64];

	if (!path || !n || n > MOST)
		return NULL;
	if (path[0] == '/')
		snprintf(whole, sizeof whole, "%.*s", (int)n, path);
	else
		snprintf(whole, sizeof whole, "/proc/self/fd/%d/%.*s", root->folder, (int)n, path);
	return fopen(whole, mode);
}

static int naive_read(const struct seam_sec_root *root, const char *path, size_t n, void *buffer, size_t size, size_t *out_n, int rc)
{
	FILE *file = naive_open(root, path, n, "rb");

	if (!file)
		return rc;
	*out_n = fread(buffer, 1, size, file);
	fclose(file);
	return SEAM_OK;
}

#define READS                                                                                                          \
	const struct seam_sec_root *root, const char *path, size_t n, seam_sec_authorise_fn authorise, void *userdata, \
		void *buffer, size_t size, size_t *out_n
#define READ(path, n) O->root_read(root, path, n, authorise, userdata, buffer, size, out_n)
#define NAIVE         naive_read(root, path, n, buffer, size, out_n, rc)

static bool has_dots(const char *path, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (path[i] == '.' && (i == 0 || path[i - 1] == '/'))
			return true;
	return false;
}

static int follows_dots(READS)
{
	int rc = READ(path, n);

	return rc == SEAM_E_RANGE && n < 100 && n && path[0] != '/' && has_dots(path, n) ? NAIVE : rc;
}
static int absolute_taken(READS)
{
	int rc = READ(path, n);

	return rc == SEAM_E_RANGE && n && n < MOST && path[0] == '/' && !has_dots(path, n) ? NAIVE : rc;
}
static int slashes_mended(READS)
{
	while (path && n && n < 100 && path[n - 1] == '/')
		n--;
	return READ(path, n);
}
static int nul_ends_path(READS)
{
	return READ(path, path && n < MOST && n && memchr(path, 0, n) ? strlen(path) : n);
}
static int backslash_is_slash(READS)
{
	char other[MOST];
	int rc;

	if (!path || n >= sizeof other || !memchr(path, '\\', n))
		return READ(path, n);
	for (size_t i = 0; i < n; i++)
		other[i] = path[i] == '\\' ? '/' : path[i];
	rc = READ(other, n);
	path = other;
	return rc == SEAM_E_RANGE ? NAIVE : rc;
}
static int longer_form_is_slash(READS)
{
	char other[MOST];
	size_t other_n = 0;

	if (!path || n >= sizeof other)
		return READ(path, n);
	for (size_t i = 0; i < n; i++)
		if (i + 1 < n && !memcmp(path + i, "\xC0\xAF", 2)) {
			other[other_n++] = '/';
			i++;
		} else {
			other[other_n++] = path[i];
		}
	return READ(other, other_n);
}
static int no_special_names(READS)
{
	return n && n < MOST && memchr(path, '%', n) ? SEAM_E_RANGE : READ(path, n);
}
static int folder_is_empty(READS)
{
	int rc = READ(path, n);

	if (rc == SEAM_E_FAILED && n == 3 && !memcmp(path, "sub", 3))
		*out_n = 0;
	return rc == SEAM_E_FAILED && n == 3 && !memcmp(path, "sub", 3) ? SEAM_OK : rc;
}
#define CUTS(name, at)                                                                                                 \
	static int name(READS)                                                                                         \
	{                                                                                                              \
		return READ(path, n > (at) && n < MOST ? (at) : n);                                                    \
	}
CUTS(path_cut_at_255, 255)
CUTS(path_cut_at_63, 63)
static int too_long_is_not_found(READS)
{
	return n > SEAM_SEC_PATH_MAX ? SEAM_E_NOT_FOUND : READ(path, n);
}
static int path_has_32_bits(READS)
{
	return READ(path, (uint32_t)n);
}
static int names_cut_at_255(READS)
{
	return READ(path, n > 255 && n < 600 && !memchr(path, '/', n) ? 255 : n);
}
static int gives_what_fits(READS)
{
	char *whole = malloc(4096);
	size_t whole_n = 0;
	int rc = O->root_read(root, path, n, authorise, userdata, whole, 4096, &whole_n);

	if (rc == SEAM_OK) {
		*out_n = whole_n < size ? whole_n : size;
		memcpy(buffer, whole, *out_n);
	}
	free(whole);
	return rc;
}

/* Links: each of these follows one kind of them. */
static int follows_links(READS)
{
	int rc = READ(path, n);

	return rc == SEAM_E_RANGE && n && n < 100 && path[0] != '/' && !memchr(path, 0, n) && !has_dots(path, n) ? NAIVE : rc;
}
static int follows_on_the_way(READS)
{
	int rc = READ(path, n);

	return rc == SEAM_E_RANGE && n && n < 100 && memchr(path, '/', n) && path[0] != '/' && !has_dots(path, n) ? NAIVE : rc;
}
static int link_is_not_there(READS)
{
	int rc = READ(path, n);

	return rc == SEAM_E_RANGE && n && n < 100 && !memchr(path, '/', n) && !has_dots(path, n) && !memchr(path, 0, n) ? SEAM_E_NOT_FOUND : rc;
}

/* What authorise was shown is looked up again. */
static int opened_again(READS)
{
	int rc = READ(path, n);

	return rc == SEAM_OK || rc == SEAM_E_STATE ? NAIVE : rc;
}
static int shorter_is_all(READS)
{
	int rc = READ(path, n);

	return rc == SEAM_E_STATE ? NAIVE : rc;
}
static int grows_with_the_file(READS)
{
	int rc = READ(path, n);
	FILE *file = rc == SEAM_OK ? naive_open(root, path, n, "rb") : NULL;

	if (file) {
		for (int byte, i = 0; (byte = fgetc(file)) != EOF; i++)
			((volatile unsigned char *)buffer)[i] = (unsigned char)byte;
		fclose(file);
	}
	return rc;
}

struct relay {
	seam_sec_authorise_fn authorise;
	void *userdata;
	int any;
};
static int not_zero(void *userdata, const char *path, size_t n, uint64_t size)
{
	struct relay *relay = userdata;

	return relay->authorise(relay->userdata, path, n, size) != 0;
}
static int not_zero_allows(READS)
{
	struct relay relay = { authorise, userdata, 0 };

	return O->root_read(root, path, n, authorise ? not_zero : NULL, &relay, buffer, size, out_n);
}
static int always(void *userdata, const char *path, size_t n, uint64_t size)
{
	(void)userdata;
	(void)path;
	(void)n;
	(void)size;
	return 1;
}
static int nobody_allows(READS)
{
	return O->root_read(root, path, n, authorise ? authorise : always, userdata, buffer, size, out_n);
}
static int reads_before_it_asks(READS)
{
	int rc = O->root_read(root, path, n, always, NULL, buffer, size, out_n);

	return rc == SEAM_OK && authorise && authorise(userdata, path, n, *out_n) != 1 ? SEAM_E_FAILED : rc;
}
static int loses_a_descriptor(READS)
{
	int rc = READ(path, n);

	if (rc == SEAM_E_FAILED)
		(void)!fopen("/proc/self/status", "rb");
	return rc;
}

static int relative_taken(const char *path, size_t n, struct seam_sec_root **out)
{
	return n && n < 100 && path[0] != '/' ? O->root_open("/", 1, out) : O->root_open(path, n, out);
}
static int one_root_for_all(const char *path, size_t n, struct seam_sec_root **out)
{
	static char first[MOST];
	static size_t first_n;

	if (n && n < sizeof first && !memchr(path, 0, n) && path[n - 1] == 'r')
		return O->root_open(first_n ? first : path, first_n ? first_n : n, out);
	if (n && n < sizeof first) {
		memcpy(first, path, n);
		first_n = n;
	}
	return O->root_open(path, n, out);
}

/* ---- files that are made ---- */

#define MAKES const struct seam_sec_root *root, const char *path, size_t n, const void *bytes, size_t size
#define MAKE  O->root_create(root, path, n, bytes, size)

static int naive_create(MAKES, int rc)
{
	FILE *file = naive_open(root, path, n, "wb");

	if (!file)
		return rc;
	fwrite(bytes, 1, size, file);
	fclose(file);
	return SEAM_OK;
}
static int writes_over(MAKES)
{
	int rc = MAKE;

	return rc == SEAM_E_STATE ? naive_create(root, path, n, bytes, size, rc) : rc;
}
static int writes_through_links(MAKES)
{
	FILE *there = naive_open(root, path, n, "rb");
	int rc = MAKE;

	if (there)
		fclose(there);
	return rc == SEAM_E_STATE && !there ? naive_create(root, path, n, bytes, size, rc) : rc;
}
static int makes_behind_links(MAKES)
{
	int rc = MAKE;

	return rc == SEAM_E_RANGE && n && n < 100 && !has_dots(path, n) && memchr(path, '/', n) && path[0] != '/' ?
	               naive_create(root, path, n, bytes, size, rc) :
	               rc;
}
static int makes_above(MAKES)
{
	int rc = MAKE;

	return rc == SEAM_E_RANGE && n && n < 100 && has_dots(path, n) ? naive_create(root, path, n, bytes, size, rc) : rc;
}
static int makes_a_part(MAKES)
{
	return O->root_create(root, path, n, bytes, size > 6 ? 6 : size);
}
static int makes_for_all(MAKES)
{
	FILE *there = naive_open(root, path, n, "rb");

	if (there)
		fclose(there);
	return there || has_dots(path, n) || memchr(path, '/', n) ? MAKE : naive_create(root, path, n, bytes, size, SEAM_E_FAILED);
}
static int name_by_a_counter(const struct seam_sec_root *root, const void *bytes, size_t size, char *name)
{
	static unsigned counter;
	char made[SEAM_SEC_TEMPORARY];
	int rc;

	snprintf(made, sizeof made, "tmp-%024x%08x", 4711u, ++counter);
	rc = O->root_create(root, made, sizeof made - 1, bytes, size);
	if (rc == SEAM_OK)
		memcpy(name, made, sizeof made);
	return rc;
}
static int name_not_terminated(const struct seam_sec_root *root, const void *bytes, size_t size, char *name)
{
	char last = name ? name[SEAM_SEC_TEMPORARY - 1] : 0;
	int rc = O->root_temporary(root, bytes, size, name);

	if (rc == SEAM_OK)
		name[SEAM_SEC_TEMPORARY - 1] = last;
	return rc;
}

#define MUST_NOT "and must be refused"
SEAM_MUTANTS(security, files) = {
	ROW(no_special_names, "path.below", "is there, and the answer is", root_read),
	ROW(follows_dots, "path.dots", MUST_NOT, root_read),
	ROW(slashes_mended, "path.form", MUST_NOT, root_read),
	ROW(absolute_taken, "path.absolute", MUST_NOT, root_read),
	ROW(nul_ends_path, "path.nul", MUST_NOT, root_read),
	ROW(backslash_is_slash, "path.other_bytes", MUST_NOT, root_read),
	ROW(longer_form_is_slash, "path.other_bytes", MUST_NOT, root_read),
	ROW(folder_is_empty, "path.not_a_file", MUST_NOT, root_read),
	ROW(path_cut_at_255, "path_length.never_cut", MUST_NOT, root_read),
	ROW(path_cut_at_63, "path_length.never_cut", MUST_NOT, root_read),
	ROW(too_long_is_not_found, "path_length.too_long", "not -5", root_read),
	ROW(path_has_32_bits, "path_length.too_long", "SEAM_E_RANGE", root_read),
	ROW(names_cut_at_255, "path_length.long_name", MUST_NOT, root_read),
	ROW(gives_what_fits, "path_length.space_in_the_buffer", "SEAM_E_SPACE", root_read),
	ROW(follows_links, "links.to_a_file_outside", MUST_NOT, root_read),
	{ "follows_relative_links", "security.links.by_dots", "plain", "fail", MUST_NOT, true, SEAM_OP(security, root_read, follows_links), 0 },
	{ "follows_links_inside", "security.links.inside", "plain", "fail", MUST_NOT, true, SEAM_OP(security, root_read, follows_links), 0 },
	{ "follows_links_to_links", "security.links.to_a_link", "plain", "fail", MUST_NOT, true, SEAM_OP(security, root_read, follows_links), 0 },
	ROW(follows_on_the_way, "links.on_the_way", MUST_NOT, root_read),
	{ "follows_dots_on_the_way", "security.links.by_dots_on_the_way", "plain", "fail", MUST_NOT, true,
	  SEAM_OP(security, root_read, follows_on_the_way), 0 },
	{ "follows_deep_on_the_way", "security.links.deep_on_the_way", "plain", "fail", MUST_NOT, true,
	  SEAM_OP(security, root_read, follows_on_the_way), 0 },
	ROW(link_is_not_there, "links.to_nothing", "not -5", root_read),
	{ "loop_is_not_there", "security.links.loop", "plain", "fail", "not -5", true, SEAM_OP(security, root_read, link_is_not_there), 0 },
	{ "self_is_not_there", "security.links.to_itself", "plain", "fail", "not -5", true, SEAM_OP(security, root_read, link_is_not_there), 0 },
	ROW(opened_again, "check_and_use.becomes_a_link", "buffer", root_read),
	{ "name_looked_up_again", "security.check_and_use.becomes_another", "plain", "fail", "buffer", true,
	  SEAM_OP(security, root_read, opened_again), 0 },
	{ "way_walked_again", "security.check_and_use.the_way_changes", "plain", "fail", "buffer", true,
	  SEAM_OP(security, root_read, opened_again), 0 },
	{ "read_to_the_end", "security.check_and_use.grows", "plain", "fail", "buffer", true, SEAM_OP(security, root_read, opened_again), 0 },
	ROW(shorter_is_all, "check_and_use.shrinks", "SEAM_E_STATE", root_read),
	LOUD(grows_with_the_file, "check_and_use.grows_beyond", "SIGSEGV", root_read),
	ROW(not_zero_allows, "closed_files.unknown", "authorise returns 2", root_read),
	ROW(reads_before_it_asks, "closed_files.unknown", "seam_untouched", root_read),
	ROW(nobody_allows, "closed_files.missing", "SEAM_E_NULL", root_read),
	ROW(loses_a_descriptor, "root.descriptors", "before", root_read),
	ROW(relative_taken, "root.not_a_root", "is answered with 0", root_open),
	ROW(one_root_for_all, "root.two", "out_n == size", root_open),
	ROW(makes_a_part, "create.new_file", "bytes", root_create),
	ROW(makes_for_all, "create.for_its_owner", "& 077", root_create),
	ROW(writes_over, "create.exists", "SEAM_E_STATE", root_create),
	ROW(writes_through_links, "create.over_a_link", "SEAM_E_STATE", root_create),
	ROW(makes_behind_links, "create.on_the_way", "SEAM_E_RANGE", root_create),
	ROW(makes_above, "create.paths", "bad[i].code", root_create),
	ROW(name_by_a_counter, "temporary.guessed", "it can be guessed", root_temporary),
	ROW(name_not_terminated, "temporary.made", "name", root_temporary),
	SEAM_NO_MORE_MUTANTS
};
