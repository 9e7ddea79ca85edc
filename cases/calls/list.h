/*
 * calls/list.h - a list of signatures: an ordered set of canonical texts, with a random sequence of its own.
 *
 * A rule's generator fills one through calls_add (rules.h); emitters, the group's library and the sweep read it.
 */
#ifndef SEAM_CALLS_LIST_H
#define SEAM_CALLS_LIST_H

#include <calls/rules.h>
#include <calls/signature.h>

/* What a platform has beyond C11's own types and its default convention. */
#define CALLS_HAS_INT128     0x001u
#define CALLS_HAS_FLOAT16    0x002u
#define CALLS_HAS_LDOUBLE    0x004u
#define CALLS_HAS_COMPLEX    0x008u
#define CALLS_HAS_VECTOR     0x010u
#define CALLS_HAS_MS         0x020u
#define CALLS_HAS_SYSV       0x040u
#define CALLS_HAS_CDECL      0x080u
#define CALLS_HAS_STDCALL    0x100u
#define CALLS_HAS_FASTCALL   0x200u
#define CALLS_HAS_THISCALL   0x400u
#define CALLS_HAS_VECTORCALL 0x800u
#define CALLS_HAS_TYPES      0x01fu /* every type of the language          */
#define CALLS_HAS_X86_64     0x07fu /* Linux on x86-64, by gcc and clang   */

/* The bit of a name as above, in small letters: "int128"; 0 for another name. */
unsigned calls_feature(const char *name);

/* What a signature asks of the platform. */
unsigned calls_needs(const struct seam_signature *signature);

/* An empty list for the rule `name` ("boundary.char_double"), which seeds its sequence.  NULL when memory is out. */
struct calls_list *calls_list_new(const char *name, unsigned features);
void calls_list_free(struct calls_list *list);

/* Forgets the signatures; the sequence goes on. */
void calls_list_clear(struct calls_list *list);

size_t calls_list_count(const struct calls_list *list);
/* Owned by the list, until calls_list_clear or calls_list_free. */
const char *calls_list_text(const struct calls_list *list, size_t n);

/* The number of a canonical text, which is added when it is not there yet; neither parsed nor left out. */
size_t calls_list_put(struct calls_list *list, const char *text);

/* splitmix64: the next number of a sequence. */
uint64_t calls_next(uint64_t *state);

#endif
