/* mutants_faults.c - calls by a wrong signature: the compiled functions of faults.sh, between slots of the right one. */
#include "planted.h"

#include <calls/compiled.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROOM = 1 << 14, MOST = 160 };

static const struct seam_compiled *compiled;
static const struct faults *faults;
static _Alignas(4096) unsigned char scratch[MOST + 1][ROOM]; /* for each argument, and for the result */
static void *place[MOST];
static struct seam_slots wrong_slots;

static void open_library(void)
{
	char why[512] = "";

	if (compiled)
		return;
	compiled = seam_beside(NULL, "faults", "seam_compiled", why, sizeof why);
	faults = compiled ? seam_beside(NULL, "faults", "seam_faults", why, sizeof why) : NULL;
	if (!faults) {
		fprintf(stderr, "the planted faults cannot be loaded: %s\n", why);
		abort();
	}
	for (size_t a = 0; a < MOST; a++)
		place[a] = scratch[a];
	wrong_slots = (struct seam_slots){ place, scratch[MOST] };
}

/* NULL: the fault is not planted here. */
static const struct faults_row *row_of(const char *fault, const struct seam_signature *sig)
{
	open_library();
	for (unsigned r = 0; r < faults->count; r++)
		if (strcmp(faults->rows[r].fault, fault) == 0 && strcmp(faults->rows[r].text, sig->text) == 0)
			return &faults->rows[r];
	return NULL;
}

static uint32_t function_of(const struct faults_row *row)
{
	uint32_t f = 0;

	while (strcmp(compiled->functions[f].text, row->wrong) != 0)
		f++;
	return f;
}

/* ---- values of S as values of S', and back ---- */

static void swap_eightbytes(unsigned char *to, const unsigned char *from)
{
	memcpy(to, from + 8, 8);
	memcpy(to + 8, from, 8);
}

static void turn(unsigned char *to, const unsigned char *from, size_t size, unsigned how)
{
	float f;
	double d;
	long double D;

	switch (how) {
	case FAULTS_TO_DOUBLE:
		memcpy(&f, from, sizeof f);
		d = (double)f;
		memcpy(to, &d, sizeof d);
		break;
	case FAULTS_TO_FLOAT:
		memcpy(&d, from, sizeof d);
		f = (float)d;
		memcpy(to, &f, sizeof f);
		break;
	case FAULTS_FROM_LONG:
		memcpy(&D, from, sizeof D);
		d = (double)D;
		memcpy(to, &d, sizeof d);
		break;
	case FAULTS_SWAPPED:
		memcpy(to, from, size);
		if (size == 16)
			swap_eightbytes(to, from);
		break;
	case FAULTS_ADDRESS:
		memcpy(to, &from, sizeof from);
		break;
	case FAULTS_HIGH:
		memcpy(to + 4, from, 4);
		break;
	default:
		memcpy(to, from, size);
	}
}

static void turn_back(unsigned char *to, const unsigned char *from, size_t size, unsigned how)
{
	double d;
	long double D;

	switch (how) {
	case FAULTS_TO_DOUBLE:
		turn(to, from, size, FAULTS_TO_FLOAT);
		break;
	case FAULTS_TO_FLOAT:
		turn(to, from, size, FAULTS_TO_DOUBLE);
		break;
	case FAULTS_FROM_LONG:
		memcpy(&d, from, sizeof d);
		D = d;
		memcpy(to, &D, sizeof D);
		break;
	case FAULTS_ADDRESS:
		memcpy(to, from, size < sizeof(void *) ? size : sizeof(void *));
		break;
	case FAULTS_HIGH:
		memcpy(to, from + 4, 4);
		break;
	default:
		turn(to, from, size, how);
	}
}

static void arguments(const struct faults_row *row, const struct seam_signature *sig, struct seam_slots *slots, bool back)
{
	for (unsigned p = 0; p < row->n_pieces; p++) {
		const struct faults_piece *piece = &row->pieces[p];
		unsigned char *right = (unsigned char *)slots->arg[piece->arg] + piece->offset;
		size_t size = sig->args[piece->arg]->size - piece->offset;

		if (back)
			turn_back(right, place[p], size, piece->how);
		else
			turn(memset(place[p], 0xB7, ROOM), right, size, piece->how);
	}
}

/* ---- the ops ---- */

int planted_fault_caller(const char *fault, const struct seam_signature *sig, seam_fn fn, struct seam_slots *slots)
{
	const struct faults_row *row = row_of(fault, sig);

	if (!row)
		return O->caller(sig, fn, slots);
	arguments(row, sig, slots, false);
	compiled->functions[function_of(row)].caller(fn, &wrong_slots);
	if (slots->ret)
		turn_back(slots->ret, wrong_slots.ret, sig->result->size, row->result_how);
	return 0;
}

static const struct faults_row *called;

static void give_result(struct planted_registers *r)
{
	(void)r;
	if (planted.slots->ret)
		turn(memset(wrong_slots.ret, 0xB7, ROOM), planted.slots->ret, planted.sig->result->size, called->result_how);
}

static void take_arguments(struct planted_registers *r)
{
	(void)r;
	arguments(called, planted.sig, planted.slots, true);
}

int planted_fault_callee(const char *fault, const struct seam_signature *sig, struct seam_slots *slots, seam_fn *out)
{
	const struct faults_row *row = row_of(fault, sig);
	uint32_t f;

	if (!row)
		return O->callee(sig, slots, out);
	called = row;
	f = function_of(row);
	compiled->slots[f] = &wrong_slots;
	*out = planted_cross(sig, slots, compiled->functions[f].callee);
	planted.before = give_result;
	planted.after = take_arguments;
	return 0;
}
