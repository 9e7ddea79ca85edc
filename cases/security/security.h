/*
 * security/security.h - input from an enemy: bytes, paths, numbers and answers that are made to do harm.
 *
 * What holds for every op, unless its own comment says otherwise:
 *
 * errors      0 is success.  On failure nothing has changed: the objects are as they were and usable, the out-parameters and
 *             output buffers still hold what they held before the call, nothing is left allocated, no file is left made.
 * NULL        a pointer argument that is NULL gives SEAM_E_NULL, callbacks and the root's, key's, ring's or gate's own pointer
 *             included; userdata may be anything.  A counted input of length 0 may come by any pointer, NULL too, which is not
 *             read.  Every …_release takes NULL and does nothing.
 * inputs      are borrowed for the call, counted, not terminated, and never read past their length.  Their length is compared with
 *             the op's maximum before anything is read: a longer one, up to SIZE_MAX, is SEAM_E_RANGE, never cut and never clamped.
 * memory      objects, and what an op gives as a block, lie in lent memory.  A request of more than SEAM_SEC_ALLOC_MAX bytes is
 *             never made.  SEAM_E_MEMORY only where the lent allocator gave none.
 * secrets     the bytes of keys, and answers, lie in lent memory while they are needed, and nowhere when they are not: once the op
 *             has returned (or what holds them is gone, or was given others) there is no copy, raw or in hexadecimal: not in freed
 *             blocks, on the stack, in static data, in texts that an op gives, in messages, or in the environment.  On failure too.
 * callbacks   an answer of a callback is no better than other input.  A callback may call any op of this group but the
 *             release of a thing that is in use by the op that called it.
 * ends        when the last object is gone, no lent memory is held; nothing is kept open by an op but what root_open opens.
 * threads     any thread, two threads never at once; random_fill alone also on several at once.
 *
 * Ops that belong together stand together; a peer that lacks one of such a family leaves out the family.
 */
#ifndef SEAM_SECURITY_H
#define SEAM_SECURITY_H

#include <seam/seam.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Opaque: the host holds pointers only. */
struct seam_sec_message;
struct seam_sec_root;
struct seam_sec_key;
struct seam_sec_ring;
struct seam_sec_gate;

#define SEAM_SEC_ALLOC_MAX    1048576u /* bytes, of one request of lent memory                         */
#define SEAM_SEC_MESSAGE_MAX  1048576u /* bytes, of one message                                        */
#define SEAM_SEC_ITEMS_MAX    16384u   /* items, of all depths together                                */
#define SEAM_SEC_DEPTH_MAX    32u      /* lists in lists: the items of the innermost have this depth   */
#define SEAM_SEC_EXPANDED_MAX 65536u   /* bytes that all RUNS and NAMEs of a message give together     */
#define SEAM_SEC_NAME_MAX     255u     /* bytes that one NAME gives                                    */
#define SEAM_SEC_PLACES_MAX   16u      /* places that one NAME goes on at                               */
#define SEAM_SEC_TEXT_MAX     65536u   /* bytes, of a text to quote or log, a subject, a pattern, data  */
#define SEAM_SEC_PATH_MAX     1024u    /* bytes, of a path below a root; of one name in it: 255        */
#define SEAM_SEC_KEY_MIN      16u      /* bytes, of a key                                              */
#define SEAM_SEC_KEY_MAX      256u
#define SEAM_SEC_TAG          32u      /* bytes, of a tag                                              */
#define SEAM_SEC_KEYS_MAX     64u      /* keys in one ring                                             */
#define SEAM_SEC_SESSIONS_MAX 16u      /* sessions open in one ring                                    */

/*
 * A message is one byte 1 (the version), a count, and so many items; nothing follows.  An item is one byte tag, a length, and so
 * many bytes of content.  Counts, lengths and all numbers of several bytes are little-endian; counts and lengths have 32 bits.
 */
