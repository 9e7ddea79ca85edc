#include "checker.h"

#include "../platform/platform.h"
#include "text.h"

#include <mxml.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { REPORT_SIZE = 4000 };

/* ---- the sanitizers' text ---- */

static char *rest_of_line(const char *from)
{
	return format_new("%.*s", (int)strcspn(from, "\n"), from);
}

/* "SUMMARY: AddressSanitizer: heap-use-after-free peer.c:12:3 in drop" and its kin; UBSan's own kind is in the error. */
static char *kind_of(const char *log)
{
	const char *at;
	size_t size;

	if (strstr(log, "LeakSanitizer"))
		return copy_new("leak");
	if ((at = strstr(log, "runtime error: ")) && strstr(log, "UndefinedBehaviorSanitizer"))
		return rest_of_line(at + strlen("runtime error: "));
	if ((at = strstr(log, "ThreadSanitizer: "))) {
		at += strlen("ThreadSanitizer: ");
		return format_new("%.*s", (int)strcspn(at, "(\n") - (at[strcspn(at, "(\n")] == '('), at);
	}
	if ((at = strstr(log, "Sanitizer: "))) {
		at += strlen("Sanitizer: ");
		if (strncmp(at, "attempting ", 11) == 0)
			at += 11;
		if (strncmp(at, "free on address", 15) == 0)
			return copy_new("bad-free");
		size = strcspn(at, " \n:");
		return format_new("%.*s", (int)size, at);
	}
	return copy_new("report");
}

static bool is_checkers_own(const char *frame)
{
	return strstr(frame, "compiler-rt") || strstr(frame, "libclang_rt") || strstr(frame, "sanitizer_common") ||
	       strncmp(frame, "__interceptor", 13) == 0 || strstr(frame, "<null>");
}

/* Code that a peer's language brings, in which a peer's mistake shows. */
static bool is_languages_own(const char *frame)
{
	return strstr(frame, "/rustlib/src/rust/library/") || strstr(frame, "/rustc-") || *frame == '(' ||
	       *frame == '0';
}

/* "    #1 0x55… in drop peer.c:12:3": the function and its place.  The first that is the peer's own, else the first that is not
 * the checker's. */
static char *frame_of(const char *log)
{
	const char *line = log, *end;
	char *second_best = NULL;

	for (; *line; line = *end ? end + 1 : end) {
		const char *frame = line + strspn(line, " "), *in;
		char *text;

		end = line + strcspn(line, "\n");
		if (*frame != '#')
			continue;
		/* TSan has no address and no "in". */
		in = strstr(frame, " in ");
		if (!in || in > end) {
			in = frame + strcspn(frame, " ");
			in += strspn(in, " ");
		} else {
			in += 4;
		}
		text = format_new("%.*s", (int)(end - in), in);
		if (!is_checkers_own(text) && !is_languages_own(text)) {
			free(second_best);
			return text;
		}
		if (!second_best && !is_checkers_own(text))
			second_best = text;
		else
			free(text);
	}
	return second_best;
}

/* The runtimes warn of other things, too. */
static bool is_report(const char *log)
{
	const char *error = strstr(log, "ERROR: ");

	return (error && strstr(error, "Sanitizer: ")) || strstr(log, "WARNING: MemorySanitizer: ") ||
	       strstr(log, "WARNING: ThreadSanitizer: ") || strstr(log, ": runtime error: ");
}

/* Places in the tree are told from its root on. */
static char *from_root(char *frame)
{
	char *root = seam_current_folder(), *at = frame ? strstr(frame, root) : NULL;

	if (at && at[strlen(root)] == '/')
		memmove(at, at + strlen(root) + 1, strlen(at + strlen(root) + 1) + 1);
	free(root);
	return frame;
}

static bool read_sanitizer(const char *path, struct finding *finding)
{
	char *log = file_read(path, NULL);

	if (!log)
		return false;
	if (!is_report(log)) {
		free(log);
		return false;
	}
	finding->kind = kind_of(log);
	finding->frame = from_root(frame_of(log));
	finding->report = format_new("%.*s", REPORT_SIZE, log);
	free(log);
	return true;
}

/* ---- Valgrind's XML ---- */

static const char *text_of_child(mxml_node_t *node, const char *name)
{
	mxml_node_t *child = mxmlFindElement(node, node, name, NULL, NULL, MXML_DESCEND);

	return child ? mxmlGetOpaque(child) : NULL;
}

static bool is_valgrinds_own(const char *object)
{
	return object && strstr(object, "vgpreload");
}

/* A file without its end is no error here: see below. */
static void say_nothing(const char *message)
{
	(void)message;
}

static bool read_valgrind(const char *path, struct finding *finding)
{
	FILE *file = fopen(path, "r");
	mxml_node_t *top, *error, *node;
	struct text report = { 0 };

	if (!file)
		return false;
	mxmlSetErrorCallback(say_nothing);
	top = mxmlLoadFile(NULL, file, MXML_OPAQUE_CALLBACK);
	fclose(file);
	error = top ? mxmlFindElement(top, top, "error", NULL, NULL, MXML_DESCEND) : NULL;
	if (!error) {
		/* A process that was killed leaves its file without an end; what it told before counts. */
		char *log = file_read(path, NULL), *at = log ? strstr(log, "<error>") : NULL;
		char *end = at ? strstr(at, "</error>") : NULL;

		if (end) {
			end[strlen("</error>")] = '\0';
			mxmlDelete(top);
			top = error = mxmlLoadString(NULL, at, MXML_OPAQUE_CALLBACK);
		}
		free(log);
		if (!error) {
			mxmlDelete(top);
			return false;
		}
	}
	finding->kind = copy_new(text_of_child(error, "kind") ? text_of_child(error, "kind") : "report");
	if (text_of_child(error, "what") || text_of_child(error, "text"))
		text_format(&report, "%s\n", text_of_child(error, text_of_child(error, "what") ? "what" : "text"));
	for (node = mxmlFindElement(error, error, "frame", NULL, NULL, MXML_DESCEND); node;
	     node = mxmlFindElement(node, error, "frame", NULL, NULL, MXML_DESCEND)) {
		const char *function = text_of_child(node, "fn"), *source = text_of_child(node, "file");
		const char *line = text_of_child(node, "line"), *object = text_of_child(node, "obj");
		char *frame = format_new("%s (%s%s%s)", function ? function : "?",
		                         source   ? source
		                         : object ? object
		                                  : "?",
		                         line ? ":" : "", line ? line : "");

		text_format(&report, "    %s\n", frame);
		if (!finding->frame && !is_valgrinds_own(object))
			finding->frame = frame;
		else
			free(frame);
	}
	finding->report = report.bytes;
	mxmlDelete(top);
	return true;
}

bool checker_read(const char *how, const char *prefix, long id, struct finding *finding)
{
	char *path = format_new("%s.%ld", prefix, id);
	bool found;

	*finding = (struct finding){ 0 };
	found = how && (strcmp(how, "valgrind") == 0 ? read_valgrind(path, finding) : read_sanitizer(path, finding));
	free(path);
	return found;
}
