/*
 * driver - writes the sources of a list of signatures by one emitter: parts, each compiled alone, and the table.
 *
 *     emit-LANGUAGE --list FILE --out FOLDER [--part N] [--without "int128 complex …"]
 *
 * A line of the list is `rule<TAB>signature`; lines of one rule need not stand together, and a signature may stand in many.  What
 * the language cannot express has a line in the table without functions.  Exit status: 0; 1 after a message.
 */
#include <calls/emit.h>

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

struct name {
	char *text;
	unsigned number;
};

/* Texts with their numbers, found by hash. */
struct names {
	struct name *slots;
	size_t capacity, count;
};

struct function {
	struct seam_signature *signature;
	unsigned ways; /* SEAM_EMIT_…, 0 for none */
};

struct rule {
	char *name;
	unsigned *functions;
	size_t count, capacity;
};

static struct function *functions;
static size_t n_functions;
static struct rule *rules;
static size_t n_rules;
static char **layouts; /* texts of the types that have a layout function, by number */
static bool *layout_bits;
static size_t n_layouts;
static struct names function_names, rule_names, layout_names, part_names;
static const char *without = "";

static void die(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));
static void die(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	fputs("emit: ", stderr);
	vfprintf(stderr, format, arguments);
	fputc('\n', stderr);
	va_end(arguments);
	exit(1);
}

static void *need(void *p)
{
	if (!p)
		die("memory is out");
	return p;
}

static char *copy(const char *text)
{
	return strcpy(need(malloc(strlen(text) + 1)), text);
}

static struct name *slot_of(struct names *names, const char *text)
{
	size_t hash = 14695981039346656037u, i;

	for (const char *c = text; *c; c++)
		hash = (hash ^ (unsigned char)*c) * 1099511628211u;
	for (i = hash % names->capacity; names->slots[i].text; i = (i + 1) % names->capacity)
		if (strcmp(names->slots[i].text, text) == 0)
			break;
	return &names->slots[i];
}

/* The text's number; a new one gets the next, and *fresh says so. */
static unsigned number_of(struct names *names, const char *text, bool *fresh)
{
	struct name *slot;

	if (2 * (names->count + 1) > names->capacity) {
		struct names old = *names;

		names->capacity = old.capacity ? 2 * old.capacity : 1024;
		names->slots = need(calloc(names->capacity, sizeof *names->slots));
		for (size_t i = 0; i < old.capacity; i++)
			if (old.slots[i].text)
				*slot_of(names, old.slots[i].text) = old.slots[i];
		free(old.slots);
	}
	slot = slot_of(names, text);
	*fresh = !slot->text;
	if (*fresh)
		*slot = (struct name){ copy(text), (unsigned)names->count++ };
	return slot->number;
}

static void forget(struct names *names)
{
	for (size_t i = 0; i < names->capacity; i++)
		free(names->slots[i].text);
	free(names->slots);
	*names = (struct names){ NULL, 0, 0 };
}

unsigned seam_emit_number(const struct seam_type *type)
{
	bool fresh;

	return number_of(&part_names, type->text, &fresh);
}

bool seam_emit_has_bit_fields(const struct seam_type *type)
{
	for (uint32_t m = 0; type->members && m < type->count; m++)
		if (type->members[m].is_bit_field && !type->members[m].unnamed)
			return true;
	return false;
}

/* ---- what the language can express ---- */

/* The word of --without that a type's kind stands under; NULL for one that cannot be left out. */
static const char *word_of(const struct seam_type *type)
{
	switch (type->kind) {
	case SEAM_INT128:
	case SEAM_UINT128: return "int128";
	case SEAM_FLOAT16: return "float16";
	case SEAM_LDOUBLE: return "ldouble";
	case SEAM_COMPLEX: return "complex";
	case SEAM_VECTOR: return "vector";
	case SEAM_UNION: return "union";
	case SEAM_STRUCT: return type->count == 0 ? "empty" : NULL;
	default: return NULL;
	}
}

static bool left_out(const char *word)
{
	const char *at = word ? strstr(without, word) : NULL;
	size_t size = word ? strlen(word) : 0;

	for (; at; at = strstr(at + 1, word))
		if ((at == without || at[-1] == ' ') && (at[size] == ' ' || at[size] == '\0'))
			return true;
	return false;
}

static bool expresses_type(const struct seam_type *type)
{
	if (left_out(word_of(type)) || (type->packed && left_out("packed")) || (type->aligned && left_out("aligned")))
		return false;
	for (uint32_t m = 0; type->members && m < type->count; m++)
		if ((type->members[m].aligned && left_out("aligned")) ||
		    (type->members[m].is_bit_field && left_out("bit_field")))
			return false;
	return seam_emitter.can_type(type);
}