enum seam_sec_tag {
	SEAM_SEC_NUMBER = 1,  /* 8 bytes: a signed number                                                                 */
	SEAM_SEC_TEXT = 2,    /* well-formed UTF-8, which may hold NULs                                                    */
	SEAM_SEC_KIND = 3,    /* 4 bytes: 1, 2 or 3                                                                        */
	SEAM_SEC_LIST = 4,    /* a count, and so many items, which fill the content                                        */
	SEAM_SEC_ARRAY = 5,   /* a count, the size of an element in 4 bytes (1, 2, 4 or 8), and exactly so many elements   */
	SEAM_SEC_RUNS = 6,    /* 4 bytes: the expanded size; pairs (how often, 1 to 255; a byte) that give exactly so many */
	SEAM_SEC_NAME = 7,    /* labels, as in DNS: see below                                                              */
	SEAM_SEC_VARINT = 8,  /* LEB128, unsigned, 64 bits, in the shortest form, which fills the content                  */
	SEAM_SEC_SUBJECT = 9  /* as TEXT; at most one in a message, whatever its depth                                     */
};
/*
 * A NAME is a run of labels: each a byte of its length, 1 to 63, and so many bytes, none of them NUL or '.'.  A run ends by the
 * byte 0, or by two bytes with the upper two bits set, whose other 14 bits (big-endian, as in DNS) are the place, counted from the
 * first byte of the message, where the run of labels goes on.  That place must be before the first byte of the run that ends so,
 * and there are at most SEAM_SEC_PLACES_MAX of them in one NAME.
 * Only the first run must end where the content does; the others lie anywhere in the message.
 * It gives the labels, joined by '.'; no label gives an empty name.
 */

/* One item.  `bytes` is borrowed of the message, NULL or not when `size` is 0. */
struct seam_sec_item {
	uint32_t tag;      /* enum seam_sec_tag                                                                             */
	uint32_t depth;    /* 0: not in a list                                                                              */
	uint64_t number;   /* NUMBER (in two's complement), KIND, VARINT; the count of a LIST or ARRAY; else 0              */
	const void *bytes; /* the bytes of TEXT, SUBJECT; the elements of ARRAY; what RUNS and NAME give                    */
	size_t size;       /* of these, in bytes; for the other tags 0                                                      */
};

/* Reads `n` bytes at `offset` of memory that others may write at any time, and returns n; anything else is a failure. */
typedef int64_t (*seam_sec_read_fn)(void *userdata, uint64_t offset, void *buffer, size_t n);
/* Whether it is allowed: 1 and only 1 allows. */
typedef int (*seam_sec_authorise_fn)(void *userdata, const char *subject, size_t n, uint64_t amount);
/* Writes a line, not terminated. */
typedef void (*seam_sec_line_fn)(void *userdata, const char *line, size_t n);
/* Writes an answer of at most `size` bytes, not terminated, and returns its length; negative: there is none. */
typedef int64_t (*seam_sec_prompt_fn)(void *userdata, char *buffer, size_t size);
/* Writes at most `capacity` numbers and returns how many; negative: it failed. */
typedef int64_t (*seam_sec_source_fn)(void *userdata, uint64_t *numbers, size_t capacity);
/* Returns the index of one of `n` numbers; negative: none. */
typedef int64_t (*seam_sec_choose_fn)(void *userdata, const uint64_t *numbers, size_t n);
/* Stores where `*n` bytes lie, which it keeps valid until the op returns; returns 0, or anything else when it failed. */
typedef int (*seam_sec_give_fn)(void *userdata, const void **bytes, size_t *n);
/* Whether a byte of the pattern and a byte of the text are the same: 0 says no. */
typedef int (*seam_sec_same_fn)(void *userdata, uint8_t pattern, uint8_t text);

