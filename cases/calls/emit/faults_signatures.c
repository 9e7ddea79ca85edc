/* faults_signatures.c - the whole call is taken for another: the hidden result, variadic calls, conventions, order and number. */
#include "faults.h"

#include <string.h>

/* Copies arguments from one to before another; `promote`: floats as C promotes them. */
static void copy(struct wrong *w, const struct seam_signature *s, uint32_t from, uint32_t to)
{
	for (uint32_t a = from; a < to; a++) {
		w->arg = (uint8_t)a;
		wrong_add(w, FAULTS_PLAIN, 0, s->args[a]->text);
	}
}

static void result(struct wrong *w, const char *text)
{
	snprintf(w->text + strlen(w->text), sizeof w->text - strlen(w->text), ">%s", text);
}

static const char *result_text(const struct seam_signature *s)
{
	return s->result->kind == SEAM_VOID ? "v" : s->result->text;
}

static bool is_plain(const struct seam_signature *s)
{
	return !s->variadic && s->convention == SEAM_DEFAULT_CONVENTION;
}

/* A struct result that is in registers has a hidden pointer, which moves the arguments along. */
static bool hidden_pointer_too_much(struct wrong *w, const struct seam_signature *s)
{
	char text[256];

	if (!is_plain(s) || s->result->kind != SEAM_STRUCT || !s->result->count || s->n_args == 0 || strlen(s->result->text) > 100)
		return false;
	copy(w, s, 0, s->n_args);
	snprintf(text, sizeof text, "{%s[3l]}", s->result->text);
	result(w, text);
	return true;
}

static bool last_argument_lost(struct wrong *w, const struct seam_signature *s)
{
	if (!is_plain(s) || s->n_args < 2)
		return false;
	copy(w, s, 0, s->n_args - 1);
	result(w, result_text(s));
	return true;
}

static bool reversed(struct wrong *w, const struct seam_signature *s)
{
	if (!is_plain(s) || s->n_args < 2)
		return false;
	for (uint32_t a = s->n_args; a--;)
		copy(w, s, a, a + 1);
	result(w, result_text(s));
	return true;
}

/* A function without a prototype's arguments: no count of vector registers, floats as they are. */
static bool variadic_as_fixed(struct wrong *w, const struct seam_signature *s)
{
	if (!s->variadic || s->n_args == s->n_fixed)
		return false;
	copy(w, s, 0, s->n_args);
	result(w, result_text(s));
	return true;
}

/* All but the first are promoted, which shows in floats. */
static bool fixed_as_variadic(struct wrong *w, const struct seam_signature *s)
{
	bool promoted = false;

	for (uint32_t a = 1; s->variadic && a < s->n_fixed; a++)
		promoted |= s->args[a]->kind == SEAM_FLOAT32;
	if (!promoted)
		return false;
	copy(w, s, 0, 1);
	strcat(w->text, ".");
	copy(w, s, 1, s->n_args);
	result(w, result_text(s));
	return true;
}

static bool with_convention(struct wrong *w, const struct seam_signature *s, const char *name)
{
	strcat(w->text, name);
	copy(w, s, 0, s->n_args);
	result(w, result_text(s));
	return true;
}

static bool ms_as_sysv(struct wrong *w, const struct seam_signature *s)
{
	return s->convention == SEAM_MS && with_convention(w, s, "");
}

static bool sysv_as_ms(struct wrong *w, const struct seam_signature *s)
{
	return s->convention == SEAM_SYSV && with_convention(w, s, "ms|");
}

static bool stdcall_as_cdecl(struct wrong *w, const struct seam_signature *s)
{
	return s->convention == SEAM_STDCALL && with_convention(w, s, "cdecl|");
}

static bool cdecl_as_stdcall(struct wrong *w, const struct seam_signature *s)
{
	return s->convention == SEAM_CDECL && with_convention(w, s, "stdcall|");
}

static bool fastcall_as_stdcall(struct wrong *w, const struct seam_signature *s)
{
	return s->convention == SEAM_FASTCALL && with_convention(w, s, "stdcall|");
}

static bool thiscall_as_stdcall(struct wrong *w, const struct seam_signature *s)
{
	return s->convention == SEAM_THISCALL && with_convention(w, s, "stdcall|");
}

#define WHOLE(name, rules) { #name, NULL, NULL, name, rules }

const struct kind signature_kinds[] = {
	WHOLE(hidden_pointer_too_much, "struct_out. boundary. copy.result random.structs array. nested. hfa."),
	WHOLE(last_argument_lost, "arity. scalars. mixes. int.nine_alike many. random."),
	WHOLE(reversed, "arity. scalars. mixes. int.nine_alike out_param. int.pairs pointer.several random. live."),
	WHOLE(variadic_as_fixed, "variadic."),
	WHOLE(fixed_as_variadic, "variadic.fixed"),
	WHOLE(ms_as_sysv, "convention.ms"),
	WHOLE(sysv_as_ms, "convention.sysv"),
	WHOLE(stdcall_as_cdecl, "convention.stdcall"),
	WHOLE(cdecl_as_stdcall, "convention.cdecl"),
	WHOLE(fastcall_as_stdcall, "convention.fastcall"),
	WHOLE(thiscall_as_stdcall, "convention.thiscall"),
	{ NULL, NULL, NULL, NULL, NULL }
};
