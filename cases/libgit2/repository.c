/* repository.c - makes the hostile repository by libgit2's C functions, once a process. */
#define _XOPEN_SOURCE 700
#include "repository.h"
#include "scratch.h"
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static struct hostile the;
static char why[512];

/* Each step leaves its name behind when it fails. */
#define STEP(call)                                                                                                     \
	do {                                                                                                           \
		if ((call) < 0) {                                                                                      \
			const git_error *e = git_error_last();                                                         \
			snprintf(why, sizeof why, "%s: %s", #call, e ? e->message : "no reason given");                \
			return -1;                                                                                     \
		}                                                                                                      \
	} while (0)

static int put(const char *name, const char *text)
{
	char path[8192];
	snprintf(path, sizeof path, "%s/%s", the.path, name);
	FILE *f = fopen(path, "wb");
	if (!f)
		return -1;
	int bad = fputs(text, f) < 0;
	return fclose(f) || bad ? -1 : 0;
}

static int add(git_treebuilder *tree, const char *name, const char *content, size_t size)
{
	git_oid id;
	STEP(git_blob_create_from_buffer(&id, the.repository, content, size));
	STEP(git_treebuilder_insert(NULL, tree, name, &id, GIT_FILEMODE_BLOB));
	return 0;
}

static int folder(git_treebuilder *parent, const char *name, const char *entry)
{
	git_treebuilder *tree;
	git_oid id;
	STEP(git_treebuilder_new(&tree, the.repository, NULL));
	STEP(add(tree, entry, "x\n", 2));
	STEP(git_treebuilder_write(&id, tree));
	git_treebuilder_free(tree);
	STEP(git_treebuilder_insert(NULL, parent, name, &id, GIT_FILEMODE_TREE));
	return 0;
}

#define TEXT(name, text) add(tree, name, text, sizeof text - 1)

static int make_tree(git_oid *out, const char *a)
{
	static const char modules[] = "[submodule \"one\"]\n\tpath = sub/one\n\turl = ../one\n"
				      "[submodule \"two\"]\n\tpath = sub/two\n\turl = ../two\n";
	git_treebuilder *tree;
	STEP(git_treebuilder_new(&tree, the.repository, NULL));
	STEP(TEXT("nul.bin", NUL_BLOB));
	STEP(TEXT("empty", ""));
	STEP(add(tree, "a.txt", a, strlen(a)));
	STEP(TEXT("caf\xe9.txt", "latin-1 in the name\n"));
	STEP(folder(tree, "dir", "\xff\xfe"));
	STEP(folder(tree, "d\xe9r", "x"));
	STEP(TEXT(".gitattributes", "*.txt one=1 two -three\n"));
	STEP(TEXT(".gitmodules", modules));
	STEP(git_treebuilder_write(out, tree));
	git_treebuilder_free(tree);
	STEP(put(".gitattributes", "*.txt one=1 two -three\n"));
	STEP(put(".gitmodules", modules));
	return 0;
}

static int commit(git_oid *id, const git_signature *who, const char *message, const git_oid *tree_id,
                  const git_oid *parent_id)
{
	git_tree *tree;
	git_commit *parent = NULL;
	STEP(git_tree_lookup(&tree, the.repository, tree_id));
	if (parent_id)
		STEP(git_commit_lookup(&parent, the.repository, parent_id));
#if SEAM_GIT_AT_LEAST(1, 8) && !SEAM_GIT_AT_LEAST(1, 9)
	git_commit *const parents[] = { parent };
#else
	const git_commit *parents[] = { parent };
#endif
	STEP(git_commit_create(id, the.repository, NULL, who, who, NULL, message, tree, parent != NULL, parents));
	git_commit_free(parent);
	git_tree_free(tree);
	return 0;
}

/* A tag object as it stands in the object database, so that it may lack what git_tag_create() always writes. */
static int raw_tag(const char *name, const git_oid *target, const char *rest)
{
	char hex[GIT_OID_HEXSZ + 1], text[512], reference[128];
	git_oid id;
	git_odb *odb;
	git_reference *made;
	git_oid_tostr(hex, sizeof hex, target);
	snprintf(text, sizeof text, "object %s\ntype commit\ntag %s\n%s", hex, name, rest);
	snprintf(reference, sizeof reference, "refs/tags/%s", name);
	STEP(git_repository_odb(&odb, the.repository));
	STEP(git_odb_write(&id, odb, text, strlen(text), GIT_OBJECT_TAG));
	git_odb_free(odb);
	STEP(git_reference_create(&made, the.repository, reference, &id, 0, NULL));
	git_reference_free(made);
	return 0;
}

static int make_references(const git_oid *head, const git_oid *other)
{
	static const char *const names[] = { "refs/heads/ascii", "refs/heads/main", "refs/heads/caf\xe9",
		                             "refs/heads/other", "refs/tags/light" };
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		git_reference *made;
		STEP(git_reference_create(&made, the.repository, names[i], head, 0, NULL));
		git_reference_free(made);
	}
	STEP(raw_tag("full", head, "tagger A <a@b> 5 +0100\n\na full message\n"));
	STEP(raw_tag("bare", head, "tagger A <a@b> 5 +0100\n"));
	STEP(raw_tag("anonymous", head, "\nno tagger\n"));
	STEP(raw_tag("empty", head, "tagger A <a@b> 5 +0100\n\n"));

	static const char *const stashes[] = { LATIN1_STASH, "stash one" };
	STEP(git_reference_ensure_log(the.repository, "refs/stash"));
	for (int i = 0; i < 2; i++) {
		git_reference *made;
		STEP(git_reference_create(&made, the.repository, "refs/stash", i ? other : head, 1, stashes[i]));
		git_reference_free(made);
	}
	return 0;
}

