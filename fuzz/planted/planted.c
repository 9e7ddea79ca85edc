/*
 * planted.c - the C reference with one bug, which a campaign must find within a fixed number of runs.
 *
 * Built once for each PLANT_…, and once with none: the control, in which nothing may be found.  The reference's own
 * sources are linked in, their seam_peer_open() under the name reference_open.
 */
#include "callbacks/callbacks.h"
#include "layout/layout.h"
#include "ownership/ownership.h"
#include "strings/strings.h"

#include <stdlib.h>
#include <string.h>

const struct seam_peer *reference_open(const struct seam_host *host);

static struct seam_strings strings;
static struct seam_layout layout;
static struct seam_ownership ownership;
static struct seam_callbacks callbacks;

#define MAYBE_UNUSED __attribute__((unused))

static struct seam_strings strings_before MAYBE_UNUSED;
static struct seam_layout layout_before MAYBE_UNUSED;
static struct seam_ownership ownership_before MAYBE_UNUSED;
static struct seam_callbacks callbacks_before MAYBE_UNUSED;

#if defined(PLANT_use_after_free)
/* A name that lies in the object's own: the old name is given back before the new one is read. */
static int rename_object(struct seam_own_object *object, const char *name)
{
	const char *own = NULL;

	if (ownership_before.object_name(object, &own) == SEAM_OK && name > own && name < own + strlen(own))
		ownership_before.object_rename(object, "x");
	return ownership_before.object_rename(object, name);
}
#define PLANT ownership.object_rename = rename_object

#elif defined(PLANT_leak)
/* Bytes of one certain size are not given back. */
static void free_text(struct seam_own_text *text)
{
	if (text && text->kind == SEAM_TEXT_HEAP && text->size == 33) {
		text->kind = SEAM_TEXT_NONE;
		text->bytes = NULL;
		text->size = 0;
	}
	ownership_before.text_free(text);
}
#define PLANT ownership.text_free = free_text

#elif defined(PLANT_out_of_bounds)
/* A buffer that is too small by just the terminator: the terminator is written behind it. */
static int fill(const struct seam_strings_store *store, char *buf, size_t size, size_t *needed)
{
	int rc = strings_before.fill(store, buf, size, needed);

	if (rc == SEAM_E_SPACE && size && *needed == size + 1)
		((volatile char *)buf)[size] = '\0';
	return rc;
}
#define PLANT strings.fill = fill

#elif defined(PLANT_wrong_field)
/* One field of one type is mistaken for its neighbour. */
static int write_field(const char *type, const char *field, void *object, const void *leaf)
{
	if (strcmp(type, "array_of_structs") == 0 && strcmp(field, "item[2].b") == 0)
		field = "item[1].b";
	return layout_before.write(type, field, object, leaf);
}
#define PLANT layout.write = write_field

#elif defined(PLANT_callback_after_release)
/* A subscription that is ended from within a callback of the same bus is still called once. */
static struct {
	struct seam_bus *bus;
	seam_event_fn callback;
	void *userdata;
	uint64_t id;
} known[64], late;
static unsigned n_known, firing;

static int subscribe(struct seam_bus *bus, seam_event_fn callback, void *userdata, seam_destroy_fn destroy,
                     uint64_t *id)
{
	int rc = callbacks_before.subscribe(bus, callback, userdata, destroy, id);

	if (rc == SEAM_OK) {
		known[n_known % 64].bus = bus;
		known[n_known % 64].callback = callback;
		known[n_known % 64].userdata = userdata;
		known[n_known++ % 64].id = *id;
	}
	return rc;
}

static int unsubscribe(struct seam_bus *bus, uint64_t id)
{
	int rc = callbacks_before.unsubscribe(bus, id);

	for (unsigned i = 0; rc == SEAM_OK && firing && i < 64; i++)
		if (known[i].bus == bus && known[i].id == id)
			late = known[i];
	return rc;
}

static int fire_all(struct seam_bus *bus, int64_t event, uint32_t *called, int *result)
{
	int rc;

	firing++;
	rc = callbacks_before.fire_all(bus, event, called, result);
	if (--firing == 0 && late.bus == bus)
		late.callback(late.id, event, late.userdata);
	late.bus = NULL;
	return rc;
}
#define PLANT callbacks.subscribe = subscribe, callbacks.unsubscribe = unsubscribe, callbacks.fire_all = fire_all

#else
#define PLANT (void)0
#endif

static void copy(const struct seam_peer *peer, const char *group, void *to, void *before, size_t size)
{
	for (size_t i = 0; i < peer->n_offers; i++)
		if (strcmp(peer->offers[i].group, group) == 0) {
			memcpy(to, peer->offers[i].ops, size);
			memcpy(before, peer->offers[i].ops, size);
		}
}

SEAM_EXPORT const struct seam_peer *seam_peer_open(const struct seam_host *host)
{
	static const struct seam_offer offers[] = {
		{ "strings", sizeof strings, &strings },
		{ "layout", sizeof layout, &layout },
		{ "ownership", sizeof ownership, &ownership },
		{ "callbacks", sizeof callbacks, &callbacks },
	};
	static struct seam_peer peer;
	const struct seam_peer *reference = reference_open(host);

	if (!reference)
		return NULL;
	copy(reference, "strings", &strings, &strings_before, sizeof strings);
	copy(reference, "layout", &layout, &layout_before, sizeof layout);
	copy(reference, "ownership", &ownership, &ownership_before, sizeof ownership);
	copy(reference, "callbacks", &callbacks, &callbacks_before, sizeof callbacks);
	PLANT;
	peer = *reference;
	peer.name = "planted";
	peer.offers = offers;
	peer.n_offers = sizeof offers / sizeof *offers;
	return &peer;
}
