// security_text.cpp - text is data: it is quoted, never run, and read strictly.
#include "security.hpp"

#include <charconv>
#include <string>
#include <system_error>

using namespace peer::security_group;
using peer::guarded;
using peer::refusal;
using peer::required;

namespace {

void append_html(std::string &out, char byte)
{
	switch (byte) {
	case '&': out += "&amp;"; break;
	case '<': out += "&lt;"; break;
	case '>': out += "&gt;"; break;
	case '"': out += "&quot;"; break;
	case '\'': out += "&#39;"; break;
	default: out += byte;
	}
}

void append_logged(std::string &out, char byte)
{
	constexpr char digits[] = "0123456789abcdef";
	const auto value = static_cast<unsigned char>(byte);
	if (value < 0x20 || value > 0x7e || byte == '"' || byte == '\\')
		out.append("\\x").append(1, digits[value >> 4]).append(1, digits[value & 15]);
	else
		out += byte;
}

// In `around`, which stands as `escaped` where the text has it.
std::string enclosed(std::string_view text, char around, const char *escaped)
{
	std::string out(1, around);
	for (const char byte : text) {
		if (byte == around)
			out += escaped;
		else
			out += byte;
	}
	return out += around;
}

template <typename Append> std::string each(std::string_view text, Append append)
{
	std::string out;
	for (const char byte : text)
		append(out, byte);
	return out;
}

std::string quoted(std::uint32_t how, std::string_view text)
{
	if (how == SEAM_SEC_LOG)
		return each(text, append_logged);
	if (how < SEAM_SEC_SHELL || how > SEAM_SEC_LOG)
		throw refusal{ SEAM_E_RANGE };
	if (text.find('\0') != text.npos)
		throw refusal{ SEAM_E_NUL };
	if (how == SEAM_SEC_SHELL)
		return enclosed(text, '\'', "'\\''");
	if (how == SEAM_SEC_CSV)
		return enclosed(text, '"', "\"\"");
	return each(text, append_html);
}

std::int64_t number_of(std::string_view text)
{
	const std::string_view digits = text.substr(!text.empty() && text[0] == '-');
	if (!digits.empty() && digits[0] == '0' && text.size() > 1) // 007, and -0
		throw refusal{ SEAM_E_ENCODING };
	std::int64_t number = 0;
	const char *end = text.data() + text.size();
	const auto [stop, error] = std::from_chars(text.data(), end, number);
	if (error == std::errc::invalid_argument || stop != end)
		throw refusal{ SEAM_E_ENCODING };
	if (error != std::errc())
		throw refusal{ SEAM_E_RANGE };
	return number;
}

// Only the last * is ever gone back to: what an earlier one matches need not change.
template <typename Same> bool matches(std::string_view pattern, std::string_view text, Same same)
{
	std::size_t p = 0, t = 0, star = pattern.npos, from = 0;
	while (t < text.size()) {
		if (p < pattern.size() && pattern[p] == '*') {
			star = p++;
			from = t;
		} else if (p < pattern.size() && (pattern[p] == '?' || same(pattern[p], text[t]))) {
			p++;
			t++;
		} else if (star != pattern.npos) {
			p = star + 1;
			t = ++from;
		} else {
			return false;
		}
	}
	return pattern.find_first_not_of('*', p) == pattern.npos;
}

} // namespace

extern "C" {

static int quote(std::uint32_t how, const char *text, std::size_t n, char **out, std::size_t *out_n)
{
	return guarded([&] {
		required(out, out_n);
		give_text(quoted(how, counted_text(text, n, SEAM_SEC_TEXT_MAX)), out, out_n);
	});
}

static int log_refused(const char *name, std::size_t n, seam_sec_line_fn line, void *userdata)
{
	return guarded([&] {
		required(line);
		const std::string text =
			"refused: \"" + quoted(SEAM_SEC_LOG, counted_text(name, n, SEAM_SEC_TEXT_MAX)) + "\"\n";
		line(userdata, text.data(), text.size());
	});
}

static int number_parse(const char *text, std::size_t n, std::int64_t min, std::int64_t max, std::int64_t *out)
{
	return guarded([&] {
		required(out);
		const std::int64_t number = number_of(counted_text(text, n, SEAM_SEC_TEXT_MAX));
		if (number < min || number > max)
			throw refusal{ SEAM_E_RANGE };
		*out = number;
	});
}

static int match(const char *pattern, std::size_t pattern_n, const char *text, std::size_t text_n,
                 seam_sec_same_fn same, void *userdata, std::int32_t *out)
{
	return guarded([&] {
		required(out);
		const std::string_view p = counted_text(pattern, pattern_n, SEAM_SEC_TEXT_MAX);
		const std::string_view t = counted_text(text, text_n, SEAM_SEC_TEXT_MAX);
		*out = matches(p, t, [&](char a, char b) {
			return same ? same(userdata, static_cast<std::uint8_t>(a), static_cast<std::uint8_t>(b)) != 0
			            : a == b;
		});
	});
}

} // extern "C"

void peer::security_group::add_text(seam_security &ops)
{
	ops.quote = quote;
	ops.log_refused = log_refused;
	ops.number_parse = number_parse;
	ops.match = match;
}
