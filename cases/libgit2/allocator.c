/* allocator.c - libgit2's allocator on the host's. */
#include "allocator.h"
#include <string.h>

static const struct seam_host *host;

/* In front of each block. */
struct head {
	_Alignas(16) size_t size;
};

static void *none(void)
{
#if !SEAM_GIT_AT_LEAST(1, 6)
	git_error_set_oom(); /* later editions do so themselves */
#endif
	return NULL;
}

static void *take(size_t size)
{
	struct head *h = size > SIZE_MAX - sizeof *h ? NULL : host->alloc(host, sizeof *h + size, 16);
	if (!h)
		return none();
	h->size = size;
	return h + 1;
}

static void *gmalloc(size_t size, const char *file, int line)
{
	(void)file, (void)line;
	return take(size);
}

static void *grealloc(void *block, size_t size, const char *file, int line)
{
	(void)file, (void)line;
	if (!block)
		return take(size);
	struct head *h = (struct head *)block - 1;
	if (size > SIZE_MAX - sizeof *h)
		return none();
	h = host->realloc(host, h, sizeof *h + h->size, 16, sizeof *h + size);
	if (!h)
		return none();
	h->size = size;
	return h + 1;
}

static void gfree(void *block)
{
	struct head *h = block ? (struct head *)block - 1 : NULL;
	if (h)
		host->free(host, h, sizeof *h + h->size, 16);
}

#if !SEAM_GIT_AT_LEAST(1, 6)
static size_t product(size_t a, size_t b)
{
	return b && a > SIZE_MAX / b ? SIZE_MAX : a * b;
}

static void *gcalloc(size_t n, size_t size, const char *file, int line)
{
	void *block = gmalloc(product(n, size), file, line);
	return block ? memset(block, 0, n * size) : NULL;
}

static char *gsubstrdup(const char *text, size_t n, const char *file, int line)
{
	char *copy = gmalloc(n + 1, file, line);
	if (copy) {
		memcpy(copy, text, n);
		copy[n] = '\0';
	}
	return copy;
}

static char *gstrdup(const char *text, const char *file, int line)
{
	return gsubstrdup(text, strlen(text), file, line);
}

static char *gstrndup(const char *text, size_t n, const char *file, int line)
{
	const char *end = memchr(text, '\0', n);
	return gsubstrdup(text, end ? (size_t)(end - text) : n, file, line);
}

static void *greallocarray(void *block, size_t n, size_t size, const char *file, int line)
{
	return grealloc(block, product(n, size), file, line);
}

static void *gmallocarray(size_t n, size_t size, const char *file, int line)
{
	return gmalloc(product(n, size), file, line);
}
#endif

const git_allocator *git_allocator_on(const struct seam_host *lender)
{
	static git_allocator allocator;
	host = lender;
	allocator.gmalloc = gmalloc;
	allocator.grealloc = grealloc;
	allocator.gfree = gfree;
#if !SEAM_GIT_AT_LEAST(1, 6)
	allocator.gcalloc = gcalloc;
	allocator.gstrdup = gstrdup;
	allocator.gstrndup = gstrndup;
	allocator.gsubstrdup = gsubstrdup;
	allocator.greallocarray = greallocarray;
	allocator.gmallocarray = gmallocarray;
#endif
	return &allocator;
}
