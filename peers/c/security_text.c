/* security_text.c - text is data: it is quoted, never run, and read strictly. */
#include "security_parts.h"

#include <string.h>

static bool continues(const unsigned char *s, size_t n)
{
	while (n--)
		if ((*s++ & 0xC0) != 0x80)
			return false;
	return true;
}

bool security_is_utf8(const unsigned char *s, size_t n)
{
	while (n) {
		size_t extra = s[0] < 0x80 ? 0 : s[0] < 0xE0 ? 1 : s[0] < 0xF0 ? 2 : 3;

		if ((s[0] >= 0x80 && s[0] < 0xC2) || s[0] > 0xF4 || extra >= n || !continues(s + 1, extra))
			return false;
		if ((s[0] == 0xE0 && s[1] < 0xA0) || (s[0] == 0xED && s[1] > 0x9F) || (s[0] == 0xF0 && s[1] < 0x90) ||
		    (s[0] == 0xF4 && s[1] > 0x8F))
			return false;
		s += 1 + extra;
		n -= 1 + extra;
	}
	return true;
}

/* ---- quoting: the same code counts, with `out` NULL, and writes ------------------------------------------------------ */

struct writer {
	char *out;
	size_t n;
};

static void put(struct writer *w, const char *bytes, size_t n)
{
	if (w->out)
		memcpy(w->out + w->n, bytes, n);
	w->n += n;
}

static void put_text(struct writer *w, const char *text)
{
	put(w, text, strlen(text));
}

static void put_html(struct writer *w, char byte)
{
	switch (byte) {
	case '&': put_text(w, "&amp;"); break;
	case '<': put_text(w, "&lt;"); break;
	case '>': put_text(w, "&gt;"); break;
	case '"': put_text(w, "&quot;"); break;
	case '\'': put_text(w, "&#39;"); break;
	default: put(w, &byte, 1);
	}
}

static void put_log(struct writer *w, char byte)
{
	static const char digits[] = "0123456789abcdef";
	unsigned value = (unsigned char)byte;
	char escaped[4] = { '\\', 'x', digits[value >> 4], digits[value & 15] };

	if (value < 0x20 || value > 0x7E || byte == '"' || byte == '\\')
		put(w, escaped, sizeof escaped);
	else
		put(w, &byte, 1);
}

static void put_quoted(struct writer *w, uint32_t how, const char *text, size_t n)
{
	const char *around = how == SEAM_SEC_SHELL ? "'" : how == SEAM_SEC_CSV ? "\"" : "";

	put_text(w, around);
	for (size_t i = 0; i < n; i++) {
		if (how == SEAM_SEC_HTML)
			put_html(w, text[i]);
		else if (how == SEAM_SEC_LOG)
			put_log(w, text[i]);
		else if (text[i] != around[0])
			put(w, text + i, 1);
		else
			put_text(w, how == SEAM_SEC_SHELL ? "'\\''" : "\"\"");
	}
	put_text(w, around);
}

static int quoted_between(const char *before, uint32_t how, const char *text, size_t n, const char *after, char **out, size_t *out_n)
{
	struct writer w = { NULL, 0 };

	for (;;) {
		put_text(&w, before);
		put_quoted(&w, how, text, n);
		put_text(&w, after);
		if (w.out)
			break;
		w.out = security_alloc(w.n + 1);
		if (!w.out)
			return SEAM_E_MEMORY;
		w.n = 0;
	}
	w.out[w.n] = 0;
	*out = w.out;
	*out_n = w.n;
	return SEAM_OK;
}

int security_quote(uint32_t how, const char *text, size_t n, char **out, size_t *out_n)
{
	int rc = security_input(text, n, SEAM_SEC_TEXT_MAX);

	if (!out || !out_n)
		return SEAM_E_NULL;
	if (rc)
		return rc;
	if (how < SEAM_SEC_SHELL || how > SEAM_SEC_LOG)
		return SEAM_E_RANGE;
	if (how != SEAM_SEC_LOG && n && memchr(text, 0, n))
		return SEAM_E_NUL;
	return quoted_between("", how, text, n, "", out, out_n);
}

int security_log_refused(const char *name, size_t n, seam_sec_line_fn line, void *userdata)
{
	int rc = security_input(name, n, SEAM_SEC_TEXT_MAX);
	char *text;
	size_t size;

	if (!line)
		return SEAM_E_NULL;
	if (!rc)
		rc = quoted_between("refused: \"", SEAM_SEC_LOG, name, n, "\"\n", &text, &size);
	if (rc)
		return rc;
	line(userdata, text, size);
	security_free(text, size + 1);
	return SEAM_OK;
}

/* ---- reading --------------------------------------------------------------------------------------------------------- */

int security_number_parse(const char *text, size_t n, int64_t min, int64_t max, int64_t *out)
{
	int rc = security_input(text, n, SEAM_SEC_TEXT_MAX);
	uint64_t magnitude = 0, most;
	bool negative, fits = true;
	int64_t number;
	size_t i;

	if (!out)
		return SEAM_E_NULL;
	if (rc)
		return rc;
	negative = n && text[0] == '-';
	most = negative ? (uint64_t)INT64_MAX + 1 : INT64_MAX;
	i = negative;
	if (i == n || (text[i] == '0' && n > 1))
		return SEAM_E_ENCODING;
	for (; i < n; i++) {
		unsigned digit = (unsigned)(unsigned char)text[i] - '0';

		if (digit > 9)
			return SEAM_E_ENCODING;
		fits = fits && magnitude <= (most - digit) / 10;
		magnitude = fits ? magnitude * 10 + digit : 0;
	}
	number = negative && magnitude ? -(int64_t)(magnitude - 1) - 1 : (int64_t)magnitude;
	if (!fits || number < min || number > max)
		return SEAM_E_RANGE;
	*out = number;
	return SEAM_OK;
}

static bool same_byte(seam_sec_same_fn same, void *userdata, char pattern, char text)
{
	return same ? same(userdata, (uint8_t)pattern, (uint8_t)text) != 0 : pattern == text;
}

/* Only the last * is ever gone back to: what an earlier one matches need not change. */
int security_match(const char *pattern, size_t pattern_n, const char *text, size_t text_n, seam_sec_same_fn same, void *userdata,
                   int32_t *out)
{
	size_t p = 0, t = 0, star = SIZE_MAX, from = 0;
	int rc = security_input(pattern, pattern_n, SEAM_SEC_TEXT_MAX);

	if (!rc)
		rc = security_input(text, text_n, SEAM_SEC_TEXT_MAX);
	if (!out)
		return SEAM_E_NULL;
	if (rc)
		return rc;
	while (t < text_n) {
		if (p < pattern_n && pattern[p] == '*') {
			star = p++;
			from = t;
		} else if (p < pattern_n && (pattern[p] == '?' || same_byte(same, userdata, pattern[p], text[t]))) {
			p++;
			t++;
		} else if (star != SIZE_MAX) {
			p = star + 1;
			t = ++from;
		} else {
			break;
		}
	}
	while (p < pattern_n && pattern[p] == '*')
		p++;
	*out = t == text_n && p == pattern_n;
	return SEAM_OK;
}
