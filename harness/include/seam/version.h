/* seam/version.h - which seam this is: the only place that its number stands in. */
#ifndef SEAM_VERSION_H
#define SEAM_VERSION_H

#define SEAM_VERSION "0.6.0"

#endif
