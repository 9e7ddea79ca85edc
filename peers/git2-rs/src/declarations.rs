//! libgit2 as libgit2-sys declares it: structs, constants, init functions.

use crate::contain::contained;
use crate::sys::*;
use libgit2_sys as raw;
use std::ffi::{c_char, c_int, c_void, CStr, CString};
use std::mem::{align_of, offset_of, size_of};
use std::sync::OnceLock;

struct Types(Vec<Type>);
// SAFETY: the table and all it points to are leaked, and never change.
unsafe impl Sync for Types {}
// SAFETY: as above.
unsafe impl Send for Types {}

fn leaked(name: &str) -> *const c_char {
    CString::new(name).expect("names hold no NUL").into_raw()
}

fn member_size<T, M>(_: fn(&T) -> &M) -> u32 {
    size_of::<M>() as u32
}

macro_rules! name_of {
    ($member:ident) => {
        stringify!($member)
    };
    ($member:ident as $name:literal) => {
        $name
    };
}

macro_rules! types {
    ($($type:ident { $($member:ident $(as $name:literal)?),* $(,)? })+) => {
        fn types() -> Vec<Type> {
            vec![$({
                let fields: &'static [Field] = Box::leak(Box::new([$(Field {
                    name: leaked(name_of!($member $(as $name)?)),
                    offset: offset_of!(raw::$type, $member) as u32,
                    size: member_size::<raw::$type, _>(|t| &t.$member),
                }),*]));
                Type {
                    name: leaked(stringify!($type)),
                    size: size_of::<raw::$type>() as u32,
                    align: align_of::<raw::$type>() as u32,
                    fields: fields.as_ptr(),
                    n_fields: fields.len(),
                }
            }),+]
        }
    };
}

types! {
    git_oid { id }
    git_time { time, offset, sign }
    git_signature { name, email, when }
    git_buf { ptr, reserved, size }
    git_strarray { strings, count }
    git_error { message, klass }
    git_apply_options { version, delta_cb, hunk_cb, payload, flags }
    git_blame_hunk {
        lines_in_hunk, final_commit_id, final_start_line_number, final_signature, final_committer,
        orig_commit_id, orig_path, orig_start_line_number, orig_signature, orig_committer, summary,
        boundary,
    }
    git_blame_options {
        version, flags, min_match_characters, newest_commit, oldest_commit, min_line, max_line,
    }
    git_cert { cert_type }
    git_cert_hostkey { parent, hash_md5, hash_sha1, hash_sha256, raw_type, hostkey, hostkey_len, kind as "type" }
    git_cert_x509 { parent, data, len }
    git_checkout_options {
        version, checkout_strategy, disable_filters, dir_mode, file_mode, file_open_flags,
        notify_flags, notify_cb, notify_payload, progress_cb, progress_payload, paths, baseline,
        baseline_index, target_directory, ancestor_label, our_label, their_label, perfdata_cb,
        perfdata_payload,
    }
    git_checkout_perfdata { mkdir_calls, stat_calls, chmod_calls }
    git_cherrypick_options { version, mainline, merge_opts, checkout_opts }
    git_clone_options {
        version, checkout_opts, fetch_opts, bare, local, checkout_branch, repository_cb,
        repository_cb_payload, remote_cb, remote_cb_payload,
    }
    git_config_backend {
        version, readonly, cfg, open, get, set, set_multivar, del, del_multivar, iterator,
        snapshot, lock, unlock, free,
    }
    git_config_entry { name, value, backend_type, origin_path, include_depth, level }
    git_config_iterator { backend, flags, next, free }
    git_cred { credtype, free }
    git_describe_format_options { version, abbreviated_size, always_use_long_format, dirty_suffix }
    git_describe_options {
        version, max_candidates_tags, describe_strategy, pattern, only_follow_first_parent,
        show_commit_oid_as_fallback,
    }
    git_diff_binary { contains_data, old_file, new_file }
    git_diff_binary_file { data, datalen, inflatedlen, kind as "type" }
    git_diff_delta { status, flags, similarity, nfiles, old_file, new_file }
    git_diff_file { id, path, size, flags, mode, id_abbrev }
    git_diff_find_options {
        version, flags, rename_threshold, rename_from_rewrite_threshold, copy_threshold,
        break_rewrite_threshold, rename_limit, metric,
    }
    git_diff_format_email_options {
        version, flags, patch_no, total_patches, id, summary, body, author,
    }
    git_diff_hunk { old_start, old_lines, new_start, new_lines, header_len, header }
    git_diff_line {
        origin, old_lineno, new_lineno, num_lines, content_len, content_offset, content,
    }
    git_diff_options {
        version, flags, ignore_submodules, pathspec, notify_cb, progress_cb, payload,
        context_lines, interhunk_lines, oid_type, id_abbrev, max_size, old_prefix, new_prefix,
    }
    git_diff_patchid_options { version }
    git_diff_similarity_metric {
        file_signature, buffer_signature, free_signature, similarity, payload,
    }
    git_email_create_options {
        version, flags, diff_opts, diff_find_opts, subject_prefix, start_number, reroll_number,
    }
    git_fetch_negotiation {}
    git_fetch_options {
        version, callbacks, prune, update_fetchhead, download_tags, proxy_opts, depth,
        follow_redirects, custom_headers,
    }
    git_index_entry {
        ctime, mtime, dev, ino, mode, uid, gid, file_size, id, flags, flags_extended, path,
    }
    git_index_time { seconds, nanoseconds }
    git_indexer_options { version, progress_cb_payload, verify }
    git_indexer_progress {
        total_objects, indexed_objects, received_objects, local_objects, total_deltas,
        indexed_deltas, received_bytes,
    }
    git_merge_file_input { version, ptr, size, path, mode }
    git_merge_file_options {
        version, ancestor_label, our_label, their_label, favor, flags, marker_size,
    }
    git_merge_file_result { automergeable, path, mode, ptr, len }
    git_merge_options {
        version, flags, rename_threshold, target_limit, metric, recursion_limit, default_driver,
        file_favor, file_flags,
    }
    git_message_trailer { key, value }
    git_message_trailer_array { trailers, count, _trailer_block }
    git_odb_backend {
        version, odb, read, read_prefix, read_header, write, writestream, readstream, exists,
        exists_prefix, refresh, foreach, writepack, writemidx, freshen, free,
    }
    git_odb_stream { backend, mode, hash_ctx, received_bytes, read, write, finalize_write, free }
    git_odb_writepack { backend, append, commit, free }
    git_oidarray { ids, count }
    git_proxy_options { version, url, credentials, certificate_check, payload, kind as "type" }
    git_push_options {
        version, pb_parallelism, callbacks, proxy_opts, follow_redirects, custom_headers,
        remote_push_options,
    }
    git_push_update { src_refname, dst_refname, src, dst }
    git_rebase_operation { id, exec, kind as "type" }
    git_rebase_options {
        version, quiet, inmemory, rewrite_notes_ref, merge_options, checkout_options,
        commit_create_cb, signing_cb, payload,
    }
    git_refdb_backend {
        version, exists, lookup, iterator, write, rename, del, compress, has_log, ensure_log, free,
        reflog_read, reflog_write, reflog_rename, reflog_delete, lock, unlock,
    }
    git_reference_iterator { db, next, next_name, free }
    git_remote_callbacks {
        version, sideband_progress, completion, credentials, certificate_check, transfer_progress,
        update_tips, pack_progress, push_transfer_progress, push_update_reference,
        push_negotiation, transport, remote_ready, payload, resolve_url, update_refs,
    }
    git_remote_connect_options { version, callbacks, proxy_opts, follow_redirects, custom_headers }
    git_remote_head { local, oid, loid, name, symref_target }
    git_repository_init_options {
        version, flags, mode, workdir_path, description, template_path, initial_head, origin_url,
    }
    git_revspec { from, to, flags }
    git_smart_subtransport { action, close, free }
    git_smart_subtransport_definition { callback, rpc, param }
    git_smart_subtransport_stream { subtransport, read, write, free }
    git_stash_apply_options { version, flags, checkout_options, progress_cb, progress_payload }
    git_stash_save_options { version, flags, stasher, message, paths }
    git_status_entry { status, head_to_index, index_to_workdir }
    git_status_options { version, show, flags, pathspec, baseline, rename_threshold }
    git_submodule_update_options { version, checkout_opts, fetch_opts, allow_fetch }
    git_transport {
        version, connect, set_connect_opts, capabilities, ls, push, negotiate_fetch, shallow_roots,
        download_pack, is_connected, cancel, close, free,
    }
    git_tree_update { action, id, filemode, path }
    git_worktree_add_options { version, lock, checkout_existing, checkout_options, reference as "ref" }
    git_worktree_prune_options { version, flags }
    git_writestream { write, close, free }
}

