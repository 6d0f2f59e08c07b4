// What Swift's Glibc module leaves out of Linux: epoll, eventfd, accept4.
#pragma once
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

// Declared by <sys/socket.h> only under _GNU_SOURCE, which the importer does not set.
extern int accept4(int, struct sockaddr *, socklen_t *, int);

/// A packed struct's union member is awkward in Swift; a descriptor's handler travels as a pointer.
static inline int goals_epoll_ctl(int epoll, int operation, int descriptor, uint32_t events, void *data) {
    struct epoll_event event;
    event.events = events;
    event.data.ptr = data;
    return epoll_ctl(epoll, operation, descriptor, &event);
}

static inline void *goals_epoll_data(const struct epoll_event *event) { return event->data.ptr; }
static inline uint32_t goals_epoll_events(const struct epoll_event *event) { return event->events; }
