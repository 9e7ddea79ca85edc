/*
 * Objects that C holds by their address: a struct in lent memory, and room behind it.
 *
 * The first member of each such struct is the room, so that the block can be given back as it was asked for.
 */
import koffi from "./koffi.mjs";
import { alloc, at, free } from "./memory.mjs";
import { memset } from "./probe.mjs";

export class Lent {
	constructor(members) {
		this.type = koffi.struct({ room: "size_t", ...members });
		this.size = this.type.size;
	}

	/* All zeros but for `values`; its address. */
	create(values = {}, room = 0) {
		const address = alloc(this.size + room, this.type.alignment);
		memset(address, 0, this.size + room);
		for (const [name, value] of Object.entries({ room, ...values }))
			this.set(address, name, value);
		return address;
	}

	delete(address) {
		free(address, this.size + this.get(address, "room"), this.type.alignment);
	}

	get(address, name) {
		const { type, offset } = this.type.members[name];
		return koffi.decode(address, offset, type);
	}

	set(address, name, value) {
		const { type, offset } = this.type.members[name];
		koffi.encode(address, offset, type, value);
	}

	/* All members. */
	read(address) {
		return koffi.decode(address, this.type);
	}

	behind(address, offset = 0) {
		return at(address, this.size + offset);
	}
}
