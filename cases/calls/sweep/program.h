/* program.h - a stand-alone program of one signature: its values, what sets them and what checks them, as C. */
#ifndef SEAM_SWEEP_PROGRAM_H
#define SEAM_SWEEP_PROGRAM_H

#include "../../../harness/lib/text.h"

#include <calls/signature.h>

enum { PROGRAM_ROUNDS = 4 };

/* Registers that hold no value of the call, and are spoilt on the way, so that none holds the right one by luck; by the names of
 * x86-64, the only processor where it is done. */
struct spoil {
	unsigned integers_from, vectors_from; /* rdi rsi rdx rcx r8 r9, xmm0 … xmm7: from this one on; 6 and 8: none */
	unsigned results;                     /* rax 1, rdx 2, xmm0 4, xmm1 8                                        */
};
#define SPOIL_NOTHING ((struct spoil){ 6, 8, 0 })

struct program {
	const struct seam_signature *signature;
	unsigned way;    /* 0: the peer is the caller; 1: the callee */
	unsigned round;  /* which values                             */
	struct spoil spoil;
	char *prototype;
};

void program_open(struct program *p, const struct seam_signature *signature, unsigned way);
void program_close(struct program *p);

/* Each writes one file: all types and the prototypes; the functions that check; `call`, which calls a function of the signature; `f`,
 * which is one; main. */
void program_types(const struct program *p, struct text *out);
void program_check(struct text *out);
void program_caller(const struct program *p, struct text *out);
void program_callee(const struct program *p, struct text *out);
void program_main(struct text *out);
/* cross.c: the function between both sides that spoils registers.  Returns false when nothing is spoilt: there is none. */
bool program_cross(const struct program *p, struct text *out);
/* JSON, for a peer's `reproduce`: types, and the statements that set and check values. */
void program_describe(const struct program *p, struct text *out);

#endif
