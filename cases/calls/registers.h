/* calls/registers.h - where the ABI puts a signature's values, for the thunk: System V x86-64 (psABI 3.2.3), AArch64 (AAPCS64 6.8.2). */
#ifndef SEAM_CALLS_REGISTERS_H
#define SEAM_CALLS_REGISTERS_H

#include <calls/signature.h>
#include <seam/thunk.h>

enum { CALLS_MOST_NARROW = 128 };

/*
 * Fills *use, and `stack` with the narrow stack arguments, for a signature whose types have their sizes.  False, and use->known is
 * false, where that is not known here: another CPU, another calling convention, a type that the two C compilers pass differently.
 */
bool calls_registers(const struct seam_signature *signature, struct seam_thunk_use *use, struct seam_narrow stack[CALLS_MOST_NARROW]);

#endif
