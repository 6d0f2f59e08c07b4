// What Swift's Glibc module leaves out of Linux: epoll, eventfd, accept4, memfd_create, a thread's own priority.
#pragma once
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

// <sys/socket.h> declares it only under _GNU_SOURCE, which would make other types differ from Glibc's.
struct sockaddr;
extern int accept4(int descriptor, struct sockaddr *address, unsigned int *length, int flags);

// <sys/mman.h> declares it only under _GNU_SOURCE too.
#ifndef MFD_CLOEXEC
#define MFD_CLOEXEC 0x0001U
#endif
extern int memfd_create(const char *name, unsigned int flags);

/// A packed struct's union member is awkward in Swift; a descriptor's handler travels as a pointer.
static inline int goals_epoll_ctl(int epoll, int operation, int descriptor, uint32_t events, void *data) {
    struct epoll_event event;
    event.events = events;
    event.data.ptr = data;
    return epoll_ctl(epoll, operation, descriptor, &event);
}

static inline void *goals_epoll_data(const struct epoll_event *event) { return event->data.ptr; }
static inline uint32_t goals_epoll_events(const struct epoll_event *event) { return event->events; }

static inline int goals_accept(int descriptor, void *address, unsigned int *length, int flags) {
    return accept4(descriptor, (struct sockaddr *)address, length, flags);
}

// <sched.h> declares them only under _GNU_SOURCE.
#define GOALS_SCHED_BATCH 3
struct sched_param;
extern int sched_setscheduler(int thread, int policy, const struct sched_param *parameter);
extern long syscall(long number, ...);

/// The calling thread works on what is left over: lowest priority, and it does not push others aside when it wakes up. Linux keeps both
/// for each thread.
static inline void goals_lower_priority(void) {
    int thread = (int)syscall(SYS_gettid);
    const int priority = 0;
    sched_setscheduler(thread, GOALS_SCHED_BATCH, (const struct sched_param *)&priority);
    setpriority(PRIO_PROCESS, (id_t)thread, 19);
}

/// The calling thread's nice value, -20 to 19.
static inline int goals_priority(void) { return getpriority(PRIO_PROCESS, (id_t)syscall(SYS_gettid)); }
