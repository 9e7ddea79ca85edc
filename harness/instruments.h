/* instruments.h - the one list of the instruments, for the probe that has them and the program that names them. */
#ifndef SEAM_INSTRUMENTS_H
#define SEAM_INSTRUMENTS_H

#define SEAM_EACH_INSTRUMENT(X)                                                                                       \
	X(SEAM_THUNK, "thunk")         /* watch.c: registers, stack, flags and floating-point control of each call */ \
	X(SEAM_AMBIENT, "ambient")     /* ambient.c: what belongs to the process or thread and was not put back */    \
	X(SEAM_ALLOCATOR, "allocator") /* attempt.c: each request of the lent allocator fails once */                 \
	X(SEAM_LOCK, "lock")           /* settle.c: a second thread gets through the peer after each pass */          \
	X(SEAM_LIFE, "life")           /* settle.c: the peer holds as many things as before the pass */               \
	X(SEAM_GROWTH, "growth")       /* settle.c: the C heap does not grow with each repetition */                  \
	X(SEAM_SECRET, "secret")       /* secret.c: no secret in freed lent memory, nor on the stack below */         \
	X(SEAM_GUARDS, "guards")       /* guard.c: pages that cannot be touched at the ends of buffers */             \
	X(SEAM_TAGS, "tags")           /* secret.c: each place has a sentinel of its own */

#endif
