/* layouts.c - the layout op: size, alignment and offsets of each struct and union of a list, once. */
#include "run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The first member whose offset is not C's, in words; what is written where nothing is asked for, too. */
static void compare_offsets(const struct seam_type *type, const uint32_t *offset, char *what, size_t size)
{
	for (uint32_t m = 0; m < type->count; m++) {
		if (offset[m] == UINT32_MAX)
			continue;
		if (type->members[m].is_bit_field)
			snprintf(what, size, "member %u is a bit-field, which has no offset, and %u was written", m + 1,
			         offset[m]);
		else if (offset[m] != type->members[m].offset)
			snprintf(what, size, "member %u is at offset %u, not %u", m + 1, offset[m],
			         type->members[m].offset);
		if (*what)
			return;
	}
	if (offset[type->count] != UINT32_MAX)
		snprintf(what, size, "something was written behind the %u offsets", type->count);
}

static void one_layout(struct run *run, const struct seam_type *type)
{
	uint32_t *offset = malloc((type->count + 1) * sizeof *offset);
	struct seam_layout_of told = { 0, 0, offset };
	uint32_t asked = run->counts[PASSED] + run->counts[FAILED] + run->counts[UNSUPPORTED];
	bool flip = run_is_due(run, asked);
	uint32_t size = flip ? type->size ^ 1 : type->size;
	char what[160] = "";
	int rc;

	if (!offset) {
		run_note(run, FAILED, type->text, "memory is out");
		return;
	}
	memset(offset, 0xFF, (type->count + 1) * sizeof *offset);
	rc = run->muted ? 0 : run->ops->layout(type, &told);
	if (rc == 0)
		run->flipped += flip;
	if (rc == 0 && told.size != size)
		snprintf(what, sizeof what, "its size is %u, not %u", told.size, size);
	else if (rc == 0 && told.align != type->align)
		snprintf(what, sizeof what, "its alignment is %u, not %u", told.align, type->align);
	else if (rc == 0)
		compare_offsets(type, offset, what, sizeof what);
	if (rc != 0 && rc != SEAM_E_UNSUPPORTED)
		snprintf(what, sizeof what, "the op layout returned %d", rc);
	run_note(run,
	         rc == SEAM_E_UNSUPPORTED ? UNSUPPORTED
	         : *what                  ? FAILED
	                                  : PASSED,
	         type->text, *what ? what : NULL);
	free(offset);
}

void run_layouts(struct run *run)
{
	unsigned char *done = calloc(run->sides->side[0]->n_types + 1, 1);

	for (; done && run->at < run->list->count; run->at++) {
		const char *text = run->sides->side[0]->functions[run->list->function[run->at]].text;
		struct seam_signature *sig = seam_signature_parse(text, NULL);
		size_t n = 0;
		struct seam_type *const *types = sig ? seam_signature_types(sig, &n) : NULL;
		bool same;

		if (!sig)
			continue;
		run_step(run, CALLING, text);
		same = sides_lay_out(run->sides, sig);
		for (size_t t = 0; t < n; t++) {
			uint32_t number = sides_type_number(types[t]);

			if (number == UINT32_MAX || done[number])
				continue;
			done[number] = 1;
			if (same)
				one_layout(run, types[t]);
			else
				run_note(run, UNDECIDED, types[t]->text, "C's compilers disagree");
		}
		free(sig);
	}
	free(done);
}
