#include "signature.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_DEPTH = 24, MOST_COUNT = 1 << 20, MOST_ALIGN = 4096, MOST_VECTOR = 64 };

static const struct {
	const char *text, *c_name;
	unsigned char bits; /* of an integer that may be a bit-field, at most */
} kinds[SEAM_KINDS] = {
	[SEAM_VOID] = { "v", "void", 0 },
	[SEAM_BOOL] = { "b", "_Bool", 1 },
	[SEAM_CHAR] = { "c", "char", 8 },
	[SEAM_SCHAR] = { "a", "signed char", 8 },
	[SEAM_UCHAR] = { "A", "unsigned char", 8 },
	[SEAM_SHORT] = { "s", "short", 16 },
	[SEAM_USHORT] = { "S", "unsigned short", 16 },
	[SEAM_INT] = { "i", "int", 32 },
	[SEAM_UINT] = { "I", "unsigned", 32 },
	[SEAM_LONG] = { "l", "long", 64 },
	[SEAM_ULONG] = { "L", "unsigned long", 64 },
	[SEAM_LLONG] = { "q", "long long", 64 },
	[SEAM_ULLONG] = { "Q", "unsigned long long", 64 },
	[SEAM_PTRDIFF] = { "n", "ptrdiff_t", 64 },
	[SEAM_SIZE] = { "N", "size_t", 64 },
	[SEAM_INTPTR] = { "j", "intptr_t", 64 },
	[SEAM_UINTPTR] = { "J", "uintptr_t", 64 },
	[SEAM_INTMAX] = { "m", "intmax_t", 64 },
	[SEAM_UINTMAX] = { "M", "uintmax_t", 64 },
	[SEAM_WCHAR] = { "w", "wchar_t", 32 },
	[SEAM_CHAR16] = { "u", "char16_t", 16 },
	[SEAM_CHAR32] = { "U", "char32_t", 32 },
	[SEAM_INT8] = { "x1", "int8_t", 8 },
	[SEAM_INT16] = { "x2", "int16_t", 16 },
	[SEAM_INT32] = { "x4", "int32_t", 32 },
	[SEAM_INT64] = { "x8", "int64_t", 64 },
	[SEAM_UINT8] = { "X1", "uint8_t", 8 },
	[SEAM_UINT16] = { "X2", "uint16_t", 16 },
	[SEAM_UINT32] = { "X4", "uint32_t", 32 },
	[SEAM_UINT64] = { "X8", "uint64_t", 64 },
	[SEAM_INT128] = { "x16", "__int128", 0 },
	[SEAM_UINT128] = { "X16", "unsigned __int128", 0 },
	[SEAM_ENUM_SIGNED] = { "e", NULL, 32 },
	[SEAM_ENUM_UNSIGNED] = { "E", NULL, 32 },
	[SEAM_FLOAT32] = { "f", "float", 0 },
	[SEAM_FLOAT64] = { "d", "double", 0 },
	[SEAM_LDOUBLE] = { "D", "long double", 0 },
	[SEAM_FLOAT16] = { "h", "_Float16", 0 },
	[SEAM_DATA_POINTER] = { "p", "void *", 0 },
	[SEAM_FUNCTION_POINTER] = { "P", "void (*)(void)", 0 },
};

static const char *const conventions[SEAM_CONVENTIONS] = { "",         "cdecl",      "stdcall", "fastcall",
	                                                   "thiscall", "vectorcall", "ms",      "sysv" };

const char *seam_kind_c_name(enum seam_kind kind)
{
	return kinds[kind].c_name;
}

const char *seam_convention_name(enum seam_convention convention)
{
	return conventions[convention];
}

bool seam_kind_is_integer(enum seam_kind kind)
{
	return kind >= SEAM_BOOL && kind <= SEAM_ENUM_UNSIGNED;
}

bool seam_kind_is_float(enum seam_kind kind)
{
	return kind >= SEAM_FLOAT32 && kind <= SEAM_FLOAT16;
}

/* The block that a signature is: parts of known sizes one after the other, so that nothing moves while it is filled. */
struct block {
	struct seam_signature signature;
	size_t n_types, n_args, n_members, n_texts;
	struct seam_type *all; /* as they were made: inner ones first */
	struct seam_type **types;
	const struct seam_type **args;
	struct seam_member *members;
	char *texts;
	void *own;
};

