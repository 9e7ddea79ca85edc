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

struct table {
	const char *group, *names[MOST_COUNTS];
	int n_names, n_cells;
};

/* Writes what the table of a group holds, and empties it. */
static void put(struct table *table, const struct sums *sums, FILE *to)
{
	if (table->n_cells) {
		fprintf(to, "\n%-44s", "cell");
		for (int i = 0; i < table->n_names; i++)
			fprintf(to, "%12s", table->names[i]);
		fputc('\n', to);
	}
	for (int c = 0; c < table->n_cells; c++) {
		fprintf(to, "%-44s", sums[c].cell);
		for (int i = 0; i < table->n_names; i++)
			fprintf(to, "%12.0f", sums[c].of[i]);
		fputc('\n', to);
	}
	*table = (struct table){ 0 };
}

void report_counts(const cJSON *records, FILE *to)
{
	static struct sums sums[MOST_CELLS];
	struct table table = { 0 };
	const cJSON *record, *count;

	cJSON_ArrayForEach (record, records) {
		const cJSON *counts = cJSON_GetObjectItem(record, "counts");
		const char *cell = report_string(record, "cell"), *group = report_string(record, "group");

		if (counts && table.group && strcmp(table.group, group) != 0)
			put(&table, sums, to);
		if (!counts || table.n_cells == MOST_CELLS)
			continue;
		table.group = group;
		if (!table.n_cells || strcmp(sums[table.n_cells - 1].cell, cell) != 0)
			sums[table.n_cells++] = (struct sums){ cell, { 0 } };
		cJSON_ArrayForEach (count, counts) {
			int i = number_of(table.names, table.n_names, count->string);

			table.n_names += i == table.n_names && i < MOST_COUNTS;
			if (i < MOST_COUNTS)
				sums[table.n_cells - 1].of[i] += count->valuedouble;
		}
	}
	put(&table, sums, to);
}
