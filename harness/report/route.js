/* route.js - what is shown is what the address says behind its #, so that it can be sent and gone back to. */

const filters = ["group", "peer", "flavour", "outcome", "q"];

function route() {
	return Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
}

/* An address with these words; those of the filters that are set stay when `kept`. */
function address(words, kept) {
	const all = kept ? Object.fromEntries(Object.entries(route()).filter(([key]) => filters.includes(key))) : {};
	const parameters = new URLSearchParams();

	for (const [key, value] of Object.entries({ ...all, ...words }))
		if (value)
			parameters.set(key, value);
	/* What a fragment may hold stays readable in it. */
	return "#" + parameters.toString().replaceAll("%2F", "/").replaceAll("%2C", ",");
}

function link(words, content, attributes) {
	return h("a", { href: address(words), ...attributes }, content);
}

function cell_link(cell, content, attributes) {
	return link({ cell: cell.cell }, content, attributes);
}

function record_link(r, content, attributes) {
	return link(r.whole ? { cell: r.cell } : { cell: r.cell, case: r.id }, content, attributes);
}

/* ---- the filters ---- */

function cell_fits(cell, where) {
	return (!where.group || cell.group === where.group) && (!where.peer || cell.peer === where.peer) &&
		(!where.flavour || column_of(cell) === where.flavour);
}

function mark_fits(mark, outcome) {
	return !outcome || (outcome === "red" ? is_red(mark) : outcome_of(mark) === outcome);
}

/* Whether all words of the search are in the case, its rule, or what this record says. */
function search_fits(cell, at, words) {
	const one = cases_of[cell.group][at];

	one.words ??= `${one.id} ${one.rule || ""}`.toLowerCase();
	return words.every((word) => {
		if (one.words.includes(word))
			return true;
		const own = cell.cases[at];

		if (!own)
			return false;
		own.words ??= words_of(own);
		return own.words.includes(word);
	});
}

function search_words(where) {
	return (where.q || "").toLowerCase().split(/\s+/).filter(Boolean);
}

function fill_filters() {
	const form = document.getElementById("filters");
	const option = (value, text) => h("option", { value }, text || value);
	const names = (of) => [...new Set(run.cells.map(of))];
	const there = new Set(run.cells.flatMap((cell) => [...new Set(cell.marks)].filter((m) => m !== "-").map(outcome_of)));

	form.group.append(option("", "all"), ...names((c) => c.group).map((n) => option(n)));
	form.peer.append(option("", "all"), ...names((c) => c.peer).sort().map((n) => option(n)));
	form.flavour.append(option("", "all"), ...names(column_of).map((n) => option(n)));
	form.outcome.append(option("", "any"), option("red"), ...[...there].map((n) => option(n)));
	form.addEventListener("submit", (event) => event.preventDefault());
	form.addEventListener("input", (event) => {
		const { view, cell, case: id } = route();
		/* Cases are searched: those of a cell within it. */
		const searched = ["outcome", "q"].includes(event.target.name);
		const words = { view: searched ? "" : view, cell: searched && !id ? cell : "", ...Object.fromEntries(new FormData(form)) };
		const to = address(words) === "#" ? location.pathname + location.search : address(words);

		/* Each letter of a search would be a step back. */
		history[event.target.name === "q" ? "replaceState" : "pushState"](null, "", to);
		show();
	});
	form.addEventListener("reset", (event) => {
		event.preventDefault();
		history.pushState(null, "", address({ view: route().view }));
		show();
	});
}

function show_filters(where) {
	const form = document.getElementById("filters");

	for (const name of filters)
		if (form[name] !== document.activeElement || form[name].value.trim() !== (where[name] || "").trim())
			form[name].value = where[name] || "";
}
