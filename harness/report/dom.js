/* dom.js - elements, made of text alone: nothing of a record is ever taken for markup. */

/* An element with attributes (a function is a listener: onclick) and children: elements, texts, lists of them; null is left out. */
function h(name, attributes, ...children) {
	const element = document.createElement(name);

	for (const [key, value] of Object.entries(attributes || {})) {
		if (typeof value === "function")
			element.addEventListener(key.slice(2), value);
		else if (key === "style")
			Object.entries(value).forEach(([property, text]) => element.style.setProperty(property, text));
		else if (value !== null && value !== false)
			element.setAttribute(key, value === true ? "" : value);
	}
	element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
	return element;
}

/* A table that scrolls sideways where the screen is narrow.  `head`: its rows of th; `rows`: of td. */
function table(attributes, caption, head, rows) {
	return h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": caption },
		h("table", attributes, h("caption", {}, caption), h("thead", {}, head), h("tbody", {}, rows)));
}

function column(text, attributes) {
	return h("th", { scope: "col", ...attributes }, text);
}

function row_head(content, attributes) {
	return h("th", { scope: "row", ...attributes }, content);
}

/* Texts with their http addresses as links. */
function with_links(text) {
	return text.split(/(https?:\/\/[^\s<>"]+)/).map((part, i) =>
		i % 2 ? h("a", { href: part, rel: "noopener noreferrer" }, part) : part);
}

/* A command to be pasted, with a button that copies it. */
function command(text) {
	const button = h("button", { type: "button", class: "copy", onclick: () => copy(text, code, button) }, "Copy");
	const code = h("code", {}, text);

	return h("span", { class: "command" }, code, button);
}

/* A page that was opened from a file may have no clipboard: then the text is marked, to be copied by hand. */
async function copy(text, code, button) {
	try {
		await navigator.clipboard.writeText(text);
	} catch {
		const range = document.createRange();

		range.selectNodeContents(code);
		getSelection().removeAllRanges();
		getSelection().addRange(range);
		if (!document.execCommand("copy")) {
			button.textContent = "Marked: copy it";
			return;
		}
	}
	button.textContent = "Copied";
	setTimeout(() => { button.textContent = "Copy"; }, 1500);
}

function plural(n, one, many) {
	return `${n.toLocaleString("en")} ${n === 1 ? one : many || one + "s"}`;
}

function seconds_text(s) {
	return s >= 100 ? `${Math.round(s)} s` : s >= 1 ? `${s.toFixed(1)} s` : `${Math.round(s * 1000)} ms`;
}

/* The first `most` of a list's elements; the others after a press of a button. */
function shortened(most, list, make) {
	const rest = list.slice(most), place = h("div", { class: "more" });

	if (rest.length)
		place.append(h("button", { type: "button", onclick: () => place.replaceWith(...rest.map(make)) }, `Show ${rest.length} more`));
	return [list.slice(0, most).map(make), rest.length ? place : null];
}

/* A square of a heat map: the share is its colour and its text; what is not there is a dot.  No share gives a colour that neither
 * dark nor light text can be read on. */
function heat(share, content, attributes) {
	if (share === null)
		return h("td", { class: "heat none" }, content || "·");
	const strong = share > 0.75, depth = strong ? 0.8 + (share - 0.75) * 0.8 : share * 0.7;

	return h("td", { class: strong ? "heat strong" : "heat", style: { "--depth": `${Math.round(depth * 100)}%` }, ...attributes }, content);
}
