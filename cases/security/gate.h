/* gate.h - an authoriser that answers, and does this and that before. */
#ifndef SEAM_SECURITY_GATE_H
#define SEAM_SECURITY_GATE_H

#include "security/enemy.h"

#include <setjmp.h>

struct question {
	struct seam_case *c;
	int answer;
	unsigned calls;
	uint64_t tag, amount;
	char subject[32];
	size_t n;
	struct seam_sec_gate *gate;
	struct question *next; /* is registered meanwhile, or asked */
	bool asks;
	bool by_another; /* `next` is registered with another function */
	jmp_buf *jump;
};

static inline int authorise_as_well(void *userdata, const char *subject, size_t n, uint64_t amount);

static inline int authorise(void *userdata, const char *subject, size_t n, uint64_t amount)
{
	struct question *q = userdata;
	const struct seam_security *s = SEAM_OPS(q->c, security);

	CHECK_EQ(q->c, q->tag, seam_tag(q->c, 1));
	q->calls++;
	q->amount = amount;
	q->n = n;
	if (n)
		memcpy(q->subject, subject, n < sizeof q->subject ? n : sizeof q->subject);
	if (q->next)
		CHECK_EQ(q->c, s->gate_set(q->gate, q->by_another ? authorise_as_well : authorise, q->next), SEAM_OK);
	if (q->asks)
		CHECK_EQ(q->c, s->gate_ask(q->gate, "another", 7, 7), SEAM_OK);
	if (q->jump)
		longjmp(*q->jump, 1);
	return q->answer;
}

/* The same, at another address. */
static inline int authorise_as_well(void *userdata, const char *subject, size_t n, uint64_t amount)
{
	return authorise(userdata, subject, n, amount);
}

#define NEED_GATE(c)                                                                                                   \
	do {                                                                                                           \
		NEED((c), SEAM_OPS((c), security)->gate_make);                                                         \
		NEED((c), SEAM_OPS((c), security)->gate_release);                                                      \
		NEED((c), SEAM_OPS((c), security)->gate_set);                                                          \
		NEED((c), SEAM_OPS((c), security)->gate_ask);                                                          \
	} while (0)

static inline struct question question(struct seam_case *c, struct seam_sec_gate *gate, int answer)
{
	return (struct question){ .c = c, .answer = answer, .tag = seam_tag(c, 1), .gate = gate };
}

static inline struct seam_sec_gate *gate_new(struct seam_case *c)
{
	struct seam_sec_gate *gate = NULL;

	return CHECK_EQ(c, SEAM_OPS(c, security)->gate_make(&gate), SEAM_OK) ? gate : NULL;
}

static inline void asked_of(struct seam_case *c, struct seam_sec_gate *gate, int code, const char *what)
{
	int rc = SEAM_OPS(c, security)->gate_ask(gate, seam_in(c, "a\0b", 3), 3, seam_tag(c, 2));

	if (rc != code)
		FAIL(c, "%s: the gate answers %d, not %d", what, rc, code);
}

#endif
