/* cases.js - lists of cases: those of a search, those of a cell; and one case, on all that it was run on. */

/* ---- a search ---- */

/* The cases that the filters leave, each with its records' places by outcome. */
function found_cases(where) {
	const words = search_words(where), found = new Map();

	for (const cell of run.cells) {
		if (!cell_fits(cell, where))
			continue;
		for (const at of places(cell, (mark, i) => mark_fits(mark, where.outcome) && search_fits(cell, i, words))) {
			const id = cases_of[cell.group][at].id;

			if (!found.has(id))
				found.set(id, { id, rule: cases_of[cell.group][at].rule, records: [] });
			found.get(id).records.push([cell, at]);
		}
	}
	return [...found.values()];
}

function outcome_chips(records) {
	const counts = Map.groupBy(records, ([cell, at]) => cell.marks[at]);

	return [...counts].map(([mark, list]) => h("span", { class: "chip" }, badge({ outcome: outcome_of(mark), red: is_red(mark) }),
		list.length > 1 ? ` × ${list.length}` : null));
}

function found_row({ id, rule, records }) {
	const [cell, at] = records[0], told = records.find(([c, i]) => c.cases[i]);
	const why = told && reason(record_of(...told));

	return h("li", {}, link(records.length === 1 ? { cell: cell.cell, case: id } : { case: id }, id, { class: "id" }), " ", outcome_chips(records),
		h("span", { class: "why" }, rule), why && cell.marks[at] !== "." ? h("span", { class: "why because" }, why) : null);
}

function found_section(where) {
	const found = found_cases(where), records = found.reduce((n, one) => n + one.records.length, 0);

	return h("section", { "aria-labelledby": "found-head" },
		h("h2", { id: "found-head" }, found.length ? `${plural(found.length, "case")} found, in ${plural(records, "record")}` : "No case found"),
		found.length ? h("ul", { class: "cases" }, shortened(200, found, found_row))
			: h("p", {}, "No case of the chosen cells has this outcome and all of these words in its name, its rule or what it said."));
}

/* ---- a cell ---- */

function case_row(r) {
	return h("tr", { class: r.red ? "red" : null }, h("td", {}, badge(r)),
		row_head(record_link(r, r.id), { class: "id" }),
		h("td", { class: "rule" }, r.rule, r.outcome === "pass" ? null : h("span", { class: "why because" }, reason(r))),
		h("td", { class: "number" }, r.seconds ? seconds_text(r.seconds) : ""));
}

function show_cell(cell, where) {
	const words = search_words(where), n = tally(cell), whole = record_of(cell, -1);
	const list = places(cell, (mark, at) => mark_fits(mark, where.outcome) && search_fits(cell, at, words)).map((at) => record_of(cell, at));

	list.sort((a, b) => (b.red ? 1 : 0) - (a.red ? 1 : 0));
	return h("section", {},
		h("nav", { class: "path", "aria-label": "Where this is" }, link({}, "all"), " / ", link({ group: cell.group }, cell.group), " / ",
			link({ group: cell.group, peer: cell.peer }, cell.peer)),
		h("h2", { tabindex: -1 }, `${cell.group} / ${cell.peer} / ${column_of(cell)}`),
		h("p", { class: "sum" }, square_words(cell, n).map((word) => [word, " "]), cell.seconds ? ` in ${seconds_text(cell.seconds)}` : null),
		record_details({ ...whole, seconds: 0 }),
		list.length ? table({ class: "cases" }, `${plural(list.length, "case")}${where.outcome || where.q ? ` of ${n.all}, by the filter` : ""}`,
			h("tr", {}, column("outcome"), column("case"), column("rule, and what was seen"), column("took")), list.map(case_row))
			: h("p", {}, n.all ? "The filter leaves none of its cases." : "None of its cases was run."));
}

/* ---- a case ---- */

function everywhere(group, at, here) {
	const run_on = run.cells.filter((cell) => cell.group === group && (cell.marks[at] || "-") !== "-");
	const columns = [...new Set(run_on.map(column_of))];

	return table({ class: "matrix small" }, "This case on every peer and flavour",
		h("tr", {}, column("peer"), columns.map((name) => column(name))),
		[...Map.groupBy(run_on, (cell) => cell.peer)].map(([peer, list]) => h("tr", {}, row_head(peer), columns.map((name) => {
			const cell = list.find((c) => column_of(c) === name);

			if (!cell)
				return h("td", { class: "none" }, "·");
			return h("td", { class: cell === here ? "square here" : "square" },
				record_link(record_of(cell, at), badge(record_of(cell, at)), { "aria-current": cell === here ? "true" : null }));
		}))));
}

/* Of a case that was asked for without its cell: what differs from a pass, the red first; of a peer's flavours that say the same, one. */
function told_of(group, at) {
	const records = run.cells.filter((cell) => cell.group === group && cell.cases[at] && (cell.marks[at] || "-") !== "-")
		.map((cell) => record_of(cell, at));
	const alike = [...Map.groupBy(records, (r) => `${r.peer} ${r.outcome} ${reason(r)}`).values()];

	alike.sort(([a], [b]) => (b.red ? 1 : 0) - (a.red ? 1 : 0));
	return alike.map((list, i) => h("details", { class: "entry", open: list[0].red && i === 0 },
		h("summary", {}, badge(list[0]), " ", h("strong", {}, list[0].peer), " ", flavour_chips(list), h("span", { class: "why" }, reason(list[0]))),
		h("div", { class: "entry-body" }, record_details(list[0]))));
}

function show_case(id, cell) {
	const group = Object.keys(cases_of).find((name) => cases_of[name].some((one) => one.id === id));
	const at = group ? cases_of[group].findIndex((one) => one.id === id) : -1;

	if (at < 0 || (cell && (cell.group !== group || (cell.marks[at] || "-") === "-")))
		return nothing_there();
	const one = cases_of[group][at], r = cell && record_of(cell, at);

	return h("section", {},
		h("nav", { class: "path", "aria-label": "Where this is" }, link({}, "all"), " / ", link({ group }, group),
			cell ? [" / ", cell_link(cell, `${cell.peer} / ${column_of(cell)}`)] : null),
		h("h2", { tabindex: -1 }, r ? [badge(r), " "] : null, id),
		r ? record_details(r) : h("p", {}, one.rule, h("span", { class: "level" }, one.level)),
		everywhere(group, at, cell), r ? null : told_of(group, at));
}

function nothing_there() {
	return h("section", {}, h("h2", { tabindex: -1 }, "Not in this run"),
		h("p", {}, "The address names a cell or a case that this run does not have. ", link({}, "All that it has")));
}
