// own_nodes.hpp - nodes, and the smart pointer that is one reference to one.
#ifndef SEAM_PEERS_CPP_OWN_NODES_HPP
#define SEAM_PEERS_CPP_OWN_NODES_HPP

#include "own.hpp"

#include <memory>

namespace peer {

// One reference.  Intrusive, not a std::shared_ptr: C holds plain pointers, each of which may be a reference.
class node_ref {
public:
	node_ref() noexcept = default;
	explicit node_ref(seam_own_node *node) noexcept; // adds a reference
	node_ref(const node_ref &other) noexcept : node_ref(other.node_) {}
	node_ref(node_ref &&other) noexcept : node_(other.release()) {}
	node_ref &operator=(node_ref other) noexcept
	{
		std::swap(node_, other.node_); // the new one first, the old one's end last: they may be the same
		return *this;
	}
	~node_ref() { give_back(node_); }

	// Takes over a reference that there is.
	static node_ref adopt(seam_own_node *node) noexcept
	{
		node_ref taken;
		taken.node_ = node;
		return taken;
	}

	seam_own_node *get() const noexcept { return node_; }
	// The reference is the caller's.
	seam_own_node *release() noexcept { return std::exchange(node_, nullptr); }

private:
	static void give_back(seam_own_node *node) noexcept;

	seam_own_node *node_ = nullptr;
};

} // namespace peer

// A node, or nobody any more: shared by the node and those whose friend it is.
struct node_presence {
	seam_own_node *node;
};

struct seam_own_node : peer::counted_handle {
	explicit seam_own_node(std::int64_t v) noexcept : value(v) {}
	~seam_own_node()
	{
		if (presence)
			presence->node = nullptr;
	}

	// The presence is made when it is first asked for.
	const std::shared_ptr<node_presence> &known()
	{
		if (!presence)
			presence = std::allocate_shared<node_presence>(peer::lent_allocator<node_presence>(), node_presence{ this });
		return presence;
	}

	const std::int64_t value;
	std::uint64_t references = 1;
	peer::node_ref child;
	std::shared_ptr<const node_presence> friend_;

private:
	std::shared_ptr<node_presence> presence;
};

#endif
