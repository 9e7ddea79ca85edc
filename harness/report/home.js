/* home.js - the first view: what is red, and the matrix. */

/* ---- what is red ---- */

/* Red records, so that what is one thing to mend is one entry: a peer's case in all its flavours; and where many cases of a peer
 * are red for the same reason, all of them.  A cell that could not be run comes first: it explains its cases. */
function entries_of(reds) {
	const by_case = Map.groupBy(reds, (r) => `${r.platform} ${r.id}`);
	const entries = [...by_case.values()].map((records) => ({ records, why: reason(records[0]), whole: records[0].whole }));
	const alike = Map.groupBy(entries, (e) => (e.whole ? e : `${e.records[0].outcome} ${e.why}`));
	const merged = [...alike.values()].flatMap((list) =>
		list.length < 4 ? list : { ...list[0], records: list.flatMap((e) => e.records), many: list.length });

	return merged.sort((a, b) => (b.whole ? 1 : 0) - (a.whole ? 1 : 0));
}

function flavour_chips(records) {
	const columns = [...new Set(records.map((r) => column_of(r)))];

	return columns.map((name) => h("span", { class: "chip" }, name));
}

function many_cases(entry) {
	return [
		h("p", {}, "The first of them, ", record_link(entry.records[0], entry.records[0].id), ":"),
		record_details(entry.records[0]),
		folded(`All ${plural(entry.many, "case")} that are red for this reason`, h("ul", { class: "items" },
			shortened(60, entry.records, (r) => h("li", {}, record_link(r, r.id), " ", h("span", { class: "chip" }, column_of(r)))))),
	];
}

/* The first record in full; of the others, when they say the same, the command alone. */
function one_case(entry) {
	const [first, ...others] = entry.records;

	return [
		record_details(first),
		others.map((r) => h("div", { class: "also" }, h("p", {}, badge(r), " also under ", h("strong", {}, column_of(r)),
			reason(r) === reason(first) ? null : `: ${reason(r)}`, " ", record_link(r, "details")), command(r.rerun))),
		h("p", { class: "choice" }, record_link(first, first.whole ? "The cell" : "Link to this failure"), " ",
			first.whole ? null : link({ case: first.id }, "This case on every peer and flavour")),
	];
}

function red_entry(entry, open) {
	const first = entry.records[0];

	return h("details", { class: "entry", open },
		h("summary", {}, badge(first), " ",
			h("strong", { class: "id" }, entry.many ? plural(entry.many, "case") : first.whole ? "the whole cell" : first.id), " ",
			flavour_chips(entry.records), h("span", { class: "why" }, entry.why)),
		h("div", { class: "entry-body" }, entry.many ? many_cases(entry) : one_case(entry)));
}

function red_section(where) {
	const words = search_words(where);
	const chosen = run.cells.filter((cell) => cell_fits(cell, where));
	const reds = chosen.flatMap(reds_of).filter((r) => r.whole ? !words.length : search_fits(cells[r.cell], r.at, words));
	const parts = [...Map.groupBy(reds, (r) => `${r.group} · ${r.peer}`)];
	let first = true;

	if (!reds.length)
		return null;
	/* What was seen tells more than what was never reported. */
	parts.sort(([, a], [, b]) => a.every(is_missing) - b.every(is_missing));
	return h("section", { id: "red", "aria-labelledby": "red-head" },
		h("h2", { id: "red-head" }, "What is red, and why"),
		parts.length > 1 ? h("p", { class: "choice" }, parts.map(([name, records]) =>
			[link({ group: records[0].group, peer: records[0].peer }, `${name} (${records.length})`), " "])) : null,
		parts.map(([name, records]) => h("article", {},
			h("h3", {}, name, h("span", { class: "count" }, `${records.length} red`)),
			shortened(6, entries_of(records), (entry) => {
				const made = red_entry(entry, first);

				first = false;
				return made;
			}))));
}

function is_missing(r) {
	return r.outcome === "missing";
}

/* ---- the matrix ---- */

function square_words(cell, n) {
	const words = [];

	if (n.red || cell.red)
		words.push(h("strong", { class: "n red" }, `✗ ${n.red || 1} red`));
	if (n.pass)
		words.push(h("span", { class: "n pass" }, `✓ ${n.pass}`));
	if (n.skip || cell.outcome === "skip")
		words.push(h("span", { class: "n skip" }, n.skip ? `${n.skip} skip` : "skip"));
	if (n.xfail)
		words.push(h("span", { class: "n xfail" }, `${n.xfail} xfail`));
	if (n.other)
		words.push(h("span", { class: "n" }, `${n.other} fail (MAY)`));
	return words.length ? words : [h("span", { class: "n" }, "nothing")];
}

function square(cell, name) {
	if (!cell)
		return h("td", { class: "none", role: "cell" }, h("span", { "aria-label": "not run" }, "·"));
	const n = tally(cell), kind = n.red || cell.red ? "red" : n.pass ? "pass" : "skip";

	return h("td", { class: `square ${kind}`, role: "cell" },
		cell_link(cell, [h("span", { class: "column" }, name), square_words(cell, n)], { "aria-label": null }));
}

function matrix_rows(chosen, columns) {
	const rows = [];

	for (const [group, of_group] of Map.groupBy(chosen, (c) => c.group)) {
		const peers = [...Map.groupBy(of_group, (c) => c.peer)];

		peers.forEach(([peer, list], i) => {
			const by_column = Object.fromEntries(list.map((c) => [column_of(c), c]));

			rows.push(h("tr", { role: "row", class: i ? null : "first" },
				i ? null : row_head(link({ group }, group), { rowspan: peers.length, class: "group", scope: "rowgroup", role: "rowheader" }),
				row_head(link({ group, peer }, peer), { role: "rowheader", class: "peer" }),
				columns.map((name) => square(by_column[name], name))));
		});
	}
	return rows;
}

function matrix_section(where) {
	const chosen = run.cells.filter((cell) => cell_fits(cell, where));
	const columns = [...new Set(chosen.map(column_of))];

	if (!chosen.length)
		return h("section", {}, h("p", {}, "No cell has this group, peer and flavour together."));
	return h("section", { "aria-labelledby": "matrix-head" }, h("h2", { id: "matrix-head" }, "The matrix"),
		h("p", { class: "hint" }, "A row a group and peer, a column a flavour. A square leads to its cases. ",
			"✓ passed, ✗ red; skip: a declared gap; xfail: fails as an expectation says; · not run."),
		table({ class: "matrix", role: "table" }, "Cases of each group and peer by flavour",
			h("tr", { role: "row" }, column("group", { role: "columnheader" }), column("peer", { role: "columnheader" }),
				columns.map((name) => column(name, { role: "columnheader" }))),
			matrix_rows(chosen, columns)));
}

function show_home(where) {
	const searched = where.outcome || where.q;

	return [
		where.outcome && where.outcome !== "red" ? null : red_section(where),
		searched ? found_section(where) : matrix_section(where),
	];
}
