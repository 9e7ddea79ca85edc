/* classes.h - what was found: failures by the signature that they shrink to. */
#ifndef SEAM_SWEEP_CLASSES_H
#define SEAM_SWEEP_CLASSES_H

#include "sweep.h"

#include <cjson/cJSON.h>

enum { MOST_CLASSES = 400, CONFIRMATIONS = 20 };

struct class {
	char *signature, *first, *message; /* shrunken; the first that was found; what is wrong with the shrunken one */
	unsigned way;
	enum verdict verdict;
	uint64_t count;
	unsigned failed;  /* of CONFIRMATIONS runs with both C sides; fewer: flaky */
	char *known;      /* its line's link and reason in known.sig, or NULL        */
	char *reproducer; /* the folder, or NULL                                    */
	bool reproduced;  /* it shows the defect alone                               */
};

struct classes {
	struct class list[MOST_CLASSES];
	size_t count;
};

/* NULL when there is none. */
struct class *class_of(struct classes *classes, const char *signature, unsigned way, enum verdict verdict);
/* A new one, with a count of 0; NULL when there are too many. */
struct class *class_add(struct classes *classes, const char *signature, const char *first, unsigned way, enum verdict verdict);

cJSON *classes_json(const struct classes *classes);
void classes_from_json(struct classes *classes, const cJSON *json);

/* Marks a class that cases/calls/known.sig names; lines are signature<TAB>way<TAB>peer<TAB>platform<TAB>link and reason, with
 * patterns for way, peer and platform. */
void class_mark_known(struct class *class, const char *peer, const char *platform);

#endif
