/* mutants_text.c - replies, reports, blocks, quotes, lines, numbers and patterns that are not what they should be. */
#include "security/planted.h"

/* ---- heartbeats, reports, blocks ---- */

static int replies_what_is_claimed(const void *request, size_t n, void *reply, size_t size, size_t *reply_n)
{
	static unsigned char before[70000];
	const unsigned char *p = request;
	size_t claimed = p && n >= 2 ? (size_t)p[0] | (size_t)p[1] << 8 : 0;

	if (!p || n < 2 || n > 65537 || claimed == n - 2 || !reply || !reply_n || size < claimed + 18)
		return O->heartbeat(request, n, reply, size, reply_n);
	memcpy(before, p, n);
	memcpy(reply, before, claimed + 18);
	*reply_n = claimed + 18;
	return SEAM_OK;
}
static int reads_what_is_claimed(const void *request, size_t n, void *reply, size_t size, size_t *reply_n)
{
	const unsigned char *p = request;
	size_t claimed = p && n >= 2 ? (size_t)p[0] | (size_t)p[1] << 8 : 0;

	if (!p || n < 2 || n > 65537 || claimed <= n - 2 || !reply || !reply_n || size < claimed + 18)
		return O->heartbeat(request, n, reply, size, reply_n);
	for (size_t i = 0; i < claimed; i++)
		((volatile unsigned char *)reply)[2 + i] = p[2 + i];
	*reply_n = claimed + 18;
	return SEAM_OK;
}
static int padding_of_before(const void *request, size_t n, void *reply, size_t size, size_t *reply_n)
{
	int rc = O->heartbeat(request, n, reply, size, reply_n);

	if (rc == SEAM_OK)
		memset((unsigned char *)reply + n, 0x5C, 16);
	return rc;
}
static int size_has_32_bits(const void *request, size_t n, void *reply, size_t size, size_t *reply_n)
{
	return O->heartbeat(request, (uint32_t)n, reply, size, reply_n);
}

static int padding_of_the_stack(uint32_t kind, uint64_t number, const char *name, size_t n, struct seam_sec_report *out)
{
	struct seam_sec_report report;
	int rc;

	memset(&report, 0xC7, sizeof report);
	if (!out)
		return SEAM_E_NULL;
	rc = O->report_fill(kind, number, name, n, &report);
	if (rc == SEAM_OK) {
		memcpy(out, &report, sizeof report);
		memset((char *)out + 1, 0xC7, offsetof(struct seam_sec_report, number) - 1);
	}
	return rc;
}
static int tail_of_before(uint32_t kind, uint64_t number, const char *name, size_t n, struct seam_sec_report *out)
{
	static char last[13];
	int rc = O->report_fill(kind, number, name, n, out);

	if (rc == SEAM_OK) {
		memcpy(last, name, n);
		memcpy(out->name, last, sizeof last);
	}
	return rc;
}
static int name_is_cut(uint32_t kind, uint64_t number, const char *name, size_t n, struct seam_sec_report *out)
{
	return O->report_fill(kind, number, name, n > 13 ? 13 : n, out);
}
static int report_kind_has_8_bits(uint32_t kind, uint64_t number, const char *name, size_t n, struct seam_sec_report *out)
{
	return O->report_fill((uint8_t)kind, number, name, n, out);
}

static int product_wraps(size_t count, size_t size, void **out)
{
	return O->array_make(count * size, 1, out);
}
static int product_has_32_bits(size_t count, size_t size, void **out)
{
	return O->array_make((uint32_t)(count * size), 1, out);
}
static int clamps(size_t count, size_t size, void **out)
{
	return O->array_make(size && count > SEAM_SEC_ALLOC_MAX / size ? SEAM_SEC_ALLOC_MAX / size : count, size, out);
}
static int asks_first(size_t count, size_t size, void **out)
{
	void *block = lent(1);

	if (!block)
		return SEAM_E_MEMORY;
	free_lent(block, 1);
	return O->array_make(count, size, out);
}
static int not_cleared(size_t count, size_t size, void **out)
{
	int rc = O->array_make(count, size, out);

	if (rc == SEAM_OK)
		memset(*out, 0xCB, count * size);
	return rc;
}
static int zero_refused(size_t count, size_t size, void **out)
{
	return count && size ? O->array_make(count, size, out) : SEAM_E_RANGE;
}

