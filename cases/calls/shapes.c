/* Signatures of every class, about eighty: for the rules that are not about the shape. */
#include <calls/shapes.h>

static const char *const shapes[] = {
	/* scalars of each class, few and many */
	">v",
	">i",
	"i>v",
	"c>c",
	"b>b",
	"S>S",
	"l>l",
	"Q>Q",
	"p>p",
	"P>P",
	"f>f",
	"d>d",
	"D>D",
	"Zf>Zf",
	"Zd>Zd",
	"iiiiii>i",
	"iiiiiii>l",
	"iiiiiiiiiiii>i",
	"dddddddd>d",
	"ddddddddd>d",
	"dddddddddddddddd>d",
	"fff>f",
	"idlf>d",
	"ifififififififif>f",
	"cidsflpbSQ>Q",
	"asASasASasAS>s",
	"iDdD>i",
	"ddddddddDi>D",
	/* structs in registers, of one and two eightbytes */
	"{c}>{c}",
	"{cs}>{cs}",
	"{f}>{f}",
	"{d}>{d}",
	"{ff}>{ff}",
	"{ii}>{ii}",
	"{l}>{l}",
	"{p}>{p}",
	"{ld}>{ld}",
	"{dl}>{dl}",
	"{ll}>{ll}",
	"{dd}>{dd}",
	"{lf}>{fl}",
	"{cd}>{dc}",
	"{ffc}>{[3f]}",
	"{[7a]}>{[5a]}",
	"{f{ccc}}>{c{cs}}",
	/* half in registers, if it were allowed */
	"iiiii{ll}i>i",
	"ddddddd{dd}d>d",
	"iiiiii{ld}d>d",
	"dddddddd{dl}i>i",
	"cccccf{cd}>c",
	/* structs in memory, returned there too */
	"{lll}>{lll}",
	"{ddd}>{ddd}",
	">{lll}",
	"i>{[17c]}",
	"iiiiiii>{[100c]}",
	"i{[100c]}d>d",
	"{[1024c]}>{[1024c]}",
	"{[40c]}{[40c]}>i",
	"{D}>{D}",
	"{ci}!d>{ci}!",
	/* unions, bit-fields, alignment, what GNU C adds, and the dots */
	"(if)>(if)",
	"(ld)>(ld)",
	"{i:3i:5}>{i:3i:5}",
	"{q:40f}>{q:40f}",
	"i{}d>{}",
	"{l}@16i>{l}@16",
	"i{d}@32>{d}@32",
	"ZD>ZD",
	"h>h",
	"x16>x16",
	"V4f>V4f",
	"V2f>V2f",
	"i.>i",
	"i.id>d",
	"i.dddddddddd>i",
	"i.{ld}{lll}>l",
	"p.idpf>{lll}",
	"ms|ifld>d",
	"ms|{ll}>{ll}",
};
enum { ALL = sizeof shapes / sizeof *shapes };

static void first(struct calls_list *list, unsigned count)
{
	for (unsigned n = 0; n < count; n++)
		calls_add(list, "%s", shapes[n]);
}

void calls_shapes(struct calls_list *list, const struct calls_rule *rule)
{
	(void)rule;
	first(list, ALL);
}

void calls_sixty_shapes(struct calls_list *list, const struct calls_rule *rule)
{
	(void)rule;
	first(list, 60);
}
