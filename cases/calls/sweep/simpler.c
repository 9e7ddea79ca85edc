/* simpler.c - candidates are edits of the text: a piece of it is left out, or something simpler is put there. */
#include "simpler.h"

#include "../../../harness/lib/text.h"

#include <calls/signature.h>

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the parts of a canonical text ---- */

enum role { ARGUMENT, RESULT, MEMBER, ELEMENT };

/* A type, or a member with all that belongs to it. */
struct part {
	size_t start, end;         /* with `_`, `:3` and a member's `@8`   */
	size_t type_start, type_end; /* the type alone, with its attributes */
	enum role role;
	int parent; /* number of the part that it is directly in, or -1 */
};

struct parts {
	struct part *list;
	size_t count, room;
	const char *text;
	size_t at;
};

static size_t digits(struct parts *p)
{
	size_t start = p->at;

	while (isdigit((unsigned char)p->text[p->at]))
		p->at++;
	return p->at - start;
}

static void attribute(struct parts *p, char mark)
{
	if (p->text[p->at] == mark) {
		p->at++;
		digits(p);
	}
}

static size_t add_part(struct parts *p, enum role role, int parent)
{
	if (p->count == p->room) {
		p->room = p->room ? 2 * p->room : 64;
		p->list = need(realloc(p->list, p->room * sizeof *p->list));
	}
	p->list[p->count] = (struct part){ .start = p->at, .role = role, .parent = parent };
	return p->count++;
}

static void scan(struct parts *p, enum role role, int parent)
{
	size_t n = add_part(p, role, parent);
	char first;

	if (p->text[p->at] == '_')
		p->at++;
	p->list[n].type_start = p->at;
	first = p->text[p->at++];
	switch (first) {
	case '{':
	case '(':
		while (p->text[p->at] != '}' && p->text[p->at] != ')')
			scan(p, MEMBER, (int)n);
		p->at++;
		if (p->text[p->at] == '!')
			p->at++;
		attribute(p, '@');
		break;
	case '[':
		digits(p);
		scan(p, ELEMENT, (int)n);
		p->at++;
		break;
	case 'V':
		digits(p);
		p->at++;
		digits(p);
		break;
	case 'Z':
		p->at++;
		break;
	case 'x':
	case 'X':
		digits(p);
		break;
	default:
		break;
	}
	p->list[n].type_end = p->at;
	if (role == MEMBER) {
		attribute(p, ':');
		attribute(p, '@');
	}
	p->list[n].end = p->at;
}

static void parts_of(struct parts *p, const char *text)
{
	const char *bar = strchr(text, '|');

	*p = (struct parts){ .text = text, .at = bar ? (size_t)(bar - text) + 1 : 0 };
	while (text[p->at] != '>')
		if (text[p->at] == '.')
			p->at++;
		else
			scan(p, ARGUMENT, -1);
	p->at++;
	scan(p, RESULT, -1);
}

/* ---- what it costs ---- */

/* The simplest first; others stand for one of these. */
static const char simple[] = "idlfcsp";

static char stands_for(char scalar)
{
	static const char pairs[] = "acAcbcSsIiwiUieiEiusLlqlQlnlNljlJlmlMlPp";

	for (size_t i = 0; pairs[i]; i += 2)
		if (pairs[i] == scalar)
			return pairs[i + 1];
	return 0;
}

static uint64_t scalar_cost(const char *type)
{
	const char *at = strchr(simple, *type);
	char other;

	if (*type == 'x' || *type == 'X')
		return 1040 + (uint64_t)atoi(type + 1) + (*type == 'X' ? 20 : 0);
	if (at)
		return 1001 + (uint64_t)(at - simple);
	other = stands_for(*type);
	return other ? 1010 + (uint64_t)(strchr(simple, other) - simple) : 1080;
}

static uint64_t type_cost(const struct parts *p, const struct part *part)
{
	const char *at = p->text + part->type_start;

	switch (*at) {
	case 'v': return 0;
	case '{': return 600;
	case '(': return 700;
	case '[': return 500 + 10 * (uint64_t)atoi(at + 1);
	case 'V': return 1400 + 20 * (uint64_t)atoi(at + 1);
	case 'Z': return 1300 + scalar_cost(at + 1) / 10;
	default: return scalar_cost(at);
	}
}

uint64_t signature_cost(const char *text)
{
	uint64_t cost = strchr(text, '|') ? 200 : 0;
	struct parts p;

	for (const char *at = text; *at; at++) {
		if (*at == '!' || *at == '.')
			cost += 100;
		else if (*at == '@')
			cost += 100 + (uint64_t)atoi(at + 1) / 2;
		else if (*at == ':')
			cost += 80 + (uint64_t)atoi(at + 1);
		else if (*at == '_')
			cost += 20;
	}
	parts_of(&p, text);
	for (size_t n = 0; n < p.count; n++)
		cost += type_cost(&p, &p.list[n]);
	free(p.list);
	return cost;
}