pub unsafe extern "C" fn describe(name: *const c_char) -> *const Type {
    static TYPES: OnceLock<Types> = OnceLock::new();
    // SAFETY: the caller gives a terminated name; those of the table are.
    let same = |t: &&Type| unsafe { CStr::from_ptr(t.name) == CStr::from_ptr(name) };
    TYPES.get_or_init(|| Types(types())).0.iter().find(same).map_or(std::ptr::null(), |t| t)
}

pub unsafe extern "C" fn versions(out: *mut Versions) -> c_int {
    let mut library = [0; 3];
    let [major, minor, revision] = &mut library;
    let versions = |library| Versions { header: declared(), library, binding: crate::BINDING.as_ptr() };
    // SAFETY: there is room for the numbers, and the caller gives room for the versions.
    unsafe {
        raw::git_libgit2_version(major, minor, revision);
        out.write(versions(library));
    }
    SEAM_OK
}

/// The version of libgit2 that libgit2-sys declares: it stands in the crate's own version, "0.18.8+1.9.7".
fn declared() -> [i32; 3] {
    let package = crate::LOCK.split("name = \"libgit2-sys\"").nth(1).unwrap_or_default();
    let version = package.split('"').nth(1).unwrap_or_default();
    let mut numbers = version.split('+').nth(1).unwrap_or_default().split('.').map(|n| n.parse().unwrap_or(0));
    std::array::from_fn(|_| numbers.next().unwrap_or(0))
}

const fn all(k: i64) -> i64 {
    0x0101_0101_0101_0101 * k
}

const fn address<T>(k: i64) -> *mut T {
    all(k) as usize as *mut T
}

/// A leaf's value as the host wants to see it.
trait Leaf {
    fn value(&self) -> i64;
}
impl<T> Leaf for *mut T {
    fn value(&self) -> i64 {
        *self as usize as i64
    }
}
macro_rules! leaf { ($($t:ty)+) => { $(impl Leaf for $t { fn value(&self) -> i64 { *self as i64 } })+ } }
leaf! { i8 u8 i32 i64 usize }

