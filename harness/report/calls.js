/* calls.js - what the cases that make many calls have counted, by shape of the call: the coverage of a sweep. */

/* Of "calls.struct_in.24": the shape. */
function shape_of(id) {
	return id.split(".")[1];
}

function add_counts(sums, counts) {
	for (const [name, n] of Object.entries(counts))
		sums[name] = (sums[name] || 0) + n;
	return sums;
}

/* [row, peer] -> sums of the counts of the chosen cells' cases; rows are shapes, or the cases of one. */
function counted_by(row_of, where) {
	const sums = new Map();

	for (const cell of run.cells) {
		if (!cell.counted || !cell_fits(cell, where))
			continue;
		for (const at of Object.keys(cell.counted)) {
			const row = row_of(cases_of[cell.group][at].id);

			if (!row)
				continue;
			if (!sums.has(row))
				sums.set(row, {});
			add_counts(sums.get(row)[cell.peer] ??= {}, record_of(cell, Number(at)).counts);
		}
	}
	return sums;
}

function count_square(sums) {
	if (!sums || !sums.asked)
		return heat(null);
	const wrong = (sums.failed || 0) + (sums.crashed || 0), share = sums.passed / sums.asked;
	const text = Object.entries(sums).filter(([, n]) => n).map(([name, n]) => `${n.toLocaleString("en")} ${name}`).join(", ");
	/* What is not all is never told as all, and what is something never as nothing. */
	const percent = share === 1 ? 100 : Math.max(share > 0 ? 1 : 0, Math.min(99, Math.round(share * 100)));

	return heat(share, [`${percent}`, wrong ? h("strong", { class: "wrong" }, ` ✗${wrong}`) : null], { title: text, "aria-label": text });
}

function count_table(caption, first, sums, peers, head) {
	return table({ class: "map" }, caption, h("tr", {}, column(first), column("asked"), peers.map((peer) => column(h("span", {}, peer), { class: "turned" }))),
		[...sums].map(([row, of_peer]) => h("tr", {}, row_head(head(row)), h("td", { class: "number" },
			Object.values(of_peer).reduce((n, one) => n + one.asked, 0).toLocaleString("en")), peers.map((peer) => count_square(of_peer[peer])))));
}

function show_calls(where) {
	const peers = [...new Set(run.cells.filter((cell) => cell.counted && cell_fits(cell, where)).map((cell) => cell.peer))];
	const shapes = counted_by(shape_of, where);
	const cases = where.shape && counted_by((id) => shape_of(id) === where.shape && id, where);

	return [h("section", { "aria-labelledby": "calls-head" }, h("h2", { id: "calls-head" }, "Calls by shape"),
		h("p", { class: "hint" }, "A row a shape of a call, a column a peer: how many of a hundred calls passed, of those that were asked for; " +
			"✗ how many failed or crashed. The rest the peer cannot express. A shape leads to its cases; a square tells its numbers when pointed at."),
		count_table("Calls that passed, in percent of those asked for", "shape", shapes, peers, (shape) =>
			h("a", { href: address({ view: "calls", shape }, true), "aria-current": where.shape === shape ? "true" : null }, shape))),
	cases && cases.size ? h("section", { "aria-labelledby": "shape-head" }, h("h3", { id: "shape-head", tabindex: -1 }, where.shape),
		count_table(`The cases of ${where.shape}`, "case", cases, peers, (id) => link({ case: id }, id, { title: "the case" }))) : null];
}
