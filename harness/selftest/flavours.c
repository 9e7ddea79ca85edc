/* flavours.c - which flavours a run has, which cells they make, and how the reports of those beside the default ones are read. */
#include "../lib/checker.h"
#include "../lib/text.h"
#include "../lib/tree.h"
#include "../platform/platform.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static struct tree tree_of(const char *flavours, const char *group, const char *peer)
{
	const struct selection selection = { .groups = group, .peers = peer, .flavours = flavours, .platform = "native" };
	struct tree tree;

	cr_assert(tree_load(&tree, &selection) == 0);
	return tree;
}

static const struct flavour *flavour_of(const struct tree *tree, const char *name)
{
	for (size_t f = 0; f < tree->n_flavours; f++)
		if (strcmp(tree->flavours[f].name, name) == 0)
			return &tree->flavours[f];
	return NULL;
}

Test(flavours, a_run_that_names_none_has_the_default_ones)
{
	struct tree tree = tree_of(NULL, "strings", "c-clang"), empty = tree_of("", "strings", "c-clang");

	cr_expect(flavour_of(&tree, "plain") && flavour_of(&tree, "memcheck"));
	cr_expect(!flavour_of(&tree, "helgrind") && !flavour_of(&tree, "O2"));
	cr_expect(empty.n_flavours == tree.n_flavours);
	for (size_t f = 0; f < tree.n_flavours; f++)
		cr_expect(flavour_is_default(&tree.flavours[f]));
}

Test(flavours, all_is_every_one_that_is_a_column)
{
	struct tree tree = tree_of("all", "strings", "c-clang"), named = tree_of("plain helgrind", "strings", "c-clang");

	cr_expect(flavour_of(&tree, "plain") && flavour_of(&tree, "helgrind") && flavour_of(&tree, "ubsan"));
	cr_expect(!flavour_of(&tree, "fuzz"));
	cr_expect(named.n_flavours == 2);
}

Test(flavours, a_peer_says_where_it_is_run_by_default)
{
	struct tree tree = tree_of(NULL, "strings", "python"), asked = tree_of("memcheck", "strings", "python");

	cr_expect(tree_cell(&tree, "strings/python/plain/native") && !tree_cell(&tree, "strings/python/memcheck/native"));
	cr_expect(tree_cell(&asked, "strings/python/memcheck/native") != NULL);
}

Test(flavours, one_for_threads_skips_groups_without)
{
	struct tree tree = tree_of("helgrind drd plain", "strings callbacks", "c-clang");

	cr_expect(strstr(tree_cell(&tree, "strings/c-clang/helgrind/native")->skip, "more than one thread") != NULL);
	cr_expect(strstr(tree_cell(&tree, "strings/c-clang/drd/native")->skip, "more than one thread") != NULL);
	cr_expect(tree_cell(&tree, "callbacks/c-clang/helgrind/native")->skip == NULL || !seam_command_exists("valgrind"));
	cr_expect(tree_cell(&tree, "strings/c-clang/plain/native")->skip == NULL);
}

static struct finding found(const char *how, const char *test, const char *content)
{
	char *folder = format_new("build/selftest-results/flavours.%s", test), *log = format_new("%s/log.7", folder);
	char *prefix = format_new("%s/log", folder);
	struct finding f;

	cr_assert(seam_make_folders(folder) == 0 && file_write(log, content, strlen(content)) == 0);
	cr_assert(checker_read(how, prefix, 7, &f), "%s: no report is seen in %s", test, content);
	return f;
}

#define FRAME(object, function, place) "<frame><obj>" object "</obj><fn>" function "</fn>" place "</frame>"
#define AT(file, line)                 "<file>" file "</file><line>" line "</line>"

Test(flavours, helgrind_race)
{
	struct finding f = found(
		"valgrind", "race",
		"<?xml version=\"1.0\"?><valgrindoutput><announcethread><hthreadid>1</hthreadid><isrootthread></isrootthread>"
		"</announcethread><announcethread><hthreadid>2</hthreadid><stack>" FRAME("/l/libc.so.6", "clone", "")
		"</stack></announcethread><error><unique>0x0</unique><tid>1</tid><kind>Race</kind><xwhat><text>Possible data race "
		"during read of size 4 at 0x11E03C by thread #1</text><hthreadid>1</hthreadid></xwhat><stack>"
		FRAME("/p.so", "race", AT("peer.c", "99")) FRAME("/p.so", "start", AT("peer.c", "108"))
		"</stack><xauxwhat><text>This conflicts with a previous write</text></xauxwhat><stack>"
		FRAME("/p.so", "other", AT("peer.c", "12")) "</stack></error></valgrindoutput>");

	cr_expect_str_eq(f.kind, "Race");
	cr_expect_str_eq(f.frame, "race (peer.c:99)");
	cr_expect(strstr(f.report, "Possible data race") && strstr(f.report, "other (peer.c:12)"));
}

Test(flavours, helgrind_lock_order)
{
	struct finding f = found(
		"valgrind", "lock_order",
		"<?xml version=\"1.0\"?><valgrindoutput><error><unique>0x0</unique><tid>2</tid><kind>LockOrder</kind><xwhat><text>Thread "
		"#2: lock order \"0x1 before 0x2\" violated</text></xwhat><stack>"
		FRAME("/l/vgpreload_helgrind-amd64-linux.so", "mutex_lock_WRK", AT("hg_intercepts.c", "942"))
		FRAME("/p.so", "turned", AT("peer.c", "31")) "</stack></error></valgrindoutput>");

	cr_expect_str_eq(f.kind, "LockOrder");
	cr_expect_str_eq(f.frame, "turned (peer.c:31)");
	cr_expect(strstr(f.report, "violated") != NULL);
}

Test(flavours, drd_conflict)
{
	struct finding f = found(
		"valgrind", "drd",
		"<?xml version=\"1.0\"?><valgrindoutput><error><unique>0x0</unique><tid>1</tid><kind>ConflictingAccess</kind><what>"
		"Conflicting load by thread 1 at 0x1 size 4</what><stack>" FRAME("/p.so", "race", AT("peer.c", "99"))
		"</stack></error></valgrindoutput>");

	cr_expect_str_eq(f.kind, "ConflictingAccess");
	cr_expect_str_eq(f.frame, "race (peer.c:99)");
}

/* Alone, the runtime's report has neither a header nor "ERROR". */
Test(flavours, ubsan_alone)
{
	struct finding f = found("sanitizer", "ubsan",
	                         "peer.c:5:4: runtime error: call to function takes_a_long through pointer to incorrect function "
	                         "type 'int (*)(unsigned char *)'\npeer.c:1: note: takes_a_long defined here\n"
	                         "    #0 0x55 in drop peer.c:5:4\n    #1 0x56 in main main.c:1:1\n\n"
	                         "SUMMARY: UndefinedBehaviorSanitizer: function-type-mismatch peer.c:5:4 \n");

	cr_expect(strstr(f.kind, "incorrect function type") != NULL);
	cr_expect_str_eq(f.frame, "drop peer.c:5:4");
}