/* ---- quotes and lines ---- */

/* Quotes by the original and then replaces the first by the second, wherever it stands. */
static int quoted(uint32_t how, const char *text, size_t n, char **out, size_t *out_n, uint32_t only, const char *from, const char *to)
{
	size_t from_n = strlen(from), to_n = strlen(to), new_n = 0, before_n = out_n ? *out_n : 0;
	char *before = out ? *out : NULL;
	int rc = O->quote(how, text, n, out, out_n);
	char other[2048];

	if (rc != SEAM_OK || how != only || *out_n > sizeof other / 2)
		return rc;
	for (size_t i = 0; i < *out_n;) {
		if (*out_n - i >= from_n && !memcmp(*out + i, from, from_n)) {
			memcpy(other + new_n, to, to_n);
			new_n += to_n;
			i += from_n;
		} else {
			other[new_n++] = (*out)[i++];
		}
	}
	return text_becomes(out, out_n, other, new_n, before, before_n);
}
#define QUOTES(name, how_only, from, to)                                                                               \
	static int name(uint32_t how, const char *text, size_t n, char **out, size_t *out_n)                           \
	{                                                                                                              \
		return quoted(how, text, n, out, out_n, how_only, from, to);                                           \
	}
QUOTES(shell_by_backslash, SEAM_SEC_SHELL, "'\\''", "\\'")
QUOTES(csv_by_backslash, SEAM_SEC_CSV, "\"\"", "\\\"")
QUOTES(html_without_apostrophe, SEAM_SEC_HTML, "&#39;", "'")
QUOTES(log_without_backslash, SEAM_SEC_LOG, "\\x5c", "\\")
QUOTES(log_with_escape, SEAM_SEC_LOG, "\\x1b", "\x1B")
QUOTES(is_a_format, SEAM_SEC_SHELL, "%%", "%")
QUOTES(upper_half_lost, SEAM_SEC_HTML, "\xE9", "?")

static int quotes_64_kib(uint32_t how, const char *text, size_t n, char **out, size_t *out_n)
{
	size_t before_n = out_n ? *out_n : 0;
	char *before = out ? *out : NULL;
	int rc = O->quote(how, text, n, out, out_n);

	if (rc == SEAM_OK && *out_n > 65535) {
		char *cut = malloc(65535);

		memcpy(cut, *out, 65535);
		rc = text_becomes(out, out_n, cut, 65535, before, before_n);
		free(cut);
	}
	return rc;
}
static int unknown_way_is_text(uint32_t how, const char *text, size_t n, char **out, size_t *out_n)
{
	return O->quote(how > SEAM_SEC_LOG ? SEAM_SEC_LOG : how, text, n, out, out_n);
}
static int ends_at_nul(uint32_t how, const char *text, size_t n, char **out, size_t *out_n)
{
	return O->quote(how, text, n && memchr(text, 0, n) ? strlen(text) : n, out, out_n);
}

struct relay {
	seam_sec_line_fn line;
	void *userdata;
	const char *from;
	size_t most;
};
static void unescaped(void *userdata, const char *line, size_t n)
{
	struct relay *relay = userdata;
	char other[1024];
	size_t new_n = 0;

	if (n > sizeof other) {
		relay->line(relay->userdata, line, n < relay->most ? n : relay->most);
		return;
	}
	for (size_t i = 0; i < n; i++)
		if (n - i >= 4 && !memcmp(line + i, relay->from, strlen(relay->from))) {
			other[new_n++] = *relay->from == '%' ? '%' : '\n';
			i += strlen(relay->from) - 1;
		} else {
			other[new_n++] = line[i];
		}
	relay->line(relay->userdata, other, new_n < relay->most ? new_n : relay->most);
}
#define LOGS(name, escape, length)                                                                                     \
	static int name(const char *text, size_t n, seam_sec_line_fn line, void *userdata)                             \
	{                                                                                                              \
		struct relay relay = { line, userdata, escape, length };                                               \
		return O->log_refused(text, n, line ? unescaped : NULL, &relay);                                       \
	}
