/* callbacks_values.c - group `callbacks`: every type as argument and result, of functions of both sides. */
#include "callbacks_parts.h"

#include <string.h>

/* The table as far as its maker knew it, the rest being NULL.  False when it cannot be one. */
static bool take_table(void *mine, size_t mine_size, const void *theirs)
{
	size_t size;

	memcpy(&size, theirs, sizeof size);
	if (size < sizeof size)
		return false;
	memset(mine, 0, mine_size);
	memcpy(mine, theirs, size < mine_size ? size - size % sizeof(void *) : mine_size);
	return true;
}

/* Calls one member, if it is there. */
#define RELAY(name)                                                                                                    \
	do {                                                                                                           \
		if (f.name)                                                                                            \
			out->name = f.name(in->name, userdata);                                                        \
	} while (0)

int seam_c_relay(const struct seam_relay *functions, const struct seam_values *in, void *userdata,
                 struct seam_values *out)
{
	struct seam_relay f;

	if (!functions || !in || !out)
		return SEAM_E_NULL;
	if (!take_table(&f, sizeof f, functions))
		return SEAM_E_VERSION;
	RELAY(i8);
	RELAY(u8);
	RELAY(i16);
	RELAY(u16);
	RELAY(i32);
	RELAY(u32);
	RELAY(i64);
	RELAY(u64);
	RELAY(f32);
	RELAY(f64);
	RELAY(truth);
	RELAY(pointer);
	return SEAM_OK;
}

int seam_c_relay_structs(const struct seam_relay_structs *functions, const struct seam_structs *in, void *userdata,
                         struct seam_structs *out)
{
	struct seam_relay_structs f;

	if (!functions || !in || !out)
		return SEAM_E_NULL;
	if (!take_table(&f, sizeof f, functions))
		return SEAM_E_VERSION;
	RELAY(spot);
	RELAY(pair);
	RELAY(wide);
	return SEAM_OK;
}

int seam_c_call_twelve(const struct seam_twelve *v, seam_twelve_fn callback, void *userdata, double *result)
{
	if (!v || !callback || !result)
		return SEAM_E_NULL;
	*result = callback(v->a, v->b, v->c, v->d, v->e, v->f, v->g, v->h, v->i, v->j, v->k, v->l, userdata);
	return SEAM_OK;
}

/* The zero of a type, after a failure; else the value. */
#define ECHO(type, name)                                                                                               \
	static type echo_##name(type value, int fail)                                                                  \
	{                                                                                                              \
		if (fail) {                                                                                            \
			seam_c_raise("the echo of " #name " fails");                                                   \
			memset(&value, 0, sizeof value);                                                               \
		}                                                                                                      \
		return value;                                                                                          \
	}
ECHO(int8_t, i8)
ECHO(uint8_t, u8)
ECHO(int16_t, i16)
ECHO(uint16_t, u16)
ECHO(int32_t, i32)
ECHO(uint32_t, u32)
ECHO(int64_t, i64)
ECHO(uint64_t, u64)
ECHO(float, f32)
ECHO(double, f64)
ECHO(bool, truth)
ECHO(void *, pointer)
ECHO(struct seam_spot, spot)
ECHO(struct seam_pair, pair)
ECHO(struct seam_wide, wide)

int seam_c_echoes(struct seam_echoes *functions)
{
	if (!functions)
		return SEAM_E_NULL;
	*functions = (struct seam_echoes){
		.i8 = echo_i8,
		.u8 = echo_u8,
		.i16 = echo_i16,
		.u16 = echo_u16,
		.i32 = echo_i32,
		.u32 = echo_u32,
		.i64 = echo_i64,
		.u64 = echo_u64,
		.f32 = echo_f32,
		.f64 = echo_f64,
		.truth = echo_truth,
		.pointer = echo_pointer,
		.spot = echo_spot,
		.pair = echo_pair,
		.wide = echo_wide,
	};
	return SEAM_OK;
}
