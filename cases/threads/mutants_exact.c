/* mutants_exact.c - corners of values: zero, NULL, the same again, and what a narrower number cuts off. */
#include "threads/planted.h"

#include <errno.h>
#include <string.h>

#define R REAL

struct setup {
	seam_thr_setup_fn s;
	void *u;
};

static int setup_negative(void *u, int64_t *r)
{
	struct setup *x = u;
	int rc = x->s(x->u, r);
	return rc < 0 ? 0 : rc;
}

static int setup_positive(void *u, int64_t *r)
{
	struct setup *x = u;
	int rc = x->s(x->u, r);
	return rc > 0 ? 0 : rc;
}

static int setup_low_byte(void *u, int64_t *r)
{
	struct setup *x = u;
	return (signed char)x->s(x->u, r);
}

static int init_negative(seam_thr_setup_fn s, void *u, uint32_t *n)
{
	struct setup x = { s, u };
	return R->lib_init(s ? setup_negative : NULL, &x, n);
}

static int init_byte(seam_thr_setup_fn s, void *u, uint32_t *n)
{
	struct setup x = { s, u };
	return R->lib_init(s ? setup_low_byte : NULL, &x, n);
}

static int once_positive(struct seam_thr_once *o, seam_thr_setup_fn s, void *u, int64_t *out)
{
	struct setup x = { s, u };
	return R->once_run(o, s ? setup_positive : NULL, &x, out);
}

static int once_byte(struct seam_thr_once *o, seam_thr_setup_fn s, void *u, int64_t *out)
{
	struct setup x = { s, u };
	return R->once_run(o, s ? setup_low_byte : NULL, &x, out);
}

static int total_saturates(int64_t n, int64_t *t)
{
	int64_t now;
	if (t && n > 0 && R->lib_add(0, &now) == 0 && now > INT64_MAX - n)
		n = INT64_MAX - now;
	return R->lib_add(n, t);
}

static int error_cuts(int32_t code, const char *m)
{
	char b[64];
	if (m && strlen(m) > 63) {
		memcpy(b, m, 63);
		b[63] = 0;
		m = b;
	}
	return R->last_error_set(code, m);
}

static int error_zero_clears(int32_t code, const char *m)
{
	if (m && code == 0)
		return SEAM_OK;
	return R->last_error_set(code, m);
}

static int errno_kept(seam_thr_call_fn fn, void *u, int *e)
{
	int before = errno;
	int rc = R->errno_after(fn, u, e);
	if (rc == 0 && *e == 0)
		*e = before;
	return rc;
}

static int errno_abs(seam_thr_call_fn fn, void *u, int *e)
{
	int rc = R->errno_after(fn, u, e);
	if (rc == 0 && (*e < 0 || *e > 4095))
		*e = 0;
	return rc;
}

static int register_dedupes(struct seam_thr_source *s, seam_thr_value_fn fn, void *u, seam_thr_release_fn r,
                            uint64_t *id)
{
	if (s && fn && id && u)
		for (struct entry *e = s->entries; e; e = e->next)
			if (e->fn == fn && e->userdata == u && !e->gone) {
				*id = e->id;
				return SEAM_OK;
			}
	return R->source_register(s, fn, u, r, id);
}

static int register_null_unreleased(struct seam_thr_source *s, seam_thr_value_fn fn, void *u, seam_thr_release_fn r,
                                    uint64_t *id)
{
	return R->source_register(s, fn, u, u ? r : NULL, id);
}

static int unregister_u32(struct seam_thr_source *s, uint64_t id)
{
	return R->source_unregister(s, (uint32_t)id);
}

static int start_null_unreleased(seam_thr_value_fn fn, void *u, seam_thr_release_fn r, struct seam_thr_worker **o)
{
	return R->worker_start(fn, u, u ? r : NULL, o);
}

static int pinned_release_null(int64_t v, void *u, seam_thr_release_fn r, struct seam_thr_pinned **o)
{
	return R->pinned_create(v, u, u ? r : NULL, o);
}

static int account_release_null_ud(int64_t b, void *u, seam_thr_release_fn r, struct seam_thr_account **o)
{
	return R->account_create(b, u, u ? r : NULL, o);
}

static int wait_uses_wake_when_cancelled(struct seam_thr_event *e)
{
	if (e) {
		sync_lock(&e->lock);
		if (e->cancelled && e->wakes) {
			e->wakes--;
			sync_unlock(&e->lock);
			return SEAM_OK;
		}
		sync_unlock(&e->lock);
	}
	return R->event_wait(e);
}

static int publish_empty_is_none(struct seam_thr_box *b, const void *p, size_t n)
{
	if (b && p && n == 0) {
		sync_lock(&b->lock);
		if (!b->bytes) {
			sync_unlock(&b->lock);
			return SEAM_OK;
		}
		sync_unlock(&b->lock);
	}
	return R->box_publish(b, p, n);
}

SEAM_MUTANTS(threads, exact) = {
	SILENT("init_negative", "init_fails.fails_first", "SEAM_E_FAILED", lib_init, init_negative),
	SILENT("init_byte", "init_fails.fails_first", "SEAM_E_FAILED", lib_init, init_byte),
	SILENT("once_positive", "once.failure", "SEAM_E_FAILED", once_run, once_positive),
	SILENT("once_byte", "once.failure", "SEAM_E_FAILED", once_run, once_byte),
	SILENT("total_saturates", "exact.numbers", "INT64_MIN", lib_add, total_saturates),
	SILENT("error_cuts", "exact.numbers", "message", last_error_set, error_cuts),
	SILENT("error_zero_clears", "exact.numbers", "last_error", last_error_set, error_zero_clears),
	SILENT("errno_kept", "exact.numbers", "left[i]", errno_after, errno_kept),
	SILENT("errno_abs", "exact.numbers", "left[i]", errno_after, errno_abs),
	SILENT("register_dedupes", "exact.the_same_again", "ids[0] != ids[1]", source_register, register_dedupes),
	SILENT("register_null_unreleased", "exact.null_userdata", "released", source_register,
	       register_null_unreleased),
	SILENT("unregister_u32", "exact.the_same_again", "SEAM_E_NOT_FOUND", source_unregister, unregister_u32),
	SILENT("start_null_unreleased", "exact.null_userdata", "released", worker_start, start_null_unreleased),
	SILENT("pinned_release_null", "exact.null_userdata", "released", pinned_create, pinned_release_null),
	SILENT("account_release_null_ud", "exact.null_userdata", "released", account_create, account_release_null_ud),
	SILENT("wait_uses_wake_when_cancelled", "exact.empty", "SEAM_E_STATE", event_wait,
	       wait_uses_wake_when_cancelled),
	SILENT("publish_empty_is_none", "exact.empty", "box_read", box_publish, publish_empty_is_none),
	SEAM_NO_MORE_MUTANTS
};
