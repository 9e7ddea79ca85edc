// own_bundles.cpp - bundles of nodes, and iterators that keep their bundle.
#include "own_nodes.hpp"

#include <algorithm>
#include <vector>

using peer::guarded;
using peer::node_ref;
using peer::refusal;
using peer::required;

namespace {

using node_list = std::vector<node_ref, peer::lent_allocator<node_ref>>;

struct bundle_state : peer::counted_handle {
	node_list nodes;
	std::uint64_t changes = 0; // iterators compare it
};

} // namespace

// The host's claim; the bundle goes when its last iterator does, too: SEAM_CHILD_KEEPS.
struct seam_own_bundle {
	std::shared_ptr<bundle_state> state = std::allocate_shared<bundle_state>(peer::lent_allocator<bundle_state>());
};

struct seam_own_iterator : peer::counted_handle {
	explicit seam_own_iterator(std::shared_ptr<const bundle_state> b) noexcept : bundle(std::move(b)) {}

	const std::shared_ptr<const bundle_state> bundle;
	const std::uint64_t changes = bundle->changes;
	std::size_t next = 0;
};

extern "C" {

static int bundle_make(seam_own_node *const *nodes, std::size_t count, seam_own_bundle **out)
{
	return guarded([&] {
		required(out);
		if (count > 0)
			required(nodes);
		if (std::find(nodes, nodes + count, nullptr) != nodes + count)
			throw refusal{ SEAM_E_NULL };
		auto bundle = peer::make_lent<seam_own_bundle>();
		bundle->state->nodes = node_list(nodes, nodes + count);
		*out = bundle.release();
	});
}

static int bundle_add(seam_own_bundle *bundle, seam_own_node *node)
{
	return guarded([&] {
		required(bundle, node);
		bundle->state->nodes.emplace_back(node);
		bundle->state->changes++;
	});
}

static int bundle_destroy(seam_own_bundle *bundle)
{
	peer::lent_ptr<seam_own_bundle> end(bundle);
	return SEAM_OK;
}

static int bundle_iterate(seam_own_bundle *bundle, seam_own_iterator **out)
{
	return bundle ? peer::give_lent(out, bundle->state) : SEAM_E_NULL;
}

static int iterator_next(seam_own_iterator *iterator, seam_own_node **out)
{
	return guarded([&] {
		required(iterator, out);
		if (iterator->changes != iterator->bundle->changes)
			throw refusal{ SEAM_E_STATE };
		if (iterator->next == iterator->bundle->nodes.size())
			throw refusal{ SEAM_E_NOT_FOUND };
		*out = iterator->bundle->nodes[iterator->next++].get();
	});
}

static void iterator_destroy(seam_own_iterator *iterator)
{
	peer::lent_ptr<seam_own_iterator> end(iterator);
}

} // extern "C"

void peer::add_bundle_ops(seam_ownership &ops)
{
	ops.bundle_make = bundle_make;
	ops.bundle_add = bundle_add;
	ops.bundle_destroy = bundle_destroy;
	ops.bundle_iterate = bundle_iterate;
	ops.iterator_next = iterator_next;
	ops.iterator_destroy = iterator_destroy;
}
