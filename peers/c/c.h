/* c.h - the C peer's groups, one file each; peer.c puts them into the table. */
#ifndef SEAM_PEERS_C_H
#define SEAM_PEERS_C_H

#include "buffers/buffers.h"
#include "callbacks/callbacks.h"
#include "errors/errors.h"
#include "layout/layout.h"
#include "ownership/ownership.h"
#include "security/security.h"
#include "strings/strings.h"
#include "threads/threads.h"

extern const struct seam_layout seam_c_layout;
extern const struct seam_buffers seam_c_buffers;
extern const struct seam_strings seam_c_strings;
extern const struct seam_ownership seam_c_ownership;
extern const struct seam_callbacks seam_c_callbacks;
extern const struct seam_errors seam_c_errors;
extern const struct seam_threads seam_c_threads;
extern const struct seam_security seam_c_security;

/* The host that the peer was opened with. */
extern const struct seam_host *seam_c_host;

#endif