/* How a text is made harmless.  SHELL, CSV and HTML cannot carry NULs. */
enum seam_sec_quote {
	SEAM_SEC_SHELL = 1, /* in '…', each ' in it as '\''                                                    */
	SEAM_SEC_CSV = 2,   /* in "…", each " in it twice                                                      */
	SEAM_SEC_HTML = 3,  /* & < > " ' as &amp; &lt; &gt; &quot; &#39;                                       */
	SEAM_SEC_LOG = 4    /* bytes that are not 0x20 to 0x7E, and " and \, as \x and two lower-case hex digits */
};

/* What report_fill fills.  It is sent as it lies in memory: all bytes, padding too. */
struct seam_sec_report {
	uint8_t kind;
	uint64_t number;
	uint16_t name_n;
	char name[13];
};

/* A buffer for the name of a temporary file: "tmp-", 32 hexadecimal digits in lower case, a NUL. */
#define SEAM_SEC_TEMPORARY 37

struct seam_security {
	/* The peer's own count of its live objects: messages, roots, keys, rings and the keys and sessions in them, gates. */
	uint64_t (*live)(void);

	/* ---- messages ------------------------------------------------------------------------------------------------ */

	/*
	 * Reads a message of `n` bytes, copies what it needs, and stores it at *out; the host gives it back by message_release.
	 * The message is checked whole before anything is made of it: one that is refused has made no request of lent memory.
	 * The stack that is used does not grow with the message.
	 * SEAM_E_ENCODING: a TEXT or SUBJECT is not UTF-8.  SEAM_E_RANGE: anything else is not as written above, or is over a maximum.
	 * Serves: lengths, counts, truncated, trailing, unknown, varint, duplicate, deep, reference, expansion, text, items, elsewhere.
	 */
	int (*message_parse)(const void *bytes, size_t n, struct seam_sec_message **out);
	/*
	 * The same of memory that changes while it is read: at offset 0 stands the message's length (32 bits), at 4 the message, of
	 * which a copy is made first.
	 * Each byte is asked for once at most, and none behind the message; a length over the maximum reads nothing more.
	 * SEAM_E_FAILED: `read` returned anything but what it was asked for.  Serves: double_fetch.
	 */
	int (*message_fetch)(seam_sec_read_fn read, void *userdata, struct seam_sec_message **out);
	/* Stores at *out how many items there are, of all depths together. */
	int (*message_count)(const struct seam_sec_message *message, size_t *out);
	/*
	 * Stores the item at `index` at *out; the items stand as in the message, a list before its members.  SEAM_E_RANGE: there
	 * is none.
	 */
	int (*message_item)(const struct seam_sec_message *message, size_t index, struct seam_sec_item *out);
	void (*message_release)(struct seam_sec_message *message);

	/*
	 * Answers a request: two bytes of length, and so many bytes of payload, nothing else.  The reply is the same and then 16 bytes 0.
	 * Stores its size at *reply_n.  SEAM_E_RANGE: the length is not that of what follows.  SEAM_E_SPACE: `size` is too small;
	 * *reply_n gets the size that is needed, the buffer is not touched.  Serves: heartbeat, most.
	 */
	int (*heartbeat)(const void *request, size_t n, void *reply, size_t size, size_t *reply_n);
	/*
	 * Fills *out, all of its bytes: padding, and what is behind the name, are 0.  A name of 13 bytes has no terminator.
	 * SEAM_E_RANGE: kind is not 1, 2 or 3; the name is longer.  SEAM_E_NUL: the name holds a NUL.  Serves: padding_leak.
	 */
	int (*report_fill)(uint32_t kind, uint64_t number, const char *name, size_t n, struct seam_sec_report *out);

	/*
	 * Makes a block of `count` times `size` bytes, all 0, aligned to 16, and stores it at *out; the host frees it by the lent
	 * allocator.  SEAM_E_RANGE: more than SEAM_SEC_ALLOC_MAX; no request has been made.  Serves: allocation_cap.
	 */
	int (*array_make)(size_t count, size_t size, void **out);

	/* ---- text as data ---------------------------------------------------------------------------------------------- */

