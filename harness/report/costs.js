/* costs.js - how long each cell took, and which cases took longest. */

function bar(value, most, text) {
	return h("td", { class: "bar" }, h("span", { style: { width: `${most ? Math.max(0.3, 100 * value / most) : 0}%` } }), h("span", { class: "text" }, text));
}

function cost_rows(list, most) {
	return list.map((cell) => {
		const n = tally(cell).all;

		return h("tr", {}, row_head(cell_link(cell, `${cell.group} / ${cell.peer} / ${column_of(cell)}`)), bar(cell.seconds, most, seconds_text(cell.seconds)),
			h("td", { class: "number" }, String(n)), h("td", { class: "number" }, n ? seconds_text(cell.seconds / n) : ""));
	});
}

function sums_by(of, list) {
	return [...Map.groupBy(list, of)].map(([name, part]) => [name, part.reduce((s, cell) => s + cell.seconds, 0)]).sort((a, b) => b[1] - a[1]);
}

function sum_table(title, sums) {
	return table({ class: "costs" }, `By ${title}`, h("tr", {}, column(title), column("all cells together")),
		sums.map(([name, s]) => h("tr", {}, row_head(link({ view: "costs", [title]: name }, name)), bar(s, sums[0][1], seconds_text(s)))));
}

function slowest_cases(chosen) {
	const all = chosen.flatMap((cell) => Object.entries(cell.times).map(([at, s]) => ({ cell, at: Number(at), s })));

	return all.sort((a, b) => b.s - a.s).slice(0, 25);
}

function show_costs(where) {
	const chosen = run.cells.filter((cell) => cell_fits(cell, where) && cell.seconds > 0).sort((a, b) => b.seconds - a.seconds);
	const most = chosen.length ? chosen[0].seconds : 0, slow = slowest_cases(chosen);

	if (!chosen.length)
		return h("section", {}, h("h2", {}, "Costs"), h("p", {}, "No cell that the filter leaves was run."));
	return h("section", { "aria-labelledby": "costs-head" }, h("h2", { id: "costs-head" }, "Costs"),
		h("p", { class: "hint" }, `${plural(chosen.length, "cell")}, ${seconds_text(chosen.reduce((s, cell) => s + cell.seconds, 0))} together; they run side by side.`),
		h("div", { class: "beside" }, sum_table("group", sums_by((cell) => cell.group, chosen)), sum_table("flavour", sums_by(column_of, chosen)),
			sum_table("peer", sums_by((cell) => cell.peer, chosen))),
		table({ class: "costs" }, "Cells", h("tr", {}, column("cell"), column("took"), column("cases"), column("a case")),
			cost_rows(chosen.slice(0, 60), most)),
		chosen.length > 60 ? h("p", { class: "hint" }, `The other ${chosen.length - 60} are faster; the filters above narrow the list.`) : null,
		slow.length ? table({ class: "costs" }, "The slowest cases", h("tr", {}, column("case"), column("took"), column("cell")),
			slow.map(({ cell, at, s }) => h("tr", {}, row_head(record_link(record_of(cell, at), cases_of[cell.group][at].id)), bar(s, slow[0].s, seconds_text(s)),
				h("td", {}, `${cell.peer} / ${column_of(cell)}`)))) : null);
}
