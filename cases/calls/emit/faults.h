/* emit/faults.h - the kinds of planted faults: each turns a type of the right signature into what a wrong one has instead. */
#ifndef SEAM_CALLS_EMIT_FAULTS_H
#define SEAM_CALLS_EMIT_FAULTS_H

#include <calls/faults.h>
#include <stdio.h>

enum { MOST_PIECES = 160, LONGEST = 1 << 14 };

/* The wrong signature as it grows. */
struct wrong {
	char text[LONGEST];
	struct faults_piece piece[MOST_PIECES];
	unsigned n_pieces, result_how;
	uint8_t arg; /* the right one's, whose pieces are added */
};

/* Adds an argument to the wrong signature. */
void wrong_add(struct wrong *w, enum faults_how how, unsigned offset, const char *type);

struct kind {
	const char *name;
	/* Turns one argument into its pieces, or returns false: it stays as it is.  NULL: none is touched. */
	bool (*argument)(struct wrong *w, const struct seam_type *type);
	/* Writes what the result is taken for into `text`, returns how it is turned; -1: it stays. */
	int (*result)(char *text, size_t size, const struct seam_type *type);
	/* Or: makes the whole of it.  False: the fault has nothing to say about this signature. */
	bool (*whole)(struct wrong *w, const struct seam_signature *s);
	const char *rules; /* beginnings of the rules' names that it is planted in, with blanks between */
};

/* By what they get wrong, one file each; the last has no name. */
extern const struct kind scalar_kinds[], struct_kinds[], signature_kinds[];

#endif
