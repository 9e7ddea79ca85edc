/* overheads.js - what a crossing costs, of results/bench.json: each peer's time as a ratio to a plain C call of the same kind. */

/* A ratio's place between 1 and the largest, by its logarithm: 2 from 1 is as far as 200 from 100. */
function log_share(ratio, most) {
	return most > 1 ? Math.min(1, Math.max(0, Math.log(ratio) / Math.log(most))) : 0;
}

function ratio_text(ratio) {
	return `× ${ratio >= 100 ? Math.round(ratio) : ratio >= 10 ? ratio.toFixed(1) : ratio.toFixed(2)}`;
}

function time_text(ns) {
	return ns >= 1e6 ? `${(ns / 1e6).toFixed(1)} ms` : ns >= 1e3 ? `${(ns / 1e3).toFixed(1)} µs` : `${ns.toFixed(1)} ns`;
}

function overhead_square(row, most) {
	if (!row)
		return heat(null);
	const spread = row.spread === undefined ? "" : ` ± ${(row.spread * 100).toFixed(row.spread < 0.1 ? 1 : 0)} %`;

	return heat(log_share(row.ratio, most), [h("strong", {}, ratio_text(row.ratio)), h("span", { class: "ns" }, `${time_text(row.ns)}${spread}`)],
		{ title: `${row.peer}, ${row.measure}: ${time_text(row.ns)} a ${row.unit || "call"}${spread}` });
}

function show_overheads(where) {
	const rows = run.bench.rows.filter((row) => !where.peer || row.peer === where.peer);
	const measures = run.bench.measures || [...new Set(rows.map((row) => row.measure))];
	const peers = [...Map.groupBy(rows, (row) => row.peer)], most = Math.max(1, ...run.bench.rows.map((row) => row.ratio));

	return h("section", { "aria-labelledby": "overheads-head" }, h("h2", { id: "overheads-head" }, "Overheads"),
		h("p", { class: "hint" }, "How many times as long as a plain C call of the same kind in the same run; below it the time itself, with the ",
			"spread of its repetitions. The stronger the colour, the dearer. ", [run.bench.machine, run.bench.compiler].filter(Boolean).join("; ")),
		table({ class: "map overheads" }, "Ratio to a plain C call",
			h("tr", {}, column("measure"), peers.map(([peer, list]) => column([peer, h("span", { class: "ns" }, list[0].language)]))),
			measures.map((measure) => h("tr", {}, row_head(measure), peers.map(([, list]) => overhead_square(list.find((row) => row.measure === measure), most))))));
}
