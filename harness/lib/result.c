#include "result.h"

#include "home.h"
#include "text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const names[N_OUTCOMES] = { "none", "pass",  "fail",  "finding", "crash", "timeout",
	                                       "skip", "xfail", "xpass", "missing", "error" };

const char *outcome_name(enum outcome outcome)
{
	return names[outcome];
}

enum outcome outcome_named(const char *name)
{
	for (size_t i = 0; i < N_OUTCOMES; i++)
		if (strcmp(names[i], name) == 0)
			return (enum outcome)i;
	return OUTCOME_NONE;
}

bool outcome_is_red(enum outcome outcome, const char *level)
{
	switch (outcome) {
	case OUTCOME_PASS:
	case OUTCOME_SKIP:
	case OUTCOME_XFAIL: return false;
	case OUTCOME_FAIL: return !level || strcmp(level, "MAY") != 0;
	default: return true;
	}
}

void result_set(struct result *r, enum outcome outcome, char *message)
{
	r->outcome = outcome;
	free(r->message);
	r->message = message;
}

void result_forgive_deaths(struct result *r)
{
	r->deaths = 0;
	result_set(r, OUTCOME_NONE, NULL);
	free(r->kind);
	free(r->frame);
	free(r->report);
	r->kind = r->frame = r->report = NULL;
	cJSON_Delete(r->failures);
	r->failures = NULL;
}

void result_add_item(struct result *r, const char *kind, const char *what)
{
	cJSON *list;

	if (!r->items)
		r->items = cJSON_CreateObject();
	list = cJSON_GetObjectItem(r->items, kind);
	if (!list)
		list = cJSON_AddArrayToObject(r->items, kind);
	cJSON_AddItemToArray(list, cJSON_CreateString(what));
}

char *rerun_line(const struct cell *cell, const char *case_id)
{
	bool own_group = strncmp(home_below(cell->group->folder), "cases/", 6) == 0;
	bool own_peer = !cell->peer->library && strncmp(home_below(cell->peer->folder), "peers/", 6) == 0;
	const char *group = own_group ? cell->group->name : cell->group->folder;
	const char *peer = cell->peer->library ? cell->peer->library : own_peer ? cell->peer->name : cell->peer->folder;
	char *prefix = platform_prefix(cell->platform);
	char *program = home_program(), *line;

	if (home_is_here())
		line = format_new("%smake check GROUP=%s PEER=%s FLAVOUR=%s%s%s", prefix, group, peer,
		                  cell->flavour->name, case_id ? " CASE=" : "", case_id ? case_id : "");
	else
		line = format_new("%s%s run --group %s --peer %s --flavour %s%s%s", prefix, program, group, peer,
		                  cell->flavour->name, case_id ? " --case " : "", case_id ? case_id : "");
	free(program);

	free(prefix);
	return line;
}

/* ---- records ---- */

struct record_file {
	FILE *file;
	char *path;
};

struct record_file *record_open(const char *results, const struct cell *cell)
{
	struct record_file *f = need(calloc(1, sizeof *f));

	f->path = format_new("%s/cells/%s.%s.%s.%s.jsonl", results, cell->group->name, cell->peer->name,
	                     cell->flavour->name, cell->platform->name);
	f->file = fopen(f->path, "wb");
	if (!f->file) {
		fprintf(stderr, "seam: %s: %s\n", f->path, strerror(errno));
		free(f->path);
		free(f);
		return NULL;
	}
	return f;
}

/* Bytes that are no UTF-8 become \xHH, so that the line is JSON whatever a peer printed. */
static char *as_utf8(const char *bytes)
{
	struct text t = { 0 };

	text_put(&t, "", 0);
	while (*bytes) {
		const unsigned char *b = (const unsigned char *)bytes;
		size_t n = b[0] < 0x80                   ? 1
		           : b[0] >= 0xc2 && b[0] < 0xe0 ? 2
		           : b[0] >= 0xe0 && b[0] < 0xf0 ? 3
		           : b[0] >= 0xf0 && b[0] < 0xf5 ? 4
		                                         : 0;

		for (size_t i = 1; i < n; i++)
			if ((b[i] & 0xc0) != 0x80)
				n = 0;
		if (n == 3 && ((b[0] == 0xe0 && b[1] < 0xa0) || (b[0] == 0xed && b[1] > 0x9f)))
			n = 0;
		if (n == 4 && ((b[0] == 0xf0 && b[1] < 0x90) || (b[0] == 0xf4 && b[1] > 0x8f)))
			n = 0;
		if (n && !(n == 1 && b[0] < 0x20 && b[0] != '\n' && b[0] != '\t'))
			text_put(&t, bytes, n);
		else
			text_format(&t, "\\x%02x", b[0]);
		bytes += n ? n : 1;
	}
	return t.bytes;
}

static void put_string(cJSON *object, const char *name, const char *value)
{
	char *clean;

	if (!value)
		return;
	clean = as_utf8(value);
	cJSON_AddStringToObject(object, name, clean);
	free(clean);
}

int record_put(struct record_file *f, const struct cell *cell, const struct result *r)
{
	cJSON *o = cJSON_CreateObject();
	char *line, *rerun = rerun_line(cell, r->id ? r->id->id : NULL);
	int failed;

	put_string(o, "cell", cell->id);
	put_string(o, "group", cell->group->name);
	put_string(o, "peer", cell->peer->name);
	put_string(o, "flavour", cell->flavour->name);
	put_string(o, "platform", cell->platform->name);
	cJSON_AddBoolToObject(o, "instrumented", conf_has_word(cell->peer->conf, "instrumented", cell->flavour->name));
	put_string(o, "case", r->id ? r->id->id : NULL);
	put_string(o, "level", r->id ? r->id->level : NULL);
	put_string(o, "rule", r->id ? r->id->rule : NULL);
	put_string(o, "outcome", outcome_name(r->outcome));
	cJSON_AddBoolToObject(o, "red", outcome_is_red(r->outcome, r->id ? r->id->level : NULL));
	put_string(o, "message", r->message);
	put_string(o, "step", r->step);
	put_string(o, "kind", r->kind);
	put_string(o, "frame", r->frame);
	put_string(o, "report", r->report);
	if (r->stimulus)
		cJSON_AddBoolToObject(o, "stimulus", true);
	if (r->failures)
		cJSON_AddItemReferenceToObject(o, "failures", r->failures);
	if (r->notes)
		cJSON_AddItemReferenceToObject(o, "notes", r->notes);
	if (r->cannot)
		cJSON_AddItemReferenceToObject(o, "cannot", r->cannot);
	if (r->counts)
		cJSON_AddItemReferenceToObject(o, "counts", r->counts);
	if (r->items)
		cJSON_AddItemReferenceToObject(o, "items", r->items);
	cJSON_AddNumberToObject(o, "seconds", (double)(long)(r->seconds * 1e4) / 1e4);
	put_string(o, "rerun", rerun);
	line = need(cJSON_PrintUnformatted(o));
	failed = fprintf(f->file, "%s\n", line) < 0 || fflush(f->file) != 0;
	if (failed)
		fprintf(stderr, "seam: %s: %s; what was recorded before stays\n", f->path, strerror(errno));
	cJSON_Delete(o);
	free(line);
	free(rerun);
	return failed ? -1 : 0;
}

int record_close(struct record_file *f)
{
	int failed = fclose(f->file) != 0;

	free(f->path);
	free(f);
	return failed ? -1 : 0;
}
