/* c.h - the C peer's groups, one file each; peer.c puts them into the table. */
#ifndef SEAM_PEERS_C_H
#define SEAM_PEERS_C_H

#include "callbacks/callbacks.h"
#include "layout/layout.h"
#include "ownership/ownership.h"
#include "strings/strings.h"

extern const struct seam_layout seam_c_layout;
extern const struct seam_strings seam_c_strings;
extern const struct seam_ownership seam_c_ownership;
extern const struct seam_callbacks seam_c_callbacks;

/* The host that the peer was opened with. */
extern const struct seam_host *seam_c_host;

#endif
