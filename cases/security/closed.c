/*
 * closed: nothing is allowed unless somebody says so, in so many words, for just this.
 * Rule: security.closed    Source: CWE-636 (failing open), CWE-697; verify callbacks of OpenSSL and libgit2's certificate_check
 */
#include "security/gate.h"

#include <limits.h>
#include <stdio.h>

static const int not_one[] = { 0, 2, 3, -1, -2, -255, 255, 256, 257, 0x101, 0x10001, 0x1000001, INT_MAX, INT_MIN, INT_MIN + 1, 1 << 30 };

static void missing(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	struct seam_sec_gate *gate;
	struct question q;

	NEED_GATE(c);
	gate = gate_new(c);
	if (!gate)
		return;
	q = question(c, gate, 1);
	asked_of(c, gate, SEAM_E_FAILED, "no authoriser was ever registered");
	CHECK_EQ(c, s->gate_set(gate, authorise, &q), SEAM_OK);
	asked_of(c, gate, SEAM_OK, "one that allows");
	CHECK_EQ(c, s->gate_set(gate, SEAM_STIMULUS(c) ? NULL : authorise, &q), SEAM_OK);
	asked_of(c, gate, SEAM_E_FAILED, "it was taken away");
	CHECK_EQ(c, q.calls, 1);
	s->gate_release(gate);
}

static void unknown(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	struct seam_sec_gate *gate;
	char what[64];

	NEED_GATE(c);
	gate = gate_new(c);
	for (size_t i = 0; gate && i < sizeof not_one / sizeof not_one[0]; i++) {
		struct question q = question(c, gate, SEAM_STIMULUS(c) ? not_one[i] : 1);

		CHECK_EQ(c, s->gate_set(gate, authorise, &q), SEAM_OK);
		snprintf(what, sizeof what, "an authoriser that returns %d", not_one[i]);
		asked_of(c, gate, SEAM_E_FAILED, what);
		CHECK_EQ(c, q.calls, 1);
	}
	s->gate_release(gate);
}

/* All of the question arrives, and each question is put anew. */
static void question_whole(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	struct seam_sec_gate *gate;
	struct question q;

	NEED_GATE(c);
	gate = gate_new(c);
	if (!gate)
		return;
	q = question(c, gate, 1);
	CHECK_EQ(c, s->gate_set(gate, authorise, &q), SEAM_OK);
	for (unsigned i = 1; i <= 4; i++) {
		q.answer = i % 2;
		asked_of(c, gate, i % 2 ? SEAM_OK : SEAM_E_FAILED, "the same question again, with another answer");
		CHECK_EQ(c, q.calls, i);
		CHECK_EQ(c, q.amount, seam_tag(c, 2));
		CHECK_BYTES(c, q.subject, q.n, "a\0b", 3);
	}
	q.answer = 1;
	CHECK_EQ(c, s->gate_ask(gate, NULL, 0, UINT64_MAX), SEAM_OK);
	CHECK_EQ(c, q.n, 0);
	CHECK_EQ(c, q.amount, UINT64_MAX);
	s->gate_release(gate);
}

static void two_gates(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	struct seam_sec_gate *gates[2];
	struct question q;

	NEED_GATE(c);
	gates[0] = gate_new(c);
	gates[1] = gate_new(c);
	if (!gates[0] || !gates[1])
		return;
	q = question(c, gates[0], 1);
	CHECK_EQ(c, s->gate_set(gates[0], authorise, &q), SEAM_OK);
	asked_of(c, gates[1], SEAM_E_FAILED, "the other gate has an authoriser, this one has none");
	asked_of(c, gates[0], SEAM_OK, "this one has");
	CHECK_EQ(c, q.calls, 1);
	s->gate_release(gates[0]);
	s->gate_release(gates[1]);
}

SEAM_CASES(security, closed) = {
	{ "missing", SEAM_MUST, missing, "without an authoriser nothing is allowed", 0 },
	{ "unknown", SEAM_MUST, unknown, "an answer that is not 1 does not allow, whatever its low bits are", 0 },
	{ "question_whole", SEAM_MUST, question_whole, "each question is put, whole, and answered for itself", 0 },
	{ "two_gates", SEAM_MUST, two_gates, "an authoriser is its gate's alone", 0 },
	SEAM_END
};
