/* table.c - the figures as a table: a line a measure, a column a peer. */
#include "bench.h"

#include <stdio.h>
#include <string.h>

enum { COLUMNS = 9 }; /* side by side */

/* The row of a measure and peer, or NULL. */
static const cJSON *figures_row(const struct bench_figures *figures, const char *peer, const char *measure)
{
	const cJSON *row;

	cJSON_ArrayForEach (row, figures->rows)
		if (strcmp(cJSON_GetStringValue(cJSON_GetObjectItem(row, "peer")), peer) == 0 &&
		    strcmp(cJSON_GetStringValue(cJSON_GetObjectItem(row, "measure")), measure) == 0)
			return row;
	return NULL;
}

static double number(const cJSON *row, const char *key)
{
	return cJSON_GetNumberValue(cJSON_GetObjectItem(row, key));
}

/* Three digits, as far as there are. */
static int decimals(double value)
{
	return value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
}

static const char *name_of(const cJSON *peer)
{
	return cJSON_GetStringValue(cJSON_GetObjectItem(peer, "name"));
}

/* "12.3 ±4%", or "-" for a gap. */
static void print_ratio(const cJSON *row)
{
	double ratio = number(row, "ratio");

	if (!row)
		printf("  %11s", "-");
	else if (!cJSON_HasObjectItem(row, "spread"))
		printf("  %6.*f     ", decimals(ratio), ratio);
	else
		printf("  %6.*f ±%2.0f%%", decimals(ratio), ratio, 100 * number(row, "spread"));
}

/* What plain C takes, in the run of the first of the peers that has the measure. */
static const cJSON *plain_row(const struct bench_figures *figures, const char *measure)
{
	const cJSON *peer, *row = NULL;

	cJSON_ArrayForEach (peer, figures->peers)
		if (!row)
			row = figures_row(figures, name_of(peer), measure);
	return row;
}

static void print_measure(const struct bench_figures *figures, const char *measure, int from)
{
	const cJSON *plain = plain_row(figures, measure);
	double ns = number(plain, "plain_ns");

	if (!plain)
		return;
	printf("%-26s %-12s %8.*f", measure, cJSON_GetStringValue(cJSON_GetObjectItem(plain, "unit")), decimals(ns),
	       ns);
	for (int i = from; i < from + COLUMNS && i < cJSON_GetArraySize(figures->peers); i++)
		print_ratio(figures_row(figures, name_of(cJSON_GetArrayItem(figures->peers, i)), measure));
	putchar('\n');
}

/* How many times cheaper the one call is than the many. */
static void print_pair(const struct bench_figures *figures, const cJSON *pair, int from)
{
	const char *many = cJSON_GetStringValue(cJSON_GetObjectItem(pair, "many")),
		   *one = cJSON_GetStringValue(cJSON_GetObjectItem(pair, "one"));
	const cJSON *plain_many = plain_row(figures, many), *plain_one = plain_row(figures, one);
	double gain = number(plain_many, "plain_ns") / number(plain_one, "plain_ns");

	if (!plain_many || !plain_one)
		return;
	printf("%-39s %8.*f", many, decimals(gain), gain);
	for (int i = from; i < from + COLUMNS && i < cJSON_GetArraySize(figures->peers); i++) {
		const char *peer = name_of(cJSON_GetArrayItem(figures->peers, i));
		const cJSON *dear = figures_row(figures, peer, many), *cheap = figures_row(figures, peer, one);

		gain = number(dear, "ns") / number(cheap, "ns");
		if (dear && cheap)
			printf("  %6.*f     ", decimals(gain), gain);
		else
			printf("  %11s", "-");
	}
	putchar('\n');
}

static void print_heading(const struct bench_figures *figures, int from, const char *what)
{
	printf("\n%-39s %8s", what, "plain C");
	for (int i = from; i < from + COLUMNS && i < cJSON_GetArraySize(figures->peers); i++)
		printf("  %-11.11s", name_of(cJSON_GetArrayItem(figures->peers, i)));
	putchar('\n');
}

void figures_print(const struct bench_figures *figures)
{
	const cJSON *item;

	printf("%s; plain C by %s\n", cJSON_GetStringValue(cJSON_GetObjectItem(figures->all, "machine")),
	       cJSON_GetStringValue(cJSON_GetObjectItem(figures->all, "compiler")));
	for (int from = 0; from < cJSON_GetArraySize(figures->peers); from += COLUMNS) {
		print_heading(figures, from, "ns of plain C; the peers' as a ratio");
		cJSON_ArrayForEach (item, figures->measures)
			print_measure(figures, cJSON_GetStringValue(item), from);
		print_heading(figures, from, "many calls cost, times the one call");
		cJSON_ArrayForEach (item, figures->pairs)
			print_pair(figures, item, from);
	}
}
