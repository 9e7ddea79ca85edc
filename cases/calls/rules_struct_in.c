/*
 * struct_in.N: a struct of N bytes, for every N up to 64, as an argument, of every make that the size allows.
 * Source: psABI 3.2.3 (up to two eightbytes in registers, both or none; larger ones on the stack);
 * facts/calls.md 1 (sizes 3, 5, 6, 7 with negative bytes); facts/engines.md 10, items 27, 29
 */
#include <calls/sizes.h>

#define SIZE(n)                                                                                                        \
	{ #n,                                                                                                          \
	  SEAM_MUST,                                                                                                   \
	  calls_struct_in,                                                                                             \
	  "a struct of " #n " bytes arrives whole, and so does what stands behind it",                                 \
	  NULL,                                                                                                        \
	  n,                                                                                                           \
	  0 }

CALLS_RULES(struct_in) = { CALLS_EACH_SIZE(SIZE), CALLS_NO_MORE_RULES };
