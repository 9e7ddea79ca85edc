/* echo_fuzz.c - one crossing and no more: a terminated string goes to the peer, its copy comes back and is compared. */
#include "fuzz.h"
#include "input.h"
#include "strings/strings.h"

static const struct seam_strings *s;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	s = FUZZ_LOAD(strings);
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input in = { data, size };
	char *text = take_string(&in, size, NULL), *out = NULL;

	EXPECT(s->echo(text, &out) == SEAM_OK && strcmp(text, out) == 0, "echo: another string");
	SAW(0, *out);
	s->release(out);
	free(text);
	return 0;
}
