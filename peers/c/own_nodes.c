/* own_nodes.c - counted references in lent memory: a node refers to its child, and only knows its friend. */
#include "own.h"

/* By this a node is known to those whose friend it is, also when it is gone. */
struct anchor {
	struct seam_own_node *node; /* NULL: gone */
	size_t users;               /* the node, and each whose friend it is */
};

struct seam_own_node {
	int64_t value;
	uint64_t references;
	struct seam_own_node *child;
	struct anchor *own;    /* made when somebody befriends the node */
	struct anchor *friend; /* another's */
};

int seam_c_node_create(int64_t value, struct seam_own_node **out)
{
	struct seam_own_node *node;

	if (!out)
		return SEAM_E_NULL;
	node = LENT(struct seam_own_node);
	if (!node)
		return SEAM_E_MEMORY;
	*node = (struct seam_own_node){ .value = value, .references = 1 };
	seam_c_own_live++;
	*out = node;
	return SEAM_OK;
}

static void anchor_leave(struct anchor *anchor)
{
	if (anchor && --anchor->users == 0)
		LENT_FREE(struct anchor, anchor);
}

int seam_c_node_ref(struct seam_own_node *node)
{
	if (!node)
		return SEAM_E_NULL;
	node->references++;
	return SEAM_OK;
}

/* A loop, not a call for each child: a chain may be long, and the stack is not. */
void seam_c_node_unref(struct seam_own_node *node)
{
	while (node && --node->references == 0) {
		struct seam_own_node *child = node->child;

		if (node->own)
			node->own->node = NULL;
		anchor_leave(node->own);
		anchor_leave(node->friend);
		LENT_FREE(struct seam_own_node, node);
		seam_c_own_live--;
		node = child;
	}
}

int seam_c_node_count(const struct seam_own_node *node, uint64_t *out)
{
	if (!node || !out)
		return SEAM_E_NULL;
	*out = node->references;
	return SEAM_OK;
}

int seam_c_node_value(const struct seam_own_node *node, int64_t *out)
{
	if (!node || !out)
		return SEAM_E_NULL;
	*out = node->value;
	return SEAM_OK;
}

static bool reaches(const struct seam_own_node *from, const struct seam_own_node *node)
{
	while (from && from != node)
		from = from->child;
	return from;
}

int seam_c_node_set_child(struct seam_own_node *node, struct seam_own_node *child)
{
	struct seam_own_node *old;

	if (!node)
		return SEAM_E_NULL;
	if (reaches(child, node))
		return SEAM_E_STATE;
	old = node->child;
	if (child)
		child->references++; /* first: it may be the old one */
	node->child = child;
	seam_c_node_unref(old);
	return SEAM_OK;
}

int seam_c_node_adopt_child(struct seam_own_node *node, struct seam_own_node *child)
{
	int rc = child ? seam_c_node_set_child(node, child) : SEAM_E_NULL;

	if (!rc)
		seam_c_node_unref(child);
	return rc;
}

int seam_c_node_peek_child(const struct seam_own_node *node, struct seam_own_node **out)
{
	if (!node || !out)
		return SEAM_E_NULL;
	*out = node->child;
	return SEAM_OK;
}

int seam_c_node_get_child(const struct seam_own_node *node, struct seam_own_node **out)
{
	int rc = seam_c_node_peek_child(node, out);

	if (!rc && *out)
		(*out)->references++;
	return rc;
}

int seam_c_node_steal_child(struct seam_own_node *node, struct seam_own_node **out)
{
	int rc = seam_c_node_peek_child(node, out);

	if (!rc)
		node->child = NULL;
	return rc;
}

int seam_c_node_set_friend(struct seam_own_node *node, struct seam_own_node *other)
{
	struct anchor *old;

	if (!node)
		return SEAM_E_NULL;
	if (other && !other->own) {
		other->own = LENT(struct anchor);
		if (!other->own)
			return SEAM_E_MEMORY;
		*other->own = (struct anchor){ other, 1 };
	}
	old = node->friend;
	node->friend = other ? other->own : NULL;
	if (node->friend)
		node->friend->users++;
	anchor_leave(old);
	return SEAM_OK;
}

int seam_c_node_get_friend(const struct seam_own_node *node, struct seam_own_node **out)
{
	if (!node || !out)
		return SEAM_E_NULL;
	if (!node->friend || !node->friend->node)
		return SEAM_E_STATE;
	*out = node->friend->node;
	return seam_c_node_ref(*out);
}

int seam_c_node_clone(const struct seam_own_node *node, struct seam_own_node **out)
{
	struct seam_own_node *clone = NULL, **place = &clone;

	if (!node || !out)
		return SEAM_E_NULL;
	for (; node; node = node->child, place = &(*place)->child)
		if (seam_c_node_create(node->value, place)) {
			seam_c_node_unref(clone);
			return SEAM_E_MEMORY;
		}
	*out = clone;
	return SEAM_OK;
}