LOGS(line_in_a_line, "\\x0a", SIZE_MAX)
LOGS(line_is_a_format, "%%", SIZE_MAX)
LOGS(line_of_128, "none", 128)

/* ---- numbers ---- */

static int lenient(const char *text, size_t n, int64_t min, int64_t max, int64_t *out)
{
	int rc = O->number_parse(text, n, min, max, out);
	char terminated[64] = "", *end;
	long long number;

	if (rc != SEAM_E_ENCODING || !n || n >= sizeof terminated)
		return rc;
	memcpy(terminated, text, n);
	number = strtoll(terminated, &end, 0);
	if (end == terminated || *end)
		return rc;
	*out = number;
	return SEAM_OK;
}
static int leading_zeros(const char *text, size_t n, int64_t min, int64_t max, int64_t *out)
{
	while (text && n > 1 && n < 64 && *text == '0') {
		text++;
		n--;
	}
	return O->number_parse(text, n, min, max, out);
}
static int nul_ends(const char *text, size_t n, int64_t min, int64_t max, int64_t *out)
{
	return O->number_parse(text, n && n < 500 && memchr(text, 0, n) ? strlen(text) : n, min, max, out);
}
static int no_limit(const char *text, size_t n, int64_t min, int64_t max, int64_t *out)
{
	return n > SEAM_SEC_TEXT_MAX ? SEAM_E_ENCODING : O->number_parse(text, n, min, max, out);
}
static int clamped(const char *text, size_t n, int64_t min, int64_t max, int64_t *out)
{
	int rc = O->number_parse(text, n, min, max, out);

	if (rc != SEAM_E_RANGE || n > 500)
		return rc;
	*out = *text == '-' ? min : max;
	return SEAM_OK;
}
static int wraps(const char *text, size_t n, int64_t min, int64_t max, int64_t *out)
{
	int rc = O->number_parse(text, n, min, max, out);
	uint64_t number = 0;

	if (rc != SEAM_E_RANGE || n < 19 || n > 500 || *text == '-')
		return rc;
	for (size_t i = 0; i < n; i++)
		number = number * 10 + (uint64_t)(text[i] - '0');
	*out = (int64_t)number;
	return SEAM_OK;
}
static int bounds_have_32_bits(const char *text, size_t n, int64_t min, int64_t max, int64_t *out)
{
	int64_t number;
	int rc = O->number_parse(text, n, INT64_MIN, INT64_MAX, &number);

	if (rc != SEAM_OK || !out || (int32_t)number < min || (int32_t)number > max)
		return rc == SEAM_OK ? SEAM_E_RANGE : rc;
	*out = number;
	return SEAM_OK;
}
static int values_have_32_bits(const char *text, size_t n, int64_t min, int64_t max, int64_t *out)
{
	int rc = O->number_parse(text, n, min, max, out);

	if (rc == SEAM_OK)
		*out = (int32_t)*out;
	return rc;
}

/* ---- patterns ---- */

struct glob {
	seam_sec_same_fn same;
	void *userdata;
	unsigned long steps;
};
static int goes_back(struct glob *g, const char *p, size_t pn, const char *t, size_t tn)
{
	if (g->steps++ > 3000000)
		return 0;
	if (!pn)
		return !tn;
	if (*p == '*')
		return goes_back(g, p + 1, pn - 1, t, tn) || (tn && goes_back(g, p, pn, t + 1, tn - 1));
	if (!tn || (*p != '?' && !(g->same ? g->same(g->userdata, (uint8_t)*p, (uint8_t)*t) : *p == *t)))
		return 0;
	return goes_back(g, p + 1, pn - 1, t + 1, tn - 1);
}
static int tries_all(const char *pattern, size_t pattern_n, const char *text, size_t text_n, seam_sec_same_fn same, void *userdata,
                     int32_t *out)
{
	struct glob g = { same, userdata, 0 };

	if (!pattern_n || !text_n || pattern_n > 20 || text_n > 30)
		return O->match(pattern, pattern_n, text, text_n, same, userdata, out);
	*out = goes_back(&g, pattern, pattern_n, text, text_n);
	return SEAM_OK;
}
static int compares_again(const char *pattern, size_t pattern_n, const char *text, size_t text_n, seam_sec_same_fn same,
                          void *userdata, int32_t *out)
{
	for (int i = 0; i < 8 && text_n == 600 && pattern_n > 5; i++)
		O->match(pattern, pattern_n, text, text_n, same, userdata, out);
	return O->match(pattern, pattern_n, text, text_n, same, userdata, out);
}
static int prefix_is_enough(const char *pattern, size_t pattern_n, const char *text, size_t text_n, seam_sec_same_fn same,
                            void *userdata, int32_t *out)
{
	int rc = O->match(pattern, pattern_n, text, text_n, same, userdata, out);

	if (rc == SEAM_OK && !*out && text_n && pattern_n && pattern_n < text_n)
		rc = O->match(pattern, pattern_n, text, pattern_n, same, userdata, out);
	return rc;
}

