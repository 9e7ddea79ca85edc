/* campaign.h - the whole: chunk after chunk, what failed confirmed, shrunk and put into classes, the state kept. */
#ifndef SEAM_SWEEP_CAMPAIGN_H
#define SEAM_SWEEP_CAMPAIGN_H

#include "progress.h"

/* The exit status: 0 nothing found that is not known, 1 failures, 2 trouble of its own. */
int campaign(const struct options *options);
/* One signature, as a user asks for it: what was asked, and what failed. */
int one_signature(const struct options *options, const char *text);

/* The table at the end. */
void tell_summary(const struct progress *progress, const struct options *options, const char *peer, const char *folder);
/* A line of progress: on a terminal in place, otherwise now and then. */
void tell_progress(const struct progress *progress, const struct options *options, double since, uint64_t before, bool last);

#endif