struct parser {
	struct block *b;
	const char *text, *at; /* blanks are gone from `text` … */
	const char *given;     /* … which was this, for columns  */
	struct seam_signature_error *error;
	bool failed;
	int depth;
};

static unsigned column_of(const struct parser *p, const char *at)
{
	const char *given = p->given;

	for (ptrdiff_t left = at - p->text; *given; given++) {
		if (*given == ' ' || *given == '\t')
			continue;
		if (left-- == 0)
			break;
	}
	return (unsigned)(given - p->given) + 1;
}

__attribute__((format(printf, 3, 4))) static void fail(struct parser *p, const char *at, const char *format, ...)
{
	va_list arguments;

	if (p->failed)
		return;
	p->failed = true;
	if (!p->error)
		return;
	p->error->column = column_of(p, at);
	va_start(arguments, format);
	vsnprintf(p->error->message, sizeof p->error->message, format, arguments);
	va_end(arguments);
}

static bool take(struct parser *p, char c)
{
	if (*p->at != c)
		return false;
	p->at++;
	return true;
}

static unsigned number(struct parser *p, unsigned least, unsigned most, const char *what)
{
	const char *start = p->at;
	unsigned value = 0;

	while (*p->at >= '0' && *p->at <= '9' && value <= MOST_COUNT)
		value = value * 10 + (unsigned)(*p->at++ - '0');
	if (p->at == start)
		fail(p, start, "%s is missing here: a number from %u to %u", what, least, most);
	else if ((*start == '0' && p->at - start > 1) || value < least || value > most)
		fail(p, start, "%s is not a number from %u to %u", what, least, most);
	return value;
}

static unsigned alignment(struct parser *p)
{
	const char *start = p->at;
	unsigned value = number(p, 1, MOST_ALIGN, "the alignment");

	if (value & (value - 1))
		fail(p, start, "the alignment %u is no power of two", value);
	return value;
}

/* The type that is written from `start` to here: the one that was made of the same text, or a new one. */
static struct seam_type *made(struct parser *p, const char *start, struct seam_type type, bool *fresh)
{
	struct block *b = p->b;
	size_t size = (size_t)(p->at - start);

	*fresh = false;
	for (size_t i = 0; i < b->n_types; i++)
		if (strncmp(b->types[i]->text, start, size) == 0 && b->types[i]->text[size] == '\0')
			return b->types[i];
	memcpy(b->texts + b->n_texts, start, size);
	b->texts[b->n_texts + size] = '\0';
	type.text = b->texts + b->n_texts;
	b->n_texts += size + 1;
	b->all[b->n_types] = type;
	b->types[b->n_types] = &b->all[b->n_types];
	*fresh = true;
	return b->types[b->n_types++];
}

static const struct seam_type *make(struct parser *p, const char *start, struct seam_type type)
{
	bool fresh;

	return made(p, start, type, &fresh);
}

static enum seam_kind scalar_kind(struct parser *p)
{
	size_t best = 0;
	enum seam_kind kind = SEAM_KINDS;

	for (int k = SEAM_BOOL; k < SEAM_COMPLEX; k++) {
		size_t size = strlen(kinds[k].text);

		if (size > best && strncmp(p->at, kinds[k].text, size) == 0) {
			best = size;
			kind = (enum seam_kind)k;
		}
	}
	p->at += best;
	return kind;
}

static const struct seam_type *scalar(struct parser *p)
{
	const char *start = p->at;
	enum seam_kind kind = scalar_kind(p);

	if (kind == SEAM_KINDS) {
		if (*start == 'x' || *start == 'X')
			fail(p, start, "`%c` is followed by its bytes: 1, 2, 4, 8 or 16", *start);
		else if (*start == 'v')
			fail(p, start, "`v` stands for no result, and is no type of an argument or member");
		else if (*start == '[')
			fail(p, start, "an array is a member only: C passes none by value");
		else if (*start)
			fail(p, start, "`%c` is no type", *start);
		else
			fail(p, start, "the signature ends where a type should stand");
		return NULL;
	}
	return make(p, start, (struct seam_type){ .kind = kind });
}

static const struct seam_type *complex_type(struct parser *p)
{
	const char *start = p->at++;
	const struct seam_type *element;

	if (!*p->at || !strchr("fdD", *p->at)) {
		fail(p, p->at, "`Z` is followed by f, d or D");
		return NULL;
	}
	element = scalar(p);
	return make(p, start, (struct seam_type){ .kind = SEAM_COMPLEX, .element = element, .count = 2 });
}