static unsigned ways_of(const struct seam_signature *s)
{
	size_t n;
	struct seam_type *const *types = seam_signature_types(s, &n);

	for (size_t t = 0; t < n; t++)
		if (!expresses_type(types[t]))
			return 0;
	if ((s->variadic && left_out("variadic")) ||
	    (s->convention != SEAM_DEFAULT_CONVENTION && left_out("convention")))
		return 0;
	return seam_emitter.can ? seam_emitter.can(s) : SEAM_EMIT_CALLEE | SEAM_EMIT_CALLER;
}

/* ---- the list ---- */

static void add_to_rule(const char *name, unsigned function)
{
	bool fresh;
	unsigned n = number_of(&rule_names, name, &fresh);
	struct rule *rule;

	if (fresh) {
		rules = need(realloc(rules, (n_rules + 1) * sizeof *rules));
		rules[n_rules++] = (struct rule){ copy(name), NULL, 0, 0 };
	}
	rule = &rules[n];
	if (rule->count == rule->capacity) {
		rule->capacity = rule->capacity ? 2 * rule->capacity : 64;
		rule->functions = need(realloc(rule->functions, rule->capacity * sizeof *rule->functions));
	}
	rule->functions[rule->count++] = function;
}

static void add_line(char *line, const char *file, unsigned number)
{
	char *tab = strchr(line, '\t');
	struct seam_signature_error error;
	struct seam_signature *s;
	bool fresh;
	unsigned n;

	if (!tab)
		die("%s:%u: no tab between the rule's name and the signature", file, number);
	*tab = '\0';
	s = seam_signature_parse(tab + 1, &error);
	if (!s)
		die("%s:%u: %s: column %u: %s", file, number, tab + 1, error.column, error.message);
	n = number_of(&function_names, s->text, &fresh);
	if (fresh) {
		if (n_functions % 1024 == 0)
			functions = need(realloc(functions, (n_functions + 1024) * sizeof *functions));
		functions[n_functions++] = (struct function){ s, ways_of(s) };
	} else {
		free(s);
	}
	add_to_rule(line, n);
}

static void read_list(const char *path)
{
	static char line[1 << 16];
	FILE *in = fopen(path, "r");
	unsigned number = 0;

	if (!in)
		die("%s: cannot be read", path);
	while (fgets(line, sizeof line, in)) {
		size_t size = strcspn(line, "\r\n");

		if (line[size] == '\0' && !feof(in))
			die("%s:%u: the line is too long", path, number + 1);
		line[size] = '\0';
		number++;
		if (*line && *line != '#')
			add_line(line, path, number);
	}
	if (ferror(in) || fclose(in) != 0)
		die("%s: cannot be read", path);
}

/* ---- what is written ---- */

static FILE *create(const char *folder, const char *name, const char *ending)
{
	char path[4096];
	FILE *out;

	if ((size_t)snprintf(path, sizeof path, "%s/%s%s", folder, name, ending) >= sizeof path ||
	    !(out = fopen(path, "w")))
		die("%s/%s%s: cannot be written", folder, name, ending);
	return out;
}

static void finish(FILE *out, const char *what)
{
	if (ferror(out) | (fclose(out) != 0))
		die("%s could not be written whole: is the disk full?", what);
}

static void write_types(FILE *out, const struct seam_signature *s)
{
	size_t n;
	struct seam_type *const *types = seam_signature_types(s, &n);

	for (size_t t = 0; t < n; t++) {
		bool fresh;
		int layout = -1;

		if (types[t]->kind != SEAM_STRUCT && types[t]->kind != SEAM_UNION)
			continue;
		number_of(&part_names, types[t]->text, &fresh);
		if (!fresh)
			continue;
		layout = (int)number_of(&layout_names, types[t]->text, &fresh);
		if (fresh) {
			layouts = need(realloc(layouts, (n_layouts + 1) * sizeof *layouts));
			layout_bits = need(realloc(layout_bits, (n_layouts + 1) * sizeof *layout_bits));
			layout_bits[n_layouts] = seam_emitter.bits && seam_emit_has_bit_fields(types[t]);
			layouts[n_layouts++] = copy(types[t]->text);
		}
		seam_emitter.type(out, types[t], fresh ? layout : -1);
	}
}

