/* through.h - one text through every op that takes one; each fails unless it arrives as it was. */
#ifndef SEAM_STRINGS_THROUGH_H
#define SEAM_STRINGS_THROUGH_H

#include "strings/expect.h"

/* The text is `n` bytes of well-formed UTF-8, with a terminator behind them, and no NUL, `;` or character that UTF-16
 * writes as two units in it.  Muted, another text is sent than is expected. */
void strings_through_copies(struct seam_case *c, const char *text, size_t n); /* echo_optional, echo_n, terminate   */
void strings_through_joins(struct seam_case *c, const char *text, size_t n);  /* concat, list_join                  */
void strings_through_utf(struct seam_case *c, const char *text, size_t n);    /* lossy, UTF-16 there and back       */
void strings_through_keepers(struct seam_case *c, const char *text, size_t n); /* a store's fill, a list, the message */
void strings_through_pieces(struct seam_case *c, const char *text, size_t n); /* list_split, visit                  */

#endif
