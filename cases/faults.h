/*
 * faults.h - what the instruments' mutants of all groups share: an op's call does its work, and leaves something behind that no
 * check of a case looks at.
 *
 * Each fault stands in a function of its own, so that the compiler does not know of it.  Where a processor has no such thing the fault
 * does nothing, and neither does the instrument.
 */
#ifndef SEAM_CASES_FAULTS_H
#define SEAM_CASES_FAULTS_H

#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#define SEAM_FAULT __attribute__((noinline, unused)) static void

/* A register that the callee must keep is changed: psABI 3.2.1, AAPCS64 6.1.1. */
SEAM_FAULT fault_saved_register(void)
{
#if defined(__x86_64__)
	__asm__ volatile("addq $8, %%r15" :: : "cc");
#elif defined(__aarch64__)
	__asm__ volatile("add x28, x28, #8");
#endif
}

/* The floating-point control bits come back changed: denormals are taken for zero. */
SEAM_FAULT fault_fp_control(void)
{
#if defined(__x86_64__)
	unsigned control;

	__asm__ volatile("stmxcsr %0" : "=m"(control));
	control |= 0x8040;
	__asm__ volatile("ldmxcsr %0" : : "m"(control));
#elif defined(__aarch64__)
	unsigned long control;

	__asm__ volatile("mrs %0, fpcr" : "=r"(control));
	control |= 1ul << 24;
	__asm__ volatile("msr fpcr, %0" : : "r"(control));
#endif
}

SEAM_FAULT fault_fp_control_undone(void)
{
#if defined(__x86_64__)
	unsigned control;

	__asm__ volatile("stmxcsr %0" : "=m"(control));
	control &= ~0x8040u;
	__asm__ volatile("ldmxcsr %0" : : "m"(control));
#elif defined(__aarch64__)
	unsigned long control;

	__asm__ volatile("mrs %0, fpcr" : "=r"(control));
	control &= ~(1ul << 24);
	__asm__ volatile("msr fpcr, %0" : : "r"(control));
#endif
}

/* String instructions run backwards from here on: psABI 3.2.3. */
SEAM_FAULT fault_direction(void)
{
#if defined(__x86_64__)
	__asm__ volatile("std");
#else
	fault_saved_register();
#endif
}

/* A value is left on the x87 stack; eight of them, and the next computation is NaN. */
SEAM_FAULT fault_x87(void)
{
#if defined(__x86_64__)
	__asm__ volatile("fldz");
#else
	fault_fp_control();
#endif
}

/* The process takes no interrupt any more. */
SEAM_FAULT fault_signal(void)
{
	signal(SIGINT, SIG_IGN);
}

/* Numbers are read and written in another manner, and letters sorted so. */
SEAM_FAULT fault_locale(void)
{
	setlocale(LC_CTYPE, "C.UTF-8");
}

/* Memory that stays reachable, so that no search for leaks tells of it. */
SEAM_FAULT fault_keeps(size_t size)
{
	static void *volatile kept;
	void **block = malloc(size < sizeof(void *) ? sizeof(void *) : size);

	if (block) {
		*block = kept;
		kept = block;
	}
}

#endif
