/* junit.c - the run as JUnit XML: a suite a cell, a testcase a case. */
#include "report.h"
#include "result.h"
#include "text.h"

#include <errno.h>
#include <mxml.h>
#include <stdlib.h>
#include <string.h>

/* XML 1.0 has no control characters but tab and newline, nor U+FFFE and U+FFFF: they are written \xHH.  Records are UTF-8. */
static char *for_xml(const char *text)
{
	struct text t = { 0 };

	text_put(&t, "", 0);
	for (; *text; text++) {
		unsigned char b = (unsigned char)*text;

		if (b == 0xef && (unsigned char)text[1] == 0xbf && (unsigned char)text[2] >= 0xbe) {
			text_format(&t, "\\xef\\xbf\\x%02x", (unsigned char)text[2]);
			text += 2;
		} else if ((b < 0x20 && b != '\n' && b != '\t') || b == 0x7f) {
			text_format(&t, "\\x%02x", b);
		} else {
			text_put(&t, text, 1);
		}
	}
	return t.bytes;
}

static void set(mxml_node_t *node, const char *name, const char *value)
{
	char *clean = for_xml(value);

	mxmlElementSetAttr(node, name, clean);
	free(clean);
}

static void put_case(mxml_node_t *suite, const cJSON *record)
{
	mxml_node_t *node = mxmlNewElement(suite, "testcase"), *verdict;
	const char *case_id = report_string(record, "case"), *outcome = report_string(record, "outcome");
	char seconds[32];

	snprintf(seconds, sizeof seconds, "%.4f", cJSON_GetNumberValue(cJSON_GetObjectItem(record, "seconds")));
	set(node, "name", *case_id ? case_id : "(the cell)");
	set(node, "classname", report_string(record, "cell"));
	set(node, "time", cJSON_HasObjectItem(record, "seconds") ? seconds : "0");
	if (cJSON_IsTrue(cJSON_GetObjectItem(record, "red"))) {
		struct text text = { 0 };
		char *clean;

		report_failure(record, &text);
		text_format(&text, "%s", report_string(record, "report"));
		clean = for_xml(text_of(&text));

		verdict = mxmlNewElement(node, strcmp(outcome, "fail") == 0 || strcmp(outcome, "xpass") == 0 ? "failure"
		                                                                                             : "error");
		set(verdict, "type", outcome);
		set(verdict, "message",
		    *report_string(record, "message") ? report_string(record, "message") : report_string(record, "rule"));
		mxmlNewText(verdict, 0, clean);
		free(clean);
		text_free(&text);
	} else if (strcmp(outcome, "skip") == 0 || strcmp(outcome, "xfail") == 0) {
		set(mxmlNewElement(node, "skipped"), "message", report_string(record, "message"));
	}
}

static void count_suite(mxml_node_t *suite, const size_t counts[4])
{
	static const char *const names[] = { "tests", "failures", "errors", "skipped" };

	for (int i = 0; suite && i < 4; i++)
		mxmlElementSetAttrf(suite, names[i], "%zu", counts[i]);
}

int report_junit(const cJSON *records, const char *path)
{
	mxml_node_t *top = mxmlNewXML("1.0"), *suites = mxmlNewElement(top, "testsuites"), *suite = NULL;
	const char *cell = "";
	size_t counts[4] = { 0 };
	const cJSON *r;
	char *text;
	int failed;

	cJSON_ArrayForEach (r, records) {
		const char *outcome = report_string(r, "outcome");
		bool red = cJSON_IsTrue(cJSON_GetObjectItem(r, "red"));

		if (strcmp(report_string(r, "cell"), cell) != 0) {
			count_suite(suite, counts);
			memset(counts, 0, sizeof counts);
			cell = report_string(r, "cell");
			suite = mxmlNewElement(suites, "testsuite");
			set(suite, "name", cell);
		}
		/* The cell as a whole, which comes last, is told when something is wrong, or nothing else is. */
		if (!cJSON_HasObjectItem(r, "case") && !red && !(counts[0] == 0 && strcmp(outcome, "skip") == 0))
			continue;
		counts[0]++;
		if (red)
			counts[strcmp(outcome, "fail") == 0 || strcmp(outcome, "xpass") == 0 ? 1 : 2]++;
		counts[3] += strcmp(outcome, "skip") == 0 || strcmp(outcome, "xfail") == 0;
		put_case(suite, r);
	}
	count_suite(suite, counts);
	mxmlSetWrapMargin(0);
	text = mxmlSaveAllocString(top, MXML_NO_CALLBACK);
	failed = text ? file_write(path, text, strlen(text)) : -1;
	if (failed)
		fprintf(stderr, "seam: %s: %s\n", path, strerror(errno));
	free(text);
	mxmlDelete(top);
	return failed;
}
