/* detection.js - which checker and which instrument sees which planted bug, each alone, as a heat map. */

/* The columns in the order that all lines share, though each has only those that saw its bug: a column comes when none that is
 * not placed yet stands before it in any line. */
function detection_columns(bugs) {
	const lines = bugs.map((bug) => Object.keys(bug.seen)), all = [...new Set(lines.flat())], before = new Map(all.map((name) => [name, new Set()]));
	const placed = [];

	for (const line of lines)
		line.forEach((name, i) => i && before.get(name).add(line[i - 1]));
	while (placed.length < all.length) {
		const rest = all.filter((name) => !placed.includes(name));

		placed.push(rest.find((name) => [...before.get(name)].every((other) => placed.includes(other))) || rest[0]);
	}
	return placed;
}

function kind_of(name) {
	if (name === "crash")
		return "by itself";
	if (name === "seam" || name.startsWith("seam "))
		return "seam, all of it";
	return name === "checks" ? "checks" : run.instruments.includes(name) ? "seam's instruments, each alone" : "checkers alone";
}

function runs(names, of) {
	const list = [];

	for (const name of names)
		if (list.length && list.at(-1).what === of(name))
			list.at(-1).n++;
		else
			list.push({ what: of(name), n: 1 });
	return list;
}

function bug_rows(bugs, name) {
	return bugs.map((bug) => h("tr", {}, row_head(h("code", {}, bug.bug)), h("td", { class: "id" }, cases_of[bug.group]?.some((c) => c.id === bug.case)
		? link({ case: bug.case }, bug.case) : bug.case), h("td", {}, bug.strength),
	h("td", { class: "why" }, name ? bug.seen[name] || `by ${Object.keys(bug.seen).join(", ") || "nothing"}` : Object.keys(bug.seen).join(", "))));
}

function bug_list(bugs, name, title, last) {
	return bugs.length ? table({ class: "cases" }, `${title}: ${plural(bugs.length, "bug")}`,
		h("tr", {}, column("planted bug"), column("case"), column("strength"), column(last)), bug_rows(bugs, name)) : null;
}

function chosen_bugs(where, bugs) {
	if (!where.at)
		return null;
	const [group, name] = where.at.split("|");
	const of_group = bugs.filter((bug) => group === "all" || bug.group === group);

	return h("section", { "aria-labelledby": "bugs-head" }, h("h3", { id: "bugs-head", tabindex: -1 }, `${group}: ${name}`),
		bug_list(of_group.filter((bug) => bug.seen[name]), name, "Seen", "seen as"),
		bug_list(of_group.filter((bug) => !bug.seen[name]), name, "Not seen", "but seen"));
}

function detection_row(group, bugs, columns, where) {
	return h("tr", { class: group === "all" ? "all" : null }, row_head(group), h("td", { class: "number" }, String(bugs.length)),
		columns.map((name) => {
			const seen = bugs.filter((bug) => bug.seen[name]).length, share = bugs.length ? seen / bugs.length : null, at = `${group}|${name}`;

			return heat(share, h("a", { href: address({ view: "detection", strength: where.strength, group: where.group, at }),
				title: `${group}: ${name} sees ${seen} of ${bugs.length}`, "aria-current": where.at === at ? "true" : null },
			seen ? `${Math.round(share * 100)}` : "0"));
		}));
}

function strength_links(where) {
	const of = [["", "all"], ["loud", "loud: it crashes"], ["quiet", "quiet: a checker sees it"], ["silent", "silent: no checker does"]];

	return h("p", { class: "choice" }, "Planted bugs: ", of.map(([strength, text]) => [h("a", {
		href: address({ view: "detection", strength, group: where.group, at: where.at }),
		"aria-current": (where.strength || "") === strength ? "true" : null,
	}, text), " "]));
}

function show_detection(where) {
	const bugs = run.detection.filter((bug) => (!where.group || bug.group === where.group) && (!where.strength || bug.strength === where.strength));
	const columns = detection_columns(run.detection), groups = [...Map.groupBy(bugs, (bug) => bug.group)];

	return [h("section", { "aria-labelledby": "detection-head" }, h("h2", { id: "detection-head" }, "Which planted bug is seen by what"),
		h("p", { class: "hint" }, "A row a group, a column a checker or instrument with nothing else looking: how many of a hundred planted bugs it " +
			"sees. The stronger the colour, the more. A square leads to its bugs."),
		strength_links(where),
		bugs.length ? table({ class: "map" }, "Share of the planted bugs that are seen, in percent",
			[h("tr", {}, h("td", { colspan: 2 }), runs(columns, kind_of).map(({ what, n }) => column(what, { colspan: n, scope: "colgroup" }))),
				h("tr", {}, column("group"), column("bugs"), columns.map((name) => column(h("span", {}, name), { class: "turned" })))],
			[where.group ? null : detection_row("all", bugs, columns, where), groups.map(([group, list]) => detection_row(group, list, columns, where))])
			: h("p", {}, "No planted bug is left by the filter.")),
	chosen_bugs(where, bugs)];
}
