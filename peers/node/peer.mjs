/*
 * The Node.js peer: node is the program, the probe is a library that it loads and calls.
 *
 * SEAM_PROBE_LIB is the path of libseam_probe.so; the arguments are the probe's.
 */
import koffi from "./koffi.mjs";
import { main, JIT, LOSSY, MANAGED_HEAP, THREAD_BOUND } from "./probe.mjs";
import buffers from "./buffers.mjs";
import callbacks from "./callbacks.mjs";
import errors from "./errors.mjs";
import layout from "./layout.mjs";
import security from "./security.mjs";
import strings from "./strings.mjs";

const toolchain = `node ${process.version}, koffi ${koffi.version}`;

// koffi hands a callback from another thread to the event loop of the one that node runs on, which is in the probe.
const traits = LOSSY | MANAGED_HEAP | THREAD_BOUND | JIT;

process.exit(main("node", toolchain, traits, { layout, strings, callbacks, buffers, errors, security }));