pub unsafe extern "C" fn write(name: *const c_char, object: *mut c_void) -> c_int {
    contained(|| {
        // SAFETY: the caller gives a terminated name, and an object of that type, aligned as C aligns it.
        unsafe {
            match CStr::from_ptr(name).to_bytes() {
                b"git_oid" => object.cast::<raw::git_oid>().write(raw::git_oid { id: [1; 20] }),
                b"git_time" => object.cast::<raw::git_time>().write(time(1)),
                b"git_signature" => object.cast::<raw::git_signature>().write(raw::git_signature {
                    name: address(1),
                    email: address(2),
                    when: time(3),
                }),
                b"git_buf" => object.cast::<raw::git_buf>().write(raw::git_buf {
                    ptr: address(1),
                    reserved: all(2) as usize,
                    size: all(3) as usize,
                }),
                b"git_strarray" => object
                    .cast::<raw::git_strarray>()
                    .write(raw::git_strarray { strings: address(1), count: all(2) as usize }),
                b"git_error" => object
                    .cast::<raw::git_error>()
                    .write(raw::git_error { message: address(1), klass: all(2) as c_int }),
                _ => return SEAM_E_NOT_FOUND,
            }
        }
        SEAM_OK
    })
}

fn time(first: i64) -> raw::git_time {
    raw::git_time { time: all(first), offset: all(first + 1) as c_int, sign: all(first + 2) as c_char }
}

pub unsafe extern "C" fn read(name: *const c_char, object: *const c_void, values: *mut i64, n: usize) -> c_int {
    // SAFETY: the caller gives a terminated name, an object of that type, and room for n values.
    contained(|| unsafe {
        let seen: Vec<i64> = match CStr::from_ptr(name).to_bytes() {
            b"git_oid" => vec![(*object.cast::<raw::git_oid>()).id[19].value()],
            b"git_time" => times(&*object.cast::<raw::git_time>()).to_vec(),
            b"git_signature" => {
                let who = &*object.cast::<raw::git_signature>();
                [&[who.name.value(), who.email.value()][..], &times(&who.when)].concat()
            }
            b"git_buf" => {
                let buf = &*object.cast::<raw::git_buf>();
                vec![buf.ptr.value(), buf.reserved.value(), buf.size.value()]
            }
            b"git_strarray" => {
                let array = &*object.cast::<raw::git_strarray>();
                vec![array.strings.value(), array.count.value()]
            }
            b"git_error" => {
                let error = &*object.cast::<raw::git_error>();
                vec![error.message.value(), error.klass.value()]
            }
            _ => return SEAM_E_NOT_FOUND,
        };
        if seen.len() != n {
            return SEAM_E_RANGE;
        }
        values.copy_from_nonoverlapping(seen.as_ptr(), n);
        SEAM_OK
    })
}

fn times(t: &raw::git_time) -> [i64; 3] {
    [t.time.value(), t.offset.value(), t.sign.value()]
}

macro_rules! constants {
    ($($name:ident),+ $(,)?) => {
        #[allow(deprecated)] // they are still declared
        fn constant_named(name: &[u8]) -> Option<i64> {
            $(if name == stringify!($name).as_bytes() {
                return Some(raw::$name as i64);
            })+
            None
        }
    };
}

