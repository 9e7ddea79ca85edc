/* contain.h - what the contain cases share. */
#ifndef SEAM_CALLBACKS_CONTAIN_H
#define SEAM_CALLBACKS_CONTAIN_H

#include "callbacks/callbacks.h"

#include <stdbool.h>

struct seam_case;

/* The peer offers failures, and one is not the end of the process; otherwise the case is skipped.  The last message is
 * "before" afterwards. */
bool callbacks_can_contain(struct seam_case *c);
/* The last message holds `text`; the two-call protocol stays in its bounds. */
void callbacks_check_message(struct seam_case *c, const char *text);
/* A raise of this kind is contained, its message holds `expected`, and the peer works on. */
void callbacks_check_raise(struct seam_case *c, int kind, const char *text, const char *expected);

#endif
