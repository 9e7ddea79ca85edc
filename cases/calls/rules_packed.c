/*
 * packed.* aligned.*: structs without padding, and structs and members with more alignment than their fields ask for.
 * Source: psABI 3.2.3 (unaligned fields: class MEMORY; an argument's stack slot has the type's alignment); facts/calls.md 1 (aligned 16
 * on the stack, 8 mod 16) and 4 (gcc 12 aligns the temporary of a returned struct of 32 to 16); facts/engines.md 10, items 37, 38
 */
#include <calls/shapes.h>
#include <calls/text.h>

void calls_packed(struct calls_list *list, const struct calls_rule *rule)
{
	static const char *const misaligned[] = { "{ci}!",  "{cs}!",  "{cd}!",    "{cf}!",    "{cl}!",
		                                  "{fd}!",  "{sl}!",  "{cp}!",    "{csi}!",   "{cffc}!",
		                                  "{cid}!", "{cll}!", "{c[3s]}!", "{c{if}}!", NULL };
	static const char *const in_place[] = { "{c}!",   "{f}!",  "{cc}!",   "{ic}!",  "{dc}!",
		                                "{ldc}!", "{ff}!", "{[7c]}!", "{dfs}!", NULL };
	static const char *const around[] = { "{c{ci}!}", "{{cd}!f}", "{f{cf}!}", "{[2{cs}!]}",
		                              "{l{ic}!}", "(i{cs}!)", "{{cl}!c}", NULL };

	for (const char *const *type = rule->number == 1   ? misaligned
	                               : rule->number == 2 ? in_place
	                                                   : around;
	     *type; type++) {
		calls_add(list, ">%s", *type);
		calls_add(list, "i%sd>%s", *type, *type);
		calls_add(list, "iiiiii%sid>i", *type);
		calls_add(list, "ddddddddc%s%sid>d", *type, *type);
	}
}

/* The slot's address is odd in units of 8 after seven integers, and after nine doubles. */
static void slots(struct calls_list *list, const char *type)
{
	calls_add(list, ">%s", type);
	calls_add(list, "i%sd>%s", type, type);
	calls_add(list, "iiiiiii%sid>i", type);
	calls_add(list, "iiiiii%si%sd>d", type, type);
	calls_add(list, "ddddddddd%si%s>%s", type, type, type);
}

void calls_aligned(struct calls_list *list, const struct calls_rule *rule)
{
	static const char *const sixteen[] = { "{c}@16",   "{l}@16", "{d}@16", "{ll}@16", "{ld}@16",
		                               "{lll}@16", "{D}",    "{Dc}",   NULL };
	static const char *const more[] = {
		"{c}@32", "{d}@32", "{llll}@32", "{dddd}@64", "{c}@64", "{i[40c]}@128", NULL
	};
	static const char *const members[] = { "{ci@8}",    "{cc@4}",      "{cf@16}",    "{fd@16}",
		                               "{c@2s}",    "{ii@16}",     "{l@16l}",    "{c{i}@16}",
		                               "{c{ff}@8}", "{f(if)@16d}", "{[2{s}@8]}", NULL };
	static const char *const little[] = { "{c}@2",  "{c}@4",   "{cs}@8",  "{ccc}@4", "{f}@8", "{ff}@8",
		                              "(if)@8", "(cs)@16", "{ci}!@4", "{cd}!@8", NULL };
	static const char *const *const all[] = { sixteen, more, members, little };

	for (const char *const *type = all[rule->number]; *type; type++)
		slots(list, *type);
}

CALLS_RULES(packed) = { { "misaligned", SEAM_MUST, calls_packed,
	                  "a packed struct with a misaligned field arrives and returns, in memory", NULL, 1, 0 },
	                { "in_place", SEAM_MUST, calls_packed,
	                  "a packed struct whose fields lie as they would anyway arrives and returns", NULL, 2, 0 },
	                { "inside", SEAM_MUST, calls_packed, "a packed struct inside another arrives and returns", NULL,
	                  3, 0 },
	                CALLS_NO_MORE_RULES };

CALLS_RULES(aligned) = {
	{ "sixteen", SEAM_MUST, calls_aligned, "what is aligned to 16 lies so on the stack, too", NULL, 0, 0 },
	{ "more", SEAM_MUST, calls_aligned, "what is aligned to 32 and more lies so on the stack and as a result, too",
	  NULL, 1, 0 },
	{ "members", SEAM_MUST, calls_aligned, "a struct with an aligned member arrives and returns", NULL, 2, 0 },
	{ "up_to_eight", SEAM_MUST, calls_aligned,
	  "a small struct with more alignment than its fields' arrives and returns", NULL, 3, 0 },
	CALLS_NO_MORE_RULES
};
