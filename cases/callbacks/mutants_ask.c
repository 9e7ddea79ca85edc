/* mutants_ask.c - answers and joined texts that are cut, overrun, mixed, or given back to the wrong one. */
#include "callbacks/planted.h"
#include "callbacks/rows.h"

#include <stdlib.h>
#include <string.h>

static seam_answer_fn real_answer;

/* What the stack held. */
static volatile size_t left = 77;

#define ANSWER(what, body)                                                                                             \
	static int what##_answer(const char *question, size_t length, char *buffer, size_t size, size_t *used,         \
	                         void *userdata)                                                                       \
	{                                                                                                              \
		int rc;                                                                                                \
		body;                                                                                                  \
		return rc;                                                                                             \
	}                                                                                                              \
	static int what(const char *question, size_t length, seam_answer_fn answer, void *userdata, char **text,       \
	                size_t *n)                                                                                     \
	{                                                                                                              \
		real_answer = answer;                                                                                  \
		return REAL->ask(question, length, answer ? what##_answer : NULL, userdata, text, n);                  \
	}
#define ANSWERED(q, l, b, s, u) rc = real_answer(q, l, b, s, u, userdata)

ANSWER(answer_cut, ANSWERED(question, length, buffer, size, used);
       if (*used <= size && memchr(buffer, 0, *used)) *used = strlen(buffer))
ANSWER(room_for_nul, ANSWERED(question, length, buffer, size - 1, used))
ANSWER(used_unset, *used = left; ANSWERED(question, length, buffer, size, used))
ANSWER(used_clamped, ANSWERED(question, length, buffer, size, used); if (*used > size) *used = size)
ANSWER(code_byte, ANSWERED(question, length, buffer, size, used); rc &= 0xff)
ANSWER(code_positive, ANSWERED(question, length, buffer, size, used); rc = rc > 0 ? 0 : rc)
ANSWER(asks_twice, ANSWERED(question, length, buffer, size, used); *used = 0;
       ANSWERED(question, length, buffer, size, used))

static char buffer_of_all[SEAM_ANSWER_SIZE], question_of_all[1024];
ANSWER(one_buffer, ANSWERED(question, length, buffer_of_all, size, used); memcpy(buffer, buffer_of_all, size))
ANSWER(one_question, (void)(length < sizeof question_of_all && memcpy(question_of_all, question, length + 1));
       ANSWERED(question_of_all, length, buffer, size, used))

/* The bytes of the answer that nobody checked the number of. */
ANSWER(
	used_trusted, ANSWERED(question, length, buffer, size, used); if (*used > size) {
		volatile size_t sum = 0;
		char *copy = malloc(size);
		if (copy)
			for (size_t i = 0; i <= size; i++)
				sum += (unsigned char)((volatile char *)copy)[i];
		free(copy);
	})

static int unterminated(const char *question, size_t length, seam_answer_fn answer, void *userdata, char **text,
                        size_t *n)
{
	int rc = REAL->ask(question, length, answer, userdata, text, n);

	if (rc == SEAM_OK)
		(*text)[*n] = '!';
	return rc;
}

static int stores_on_failure(const char *question, size_t length, seam_answer_fn answer, void *userdata, char **text,
                             size_t *n)
{
	int rc = REAL->ask(question, length, answer, userdata, text, n);

	if (rc && text)
		*text = NULL;
	return rc;
}

/* ---- join ---- */

static const struct seam_memory *memory;
static unsigned calls;

static void *realloc_copies(void *block, size_t size, void *userdata)
{
	void *grown = memory->alloc(size, userdata); /* and the old one is forgotten */

	if (grown)
		memcpy(grown, block, strlen(block) + 1 < size ? strlen(block) + 1 : size);
	return grown;
}

static void *realloc_frees(void *block, size_t size, void *userdata)
{
	void *grown = memory->realloc(block, size, userdata);

	if (!grown)
		memory->free(block, userdata); /* which the caller does too */
	return grown;
}

static void free_nothing(void *block, void *userdata)
{
	(void)block, (void)userdata;
}

static void free_twice(void *block, void *userdata)
{
	memory->free(block, userdata);
	memory->free(block, userdata);
}

static void *alloc_malloc(size_t size, void *userdata)
{
	return calls++ ? memory->alloc(size, userdata) : malloc(size);
}

static void *alloc_no_userdata(size_t size, void *userdata)
{
	(void)userdata;
	return memory->alloc(size, NULL);
}

#define JOIN(what, member, function)                                                                                   \
	static int what(const char *const *parts, size_t n, const struct seam_memory *m, char **text)                  \
	{                                                                                                              \
		struct seam_memory mine;                                                                               \
		if (!m || !m->alloc || !m->realloc || !m->free)                                                        \
			return REAL->join(parts, n, m, text);                                                          \
		memory = m;                                                                                            \
		calls = 0;                                                                                             \
		mine = *m;                                                                                             \
		mine.member = function;                                                                                \
		return REAL->join(parts, n, &mine, text);                                                              \
	}
JOIN(forgets_old, realloc, realloc_copies)
JOIN(frees_old, realloc, realloc_frees)
JOIN(keeps_on_failure, free, free_nothing)
JOIN(frees_twice, free, free_twice)
JOIN(own_malloc, alloc, alloc_malloc)
JOIN(no_userdata, alloc, alloc_no_userdata)

static int unchecked(const char *const *parts, size_t n, const struct seam_memory *m, char **text)
{
	if (m && m->alloc && m->free && text && !m->realloc)
		m->free(m->alloc(8, m->userdata), m->userdata); /* finds out too late */
	return REAL->join(parts, n, m, text);
}

SEAM_MUTANTS(callbacks,
             ask) = { ROW("ask_one_question", "ask.alive_during_the_call", "question", true, ask, one_question),
	              ROW("ask_answer_cut", "ask.whole", "*n == store", true, ask, answer_cut),
	              ROW("ask_room_for_nul", "ask.whole", "SEAM_ANSWER_SIZE", true, ask, room_for_nul),
	              ROW("ask_unterminated", "ask.whole", "[store]", true, ask, unterminated),
	              ROW("ask_twice", "ask.whole", "a.called", true, ask, asks_twice),
	              ROW("ask_used_unset", "ask.unset", "used_before", true, ask, used_unset),
	              ROW("ask_one_buffer", "ask.alive_during_the_call", "SEAM_", true, ask, one_buffer),
	              ROW("ask_used_clamped", "ask.refused", "SEAM_E_RANGE", true, ask, used_clamped),
	              FOUND("ask_used_trusted", "ask.refused", "asan", "heap-buffer-overflow", ask, used_trusted),
	              ROW("ask_code_byte", "ask.refused", "SEAM_E_FAILED", true, ask, code_byte),
	              ROW("ask_code_positive", "ask.refused", "SEAM_E_FAILED", true, ask, code_positive),
	              ROW("ask_stores_on_failure", "ask.refused", "untouched", true, ask, stores_on_failure),
	              ROW("join_forgets_old", "join.paired", "live(&s)", true, join, forgets_old),
	              ROW("join_own_malloc", "join.paired", "live(&s)", true, join, own_malloc),
	              CRASH("join_no_userdata", "join.paired", join, no_userdata),
	              ROW("join_frees_old", "join.failing", "s.foreign", true, join, frees_old),
	              ROW("join_keeps_on_failure", "join.failing", "live(&s)", true, join, keeps_on_failure),
	              ROW("join_frees_twice", "join.failing", "s.foreign", true, join, frees_twice),
	              ROW("join_unchecked", "join.refused", "s.requests", true, join, unchecked),
	              SEAM_NO_MORE_MUTANTS };