	/*
	 * Quotes a text, see enum seam_sec_quote; other bytes stay as they are, whatever their encoding.  Stores a block of exactly
	 * *out_n + 1 bytes, align 1, with a NUL at its end, which the host frees by the lent allocator.
	 * SEAM_E_RANGE: `how` is none of the four.  SEAM_E_NUL: a NUL that it cannot carry.  Serves: quote.
	 */
	int (*quote)(uint32_t how, const char *text, size_t n, char **out, size_t *out_n);
	/* Calls `line` once, with the line: refused: "NAME" and a newline, NAME being quoted as SEAM_SEC_LOG does.  Serves: log. */
	int (*log_refused)(const char *name, size_t n, seam_sec_line_fn line, void *userdata);
	/*
	 * Reads a decimal number, written as printf's %lld writes it and in no other way.  SEAM_E_ENCODING: it is not.
	 * SEAM_E_RANGE: the number does not fit 64 bits, or is less than `min` or more than `max`.  Serves: number.
	 */
	int (*number_parse)(const char *text, size_t n, int64_t min, int64_t max, int64_t *out);
	/*
	 * Whether the pattern matches the text from its first byte to its last: * matches any bytes, also none; ? one byte; any other
	 * byte one that is the same: by `same`, or, when that is NULL, an equal one.  Stores 1 or 0 at *out.  `same` is called for at
	 * most (pattern_n + 1) * (text_n + 1) pairs.  Serves: bounded_work, match.
	 */
	int (*match)(const char *pattern, size_t pattern_n, const char *text, size_t text_n, seam_sec_same_fn same, void *userdata,
	             int32_t *out);

	/* ---- files below a root ------------------------------------------------------------------------------------------ */

	/*
	 * Opens a folder by its absolute path.  SEAM_E_RANGE: the path is not absolute (an empty one too).  SEAM_E_NUL.
	 * SEAM_E_NOT_FOUND.  SEAM_E_FAILED: it is no folder.  Serves: root.
	 */
	int (*root_open)(const char *path, size_t n, struct seam_sec_root **out);
	void (*root_release)(struct seam_sec_root *root);
	/*
	 * Reads a file below the root.  The path is names, one or more, with one '/' between them.  It is resolved name by name, below
	 * the root and nowhere else, whatever the working directory and the environment say, and as bytes: no byte stands for another.
	 * When the file is open, `authorise` is asked, once, with the path and the file's size; then the bytes of that very file are
	 * read, whatever its name stands for by then, and no more than that size.  *out_n gets the size.
	 * SEAM_E_NUL: the path holds a NUL.  SEAM_E_RANGE: it is empty or too long, starts or ends with '/'; a name in it is empty, ".",
	 * "..", or too long; one of them is a symbolic link, wherever that leads.  SEAM_E_ENCODING: a name is not UTF-8, where the peer
	 * is SEAM_UTF8_ONLY.  SEAM_E_NOT_FOUND.  SEAM_E_FAILED: it is no file; `authorise` did not allow it; reading failed.
	 * SEAM_E_SPACE: `size` is too small, *out_n gets the file's size, `authorise` has not been asked.
	 * SEAM_E_STATE: the file has become shorter than it was when authorise was asked (the buffer may have been written).
	 * A backslash is a byte of a name; where a platform cannot have that, such a path is SEAM_E_RANGE.
	 * Serves: path, check_and_use, closed.
	 */
	int (*root_read)(const struct seam_sec_root *root, const char *path, size_t n, seam_sec_authorise_fn authorise, void *userdata,
	                 void *buffer, size_t size, size_t *out_n);
	/*
	 * Makes a new file of these bytes, that nobody but its owner may read or write.  Paths as for root_read; the folders are there.
	 * SEAM_E_STATE: something of this name is there already, be it a link to nowhere.  Serves: create.
	 */
	int (*root_create)(const struct seam_sec_root *root, const char *path, size_t n, const void *bytes, size_t size);
	/*
	 * The same right below the root, under a name that nobody can guess: its digits come from random_fill's source.  `name` has
	 * SEAM_SEC_TEMPORARY bytes.  Serves: temporary, predicted.
	 */
	int (*root_temporary)(const struct seam_sec_root *root, const void *bytes, size_t size, char *name);

