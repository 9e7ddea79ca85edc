/* compiled.c - a compiled list of signatures as a peer: the ops look the functions up. */
#include <calls/compiled.h>

#include <stdlib.h>
#include <string.h>

/* Numbers of `functions` and `types` in the order of their texts, found by halves. */
static uint32_t *by_text, *types_by_text;

static int compare_functions(const void *a, const void *b)
{
	return strcmp(seam_compiled.functions[*(const uint32_t *)a].text,
	              seam_compiled.functions[*(const uint32_t *)b].text);
}

static int compare_types(const void *a, const void *b)
{
	return strcmp(seam_compiled.types[*(const uint32_t *)a].text, seam_compiled.types[*(const uint32_t *)b].text);
}

static uint32_t *sorted(uint32_t n, int (*compare)(const void *, const void *))
{
	uint32_t *numbers = malloc((n + 1) * sizeof *numbers);

	for (uint32_t i = 0; numbers && i < n; i++)
		numbers[i] = i;
	if (numbers)
		qsort(numbers, n, sizeof *numbers, compare);
	return numbers;
}

static const struct seam_compiled_function *find(const struct seam_signature *sig)
{
	uint32_t low = 0, high = seam_compiled.n_functions;

	if (*sig->own)
		return *sig->own;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		const struct seam_compiled_function *f = &seam_compiled.functions[by_text[middle]];
		int order = strcmp(f->text, sig->text);

		if (order == 0)
			return *sig->own = (void *)(uintptr_t)f;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static int callee(const struct seam_signature *sig, struct seam_slots *slots, seam_fn *out)
{
	const struct seam_compiled_function *f = find(sig);

	if (!f || !f->callee)
		return SEAM_E_UNSUPPORTED;
	seam_compiled.slots[f - seam_compiled.functions] = slots;
	*out = f->callee;
	return 0;
}

static int caller(const struct seam_signature *sig, seam_fn fn, struct seam_slots *slots)
{
	const struct seam_compiled_function *f = find(sig);

	if (!f || !f->caller)
		return SEAM_E_UNSUPPORTED;
	f->caller(fn, slots);
	return 0;
}

static void release(const struct seam_signature *sig)
{
	*sig->own = NULL;
}

static int layout(const struct seam_type *type, struct seam_layout_of *out)
{
	uint32_t low = 0, high = seam_compiled.n_types, *told;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		const struct seam_compiled_type *t = &seam_compiled.types[types_by_text[middle]];
		int order = strcmp(t->text, type->text);

		if (order == 0) {
			told = malloc((type->count + 2) * sizeof *told);
			if (!told)
				return SEAM_E_MEMORY;
			memset(told, 0xFF, (type->count + 2) * sizeof *told);
			t->layout(told);
			out->size = told[0];
			out->align = told[1];
			memcpy(out->offset, told + 2, type->count * sizeof *told);
			free(told);
			return 0;
		}
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return SEAM_E_UNSUPPORTED;
}

SEAM_EXPORT const struct seam_peer *seam_peer_open(const struct seam_host *host)
{
	static const struct seam_calls calls = { callee, caller, release, layout };
	static const struct seam_offer offer = { "calls", sizeof calls, &calls };
	static struct seam_peer peer = { SEAM_ABI, sizeof peer, "compiled", "compiled", NULL, 0, &offer, 1 };

	by_text = sorted(seam_compiled.n_functions, compare_functions);
	types_by_text = sorted(seam_compiled.n_types, compare_types);
	if (!by_text || !types_by_text) {
		host->log(host, "memory is out");
		return NULL;
	}
	peer.toolchain = seam_compiled.compiler;
	return &peer;
}
