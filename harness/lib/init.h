/* init.h - a peer or a group to begin with: a copy of a folder of harness/templates, with a name of its own. */
#ifndef SEAM_INIT_H
#define SEAM_INIT_H

/* kind: "peer" or "group".  `path` is the new folder, and its last part the name.  language: NULL is C's.  Writes nothing into a
 * folder that is there.  0, or -1 after a message. */
int init_write(const char *kind, const char *path, const char *language);

#endif
