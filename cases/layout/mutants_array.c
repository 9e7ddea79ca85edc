/* mutants_array.c - steps and ends of arrays, booleans that are neither 0 nor 1, and lists. */
#include "layout/planted.h"

#include <stdlib.h>

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

static int fill_counts_bytes(struct seam_fixed12 *out, size_t n, uint32_t first)
{
	int rc = O->fill(out, n, first);

	for (size_t i = 0; i < n; i++)
		out[i].b = first + (uint8_t)i;
	return rc;
}

SEAM_MUTANTS(layout, array) = {
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
	SILENT("array_stride.fill", fill, fill_counts_bytes, "element 256")
	SEAM_NO_MORE_MUTANTS
};
