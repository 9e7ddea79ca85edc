// threads.hpp - the group `threads`: what its files share.  Each file puts its ops into the table.
//
// Locks are std::mutex, waits std::condition_variable; none is held while the host's code runs.
#ifndef SEAM_PEERS_CPP_THREADS_HPP
#define SEAM_PEERS_CPP_THREADS_HPP

#include "lent.hpp"
#include "threads/threads.h"
#include "userdata.hpp"

#include <cstdint>

namespace peer {

// What live() counts: handles and registered callbacks.
struct threads_thing;
using counted_thing = counted<threads_thing>;

void add_account_ops(seam_threads &ops);
void add_state_ops(seam_threads &ops);
void add_source_ops(seam_threads &ops);
void add_worker_ops(seam_threads &ops);
void add_wait_ops(seam_threads &ops);

// How most ops end: makes a handle of the lent memory, which the host owns from here on.
template <typename Handle, typename... Arguments> int make_handle(Handle **out, Arguments &&...arguments) noexcept
{
	return guarded([&]() -> int {
		if (!out)
			return SEAM_E_NULL;
		*out = make_lent<Handle>(std::forward<Arguments>(arguments)...).release();
		return SEAM_OK;
	});
}

// Ends a handle first, and the host's userdata after it, whose release may call any op.
template <typename Handle> void end_handle(Handle *handle) noexcept
{
	const userdata last(std::move(handle->data));
	const lent_ptr<Handle> end(handle);
}

} // namespace peer

#endif
