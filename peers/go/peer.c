/* peer.c - the Go peer's table: C's function types meet the prototypes that cgo makes of Go's exports. */
#include "_cgo_export.h"

const struct seam_host *seam_go_host;

struct thread_errors *thread_errors(void)
{
	static _Thread_local struct thread_errors errors;

	return &errors;
}

static const struct seam_buffers buffers = {
	.live = buffersLive,
	.digest = buffersDigest,
	.find = buffersFind,
	.describe = buffersDescribe,
	.sum_u32 = buffersSumU32,
	.hex = buffersHex,
	.reverse = buffersReverse,
	.move = buffersMove,
	.decode = buffersDecode,
	.encode = buffersEncode,
	.raise = buffersRaise,
	.slice = buffersSlice,
	.gather = buffersGather,
	.scatter = buffersScatter,
	.gather_rows = buffersGatherRows,
	.owned_copy = buffersOwnedCopy,
	.owned_append = buffersOwnedAppend,
	.owned_resize = buffersOwnedResize,
	.owned_fit = buffersOwnedFit,
	.owned_free = buffersOwnedFree,
	.store_new = buffersStoreNew,
	.store_free = buffersStoreFree,
	.store_set = buffersStoreSet,
	.store_adopt = buffersStoreAdopt,
	.store_clear = buffersStoreClear,
	.store_view = buffersStoreView,
	.store_copy = buffersStoreCopy,
	.store_read = buffersStoreRead,
	.store_write = buffersStoreWrite,
};

static const struct seam_errors errors = {
	.relay = errorsRelay,
	.relay_int64 = errorsRelayInt64,
	.relay_uint32 = errorsRelayUint32,
	.relay_status = errorsRelayStatus,
	.truth = errorsTruth,
	.code_name = errorsCodeName,
	.code_from_name = errorsCodeFromName,
	.code_from_errno = errorsCodeFromErrno,
	.shelf_new = errorsShelfNew,
	.shelf_close = errorsShelfClose,
	.shelf_info = errorsShelfInfo,
	.shelf_put = errorsShelfPut,
	.shelf_put_all = errorsShelfPutAll,
	.get = errorsGet,
	.find = errorsFind,
	.contains = errorsContains,
	.read = errorsRead,
	.get_errno = errorsGetErrno,
	.get_report = errorsGetReport,
	.get_error = errorsGetError,
	.attempt = errorsAttempt,
	.fail = errorsFail,
	.last_error = errorsLastError,
	.last_error_take = errorsLastErrorTake,
	.last_error_clear = errorsLastErrorClear,
	.scoped = errorsScoped,
	.panic = errorsPanic,
	.error_new = errorsErrorNew,
	.error_view = errorsErrorView,
	.error_cause = errorsErrorCause,
	.error_free = errorsErrorFree,
	.set_errno = errorsSetErrno,
	.relay_errno = errorsRelayErrno,
	.retry = errorsRetry,
	.transact = errorsTransact,
	.run_all = errorsRunAll,
	.live = errorsLive,
};

static const struct seam_layout layout = {
	.describe = layoutDescribe,
	.write = layoutWrite,
	.read = layoutRead,
	.emit = layoutEmit,
	.fill = layoutFill,
	.sum = layoutSum,
	.truth = layoutTruth,
	.enum_value = layoutEnumValue,
	.enum_name = layoutEnumName,
	.enum_load = layoutEnumLoad,
	.tagged_get = layoutTaggedGet,
	.tagged_set = layoutTaggedSet,
	.list_sum = layoutListSum,
	.options_init = layoutOptionsInit,
	.options_apply = layoutOptionsApply,
	.copy_fixed12 = layoutCopyFixed12,
	.take_fixed12 = layoutTakeFixed12,
	.give_fixed12 = layoutGiveFixed12,
	.copy_fixed24 = layoutCopyFixed24,
	.take_fixed24 = layoutTakeFixed24,
	.give_fixed24 = layoutGiveFixed24,
	.copy_vec2 = layoutCopyVec2,
	.take_vec2 = layoutTakeVec2,
	.give_vec2 = layoutGiveVec2,
};

static const struct seam_strings strings = {
	.echo = stringsEcho,
	.echo_optional = stringsEchoOptional,
	.echo_n = stringsEchoN,
	.terminate = stringsTerminate,
	.release = stringsRelease,
	.length = stringsLength,
	.compare = stringsCompare,
	.concat = stringsConcat,
	.lossy = stringsLossy,
	.store_new = stringsStoreNew,
	.store_free = stringsStoreFree,
	.store_set = stringsStoreSet,
	.store_get = stringsStoreGet,
	.fill = stringsFill,
	.utf16_from_utf8 = stringsUtf16FromUtf8,
	.utf16_to_utf8 = stringsUtf16ToUtf8,
	.utf16_length = stringsUtf16Length,
	.utf16_release = stringsUtf16Release,
	.list_new = stringsListNew,
	.list_count = stringsListCount,
	.list_get = stringsListGet,
	.list_free = stringsListFree,
	.list_join = stringsListJoin,
	.list_split = stringsListSplit,
	.list_release = stringsListRelease,
	.field_get = stringsFieldGet,
	.field_set = stringsFieldSet,
	.error_set = stringsErrorSet,
	.error_text = stringsErrorText,
	.visit = stringsVisit,
};

const struct seam_peer *seam_peer_open(const struct seam_host *host)
{
	static const struct seam_offer offers[] = {
		{ "buffers", sizeof buffers, &buffers },
		{ "errors", sizeof errors, &errors },
		{ "layout", sizeof layout, &layout },
		{ "strings", sizeof strings, &strings },
	};
	static struct seam_peer peer = {
		.abi = SEAM_ABI,
		.size = sizeof peer,
		.name = "go",
		.language = "Go",
		.traits = SEAM_NUL_CARRIED,
		.offers = offers,
		.n_offers = sizeof offers / sizeof offers[0],
	};

	seam_go_host = host;
	peer.toolchain = goStart(); /* waits until Go's runtime has started */
	return &peer;
}
