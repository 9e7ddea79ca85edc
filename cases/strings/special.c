/*
 * special: what means something to a formatter, a terminal, an editor or a shell means nothing to any op.
 * Rule: strings.special    Source: CWE-134; text-mode streams; byte order marks; Unicode normal forms
 */
#include "strings/through.h"

/* A format, line ends, a byte order mark, decomposed and composed letters, quotes, blanks at the end. */
#define SPECIAL "%s%n%d%% \r\n\r\t\xEF\xBB\xBF" "e\xCC\x81 \xC3\xA9 I\\\"'$`&<\x1B[0m\x7F \t\n "

static void copies(struct seam_case *c)
{
	strings_through_copies(c, BYTES(SPECIAL));
}

static void joins(struct seam_case *c)
{
	strings_through_joins(c, BYTES(SPECIAL));
}

static void conversions(struct seam_case *c)
{
	strings_through_utf(c, BYTES(SPECIAL));
}

static void kept(struct seam_case *c)
{
	strings_through_keepers(c, BYTES(SPECIAL));
}

static void pieces(struct seam_case *c)
{
	strings_through_pieces(c, BYTES(SPECIAL));
}

SEAM_CASES(strings, special) = {
	{ "copies", SEAM_MUST, copies, "special characters come through copies as they are", 0 },
	{ "joins", SEAM_MUST, joins, "special characters come through concat and list_join as they are", 0 },
	{ "conversions", SEAM_MUST, conversions, "special characters come through UTF-16 and lossy as they are", 0 },
	{ "kept", SEAM_MUST, kept, "special characters come through stores, lists and the message as they are", 0 },
	{ "pieces", SEAM_MUST, pieces, "special characters are no separators", 0 },
	SEAM_END
};
