/* koffi, from the folder where koffi.sh has put it: SEAM_PEER is a file that names that. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

export const folder = readFileSync(process.env.SEAM_PEER, "utf8").trim();
const koffi = createRequire(`${folder}/`)("koffi");

// The probe, and each call of C that an op makes within another, share one stack of koffi's: 1000 levels must fit.
koffi.config({ sync_stack_size: 8 << 20, async_stack_size: 8 << 20 });

export default koffi;
