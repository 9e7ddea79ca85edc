/* late.h - the host's own end-of-thread code: a destructor of C++, made before or after the peer's. */
#ifndef SEAM_THREADS_LATE_H
#define SEAM_THREADS_LATE_H

#ifdef __cplusplus
extern "C" {
#endif

/* fn(argument) runs when the calling thread ends, among C++'s destructors of thread_local objects.  Once a thread. */
void threads_at_end(void (*fn)(void *argument), void *argument);

#ifdef __cplusplus
}
#endif
#endif
