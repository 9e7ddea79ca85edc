/* counts.c - what cases that make many calls have counted: summed by cell, in a table behind the matrix. */
#include "report.h"

#include "text.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_CELLS = 4096, MOST_COUNTS = 12 };

struct sums {
	const char *cell;
	double of[MOST_COUNTS];
};

static int number_of(const char **names, int n, const char *name)
{
	int i = 0;

	while (i < n && strcmp(names[i], name) != 0)
		i++;
	if (i < MOST_COUNTS)
		names[i] = name;
	return i;
}

void report_counts(const cJSON *records, FILE *to)
{
	static struct sums sums[MOST_CELLS];
	const char *names[MOST_COUNTS];
	int n_names = 0, n_cells = 0;
	const cJSON *record, *count;

	cJSON_ArrayForEach (record, records) {
		const cJSON *counts = cJSON_GetObjectItem(record, "counts");
		const char *cell = report_string(record, "cell");

		if (!counts || n_cells == MOST_CELLS)
			continue;
		if (!n_cells || strcmp(sums[n_cells - 1].cell, cell) != 0)
			sums[n_cells++] = (struct sums){ cell, { 0 } };
		cJSON_ArrayForEach (count, counts) {
			int i = number_of(names, n_names, count->string);

			n_names += i == n_names && i < MOST_COUNTS;
			if (i < MOST_COUNTS)
				sums[n_cells - 1].of[i] += count->valuedouble;
		}
	}
	if (!n_cells)
		return;
	fprintf(to, "\n%-44s", "cell");
	for (int i = 0; i < n_names; i++)
		fprintf(to, "%12s", names[i]);
	fputc('\n', to);
	for (int c = 0; c < n_cells; c++) {
		fprintf(to, "%-44s", sums[c].cell);
		for (int i = 0; i < n_names; i++)
			fprintf(to, "%12.0f", sums[c].of[i]);
		fputc('\n', to);
	}
}
