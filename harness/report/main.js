/* main.js - which view the address asks for. */

const views = [
	{ name: "", title: "Results", there: () => true, show: show_home },
	{ name: "detection", title: "Planted bugs", there: () => run.detection, show: show_detection },
	{ name: "calls", title: "Calls by shape", there: () => run.cells.some((cell) => cell.counted), show: show_calls },
	{ name: "costs", title: "Costs", there: () => true, show: show_costs },
	{ name: "overheads", title: "Overheads", there: () => run.bench, show: show_overheads },
];

function content_of(where) {
	const view = views.find((one) => one.name === (where.view || "") && one.there());

	if (where.case)
		return where.cell && !cells[where.cell] ? nothing_there() : show_case(where.case, cells[where.cell]);
	if (where.cell)
		return cells[where.cell] ? show_cell(cells[where.cell], where) : nothing_there();
	return view ? view.show(where) : nothing_there();
}

function show_head(where) {
	document.getElementById("views").replaceChildren(h("ul", {}, views.filter((view) => view.there()).map((view) =>
		h("li", {}, link({ view: view.name }, view.title,
			{ "aria-current": (where.view || "") === view.name && !where.cell && !where.case ? "page" : null })))));
	document.title = `${where.case || where.cell || (where.view ? views.find((v) => v.name === where.view)?.title : "")
		|| document.getElementById("status").textContent} - seam`;
}

function show() {
	const where = route(), content = [content_of(where)].flat().filter(Boolean);

	show_filters(where);
	show_head(where);
	document.getElementById("main").replaceChildren(...content);
}

/* Where each address was left, for the way back. */
const left_at = new Map();
let by_link = false;

/* Another page: by a link, it starts at its top, and reading goes on at its heading; by the way back, where it was left. */
function turn() {
	show();
	scrollTo(0, by_link ? 0 : left_at.get(location.href) || 0);
	by_link = false;
	document.querySelector("main h2[tabindex]")?.focus({ preventScroll: true });
}

function show_status() {
	const sums = { cases: 0, red: 0, pass: 0, skip: 0, xfail: 0 }, red_cells = run.cells.filter((c) => c.red || tally(c).red);

	for (const cell of run.cells) {
		const n = tally(cell);

		sums.cases += n.all;
		sums.red += n.red + (cell.red ? 1 : 0);
		sums.pass += n.pass;
		sums.skip += n.skip;
		sums.xfail += n.xfail;
	}
	document.getElementById("about").textContent = `${run.results}, run ${run.time}: ${plural(sums.cases, "case")} in ` +
		`${plural(run.cells.length, "cell")} of ${plural(run.groups.length, "group")}` +
		(run.mutant ? `; with the planted bug ${run.mutant} (--mutant)` : "") + (run.mute ? "; without stimuli (--mute)" : "") +
		(run.without ? `; without ${run.without}` : "");
	document.getElementById("status").className = sums.red ? "red" : "green";
	document.getElementById("status").textContent = (sums.red
		? `✗ ${sums.red.toLocaleString("en")} red in ${red_cells.length} of ${plural(run.cells.length, "cell")}` : "✓ Nothing is red") +
		`. ${sums.pass.toLocaleString("en")} passed, ${sums.skip.toLocaleString("en")} skip, ${sums.xfail.toLocaleString("en")} xfail`;
}

function start() {
	fill_filters();
	show_status();
	show();
	addEventListener("hashchange", turn);
	addEventListener("click", (event) => {
		by_link = Boolean(event.target.closest("a"));
		left_at.set(location.href, scrollY);
	});
	document.getElementById("skip").addEventListener("click", () => document.getElementById("main").focus());
	addEventListener("keydown", (event) => {
		if (event.key === "/" && !["INPUT", "SELECT", "TEXTAREA"].includes(document.activeElement.tagName)) {
			event.preventDefault();
			document.getElementById("filters").q.focus();
		}
	});
}

addEventListener("DOMContentLoaded", start);
