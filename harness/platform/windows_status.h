/* windows_status.h - how a death is told by an exit status on Windows, which knows no signals. */
#ifndef SEAM_WINDOWS_STATUS_H
#define SEAM_WINDOWS_STATUS_H

/* The names that the harness uses for what ended a process, with the numbers they have elsewhere. */
enum {
	SEAM_SIGILL = 4,
	SEAM_SIGTRAP = 5,
	SEAM_SIGABRT = 22, /* as <signal.h> has it on Windows */
	SEAM_SIGBUS = 7,
	SEAM_SIGFPE = 8,
	SEAM_SIGKILL = 9,
	SEAM_SIGSEGV = 11,
	SEAM_SIGTERM = 15
};

/* An exit status that no program chooses: 0xE5EA00NN, customer bit set. */
#define SEAM_STATUS_OF_SIGNAL(number) (0xE5EA0000u | (unsigned)(number))
#define SEAM_STATUS_IS_SIGNAL(status) (((status) & 0xFFFFFF00u) == 0xE5EA0000u)

/* 0 for an exception that is none of these. */
static inline int seam_signal_of_exception(unsigned long code)
{
	switch (code) {
	case 0xC0000005: /* access violation */
	case 0xC0000006: /* in-page error    */
	case 0xC00000FD: /* stack overflow   */ return SEAM_SIGSEGV;
	case 0x80000002: /* misalignment     */ return SEAM_SIGBUS;
	case 0xC000001D: /* illegal          */
	case 0xC0000096: /* privileged       */ return SEAM_SIGILL;
	case 0xC0000094: /* integer by zero  */ return SEAM_SIGFPE;
	case 0x80000003: /* breakpoint       */ return SEAM_SIGTRAP;
	case 0xC0000409: /* fail fast        */ return SEAM_SIGABRT;
	default: return 0;
	}
}

#endif
