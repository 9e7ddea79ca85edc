/* peer.h - libgit2 itself as a peer: the binding that C has, in one file a subject. */
#ifndef SEAM_PEERS_LIBGIT2_H
#define SEAM_PEERS_LIBGIT2_H

#include "libgit2/edition.h"
#include "libgit2/libgit2.h"

/* What the ops return for a libgit2 code; a negative one is kept for last_error(), with libgit2's class and text. */
int outcome(int code);
/* Keeps a failure of the peer's own, that libgit2 has not seen, and returns `error`. */
int refused(int error, const char *why);
/* git_libgit2_init() once in the life of the process. */
int started(void);

extern const struct seam_host *the_host;

/* declarations.c */
int versions(struct seam_git_versions *out);
const struct seam_git_type *describe(const char *type);
int write_leaves(const char *type, void *object);
int read_leaves(const char *type, const void *object, int64_t *values, size_t n);
int constant(const char *name, int64_t *value);
int options_init(const char *type, uint32_t version, void *object);

/* failure.c */
int last_error(struct seam_git_failure *out);

/* repository.c */
int init(void);
int shut_down(void);
int set_allocator(const void *allocator);
int repository_open(const char *path, void **repository);
void repository_close(void *repository);
int walk(void *repository, const char *what, seam_git_visit visit, void *payload, int *result);

/* objects.c */
int commit_find(void *repository, const char *spec, void **commit);
int commit_message(void *commit, const char **message, size_t *size);
int commit_author(void *commit, struct seam_git_person *out);
void commit_free(void *commit);
int blob_find(void *repository, const char *spec, void **blob);
int blob_content(void *blob, const char **content, size_t *size);
void blob_free(void *blob);
int tag_find(void *repository, const char *name, void **tag);
int tag_message(void *tag, const char **message, size_t *size);
int tag_tagger(void *tag, struct seam_git_person *out);
void tag_free(void *tag);
int commit_create(void *repository, const struct seam_git_person *person, const char *message, size_t size,
                  struct seam_git_id *out);
int blob_create(void *repository, const char *content, size_t size, struct seam_git_id *out);
int prettify(const char *message, size_t size, int strip, char **text, size_t *text_size);
void bytes_free(char *text, size_t size);

/* hosts.c */
int odb_backend(void *repository, const struct seam_git_store *store, int32_t priority);
int connect_to(void *repository, const char *url, const struct seam_git_access *access);

#endif
