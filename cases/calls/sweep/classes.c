#include "classes.h"

#include "../../../harness/lib/report.h"
#include "../../../harness/lib/text.h"
#include "outcome.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct class *class_of(struct classes *classes, const char *signature, unsigned way, enum verdict verdict)
{
	for (size_t i = 0; i < classes->count; i++) {
		struct class *c = &classes->list[i];

		if (c->way == way && c->verdict == verdict && strcmp(c->signature, signature) == 0)
			return c;
	}
	return NULL;
}

struct class *class_add(struct classes *classes, const char *signature, const char *first, unsigned way, enum verdict verdict)
{
	struct class *c = &classes->list[classes->count];

	if (classes->count == MOST_CLASSES)
		return NULL;
	*c = (struct class){ .signature = copy_new(signature), .first = copy_new(first), .way = way, .verdict = verdict };
	classes->count++;
	return c;
}

cJSON *classes_json(const struct classes *classes)
{
	cJSON *list = cJSON_CreateArray();

	for (size_t i = 0; i < classes->count; i++) {
		const struct class *c = &classes->list[i];
		cJSON *o = cJSON_CreateObject();

		cJSON_AddStringToObject(o, "signature", c->signature);
		cJSON_AddStringToObject(o, "way", sweep_ways[c->way]);
		cJSON_AddStringToObject(o, "kind", verdict_name(c->verdict));
		cJSON_AddNumberToObject(o, "count", (double)c->count);
		cJSON_AddStringToObject(o, "first", c->first);
		cJSON_AddStringToObject(o, "message", c->message ? c->message : "");
		cJSON_AddNumberToObject(o, "failed", c->failed);
		cJSON_AddNumberToObject(o, "runs", CONFIRMATIONS);
		if (c->known)
			cJSON_AddStringToObject(o, "known", c->known);
		if (c->reproducer) {
			cJSON_AddStringToObject(o, "reproducer", c->reproducer);
			cJSON_AddBoolToObject(o, "reproduced", c->reproduced);
		}
		cJSON_AddItemToArray(list, o);
	}
	return list;
}

void classes_from_json(struct classes *classes, const cJSON *json)
{
	const cJSON *o;

	classes->count = 0;
	cJSON_ArrayForEach (o, json) {
		unsigned way = strcmp(report_string(o, "way"), sweep_ways[1]) == 0;
		struct class *c = class_add(classes, report_string(o, "signature"), report_string(o, "first"), way,
		                            verdict_named(report_string(o, "kind")));

		if (!c)
			return;
		c->message = copy_new(report_string(o, "message"));
		c->count = (uint64_t)cJSON_GetNumberValue(cJSON_GetObjectItem(o, "count"));
		c->failed = (unsigned)cJSON_GetNumberValue(cJSON_GetObjectItem(o, "failed"));
		c->known = cJSON_HasObjectItem(o, "known") ? copy_new(report_string(o, "known")) : NULL;
		c->reproducer = cJSON_HasObjectItem(o, "reproducer") ? copy_new(report_string(o, "reproducer")) : NULL;
		c->reproduced = cJSON_IsTrue(cJSON_GetObjectItem(o, "reproduced"));
	}
}

void class_mark_known(struct class *class, const char *peer, const char *platform)
{
	char *content = file_read("cases/calls/known.sig", NULL), *end;

	for (char *line = content; line && *line; line = end) {
		char *field[5] = { line };
		int n = 1;

		end = line + strcspn(line, "\n");
		if (*end)
			*end++ = '\0';
		for (char *at = line; n < 5 && (at = strchr(at, '\t')); n++) {
			*at++ = '\0';
			field[n] = at;
		}
		if (*line != '#' && n == 5 && strcmp(field[0], class->signature) == 0 && glob_matches(field[1], sweep_ways[class->way]) &&
		    glob_matches(field[2], peer) && glob_matches(field[3], platform) && !class->known)
			class->known = copy_new(field[4]);
	}
	free(content);
}
