/*
 * struct_out.N: a struct of N bytes, for every N up to 64, as a result, of every make that the size allows.
 * Source: psABI 3.2.3 (up to two eightbytes in rax, rdx, xmm0, xmm1; larger ones where rdi points, which rax returns);
 * facts/calls.md 1 (sizes 3, 5, 6, 7 with negative bytes); facts/engines.md 10, items 28, 48-50
 */
#include <calls/sizes.h>

#define SIZE(n)                                                                                                        \
	{ #n, SEAM_MUST, calls_struct_out, "a struct of " #n " bytes returns whole, and the arguments arrive", NULL,   \
	  n,  0 }

CALLS_RULES(struct_out) = { CALLS_EACH_SIZE(SIZE), CALLS_NO_MORE_RULES };
