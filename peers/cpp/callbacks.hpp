// callbacks.hpp - the group `callbacks`: what its files share.  Each file puts its ops into the table.
#ifndef SEAM_PEERS_CPP_CALLBACKS_HPP
#define SEAM_PEERS_CPP_CALLBACKS_HPP

#include "lent.hpp"

#include <cstddef>
#include <cstdint>

namespace peer {

// Calls `visit` with the arguments of this item.
int visit_item(std::uint32_t index, seam_visit_fn visit, void *userdata);

// Fails in C++'s own way, several frames down.
[[noreturn]] void fail(int kind, const char *text);

std::size_t live_buses() noexcept;
std::size_t live_subscriptions() noexcept;
std::size_t live_works() noexcept;

void add_bus_ops(seam_callbacks &ops);
void add_value_ops(seam_callbacks &ops);
void add_stream_ops(seam_callbacks &ops);
void add_work_ops(seam_callbacks &ops);

} // namespace peer

#endif
