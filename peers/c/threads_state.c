/* threads_state.c - what a thread has: its last error, its value, its pinned handles.  All of it ends with the thread. */
#include "threads_inside.h"

#include "c.h"

#include <errno.h>
#include <string.h>

struct thread_state {
	int32_t code;
	char *message; /* lent; NULL: no last error */
	size_t message_size;
	bool has_value;
	void *userdata;
	seam_thr_release_fn release;
	struct seam_thr_pinned *pinned;
};

static sync_mutex states = SYNC_MUTEX; /* of the next three */
static bool has_key;
static sync_key key;
static uint64_t n_states;

void seam_c_thr_states_lock(void)
{
	sync_lock(&states);
}

void seam_c_thr_states_unlock(void)
{
	sync_unlock(&states);
}

/* The calling thread's state; NULL when it has none. */
static struct thread_state *mine(void)
{
	bool made;

	seam_c_thr_ready();
	sync_lock(&states);
	made = has_key;
	sync_unlock(&states);
	return made ? sync_key_get(key) : NULL;
}

static bool counts(const struct thread_state *state)
{
	return state->message || state->has_value;
}

static void recount(const struct thread_state *state, bool counted)
{
	sync_lock(&states);
	n_states += (uint64_t)(counts(state) - counted);
	sync_unlock(&states);
}

/* Frees what has become empty. */
static void tidy(struct thread_state *state)
{
	if (counts(state) || state->pinned)
		return;
	sync_key_set(key, NULL);
	seam_c_thr_give(state, sizeof *state);
}

static void unpin(struct thread_state *state, struct seam_thr_pinned *pinned)
{
	struct seam_thr_pinned **link = &state->pinned;
	seam_thr_release_fn release = pinned->release;
	void *userdata = pinned->userdata;

	while (*link != pinned)
		link = &(*link)->next;
	*link = pinned->next;
	seam_c_thr_give(pinned, sizeof *pinned);
	seam_c_thr_count(-1);
	tidy(state);
	if (release)
		release(userdata);
}

/* The thread ends.  A release may call ops, which may set things anew: until nothing is left. */
static SYNC_AT_END(at_end, value)
{
	struct thread_state *state = value;

	sync_key_set(key, state);
	for (; state; state = mine())
		if (state->pinned)
			unpin(state, state->pinned);
		else
			seam_c_thr_thread_forget();
}

/* The calling thread's state, made if need be; NULL when there is no memory. */
static struct thread_state *mine_made(void)
{
	struct thread_state *state = mine();

	if (state)
		return state;
	sync_lock(&states);
	if (!has_key)
		has_key = sync_key_make(&key, at_end);
	sync_unlock(&states);
	state = has_key ? seam_c_thr_take(sizeof *state) : NULL;
	if (state && !sync_key_set(key, state)) {
		seam_c_thr_give(state, sizeof *state);
		state = NULL;
	}
	return state;
}

int seam_c_thr_last_error_set(int32_t code, const char *message)
{
	struct thread_state *state;
	bool counted;
	size_t size;
	char *copy;

	if (!message)
		return SEAM_E_NULL;
	size = strlen(message) + 1;
	copy = seam_c_thr_take(size);
	if (!copy)
		return SEAM_E_MEMORY;
	state = mine_made();
	if (!state) {
		seam_c_thr_give(copy, size);
		return SEAM_E_MEMORY;
	}
	memcpy(copy, message, size); /* before the old one goes: it may be that one */
	counted = counts(state);
	if (state->message)
		seam_c_thr_give(state->message, state->message_size);
	state->code = code;
	state->message = copy;
	state->message_size = size;
	recount(state, counted);
	return SEAM_OK;
}

int seam_c_thr_last_error(int32_t *code, const char **message)
{
	const struct thread_state *state;

	if (!code || !message)
		return SEAM_E_NULL;
	state = mine();
	if (!state || !state->message)
		return SEAM_E_NOT_FOUND;
	*code = state->code;
	*message = state->message;
	return SEAM_OK;
}

int seam_c_thr_thread_set(void *userdata, seam_thr_release_fn release)
{
	struct thread_state *state = mine_made();
	seam_thr_release_fn old = NULL;
	void *old_userdata = NULL;
	bool counted;

	if (!state)
		return SEAM_E_MEMORY;
	counted = counts(state);
	if (state->has_value) {
		old = state->release;
		old_userdata = state->userdata;
	}
	state->has_value = true;
	state->userdata = userdata;
	state->release = release;
	recount(state, counted);
	if (old)
		old(old_userdata);
	return SEAM_OK;
}

int seam_c_thr_thread_get(void **out)
{
	const struct thread_state *state;

	if (!out)
		return SEAM_E_NULL;
	state = mine();
	if (!state || !state->has_value)
		return SEAM_E_NOT_FOUND;
	*out = state->userdata;
	return SEAM_OK;
}

int seam_c_thr_thread_forget(void)
{
	struct thread_state *state = mine();
	seam_thr_release_fn release;
	void *userdata;
	bool counted;

	if (!state)
		return SEAM_OK;
	counted = counts(state);
	release = state->has_value ? state->release : NULL;
	userdata = state->userdata;
	if (state->message)
		seam_c_thr_give(state->message, state->message_size);
	state->message = NULL;
	state->has_value = false;
	recount(state, counted);
	tidy(state);
	if (release)
		release(userdata);
	return SEAM_OK;
}

uint64_t seam_c_thr_thread_states(void)
{
	uint64_t n;

	seam_c_thr_ready();
	sync_lock(&states);
	n = n_states;
	sync_unlock(&states);
	return n;
}

int seam_c_thr_errno_after(seam_thr_call_fn fn, void *userdata, int *error)
{
	if (!fn || !error)
		return SEAM_E_NULL;
	fn(userdata);
	*error = errno;
	return SEAM_OK;
}

int seam_c_thr_pinned_create(int64_t value, void *userdata, seam_thr_release_fn release, struct seam_thr_pinned **out)
{
	struct seam_thr_pinned *pinned;
	struct thread_state *state;

	if (!out)
		return SEAM_E_NULL;
	pinned = seam_c_thr_take(sizeof *pinned);
	if (!pinned)
		return SEAM_E_MEMORY;
	state = mine_made();
	if (!state) {
		seam_c_thr_give(pinned, sizeof *pinned);
		return SEAM_E_MEMORY;
	}
	*pinned = (struct seam_thr_pinned){ state, state->pinned, value, userdata, release };
	state->pinned = pinned;
	seam_c_thr_count(1);
	*out = pinned;
	return SEAM_OK;
}

/* A state lives as long as it has pinned handles, so no other thread's can have its address. */
int seam_c_thr_pinned_add(struct seam_thr_pinned *pinned, int64_t n, int64_t *value)
{
	if (!pinned || !value)
		return SEAM_E_NULL;
	if (pinned->owner != mine())
		return SEAM_E_STATE;
	pinned->value = (int64_t)((uint64_t)pinned->value + (uint64_t)n);
	*value = pinned->value;
	return SEAM_OK;
}

int seam_c_thr_pinned_destroy(struct seam_thr_pinned *pinned)
{
	if (!pinned)
		return SEAM_OK;
	if (pinned->owner != mine())
		return SEAM_E_STATE;
	unpin(pinned->owner, pinned);
	return SEAM_OK;
}
