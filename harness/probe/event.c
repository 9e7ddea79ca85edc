/* event.c - events, and the guard on the descriptor that carries them. */
#include "../platform/platform.h"
#include "probe.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

enum { LINE = 8192 };

static char events_path[1024];
static int events = -1;
static long owner;

int seam_event_open(const char *path)
{
	if (strlen(path) >= sizeof events_path)
		return -1;
	memcpy(events_path, path, strlen(path) + 1);
	owner = seam_process_id();
	events = seam_append_open(path);
	return events < 0 ? -1 : 0;
}

void seam_event_adopt(void)
{
	owner = seam_process_id();
}

/* Tabs, newlines, backslashes and control characters are escaped, so that a field cannot end its line. */
static size_t put_escaped(char *line, size_t at, const char *field)
{
	static const char hex[] = "0123456789abcdef";

	for (; *field && at + 5 < LINE; field++) {
		unsigned char byte = (unsigned char)*field;

		if (byte >= 0x20 && byte != '\\' && byte != 0x7f) {
			line[at++] = (char)byte;
			continue;
		}
		line[at++] = '\\';
		if (byte == '\\') {
			line[at++] = '\\';
		} else if (byte == '\n') {
			line[at++] = 'n';
		} else if (byte == '\t') {
			line[at++] = 't';
		} else {
			line[at++] = 'x';
			line[at++] = hex[byte >> 4];
			line[at++] = hex[byte & 15];
		}
	}
	return at;
}

static void write_line(const char *line, size_t size)
{
	if (seam_append(events, line, size) == 0)
		return;
	/* The peer may have closed it.  Anything else (a full disk) means that the run cannot be told: end it. */
	if (errno == EBADF && (events = seam_append_open(events_path)) >= 0 && seam_append(events, line, size) == 0)
		return;
	seam_leave(66);
}

void seam_event(const char *kind, ...)
{
	char line[LINE];
	size_t at = 0;
	va_list fields;
	const char *field;

	if (events < 0)
		return;
	if (seam_process_id() != owner) {
		/* A forked copy of the probe: one of the two must not go on. */
		static const char text[] = "\nfork\n";

		seam_append(events, text, sizeof text - 1);
		seam_leave(0);
	}
	at = put_escaped(line, at, kind);
	va_start(fields, kind);
	while ((field = va_arg(fields, const char *)) && at + 6 < LINE) {
		line[at++] = '\t';
		at = put_escaped(line, at, field);
	}
	va_end(fields);
	line[at++] = '\n';
	write_line(line, at);
}

void seam_event_guard(struct seam_case *c)
{
	static bool standard[3], known;

	for (int fd = 0; fd < 3; fd++) {
		bool open = seam_descriptor_is_open(fd);

		if (known && standard[fd] && !open)
			FAIL(c, "the peer closed descriptor %d, which is not its own", fd);
		standard[fd] = open;
	}
	known = true;
	if (events >= 0 && !seam_is_file(events, events_path)) {
		events = seam_append_open(events_path);
		if (events < 0)
			seam_leave(66);
		FAIL(c, "the peer closed a descriptor that is not its own: the one that carries the events");
	}
}
