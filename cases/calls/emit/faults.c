/*
 * faults - of the list of all rules, what planted faults make of it: a list of wrong signatures, and the table (calls/faults.h).
 *
 *     faults LIST WRONG-LIST TABLE.c
 */
#include "faults.h"

#include <stdlib.h>
#include <string.h>

enum { LEAST_OF_A_RULE = 2, MOST_OF_A_RULE = 8, OF_A_FAULT = 96, MOST_RULES = 1024 };

static struct rule {
	char name[80];
	char **text;
	size_t count;
} rules[MOST_RULES];
static size_t n_rules;

static void die(const char *what)
{
	fprintf(stderr, "faults: %s\n", what);
	exit(1);
}

static void *need(void *p)
{
	if (!p)
		die("memory is out");
	return p;
}

static struct rule *rule_named(const char *name)
{
	for (size_t r = n_rules; r--;)
		if (strcmp(rules[r].name, name) == 0)
			return &rules[r];
	if (n_rules == MOST_RULES || strlen(name) >= sizeof rules[0].name)
		die("there are more rules than fit, or one with too long a name");
	strcpy(rules[n_rules].name, name);
	return &rules[n_rules++];
}

static void read_list(const char *path)
{
	static char line[1 << 16];
	FILE *in = fopen(path, "r");

	if (!in)
		die("the list cannot be read");
	while (fgets(line, sizeof line, in)) {
		char *tab = strchr(line, '\t');
		struct rule *rule;

		if (!tab)
			continue;
		line[strcspn(line, "\n")] = '\0';
		*tab = '\0';
		rule = rule_named(line);
		rule->text = need(realloc(rule->text, (rule->count + 1) * sizeof *rule->text));
		rule->text[rule->count++] = strcpy(need(malloc(strlen(tab + 1) + 1)), tab + 1);
	}
	fclose(in);
}

static void append(struct wrong *w, const char *text)
{
	if (strlen(w->text) + strlen(text) + 1 > sizeof w->text)
		die("a wrong signature is too long");
	strcat(w->text, text);
}

void wrong_add(struct wrong *w, enum faults_how how, unsigned offset, const char *type)
{
	if (w->n_pieces == MOST_PIECES)
		die("a wrong signature has too many arguments");
	w->piece[w->n_pieces++] = (struct faults_piece){ w->arg, (uint8_t)how, (uint16_t)offset };
	append(w, type);
}

/* Fills *w with what the fault makes of `s`; false when that is the same. */
static bool make(struct wrong *w, const struct kind *kind, const struct seam_signature *s)
{
	char result[LONGEST];
	bool changed = false;
	int how;

	memset(w, 0, sizeof *w);
	if (kind->whole)
		return kind->whole(w, s);
	append(w, seam_convention_name(s->convention));
	append(w, s->convention == SEAM_DEFAULT_CONVENTION ? "" : "|");
	for (uint32_t a = 0; a < s->n_args; a++) {
		w->arg = (uint8_t)a;
		if (s->variadic && a == s->n_fixed)
			append(w, ".");
		if (kind->argument && kind->argument(w, s->args[a]))
			changed = true;
		else
			wrong_add(w, FAULTS_PLAIN, 0, s->args[a]->text);
	}
	if (s->variadic && s->n_fixed == s->n_args)
		append(w, ".");
	append(w, ">");
	how = kind->result && s->result->kind != SEAM_VOID ? kind->result(result, sizeof result, s->result) : -1;
	append(w, how < 0 ? s->result->kind == SEAM_VOID ? "v" : s->result->text : result);
	w->result_how = how < 0 ? FAULTS_PLAIN : (unsigned)how;
	return changed || how >= 0;
}

static bool is_claimed(const char *beginnings, const char *rule)
{
	for (const char *at = beginnings; *at; at += strspn(at, " ")) {
		size_t size = strcspn(at, " ");

		if (strncmp(at, rule, size) == 0)
			return true;
		at += size;
	}
	return false;
}

