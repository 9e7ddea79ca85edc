#include "events.h"

#include "text.h"

#include <stdlib.h>
#include <string.h>

static int hex_of(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Undoes the probe's escapes in place, but for control characters, which stay readable as they are. */
static void unescape(char *field)
{
	char *to = field;

	for (const char *from = field; *from; from++) {
		if (*from == '\\' && from[1] == '\\') {
			*to++ = *++from;
		} else if (*from == '\\' && from[1] == 'n') {
			*to++ = '\n';
			from++;
		} else if (*from == '\\' && from[1] == 't') {
			*to++ = '\t';
			from++;
		} else if (*from == '\\' && from[1] == 'x' && hex_of(from[2]) >= 8 && hex_of(from[3]) >= 0) {
			*to++ = (char)(hex_of(from[2]) * 16 + hex_of(from[3]));
			from += 3;
		} else {
			*to++ = *from;
		}
	}
	*to = '\0';
}

static struct result *find(struct result *results, size_t count, const char *id)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(results[i].id->id, id) == 0)
			return &results[i];
	return NULL;
}

static void add_failure(struct result *r, char **field)
{
	static const char *const names[] = { NULL, "file", "line", "text", "seen", "expected", "at" };
	cJSON *failure = cJSON_CreateObject(), *known;

	for (int i = 1; i <= 6; i++)
		if (*field[i])
			cJSON_AddStringToObject(failure, names[i], field[i]);
	if (!r->failures)
		r->failures = cJSON_CreateArray();
	/* The second pass often breaks as the first one did. */
	cJSON_ArrayForEach (known, r->failures) {
		if (cJSON_Compare(known, failure, true)) {
			cJSON_Delete(failure);
			return;
		}
	}
	cJSON_AddItemToArray(r->failures, failure);
}

static void add_count(struct result *r, const char *name, const char *number)
{
	if (!r->counts)
		r->counts = cJSON_CreateObject();
	cJSON_DeleteItemFromObject(r->counts, name);
	cJSON_AddNumberToObject(r->counts, name, strtod(number, NULL));
}

/* The outcome that a case's end tells.  Where earlier processes died in it, it says whether that was wrong: then the first death's
 * outcome stays. */
static void end_case(struct result *open, const char *verdict)
{
	open->ended = true;
	free(open->step);
	open->step = NULL;
	if (open->deaths && strcmp(verdict, "fail") != 0)
		result_forgive_deaths(open);
	if (!open->deaths && (open->outcome != OUTCOME_SKIP || strcmp(verdict, "fail") == 0))
		open->outcome = outcome_named(verdict);
	if (open->expects_abort)
		result_set(open, OUTCOME_FAIL, copy_new("expected to die by abort(), and lived"));
}

static void one_event(char **field, struct result *results, size_t count, struct told *told)
{
	const char *kind = field[0];
	struct result *open = told->open;

	if (strcmp(kind, "begin") == 0) {
		told->open = find(results, count, field[1]);
		if (told->open) {
			told->open->begun = true;
			told->begun++;
		}
	} else if (strcmp(kind, "end") == 0 && open && strcmp(open->id->id, field[1]) == 0) {
		end_case(open, field[2]);
		told->open = NULL;
	} else if (strcmp(kind, "step") == 0 && open) {
		free(open->state);
		free(open->step);
		open->state = copy_new(field[1]);
		open->step = copy_new(field[2]);
	} else if (strcmp(kind, "count") == 0 && open) {
		add_count(open, field[1], field[2]);
	} else if (strcmp(kind, "item") == 0 && open) {
		result_add_item(open, field[1], field[2]);
	} else if (strcmp(kind, "fail") == 0 && open) {
		add_failure(open, field);
	} else if (strcmp(kind, "skip") == 0 && open) {
		result_set(open, OUTCOME_SKIP, copy_new(field[1]));
	} else if (strcmp(kind, "log") == 0 && open) {
		if (!open->notes)
			open->notes = cJSON_CreateArray();
		if (cJSON_GetArraySize(open->notes) < 8)
			cJSON_AddItemToArray(open->notes, cJSON_CreateString(field[1]));
	} else if (strcmp(kind, "stimulus") == 0 && open) {
		open->stimulus = true;
	} else if (strcmp(kind, "expect") == 0 && open) {
		open->expects_abort = true;
	} else if (strcmp(kind, "fault") == 0) {
		free(told->fault);
		told->fault = copy_new(field[1]);
	} else if (strcmp(kind, "finding") == 0) {
		told->finding = true;
	} else if (strcmp(kind, "refuse") == 0) {
		char *own_words = told->refused;

		told->refused = format_new("%s%s%s%s%s", field[1], *field[2] ? ": " : "", field[2],
		                           own_words ? ": " : "", own_words ? own_words : "");
		free(own_words);
	} else if (strcmp(kind, "log") == 0) {
		/* What a peer says while it is opened is the reason why it then refuses. */
		free(told->refused);
		told->refused = copy_new(field[1]);
	} else if (strcmp(kind, "peer") == 0) {
		free(told->refused);
		told->refused = NULL;
		free(told->peer);
		told->peer = format_new("%s (%s, %s)", field[1], field[2], field[3]);
	} else if (strcmp(kind, "fork") == 0) {
		told->forked = true;
	} else if (strcmp(kind, "cannot") == 0) {
		if (!told->cannot)
			told->cannot = cJSON_CreateObject();
		cJSON_AddStringToObject(told->cannot, field[1], field[2]);
	} else if (strcmp(kind, "leave") == 0) {
		told->leaves = true;
	} else if (strcmp(kind, "bye") == 0) {
		told->complete = true;
	}
}

char *event_next(char *content, char *field[EVENT_FIELDS])
{
	char *end = content ? strchr(content, '\n') : NULL, *at = content;
	int n = 0;

	if (!end)
		return NULL;
	*end = '\0';
	for (; at && n < EVENT_FIELDS; n++) {
		field[n] = at;
		at = strchr(at, '\t');
		if (at)
			*at++ = '\0';
	}
	for (int i = 0; i < n; i++)
		unescape(field[i]);
	for (; n < EVENT_FIELDS; n++)
		field[n] = end;
	return end + 1;
}

void events_read(const char *path, struct result *results, size_t count, struct told *told)
{
	char *content = file_read(path, NULL), *next = content, *field[EVENT_FIELDS];

	*told = (struct told){ 0 };
	while ((next = event_next(next, field)))
		one_event(field, results, count, told);
	free(content);
}
