/* mutants_conventions.c - the conventions of i386, one taken for another; elsewhere no case asks for them. */
#include "planted.h"

FAULT_CALLEE(stdcall_as_cdecl)
FAULT_CALLEE(cdecl_as_stdcall)
FAULT_CALLER(fastcall_as_stdcall)
FAULT_CALLER(thiscall_as_stdcall)

SEAM_MUTANTS(calls, conventions) = {
	CALLEE("stdcall_as_cdecl", stdcall_as_cdecl_callee, "convention.stdcall", A),
	CALLEE("stdcall_struct_as_cdecl", stdcall_as_cdecl_callee, "convention.stdcall_structs", A),
	CALLEE("cdecl_as_stdcall", cdecl_as_stdcall_callee, "convention.cdecl", A),
	CALLEE("cdecl_struct_as_stdcall", cdecl_as_stdcall_callee, "convention.cdecl_structs", A),
	CALLER("fastcall_as_stdcall", fastcall_as_stdcall_caller, "convention.fastcall", A),
	CALLER("fastcall_struct_as_stdcall", fastcall_as_stdcall_caller, "convention.fastcall_structs", A),
	CALLER("thiscall_as_stdcall", thiscall_as_stdcall_caller, "convention.thiscall", A),
	CALLER("thiscall_struct_as_stdcall", thiscall_as_stdcall_caller, "convention.thiscall_structs", A),
	SEAM_NO_MORE_MUTANTS
};
