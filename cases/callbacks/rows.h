/* rows.h - short forms of the rows of a table of planted bugs. */
#ifndef SEAM_CALLBACKS_ROWS_H
#define SEAM_CALLBACKS_ROWS_H

#define ROW(name, case, because, silent, op, function)                                                                 \
	{ name, "callbacks." case, "plain", "fail", because, silent, SEAM_OP(callbacks, op, function), 0 }
#define CRASH(name, case, op, function)                                                                                \
	{ name, "callbacks." case, "plain", "crash", "SIGSEGV", false, SEAM_OP(callbacks, op, function), 0 }
#define HANGS(name, case, op, function)                                                                                \
	{ name, "callbacks." case, "plain", "timeout", "", false, SEAM_OP(callbacks, op, function), 0 }
#define FOUND(name, case, flavour, because, op, function)                                                              \
	{ name, "callbacks." case, flavour, "finding", because, false, SEAM_OP(callbacks, op, function), 0 }

#endif
