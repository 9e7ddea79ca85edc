/* platform.h - what the platform has, asked of its compiler. */
#ifndef SEAM_SWEEP_PLATFORM_H
#define SEAM_SWEEP_PLATFORM_H

#include "sweep.h"

/* CALLS_HAS_… of calls/list.h. */
unsigned platform_features(const struct options *options);

#endif
