/*
 * libgit2.h - group `libgit2`: what a binding of libgit2 offers.
 *
 * The peer is a binding: libgit2 seen through C, or through another language's declarations and wrappers of it.  The
 * cases know libgit2 themselves: they are compiled against one *edition* of it (edition.sh), whose headers are the
 * oracle, and make a repository with hostile content by its C functions.  The peer reads and writes that repository.
 *
 * The peer may share the edition's libgit2 or carry one of its own, of the same version.  Where a peer is made for one
 * version it compares, in seam_peer_open(), the version of its declarations with what git_libgit2_version() answers,
 * and returns NULL with a host->log() when they differ, the revision left out: structs of two versions must never meet.
 *
 * For every op, unless it says otherwise:
 *
 *   returns    SEAM_OK, or a negative enum seam_error: SEAM_E_FAILED when libgit2 (or the binding's own code) refused,
 *              SEAM_E_NOT_FOUND when that was GIT_ENOTFOUND, SEAM_E_MEMORY when memory was out.  last_error() then
 *              tells more
 *   out        out-parameters are written on success only
 *   pointers   none may be NULL; `out` ones point to room of their type
 *   bytes      a pointer and a size, no terminator promised, NULs and any byte possible.  A result's size never
 *              counts a terminator.  Size 0: the pointer may be NULL or dangling, unless the op tells NULL apart
 *   text       bytes as they are, whatever their encoding.  A peer with SEAM_UTF8_ONLY may return SEAM_E_ENCODING for
 *              what is not UTF-8; one with SEAM_LOSSY has U+FFFD in its place
 *   threads    any thread, but a repository and what was taken from it by one thread at a time
 *   libgit2    the ops from options_init() on work without a call of init(): the binding sees to it
 *
 * Rules: cases/libgit2, and `libgit2` in the catalogue.
 */
#ifndef SEAM_LIBGIT2_H
#define SEAM_LIBGIT2_H

#include <seam/seam.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Which versions meet.  {major, minor, revision}. */
struct seam_git_versions {
	int32_t header[3];   /* of libgit2's header, or of the declarations in its place, when the peer was built */
	int32_t library[3];  /* what git_libgit2_version() answers in this process, now                            */
	const char *binding; /* name and version of the binding, "git2 0.21.0"; lives as long as the process       */
};

/* A struct as the binding declares it.  Names are those of libgit2's header. */
struct seam_git_field {
	const char *name; /* a direct member; a nested struct is one field */
	uint32_t offset, size;
};

struct seam_git_type {
	const char *name;
	uint32_t size, align;
	const struct seam_git_field *fields; /* in any order; a member that the binding hides may be left out */
	size_t n_fields;
};

/* A person and a time: git_signature. */
struct seam_git_person {
	const char *name;
	size_t name_size;
	const char *email;
	size_t email_size;
	int64_t when;   /* seconds since 1970                  */
	int32_t offset; /* minutes east of Greenwich           */
};

/* What the thread's last failed op was refused for. */
struct seam_git_failure {
	int32_t code;        /* libgit2's: GIT_ENOTFOUND, -1 … ; 0 when the binding's own code refused   */
	int32_t klass;       /* GIT_ERROR_REFERENCE …          ; 0 when there is none                    */
	const char *message; /* bytes; lives until the thread's next op of this group but last_error()   */
	size_t message_size;
};

/* An object id in hex, terminated. */
struct seam_git_id {
	char hex[41];
};

/*
 * Called by foreach() for each item: bytes that live during the call.  The number returned is handed to libgit2 as it
 * is.  It may call any op, this one too, on the same or another repository.
 */
typedef int (*seam_git_visit)(void *payload, const char *item, size_t size);

/*
 * An object database of the host's own.  Copied by odb_backend(); its functions are called on the thread of the op that
 * needs them.  Members but `read` may be NULL.
 */
struct seam_git_store {
	void *payload;
	/* The object with this id (40 digits, terminated): its type, GIT_OBJECT_BLOB or another, and its content, which stays
	 * until the call returns and is then the host's again.  0; or a negative number, which is handed to libgit2 as it
	 * is: GIT_ENOTFOUND lets it ask elsewhere, another one ends the op. */
	int (*read)(void *payload, const char *id, int32_t *type, const char **content, size_t *size);
	/* Whether there is such an object: 1 or 0.  NULL: there is none to be seen before it is read. */
	int (*exists)(void *payload, const char *id);
	/* Once, when the last that holds the store gives it up: close(), at the latest.  Nothing is called after it. */
	void (*free)(void *payload);
};

/* Who may answer when a server asks for a name and a password. */
struct seam_git_access {
	void *payload;
	/* `url` is the one that was asked for, `user` what stands in it for a name, or NULL; `allowed` are libgit2's GIT_CREDENTIAL_…
	 * bits.  Both answers are terminated.  0: they are given.  A negative number is handed to libgit2 as it is.  NULL: nobody
	 * answers. */
	int (*credentials)(void *payload, const char *url, const char *user, uint32_t allowed, char name[64],
	                   char password[64]);
};

