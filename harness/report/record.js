/* record.js - all that a record says, in the order in which a reader asks. */

const symbols = { pass: "✓", skip: "–", xfail: "≈" };

/* An outcome as symbol and word, coloured too. */
function badge(r) {
	const kind = r.red ? "red" : r.outcome;

	return h("span", { class: `badge ${kind}` }, `${r.red ? "✗" : symbols[r.outcome] || "·"} ${r.outcome}`);
}

function term(name, ...content) {
	return [h("dt", {}, name), h("dd", {}, content)];
}

/* "5 bytes, from 2: 63 64  \"cd\"", as the probe's checks write bytes. */
function bytes_of(text) {
	const found = /^(\d+) bytes, from (\d+):((?: [0-9a-f]{2})*) {2}"(.*)"$/s.exec(text || "");

	return found && { size: Number(found[1]), from: Number(found[2]), hex: found[3].split(" ").filter(Boolean), text: found[4] };
}

/* Both sides byte by byte; those that differ are underlined and bold. */
function byte_rows(expected, seen) {
	const width = Math.max(expected.hex.length, seen.hex.length);
	const row = (name, one, other) => h("tr", {}, row_head(name),
		Array.from({ length: width }, (_, i) =>
			h("td", { class: one.hex[i] === other.hex[i] ? null : "differs" }, one.hex[i] || "")),
		h("td", { class: "text" }, one.text), h("td", { class: "text" }, plural(one.size, "byte")));

	return table({ class: "bytes" }, "Bytes from the first that differs on",
		h("tr", {}, column("byte"), Array.from({ length: width }, (_, i) => column(String(expected.from + i))), column("as text"),
			column("in all")),
		[row("expected", expected, seen), row("seen", seen, expected)]);
}

function sides(failure) {
	const expected = bytes_of(failure.expected), seen = bytes_of(failure.seen);

	if (expected && seen)
		return byte_rows(expected, seen);
	if (!failure.expected || (failure.expected === "true" && failure.seen === "false"))
		return null;
	return h("dl", { class: "sides" }, term("expected", h("code", {}, failure.expected)), term("seen", h("code", {}, failure.seen)),
		failure.at ? term("differs", `from byte ${failure.at} on`) : null);
}

function broken(failure) {
	return [
		h("p", { class: "broken" }, h("code", {}, failure.text), failure.file
			? h("span", { class: "source" }, failure.line && failure.line !== "0" ? `${failure.file}:${failure.line}` : failure.file) : null),
		sides(failure),
	];
}

function folded(title, content, open) {
	return h("details", { open }, h("summary", {}, title), content);
}

function counted(counts) {
	return Object.entries(counts).map(([name, n]) => `${n.toLocaleString("en")} ${name}`).join(", ");
}

/* What a record says, with the way to see it again. */
function record_details(r) {
	const failures = r.failures || [], items = Object.entries(r.items || {}), cannot = Object.entries(r.cannot || {});

	return h("div", { class: "record" },
		h("dl", {},
			r.rule ? term("Rule", r.rule, r.level ? h("span", { class: "level" }, r.level) : null) : null,
			failures.length ? term(failures.length > 1 ? `Broken (${failures.length})` : "Broken",
				shortened(3, failures, (f) => h("div", {}, broken(f)))) : null,
			r.kind ? term("Checker", h("strong", {}, r.kind), r.frame ? [" in ", h("code", {}, r.frame)] : null) : null,
			r.message ? term("Because", with_links(r.message)) : null,
			r.step ? term("Step", h("code", {}, r.step)) : null,
			r.rerun ? term("See it again", command(r.rerun)) : null,
			r.counts ? term("Calls", counted(r.counts)) : null,
			r.notes ? term("Notes", r.notes.map((note) => h("p", {}, note))) : null,
			r.seconds >= 0.01 ? term("Took", seconds_text(r.seconds)) : null,
			cannot.length ? term("Not carried here", cannot.map(([name, why]) => h("p", {}, `${name}: ${why}`))) : null),
		r.report ? folded(r.kind ? "The checker's report" : "What the process printed", h("pre", {}, r.report), r.red) : null,
		items.map(([kind, list]) => folded(`${kind} (${list.length})`, h("ul", { class: "items" },
			shortened(100, list, (item) => h("li", {}, h("code", {}, item)))))));
}