/* Written as text: git_config_set_multivar() takes a regular expression, which is the system's and may leak. */
static int make_config(void)
{
	STEP(put(".git/config", "[core]\n\tbare = false\n\trepositoryformatversion = 0\n\tfilemode = true\n"
	                        "\tlogallrefupdates = true\n"
	                        "[user]\n\tname = A\n\temail = a@b\n"
	                        "[seam]\n\tplain = text\n\tempty =\n\tlatin1 = caf\xe9\n"
	                        "\tmulti = a\n\tmulti = b\n\tmulti = c\n"));
	return 0;
}

static int make_files(const git_oid *head, const git_oid *other)
{
	char a[GIT_OID_HEXSZ + 1], b[GIT_OID_HEXSZ + 1], text[512];
	git_oid_tostr(a, sizeof a, head);
	git_oid_tostr(b, sizeof b, other);
	snprintf(text, sizeof text, "%s\n%s\n", a, b);
	STEP(put(".git/MERGE_HEAD", text));
	snprintf(text, sizeof text, "%s\t\tbranch 'main' of ../one\n%s\tnot-for-merge\tbranch 'caf\xe9' of ../one\n", a,
	         b);
	STEP(put(".git/FETCH_HEAD", text));
	STEP(put("unknown\xff", "?"));
	STEP(put("unknown", "?"));
	return 0;
}

static int make(void)
{
	git_oid tree1, tree2, first, second, head, note;
	git_signature *who, *author;
	snprintf(the.path, sizeof the.path, "%s/repository", scratch());
	snprintf(the.latin1_path, sizeof the.latin1_path, "%s/caf\xe9", scratch());
	STEP(symlink("repository", the.latin1_path));

	git_repository_init_options options;
	STEP(git_repository_init_options_init(&options, GIT_REPOSITORY_INIT_OPTIONS_VERSION));
	options.flags = GIT_REPOSITORY_INIT_MKPATH;
	options.initial_head = "main";
	STEP(git_repository_init_ext(&the.repository, the.path, &options));
	git_repository_free(the.repository);
	STEP(make_config());
	STEP(git_repository_open(&the.repository, the.path));
	/* git_signature_new() refuses nothing but angle brackets and line ends. */
	STEP(git_signature_new(&author, LATIN1_NAME, LATIN1_EMAIL, AUTHOR_TIME, AUTHOR_OFFSET));
	STEP(git_signature_new(&who, "A", "a@b", 5, 60));
	STEP(make_tree(&tree1, "one\ntwo\nthree\n"));
	STEP(make_tree(&tree2, "one\n2\nthree\nfour\n"));
	STEP(commit(&first, author, NO_NEWLINE, &tree1, NULL));
	STEP(commit(&second, author, "", &tree1, &first));
	STEP(commit(&head, author, LATIN1_MESSAGE, &tree2, &second));
	STEP(make_references(&head, &second));
	STEP(make_files(&head, &first));
	STEP(git_note_create(&note, the.repository, NULL, who, who, &head, "caf\xe9", 0));
	STEP(git_note_create(&note, the.repository, NULL, who, who, &first, "second note\n", 0));
	git_signature_free(author);
	git_signature_free(who);
	return 0;
}

static void make_once(void)
{
	if (git_libgit2_init() < 0 || !scratch())
		snprintf(why, sizeof why, "%s", "no libgit2, or no folder to write in");
	else
		make();
}

const struct hostile *hostile(struct seam_case *c)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, make_once);
	if (why[0]) {
		FAIL(c, "the hostile repository cannot be made: %s", why);
		return NULL;
	}
	return &the;
}

void hostile_leave(void)
{
	git_repository_free(the.repository);
	the.repository = NULL;
	git_libgit2_shutdown();
}

const struct seam_libgit2 *git_ops(struct seam_case *c)
{
	const struct seam_libgit2 *g = SEAM_OPS(c, libgit2);
	static const int32_t ours[3] = SEAM_GIT_HEADER;
	struct seam_git_versions v;
	if (g->versions && g->versions(&v) == SEAM_OK &&
	    (memcmp(v.header, ours, 2 * sizeof ours[0]) || memcmp(v.library, ours, sizeof ours))) {
		seam_skip(c, "the cases know libgit2 %d.%d.%d, the peer another: see libgit2.versions.agree",
		          (int)ours[0], (int)ours[1], (int)ours[2]);
		return NULL;
	}
	return g;
}
