#include "spawn.h"

#include "build.h"
#include "home.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OUTPUT_KEPT = 2000, MEMORY_LIMIT_MIB = 2048 };

static double number(const struct conf *conf, const char *key, double otherwise)
{
	const char *text = conf_get(conf, key);

	return text ? atof(text) : otherwise;
}

/* A case that goes on telling is in time; one that does not tell for its limit is not. */
static bool in_time(void *argument)
{
	struct spawn *s = argument;
	size_t size = seam_file_size(s->events);

	if (size != s->events_size) {
		s->events_size = size;
		s->deadline = seam_seconds() + s->limit;
	}
	return seam_seconds() < s->deadline;
}

static void keep_end(void *argument, const char *bytes, size_t size)
{
	struct text *t = &((struct spawn *)argument)->output;

	text_put(t, bytes, size);
	if (t->size > OUTPUT_KEPT) {
		memmove(t->bytes, t->bytes + t->size - OUTPUT_KEPT, OUTPUT_KEPT + 1);
		t->size = OUTPUT_KEPT;
	}
}

/* ${LOG} and ${SEAM} in the env and wrap of a flavour or platform. */
static char *substituted(const char *value, const struct spawn *s)
{
	struct text t = { 0 };
	char *home = home_folder(), *log = path_from_root(s->log);

	text_put(&t, "", 0);
	while (*value) {
		if (strncmp(value, "${LOG}", 6) == 0) {
			text_put(&t, log, strlen(log));
			value += 6;
		} else if (strncmp(value, "${SEAM}", 7) == 0) {
			text_put(&t, home, strlen(home));
			value += 7;
		} else {
			text_put(&t, value++, 1);
		}
	}
	free(home);
	free(log);
	return t.bytes;
}

/* What the platform says, then what the flavour does, as one line; malloc'd. */
static char *both(const char *platform, const char *flavour, const struct spawn *s)
{
	char *line = format_new("%s %s", platform ? platform : "", flavour ? flavour : ""),
	     *whole = substituted(line, s);

	free(line);
	return whole;
}

static char **more_words(char **words, char *word)
{
	size_t n = words_count(words);

	words = need(realloc(words, (n + 2) * sizeof *words));
	words[n] = word;
	words[n + 1] = NULL;
	return words;
}

static const char *parts_of(const struct spawn *s)
{
	return s->parts ? s->parts : s->cell->flavour->name;
}

/* --without for each of the instruments. */
static char **without(char **argv, const char *instruments)
{
	char **names = words_new(instruments ? instruments : "");

	for (char **name = names; *name; name++) {
		argv = more_words(argv, copy_new("--without"));
		argv = more_words(argv, copy_new(*name));
	}
	words_free(names);
	return argv;
}

/* [wrapper] program --group … --peer … --events … --plan … */
static char **command_of(const struct spawn *s, bool batch, bool leaks_each)
{
	const struct cell *cell = s->cell;
	const char *run = conf_get(cell->peer->conf, "run");
	char *wrapper = both(conf_get(cell->platform->conf, "wrap"), conf_get(cell->flavour->conf, "wrap"), s);
	char **argv = words_new(wrapper),
	     *group = group_path(cell->group, cell->edition, cell->platform, parts_of(s), seam_library_suffix);
	const char *for_trials = s->trials ? conf_part(cell->flavour->conf, "wrap", "trials") : NULL;

	free(wrapper);
	if (for_trials)
		argv = more_words(argv, copy_new(for_trials));
	if (run) {
		char **words = words_new(run);

		for (char **w = words; *w; w++)
			argv = more_words(argv, copy_new(*w));
		words_free(words);
	} else {
		char *probe = probe_path(cell->platform, cell->flavour->name);

		argv = more_words(argv, path_from_root(probe));
		free(probe);
		if (cell->peer->folder) {
			char *peer = peer_path(cell->peer, cell->platform, parts_of(s));

			argv = more_words(argv, copy_new("--peer"));
			argv = more_words(argv, path_from_root(peer));
			free(peer);
		}
	}
	argv = more_words(argv, copy_new("--group"));
	argv = more_words(argv, path_from_root(group));
	argv = more_words(argv, copy_new("--events"));
	argv = more_words(argv, path_from_root(s->events));
	argv = more_words(argv, copy_new(s->trials ? "--trials" : "--plan"));
	argv = more_words(argv, path_from_root(s->plan));
	if (s->options->mute)
		argv = more_words(argv, copy_new("--mute"));
	if (batch)
		argv = more_words(argv, copy_new("--batch"));
	argv = without(argv, s->options->without);
	argv = without(argv, conf_get(cell->group->conf, "watches"));
	argv = without(argv, conf_get(cell->flavour->conf, "without"));
	if (conf_get(cell->flavour->conf, "passes")) {
		argv = more_words(argv, copy_new("--passes"));
		argv = more_words(argv, copy_new(conf_get(cell->flavour->conf, "passes")));
	}
	if (leaks_each)
		argv = more_words(argv, copy_new("--leaks-each"));
	if (s->trials) {
		argv = more_words(argv, copy_new("--seconds"));
		/* Whole seconds, and at least one. */
		argv = more_words(argv, format_new("%.0f", s->options->timeout * number(cell->flavour->conf, "slow", 1) + 0.5));
	}
	if (s->options->mutant || s->trials) {
		char *ending = format_new("mutants.%s", seam_library_suffix);
		char *mutants = group_path(cell->group, cell->edition, cell->platform, parts_of(s), ending);

		/* There is none where a group's mutants stand beside its cases. */
		if (seam_path_exists(mutants)) {
			argv = more_words(argv, copy_new("--mutants"));
			argv = more_words(argv, path_from_root(mutants));
		}
		if (s->options->mutant) {
			argv = more_words(argv, copy_new("--mutant"));
			argv = more_words(argv, copy_new(s->options->mutant));
		}
		free(mutants);
		free(ending);
	}
	free(group);
	return argv;
}