struct seam_libgit2 {
	/* ---- declarations: none of these needs or starts libgit2's run-time ---------------------------------------- */

	/* The versions that meet in this process.  Rule: versions. */
	int (*versions)(struct seam_git_versions *out);

	/* The binding's declaration of a struct of libgit2's public headers ("git_oid", "git_diff_options" …); lives as
	 * long as the process.  NULL: it does not declare one by this name.  Rule: layout. */
	const struct seam_git_type *(*describe)(const char *type);

	/* Stores in every leaf of `object`, through the binding's own declaration, the value whose bytes are all k + 1,
	 * k being the leaf's number.  Leaves are the scalars of the C declaration in its order, a nested struct's in
	 * their place; a pointer gets such an address, an array such elements.  `object` has C's size and alignment,
	 * and holds anything.  Types: git_oid git_time git_signature git_buf git_strarray git_error.
	 * SEAM_E_NOT_FOUND: another type.  Rule: layout. */
	int (*write)(const char *type, void *object);

	/* The other way: values[k] is what leaf k of `object` holds, by the leaf's own signedness; a pointer's value is
	 * its address, an array's its last element.  `n` is the number of leaves; another number is SEAM_E_RANGE.
	 * Types as write().  Rule: layout. */
	int (*read)(const char *type, const void *object, int64_t *values, size_t n);

	/* The value of an enumerator or of a macro of libgit2's headers, by its C name.  SEAM_E_NOT_FOUND: the binding
	 * does not declare it.  Rule: constants. */
	int (*constant)(const char *name, int64_t *value);

	/* ---- libgit2's run-time ------------------------------------------------------------------------------------ */

	/* git_libgit2_init() and git_libgit2_shutdown(): return libgit2's own number, the count of inits that have not
	 * been shut down, or what is negative of it.  Balanced by the caller, who may also, when everything that came
	 * from the peer has been given back, call shutdown() until it returns 0: after that no op but init() follows, and
	 * libgit2 holds no memory.  Rules: life, memory. */
	int (*init)(void);
	int (*shutdown)(void);

	/* GIT_OPT_SET_ALLOCATOR: `allocator` is a `const git_allocator *` of the edition's header; libgit2 copies it.
	 * Called, if at all, as the first op of the process, before libgit2 has allocated anything.  Rule: memory. */
	int (*set_allocator)(const void *allocator);

	/* Initialises a versioned options struct by libgit2's git_<…>_options_init(), through the binding: `object` has
	 * C's size and alignment, and holds anything.  SEAM_E_VERSION: libgit2 refused the version, and `object` is as
	 * it was.  SEAM_E_NOT_FOUND: the binding has no such type.  Rule: options. */
	int (*options_init)(const char *type, uint32_t version, void *object);

	/* ---- failure ---------------------------------------------------------------------------------------------- */

	/* Why this thread's last failed op of this group failed.  Not changed by ops that succeed, nor by other threads.
	 * The text is libgit2's (a binding may put U+FFFD for what is not UTF-8).  SEAM_E_NOT_FOUND: none has failed on
	 * this thread.  Rule: errors. */
	int (*last_error)(struct seam_git_failure *out);

	/* ---- a repository ----------------------------------------------------------------------------------------- */

	/* Opens the repository at `path` (bytes of the file system, terminated, any but NUL).  The caller gives it to
	 * close() after all that was taken from it. */
	int (*open)(const char *path, void **repository);
	void (*close)(void *repository); /* NULL: nothing happens */

	/* The commit that `spec` names ("HEAD", "HEAD~1"; ASCII).  The caller gives it to commit_free(). */
	int (*commit)(void *repository, const char *spec, void **commit);
	/* Its message, and its author, borrowed from the commit: valid and unchanged until commit_free().
	 * Rules: text, ownership. */
	int (*commit_message)(void *commit, const char **message, size_t *size);
	int (*commit_author)(void *commit, struct seam_git_person *out);
	void (*commit_free)(void *commit); /* NULL: nothing happens */

	/* The blob that `spec` names ("HEAD:nul.bin"; ASCII), and its content, borrowed from the blob until
	 * blob_free().  Rule: text. */
	int (*blob)(void *repository, const char *spec, void **blob);
	int (*blob_content)(void *blob, const char **content, size_t *size);
	void (*blob_free)(void *blob); /* NULL: nothing happens */

	/* The annotated tag with this short name (ASCII).  Message and tagger are borrowed from the tag until tag_free().
	 * A tag without a message: SEAM_OK, *message NULL and *size 0; without a tagger: SEAM_E_NOT_FOUND.  Rule: tags. */
	int (*tag)(void *repository, const char *name, void **tag);
	int (*tag_message)(void *tag, const char **message, size_t *size);
	int (*tag_tagger)(void *tag, struct seam_git_person *out);
	void (*tag_free)(void *tag); /* NULL: nothing happens */

