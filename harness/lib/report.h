/* report.h - reports, made from the plan and the records of a run alone. */
#ifndef SEAM_REPORT_H
#define SEAM_REPORT_H

#include <cjson/cJSON.h>
#include <stdio.h>

/* One array with an object for each case of each planned cell: its record, or, where none was written, one that says
 * `missing`; and for each cell the record of the cell itself (it has no "case").  NULL after a message. */
cJSON *report_load(const char *results);

/* Prints the failures and the matrix, writes results.json and junit.xml.  The exit status: 0 green, 1 red, 2 trouble. */
int report_all(const char *results, FILE *to);

/* For one red record: rule, expected, seen, the first byte that differs, the checker's kind and frame, the rerun line. */
struct text;
void report_failure(const cJSON *record, struct text *to);

/* A record's text of this name; "" when there is none. */
const char *report_string(const cJSON *record, const char *name);

/* The sums of what cases have counted, a line a cell; nothing when none has. */
void report_counts(const cJSON *records, FILE *to);

int report_junit(const cJSON *records, const char *path);

#endif
