/* ops.h - what a group's header says of its ops: their names, and where the values of their calls are. */
#ifndef SEAM_OPS_H
#define SEAM_OPS_H

#include <stdio.h>

/*
 * Reads `struct seam_<group>` in the header's text and writes a line for each op, in the order of the table: "name result:argument…".
 * Each value is a letter and a number: s32 u8 p64 (a pointer or a function), f32 f64, v0 (no value).  What is not understood (a struct by value,
 * a name that is not C's own) makes the line "name ?": nothing is known of that op's values then.  0, or -1 when there is no such struct.
 */
int ops_write(const char *header, const char *group, FILE *out);

#endif
