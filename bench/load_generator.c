// Asks for what wrk cannot: at a rate, in batches, or with a connection for each request.
//
//   load_generator PORT PATH CONNECTIONS SECONDS THREADS [rate=N | depth=N | close]
//
// rate=N: N requests a second, whatever the answers do. They come due at random (a Poisson process with a fixed seed, the same for
// everyone), go out on the first connection that is free, and their time counts from when they were due. So a server that stalls is
// charged for all who wait meanwhile, which a closed loop does not see. Otherwise each connection asks again when it has its answer.
// depth=N: N requests at once; the time is that until the last of the N answers.
// close: a connection for each request; the time is that from before connecting until the answer.
//
// It prints the line that wrk.lua prints: RESULT requests, microseconds, p50, p99 in microseconds, answers without 2xx, broken.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <math.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

typedef struct {
    int socket;
    double asked;  // When, or when it was due.
    int missing;   // Answers.
    size_t length;
    char input[32 * 1024];
} Connection;

typedef struct {
    pthread_t thread;
    int epoll, size;
    unsigned short seed[3];
    Connection *connections;
    uint32_t *latencies;
    size_t count, capacity;
    long answered, refused, broken;
    double duration;
} Worker;

static int port, depth = 1;
static bool closes = false;
static double rate = 0, seconds;  // A worker's requests a microsecond; 0: a closed loop.
static char request[64 * 1024];
static size_t request_length;

static double now(void) {  // Microseconds.
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1e6 + time.tv_nsec / 1e3;
}

static void connect_to_server(Worker *worker, Connection *connection) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = connection};
    int on = 1;
    connection->socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connection->socket < 0 || connect(connection->socket, (struct sockaddr *)&address, sizeof address) < 0 ||
        setsockopt(connection->socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) < 0 ||
        epoll_ctl(worker->epoll, EPOLL_CTL_ADD, connection->socket, &event) < 0) {
        perror("connect");
        exit(1);
    }
}

static void ask(Worker *worker, Connection *connection, double asked) {
    connection->asked = asked;
    connection->missing = depth;
    connection->length = 0;
    if (closes) connect_to_server(worker, connection);
    if (send(connection->socket, request, request_length, MSG_NOSIGNAL) != (ssize_t)request_length) worker->broken++;
}

// Takes the answers that are whole from the input; false when this is no HTTP with lengths.
static bool take_answers(Worker *worker, Connection *connection) {
    char *position = connection->input, *end;
    connection->input[connection->length] = 0;
    while (connection->missing > 0 && (end = strstr(position, "\r\n\r\n"))) {
        char *field = strcasestr(position, "\r\ncontent-length:");
        if (!field || field > end) return false;
        char *next = end + 4 + strtoul(field + 17, NULL, 10);
        if (next > connection->input + connection->length) break;
        worker->answered++;
        worker->refused += strncmp(position, "HTTP/1.1 2", 10) != 0;
        connection->missing--;
        position = next;
    }
    connection->length -= position - connection->input;
    memmove(connection->input, position, connection->length);
    return true;
}

// What there is to read. 1: the connection has all its answers; 0: more has to come; -1: it has ended.
static int receive(Worker *worker, Connection *connection) {
    ssize_t count = recv(
        connection->socket, connection->input + connection->length, sizeof connection->input - 1 - connection->length, MSG_DONTWAIT);
    if (count <= 0) return count < 0 && errno == EAGAIN ? 0 : -1;
    connection->length += count;
    if (!take_answers(worker, connection)) return -1;
    return connection->missing == 0;
}

static void *work(void *argument) {
    Worker *worker = argument;
    int size = worker->size, idle_count = size, next_idle = 0;
    Connection *idle[size];  // A ring, so that all are used in turns.
    struct epoll_event events[size];
    prctl(PR_SET_TIMERSLACK, 1);
    for (int index = 0; index < size; index++) {
        idle[index] = &worker->connections[index];
        if (!closes) connect_to_server(worker, idle[index]);
    }
    double start = now(), time = start, due = start;
    while ((time = now()) - start < seconds && worker->broken == 0) {
        while (idle_count > 0 && (rate == 0 || due <= time)) {
            ask(worker, idle[next_idle], rate == 0 ? now() : due);
            next_idle = (next_idle + 1) % size;
            idle_count--;
            if (rate > 0) due -= log(1 - erand48(worker->seed)) / rate;
        }
        // With every connection busy only an answer can help, so there is nothing to be early for.
        double pause = idle_count > 0 ? due - now() : seconds - (now() - start);
        struct timespec timeout = {0};
        if (pause > 0) timeout = (struct timespec){.tv_sec = pause / 1e6, .tv_nsec = (long)(pause * 1e3) % 1000000000};
        int ready = epoll_pwait2(worker->epoll, events, size, &timeout, NULL);
        for (int index = 0; index < ready; index++) {
            Connection *connection = events[index].data.ptr;
            int state = receive(worker, connection);
            if (state == 0) continue;
            if (state < 0) worker->broken++;
            if (closes || state < 0) close(connection->socket);
            if (state > 0 && worker->count < worker->capacity) worker->latencies[worker->count++] = now() - connection->asked;
            idle[(next_idle + idle_count++) % size] = connection;
        }
    }
    worker->duration = time - start;
    return NULL;
}

static int ascending(const void *left, const void *right) {
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

int main(int count, char **arguments) {
    if (count < 6) {
        fprintf(stderr, "usage: load_generator PORT PATH CONNECTIONS SECONDS THREADS [rate=N | depth=N | close]\n");
        return 2;
    }
    port = atoi(arguments[1]);
    seconds = atof(arguments[4]) * 1e6;
    int size = atoi(arguments[3]), threads = atoi(arguments[5]) < size ? atoi(arguments[5]) : size;
    for (int index = 6; index < count; index++) {
        if (sscanf(arguments[index], "rate=%lf", &rate) == 1) rate /= 1e6 * threads;
        sscanf(arguments[index], "depth=%d", &depth);
        closes |= strcmp(arguments[index], "close") == 0;
    }
    for (int index = 0; index < depth; index++)
        request_length += snprintf(
            request + request_length, sizeof request - request_length, "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n%s\r\n", arguments[2], port,
            closes ? "Connection: close\r\n" : "");

    Worker workers[threads];
    for (int index = 0; index < threads; index++) {
        Worker *worker = &workers[index];
        *worker = (Worker){.epoll = epoll_create1(EPOLL_CLOEXEC), .seed = {1, 2, index}};
        worker->size = size / threads + (index < size % threads);
        worker->capacity = seconds;  // A million a second.
        worker->connections = calloc(worker->size, sizeof *worker->connections);
        worker->latencies = malloc(worker->capacity * sizeof *worker->latencies);
        pthread_create(&worker->thread, NULL, work, worker);
    }
    size_t all = 0;
    long answered = 0, refused = 0, broken = 0;
    uint32_t *latencies = malloc(threads * seconds * sizeof *latencies);
    for (int index = 0; index < threads; index++) {
        Worker *worker = &workers[index];
        pthread_join(worker->thread, NULL);
        memcpy(latencies + all, worker->latencies, worker->count * sizeof *latencies);
        all += worker->count;
        answered += worker->answered, refused += worker->refused, broken += worker->broken;
    }
    qsort(latencies, all, sizeof *latencies, ascending);
    uint32_t p50 = all ? latencies[all / 2] : 0, p99 = all ? latencies[all * 99 / 100] : 0;
    printf("RESULT %ld %.0f %u %u %ld %ld\n", answered, workers[0].duration, p50, p99, refused, broken);
}
