#include "progress.h"

#include "../../../harness/lib/report.h"
#include "../../../harness/lib/text.h"
#include "../../../harness/platform/platform.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

/* What stands in the file as numbers, by name. */
#define NUMBERS(each)                                                                                                  \
	each(done, position.done) each(offset, position.offset) each(passed, totals.passed) each(failed, totals.failed)    \
		each(unsupported, totals.unsupported) each(crashed, totals.crashed) each(undecided, totals.undecided)      \
			each(not_shrunk, not_shrunk) each(unstable, unstable) each(left_out, left_out)                     \
				each(failures_size, failures_size) each(tried_size, tried_size)

static char *json_path(const char *folder)
{
	return format_new("%s/progress.json", folder);
}

int progress_load(struct progress *p, const char *folder, const struct options *options)
{
	char *path = json_path(folder), *content = file_read(path, NULL);
	cJSON *o = content ? cJSON_Parse(content) : NULL;
	int found = 0;

	if (content && !o) {
		fprintf(stderr, "sweep: %s is not understood; remove it to begin anew\n", path);
		found = -1;
	} else if (o && (unsigned)cJSON_GetNumberValue(cJSON_GetObjectItem(o, "chunk")) != options->chunk) {
		fprintf(stderr, "sweep: %s was made with other chunks (CHUNK=%.0f)\n", path,
		        cJSON_GetNumberValue(cJSON_GetObjectItem(o, "chunk")));
		found = -1;
	} else if (o) {
#define READ(name, field) p->field = (uint64_t)cJSON_GetNumberValue(cJSON_GetObjectItem(o, #name));
		NUMBERS(READ)
		p->seconds = cJSON_GetNumberValue(cJSON_GetObjectItem(o, "seconds"));
		p->peer = copy_new(report_string(o, "peer"));
		classes_from_json(&p->classes, cJSON_GetObjectItem(o, "classes"));
		found = 1;
	}
	cJSON_Delete(o);
	free(content);
	free(path);
	return found;
}

/* What this process has had in memory at most, in KiB. */
static double peak(void)
{
	struct rusage usage;

	return getrusage(RUSAGE_SELF, &usage) == 0 ? (double)usage.ru_maxrss : 0;
}

static int write_json(const cJSON *json, const char *path)
{
	char *text = need(cJSON_Print(json));
	int failed = file_write(path, text, strlen(text));

	if (failed)
		perror(path);
	free(text);
	return failed;
}

int progress_save(const struct progress *p, const char *folder, const struct options *options)
{
	char *path = json_path(folder), *classes = format_new("%s/classes.json", folder);
	cJSON *o = cJSON_CreateObject(), *list = classes_json(&p->classes);
	int failed = write_json(list, classes);

	cJSON_AddNumberToObject(o, "chunk", options->chunk);
#define WRITE(name, field) cJSON_AddNumberToObject(o, #name, (double)p->field);
	NUMBERS(WRITE)
	cJSON_AddNumberToObject(o, "asked", (double)(p->totals.passed + p->totals.failed + p->totals.unsupported + p->totals.crashed));
	cJSON_AddNumberToObject(o, "seconds", p->seconds);
	cJSON_AddNumberToObject(o, "peak_kib", peak());
	cJSON_AddStringToObject(o, "peer", p->peer ? p->peer : "");
	cJSON_AddItemToObject(o, "classes", list);
	if (!failed)
		failed = write_json(o, path);
	cJSON_Delete(o);
	free(path);
	free(classes);
	return failed;
}