static char **environment_of(const struct spawn *s)
{
	const struct conf *flavour = s->cell->flavour->conf;
	bool is_runtime = conf_get(s->cell->peer->conf, "run") != NULL;
	const char *for_runtimes = conf_get(flavour, "env.run");
	char *value = both(conf_get(s->cell->platform->conf, "env"), conf_get(flavour, "env"), s),
	     **words = words_new(value), *scratch = format_new("%s/scratch", s->work);
	char *scratch_path = path_from_root(scratch);

	seam_make_folders(scratch);
	words = more_words(words, format_new("SEAM_SCRATCH=%s", scratch_path));
	free(scratch_path);
	free(scratch);
	free(value);
	if (is_runtime) {
		char *name = format_new("libseam_probe.%s", seam_library_suffix);
		char *library = build_path(s->cell->platform, s->cell->flavour->name, name);
		char *path = path_from_root(library);

		words = more_words(words, format_new("SEAM_PROBE_LIB=%s", path));
		free(path);
		free(library);
		library = peer_path(s->cell->peer, s->cell->platform, s->cell->flavour->name);
		path = path_from_root(library);
		words = more_words(words, format_new("SEAM_PEER=%s", path));
		if (for_runtimes) {
			value = substituted(for_runtimes, s);
			words = more_words(words, value);
		}
		if (conf_get(flavour, "preload")) {
			value = shell_value(conf_get(flavour, "preload"));
			words = more_words(words, format_new("LD_PRELOAD=%s", value));
			free(value);
		}
		free(name);
		free(library);
		free(path);
	}
	return words;
}

int spawn_probe(struct spawn *s, const struct result *results, const size_t *wanted, size_t n_wanted, bool leaks_each)
{
	struct text plan = { 0 };
	int failed;

	for (size_t i = 0; i < n_wanted; i++) {
		const char *state = results[wanted[i]].state;

		text_format(&plan, "%s%s%s\n", results[wanted[i]].id->id, state ? "\t" : "", state ? state : "");
	}
	failed = file_write(s->plan, text_of(&plan), plan.size);
	text_free(&plan);
	return failed ? failed : spawn_planned(s, n_wanted > 1 && !leaks_each, leaks_each);
}

int spawn_planned(struct spawn *s, bool batch, bool leaks_each)
{
	char **argv, **env;
	int failed;

	remove(s->events);
	text_free(&s->output);
	argv = command_of(s, batch, leaks_each);
	env = environment_of(s);
	s->limit = s->options->timeout * number(s->cell->flavour->conf, "slow", 1) *
	           number(s->cell->platform->conf, "slow", 1);
	/* A trial ends by itself when its time is over; the process is given more. */
	if (s->trials)
		s->limit = s->limit * 2 + 10;
	s->deadline = seam_seconds() + s->limit;
	s->events_size = 0;
	s->process = (struct seam_process){
		.argv = (const char *const *)argv,
		.env = (const char *const *)env,
		.folder = conf_get(s->cell->peer->conf, "run") ? s->cell->peer->folder : NULL,
		.memory_limit = (uint64_t)number(s->cell->flavour->conf, "memory_mib", MEMORY_LIMIT_MIB) << 20,
		.in_time = in_time,
		.output = keep_end,
		.argument = s,
	};
	failed = seam_process_run(&s->process);
	words_free(argv);
	words_free(env);
	return failed;
}