	/* ---- keys ---------------------------------------------------------------------------------------------------------- */

	/*
	 * Makes a key of `n` bytes.  SEAM_E_RANGE: n is not SEAM_SEC_KEY_MIN to SEAM_SEC_KEY_MAX.
	 * Serves: secret, secret_failure.
	 */
	int (*key_make)(const void *bytes, size_t n, struct seam_sec_key **out);
	/*
	 * The same from hexadecimal digits, two a byte, upper or lower case.  SEAM_E_ENCODING: one is no digit, or n is odd.
	 * SEAM_E_RANGE: too few digits, or too many.  With either of these `why`, unless `why_size` is 0, gets a terminated text of at
	 * most why_size bytes (with the NUL) that says why; nothing of the digits is in it.  Otherwise it is not touched.
	 * Serves: secret_text.
	 */
	int (*key_parse)(const char *digits, size_t n, char *why, size_t why_size, struct seam_sec_key **out);
	/* Makes a key of the same bytes that shares nothing with this one. */
	int (*key_clone)(const struct seam_sec_key *key, struct seam_sec_key **out);
	/* Gives the key other bytes; those that it had are gone.  Lengths as for key_make. */
	int (*key_replace)(struct seam_sec_key *key, const void *bytes, size_t n);
	void (*key_release)(struct seam_sec_key *key);
	/*
	 * Computes the tag of `n` bytes of data: always the same for the same key and data, and another one when any bit of either, or
	 * either length, is another.  Each byte of the tag depends on all of both.  Which function that is, is the peer's affair.
	 * `tag` has SEAM_SEC_TAG bytes.  Serves: tag.
	 */
	int (*key_sign)(const struct seam_sec_key *key, const void *data, size_t n, void *tag);
	/*
	 * Whether `tag` is the tag of the data: all SEAM_SEC_TAG bytes of it, and `tag_n` is that number.  SEAM_E_FAILED: it is not.
	 * The time that it takes does not depend on where they differ.  Serves: tag, compare, nearly.
	 */
	int (*key_verify)(const struct seam_sec_key *key, const void *data, size_t n, const void *tag, size_t tag_n);
	/* Describes the key in a line for a log, with its length in decimal and nothing of its bytes.  A block as of quote.
	 * Serves: secret_text. */
	int (*key_describe)(const struct seam_sec_key *key, char **out, size_t *out_n);

	/*
	 * Whether two byte strings are equal, in length and in each byte, NULs like any other; stores 1 or 0 at *out.  The time depends
	 * on the lengths only.  Lengths up to SEAM_SEC_ALLOC_MAX.  Serves: compare.
	 */
	int (*equal)(const void *a, size_t a_n, const void *b, size_t b_n, int32_t *out);
	/* Fills `n` bytes, up to SEAM_SEC_ALLOC_MAX, from a source that nobody can predict; in a fork other bytes.  Serves: random, predicted. */
	int (*random_fill)(void *buffer, size_t n);

	/* ---- a ring: keys by number ---------------------------------------------------------------------------------------- */

