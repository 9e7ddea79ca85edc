/* report.h - reports, made from the plan and the records of a run alone. */
#ifndef SEAM_REPORT_H
#define SEAM_REPORT_H

#include <cjson/cJSON.h>
#include <stdio.h>

/* One array with an object for each case of each planned cell: its record, or, where none was written, one that says
 * `missing`; and for each cell the record of the cell itself (it has no "case").  NULL after a message. */
cJSON *report_load(const char *results);

/* Each line of a JSONL file, parsed: an array, empty when there is no such file.  A line that is no JSON (cut by a full disk)
 * ends it. */
cJSON *report_lines(const char *path);

/* Prints the failures and the matrix, writes results.json, junit.xml and report.html.  The exit status: 0 green, 1 red, 2 trouble. */
int report_all(const char *results, FILE *to);

/* For one red record: rule, expected, seen, the first byte that differs, the checker's kind and frame, the rerun line. */
struct text;
void report_failure(const cJSON *record, struct text *to);

/* A record's text of this name; "" when there is none. */
const char *report_string(const cJSON *record, const char *name);

/* The sums of what cases have counted, a line a cell; nothing when none has. */
void report_counts(const cJSON *records, FILE *to);

int report_junit(const cJSON *records, const char *path);

/* Writes the page report.html into the folder of the run, with all that the records say, and what `make detect` and `make bench`
 * have measured last.  It needs no other file and asks for none.  -1 after a message. */
int report_page(cJSON *records, const char *results);

/* Prints what differs between two runs, by their folders.  The exit status: 0 when nothing became red, 1 when something did, 2 trouble. */
int report_diff(const char *before, const char *after, FILE *to);

#endif
