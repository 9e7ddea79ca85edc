/* What the files of the group security share. */
import { counted, bytes_at } from "./memory.mjs";
import { Lent } from "./lent.mjs";

export const ALLOC_MAX = 1 << 20; // SEAM_SEC_ALLOC_MAX
export const TEXT_MAX = 1 << 16; // SEAM_SEC_TEXT_MAX

/* Things of all kinds that the host holds. */
export const live = { count: 0 };

/* One kind of them. */
export class Things extends Lent {
	create(values, room) {
		const thing = super.create(values, room);
		live.count++;
		return thing;
	}

	delete(thing) {
		super.delete(thing);
		live.count--;
	}
}

/* A copy of a counted input, whose length is looked at before it is read. */
export function input_of(address, n, most) {
	counted(address, n, most);
	return bytes_at(address, n);
}
