/* mutants_contain_message.c - a panic's message that is cut, formatted or of another panic. */
#include "callbacks/planted.h"

#include <stdio.h>
#include <string.h>

static int raise_cut(int kind, const char *text)
{
	char cut[256];

	if (text)
		snprintf(cut, sizeof cut, "%s", text);
	return REAL->raise(kind, text ? cut : NULL);
}

static int raise_formats(int kind, const char *text)
{
	char plain[1024];
	size_t n = 0;

	for (const char *p = text; p && *p && n + 1 < sizeof plain; p++) {
		if (*p == '%' && p[1])
			p++;
		else
			plain[n++] = *p;
	}
	plain[n] = 0;
	return REAL->raise(kind, text ? plain : NULL);
}

static int raise_formats_itself(int kind, const char *text)
{
	char message[1100];

	if (!text)
		return REAL->raise(kind, text);
	for (size_t i = 0, n = 0; n < sizeof message; i++) { /* as printf would, had the text itself been its argument */
		if (strncmp(text + i, "%%", 2) == 0)
			i++;
		else if (strncmp(text + i, "%s", 2) == 0 && strlen(text) < sizeof message - n) {
			strcpy(message + n, text);
			n += strlen(text);
			i++;
			continue;
		}
		message[n++] = text[i];
		if (!text[i])
			break;
	}
	message[sizeof message - 1] = 0;
	return REAL->raise(kind, message);
}

static int raise_first_sticks(int kind, const char *text)
{
	size_t length;
	return REAL->last_message(NULL, 0, &length) == SEAM_E_SPACE ? SEAM_E_PANIC : REAL->raise(kind, text);
}

static int raise_any_kind(int kind, const char *text)
{
	return REAL->raise(kind < SEAM_RAISE_TEXT || kind > SEAM_RAISE_RUNTIME ? SEAM_RAISE_TEXT : kind, text);
}

static int last_message_empty(char *buffer, size_t size, size_t *length)
{
	int rc = REAL->last_message(buffer, size, length);

	if (rc != SEAM_E_NOT_FOUND)
		return rc;
	*length = 0;
	if (size)
		*buffer = 0;
	return SEAM_OK;
}

SEAM_MUTANTS(callbacks, contain_message) = {
	{ "raise_formats", "callbacks.contain_message.percent", "plain", "fail",
	  "the message is", true, SEAM_OP(callbacks, raise, raise_formats), 0 },
	{ "raise_cut", "callbacks.contain_message.long_message", "plain", "fail",
	  "the message is", true, SEAM_OP(callbacks, raise, raise_cut), 0 },
	{ "raise_first_sticks", "callbacks.contain_message.last_one_counts", "plain", "fail",
	  "the message is", true, SEAM_OP(callbacks, raise, raise_first_sticks), 0 },
	{ "raise_any_kind", "callbacks.contain_message.refused", "plain", "fail",
	  "SEAM_E_RANGE", true, SEAM_OP(callbacks, raise, raise_any_kind), 0 },
	{ "last_message_empty", "callbacks.contain_message.none_yet", "plain", "fail",
	  "SEAM_E_NOT_FOUND", true, SEAM_OP(callbacks, last_message, last_message_empty), 0 },
	{ "raise_formats_itself", "callbacks.contain_message.percent", "plain", "fail",
	  "does not hold", true, SEAM_OP(callbacks, raise, raise_formats_itself), 0 },
	SEAM_NO_MORE_MUTANTS
};
