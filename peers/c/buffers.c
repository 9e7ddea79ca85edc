/* buffers.c - each size is looked at before it is used, and each sum and product before it is made. */
#include "c.h"

#include <stdbool.h>
#include <string.h>

#define MOST SEAM_BUFFERS_MOST

/* ---- sizes ----------------------------------------------------------------------------------------------------- */

/* Whether n items of `size` bytes are no more than an op takes. */
static bool fits(size_t n, size_t size)
{
	return n <= MOST && (size == 0 || n <= MOST / size);
}

/* What is wrong with n counted items of `size` bytes at p. */
static int counted(const void *p, size_t n, size_t size)
{
	if (!fits(n, size))
		return SEAM_E_RANGE;
	return p || !n ? SEAM_OK : SEAM_E_NULL;
}

/* Whether n bytes from `offset` on lie within `size`. */
static bool within(size_t offset, size_t n, size_t size)
{
	return offset <= size && n <= size - offset;
}

/* memcpy takes no NULL, not even for nothing. */
static void copy(void *to, const void *from, size_t n)
{
	if (n)
		memmove(to, from, n);
}

/* What is wrong with the room at `to` for a result of `needed` items of `size` bytes; *room becomes what is needed. */
static int make_room(size_t needed, const void *to, size_t *room, size_t size)
{
	int rc = counted(to, *room, size);

	if (rc)
		return rc;
	if (!fits(needed, size))
		return SEAM_E_RANGE;
	rc = needed <= *room ? SEAM_OK : SEAM_E_SPACE;
	*room = needed;
	return rc;
}

/* ---- reading counted bytes ------------------------------------------------------------------------------------- */

static int digest(const void *bytes, size_t n, uint64_t *out)
{
	const unsigned char *p = bytes;
	uint64_t hash = UINT64_C(14695981039346656037);
	int rc = out ? counted(bytes, n, 1) : SEAM_E_NULL;

	if (rc)
		return rc;
	for (size_t i = 0; i < n; i++)
		hash = (hash ^ p[i]) * UINT64_C(1099511628211);
	*out = hash;
	return SEAM_OK;
}

static int find(const void *hay, size_t hay_n, const void *needle, size_t needle_n, size_t *at)
{
	const unsigned char *p = hay;
	int rc = at ? counted(hay, hay_n, 1) : SEAM_E_NULL;

	if (!rc)
		rc = counted(needle, needle_n, 1);
	if (rc)
		return rc;
	if (!needle_n) {
		*at = 0;
		return SEAM_OK;
	}
	for (size_t i = 0; within(i, needle_n, hay_n); i++)
		if (memcmp(p + i, needle, needle_n) == 0) {
			*at = i;
			return SEAM_OK;
		}
	return SEAM_E_NOT_FOUND;
}

static int describe(const void *bytes, size_t n, struct seam_buffers_summary *out)
{
	const unsigned char *p = bytes;
	int rc = out ? counted(bytes, n, 1) : SEAM_E_NULL;

	if (rc)
		return rc;
	memset(out, 0, sizeof *out); /* its padding, too */
	out->size = n;
	out->first_zero = n;
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || p[i] < out->least)
			out->least = p[i];
		if (p[i] > out->most)
			out->most = p[i];
		if (p[i] == 0 && out->zeros++ == 0)
			out->first_zero = i;
		out->last = p[i];
	}
	return SEAM_OK;
}

static int sum_u32(const void *numbers, size_t count, uint64_t *out)
{
	const unsigned char *p = numbers;
	uint64_t sum = 0;
	uint32_t number;
	int rc = out ? counted(numbers, count, sizeof number) : SEAM_E_NULL;

	if (rc)
		return rc;
	for (size_t i = 0; i < count; i++) {
		memcpy(&number, p + i * sizeof number, sizeof number);
		sum += number;
	}
	*out = sum;
	return SEAM_OK;
}

/* ---- from the caller's memory to the caller's memory ----------------------------------------------------------- */

