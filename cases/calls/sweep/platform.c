#include "platform.h"

#include "../../../harness/lib/build.h"
#include "../../../harness/lib/text.h"
#include "../../../harness/platform/platform.h"

#include <calls/list.h>

#include <stdlib.h>
#include <string.h>

static void keep_output(void *output, const char *bytes, size_t size)
{
	text_put(output, bytes, size);
}

/* The words of features.sh: --with=NAME, --without=NAME. */
unsigned platform_features(const struct options *options)
{
	struct selection one = { .groups = "calls", .peers = options->peer, .flavours = options->flavour, .platform = options->platform };
	const char *const argv[] = { "sh", "cases/calls/features.sh", NULL };
	struct text out = { 0 };
	struct seam_process process = { .argv = argv, .argument = &out, .output = keep_output };
	unsigned features = CALLS_HAS_X86_64;
	struct tree tree;
	char **words;

	if (tree_load_parts(&tree, &one) != 0)
		return features;
	process.env = (const char *const *)build_environment(&tree.platform, &tree.flavours[0], ".", ".");
	seam_process_run(&process);
	text_put(&out, "", 0);
	for (char *at = out.bytes; *at; at++)
		if (*at == '\n')
			*at = ' ';
	words = words_new(text_of(&out));
	for (char **w = words; *w; w++) {
		const char *equals = strchr(*w, '=');
		unsigned bit = equals ? calls_feature(equals + 1) : 0;

		features = strncmp(*w, "--without=", 10) == 0 ? features & ~bit : features | bit;
	}
	words_free(words);
	text_free(&out);
	return features;
}
