/* platform.h - the platform that a run is for: this machine, or another whose compilers and emulator are here. */
#ifndef SEAM_LIB_PLATFORM_H
#define SEAM_LIB_PLATFORM_H

#include "conf.h"

#include <stdbool.h>

/* ci/platform/<name>.conf, and nothing else, is what there is to one. */
struct platform {
	char *name;
	struct conf *conf;
};

/* NULL stands for the environment's PLATFORM, and for `native` where that is not set or empty.  0, or -1 after a message. */
int platform_load(struct platform *platform, const char *name);
bool platform_is_native(const struct platform *platform);
/* `key.flavour`, else `key`, else NULL: what the platform says instead of the flavour. */
const char *platform_value(const struct platform *platform, const char *key, const char *flavour);
/* Whether the platform carries this flavour.  One that names none carries all. */
bool platform_has_flavour(const struct platform *platform, const char *flavour);
/* Whether a peer described by this file can be had there.  A file that names no platforms is of the native one; a peer without
 * a file, a library that was named by its path, is what its user says. */
bool platform_has_peer(const struct platform *platform, const struct conf *peer);
/* Why nothing of the platform can be built or run here, and what to install; NULL when it can; malloc'd. */
char *platform_lacks(const struct platform *platform);
/* "PLATFORM=i386 ", to stand before a command; "" for the native one; malloc'd. */
char *platform_prefix(const struct platform *platform);

#endif
