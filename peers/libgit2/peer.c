/* peer.c - the table, and the check that comes before it: header and library are of one version. */
#include "peer.h"
#include <stdio.h>
#include <string.h>

const struct seam_host *the_host;

#if defined(__clang__)
#define TOOLCHAIN "clang " __clang_version__ ", libgit2 " LIBGIT2_VERSION
#else
#define TOOLCHAIN "gcc " __VERSION__ ", libgit2 " LIBGIT2_VERSION
#endif

static const struct seam_libgit2 ops = {
	.versions = versions,
	.describe = describe,
	.write = write_leaves,
	.read = read_leaves,
	.constant = constant,
	.options_init = options_init,
	.init = init,
	.shutdown = shut_down,
	.set_allocator = set_allocator,
	.last_error = last_error,
	.open = repository_open,
	.close = repository_close,
	.commit = commit_find,
	.commit_message = commit_message,
	.commit_author = commit_author,
	.commit_free = commit_free,
	.blob = blob_find,
	.blob_content = blob_content,
	.blob_free = blob_free,
	.tag = tag_find,
	.tag_message = tag_message,
	.tag_tagger = tag_tagger,
	.tag_free = tag_free,
	.commit_create = commit_create,
	.blob_create = blob_create,
	.prettify = prettify,
	.bytes_free = bytes_free,
	.foreach = walk,
	.odb_backend = odb_backend,
	.connect = connect_to,
};

SEAM_EXPORT const struct seam_peer *seam_peer_open(const struct seam_host *host)
{
	static const struct seam_offer offers[] = { { "libgit2", sizeof ops, &ops } };
	static const struct seam_peer peer = {
		.abi = SEAM_ABI,
		.size = sizeof peer,
		.name = PEER_NAME,
		.language = "C",
		.toolchain = TOOLCHAIN,
		.traits = 0,
		.offers = offers,
		.n_offers = sizeof offers / sizeof offers[0],
	};
	struct seam_git_versions v;

	versions(&v);
	if (memcmp(v.header, v.library, sizeof v.header)) {
		char text[160];
		snprintf(text, sizeof text,
		         "built with the header of libgit2 %d.%d.%d, but %d.%d.%d is what was loaded", (int)v.header[0],
		         (int)v.header[1], (int)v.header[2], (int)v.library[0], (int)v.library[1], (int)v.library[2]);
		host->log(host, text);
		return NULL;
	}
	the_host = host;
	return &peer;
}
