/*
 * convention.*: functions of another calling convention than the platform's own.
 * Source: Microsoft x64 (rcx rdx r8 r9 with xmm0-3 by position, 32 bytes of shadow space, structs of 1, 2, 4, 8 bytes in registers);
 * psABI; i386: fastcall ecx edx, thiscall ecx, and who removes the arguments; facts/engines.md 10, item 65
 */
#include <calls/rules.h>
#include <calls/text.h>

/* Of rules: the convention has integers of i386 in ecx and edx.  What that means for 64 bits, for structs and for the address of a
 * result in memory, gcc and clang see differently, down to how much the callee removes: such calls are not asked for. */
enum { ANYWHERE, IN_REGISTERS };

static void scalars(struct calls_list *list, const struct calls_rule *rule)
{
	for (unsigned n = 0; n < 10; n++) {
		calls_add(list, "%s|%s>i", rule->text, calls_times("i", n));
		calls_add(list, "%s|%s>d", rule->text, calls_times("d", n));
		calls_add(list, "%s|%s>l", rule->text, calls_cycle("ifld", n));
		calls_add(list, "%s|%s>f", rule->text, calls_cycle("fcds", n));
	}
	for (const char *type = "vbcaAsSiIlqQfdp"; *type; type++) {
		bool wide = *type == 'q' || *type == 'Q';
		calls_add(list, "%s|i>%c", rule->text, *type);
		if (*type != 'v' && !(wide && rule->number == IN_REGISTERS))
			calls_add(list, "%s|%ci%cd%c>v", rule->text, *type, *type, *type);
	}
	calls_add(list, "%s|%s>i", rule->text, calls_cycle("ilfd", 32));
}

static void structs(struct calls_list *list, const struct calls_rule *rule)
{
	static const char *const types[] = { "{c}",    "{cs}", "{ccc}", "{f}",  "{ff}", "{d}",   "{ii}",
		                             "{[7c]}", "{p}",  "{cd}",  "{ll}", "{dd}", "{lll}", "{[3f]}" };

	for (unsigned n = 0; n < sizeof types / sizeof *types; n++)
		if (rule->number == IN_REGISTERS) {
			calls_add(list, "%s|ii%sid>i", rule->text, types[n]);
		} else {
			calls_add(list, "%s|%s>v", rule->text, types[n]);
			calls_add(list, "%s|i>%s", rule->text, types[n]);
			calls_add(list, "%s|id%sid>%s", rule->text, types[n], types[n]);
		}
}

#define BOTH(name, where, words)                                                                                       \
	{ name, SEAM_MUST, scalars, "scalars arrive and return by the convention " words, name, where, 0 },            \
		{ name "_structs", SEAM_MUST, structs, "structs arrive and return by the convention " words, name,     \
		  where,           0 }

CALLS_RULES(convention) = { BOTH("ms", ANYWHERE, "of Windows on x86-64"),
	                    BOTH("sysv", ANYWHERE, "of System V on x86-64, named"),
	                    BOTH("cdecl", ANYWHERE, "cdecl: the caller removes the arguments"),
	                    BOTH("stdcall", ANYWHERE, "stdcall: the callee removes the arguments"),
	                    BOTH("fastcall", IN_REGISTERS, "fastcall: two integers in registers"),
	                    BOTH("thiscall", IN_REGISTERS, "thiscall: the first integer in a register"),
	                    { "vectorcall", SEAM_MAY, scalars,
	                      "scalars arrive and return by the convention vectorcall, which gcc does not have",
	                      "vectorcall", IN_REGISTERS, 0 },
	                    CALLS_NO_MORE_RULES };
