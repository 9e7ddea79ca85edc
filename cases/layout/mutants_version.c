/* mutants_version.c - structs with a version and a size: defaults, older ones, newer ones. */
#include "layout/planted.h"

#include <string.h>

static int init_zeroes(void *options, uint32_t version)
{
	int rc = O->options_init(options, version);

	if (rc == 0 && version == 2)
		((struct seam_options *)options)->grace = 0;
	return rc;
}

/* Version 1 with the current struct's size: the bytes behind it are somebody else's. */
static int init_always_current(void *options, uint32_t version)
{
	int rc = O->options_init(options, version == 1 ? SEAM_OPTIONS_VERSION : version);

	if (rc == 0 && version == 1) {
		((struct seam_options_v1 *)options)->version = 1;
		((struct seam_options_v1 *)options)->size = sizeof(struct seam_options_v1);
	}
	return rc;
}

static int init_size_of_current(void *options, uint32_t version)
{
	int rc = O->options_init(options, version);

	if (rc == 0)
		((struct seam_options_v1 *)options)->size = sizeof(struct seam_options);
	return rc;
}

static int init_version_of_one_byte(void *options, uint32_t version)
{
	return O->options_init(options, version & 0xff);
}

static int init_clears_first(void *options, uint32_t version)
{
	if (version == 0)
		put(options, 0, 0);
	return O->options_init(options, version);
}

/* The original with version and size as they ought to be: what they were is not looked at. */
static int apply_as(const void *in, uint32_t version, struct seam_options *out)
{
	struct seam_options o;
	size_t size = version == 1 ? sizeof(struct seam_options_v1) : sizeof o;

	memcpy(&o, in, size);
	o.version = version;
	o.size = (uint32_t)size;
	return O->options_apply(&o, out);
}

static int apply_without_grace(const void *in, struct seam_options *out)
{
	int rc = O->options_apply(in, out);

	if (rc == 0)
		out->grace = SEAM_OPTIONS_GRACE;
	return rc;
}

static int apply_without_depth(const void *in, struct seam_options *out)
{
	int rc = O->options_apply(in, out);

	if (rc == 0)
		out->depth = SEAM_OPTIONS_DEPTH;
	return rc;
}

static int apply_older_as_current(const void *in, struct seam_options *out)
{
	return *(const uint32_t *)in == 1 ? apply_as(in, SEAM_OPTIONS_VERSION, out) : O->options_apply(in, out);
}

/* Copies the whole of the current struct, then takes what the version has. */
static int apply_reads_all(const void *in, struct seam_options *out)
{
	(void)got(in, sizeof(struct seam_options) - 1);
	return O->options_apply(in, out);
}

static int apply_zero_as_current(const void *in, struct seam_options *out)
{
	const struct seam_options_v1 *o = in;

	return o->version == 0 && o->size == sizeof(struct seam_options) ? apply_as(in, SEAM_OPTIONS_VERSION, out)
	                                                                 : O->options_apply(in, out);
}

static int apply_newer_as_current(const void *in, struct seam_options *out)
{
	const struct seam_options_v1 *o = in;

	return o->version > SEAM_OPTIONS_VERSION && o->size == sizeof(struct seam_options)
	               ? apply_as(in, SEAM_OPTIONS_VERSION, out)
	               : O->options_apply(in, out);
}

static int apply_newer_is_read(const void *in, struct seam_options *out)
{
	if (*(const uint32_t *)in > SEAM_OPTIONS_VERSION)
		(void)got(in, sizeof(struct seam_options) - 1);
	return O->options_apply(in, out);
}

static int apply_any_size(const void *in, struct seam_options *out)
{
	const struct seam_options_v1 *o = in;

	return o->version == 1 || o->version == 2 ? apply_as(in, o->version, out) : O->options_apply(in, out);
}

SEAM_MUTANTS(layout, version) = {
	SILENT("version_init.current", options_init, init_zeroes, "o->grace")
	LOUD("version_init.older", options_init, init_always_current, "SEGV")
	SILENT("version_init.older", options_init, init_size_of_current, "o->size")
	SILENT("version_init.refused", options_init, init_version_of_one_byte, "SEAM_E_VERSION")
	SILENT("version_init.refused", options_init, init_clears_first, "seam_untouched")
	SILENT("version.current", options_apply, apply_without_grace, "seen->grace")
	SILENT("version.older", options_apply, apply_without_depth, "seen->depth")
	SILENT("version.older", options_apply, apply_older_as_current, "seen->mode")
	LOUD("version.older", options_apply, apply_reads_all, "SEGV")
	SILENT("version.zero", options_apply, apply_zero_as_current, "version 0 ")
	SILENT("version.newer", options_apply, apply_newer_as_current, "version 3 ")
	LOUD("version.newer", options_apply, apply_newer_is_read, "SEGV")
	SILENT("version.size", options_apply, apply_any_size, "with size")
	SEAM_NO_MORE_MUTANTS
};
