// Asks at a given rate, whatever the answers do: requests come due at random (a Poisson process with a fixed seed, the same for
// everyone), go out on the first connection that is free, and their time counts from when they were due. So a server that stalls
// is charged for all who wait meanwhile, which a closed loop (wrk) does not see.
//
//   open_loop PORT PATH CONNECTIONS RATE SECONDS
//
// It prints the line that wrk.lua prints: RESULT requests, microseconds, p50, p99 in microseconds, answers without 2xx, broken.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <math.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

typedef struct {
    int socket;
    double due;       // Of the request that is under way.
    char answer[4096];
    size_t length;
} Connection;

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static double now(void) {  // Microseconds.
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1e6 + time.tv_nsec / 1e3;
}

static int ascending(const void *left, const void *right) {
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

static void connect_to(int port, Connection *connection) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    connection->socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connection->socket < 0 || connect(connection->socket, (struct sockaddr *)&address, sizeof address) < 0) fail("connect");
    int on = 1;
    setsockopt(connection->socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

// Reads what has come. 1: the answer is whole; 0: more has to come; -1: the connection has ended.
static int read_answer(Connection *connection) {
    ssize_t count = recv(
        connection->socket, connection->answer + connection->length, sizeof connection->answer - 1 - connection->length, MSG_DONTWAIT);
    if (count <= 0) return count < 0 && errno == EAGAIN ? 0 : -1;
    connection->length += count;
    connection->answer[connection->length] = 0;
    char *end = strstr(connection->answer, "\r\n\r\n");
    if (!end) return 0;
    char *field = strcasestr(connection->answer, "\r\ncontent-length:");
    if (!field || field > end) return -1;
    return connection->length >= (size_t)(end + 4 - connection->answer) + strtoul(field + 17, NULL, 10);
}

int main(int count, char **arguments) {
    if (count != 6) return fprintf(stderr, "usage: open_loop PORT PATH CONNECTIONS RATE SECONDS\n"), 2;
    int port = atoi(arguments[1]), size = atoi(arguments[3]);
    double rate = atof(arguments[4]) / 1e6, duration = atof(arguments[5]) * 1e6;
    char request[1024];
    size_t request_length = snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n", arguments[2], port);

    prctl(PR_SET_TIMERSLACK, 1);
    int epoll = epoll_create1(EPOLL_CLOEXEC);
    Connection *connections = calloc(size, sizeof *connections), **idle = calloc(size, sizeof *idle);  // A ring.
    struct epoll_event *events = calloc(size, sizeof *events);
    for (int index = 0; index < size; index++) {
        idle[index] = &connections[index];
        connect_to(port, idle[index]);
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = idle[index]};
        if (epoll_ctl(epoll, EPOLL_CTL_ADD, idle[index]->socket, &event) < 0) fail("epoll_ctl");
    }

    size_t capacity = rate * duration * 2 + 1000, answered = 0;
    uint32_t *latencies = calloc(capacity, sizeof *latencies);
    long refused = 0, broken = 0;
    int idle_count = size, next_idle = 0;
    srand48(1);
    double start = now(), time = start, due = start;
    while ((time = now()) - start < duration && answered < capacity && broken < size) {
        for (; due <= time && idle_count > 0; due -= log(1 - drand48()) / rate) {
            // In turns, so that all connections are used.
            Connection *connection = idle[next_idle];
            next_idle = (next_idle + 1) % size;
            idle_count--;
            connection->due = due;
            connection->length = 0;
            if (send(connection->socket, request, request_length, MSG_NOSIGNAL) != (ssize_t)request_length) broken++;
        }
        // With every connection busy only an answer can help, so there is nothing to be early for.
        double pause = idle_count > 0 ? due - now() : duration - (now() - start);
        struct timespec timeout = {.tv_nsec = 0};
        if (pause > 0) timeout = (struct timespec){.tv_sec = pause / 1e6, .tv_nsec = (long)(pause * 1e3) % 1000000000};
        int ready = epoll_pwait2(epoll, events, size, &timeout, NULL);
        if (ready < 0 && errno != EINTR) fail("epoll_pwait2");
        for (int index = 0; index < ready; index++) {
            Connection *connection = events[index].data.ptr;
            int state = read_answer(connection);
            if (state < 0) {
                broken++;
                close(connection->socket);
            } else if (state > 0) {
                latencies[answered++] = now() - connection->due;
                refused += strncmp(connection->answer, "HTTP/1.1 2", 10) != 0;
                idle[(next_idle + idle_count++) % size] = connection;
            }
        }
    }
    qsort(latencies, answered, sizeof *latencies, ascending);
    uint32_t p50 = answered ? latencies[answered / 2] : 0, p99 = answered ? latencies[answered * 99 / 100] : 0;
    printf("RESULT %zu %.0f %u %u %ld %ld\n", answered, time - start, p50, p99, refused, broken);
}
