// layout.cpp - the contract's structs as the C++ compiler sees them: type traits say what a field is, a pointer to the
// struct reaches it.
#include "peer.hpp"

#include <cstddef>
#include <cstring>
#include <iterator>
#include <string_view>
#include <type_traits>

namespace {

// The types that strict C++17 has no name or no trait for.
using complex_float = decltype(seam_complex_float::value);
using complex_double = decltype(seam_complex_double::value);
using complex_long_double = decltype(seam_complex_long_double::value);

template <typename T, typename... Others> constexpr bool is_one_of = (std::is_same_v<T, Others> || ...);

template <typename T> constexpr seam_kind kind_of()
{
	if constexpr (std::is_same_v<T, bool>)
		return SEAM_KIND_BOOL;
	else if constexpr (is_one_of<T, complex_float, complex_double, complex_long_double>)
		return SEAM_KIND_COMPLEX;
	else if constexpr (std::is_floating_point_v<T>)
		return SEAM_KIND_FLOAT;
	else if constexpr (std::is_pointer_v<T>)
		return SEAM_KIND_POINTER;
	else if constexpr (std::is_array_v<T>)
		return SEAM_KIND_ARRAY;
	else if constexpr (std::is_union_v<T>)
		return SEAM_KIND_UNION;
	else if constexpr (std::is_class_v<T>)
		return SEAM_KIND_STRUCT;
	else
		return SEAM_KIND_INTEGER; // __int128 among them, which std::is_integral leaves out
}

template <typename T> constexpr bool is_signed()
{
	if constexpr (std::is_enum_v<T>)
		return std::is_signed_v<std::underlying_type_t<T>>;
	else if constexpr (kind_of<T>() == SEAM_KIND_INTEGER)
		return static_cast<T>(-1) < static_cast<T>(1);
	else
		return false;
}

// The view of a field, or of a whole type at offset 0.
template <typename T> constexpr seam_view view_of(std::size_t offset)
{
	return { sizeof(T), alignof(T), offset, std::is_array_v<T> ? std::extent_v<T> : 1, kind_of<T>(), is_signed<T>() };
}

struct field {
	std::string_view name;
	seam_view view;
	void (*write)(void *object, const void *leaf); // null: a part, which is described only
	void (*read)(const void *object, void *leaf);
};

struct type {
	std::string_view name;
	seam_view view;
	const field *fields;
	std::size_t n_fields;
	bool described; // its fields have offsets: they are no bit-fields
};


// Each list of fields becomes a table.  `self` is the struct that the list belongs to.
#define FIELD_TYPE(path) std::remove_reference_t<decltype(self::path)>
#define LEAF(path, kind)                                                                                              \
	field{ #path, view_of<FIELD_TYPE(path)>(offsetof(self, path)),                                                \
	       [](void *object, const void *leaf) {                                                                   \
		       static_cast<self *>(object)->path = *static_cast<const FIELD_TYPE(path) *>(leaf);              \
	       },                                                                                                     \
	       [](const void *object, void *leaf) {                                                                   \
		       *static_cast<FIELD_TYPE(path) *>(leaf) = static_cast<const self *>(object)->path;              \
	       } },
#define PART(path, kind, count) field{ #path, view_of<FIELD_TYPE(path)>(offsetof(self, path)), nullptr, nullptr },
#define FLEXIBLE(path) field{ #path, { 0, 1, offsetof(self, path), 0, SEAM_KIND_ARRAY, 0 }, nullptr, nullptr },
#define WITH_FIELDS(type_name)                                                                                        \
	namespace type_name##_type {                                                                                  \
	using self = seam_##type_name;                                                                                \
	constexpr field fields[] = { SEAM_FIELDS_##type_name(LEAF, PART, FLEXIBLE) };                                 \
	constexpr type value{ #type_name, view_of<self>(0), fields, std::size(fields), true };                        \
	}
SEAM_LAYOUT_SCALARS(WITH_FIELDS)
SEAM_LAYOUT_STRUCTS(WITH_FIELDS)

// A bit-field has no address, no offset and no type to cast to; that the value fits is the caller's word.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#define BIT(path, width, is_signed)                                                                                   \
	field{ #path, {},                                                                                             \
	       [](void *object, const void *leaf) {                                                                   \
		       static_cast<self *>(object)->path = *static_cast<const std::int64_t *>(leaf);                  \
	       },                                                                                                     \
	       [](const void *object, void *leaf) {                                                                   \
		       *static_cast<std::int64_t *>(leaf) = static_cast<const self *>(object)->path;                  \
	       } },
#define WITH_BITS(type_name)                                                                                          \
	namespace type_name##_type {                                                                                  \
	using self = seam_##type_name;                                                                                \
	constexpr field fields[] = { SEAM_FIELDS_##type_name(BIT) };                                                  \
	constexpr type value{ #type_name, view_of<self>(0), fields, std::size(fields), false };                       \
	}
SEAM_LAYOUT_BITS(WITH_BITS)
#pragma GCC diagnostic pop

#define BARE(type_name)                                                                                               \
	namespace type_name##_type {                                                                                  \
	constexpr type value{ #type_name, view_of<seam_##type_name>(0), nullptr, 0, false };                          \
	}
SEAM_LAYOUT_BARE(BARE)

#define TYPE(type_name) type_name##_type::value,
constexpr type types[] = {
	SEAM_LAYOUT_SCALARS(TYPE)
	SEAM_LAYOUT_STRUCTS(TYPE)
	SEAM_LAYOUT_BITS(TYPE)
	SEAM_LAYOUT_BARE(TYPE)
};

const type *find_type(std::string_view name)
{
	for (const type &candidate : types)
		if (candidate.name == name)
			return &candidate;
	return nullptr;
}

const field *find_field(const type *of, std::string_view name)
{
	for (std::size_t i = 0; of && i < of->n_fields; i++)
		if (of->fields[i].name == name)
			return &of->fields[i];
	return nullptr;
}

struct enumerator {
	std::string_view type;
	const char *name;
	std::int64_t number;
};

#define ENUMERATOR(type, name) { type, #name, name }
constexpr enumerator enumerators[] = {
	ENUMERATOR("grade", SEAM_GRADE_BELOW), ENUMERATOR("grade", SEAM_GRADE_ZERO),
	ENUMERATOR("grade", SEAM_GRADE_ABOVE), ENUMERATOR("grade", SEAM_GRADE_FAR),
	ENUMERATOR("flag", SEAM_FLAG_NONE),    ENUMERATOR("flag", SEAM_FLAG_LOW),
	ENUMERATOR("flag", SEAM_FLAG_HIGH),
};

const enumerator *find_enumerator(std::string_view type, std::int64_t number)
{
	for (const enumerator &candidate : enumerators)
		if (candidate.type == type && candidate.number == number)
			return &candidate;
	return nullptr;
}

// The number in an enum that may hold any: loaded as the enum, an unlisted one would be undefined behaviour.
template <typename Enum> std::int64_t number_in(const Enum &place)
{
	std::underlying_type_t<Enum> number;

	static_assert(sizeof number == sizeof place);
	std::memcpy(&number, &place, sizeof number);
	return number;
}

constexpr seam_options options_defaults = {
	SEAM_OPTIONS_VERSION, sizeof(seam_options), nullptr, SEAM_OPTIONS_DEPTH, SEAM_OPTIONS_LIMIT,
	SEAM_OPTIONS_MODE, SEAM_OPTIONS_GRACE,
};

} // namespace

extern "C" {

static int describe(const char *type_name, const char *field_name, seam_view *out)
{
	const type *found = find_type(type_name);

	if (!found)
		return SEAM_E_NOT_FOUND;
	if (!field_name) {
		*out = found->view;
		return SEAM_OK;
	}
	const field *part = find_field(found, field_name);
	if (!part)
		return SEAM_E_NOT_FOUND;
	if (!found->described)
		return SEAM_E_UNSUPPORTED;
	*out = part->view;
	return SEAM_OK;
}

static int write_leaf(const char *type_name, const char *field_name, void *object, const void *leaf)
{
	const field *found = find_field(find_type(type_name), field_name);

	if (!found)
		return SEAM_E_NOT_FOUND;
	if (!found->write)
		return SEAM_E_UNSUPPORTED;
	found->write(object, leaf);
	return SEAM_OK;
}

static int read_leaf(const char *type_name, const char *field_name, const void *object, void *leaf)
{
	const field *found = find_field(find_type(type_name), field_name);

	if (!found)
		return SEAM_E_NOT_FOUND;
	if (!found->read)
		return SEAM_E_UNSUPPORTED;
	found->read(object, leaf);
	return SEAM_OK;
}

// Leaf by leaf into zeros: a copy of the whole struct would take its padding along.
static int emit(const char *type_name, const void *object, void *bytes, std::size_t size)
{
	constexpr std::string_view emitted[] = { "fixed12", "fixed24", "nested", "signature" };
	const type *found = nullptr;

	for (std::string_view name : emitted)
		if (name == type_name)
			found = find_type(name);
	if (!found)
		return SEAM_E_UNSUPPORTED;
	if (size < found->view.size)
		return SEAM_E_SPACE;
	std::memset(bytes, 0, static_cast<std::size_t>(found->view.size));
	for (std::size_t i = 0; i < found->n_fields; i++) {
		const field &leaf = found->fields[i];
		if (leaf.read)
			std::memcpy(static_cast<char *>(bytes) + leaf.view.offset,
			            static_cast<const char *>(object) + leaf.view.offset,
			            static_cast<std::size_t>(leaf.view.size));
	}
	return SEAM_OK;
}

static int fill(seam_fixed12 *out, std::size_t n, std::uint32_t first)
{
	for (std::size_t i = 0; i < n; i++) {
		out[i].a = static_cast<std::uint8_t>(i);
		out[i].b = first + static_cast<std::uint32_t>(i);
		out[i].c = static_cast<std::uint8_t>(~i);
	}
	return SEAM_OK;
}

static int sum(const seam_fixed12 *in, std::size_t n, std::uint64_t *out)
{
	std::uint64_t total = 0;

	for (std::size_t i = 0; i < n; i++)
		total += std::uint64_t{in[i].a} + in[i].b + in[i].c;
	*out = total;
	return SEAM_OK;
}

static int truth(std::int64_t number, bool *out)
{
	*out = number != 0;
	return SEAM_OK;
}

static int enum_value(const char *name, std::int64_t *number)
{
	for (const enumerator &candidate : enumerators) {
		if (candidate.name == std::string_view(name)) {
			*number = candidate.number;
			return SEAM_OK;
		}
	}
	return SEAM_E_NOT_FOUND;
}

static int enum_name(const char *type_name, std::int64_t number, const char **name)
{
	const std::string_view wanted(type_name);

	if (wanted != "grade" && wanted != "flag")
		return SEAM_E_NOT_FOUND;
	const enumerator *found = find_enumerator(wanted, number);
	if (!found)
		return SEAM_E_RANGE;
	*name = found->name;
	return SEAM_OK;
}

static int enum_load(const seam_enums *in, std::int64_t *grade, std::int64_t *flag)
{
	const std::int64_t g = number_in(in->grade);
	const std::int64_t f = number_in(in->flag);

	if (!find_enumerator("grade", g) || !find_enumerator("flag", f))
		return SEAM_E_RANGE;
	*grade = g;
	*flag = f;
	return SEAM_OK;
}

static int tagged_get(const seam_tagged *in, std::uint32_t tag, void *out)
{
	if (in->tag != tag)
		return SEAM_E_RANGE;
	switch (tag) {
	case SEAM_TAG_INT:
		*static_cast<std::int64_t *>(out) = in->as.i;
		return SEAM_OK;
	case SEAM_TAG_REAL:
		*static_cast<double *>(out) = in->as.d;
		return SEAM_OK;
	case SEAM_TAG_TEXT:
		*static_cast<const char **>(out) = in->as.s;
		return SEAM_OK;
	default:
		return SEAM_E_RANGE;
	}
}

static int tagged_set(seam_tagged *object, std::uint32_t tag, const void *value)
{
	switch (tag) {
	case SEAM_TAG_INT:
		object->as.i = *static_cast<const std::int64_t *>(value);
		break;
	case SEAM_TAG_REAL:
		object->as.d = *static_cast<const double *>(value);
		break;
	case SEAM_TAG_TEXT:
		object->as.s = *static_cast<const char *const *>(value);
		break;
	default:
		return SEAM_E_RANGE;
	}
	object->tag = tag;
	return SEAM_OK;
}

static int list_sum(const seam_list *head, std::int64_t *out)
{
	std::int64_t total = 0;

	for (; head; head = head->next)
		total += head->value;
	*out = total;
	return SEAM_OK;
}

static int options_init(void *options, std::uint32_t version)
{
	const seam_options &d = options_defaults;

	switch (version) {
	case 1:
		*static_cast<seam_options_v1 *>(options) = { 1, sizeof(seam_options_v1), d.label, d.depth, d.limit };
		return SEAM_OK;
	case 2:
		*static_cast<seam_options *>(options) = d;
		return SEAM_OK;
	default:
		return SEAM_E_VERSION;
	}
}

static int options_apply(const void *in, seam_options *out)
{
	const auto *v1 = static_cast<const seam_options_v1 *>(in); // every version begins as this one does

	if (v1->version == 1 && v1->size == sizeof(seam_options_v1)) {
		seam_options effective = options_defaults;
		effective.label = v1->label;
		effective.depth = v1->depth;
		effective.limit = v1->limit;
		*out = effective;
		return SEAM_OK;
	}
	if (v1->version == 2 && v1->size == sizeof(seam_options)) {
		*out = *static_cast<const seam_options *>(in);
		return SEAM_OK;
	}
	return SEAM_E_VERSION;
}

#define BOTH_WAYS(type_name)                                                                                          \
	static int copy_##type_name(const seam_##type_name *in, seam_##type_name *out)                                \
	{                                                                                                             \
		*out = *in;                                                                                           \
		return SEAM_OK;                                                                                       \
	}                                                                                                             \
	static int take_##type_name(seam_##type_name in, seam_##type_name *out)                                       \
	{                                                                                                             \
		*out = in;                                                                                            \
		return SEAM_OK;                                                                                       \
	}                                                                                                             \
	static seam_##type_name give_##type_name(const seam_##type_name *in)                                          \
	{                                                                                                             \
		return *in;                                                                                           \
	}
BOTH_WAYS(fixed12)
BOTH_WAYS(fixed24)
BOTH_WAYS(vec2)

} // extern "C"

const seam_layout peer::layout = [] {
	seam_layout ops{};
	ops.describe = describe;
	ops.write = write_leaf;
	ops.read = read_leaf;
	ops.emit = emit;
	ops.fill = fill;
	ops.sum = sum;
	ops.truth = truth;
	ops.enum_value = enum_value;
	ops.enum_name = enum_name;
	ops.enum_load = enum_load;
	ops.tagged_get = tagged_get;
	ops.tagged_set = tagged_set;
	ops.list_sum = list_sum;
	ops.options_init = options_init;
	ops.options_apply = options_apply;
	ops.copy_fixed12 = copy_fixed12;
	ops.take_fixed12 = take_fixed12;
	ops.give_fixed12 = give_fixed12;
	ops.copy_fixed24 = copy_fixed24;
	ops.take_fixed24 = take_fixed24;
	ops.give_fixed24 = give_fixed24;
	ops.copy_vec2 = copy_vec2;
	ops.take_vec2 = take_vec2;
	ops.give_vec2 = give_vec2;
	return ops;
}();
