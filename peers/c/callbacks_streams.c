/* callbacks_streams.c - group `callbacks`: callbacks that store bytes, take bytes, report, and lend memory. */
#include "callbacks_parts.h"

#include <stdio.h>
#include <string.h>

static char *lend(size_t size)
{
	return seam_c_host->alloc(seam_c_host, size, 1);
}

static void give_back(char *block, size_t size)
{
	seam_c_host->free(seam_c_host, block, size, 1);
}

/* A terminated copy, of `size` + 1 bytes; NULL when memory is out. */
static char *copy(const char *bytes, size_t size)
{
	char *text = lend(size + 1);

	if (text && size > 0)
		memcpy(text, bytes, size);
	if (text)
		text[size] = '\0';
	return text;
}

int seam_c_ask(const char *question, size_t length, seam_answer_fn answer, void *userdata, char **text, size_t *n)
{
	char buffer[SEAM_ANSWER_SIZE], *mine;
	size_t used = 0;
	int rc;

	if ((!question && length > 0) || !answer || !text || !n)
		return SEAM_E_NULL;
	mine = copy(question, length);
	if (!mine)
		return SEAM_E_MEMORY;
	rc = answer(mine, length, buffer, sizeof buffer, &used, userdata);
	give_back(mine, length + 1);
	if (rc)
		return SEAM_E_FAILED;
	if (used > sizeof buffer)
		return SEAM_E_RANGE;
	mine = copy(buffer, used);
	if (!mine)
		return SEAM_E_MEMORY;
	*text = mine;
	*n = used;
	return SEAM_OK;
}

enum { CHUNK = 4096 };

/* Writes all of `bytes`; *value is what write returned last. */
static int write_all(const struct seam_transfer *t, const char *bytes, size_t size, uint64_t *done, int64_t *value)
{
	while (size > 0) {
		*value = t->write(bytes, size, t->userdata);
		if (*value <= 0)
			return SEAM_E_FAILED;
		if ((uint64_t)*value > size)
			return SEAM_E_RANGE;
		bytes += *value;
		size -= (size_t)*value;
		*done += (uint64_t)*value;
	}
	return SEAM_OK;
}

static int run(const struct seam_transfer *t, char *buffer, uint64_t *done, int64_t *value)
{
	for (;;) {
		int rc;

		*value = t->read(buffer, CHUNK, t->userdata);
		if (*value == 0)
			return SEAM_OK;
		if (*value < 0)
			return SEAM_E_FAILED;
		if (*value > CHUNK)
			return SEAM_E_RANGE;
		rc = write_all(t, buffer, (size_t)*value, done, value);
		if (rc)
			return rc;
		*value = t->progress ? t->progress(*done, t->userdata) : 0;
		if (*value)
			return SEAM_E_FAILED;
	}
}

/* The line of the log and the buffer of the bytes stand in one block. */
int seam_c_transfer(const struct seam_transfer *transfer, const char *name, uint64_t *done, int64_t *result)
{
	static const char of[] = "transfer of ";
	struct seam_transfer t = { .size = 0 };
	uint64_t taken = 0;
	int64_t value = 0;
	size_t size;
	char *block;
	int rc;

	if (!transfer || !name || !done || !result)
		return SEAM_E_NULL;
	if (transfer->size < offsetof(struct seam_transfer, progress))
		return SEAM_E_VERSION;
	memcpy(&t, transfer, offsetof(struct seam_transfer, progress));
	if (t.size >= offsetof(struct seam_transfer, log))
		t.progress = transfer->progress;
	if (t.size >= sizeof t)
		t.log = transfer->log;
	if (!t.read || !t.write)
		return SEAM_E_NULL;
	size = CHUNK + sizeof of + strlen(name);
	block = lend(size);
	if (!block)
		return SEAM_E_MEMORY;
	if (t.log) {
		snprintf(block + CHUNK, size - CHUNK, "%s%s", of, name);
		t.log(1, block + CHUNK, t.userdata);
	}
	rc = run(&t, block, &taken, &value);
	give_back(block, size);
	*done = taken;
	*result = value;
	return rc;
}

/* Appends to *text, which has `used` bytes without a terminator. */
static int append(const struct seam_memory *m, char **text, size_t used, const char *part)
{
	size_t size = used + strlen(part) + 1;
	char *grown = *text ? m->realloc(*text, size, m->userdata) : m->alloc(size, m->userdata);

	if (!grown)
		return SEAM_E_MEMORY;
	memcpy(grown + used, part, size - used);
	*text = grown;
	return SEAM_OK;
}

int seam_c_join(const char *const *parts, size_t n, const struct seam_memory *memory, char **text)
{
	char *joined = NULL;
	int rc;

	if (!memory || !memory->alloc || !memory->realloc || !memory->free || !text || (!parts && n > 0))
		return SEAM_E_NULL;
	for (size_t i = 0; i < n; i++)
		if (!parts[i])
			return SEAM_E_NULL;
	rc = append(memory, &joined, 0, "");
	for (size_t i = 0, used = 0; i < n && rc == SEAM_OK; i++) {
		rc = append(memory, &joined, used, parts[i]);
		used += strlen(parts[i]);
	}
	if (rc) {
		if (joined)
			memory->free(joined, memory->userdata);
		return rc;
	}
	*text = joined;
	return SEAM_OK;
}
