/*
 * struct_out.N: a struct of N bytes, for every N up to 64, as a result, of every make that the size allows.
 * Source: psABI 3.2.3 (up to two eightbytes in rax, rdx, xmm0, xmm1; larger ones where rdi points, which rax returns);
 * facts/calls.md 1 (sizes 3, 5, 6, 7 with negative bytes); facts/engines.md 10, items 28, 48-50
 */
#include <calls/sizes.h>

#define SIZE(n)                                                                                                        \
	{ #n, SEAM_MUST, calls_struct_out, "a struct of " #n " bytes returns whole, and the arguments arrive", NULL,   \
	  n,  0 }

CALLS_RULES(struct_out) = { SIZE(1),  SIZE(2),  SIZE(3),  SIZE(4),  SIZE(5),
	                    SIZE(6),  SIZE(7),  SIZE(8),  SIZE(9),  SIZE(10),
	                    SIZE(11), SIZE(12), SIZE(13), SIZE(14), SIZE(15),
	                    SIZE(16), SIZE(17), SIZE(18), SIZE(19), SIZE(20),
	                    SIZE(21), SIZE(22), SIZE(23), SIZE(24), SIZE(25),
	                    SIZE(26), SIZE(27), SIZE(28), SIZE(29), SIZE(30),
	                    SIZE(31), SIZE(32), SIZE(33), SIZE(34), SIZE(35),
	                    SIZE(36), SIZE(37), SIZE(38), SIZE(39), SIZE(40),
	                    SIZE(41), SIZE(42), SIZE(43), SIZE(44), SIZE(45),
	                    SIZE(46), SIZE(47), SIZE(48), SIZE(49), SIZE(50),
	                    SIZE(51), SIZE(52), SIZE(53), SIZE(54), SIZE(55),
	                    SIZE(56), SIZE(57), SIZE(58), SIZE(59), SIZE(60),
	                    SIZE(61), SIZE(62), SIZE(63), SIZE(64), CALLS_NO_MORE_RULES };
