/* version.h - what this program says that it is. */
#ifndef SEAM_LIB_VERSION_H
#define SEAM_LIB_VERSION_H

/* "seam 1.2.3 (0123456789ab)": the version, and the commit when it was built in a clone. */
const char *version_text(void);

#endif
