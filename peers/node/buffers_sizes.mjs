/* Sizes of the group buffers: what all its ops look at first. */
import koffi from "./koffi.mjs";
import { E_RANGE, E_SPACE, refuse } from "./edge.mjs";
import * as memory from "./memory.mjs";

export const MOST = 2 ** 30; // SEAM_BUFFERS_MOST

/* JavaScript's numbers do not wrap: sums and products are looked at when they are made. */
export function most(...sizes) {
	if (sizes.some(size => size > MOST))
		refuse(E_RANGE);
}

export function counted(address, n, size = 1) {
	memory.counted(address, n, MOST, size);
}

/* Refuses a room at `to`, of as many items as `room` leads to, that does not hold `needed` ones; `room` then leads to that. */
export function room_for(needed, to, room, size = 1) {
	const there = koffi.decode(room, "size_t");
	counted(to, there, size);
	most(needed * size);
	memory.store(room, "size_t", needed);
	if (there < needed)
		refuse(E_SPACE);
}