static int hex(const void *bytes, size_t n, void *to, size_t *size)
{
	static const char digits[] = "0123456789abcdef";
	const unsigned char *p = bytes;
	char *text = to;
	int rc = size ? counted(bytes, n, 2) : SEAM_E_NULL;

	if (!rc)
		rc = make_room(2 * n, to, size, 1);
	if (rc)
		return rc;
	for (size_t i = 0; i < n; i++) {
		text[2 * i] = digits[p[i] >> 4];
		text[2 * i + 1] = digits[p[i] & 15];
	}
	return SEAM_OK;
}

static int reverse(const void *from, size_t n, void *to)
{
	const unsigned char *p = from;
	unsigned char *q = to;
	uintptr_t a = (uintptr_t)from, b = (uintptr_t)to, apart = a < b ? b - a : a - b;
	int rc = counted(from, n, 1);

	if (!rc)
		rc = counted(to, n, 1);
	if (rc)
		return rc;
	if (apart && apart < n)
		return SEAM_E_RANGE;
	/* Both ends of `from` are read before either is written: it may be the same memory. */
	for (size_t i = 0, j = n; i < j; i++) {
		unsigned char front = p[i], back = p[--j];

		q[i] = back;
		q[j] = front;
	}
	return SEAM_OK;
}

static int move(void *bytes, size_t size, size_t to, size_t from, size_t n)
{
	unsigned char *p = bytes;
	int rc = counted(bytes, size, 1);

	if (rc)
		return rc;
	if (!within(to, n, size) || !within(from, n, size))
		return SEAM_E_RANGE;
	if (n)
		memmove(p + to, p + from, n);
	return SEAM_OK;
}

/* ---- arrays and slices ----------------------------------------------------------------------------------------- */

static uint64_t big_endian(const unsigned char *p, size_t n)
{
	uint64_t value = 0;

	while (n--)
		value = value << 8 | *p++;
	return value;
}

static void to_big_endian(uint64_t value, unsigned char *p, size_t n)
{
	for (; n--; value >>= 8)
		p[n] = (unsigned char)value;
}

static int decode(const void *wire, size_t size, struct seam_buffers_record *to, size_t *count)
{
	const unsigned char *p = wire;
	int rc = count ? counted(wire, size, 1) : SEAM_E_NULL;

	if (rc)
		return rc;
	if (size % SEAM_BUFFERS_WIRE)
		return SEAM_E_RANGE;
	rc = make_room(size / SEAM_BUFFERS_WIRE, to, count, sizeof *to);
	if (rc)
		return rc;
	for (size_t i = 0; i < *count; i++, p += SEAM_BUFFERS_WIRE) {
		to[i].kind = p[0];
		to[i].serial = big_endian(p + 1, 8);
		to[i].flags = (uint16_t)big_endian(p + 9, 2);
		memcpy(&to[i].weight, p + 11, sizeof to[i].weight);
		to[i].id = (uint32_t)big_endian(p + 19, 4);
	}
	return SEAM_OK;
}

static int encode(const struct seam_buffers_record *records, size_t count, void *to, size_t *size)
{
	unsigned char *p = to;
	int rc = size ? counted(records, count, sizeof *records) : SEAM_E_NULL;

	if (!rc)
		rc = make_room(count * SEAM_BUFFERS_WIRE, to, size, 1);
	if (rc)
		return rc;
	for (size_t i = 0; i < count; i++, p += SEAM_BUFFERS_WIRE) {
		p[0] = records[i].kind;
		to_big_endian(records[i].serial, p + 1, 8);
		to_big_endian(records[i].flags, p + 9, 2);
		memcpy(p + 11, &records[i].weight, sizeof records[i].weight);
		to_big_endian(records[i].id, p + 19, 4);
	}
	return SEAM_OK;
}

static int raise_ids(struct seam_buffers_record *records, int count, uint32_t by)
{
	int rc = count < 0 ? SEAM_E_RANGE : counted(records, (size_t)count, sizeof *records);

	if (rc)
		return rc;
	for (int i = 0; i < count; i++)
		records[i].id += by;
	return SEAM_OK;
}

/* Whether the rows of a slice, of which there are some, lie within `size`. */
static bool rows_within(const struct seam_buffers_slice *s, size_t size)
{
	size_t pitch = s->stride < 0 ? 0 - (size_t)s->stride : (size_t)s->stride, way;

	if (!fits(s->rows - 1, pitch))
		return false;
	way = (s->rows - 1) * pitch;
	if (s->stride < 0)
		return way <= s->offset && within(s->offset, s->width, size);
	return within(s->offset, s->width, size) && way <= size - s->offset - s->width;
}

