/*
 * calls/rules.h - a rule of this group is a named list of signatures.  A file of rules is generators and a table:
 *
 *     static void alone(struct calls_list *list, const struct calls_rule *rule)
 *     {
 *             calls_add(list, "%s>%s", rule->text, rule->text);
 *     }
 *
 *     CALLS_RULES(float) = {
 *             { "double", SEAM_MUST, alone, "a double arrives with all its bits", "d", 0, 0 },
 *             CALLS_NO_MORE_RULES
 *     };
 *
 * gives the case `calls.float.double`.  The same file is linked into the emitters, which compile the C functions, and into the
 * group's library, which runs them both ways against the peer.  Lists are the same at every run of a platform.
 */
#ifndef SEAM_CALLS_RULES_H
#define SEAM_CALLS_RULES_H

#include <seam/case.h>

struct calls_list;

struct calls_rule {
	const char *name;
	enum seam_level level;
	void (*signatures)(struct calls_list *list, const struct calls_rule *rule);
	const char *rule; /* in one sentence, printed when it is broken */
	const char *text; /* the generator's to use                     */
	int number;       /* the generator's to use                     */
	unsigned flags;   /* CALLS_… below                              */
};
#define CALLS_NO_MORE_RULES { NULL, SEAM_MUST, NULL, NULL, NULL, 0, 0 }

#define CALLS_HOT        1u  /* each signature is called 10,000 times, then again after `release`                           */
#define CALLS_EXTENDED   2u  /* bare narrow integers must arrive extended to their register (compiled.h, `wide`; thunk.h)   */
#define CALLS_DIRTY      4u  /* bits above narrow arguments are spoilt on the way to the peer, too                          */
#define CALLS_SIGNALLING 8u  /* floats are signalling NaNs                                                                  */
#define CALLS_LAYOUT     16u /* the layout op is asked for the types, nothing is called                                     */
#define CALLS_LIVE       32u /* all callees of the list are made before the first is called                                 */
#define CALLS_REGISTERS  64u /* what the thunk saw counts here, and only here: registers, stack, flags                      */

#define CALLS_NESTED     128u /* the list's only signature, id>d: the C function that the peer calls has it call again         */
#define CALLS_BOTH_WAYS  256u /* the same; and inside the call C calls a function that the peer has made                      */

#define CALLS_RULES(area)                                                                                              \
	extern const struct calls_rule calls_rules_##area[];                                                           \
	__attribute__((constructor)) static void calls_register_##area(void)                                           \
	{                                                                                                              \
		calls_register(#area, __FILE__, calls_rules_##area);                                                   \
	}                                                                                                              \
	const struct calls_rule calls_rules_##area[]

/* Not called by hand. */
void calls_register(const char *area, const char *file, const struct calls_rule *rules);

/* Adds a signature, written as for printf.  One that is in the list already is added once.  One with a type that the platform
 * does not have is left out.  A text that is no signature ends the program with a message. */
void calls_add(struct calls_list *list, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The next number below `below` of the list's own sequence: the same at every run; another one for each rule. */
unsigned calls_pick(struct calls_list *list, unsigned below);

#endif
