/* failure.c - a thread's last failure, copied: libgit2's own is overwritten by the next. */
#include "peer.h"
#include <string.h>

struct failure {
	int32_t code, klass;
	size_t size;
	char text[1024];
};

static _Thread_local struct failure last;
static _Thread_local int failed;

static void keep(int code, int klass, const char *text)
{
	size_t n = strlen(text);
	last.code = code;
	last.klass = klass;
	last.size = n < sizeof last.text ? n : sizeof last.text;
	memcpy(last.text, text, last.size);
	failed = 1;
}

int refused(int error, const char *why)
{
	keep(0, 0, why);
	return error;
}

int outcome(int code)
{
	if (code >= 0)
		return SEAM_OK;
	const git_error *e = git_error_last();
	int klass = e ? e->klass : GIT_ERROR_NONE;
	keep(code, klass, e && e->message ? e->message : "libgit2 gave no reason");
	if (klass == GIT_ERROR_NOMEMORY)
		return SEAM_E_MEMORY;
	return code == GIT_ENOTFOUND ? SEAM_E_NOT_FOUND : SEAM_E_FAILED;
}

int last_error(struct seam_git_failure *out)
{
	if (!failed)
		return SEAM_E_NOT_FOUND;
	*out = (struct seam_git_failure){
		.code = last.code, .klass = last.klass, .message = last.text, .message_size = last.size
	};
	return SEAM_OK;
}
