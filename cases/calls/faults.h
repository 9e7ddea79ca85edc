/*
 * calls/faults.h - planted ABI faults that are compiled: for a signature S of a rule, the functions of a wrong signature S', in C.
 *
 * A peer that makes a call by S' where the other side has S is one that has the ABI wrong: `{dd}` taken apart to `dd`, `f` as `d`,
 * a struct of 16 bytes in memory.  The functions are those of the C emitter; what is here says how S's slots become those of S'.
 * emit/faults.c writes the list of all S' and this table, faults.sh compiles both; mutants_faults.c is who calls them.
 */
#ifndef SEAM_CALLS_FAULTS_H
#define SEAM_CALLS_FAULTS_H

#include <calls/signature.h>
#include <seam/seam.h>

/* How a value of S becomes one of S'; on the way back, the reverse. */
enum faults_how {
	FAULTS_PLAIN,       /* its bytes                                      */
	FAULTS_TO_DOUBLE,   /* a float's value as a double                    */
	FAULTS_TO_FLOAT,    /* a double's value as a float                    */
	FAULTS_FROM_LONG,   /* a long double's value as a double              */
	FAULTS_SWAPPED,     /* the two eightbytes change places               */
	FAULTS_ADDRESS,     /* where it lies; on the way back the address itself */
	FAULTS_HIGH         /* a float's bits in the upper half of a double's */
};

/* One argument of S': which of S it is made of, from which byte on. */
struct faults_piece {
	uint8_t arg, how;
	uint16_t offset;
};

struct faults_row {
	const char *fault, *text, *wrong; /* S, S' */
	unsigned n_pieces;
	const struct faults_piece *pieces;
	unsigned result_how;
};

struct faults {
	unsigned count;
	const struct faults_row *rows;
};
SEAM_EXPORT extern const struct faults seam_faults;

#endif