static unsigned n_rows;

static void write_row(FILE *list, FILE *table, const struct kind *kind, const char *text, const struct wrong *w)
{
	fprintf(list, "%s\t%s\n", kind->name, w->text);
	fprintf(table, "static const struct faults_piece pieces_%u[] = {", n_rows++);
	for (unsigned p = 0; p < w->n_pieces; p++)
		fprintf(table, "{%u,%u,%u},", w->piece[p].arg, w->piece[p].how, w->piece[p].offset);
	fputs("{0,0,0}};\n", table);
	fprintf(table, "#define ROW_%u { \"%s\", \"%s\", \"%s\", %u, pieces_%u, %u },\n", n_rows - 1, kind->name, text, w->text,
	        w->n_pieces, n_rows - 1, w->result_how);
}

/* Fills *w with what the fault makes of a text, if it is a signature, and something else. */
static bool fits(struct wrong *w, const struct kind *kind, const char *text)
{
	struct seam_signature *s = seam_signature_parse(text, NULL), *wrong = NULL;

	if (s && strlen(text) < 200 && make(w, kind, s))
		wrong = seam_signature_parse(w->text, NULL);
	free(s);
	free(wrong);
	return wrong != NULL;
}

static size_t count_fitting(struct wrong *w, const struct kind *kind, const struct rule *rule)
{
	size_t n = 0;

	for (size_t i = 0; is_claimed(kind->rules, rule->name) && i < rule->count; i++)
		n += fits(w, kind, rule->text[i]);
	return n;
}

/* At most `most` of the rule's signatures, spread over it. */
static void plant(FILE *list, FILE *table, const struct kind *kind, const struct rule *rule, size_t most)
{
	static struct wrong w;
	size_t n = count_fitting(&w, kind, rule), seen = 0, taken = 0;

	if (most > n)
		most = n;
	for (size_t i = 0; taken < most && i < rule->count; i++)
		if (fits(&w, kind, rule->text[i]) && seen++ * most / n == taken) {
			write_row(list, table, kind, rule->text[i], &w);
			taken++;
		}
}

static void plant_kind(FILE *list, FILE *table, const struct kind *kind)
{
	static struct wrong w;
	size_t claimed = 0, most;

	for (size_t r = 0; r < n_rules; r++)
		claimed += count_fitting(&w, kind, &rules[r]) > 0;
	most = claimed ? OF_A_FAULT / claimed : 0;
	most = most < LEAST_OF_A_RULE ? LEAST_OF_A_RULE : most > MOST_OF_A_RULE ? MOST_OF_A_RULE : most;
	for (size_t r = 0; r < n_rules; r++)
		if (is_claimed(kind->rules, rules[r].name))
			plant(list, table, kind, &rules[r], most);
}

int main(int argc, char **argv)
{
	static const struct kind *const all[] = { scalar_kinds, struct_kinds, signature_kinds };
	FILE *list, *table;

	if (argc != 4)
		die("faults LIST WRONG-LIST TABLE.c");
	read_list(argv[1]);
	list = fopen(argv[2], "w");
	table = fopen(argv[3], "w");
	if (!list || !table)
		die("what is made cannot be written");
	fputs("/* Made by emit/faults.c. */\n#include <calls/faults.h>\n\n", table);
	for (size_t k = 0; k < sizeof all / sizeof *all; k++)
		for (const struct kind *kind = all[k]; kind->name; kind++)
			plant_kind(list, table, kind);
	fputs("static const struct faults_row rows[] = {\n", table);
	for (unsigned r = 0; r < n_rows; r++)
		fprintf(table, "ROW_%u\n", r);
	fprintf(table, "};\nconst struct faults seam_faults = { %u, rows };\n", n_rows);
	if (ferror(list) | ferror(table) | (fclose(list) != 0) | (fclose(table) != 0))
		die("what is made cannot be written");
	return 0;
}