/* ---- candidates ---- */

static void put(struct candidates *out, const char *text, const char *original, size_t start, size_t end, const char *with)
{
	struct seam_signature *s = seam_signature_parse(text, NULL);
	bool good = s && signature_cost(s->text) < signature_cost(original);

	for (size_t i = 0; good && i < out->count; i++)
		good = strcmp(out->list[i].text, text) != 0;
	free(s);
	if (!good)
		return;
	if (out->count == out->room) {
		out->room = out->room ? 2 * out->room : 64;
		out->list = need(realloc(out->list, out->room * sizeof *out->list));
	}
	out->list[out->count++] = (struct candidate){ copy_new(text), start, end, with ? copy_new(with) : NULL };
}

void candidates_add(struct candidates *out, const char *text)
{
	put(out, text, "cdecl|{lllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll}>v", 1, 0, NULL);
}

static void edit(struct candidates *out, const char *text, size_t start, size_t end, const char *with)
{
	char *edited = format_new("%.*s%s%s", (int)start, text, with, text + end);

	put(out, edited, text, start, end, with);
	free(edited);
}

void candidates_free(struct candidates *c)
{
	for (size_t i = 0; i < c->count; i++) {
		free(c->list[i].text);
		free(c->list[i].with);
	}
	free(c->list);
	*c = (struct candidates){ 0 };
}

/* The type with each scalar replaced by the one that it stands for: many types become one. */
static char *plain(const char *from, size_t size)
{
	char *text = format_new("%.*s", (int)size, from);

	for (char *at = text; *at; at++) {
		char other = stands_for(*at);

		if (*at == ':' || *at == '@' || *at == '[' || *at == 'V' || *at == 'x' || *at == 'X')
			while (isdigit((unsigned char)at[1]))
				at++;
		else if (other && (at == text || (at[-1] != 'Z' && !strchr(at, '|'))))
			*at = other;
	}
	return text;
}

static void whole(struct candidates *out, const char *original, const char *arguments, size_t size, const char *result)
{
	char *text = format_new("%.*s>%s", (int)size, arguments, result), *simpler = plain(text, strlen(text));

	put(out, simpler, original, 1, 0, NULL);
	put(out, text, original, 1, 0, NULL);
	free(simpler);
	free(text);
}

static void alone(struct candidates *out, const char *text, const struct parts *p)
{
	const struct part *result = &p->list[p->count - 1];
	const char *arrow = strrchr(text, '>');

	for (size_t n = 0; n < p->count; n++)
		if (p->list[n].role == RESULT)
			result = &p->list[n];
	whole(out, text, "", 0, text + result->start);
	for (size_t n = 0; n < p->count; n++)
		if (p->list[n].role == ARGUMENT)
			whole(out, text, text + p->list[n].start, p->list[n].end - p->list[n].start, "v");
	whole(out, text, text, (size_t)(arrow - text), "v");
	whole(out, text, text, (size_t)(arrow - text), arrow + 1);
}

/* Windows of neighbours left out: half of them, a quarter, … one. */
static void leave_out(struct candidates *out, const char *text, const struct parts *p, int parent, enum role role)
{
	size_t *of = need(malloc((p->count + 1) * sizeof *of)), count = 0;

	for (size_t n = 0; n < p->count; n++)
		if (p->list[n].parent == parent && p->list[n].role == role)
			of[count++] = n;
	for (size_t size = count; size; size = size / 2)
		for (size_t first = 0; first < count; first += size) {
			size_t last = first + size < count ? first + size - 1 : count - 1;

			edit(out, text, p->list[of[first]].start, p->list[of[last]].end, "");
		}
	free(of);
}

/* {a{bc}} becomes {abc}; an argument {cd} becomes c or d. */
static void unwrap(struct candidates *out, const char *text, const struct parts *p, size_t n)
{
	const struct part *part = &p->list[n];
	size_t first = part->end, last = part->start;

	for (size_t m = n + 1; m < p->count; m++)
		if (p->list[m].parent == (int)n) {
			char *inner = format_new("%.*s", (int)(p->list[m].end - p->list[m].start), text + p->list[m].start);
			size_t end = part->role == MEMBER ? part->end : part->type_end;

			edit(out, text, part->start, end, inner);
			free(inner);
			first = p->list[m].start < first ? p->list[m].start : first;
			last = p->list[m].end;
		}
	if (part->role != RESULT && first < last && text[part->type_start] != '[') {
		char *inner = format_new("%.*s", (int)(last - first), text + first);

		edit(out, text, part->start, part->end, inner);
		free(inner);
	}
}

