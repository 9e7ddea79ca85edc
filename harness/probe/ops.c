/* ops.c - the names of a group's ops and where their values are, from the list that the group's build made of its header. */
#include "instrument.h"

#include <seam/thunk.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__)
enum { INT_REGISTERS = 6 };
#else
enum { INT_REGISTERS = SEAM_THUNK_INTS };
#endif
enum { MOST_OPS = 512, LINE = 240, MOST_NARROW = 16, SLOT = 8 };

static struct op {
	char line[LINE]; /* "name\0s32 p64 u32" */
	const char *values;
	struct seam_narrow narrow[MOST_NARROW];
} ops[MOST_OPS];
static size_t n_ops;

void seam_ops_open(const char *group_library)
{
	char path[1024];
	const char *dot = strrchr(group_library, '.');
	FILE *file;

	n_ops = 0;
	if (!dot || snprintf(path, sizeof path, "%.*s.ops", (int)(dot - group_library), group_library) >= (int)sizeof path)
		return;
	file = fopen(path, "r");
	if (!file)
		return;
	while (n_ops < MOST_OPS && fgets(ops[n_ops].line, LINE, file)) {
		struct op *op = &ops[n_ops++];
		char *blank;

		op->line[strcspn(op->line, "\r\n")] = '\0';
		blank = strchr(op->line, ' ');
		op->values = blank ? blank + 1 : "?";
		if (blank)
			*blank = '\0';
	}
	fclose(file);
}

const char *seam_ops_name(size_t index)
{
	return index < n_ops ? ops[index].line : "";
}

/* The next value of a list, "s32": its kind and bits. */
static bool next_value(const char **at, char *kind, unsigned *bits)
{
	char *end;

	while (**at == ' ')
		++*at;
	if (!**at || **at == '?')
		return false;
	*kind = *(*at)++;
	*bits = (unsigned)strtoul(*at, &end, 10);
	*at = end;
	return true;
}

bool seam_ops_use(size_t index, struct seam_thunk_use *use)
{
	struct seam_thunk_use u = { .known = true };
	struct op *op;
	const char *at;
	char kind;
	unsigned bits;
	uint32_t on_stack = 0;

	if (index >= n_ops)
		return false;
	op = &ops[index];
	at = op->values;
	if (!next_value(&at, &kind, &bits))
		return false;
	if (kind == 'f') {
		u.float_results = 1;
		u.float_result_bits[0] = (uint8_t)bits;
	} else if (kind != 'v') {
		u.int_results = 1;
		u.int_result_bits[0] = bits == 64 ? 0 : (uint8_t)bits;
	}
	u.stack = op->narrow;
	while (next_value(&at, &kind, &bits)) {
		if (kind == 'f' && u.float_args < SEAM_THUNK_FLOATS) {
			u.float_bits[u.float_args++] = (uint8_t)bits;
		} else if (kind != 'f' && u.int_args < INT_REGISTERS) {
			u.int_bits[u.int_args] = bits == 64 ? 0 : (uint8_t)bits;
			u.int_signed[u.int_args++] = kind == 's';
		} else {
			if (bits < 64 && u.n_stack < MOST_NARROW)
				op->narrow[u.n_stack++] = (struct seam_narrow){ on_stack, (uint8_t)bits };
			on_stack += SLOT;
		}
	}
	u.stack_known = true;
	u.stack_bytes = on_stack;
	*use = u;
	return true;
}
