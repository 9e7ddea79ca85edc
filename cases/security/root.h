/* root.h - a root with files in it, and one outside; and what is asked before a file is read. */
#ifndef SEAM_SECURITY_ROOT_H
#define SEAM_SECURITY_ROOT_H

#include "security/enemy.h"

#include <stdio.h>

#define INSIDE  "the file inside"
#define OUTSIDE "what stands outside"

/* What authorise was asked, and what it answers. */
struct asked {
	unsigned calls;
	int answer;
	char path[1100];
	size_t n;
	uint64_t size;
	void (*act)(struct seam_case *c, const char *top); /* is done before the answer; may be NULL */
	struct seam_case *c;
	const char *top;
};

static inline int answer_asked(void *userdata, const char *path, size_t n, uint64_t size)
{
	struct asked *asked = userdata;

	asked->calls++;
	asked->n = n;
	asked->size = size;
	if (n <= sizeof asked->path)
		memcpy(asked->path, path, n);
	if (asked->act)
		asked->act(asked->c, asked->top);
	return asked->answer;
}

#define NEED_ROOT(c)                                                                                                   \
	do {                                                                                                           \
		NEED((c), SEAM_OPS((c), security)->root_open);                                                         \
		NEED((c), SEAM_OPS((c), security)->root_release);                                                      \
		NEED((c), SEAM_OPS((c), security)->root_read);                                                         \
	} while (0)

/* A path below the case's folder; four of them live at once. */
static inline const char *at(struct seam_case *c, const char *path)
{
	static char paths[4][4096];
	static unsigned next;
	char *to = paths[next++ % 4];

	snprintf(to, sizeof paths[0], "%s/%s", seam_folder(c), path);
	return to;
}

static inline bool make_file(struct seam_case *c, const char *path, const char *text)
{
	return CHECK_EQ(c, seam_file_make(c, at(c, path), text, strlen(text)), 0);
}

/* The case's folder holds `outside`, and `root` with `file`, `sub/file` and `empty` in it.  NULL after a failure. */
static inline struct seam_sec_root *root_of(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	struct seam_sec_root *root = UNSET;
	const char *path;

	if (!make_file(c, "outside", OUTSIDE) || !make_file(c, "root/file", INSIDE) || !make_file(c, "root/sub/file", "below") ||
	    !make_file(c, "root/empty", ""))
		return NULL;
	path = at(c, "root");
	if (!CHECK_EQ(c, s->root_open(seam_in(c, path, strlen(path)), strlen(path), &root), SEAM_OK) || !CHECK(c, root != UNSET))
		return NULL;
	return root;
}

/* A path as it can be printed. */
static inline const char *shown(const char *path, size_t n)
{
	static char text[200];
	size_t to = 0;

	for (size_t i = 0; i < n && to + 8 < sizeof text; i++)
		to += (size_t)snprintf(text + to, 5, path[i] >= 0x20 && path[i] < 0x7F ? "%c" : "\\x%02x", (unsigned char)path[i]);
	text[to] = 0;
	return text;
}

/* Reads what must be there. */
static inline void reads(struct seam_case *c, const struct seam_sec_root *root, const char *path, size_t n, const char *text)
{
	struct asked asked = { .answer = 1 };
	size_t out_n = UNSET_N, size = strlen(text);
	char *buffer = seam_out(c, size + 8);
	int rc = SEAM_OPS(c, security)->root_read(root, seam_in(c, path, n), n, answer_asked, &asked, buffer, size + 8, &out_n);

	if (rc != SEAM_OK) {
		FAIL(c, "\"%s\" is there, and the answer is %d", shown(path, n), rc);
		return;
	}
	if (CHECK_EQ(c, out_n, size))
		CHECK_BYTES(c, buffer, size, text, size);
	CHECK_EQ(c, seam_untouched(c, buffer + size, 8), 8);
	CHECK_EQ(c, asked.calls, 1);
	CHECK_EQ(c, asked.size, size);
	CHECK_BYTES(c, asked.path, asked.n, path, n);
}

/* Reads what must not be read; gives the answer.  Nobody is asked whether it is allowed. */
static inline int unread(struct seam_case *c, const struct seam_sec_root *root, const char *path, size_t n)
{
	struct asked asked = { .answer = 1 };
	size_t out_n = UNSET_N;
	char *buffer = seam_out(c, 64);
	int rc = SEAM_OPS(c, security)->root_read(root, seam_in(c, path, n), n, answer_asked, &asked, buffer, 64, &out_n);

	if (rc == SEAM_OK)
		FAIL(c, "\"%s\" (%zu bytes) is read, and must be refused", shown(path, n), n);
	else if (out_n != UNSET_N || seam_untouched(c, buffer, 64) != 64)
		FAIL(c, "\"%s\" is refused, and something is stored", shown(path, n));
	else if (asked.calls)
		FAIL(c, "\"%s\" is refused only after authorise was asked", shown(path, n));
	return rc;
}

static inline bool unread_with(struct seam_case *c, const struct seam_sec_root *root, const char *path, size_t n, int code)
{
	int rc = unread(c, root, path, n);

	if (rc != code && rc != SEAM_OK)
		FAIL(c, "\"%s\" (%zu bytes) is refused with %d, not %d", shown(path, n), n, rc, code);
	return rc == code;
}

/* Whether a file below the case's folder has this text; NULL: that there is none. */
static inline void file_is(struct seam_case *c, const char *path, const char *text)
{
	FILE *file = fopen(at(c, path), "rb");
	char bytes[256];
	size_t n = file ? fread(bytes, 1, sizeof bytes, file) : 0;

	if (file)
		fclose(file);
	if (!text && file)
		FAIL(c, "%s has been made", path);
	else if (text && !file)
		FAIL(c, "%s is not there", path);
	else if (text)
		CHECK_BYTES(c, bytes, n, text, strlen(text));
}

#endif
