/* calls/text.h - pieces of signatures, for the rules. */
#ifndef SEAM_CALLS_TEXT_H
#define SEAM_CALLS_TEXT_H

/* `text`, `times` times over.  The result is static and holds until the eighth call from here. */
const char *calls_times(const char *text, unsigned times);

/* The same of a text's first `length` bytes: calls_cycle("id", 3) is "idi", whatever their number. */
const char *calls_cycle(const char *text, unsigned length);

#endif
