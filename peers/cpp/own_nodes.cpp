// own_nodes.cpp - counted references among objects: a child is referred to, a friend is only known.
#include "own_nodes.hpp"

using peer::guarded;
using peer::node_ref;
using peer::refusal;
using peer::required;

node_ref::node_ref(seam_own_node *node) noexcept : node_(node)
{
	if (node_)
		node_->references++;
}

// Not by the child's own destructor: a long chain is no deep recursion.
void node_ref::give_back(seam_own_node *node) noexcept
{
	while (node && --node->references == 0) {
		seam_own_node *child = node->child.release();
		lent_ptr<seam_own_node> end(node);
		node = child;
	}
}

namespace {

node_ref make_node(std::int64_t value)
{
	return node_ref::adopt(peer::make_lent<seam_own_node>(value).release());
}

// Whether `node` is `among` or one of its children and their children.
bool is_among(const seam_own_node *node, const seam_own_node *among)
{
	while (among && among != node)
		among = among->child.get();
	return among;
}

void check_child(const seam_own_node *node, const seam_own_node *child)
{
	required(node);
	if (is_among(node, child))
		throw refusal{ SEAM_E_STATE };
}

} // namespace

extern "C" {

static int node_create(std::int64_t value, seam_own_node **out)
{
	return guarded([&] {
		required(out);
		*out = make_node(value).release();
	});
}

static int node_add_reference(seam_own_node *node)
{
	return guarded([&] {
		required(node);
		node_ref(node).release(); // which is the host's
	});
}

static void node_unref(seam_own_node *node)
{
	node_ref::adopt(node);
}

static int node_count(const seam_own_node *node, std::uint64_t *out)
{
	return guarded([&] {
		required(node, out);
		*out = node->references;
	});
}

static int node_value(const seam_own_node *node, std::int64_t *out)
{
	return guarded([&] {
		required(node, out);
		*out = node->value;
	});
}

static int node_set_child(seam_own_node *node, seam_own_node *child)
{
	return guarded([&] {
		check_child(node, child);
		node->child = node_ref(child);
	});
}

static int node_adopt_child(seam_own_node *node, seam_own_node *child)
{
	return guarded([&] {
		required(child);
		check_child(node, child); // first: on failure the reference stays the caller's
		node->child = node_ref::adopt(child);
	});
}

static int node_peek_child(const seam_own_node *node, seam_own_node **out)
{
	return guarded([&] {
		required(node, out);
		*out = node->child.get();
	});
}

static int node_get_child(const seam_own_node *node, seam_own_node **out)
{
	return guarded([&] {
		required(node, out);
		*out = node_ref(node->child).release();
	});
}

static int node_steal_child(seam_own_node *node, seam_own_node **out)
{
	return guarded([&] {
		required(node, out);
		*out = node->child.release();
	});
}

static int node_set_friend(seam_own_node *node, seam_own_node *other)
{
	return guarded([&] {
		required(node);
		node->friend_ = other ? other->known() : nullptr;
	});
}

static int node_get_friend(const seam_own_node *node, seam_own_node **out)
{
	return guarded([&] {
		required(node, out);
		if (!node->friend_ || !node->friend_->node)
			throw refusal{ SEAM_E_STATE };
		*out = node_ref(node->friend_->node).release();
	});
}

static int node_clone(const seam_own_node *node, seam_own_node **out)
{
	return guarded([&] {
		required(node, out);
		node_ref top = make_node(node->value);
		for (seam_own_node *last = top.get(); (node = node->child.get()); last = last->child.get())
			last->child = make_node(node->value);
		*out = top.release();
	});
}

} // extern "C"

void peer::add_node_ops(seam_ownership &ops)
{
	ops.node_create = node_create;
	ops.node_ref = node_add_reference;
	ops.node_unref = node_unref;
	ops.node_count = node_count;
	ops.node_value = node_value;
	ops.node_set_child = node_set_child;
	ops.node_adopt_child = node_adopt_child;
	ops.node_peek_child = node_peek_child;
	ops.node_get_child = node_get_child;
	ops.node_steal_child = node_steal_child;
	ops.node_set_friend = node_set_friend;
	ops.node_get_friend = node_get_friend;
	ops.node_clone = node_clone;
}