constants! {
    GIT_APPLY_CHECK, GIT_APPLY_LOCATION_BOTH, GIT_APPLY_LOCATION_INDEX, GIT_APPLY_LOCATION_WORKDIR,
    GIT_ATTR_VALUE_FALSE, GIT_ATTR_VALUE_STRING, GIT_ATTR_VALUE_TRUE, GIT_ATTR_VALUE_UNSPECIFIED,
    GIT_BLAME_FIRST_PARENT, GIT_BLAME_IGNORE_WHITESPACE, GIT_BLAME_NORMAL,
    GIT_BLAME_TRACK_COPIES_ANY_COMMIT_COPIES, GIT_BLAME_TRACK_COPIES_SAME_COMMIT_COPIES,
    GIT_BLAME_TRACK_COPIES_SAME_COMMIT_MOVES, GIT_BLAME_TRACK_COPIES_SAME_FILE,
    GIT_BLAME_USE_MAILMAP, GIT_BRANCH_ALL, GIT_BRANCH_LOCAL, GIT_BRANCH_REMOTE,
    GIT_CERT_HOSTKEY_LIBSSH2, GIT_CERT_NONE, GIT_CERT_SSH_MD5, GIT_CERT_SSH_RAW,
    GIT_CERT_SSH_RAW_TYPE_DSS, GIT_CERT_SSH_RAW_TYPE_KEY_ECDSA_256,
    GIT_CERT_SSH_RAW_TYPE_KEY_ECDSA_384, GIT_CERT_SSH_RAW_TYPE_KEY_ECDSA_521,
    GIT_CERT_SSH_RAW_TYPE_KEY_ED25519, GIT_CERT_SSH_RAW_TYPE_RSA, GIT_CERT_SSH_RAW_TYPE_UNKNOWN,
    GIT_CERT_SSH_SHA1, GIT_CERT_SSH_SHA256, GIT_CERT_STRARRAY, GIT_CERT_X509,
    GIT_CHECKOUT_ALLOW_CONFLICTS, GIT_CHECKOUT_CONFLICT_STYLE_DIFF3,
    GIT_CHECKOUT_CONFLICT_STYLE_MERGE, GIT_CHECKOUT_DISABLE_PATHSPEC_MATCH,
    GIT_CHECKOUT_DONT_OVERWRITE_IGNORED, GIT_CHECKOUT_DONT_UPDATE_INDEX, GIT_CHECKOUT_FORCE,
    GIT_CHECKOUT_NONE, GIT_CHECKOUT_NOTIFY_ALL, GIT_CHECKOUT_NOTIFY_CONFLICT,
    GIT_CHECKOUT_NOTIFY_DIRTY, GIT_CHECKOUT_NOTIFY_IGNORED, GIT_CHECKOUT_NOTIFY_NONE,
    GIT_CHECKOUT_NOTIFY_UNTRACKED, GIT_CHECKOUT_NOTIFY_UPDATED, GIT_CHECKOUT_NO_REFRESH,
    GIT_CHECKOUT_RECREATE_MISSING, GIT_CHECKOUT_REMOVE_IGNORED, GIT_CHECKOUT_REMOVE_UNTRACKED,
    GIT_CHECKOUT_SAFE, GIT_CHECKOUT_SKIP_LOCKED_DIRECTORIES, GIT_CHECKOUT_SKIP_UNMERGED,
    GIT_CHECKOUT_UPDATE_ONLY, GIT_CHECKOUT_UPDATE_SUBMODULES,
    GIT_CHECKOUT_UPDATE_SUBMODULES_IF_CHANGED, GIT_CHECKOUT_USE_OURS, GIT_CHECKOUT_USE_THEIRS,
    GIT_CLONE_LOCAL, GIT_CLONE_LOCAL_AUTO, GIT_CLONE_LOCAL_NO_LINKS, GIT_CLONE_NO_LOCAL,
    GIT_CONFIG_HIGHEST_LEVEL, GIT_CONFIG_LEVEL_APP, GIT_CONFIG_LEVEL_GLOBAL,
    GIT_CONFIG_LEVEL_LOCAL, GIT_CONFIG_LEVEL_PROGRAMDATA, GIT_CONFIG_LEVEL_SYSTEM,
    GIT_CONFIG_LEVEL_XDG, GIT_DELTA_ADDED, GIT_DELTA_CONFLICTED, GIT_DELTA_COPIED,
    GIT_DELTA_DELETED, GIT_DELTA_IGNORED, GIT_DELTA_MODIFIED, GIT_DELTA_RENAMED,
    GIT_DELTA_TYPECHANGE, GIT_DELTA_UNMODIFIED, GIT_DELTA_UNREADABLE, GIT_DELTA_UNTRACKED,
    GIT_DESCRIBE_ALL, GIT_DESCRIBE_DEFAULT, GIT_DESCRIBE_TAGS, GIT_DIFF_BINARY_DELTA,
    GIT_DIFF_BINARY_LITERAL, GIT_DIFF_BINARY_NONE, GIT_DIFF_BREAK_REWRITES,
    GIT_DIFF_BREAK_REWRITES_FOR_RENAMES_ONLY, GIT_DIFF_DISABLE_PATHSPEC_MATCH,
    GIT_DIFF_ENABLE_FAST_UNTRACKED_DIRS, GIT_DIFF_FIND_ALL, GIT_DIFF_FIND_AND_BREAK_REWRITES,
    GIT_DIFF_FIND_BY_CONFIG, GIT_DIFF_FIND_COPIES, GIT_DIFF_FIND_COPIES_FROM_UNMODIFIED,
    GIT_DIFF_FIND_DONT_IGNORE_WHITESPACE, GIT_DIFF_FIND_EXACT_MATCH_ONLY,
    GIT_DIFF_FIND_FOR_UNTRACKED, GIT_DIFF_FIND_IGNORE_LEADING_WHITESPACE,
    GIT_DIFF_FIND_IGNORE_WHITESPACE, GIT_DIFF_FIND_REMOVE_UNMODIFIED, GIT_DIFF_FIND_RENAMES,
    GIT_DIFF_FIND_RENAMES_FROM_REWRITES, GIT_DIFF_FIND_REWRITES, GIT_DIFF_FLAG_BINARY,
    GIT_DIFF_FLAG_EXISTS, GIT_DIFF_FLAG_NOT_BINARY, GIT_DIFF_FLAG_VALID_ID, GIT_DIFF_FORCE_BINARY,
    GIT_DIFF_FORCE_TEXT, GIT_DIFF_FORMAT_EMAIL_EXCLUDE_SUBJECT_PATCH_MARKER,
    GIT_DIFF_FORMAT_EMAIL_NONE, GIT_DIFF_FORMAT_NAME_ONLY, GIT_DIFF_FORMAT_NAME_STATUS,
    GIT_DIFF_FORMAT_PATCH, GIT_DIFF_FORMAT_PATCH_HEADER, GIT_DIFF_FORMAT_PATCH_ID,
    GIT_DIFF_FORMAT_RAW, GIT_DIFF_IGNORE_BLANK_LINES, GIT_DIFF_IGNORE_CASE,
    GIT_DIFF_IGNORE_FILEMODE, GIT_DIFF_IGNORE_SUBMODULES, GIT_DIFF_IGNORE_WHITESPACE,
    GIT_DIFF_IGNORE_WHITESPACE_CHANGE, GIT_DIFF_IGNORE_WHITESPACE_EOL, GIT_DIFF_INCLUDE_IGNORED,
    GIT_DIFF_INCLUDE_TYPECHANGE, GIT_DIFF_INCLUDE_TYPECHANGE_TREES, GIT_DIFF_INCLUDE_UNMODIFIED,
    GIT_DIFF_INCLUDE_UNREADABLE, GIT_DIFF_INCLUDE_UNREADABLE_AS_UNTRACKED,
    GIT_DIFF_INCLUDE_UNTRACKED, GIT_DIFF_INDENT_HEURISTIC, GIT_DIFF_LINE_ADDITION,
    GIT_DIFF_LINE_ADD_EOFNL, GIT_DIFF_LINE_BINARY, GIT_DIFF_LINE_CONTEXT,
    GIT_DIFF_LINE_CONTEXT_EOFNL, GIT_DIFF_LINE_DELETION, GIT_DIFF_LINE_DEL_EOFNL,
    GIT_DIFF_LINE_FILE_HDR, GIT_DIFF_LINE_HUNK_HDR, GIT_DIFF_MINIMAL, GIT_DIFF_NORMAL,
    GIT_DIFF_PATIENCE, GIT_DIFF_RECURSE_IGNORED_DIRS, GIT_DIFF_RECURSE_UNTRACKED_DIRS,
    GIT_DIFF_REVERSE, GIT_DIFF_SHOW_BINARY, GIT_DIFF_SHOW_UNMODIFIED,
    GIT_DIFF_SHOW_UNTRACKED_CONTENT, GIT_DIFF_SKIP_BINARY_CHECK, GIT_DIFF_STATS_FULL,
    GIT_DIFF_STATS_INCLUDE_SUMMARY, GIT_DIFF_STATS_NONE, GIT_DIFF_STATS_NUMBER,
    GIT_DIFF_STATS_SHORT, GIT_DIFF_UPDATE_INDEX, GIT_DIRECTION_FETCH, GIT_DIRECTION_PUSH,
    GIT_EAMBIGUOUS, GIT_EAPPLIED, GIT_EAPPLYFAIL, GIT_EAUTH, GIT_EBAREREPO, GIT_EBUFS,
    GIT_ECERTIFICATE, GIT_ECONFLICT, GIT_EDIRECTORY, GIT_EEOF, GIT_EEXISTS, GIT_EINDEXDIRTY,
    GIT_EINVALID, GIT_EINVALIDSPEC, GIT_ELOCKED, GIT_EMAIL_CREATE_ALWAYS_NUMBER,
    GIT_EMAIL_CREATE_DEFAULT, GIT_EMAIL_CREATE_NO_RENAMES, GIT_EMAIL_CREATE_OMIT_NUMBERS,
    GIT_EMERGECONFLICT, GIT_EMISMATCH, GIT_EMODIFIED, GIT_ENONFASTFORWARD, GIT_ENOTFOUND,
    GIT_EOWNER, GIT_EPEEL, GIT_ERROR, GIT_ERROR_CALLBACK, GIT_ERROR_CHECKOUT, GIT_ERROR_CHERRYPICK,
    GIT_ERROR_CONFIG, GIT_ERROR_DESCRIBE, GIT_ERROR_FETCHHEAD, GIT_ERROR_FILESYSTEM,
    GIT_ERROR_FILTER, GIT_ERROR_HTTP, GIT_ERROR_INDEX, GIT_ERROR_INDEXER, GIT_ERROR_INVALID,
    GIT_ERROR_MERGE, GIT_ERROR_NET, GIT_ERROR_NOMEMORY, GIT_ERROR_NONE, GIT_ERROR_OBJECT,
    GIT_ERROR_ODB, GIT_ERROR_OS, GIT_ERROR_PATCH, GIT_ERROR_REBASE, GIT_ERROR_REFERENCE,
    GIT_ERROR_REGEX, GIT_ERROR_REPOSITORY, GIT_ERROR_REVERT, GIT_ERROR_SSH, GIT_ERROR_SSL,
    GIT_ERROR_STASH, GIT_ERROR_SUBMODULE, GIT_ERROR_TAG, GIT_ERROR_THREAD, GIT_ERROR_TREE,
    GIT_ERROR_WORKTREE, GIT_ERROR_ZLIB, GIT_EUNBORNBRANCH, GIT_EUNCOMMITTED, GIT_EUNMERGED,
    GIT_EUSER, GIT_FEATURE_HTTPS, GIT_FEATURE_NSEC, GIT_FEATURE_SSH, GIT_FEATURE_THREADS,
    GIT_FETCH_NO_PRUNE, GIT_FETCH_PRUNE, GIT_FETCH_PRUNE_UNSPECIFIED, GIT_FILEMODE_BLOB,
    GIT_FILEMODE_BLOB_EXECUTABLE, GIT_FILEMODE_COMMIT, GIT_FILEMODE_LINK, GIT_FILEMODE_TREE,
    GIT_FILEMODE_UNREADABLE, GIT_INDEX_ADD_CHECK_PATHSPEC, GIT_INDEX_ADD_DEFAULT,
    GIT_INDEX_ADD_DISABLE_PATHSPEC_MATCH, GIT_INDEX_ADD_FORCE, GIT_INDEX_ENTRY_EXTENDED,
    GIT_INDEX_ENTRY_INTENT_TO_ADD, GIT_INDEX_ENTRY_SKIP_WORKTREE, GIT_INDEX_ENTRY_UPTODATE,
    GIT_INDEX_ENTRY_VALID, GIT_ITEROVER, GIT_MERGE_ANALYSIS_FASTFORWARD, GIT_MERGE_ANALYSIS_NONE,
    GIT_MERGE_ANALYSIS_NORMAL, GIT_MERGE_ANALYSIS_UNBORN, GIT_MERGE_ANALYSIS_UP_TO_DATE,
    GIT_MERGE_FAIL_ON_CONFLICT, GIT_MERGE_FILE_ACCEPT_CONFLICTS, GIT_MERGE_FILE_DEFAULT,
    GIT_MERGE_FILE_DIFF_MINIMAL, GIT_MERGE_FILE_DIFF_PATIENCE, GIT_MERGE_FILE_FAVOR_NORMAL,
    GIT_MERGE_FILE_FAVOR_OURS, GIT_MERGE_FILE_FAVOR_THEIRS, GIT_MERGE_FILE_FAVOR_UNION,
    GIT_MERGE_FILE_IGNORE_WHITESPACE, GIT_MERGE_FILE_IGNORE_WHITESPACE_CHANGE,
    GIT_MERGE_FILE_IGNORE_WHITESPACE_EOL, GIT_MERGE_FILE_SIMPLIFY_ALNUM,
    GIT_MERGE_FILE_STYLE_DIFF3, GIT_MERGE_FILE_STYLE_MERGE, GIT_MERGE_FILE_STYLE_ZDIFF3,
    GIT_MERGE_FIND_RENAMES, GIT_MERGE_NO_RECURSIVE, GIT_MERGE_PREFERENCE_FASTFORWARD_ONLY,
    GIT_MERGE_PREFERENCE_NONE, GIT_MERGE_PREFERENCE_NO_FASTFORWARD, GIT_MERGE_SKIP_REUC,
    GIT_OBJECT_ANY, GIT_OBJECT_BLOB, GIT_OBJECT_COMMIT, GIT_OBJECT_INVALID, GIT_OBJECT_OFS_DELTA,
    GIT_OBJECT_REF_DELTA, GIT_OBJECT_TAG, GIT_OBJECT_TREE, GIT_ODB_LOOKUP_NO_REFRESH, GIT_OK,
    GIT_OPT_DISABLE_PACK_KEEP_FILE_CHECKS, GIT_OPT_ENABLE_CACHING, GIT_OPT_ENABLE_FSYNC_GITDIR,
    GIT_OPT_ENABLE_HTTP_EXPECT_CONTINUE, GIT_OPT_ENABLE_OFS_DELTA,
    GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, GIT_OPT_ENABLE_STRICT_OBJECT_CREATION,
    GIT_OPT_ENABLE_STRICT_SYMBOLIC_REF_CREATION, GIT_OPT_ENABLE_UNSAVED_INDEX_SAFETY,
    GIT_OPT_GET_CACHED_MEMORY, GIT_OPT_GET_EXTENSIONS, GIT_OPT_GET_MWINDOW_FILE_LIMIT,
    GIT_OPT_GET_MWINDOW_MAPPED_LIMIT, GIT_OPT_GET_MWINDOW_SIZE, GIT_OPT_GET_OWNER_VALIDATION,
    GIT_OPT_GET_PACK_MAX_OBJECTS, GIT_OPT_GET_PACK_MAX_OBJECT_SIZE, GIT_OPT_GET_SEARCH_PATH,
    GIT_OPT_GET_TEMPLATE_PATH, GIT_OPT_GET_USER_AGENT, GIT_OPT_GET_WINDOWS_SHAREMODE,
    GIT_OPT_SET_ALLOCATOR, GIT_OPT_SET_CACHE_MAX_SIZE, GIT_OPT_SET_CACHE_OBJECT_LIMIT,
    GIT_OPT_SET_EXTENSIONS, GIT_OPT_SET_MWINDOW_FILE_LIMIT, GIT_OPT_SET_MWINDOW_MAPPED_LIMIT,
    GIT_OPT_SET_MWINDOW_SIZE, GIT_OPT_SET_ODB_LOOSE_PRIORITY, GIT_OPT_SET_ODB_PACKED_PRIORITY,
    GIT_OPT_SET_OWNER_VALIDATION, GIT_OPT_SET_PACK_MAX_OBJECTS, GIT_OPT_SET_PACK_MAX_OBJECT_SIZE,
    GIT_OPT_SET_SEARCH_PATH, GIT_OPT_SET_SSL_CERT_LOCATIONS, GIT_OPT_SET_SSL_CIPHERS,
    GIT_OPT_SET_TEMPLATE_PATH, GIT_OPT_SET_USER_AGENT, GIT_OPT_SET_WINDOWS_SHAREMODE,
    GIT_PACKBUILDER_ADDING_OBJECTS, GIT_PACKBUILDER_DELTAFICATION, GIT_PASSTHROUGH,
    GIT_PATHSPEC_DEFAULT, GIT_PATHSPEC_FAILURES_ONLY, GIT_PATHSPEC_FIND_FAILURES,
    GIT_PATHSPEC_IGNORE_CASE, GIT_PATHSPEC_NO_GLOB, GIT_PATHSPEC_NO_MATCH_ERROR,
    GIT_PATHSPEC_USE_CASE, GIT_PROXY_AUTO, GIT_PROXY_NONE, GIT_PROXY_SPECIFIED,
    GIT_REBASE_OPERATION_EDIT, GIT_REBASE_OPERATION_EXEC, GIT_REBASE_OPERATION_FIXUP,
    GIT_REBASE_OPERATION_PICK, GIT_REBASE_OPERATION_REWORD, GIT_REBASE_OPERATION_SQUASH,
    GIT_REFERENCE_ALL, GIT_REFERENCE_DIRECT, GIT_REFERENCE_FORMAT_ALLOW_ONELEVEL,
    GIT_REFERENCE_FORMAT_NORMAL, GIT_REFERENCE_FORMAT_REFSPEC_PATTERN,
    GIT_REFERENCE_FORMAT_REFSPEC_SHORTHAND, GIT_REFERENCE_INVALID, GIT_REFERENCE_SYMBOLIC,
    GIT_REMOTE_COMPLETION_DOWNLOAD, GIT_REMOTE_COMPLETION_ERROR, GIT_REMOTE_COMPLETION_INDEXING,
    GIT_REMOTE_DOWNLOAD_TAGS_ALL, GIT_REMOTE_DOWNLOAD_TAGS_AUTO, GIT_REMOTE_DOWNLOAD_TAGS_NONE,
    GIT_REMOTE_DOWNLOAD_TAGS_UNSPECIFIED, GIT_REMOTE_REDIRECT_ALL, GIT_REMOTE_REDIRECT_INITIAL,
    GIT_REMOTE_REDIRECT_NONE, GIT_REPOSITORY_INIT_BARE, GIT_REPOSITORY_INIT_EXTERNAL_TEMPLATE,
    GIT_REPOSITORY_INIT_MKDIR, GIT_REPOSITORY_INIT_MKPATH, GIT_REPOSITORY_INIT_NO_DOTGIT_DIR,
    GIT_REPOSITORY_INIT_NO_REINIT, GIT_REPOSITORY_INIT_RELATIVE_GITLINK,
    GIT_REPOSITORY_INIT_SHARED_ALL, GIT_REPOSITORY_INIT_SHARED_GROUP,
    GIT_REPOSITORY_INIT_SHARED_UMASK, GIT_REPOSITORY_OPEN_BARE, GIT_REPOSITORY_OPEN_CROSS_FS,
    GIT_REPOSITORY_OPEN_FROM_ENV, GIT_REPOSITORY_OPEN_NO_DOTGIT, GIT_REPOSITORY_OPEN_NO_SEARCH,
    GIT_REPOSITORY_STATE_APPLY_MAILBOX, GIT_REPOSITORY_STATE_APPLY_MAILBOX_OR_REBASE,
    GIT_REPOSITORY_STATE_BISECT, GIT_REPOSITORY_STATE_CHERRYPICK,
    GIT_REPOSITORY_STATE_CHERRYPICK_SEQUENCE, GIT_REPOSITORY_STATE_MERGE,
    GIT_REPOSITORY_STATE_NONE, GIT_REPOSITORY_STATE_REBASE,
    GIT_REPOSITORY_STATE_REBASE_INTERACTIVE, GIT_REPOSITORY_STATE_REBASE_MERGE,
    GIT_REPOSITORY_STATE_REVERT, GIT_REPOSITORY_STATE_REVERT_SEQUENCE, GIT_RESET_HARD,
    GIT_RESET_MIXED, GIT_RESET_SOFT, GIT_RETRY, GIT_SERVICE_RECEIVEPACK,
    GIT_SERVICE_RECEIVEPACK_LS, GIT_SERVICE_UPLOADPACK, GIT_SERVICE_UPLOADPACK_LS, GIT_SORT_NONE,
    GIT_SORT_REVERSE, GIT_SORT_TIME, GIT_SORT_TOPOLOGICAL, GIT_STASH_APPLY_DEFAULT,
    GIT_STASH_APPLY_PROGRESS_ANALYZE_INDEX, GIT_STASH_APPLY_PROGRESS_ANALYZE_MODIFIED,
    GIT_STASH_APPLY_PROGRESS_ANALYZE_UNTRACKED, GIT_STASH_APPLY_PROGRESS_CHECKOUT_MODIFIED,
    GIT_STASH_APPLY_PROGRESS_CHECKOUT_UNTRACKED, GIT_STASH_APPLY_PROGRESS_DONE,
    GIT_STASH_APPLY_PROGRESS_LOADING_STASH, GIT_STASH_APPLY_PROGRESS_NONE,
    GIT_STASH_APPLY_REINSTATE_INDEX, GIT_STASH_DEFAULT, GIT_STASH_INCLUDE_IGNORED,
    GIT_STASH_INCLUDE_UNTRACKED, GIT_STASH_KEEP_INDEX, GIT_STATUS_CONFLICTED, GIT_STATUS_CURRENT,
    GIT_STATUS_IGNORED, GIT_STATUS_INDEX_DELETED, GIT_STATUS_INDEX_MODIFIED, GIT_STATUS_INDEX_NEW,
    GIT_STATUS_INDEX_RENAMED, GIT_STATUS_INDEX_TYPECHANGE, GIT_STATUS_OPT_DISABLE_PATHSPEC_MATCH,
    GIT_STATUS_OPT_EXCLUDE_SUBMODULES, GIT_STATUS_OPT_INCLUDE_IGNORED,
    GIT_STATUS_OPT_INCLUDE_UNMODIFIED, GIT_STATUS_OPT_INCLUDE_UNREADABLE,
    GIT_STATUS_OPT_INCLUDE_UNREADABLE_AS_UNTRACKED, GIT_STATUS_OPT_INCLUDE_UNTRACKED,
    GIT_STATUS_OPT_NO_REFRESH, GIT_STATUS_OPT_RECURSE_IGNORED_DIRS,
    GIT_STATUS_OPT_RECURSE_UNTRACKED_DIRS, GIT_STATUS_OPT_RENAMES_FROM_REWRITES,
    GIT_STATUS_OPT_RENAMES_HEAD_TO_INDEX, GIT_STATUS_OPT_RENAMES_INDEX_TO_WORKDIR,
    GIT_STATUS_OPT_SORT_CASE_INSENSITIVELY, GIT_STATUS_OPT_SORT_CASE_SENSITIVELY,
    GIT_STATUS_OPT_UPDATE_INDEX, GIT_STATUS_SHOW_INDEX_AND_WORKDIR, GIT_STATUS_SHOW_INDEX_ONLY,
    GIT_STATUS_SHOW_WORKDIR_ONLY, GIT_STATUS_WT_DELETED, GIT_STATUS_WT_MODIFIED, GIT_STATUS_WT_NEW,
    GIT_STATUS_WT_RENAMED, GIT_STATUS_WT_TYPECHANGE, GIT_STATUS_WT_UNREADABLE, GIT_STREAM_RDONLY,
    GIT_STREAM_RW, GIT_STREAM_WRONLY, GIT_SUBMODULE_IGNORE_ALL, GIT_SUBMODULE_IGNORE_DIRTY,
    GIT_SUBMODULE_IGNORE_NONE, GIT_SUBMODULE_IGNORE_UNSPECIFIED, GIT_SUBMODULE_IGNORE_UNTRACKED,
    GIT_SUBMODULE_STATUS_INDEX_ADDED, GIT_SUBMODULE_STATUS_INDEX_DELETED,
    GIT_SUBMODULE_STATUS_INDEX_MODIFIED, GIT_SUBMODULE_STATUS_IN_CONFIG,
    GIT_SUBMODULE_STATUS_IN_HEAD, GIT_SUBMODULE_STATUS_IN_INDEX, GIT_SUBMODULE_STATUS_IN_WD,
    GIT_SUBMODULE_STATUS_WD_ADDED, GIT_SUBMODULE_STATUS_WD_DELETED,
    GIT_SUBMODULE_STATUS_WD_INDEX_MODIFIED, GIT_SUBMODULE_STATUS_WD_MODIFIED,
    GIT_SUBMODULE_STATUS_WD_UNINITIALIZED, GIT_SUBMODULE_STATUS_WD_UNTRACKED,
    GIT_SUBMODULE_STATUS_WD_WD_MODIFIED, GIT_SUBMODULE_UPDATE_CHECKOUT,
    GIT_SUBMODULE_UPDATE_DEFAULT, GIT_SUBMODULE_UPDATE_MERGE, GIT_SUBMODULE_UPDATE_NONE,
    GIT_SUBMODULE_UPDATE_REBASE, GIT_TRACE_DEBUG, GIT_TRACE_ERROR, GIT_TRACE_FATAL, GIT_TRACE_INFO,
    GIT_TRACE_NONE, GIT_TRACE_TRACE, GIT_TRACE_WARN, GIT_TREEWALK_POST, GIT_TREEWALK_PRE,
    GIT_TREE_UPDATE_REMOVE, GIT_TREE_UPDATE_UPSERT, GIT_WORKTREE_PRUNE_LOCKED,
    GIT_WORKTREE_PRUNE_VALID, GIT_WORKTREE_PRUNE_WORKING_TREE, GIT_APPLY_OPTIONS_VERSION,
    GIT_BLAME_OPTIONS_VERSION, GIT_CHECKOUT_OPTIONS_VERSION, GIT_CHERRYPICK_OPTIONS_VERSION,
    GIT_CLONE_OPTIONS_VERSION, GIT_CONFIG_BACKEND_VERSION, GIT_DIFF_FIND_OPTIONS_VERSION,
    GIT_DIFF_FORMAT_EMAIL_OPTIONS_VERSION, GIT_DIFF_PATCHID_OPTIONS_VERSION,
    GIT_EMAIL_CREATE_OPTIONS_VERSION, GIT_INDEXER_OPTIONS_VERSION, GIT_MERGE_OPTIONS_VERSION,
    GIT_ODB_BACKEND_VERSION, GIT_PROXY_OPTIONS_VERSION, GIT_REFDB_BACKEND_VERSION,
    GIT_REMOTE_CALLBACKS_VERSION, GIT_REPOSITORY_INIT_OPTIONS_VERSION, GIT_REVERT_OPTIONS_VERSION,
    GIT_STASH_APPLY_OPTIONS_VERSION, GIT_STATUS_OPTIONS_VERSION,
    GIT_SUBMODULE_UPDATE_OPTIONS_VERSION, GIT_WORKTREE_ADD_OPTIONS_VERSION,
    GIT_WORKTREE_PRUNE_OPTIONS_VERSION, GIT_OID_RAWSZ, GIT_OID_HEXSZ,
}