static const struct seam_type *vector_type(struct parser *p)
{
	const char *start = p->at++, *of;
	unsigned count = number(p, 1, MOST_VECTOR, "the vector's number of elements");
	const struct seam_type *element;

	if (count & (count - 1))
		fail(p, start + 1, "a vector of %u elements: not a power of two", count);
	of = p->at;
	element = p->failed ? NULL : scalar(p);
	if (element && (element->kind == SEAM_BOOL || element->kind > SEAM_FLOAT16 || element->kind == SEAM_LDOUBLE ||
	                element->kind == SEAM_ENUM_SIGNED || element->kind == SEAM_ENUM_UNSIGNED))
		fail(p, of, "a vector has elements of an integer type, h, f or d");
	return element ? make(p, start, (struct seam_type){ .kind = SEAM_VECTOR, .element = element, .count = count })
	               : NULL;
}

static const struct seam_type *type(struct parser *p);

static const struct seam_type *array_type(struct parser *p)
{
	const char *start = p->at++;
	unsigned count = number(p, 1, MOST_COUNT, "the array's number of elements");
	const struct seam_type *element = NULL;

	if (p->failed)
		return NULL;
	if (++p->depth > MOST_DEPTH)
		fail(p, start, "nested more than %d deep", MOST_DEPTH);
	else
		element = *p->at == '[' ? array_type(p) : type(p);
	p->depth--;
	if (element && !take(p, ']'))
		fail(p, p->at, "the array that column %u opens is not closed here by `]`", column_of(p, start));
	return element && !p->failed
	               ? make(p, start, (struct seam_type){ .kind = SEAM_ARRAY, .element = element, .count = count })
	               : NULL;
}

static void bit_field(struct parser *p, struct seam_member *m, const char *start)
{
	const char *width = p->at;
	unsigned most = kinds[m->type->kind].bits;

	m->is_bit_field = true;
	if (most == 0) {
		fail(p, start, "a bit-field is of b or an integer that is no pointer, of at most 64 bits");
		return;
	}
	m->bit_width = (uint8_t)number(p, 0, most, "the bit-field's width");
	if (m->bit_width == 0 && !m->unnamed)
		fail(p, width, "a bit-field of width 0 has no name: `_` before its type");
}

static void member(struct parser *p, struct seam_member *m)
{
	const char *start = p->at;

	*m = (struct seam_member){ .unnamed = take(p, '_') };
	m->type = *p->at == '[' ? array_type(p) : type(p);
	if (!m->type)
		return;
	if (take(p, ':'))
		bit_field(p, m, start);
	else if (m->unnamed)
		fail(p, start, "`_` is for bit-fields: `:` and a width follow its type");
	if (take(p, '@')) {
		if (m->is_bit_field)
			fail(p, p->at - 1, "a bit-field has no alignment of its own");
		m->aligned = alignment(p);
	}
}

static const struct seam_type *aggregate(struct parser *p)
{
	const char *start = p->at++;
	const char close = *start == '{' ? '}' : ')';
	struct seam_type made_of = { .kind = *start == '{' ? SEAM_STRUCT : SEAM_UNION };
	struct seam_member found[64], *members = found;
	size_t capacity = sizeof found / sizeof found[0];
	struct seam_type *done = NULL;
	bool fresh;

	if (++p->depth > MOST_DEPTH)
		fail(p, start, "nested more than %d deep", MOST_DEPTH);
	while (!p->failed && *p->at && *p->at != close) {
		if (made_of.count == capacity) {
			struct seam_member *more = malloc(2 * capacity * sizeof *more);

			if (!more) {
				fail(p, start, "memory is out");
				break;
			}
			memcpy(more, members, capacity * sizeof *more);
			if (members != found)
				free(members);
			members = more;
			capacity *= 2;
		}
		member(p, &members[made_of.count++]);
	}
	p->depth--;
	if (!p->failed && !take(p, close))
		fail(p, p->at, "the %s that column %u opens is not closed by `%c`", close == '}' ? "struct" : "union",
		     column_of(p, start), close);
	if (!p->failed && close == ')' && made_of.count == 0)
		fail(p, start, "a union has at least one member");
	made_of.packed = take(p, '!');
	if (take(p, '@'))
		made_of.aligned = alignment(p);
	if (!p->failed) {
		done = made(p, start, made_of, &fresh);
		if (fresh) {
			struct seam_member *kept = p->b->members + p->b->n_members;

			memcpy(kept, members, made_of.count * sizeof *kept);
			p->b->n_members += made_of.count;
			done->members = kept;
		}
	}
	if (members != found)
		free(members);
	return done;
}

