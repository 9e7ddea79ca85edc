/* driven.c - see driven.h. */
#include "callbacks/driven.h"

void callbacks_note(struct callbacks_driven *d, char call)
{
	if (d->n + 1 < sizeof d->calls)
		d->calls[d->n++] = call;
}

static int reset(void *self)
{
	callbacks_note(self, 'r');
	((struct callbacks_driven *)self)->total = 0;
	return 0;
}

static int add(void *self, int64_t n)
{
	struct callbacks_driven *d = self;

	callbacks_note(d, 'a');
	d->total = d->total * 3 + n; /* the order shows */
	return ++d->adds == d->stop_at ? d->stop : 0;
}

static int total(void *self, int64_t *out)
{
	callbacks_note(self, 't');
	*out = ((struct callbacks_driven *)self)->total;
	return 0;
}

static void destroy(void *self)
{
	callbacks_note(self, 'd');
}

const int64_t callbacks_numbers[4] = { 7, -5000000000, 2, 1 };
const struct seam_methods callbacks_whole = { sizeof callbacks_whole, reset, add, total, destroy };