SEAM_MUTANTS(security, text_as_data) = {
	ROW(replies_what_is_claimed, "heartbeat.claims", "SEAM_E_RANGE", heartbeat),
	LOUD(reads_what_is_claimed, "heartbeat.claims", "SIGSEGV", heartbeat),
	ROW(padding_of_before, "heartbeat.answers", "reply", heartbeat),
	ROW(size_has_32_bits, "heartbeat.sizes", "SEAM_E_RANGE", heartbeat),
	ROW(padding_of_the_stack, "padding_leak.report", "out", report_fill),
	ROW(tail_of_before, "padding_leak.after_another", "out", report_fill),
	ROW(name_is_cut, "padding_leak.full_name", "SEAM_E_RANGE", report_fill),
	ROW(report_kind_has_8_bits, "padding_leak.kinds", "SEAM_E_RANGE", report_fill),
	ROW(product_wraps, "allocation_cap.product", "not SEAM_E_RANGE", array_make),
	ROW(product_has_32_bits, "allocation_cap.product", "not SEAM_E_RANGE", array_make),
	ROW(clamps, "allocation_cap.product", "not SEAM_E_RANGE", array_make),
	ROW(asks_first, "allocation_cap.product", "only after memory was asked for", array_make),
	ROW(not_cleared, "allocation_cap.lawful", "byte", array_make),
	ROW(zero_refused, "allocation_cap.nothing", "SEAM_OK", array_make),
	ROW(shell_by_backslash, "quote.shell", "out", quote),
	ROW(csv_by_backslash, "quote.csv", "out", quote),
	ROW(html_without_apostrophe, "quote.html", "out", quote),
	ROW(log_without_backslash, "quote.log", "out", quote),
	ROW(log_with_escape, "quote.log", "out", quote),
	ROW(is_a_format, "quote.format", "out", quote),
	ROW(upper_half_lost, "quote.each_byte", "out", quote),
	ROW(quotes_64_kib, "quote.longest", "out_n == expected_n", quote),
	ROW(unknown_way_is_text, "quote.refuses", "rc == code", quote),
	ROW(ends_at_nul, "quote.refuses", "rc == code", quote),
	ROW(line_in_a_line, "log.one_line", "lines.text", log_refused),
	ROW(line_is_a_format, "log.format", "lines.text", log_refused),
	ROW(line_of_128, "log.whole", "lines.long_n == n", log_refused),
	ROW(lenient, "number.form", "is answered with 0", number_parse),
	ROW(leading_zeros, "number.form", "is answered with 0", number_parse),
	ROW(nul_ends, "number.nul", "is answered with 0", number_parse),
	ROW(no_limit, "caps.data", "number_parse", number_parse),
	ROW(clamped, "number.range", "is answered with 0", number_parse),
	ROW(wraps, "number.range", "is answered with 0", number_parse),
	ROW(bounds_have_32_bits, "number.bounds", "is answered with 0", number_parse),
	ROW(values_have_32_bits, "number.values", "out == numbers[i]", number_parse),
	ROW(tries_all, "bounded_work.stars", "are allowed", match),
	ROW(compares_again, "bounded_work.grows", "are allowed", match),
	ROW(prefix_is_enough, "bounded_work.results", "not 0", match),
	SEAM_NO_MORE_MUTANTS
};