static void write_parts(const char *folder, size_t size)
{
	for (size_t first = 0, part = 0; first < n_functions; first += size, part++) {
		char name[32];
		FILE *out;

		snprintf(name, sizeof name, "part_%03zu", part);
		out = create(folder, name, seam_emitter.ending);
		seam_emitter.begin(out);
		for (size_t f = first; f < n_functions && f < first + size; f++) {
			if (!functions[f].ways)
				continue;
			write_types(out, functions[f].signature);
			if (functions[f].ways & SEAM_EMIT_CALLEE)
				seam_emitter.callee(out, functions[f].signature, (unsigned)f);
			if (functions[f].ways & SEAM_EMIT_CALLER)
				seam_emitter.caller(out, functions[f].signature, (unsigned)f);
		}
		forget(&part_names);
		finish(out, name);
	}
}

static void write_rules(FILE *out)
{
	for (size_t r = 0; r < n_rules; r++) {
		fprintf(out, "static const uint32_t rule_%zu[] = {", r);
		for (size_t i = 0; i < rules[r].count; i++)
			fprintf(out, "%u,", rules[r].functions[i]);
		fputs("};\n", out);
	}
	fputs("static const struct seam_compiled_rule rules[] = {\n", out);
	for (size_t r = 0; r < n_rules; r++)
		fprintf(out, "\t{ \"%s\", %zu, rule_%zu },\n", rules[r].name, rules[r].count, r);
	fputs("\t{ 0, 0, 0 }\n};\n", out);
}

static void write_functions(FILE *out)
{
	for (size_t f = 0; f < n_functions; f++) {
		if (functions[f].ways & SEAM_EMIT_CALLEE)
			fprintf(out, "extern void seam_callee_%zu(void);\n", f);
		if (functions[f].ways & SEAM_EMIT_CALLER)
			fprintf(out, "extern void seam_caller_%zu(seam_fn, struct seam_slots *);\n", f);
	}
	fputs("static const struct seam_compiled_function functions[] = {\n", out);
	for (size_t f = 0; f < n_functions; f++) {
		fprintf(out, "\t{ \"%s\", ", functions[f].signature->text);
		fprintf(out, functions[f].ways & SEAM_EMIT_CALLEE ? "seam_callee_%zu, " : "0, ", f);
		fprintf(out, functions[f].ways & SEAM_EMIT_CALLER ? "seam_caller_%zu },\n" : "0 },\n", f);
	}
	fputs("\t{ 0, 0, 0 }\n};\n", out);
}

static void write_layouts(FILE *out)
{
	for (size_t t = 0; t < n_layouts; t++) {
		fprintf(out, "extern void seam_layout_%zu(uint32_t *);\n", t);
		if (layout_bits[t])
			fprintf(out, "extern void seam_bits_%zu(void *, uint32_t, int64_t *, int);\n", t);
	}
	fputs("static const struct seam_compiled_type types[] = {\n", out);
	for (size_t t = 0; t < n_layouts; t++)
		fprintf(out,
		        layout_bits[t] ? "\t{ \"%s\", seam_layout_%zu, seam_bits_%zu },\n"
		                       : "\t{ \"%s\", seam_layout_%zu, 0 },\n",
		        layouts[t], t, t);
	fputs("\t{ 0, 0, 0 }\n};\n", out);
}

static void write_table(const char *folder)
{
	FILE *out = create(folder, "table", ".c");

	fputs("/* Made by emit/driver.c. */\n#include <calls/compiled.h>\n\n", out);
	fprintf(out, "struct seam_slots *seam_slots[%zu];\n", n_functions + 1);
	fputs("int64_t seam_wide[SEAM_MOST_ARGS + 1];\n", out);
	write_functions(out);
	write_layouts(out);
	write_rules(out);
	fprintf(out,
	        "const struct seam_compiled seam_compiled = {\n\tSEAM_COMPILER, %zu, %zu, %zu, functions, types, rules, seam_slots, %s\n};\n",
	        n_functions, n_layouts, n_rules, seam_emitter.wide ? "seam_wide" : "0");
	finish(out, "the table");
}

int main(int argc, char **argv)
{
	const char *list = NULL, *folder = NULL;
	long part = 400;

	for (int i = 1; i < argc; i += 2) {
		if (i + 1 == argc)
			die("%s: its value is missing", argv[i]);
		if (strcmp(argv[i], "--list") == 0)
			list = argv[i + 1];
		else if (strcmp(argv[i], "--out") == 0)
			folder = argv[i + 1];
		else if (strcmp(argv[i], "--part") == 0)
			part = strtol(argv[i + 1], NULL, 10);
		else if (strcmp(argv[i], "--without") == 0)
			without = argv[i + 1];
		else
			die("%s: unknown; there are --list --out --part --without", argv[i]);
	}
	if (!list || !folder || part < 1)
		die("--list FILE and --out FOLDER are needed, --part is at least 1");
	read_list(list);
	write_parts(folder, (size_t)part);
	write_table(folder);
	return 0;
}