static int slice(const void *grid, size_t size, const struct seam_buffers_slice *which, void *to, size_t *to_size)
{
	const unsigned char *p = grid;
	unsigned char *q = to;
	struct seam_buffers_slice s;
	int rc = which && to_size ? counted(grid, size, 1) : SEAM_E_NULL;

	if (rc)
		return rc;
	s = *which;
	if (s.offset > MOST || s.width > MOST || !fits(s.rows, s.width) || s.stride > (ptrdiff_t)MOST ||
	    s.stride < -(ptrdiff_t)MOST)
		return SEAM_E_RANGE;
	if (s.rows && s.width && !rows_within(&s, size))
		return SEAM_E_RANGE;
	rc = make_room(s.rows * s.width, to, to_size, 1);
	if (rc || !s.width)
		return rc;
	for (size_t r = 0; r < s.rows; r++)
		memcpy(q + r * s.width, p + (ptrdiff_t)s.offset + (ptrdiff_t)r * s.stride, s.width);
	return SEAM_OK;
}

static int gather(const struct seam_buffers_piece *pieces, size_t count, void *to, size_t *size)
{
	unsigned char *p = to;
	size_t needed = 0;
	int rc = size ? counted(pieces, count, sizeof *pieces) : SEAM_E_NULL;

	for (size_t i = 0; !rc && i < count; i++) {
		rc = counted(pieces[i].bytes, pieces[i].size, 1);
		if (!rc && pieces[i].size > MOST - needed)
			rc = SEAM_E_RANGE;
		if (!rc)
			needed += pieces[i].size;
	}
	if (!rc)
		rc = make_room(needed, to, size, 1);
	if (rc)
		return rc;
	for (size_t i = 0; i < count; i++) {
		copy(p, pieces[i].bytes, pieces[i].size);
		p = pieces[i].size ? p + pieces[i].size : p;
	}
	return SEAM_OK;
}

static int scatter(const void *from, size_t n, const struct seam_buffers_room *rooms, size_t count, size_t *done)
{
	const unsigned char *p = from;
	size_t room = 0, copied = 0;
	int rc = done ? counted(from, n, 1) : SEAM_E_NULL;

	if (!rc)
		rc = counted(rooms, count, sizeof *rooms);
	for (size_t i = 0; !rc && i < count; i++) {
		rc = counted(rooms[i].bytes, rooms[i].size, 1);
		if (!rc && rooms[i].size > MOST - room)
			rc = SEAM_E_RANGE;
		if (!rc)
			room += rooms[i].size;
	}
	if (rc)
		return rc;
	for (size_t i = 0; i < count && copied < n; i++) {
		size_t part = rooms[i].size < n - copied ? rooms[i].size : n - copied;

		copy(rooms[i].bytes, p + copied, part);
		copied += part;
	}
	*done = copied;
	return SEAM_OK;
}

static int gather_rows(const void *const *rows, size_t count, size_t width, void *to, size_t *size, size_t *absent)
{
	unsigned char *p = to;
	size_t missing = 0;
	int rc = size && absent ? counted(rows, count, sizeof *rows) : SEAM_E_NULL;

	if (rc)
		return rc;
	if (!fits(width, count))
		return SEAM_E_RANGE;
	for (size_t i = 0; i < count; i++)
		missing += !rows[i];
	rc = make_room((count - missing) * width, to, size, 1);
	if (rc)
		return rc;
	*absent = missing;
	for (size_t i = 0; width && i < count; i++) {
		if (!rows[i])
			continue;
		memcpy(p, rows[i], width);
		p += width;
	}
	return SEAM_OK;
}

/* ---- owned buffers --------------------------------------------------------------------------------------------- */

static void *lent(size_t size)
{
	return seam_c_host->alloc(seam_c_host, size, 1);
}

static void give_back(void *block, size_t size)
{
	if (size)
		seam_c_host->free(seam_c_host, block, size, 1);
}