static void fewer(struct candidates *out, const char *text, const struct parts *p)
{
	const char *bar = strchr(text, '|'), *dot = strchr(text, '.'), *arrow = strrchr(text, '>');

	leave_out(out, text, p, -1, ARGUMENT);
	edit(out, text, (size_t)(arrow - text) + 1, strlen(text), "v");
	if (bar)
		edit(out, text, 0, (size_t)(bar - text) + 1, "");
	if (dot)
		edit(out, text, (size_t)(dot - text), (size_t)(dot - text) + 1, "");
	for (size_t n = 0; n < p->count; n++) {
		char first = text[p->list[n].type_start];

		if (first == '{' || first == '(')
			leave_out(out, text, p, (int)n, MEMBER);
		if (first == '{' || first == '(' || first == '[')
			unwrap(out, text, p, n);
	}
}

static void count_down(struct candidates *out, const char *text, const struct part *part)
{
	size_t at = part->type_start + 1, end = at;
	unsigned long count = strtoul(text + at, NULL, 10);
	char number[24];

	while (isdigit((unsigned char)text[end]))
		end++;
	for (unsigned long less = 1; less < count; less = less * 2 < count ? less * 2 : less < count - 1 ? count - 1 : count) {
		snprintf(number, sizeof number, "%lu", less);
		edit(out, text, at, end, number);
	}
}

/* The marks behind a type, one by one: packed, aligned, a bit-field's width. */
static void without_marks(struct candidates *out, const char *text, const struct part *part)
{
	size_t at = part->type_end;

	while (at > part->type_start && (isdigit((unsigned char)text[at - 1]) || text[at - 1] == '@' || text[at - 1] == '!'))
		at--;
	for (; at < part->end; at++)
		if (strchr("!@:", text[at])) {
			size_t end = at + 1;

			while (isdigit((unsigned char)text[end]))
				end++;
			edit(out, text, at, end, "");
			if (text[at] == '@' && atoi(text + at + 1) > 2) {
				char half[16];

				snprintf(half, sizeof half, "@%d", atoi(text + at + 1) / 2);
				edit(out, text, at, end, half);
			}
			if (text[at] == ':' && atoi(text + at + 1) > 1)
				edit(out, text, at, end, ":1");
		}
}

static void simpler_type(struct candidates *out, const char *text, const struct part *part)
{
	char first = text[part->type_start], one[2] = { 0, 0 };

	for (size_t s = 0; simple[s]; s++)
		if (first != 'v') {
			one[0] = simple[s];
			edit(out, text, part->type_start, part->type_end, one);
		}
	if (first == '[' || first == 'V')
		count_down(out, text, part);
	if (first == 'Z' && text[part->type_start + 1] != 'd')
		edit(out, text, part->type_start, part->type_end, "Zd");
	if (first == 'Z' && text[part->type_start + 1] != 'f')
		edit(out, text, part->type_start, part->type_end, "Zf");
	if (first == '(') {
		char *as_struct = format_new("{%.*s", (int)(part->type_end - part->type_start - 1), text + part->type_start + 1);
		char *close = strrchr(as_struct, ')');

		if (close)
			*close = '}';
		edit(out, text, part->type_start, part->type_end, as_struct);
		free(as_struct);
	}
	without_marks(out, text, part);
}

void candidates_of(struct candidates *out, const char *text, unsigned phase)
{
	struct parts p;

	parts_of(&p, text);
	if (phase == 0)
		alone(out, text, &p);
	else if (phase == 1)
		fewer(out, text, &p);
	for (size_t n = 0; phase == 2 && n < p.count; n++)
		simpler_type(out, text, &p.list[n]);
	free(p.list);
}

static int by_place(const void *a, const void *b)
{
	const struct candidate *x = *(const struct candidate *const *)a, *y = *(const struct candidate *const *)b;

	/* Of two that begin alike, the one that takes more away. */
	return x->start != y->start ? (x->start > y->start) - (x->start < y->start) : (x->end < y->end) - (x->end > y->end);
}

char *candidates_merged(const char *text, const struct candidate *const *edits, size_t count)
{
	const struct candidate **sorted = need(malloc((count + 1) * sizeof *sorted));
	struct text t = { 0 };
	struct seam_signature *s;
	size_t at = 0;

	memcpy(sorted, edits, count * sizeof *sorted);
	qsort(sorted, count, sizeof *sorted, by_place);
	for (size_t i = 0; i < count; i++) {
		if (sorted[i]->end < sorted[i]->start || sorted[i]->start < at)
			continue;
		text_put(&t, text + at, sorted[i]->start - at);
		text_put(&t, sorted[i]->with, strlen(sorted[i]->with));
		at = sorted[i]->end;
	}
	text_put(&t, text + at, strlen(text + at));
	free(sorted);
	s = seam_signature_parse(text_of(&t), NULL);
	if (!s || signature_cost(s->text) >= signature_cost(text)) {
		text_free(&t);
		t.bytes = NULL;
	}
	free(s);
	return t.bytes;
}
