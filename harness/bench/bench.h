/* bench.h - what the parts of build/bench share. */
#ifndef SEAM_BENCH_H
#define SEAM_BENCH_H

#include <cjson/cJSON.h>
#include <stdbool.h>

struct bench_options {
	const char *peers, *flavour, *repetitions, *min_time, *out, *print;
};

/* figures.c: what was measured, of all peers; one JSON object, see figures_begin. */
struct bench_figures {
	cJSON *all, *peers, *measures, *pairs, *rows, *gaps;
};
void figures_begin(struct bench_figures *figures, const char *flavour);
/* Adds what google-benchmark has written to the file about this peer.  0, or 1 after a message. */
int figures_take(struct bench_figures *figures, const char *peer, const char *path);
/* What figures_write wrote.  -1 after a message. */
int figures_read(struct bench_figures *figures, const char *path);
bool figures_any(const struct bench_figures *figures);
/* -1 after a message. */
int figures_write(const struct bench_figures *figures, const char *path);

/* table.c: on stdout. */
void figures_print(const struct bench_figures *figures);

#endif