static int sound(const struct seam_buffers_owned *b)
{
	if (!b)
		return SEAM_E_NULL;
	if (b->size > b->capacity)
		return SEAM_E_RANGE;
	return counted(b->bytes, b->capacity, 1);
}

/* A new block for the buffer, of `capacity` bytes, with its bytes in it as far as they fit; the old one stays. */
static int other_block(const struct seam_buffers_owned *b, size_t capacity, unsigned char **out)
{
	unsigned char *block = NULL;

	if (capacity && !(block = lent(capacity)))
		return SEAM_E_MEMORY;
	copy(block, b->bytes, b->size < capacity ? b->size : capacity);
	*out = block;
	return SEAM_OK;
}

static void change_block(struct seam_buffers_owned *b, unsigned char *block, size_t capacity)
{
	give_back(b->bytes, b->capacity);
	b->bytes = block;
	b->capacity = capacity;
}

/* At least `needed`, and enough that appending a byte at a time costs no more than twice the bytes. */
static size_t roomy(size_t capacity, size_t needed)
{
	size_t twice = capacity <= MOST / 2 ? 2 * capacity : MOST;

	return needed > twice ? needed : twice;
}

static int owned_copy(const void *bytes, size_t n, struct seam_buffers_owned *out)
{
	struct seam_buffers_owned b = { NULL, n, n };
	int rc = out ? counted(bytes, n, 1) : SEAM_E_NULL;

	if (rc)
		return rc;
	if (n && !(b.bytes = lent(n)))
		return SEAM_E_MEMORY;
	copy(b.bytes, bytes, n);
	*out = b;
	return SEAM_OK;
}

static int owned_append(struct seam_buffers_owned *buffer, const void *bytes, size_t n)
{
	size_t capacity;
	unsigned char *block;
	int rc = sound(buffer);

	if (!rc)
		rc = counted(bytes, n, 1);
	if (!rc && n > MOST - buffer->size)
		rc = SEAM_E_RANGE;
	if (rc || !n)
		return rc;
	if (n <= buffer->capacity - buffer->size) {
		copy(buffer->bytes + buffer->size, bytes, n);
		buffer->size += n;
		return SEAM_OK;
	}
	capacity = roomy(buffer->capacity, buffer->size + n);
	rc = other_block(buffer, capacity, &block);
	if (rc)
		return rc;
	/* Before the old block goes: the bytes may be in it. */
	copy(block + buffer->size, bytes, n);
	change_block(buffer, block, capacity);
	buffer->size += n;
	return SEAM_OK;
}

static int owned_resize(struct seam_buffers_owned *buffer, size_t size, uint8_t fill)
{
	int rc = sound(buffer);

	if (rc)
		return rc;
	if (size > MOST)
		return SEAM_E_RANGE;
	if (size > buffer->capacity) {
		unsigned char *block;

		rc = other_block(buffer, size, &block);
		if (rc)
			return rc;
		change_block(buffer, block, size);
	}
	if (size > buffer->size)
		memset(buffer->bytes + buffer->size, fill, size - buffer->size);
	buffer->size = size;
	return SEAM_OK;
}

static int owned_fit(struct seam_buffers_owned *buffer)
{
	unsigned char *block;
	int rc = sound(buffer);

	if (rc || buffer->size == buffer->capacity)
		return rc;
	rc = other_block(buffer, buffer->size, &block);
	if (rc)
		return rc;
	change_block(buffer, block, buffer->size);
	return SEAM_OK;
}

static void owned_free(struct seam_buffers_owned *buffer)
{
	if (!buffer)
		return;
	change_block(buffer, NULL, 0);
	buffer->size = 0;
}

/* ---- stores ---------------------------------------------------------------------------------------------------- */

struct seam_buffers_store {
	const unsigned char *bytes;
	size_t size;
	unsigned char *copy;             /* the same bytes, if they are the store's own */
	seam_buffers_release_fn release; /* if they are adopted                         */
	void *userdata;
};

static uint64_t live_stores;

static uint64_t live(void)
{
	return live_stores;
}

/* Replaces what the store holds. */
static void hold(struct seam_buffers_store *store, struct seam_buffers_store next)
{
	struct seam_buffers_store before = *store;

	*store = next;
	give_back(before.copy, before.copy ? before.size : 0);
	if (before.release)
		before.release(before.userdata, before.bytes, before.size);
}

