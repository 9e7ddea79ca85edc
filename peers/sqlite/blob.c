/* blob.c - incremental I/O. */
#include "peer.h"

#include <limits.h>

int blob_open(void *db, const char *table, const char *column, int64_t row, int writable, void **blob)
{
	sqlite3_blob *made = NULL;
	int rc = sqlite3_blob_open(db, "main", table, column, row, writable, &made);

	if (rc == SQLITE_OK)
		*blob = made;
	else
		sqlite3_blob_close(made);
	return outcome(rc);
}

int blob_bytes(void *blob, int64_t *size)
{
	*size = sqlite3_blob_bytes(blob);
	return SEAM_OK;
}

int blob_read(void *blob, void *bytes, size_t n, int64_t offset)
{
	if (n > INT_MAX || offset < 0 || offset > INT_MAX)
		return SEAM_E_RANGE;
	return outcome(sqlite3_blob_read(blob, bytes, (int)n, (int)offset));
}

int blob_write(void *blob, const void *bytes, size_t n, int64_t offset)
{
	if (n > INT_MAX || offset < 0 || offset > INT_MAX)
		return SEAM_E_RANGE;
	return outcome(sqlite3_blob_write(blob, bytes, (int)n, (int)offset));
}

void blob_close(void *blob)
{
	sqlite3_blob_close(blob);
}