static const struct seam_type *type(struct parser *p)
{
	switch (*p->at) {
	case 'Z': return complex_type(p);
	case 'V': return vector_type(p);
	case '{':
	case '(': return aggregate(p);
	default: return scalar(p);
	}
}

static void convention(struct parser *p)
{
	const char *bar = strchr(p->at, '|');
	size_t size = bar ? (size_t)(bar - p->at) : 0;

	if (!bar)
		return;
	for (int c = 1; c < SEAM_CONVENTIONS; c++) {
		if (strlen(conventions[c]) == size && strncmp(p->at, conventions[c], size) == 0) {
			p->b->signature.convention = (enum seam_convention)c;
			p->at = bar + 1;
			return;
		}
	}
	fail(p, p->at, "`%.*s` is no calling convention: cdecl stdcall fastcall thiscall vectorcall ms sysv",
	     (int)(size > 40 ? 40 : size), p->at);
}

static void whole(struct parser *p)
{
	struct seam_signature *s = &p->b->signature;

	convention(p);
	while (!p->failed && *p->at && *p->at != '>') {
		if (*p->at == '.') {
			if (s->variadic || p->b->n_args == 0)
				fail(p, p->at, s->variadic ? "a second `.`" : "`.` has no argument before it");
			s->variadic = true;
			s->n_fixed = (uint32_t)p->b->n_args;
			p->at++;
			continue;
		}
		p->b->args[p->b->n_args++] = type(p);
	}
	s->n_args = (uint32_t)p->b->n_args;
	if (!s->variadic)
		s->n_fixed = s->n_args;
	if (!p->failed && !take(p, '>'))
		fail(p, p->at, "the signature ends without `>` and its result");
	if (p->failed)
		return;
	if (*p->at == 'v') {
		p->at++;
		s->result = make(p, p->at - 1, (struct seam_type){ .kind = SEAM_VOID });
	} else {
		s->result = type(p);
	}
	if (!p->failed && *p->at)
		fail(p, p->at, "nothing stands behind the result");
}

/* Room for what a text of this many characters can be at most: each character makes one type, member and argument. */
static struct block *block_new(size_t size)
{
	size_t n = size + 1, texts = n * (MOST_DEPTH / 4) + n, at = sizeof(struct block);
	size_t types = at, list = types + n * sizeof(struct seam_type), args = list + n * sizeof(void *);
	size_t members = args + n * sizeof(void *), text = members + n * sizeof(struct seam_member);
	struct block *b = calloc(1, text + texts * 4);

	if (!b)
		return NULL;
	b->all = (struct seam_type *)(void *)((char *)b + types);
	b->types = (struct seam_type **)(void *)((char *)b + list);
	b->args = (const struct seam_type **)(void *)((char *)b + args);
	b->members = (struct seam_member *)(void *)((char *)b + members);
	b->texts = (char *)b + text;
	b->signature.args = b->args;
	b->signature.own = &b->own;
	return b;
}

struct seam_signature *seam_signature_parse(const char *text, struct seam_signature_error *error)
{
	size_t size = strlen(text), n = 0;
	struct block *b = block_new(size);
	char *canonical = malloc(size + 1);
	struct parser p = { .b = b, .text = canonical, .at = canonical, .given = text, .error = error };

	if (error)
		*error = (struct seam_signature_error){ 0, "memory is out" };
	if (!b || !canonical) {
		free(b);
		free(canonical);
		return NULL;
	}
	for (size_t i = 0; i < size; i++)
		if (text[i] != ' ' && text[i] != '\t')
			canonical[n++] = text[i];
	canonical[n] = '\0';
	whole(&p);
	if (p.failed) {
		free(b);
		free(canonical);
		return NULL;
	}
	memcpy(b->texts + b->n_texts, canonical, n + 1);
	b->signature.text = b->texts + b->n_texts;
	free(canonical);
	if (error)
		error->message[0] = '\0';
	return &b->signature;
}

struct seam_type *const *seam_signature_types(const struct seam_signature *signature, size_t *count)
{
	const struct block *b = (const struct block *)(const void *)signature;

	*count = b->n_types;
	return b->types;
}
