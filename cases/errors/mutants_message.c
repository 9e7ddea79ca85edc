/* mutants_message.c - messages that are cut, formatted, freed or not copied. */
#include "errors/planted.h"

#include <string.h>

#define FAIL_AS(name) static int name(int32_t domain, int32_t code, const char *message, size_t n)

FAIL_AS(message_is_format)
{
	static char text[1 << 12];
	size_t k = 0;

	if (!message || n > sizeof text / 2)
		return REAL->fail(domain, code, message, n);
	for (size_t i = 0; i < n; i++)
		if (message[i] != '%' || i + 1 == n || message[++i] == '%')
			text[k++] = message[i];
	return REAL->fail(domain, code, text, k);
}

FAIL_AS(message_cut_at_nul)
{
	const char *nul = message && n ? memchr(message, 0, n) : NULL;
	return REAL->fail(domain, code, message, nul ? (size_t)(nul - message) : n);
}

FAIL_AS(message_lossy)
{
	static char text[1 << 12];

	if (!message || n > sizeof text)
		return REAL->fail(domain, code, message, n);
	for (size_t i = 0; i < n; i++)
		text[i] = (unsigned char)message[i] < 0x80 ? message[i] : '?';
	return REAL->fail(domain, code, text, n);
}

FAIL_AS(message_trimmed)
{
	while (message && n && message[n - 1] == '\n')
		n--;
	return REAL->fail(domain, code, message, n);
}

FAIL_AS(message_empty_kept)
{
	struct kept k = keep();
	return !n && k.any ? REAL->fail(domain, code, k.text, k.view.message_n) : REAL->fail(domain, code, message, n);
}

FAIL_AS(message_empty_refused)
{
	return message || n ? REAL->fail(domain, code, message, n) : SEAM_E_NULL;
}

FAIL_AS(message_reads_one_more)
{
	volatile char behind = message ? message[n] : 0;
	(void)behind;
	return REAL->fail(domain, code, message, n);
}

FAIL_AS(message_short_by_one)
{
	return REAL->fail(domain, code, message, n > 100 ? n - 1 : n);
}

FAIL_AS(message_freed_first)
{
	struct seam_errors_view view;
	bool own = REAL->last_error(&view) == SEAM_OK && message >= view.message &&
	           message <= view.message + view.message_n;

	if (own && n)
		REAL->last_error_clear(); /* and then it is copied */
	return REAL->fail(domain, code, message, n);
}

FAIL_AS(message_of_1024)
{
	return REAL->fail(domain, code, message, n > 1023 ? 1023 : n);
}

FAIL_AS(message_length_short)
{
	return REAL->fail(domain, code, message, (uint16_t)n);
}

FAIL_AS(message_too_long)
{
	return REAL->fail(domain, code, message, n > 65535 ? 0 : n);
}

static int told_from_the_input(struct seam_errors_view *out)
{
	static const char *seen;
	int rc = REAL->last_error(out);

	if (rc == SEAM_OK && seen == out->message && out->message_n > 3)
		out->message_n--;
	seen = rc == SEAM_OK ? out->message : NULL;
	return rc;
}

SEAM_MUTANTS(errors, message) = {
	SILENT(message_is_format, "message.percent", "message_n", fail),
	SILENT(message_cut_at_nul, "message.interior_nul", "message_n", fail),
	SILENT(message_lossy, "message.not_utf8", "message", fail),
	SILENT(message_trimmed, "message.not_utf8", "message_n", fail),
	SILENT(message_empty_kept, "message.empty", "message_n", fail),
	SILENT(message_empty_refused, "message.empty", "-78", fail),
	SEEN_BY("plain", "crash", message_reads_one_more, "message.exact", "past the end", fail),
	SILENT(message_short_by_one, "message.exact", "message_n", fail),
	SILENT(message_freed_first, "message.of_itself", "view->message", fail),
	{ "message_freed_first_asan",
	  "errors."
	  "message.of_itself",
	  "asan", "finding", "use-after-poison", false, SEAM_OP(errors, fail, message_freed_first), 0 },
	SILENT(message_of_1024, "message_long.lengths", "told as one of 1023", fail),
	SILENT(message_length_short, "message_long.lengths", "a message of 65536 bytes", fail),
	SILENT(message_too_long, "message_long.lengths", "a message of 65536 bytes", fail),
	SILENT(told_from_the_input, "last_error.the_last_one", "message_n", last_error),
	SEAM_NO_MORE_MUTANTS
};
