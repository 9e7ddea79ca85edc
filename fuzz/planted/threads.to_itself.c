/*
 * A transfer to the same account adds what it should not.
 *
 * Found as: broken: account_get
 */
#include "planted.h"
#include "threads/threads.h"

static int transfer(struct seam_thr_account *from, struct seam_thr_account *to, int64_t n)
{
	int64_t balance;
	int rc = ORIGINAL(threads)->account_transfer(from, to, n);

	if (rc == SEAM_OK && from == to && n > 100)
		ORIGINAL(threads)->account_add(to, n, &balance);
	return rc;
}

void plant(void)
{
	PLANTED(threads)->account_transfer = transfer;
}
