/*
 * Prints all rules and their signatures, a line each: `rule<TAB>signature`.
 *
 *     list [--with=NAME | --without=NAME]… [known.sig]
 *
 * NAME is a feature of the platform (list.h); Linux on x86-64 to begin with.  The first field of each line of known.sig is put under
 * the rule known.signatures.
 */
#include <calls/collect.h>
#include <stdio.h>
#include <string.h>

static void print(const struct calls_area *area, unsigned features)
{
	for (const struct calls_rule *rule = area->rules; rule->name; rule++) {
		struct calls_list *list = calls_list_of(area, rule, features);
		for (size_t n = 0; n < calls_list_count(list); n++)
			printf("%s.%s\t%s\n", area->name, rule->name, calls_list_text(list, n));
		calls_list_free(list);
	}
}

static int print_known(const char *path, unsigned features)
{
	static char line[8192];
	struct calls_list *list = calls_list_new("known.signatures", features);
	FILE *in = fopen(path, "r");

	if (!in || !list) {
		fprintf(stderr, "%s: cannot be read\n", path);
		return -1;
	}
	while (fgets(line, sizeof line, in)) {
		line[strcspn(line, "\t\n")] = '\0';
		if (*line && *line != '#')
			calls_add(list, "%s", line);
	}
	fclose(in);
	for (size_t n = 0; n < calls_list_count(list); n++)
		printf("known.signatures\t%s\n", calls_list_text(list, n));
	calls_list_free(list);
	return 0;
}

int main(int argc, char **argv)
{
	unsigned features = CALLS_HAS_X86_64;
	const char *known = NULL;

	for (int n = 1; n < argc; n++) {
		const char *name = strchr(argv[n], '=');
		unsigned bit = name ? calls_feature(name + 1) : 0;
		if (bit && strncmp(argv[n], "--with=", 7) == 0) {
			features |= bit;
		} else if (bit && strncmp(argv[n], "--without=", 10) == 0) {
			features &= ~bit;
		} else if (!name && n == argc - 1) {
			known = argv[n];
		} else {
			fprintf(stderr, "%s: not an option: %s\n", argv[0], argv[n]);
			return 2;
		}
	}
	size_t count;
	const struct calls_area *areas = calls_areas(&count);
	for (size_t n = 0; n < count; n++)
		print(&areas[n], features);
	if (known && print_known(known, features) != 0)
		return 2;
	return ferror(stdout) || fflush(stdout) != 0;
}
