/* run.js - the data of the page: cells, cases, and one record each, as harness/lib/page.c packs them. */

const run = JSON.parse(document.getElementById("run").textContent);

const outcomes = {
	".": "pass", f: "fail", r: "finding", c: "crash", t: "timeout", s: "skip",
	x: "xfail", p: "xpass", m: "missing", e: "error", n: "none",
};
const meanings = {
	fail: "a check did not hold", finding: "a checker reported", crash: "the process ended in the middle",
	timeout: "it took too long", xpass: "it passed although an expectation says that it fails",
	missing: "it was planned and never reported", error: "it could not be run", none: "nothing is known of it",
	pass: "it passed", skip: "a declared gap", xfail: "it failed as expected",
};
const cases_of = {};
const cells = {};

for (const group of run.groups)
	cases_of[group.name] = group.cases;
for (const cell of run.cells)
	cells[cell.cell] = cell;

function is_red(mark) {
	return mark >= "A" && mark <= "Z";
}

function outcome_of(mark) {
	return outcomes[mark.toLowerCase()];
}

/* The column that a cell stands in: a platform other than this machine has columns of its own. */
function column_of(cell) {
	return cell.platform === "native" ? cell.flavour : `${cell.flavour} ${cell.platform}`;
}

/* The record of a cell's case by its place; of the cell itself, when that is -1. */
function record_of(cell, at) {
	if (at < 0)
		return { ...cell, at, whole: true, id: cell.cell };
	const one = cases_of[cell.group][at], mark = cell.marks[at];
	const counted = cell.counted && cell.counted[at];

	return {
		rerun: cell.rerun_case && cell.rerun_case + one.id, ...cell.cases[at], ...one, at, cell: cell.cell, group: cell.group, peer: cell.peer,
		flavour: cell.flavour, platform: cell.platform, outcome: outcome_of(mark), red: is_red(mark),
		seconds: cell.times[at], cannot: cell.cannot,
		counts: counted && Object.fromEntries(cell.counts.map((name, i) => [name, counted[i]])),
	};
}

/* The places of a cell's cases that the test says yes to; -1 for the cell itself is not among them. */
function places(cell, test) {
	const found = [];

	for (let at = 0; at < cell.marks.length; at++)
		if (cell.marks[at] !== "-" && test(cell.marks[at], at))
			found.push(at);
	return found;
}

function reds_of(cell) {
	const found = places(cell, is_red).map((at) => record_of(cell, at));

	return cell.red ? [record_of(cell, -1), ...found] : found;
}

/* How many of a cell's cases came to what; red ones are counted as that alone. */
function tally(cell) {
	const n = { pass: 0, red: 0, skip: 0, xfail: 0, other: 0, all: 0 };

	for (const mark of cell.marks) {
		if (mark === "-")
			continue;
		const outcome = outcome_of(mark);

		n.all++;
		n[is_red(mark) ? "red" : outcome in n ? outcome : "other"]++;
	}
	return n;
}

/* Why a record is what it is, in one line. */
function reason(r) {
	const broken = r.failures && r.failures[0];

	if (r.kind)
		return r.frame ? `${r.kind} in ${r.frame}` : r.kind;
	if (r.message && !(broken && r.outcome === "fail"))
		return r.message;
	if (!broken)
		return meanings[r.outcome] || "";
	if (broken.expected === "true" && broken.seen === "false")
		return `${broken.text} does not hold`;
	return broken.expected ? `${broken.text}: seen ${broken.seen}, expected ${broken.expected}` : broken.text;
}

/* What a search looks through. */
function words_of(r) {
	const failures = (r.failures || []).map((f) => `${f.text} ${f.file || ""} ${f.seen || ""} ${f.expected || ""}`);

	return [r.message, r.kind, r.frame, ...failures, ...(r.notes || [])].filter(Boolean).join(" ").toLowerCase();
}