	/*
	 * An id stands for one key, or one session, in one ring.  0 is none, and no id is ever given twice, in whichever ring.
	 * SEAM_E_NOT_FOUND, from each op that takes one: it is not an id of this kind, in this ring, that is still there.
	 * Serves: forged, stale.
	 */
	int (*ring_make)(struct seam_sec_ring **out);
	void (*ring_release)(struct seam_sec_ring *ring);
	/*
	 * Puts a key of these bytes into the ring and stores its id at *id.  Lengths as for key_make.  SEAM_E_RANGE also: the ring has
	 * SEAM_SEC_KEYS_MAX keys.  Serves: secret, caps.
	 */
	int (*ring_add)(struct seam_sec_ring *ring, const void *bytes, size_t n, uint64_t *id);
	/* Takes a key out, and ends its sessions. */
	int (*ring_remove)(struct seam_sec_ring *ring, uint64_t id);
	/* The tag that key_sign gives with a key of the same bytes. */
	int (*ring_sign)(const struct seam_sec_ring *ring, uint64_t id, const void *data, size_t n, void *tag);
	/*
	 * Opens a session when the answer to `prompt`, called once, is the bytes of the key; stores its id at *session.  The buffer that
	 * `prompt` gets is all 0 and has SEAM_SEC_KEY_MAX bytes.  The prompt may change the ring; the key that is compared is the one
	 * that has this id when it has returned.
	 * SEAM_E_FAILED: the answer is another, or none; a length over `size`.  SEAM_E_RANGE: there are SEAM_SEC_SESSIONS_MAX sessions
	 * in the ring; whether the prompt was called then is left open.  Serves: prompt, stale, caps, nearly.
	 */
	int (*ring_unlock)(struct seam_sec_ring *ring, uint64_t id, seam_sec_prompt_fn prompt, void *userdata, uint64_t *session);
	/* Stores the id of the session's key at *id. */
	int (*ring_session)(const struct seam_sec_ring *ring, uint64_t session, uint64_t *id);
	/* Ends a session. */
	int (*ring_lock)(struct seam_sec_ring *ring, uint64_t session);

	/* ---- a gate: closed unless somebody opens it --------------------------------------------------------------------------- */

	/* Makes a gate with no authoriser. */
	int (*gate_make)(struct seam_sec_gate **out);
	void (*gate_release)(struct seam_sec_gate *gate);
	/* Registers the authoriser in place of the one before.  `authorise` may be NULL: then there is none. */
	int (*gate_set)(struct seam_sec_gate *gate, seam_sec_authorise_fn authorise, void *userdata);
	/*
	 * Asks the authoriser that is registered when the op is called, once, with the subject and the amount as they are.
	 * SEAM_E_FAILED: it did not return 1, or there is none.  An answer is for this question alone; whatever is registered
	 * meanwhile is for the next.  Where the peer is SEAM_LONGJMP_SAFE, the authoriser may jump out of it: no answer.
	 * Serves: closed.
	 */
	int (*gate_ask)(struct seam_sec_gate *gate, const char *subject, size_t n, uint64_t amount);

	/* ---- answers of callbacks ------------------------------------------------------------------------------------------------ */

	/*
	 * Calls `source` once, with a buffer of a capacity of the peer's choice, 1 to 1024, all 0, and stores how many numbers it gave at
	 * *count and their sum (which may wrap) at *sum.  SEAM_E_FAILED: it failed.  SEAM_E_RANGE: it says more than the capacity.
	 * Serves: answers.
	 */
	int (*gather)(seam_sec_source_fn source, void *userdata, size_t *count, uint64_t *sum);
	/*
	 * Stores at *out the one of `n` numbers (at most 1024) that `choose`, called once, chooses.  SEAM_E_FAILED: a negative answer.
	 * SEAM_E_RANGE: an index that is not one of theirs; n is 0 (choose is not called).  Serves: answers.
	 */
	int (*pick)(const uint64_t *numbers, size_t n, seam_sec_choose_fn choose, void *userdata, uint64_t *out);
	/*
	 * Copies what `give`, called once, gives: stores a block of *out_n bytes (align 1), which the host frees by the lent allocator.
	 * `give` finds NULL and 0 at its pointers.  SEAM_E_FAILED: it returned anything but 0; what it stored is then not looked at.
	 * SEAM_E_NULL: NULL with a size that is not 0.  SEAM_E_RANGE: a size over SEAM_SEC_ALLOC_MAX; nothing is read.  Serves: answers.
	 */
	int (*supply)(seam_sec_give_fn give, void *userdata, void **out, size_t *out_n);
};

#ifdef __cplusplus
}
#endif
#endif
