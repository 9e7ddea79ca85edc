// tables.hpp - a peer's ops, group by group, as the measures call them.
#ifndef SEAM_BENCH_TABLES_HPP
#define SEAM_BENCH_TABLES_HPP

#include <buffers/buffers.h>
#include <callbacks/callbacks.h>
#include <errors/errors.h>
#include <layout/layout.h>
#include <strings/strings.h>

// The groups that have the measured ops.  What a peer lacks is NULL; `echoes` are the functions that it makes.
struct Tables {
	seam_layout layout{};
	seam_strings strings{};
	seam_buffers buffers{};
	seam_callbacks callbacks{};
	seam_errors errors{};
	seam_echoes echoes{};

	explicit Tables(const seam_peer &peer);
};

// plain.c: the same ops as plain functions of C, each with the work and nothing else: the other side of each ratio.
extern "C" const seam_peer seam_bench_plain;

#endif
