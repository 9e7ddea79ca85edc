/*
 * closed_meanwhile: what happens while an authoriser is asked does not open the gate.
 * Rule: security.closed_meanwhile    Source: CWE-367, CWE-636: callbacks that change what called them
 */
#include "security/gate.h"

/* While one is asked another is registered: the first one's answer counts now, the second one's from then on. */
static void replaced_in_flight(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);

	NEED_GATE(c);
	for (int way = 0; way < 4; way++) {
		int first = way % 2;
		struct seam_sec_gate *gate = gate_new(c);
		struct question q = question(c, gate, first), next = question(c, gate, !first);

		if (!gate)
			return;
		q.next = SEAM_STIMULUS(c) ? &next : NULL;
		q.by_another = way / 2;
		CHECK_EQ(c, s->gate_set(gate, authorise, &q), SEAM_OK);
		asked_of(c, gate, first ? SEAM_OK : SEAM_E_FAILED, "one that puts another in its place");
		CHECK_EQ(c, next.calls, 0);
		asked_of(c, gate, first ? SEAM_E_FAILED : SEAM_OK, "the other one");
		CHECK_EQ(c, q.calls, 1);
		CHECK_EQ(c, next.calls, 1);
		s->gate_release(gate);
	}
}

/* Within a question another is put, and allowed. */
static void within_another(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	struct question q, inner;
	struct seam_sec_gate *gate;

	NEED_GATE(c);
	gate = gate_new(c);
	if (!gate)
		return;
	q = question(c, gate, 0);
	inner = question(c, gate, 1);
	q.next = &inner;
	q.asks = SEAM_STIMULUS(c);
	CHECK_EQ(c, s->gate_set(gate, authorise, &q), SEAM_OK);
	asked_of(c, gate, SEAM_E_FAILED, "one that refuses, but allows another thing meanwhile");
	CHECK_EQ(c, inner.calls, 1);
	CHECK_BYTES(c, inner.subject, inner.n, "another", 7);
	s->gate_release(gate);
}

/* An authoriser that jumps out has not answered, and the gate works on. */
static void jumps_out(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	struct seam_sec_gate *volatile gate;
	volatile int rc = SEAM_E_STATE;
	static struct question q;
	jmp_buf jump;

	NEED_GATE(c);
	gate = gate_new(c);
	if (!gate)
		return;
	q = question(c, gate, 1);
	q.jump = SEAM_STIMULUS(c) ? &jump : NULL;
	CHECK_EQ(c, s->gate_set(gate, authorise, &q), SEAM_OK);
	if (setjmp(jump) == 0)
		rc = s->gate_ask(gate, "a", 1, 1);
	CHECK_EQ(c, rc, SEAM_E_STATE);
	q.jump = NULL;
	q.answer = 0;
	asked_of(c, gate, SEAM_E_FAILED, "after one that jumped out, one that refuses");
	CHECK_EQ(c, q.calls, 2);
	q.answer = 1;
	asked_of(c, gate, SEAM_OK, "after one that jumped out, one that allows");
	s->gate_release(gate);
}

SEAM_CASES(security, closed_meanwhile) = {
	{ "replaced_in_flight", SEAM_MUST, replaced_in_flight, "an authoriser that is replaced meanwhile answers what it was asked", 0 },
	{ "within_another", SEAM_MUST, within_another, "what is allowed within a question is not what was asked", 0 },
	{ "jumps_out", SEAM_MUST, jumps_out, "no answer is no", SEAM_NEEDS(SEAM_LONGJMP_SAFE) },
	SEAM_END
};