	/* Writes a commit of HEAD's tree without parents, and no reference to it; `person` is author and committer.
	 * A NUL in name, e-mail or message: SEAM_E_NUL.  Nothing is kept of the arguments.  Rule: round_trip. */
	int (*commit_create)(void *repository, const struct seam_git_person *person, const char *message, size_t size,
	                     struct seam_git_id *out);

	/* Writes a blob; any bytes.  Rule: round_trip. */
	int (*blob_create)(void *repository, const char *content, size_t size, struct seam_git_id *out);

	/* git_message_prettify(): `strip` drops the lines that start with '#'.  The result, which may be empty, is owned
	 * by the caller, who gives pointer and size to bytes_free(); *text is never NULL.  A NUL or an encoding: as
	 * commit_create().  Rule: buffers. */
	int (*prettify)(const char *message, size_t size, int strip, char **text, size_t *text_size);
	void (*bytes_free)(char *text, size_t text_size); /* NULL: nothing happens */

	/* ---- callbacks -------------------------------------------------------------------------------------------- */

	/*
	 * Walks with one of libgit2's functions that take a callback, and hands each item to `visit`, in libgit2's order:
	 *
	 *   what               function                            item
	 *   references         git_reference_foreach               full name
	 *   reference_names    git_reference_foreach_name          full name
	 *   references_glob    git_reference_foreach_glob          full name, of refs/heads/…
	 *   tags               git_tag_foreach                     full name
	 *   config             git_config_foreach                  name, of the repository's local level only
	 *   config_match       git_config_foreach_match            name, of those that match ^seam, local level
	 *   config_multivar    git_config_get_multivar_foreach     value, of seam.multi, local level
	 *   status             git_status_foreach                  path
	 *   status_ext         git_status_foreach_ext              path, default options
	 *   odb                git_odb_foreach                     id in hex
	 *   packbuilder        git_packbuilder_foreach             bytes of a pack of HEAD's commit
	 *   tree               git_tree_walk, before children      path from the root, of HEAD's tree
	 *   tree_post          git_tree_walk, after children       the same
	 *   stashes            git_stash_foreach                   message
	 *   notes              git_note_foreach                    id in hex of the annotated object
	 *   submodules         git_submodule_foreach               name
	 *   attributes         git_attr_foreach                    name, of those of a.txt, default flags
	 *   fetchheads         git_repository_fetchhead_foreach    name of the reference
	 *   mergeheads         git_repository_mergehead_foreach    id in hex
	 *   diff_files         git_diff_foreach, file_cb           path in the new tree, HEAD~1's against HEAD's
	 *   diff_hunks         git_diff_foreach, hunk_cb           hunk header
	 *   diff_lines         git_diff_foreach, line_cb           content of the line
	 *   diff_print         git_diff_print, as patch            content of the line
	 *
	 * A binding that has a list or an iterator in a function's place hands on its items, until it is told to stop.
	 *
	 * When libgit2's function returned: SEAM_OK, with its return value in *result, whatever that is.  A binding whose
	 * callbacks answer only yes or no hands on what it can (0 goes on; a negative number stops; a positive one stops,
	 * but skips a directory of `tree`), and returns SEAM_E_UNSUPPORTED, *result untouched, after a walk that did not
	 * reach its end by itself.  A peer with SEAM_UTF8_ONLY may end with SEAM_E_ENCODING before an item that is not
	 * UTF-8.  SEAM_E_NOT_FOUND: the binding lacks this walk; nothing was visited.
	 * A failure that libgit2 reports because the visitor asked to stop counts for last_error().
	 * Rules: foreach, callbacks.
	 */
	int (*foreach)(void *repository, const char *what, seam_git_visit visit, void *payload, int *result);

	/* The same walk with a callback of the peer's own code, which panics, throws or raises at item number `at` (from
	 * 0).  SEAM_E_PANIC: it was contained, and nothing of it is left for a later op.  SEAM_OK: the walk ended before
	 * that item.  NULL in languages that have nothing of the kind.  Rule: callbacks. */
	int (*foreach_panics)(void *repository, const char *what, size_t at);

	/* ---- what the host does for libgit2 -------------------------------------------------------------------------- */

	/* Adds `store` to the repository's object database, before its own for priority > 2 and after them for priority < 1;
	 * git_odb_add_backend().  A binding whose callbacks raise hands on GIT_ENOTFOUND, and another number as a failure of
	 * the op that needed the object.  On failure `store` is not freed.  Rule: odb. */
	int (*odb_backend)(void *repository, const struct seam_git_store *store, int32_t priority);

	/* Connects to `url` (ASCII) to fetch, and goes away again: git_remote_connect() of an anonymous remote.  What `access`
	 * answers with a negative number is the op's failure.  Rule: credentials. */
	int (*connect)(void *repository, const char *url, const struct seam_git_access *access);
};

#ifdef __cplusplus
}
#endif
#endif