pub unsafe extern "C" fn constant(name: *const c_char, out: *mut i64) -> c_int {
    // SAFETY: the caller gives a terminated name and room for the value.
    unsafe {
        match constant_named(CStr::from_ptr(name).to_bytes()) {
            Some(value) => out.write(value),
            None => return SEAM_E_NOT_FOUND,
        }
    }
    SEAM_OK
}

macro_rules! inits {
    ($($type:ident: $init:ident),+ $(,)?) => {
        pub unsafe extern "C" fn options_init(name: *const c_char, version: u32, object: *mut c_void) -> c_int {
            raw::init(); // a refusal keeps an error, for which libgit2 must be running
            // SAFETY: the caller gives a terminated name, and an object of that type, aligned as C aligns it.
            unsafe {
                let rc = match CStr::from_ptr(name).to_bytes() {
                    $(name if name == stringify!($type).as_bytes() => raw::$init(object.cast(), version),)+
                    _ => return SEAM_E_NOT_FOUND,
                };
                if rc == 0 { SEAM_OK } else { SEAM_E_VERSION }
            }
        }
    };
}

inits! {
    git_apply_options: git_apply_options_init,
    git_blame_options: git_blame_init_options,
    git_checkout_options: git_checkout_init_options,
    git_cherrypick_options: git_cherrypick_init_options,
    git_clone_options: git_clone_init_options,
    git_config_backend: git_config_init_backend,
    git_diff_find_options: git_diff_find_init_options,
    git_diff_format_email_options: git_diff_format_email_options_init,
    git_diff_options: git_diff_init_options,
    git_diff_patchid_options: git_diff_patchid_options_init,
    git_fetch_options: git_fetch_init_options,
    git_indexer_options: git_indexer_options_init,
    git_merge_file_input: git_merge_file_input_init,
    git_merge_file_options: git_merge_file_options_init,
    git_merge_options: git_merge_init_options,
    git_odb_backend: git_odb_init_backend,
    git_rebase_options: git_rebase_init_options,
    git_refdb_backend: git_refdb_init_backend,
    git_remote_callbacks: git_remote_init_callbacks,
    git_repository_init_options: git_repository_init_init_options,
    git_revert_options: git_revert_options_init,
    git_stash_apply_options: git_stash_apply_init_options,
    git_stash_save_options: git_stash_save_options_init,
    git_status_options: git_status_init_options,
    git_submodule_update_options: git_submodule_update_init_options,
    git_worktree_add_options: git_worktree_add_options_init,
    git_worktree_prune_options: git_worktree_prune_options_init,
}
