// userdata.hpp - what the host gave with a destructor of its own: a value that ends once, however it is moved about.
#ifndef SEAM_PEERS_CPP_USERDATA_HPP
#define SEAM_PEERS_CPP_USERDATA_HPP

#include <utility>

namespace peer {

class userdata {
public:
	using release_fn = void (*)(void *);

	userdata() noexcept = default;
	userdata(void *data, release_fn release) noexcept : data_(data), release_(release) {}
	userdata(userdata &&other) noexcept : data_(other.data_), release_(std::exchange(other.release_, nullptr)) {}
	userdata &operator=(userdata &&other) noexcept
	{
		userdata ends(std::move(*this)); // when this one is whole again: the host's code may come back here
		data_ = other.data_;
		release_ = std::exchange(other.release_, nullptr);
		return *this;
	}
	~userdata()
	{
		if (release_)
			release_(data_);
	}

	void *get() const noexcept { return data_; }

private:
	void *data_ = nullptr;
	release_fn release_ = nullptr;
};

} // namespace peer

#endif
