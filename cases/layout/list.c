/*
 * list: a struct that points to its own type is followed to the NULL at its end.
 * Rule: layout.list    Source: C11 6.7.2.3; self-referential structs in binding generators
 */
#include "layout/types.h"
#include <string.h>

enum { N = 4 };

static void sum(struct seam_case *c)
{
	const struct seam_layout *ops = SEAM_OPS(c, layout);
	static const int32_t values[N] = { INT32_MAX, INT32_MAX, -7, INT32_MAX };
	const struct seam_list *head = NULL;
	int64_t expected = 0, total;
	NEED(c, ops->list_sum);

	for (size_t i = 0; i < N; i++) {
		struct seam_list node;

		memset(&node, seam_poison(c), sizeof node);
		memcpy(&node.next, &head, sizeof head);
		node.value = values[i];
		expected += values[i];
		head = (const struct seam_list *)(const void *)seam_in(c, &node, sizeof node);
	}
	memset(&total, seam_poison(c), sizeof total);
	CHECK_EQ(c, ops->list_sum(head, &total), SEAM_OK);
	CHECK_EQ(c, total, expected);
}

static void empty(struct seam_case *c)
{
	const struct seam_layout *ops = SEAM_OPS(c, layout);
	int64_t total;
	NEED(c, ops->list_sum);

	memset(&total, seam_poison(c), sizeof total);
	CHECK_EQ(c, ops->list_sum(NULL, &total), SEAM_OK);
	CHECK_EQ(c, total, 0);
}

SEAM_CASES(layout, list) = {
	{ "sum", SEAM_MUST, sum, "every node is visited once, the last one too", 0 },
	{ "empty", SEAM_MUST, empty, "NULL is the empty list", 0 },
	SEAM_END
};
