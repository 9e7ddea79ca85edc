/* peer.c - the table. */
#include "peer.h"

#if defined(__clang__)
#define TOOLCHAIN "clang " __clang_version__ ", SQLite " SQLITE_VERSION
#else
#define TOOLCHAIN "gcc " __VERSION__ ", SQLite " SQLITE_VERSION
#endif

static const struct seam_sqlite ops = {
	.version = version,
	.config_malloc = config_malloc,
	.shutdown = shut_down,
	.open = connect_to,
	.close = disconnect,
	.close_v2 = disconnect_later,
	.failure = failure,
	.run = run,
	.exec = exec,
	.exec_free = exec_free,
	.prepare = prepare,
	.bind_text = bind_text,
	.bind_text16 = bind_text16,
	.bind_blob = bind_blob,
	.step = step,
	.column_text = column_text,
	.column_text16 = column_text16,
	.column_blob = column_blob,
	.column_bytes = column_bytes,
	.column_bytes16 = column_bytes16,
	.reset = reset,
	.unbind = unbind,
	.finalize = finalize,
	.handler = handler,
	.busy = busy,
	.authorizer = authorizer,
	.function = function,
	.aggregate = aggregate,
	.collation = collation,
	.result = result,
	.aux_set = aux_set,
	.aux_get = aux_get,
	.blob_open = blob_open,
	.blob_bytes = blob_bytes,
	.blob_read = blob_read,
	.blob_write = blob_write,
	.blob_close = blob_close,
};

SEAM_EXPORT const struct seam_peer *seam_peer_open(const struct seam_host *host)
{
	static const struct seam_offer offers[] = { { "sqlite", sizeof ops, &ops } };
	static const struct seam_peer peer = { SEAM_ABI, sizeof peer, "sqlite-system", "C", TOOLCHAIN, 0, offers, 1 };

	if (sqlite3_libversion_number() < SQLITE_VERSION_NUMBER) {
		host->log(host, "the SQLite that was loaded is older than the header that the peer was built with");
		return NULL;
	}
	return &peer;
}