static int store_new(struct seam_buffers_store **out)
{
	struct seam_buffers_store *store;

	if (!out)
		return SEAM_E_NULL;
	store = seam_c_host->alloc(seam_c_host, sizeof *store, _Alignof(struct seam_buffers_store));
	if (!store)
		return SEAM_E_MEMORY;
	*store = (struct seam_buffers_store){ 0 };
	live_stores++;
	*out = store;
	return SEAM_OK;
}

static void store_free(struct seam_buffers_store *store)
{
	if (!store)
		return;
	hold(store, (struct seam_buffers_store){ 0 });
	seam_c_host->free(seam_c_host, store, sizeof *store, _Alignof(struct seam_buffers_store));
	live_stores--;
}

static int store_set(struct seam_buffers_store *store, const void *bytes, size_t n)
{
	unsigned char *own = NULL;
	int rc = store ? counted(bytes, n, 1) : SEAM_E_NULL;

	if (rc)
		return rc;
	if (n && !(own = lent(n)))
		return SEAM_E_MEMORY;
	copy(own, bytes, n);
	hold(store, (struct seam_buffers_store){ .bytes = own, .size = n, .copy = own });
	return SEAM_OK;
}

static int store_adopt(struct seam_buffers_store *store, const void *bytes, size_t n, seam_buffers_release_fn release,
                       void *userdata)
{
	int rc = store && release ? counted(bytes, n, 1) : SEAM_E_NULL;

	if (rc)
		return rc;
	hold(store, (struct seam_buffers_store){ .bytes = bytes, .size = n, .release = release, .userdata = userdata });
	return SEAM_OK;
}

static int store_clear(struct seam_buffers_store *store)
{
	if (!store)
		return SEAM_E_NULL;
	hold(store, (struct seam_buffers_store){ 0 });
	return SEAM_OK;
}

static int store_view(const struct seam_buffers_store *store, const void **bytes, size_t *n)
{
	if (!store || !bytes || !n)
		return SEAM_E_NULL;
	*bytes = store->bytes;
	*n = store->size;
	return SEAM_OK;
}

static int store_copy(const struct seam_buffers_store *store, void *to, size_t *size)
{
	int rc = store && size ? make_room(store->size, to, size, 1) : SEAM_E_NULL;

	if (!rc)
		copy(to, store->bytes, store->size);
	return rc;
}

static int store_read(const struct seam_buffers_store *store, size_t offset, void *to, size_t n, size_t *done)
{
	size_t left;
	int rc = store && done ? counted(to, n, 1) : SEAM_E_NULL;

	if (!rc && offset > store->size)
		rc = SEAM_E_RANGE;
	if (rc)
		return rc;
	left = store->size - offset;
	*done = n < left ? n : left;
	copy(to, store->bytes ? store->bytes + offset : NULL, *done);
	return SEAM_OK;
}

static int store_write(struct seam_buffers_store *store, size_t offset, const void *bytes, size_t n)
{
	int rc = store ? counted(bytes, n, 1) : SEAM_E_NULL;

	if (rc)
		return rc;
	if (!within(offset, n, store->size))
		return SEAM_E_RANGE;
	if (store->release)
		return SEAM_E_STATE;
	if (n)
		memmove(store->copy + offset, bytes, n);
	return SEAM_OK;
}

const struct seam_buffers seam_c_buffers = {
	.live = live,
	.digest = digest,
	.find = find,
	.describe = describe,
	.sum_u32 = sum_u32,
	.hex = hex,
	.reverse = reverse,
	.move = move,
	.decode = decode,
	.encode = encode,
	.raise = raise_ids,
	.slice = slice,
	.gather = gather,
	.scatter = scatter,
	.gather_rows = gather_rows,
	.owned_copy = owned_copy,
	.owned_append = owned_append,
	.owned_resize = owned_resize,
	.owned_fit = owned_fit,
	.owned_free = owned_free,
	.store_new = store_new,
	.store_free = store_free,
	.store_set = store_set,
	.store_adopt = store_adopt,
	.store_clear = store_clear,
	.store_view = store_view,
	.store_copy = store_copy,
	.store_read = store_read,
	.store_write = store_write,
};
