// Many connections that a server has to bear.
//
//   crowd_client KIND PORT COUNT
//
// Of the kind `idle` each has had an answer and asks nothing more. Of the kind `slow` a third sends half a head and no more, a third
// sends a head and a third a body, one byte a second: evenly spread, one byte at a time, as from many clients that know nothing of
// each other. It says `ready` when all are open, and when its input ends, how many the server still holds and how many bytes each of
// those that drip has sent a second. Slow ones stay open, whatever the server says, until the server has closed them.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { ADDRESSES = 250, BATCH = 100 };

static const char ask[] = "GET /livez HTTP/1.1\r\nHost: bench\r\n\r\n";
// What is sent at once; the first kind sends no more.
static const char *const begin[] = {
    "GET /livez HTTP/1.1\r\nHost: bench\r\n",
    "GET /livez HTTP/1.1\r\nHost: bench\r\nX-Slow: ",
    "POST /echo HTTP/1.1\r\nHost: bench\r\nContent-Length: 100000\r\n\r\n",
};
enum { KINDS = sizeof begin / sizeof *begin };

static int port, count, *sockets;

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static int64_t now(void) {  // Nanoseconds.
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

// From one of several addresses: a crowd is more than one host, and servers count connections for each.
static int connect_from(int number) {
    struct sockaddr_in source = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(0x7F000101 + number % ADDRESSES)};
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int on = 1, found = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (found < 0 || bind(found, (struct sockaddr *)&source, sizeof source) < 0 ||
        connect(found, (struct sockaddr *)&address, sizeof address) < 0 ||
        setsockopt(found, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) < 0)
        fail("connect");
    return found;
}

static void send_all(int socket, const char *text) {
    if (send(socket, text, strlen(text), MSG_NOSIGNAL) != (ssize_t)strlen(text)) fail("send");
}

static void open_idle(void) {
    char answer[4096];
    for (int first = 0; first < count; first += BATCH) {
        int end = first + BATCH < count ? first + BATCH : count;
        for (int number = first; number < end; number++) send_all(sockets[number] = connect_from(number), ask);
        for (int number = first; number < end; number++) {
            ssize_t length;
            do {
                if ((length = recv(sockets[number], answer, sizeof answer, 0)) <= 0) fail("closed instead of an answer");
            } while (!memchr(answer, '}', length));
        }
    }
}

static void open_slow(void) {
    for (int number = 0; number < count; number++) sockets[number] = connect_from(number);
    for (int number = 0; number < count; number++) send_all(sockets[number], begin[number % KINDS]);
}

static bool input_has_ended(void) {
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
    return poll(&input, 1, 0) > 0;
}

// Goes round those that drip once a second, until the input ends.
// Returns how many bytes each has sent a second.
static double drip(void) {
    int64_t start = now(), due = start, step = INT64_C(1000000000) * KINDS / ((KINDS - 1) * (int64_t)count + 1);
    long sent = 0;
    prctl(PR_SET_TIMERSLACK, 1);
    for (int number = 0;; number = (number + 1) % count) {
        if (number % KINDS == 0) continue;
        if (sent % 64 == 0 && input_has_ended()) break;
        // Who is late does not hurry: a burst would be another load.
        due += step;
        if (due < now() - step) due = now();
        struct timespec until = {.tv_sec = due / 1000000000, .tv_nsec = due % 1000000000};
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL);
        sent++;
        if (sockets[number] < 0 || send(sockets[number], "a", 1, MSG_DONTWAIT | MSG_NOSIGNAL) == 1 || errno == EAGAIN) continue;
        // The server is done with it.
        close(sockets[number]);
        sockets[number] = -1;
    }
    return sent * step / (double)(now() - start);
}

// Whether the server has not closed it; what it may have sent is passed over.
static bool is_held(int socket) {
    char buffer[65536];
    ssize_t length;
    if (socket < 0) return false;
    while ((length = recv(socket, buffer, sizeof buffer, MSG_DONTWAIT)) > 0) {}
    return length < 0 && errno == EAGAIN;
}

int main(int argument_count, char **arguments) {
    if (argument_count != 4) {
        fprintf(stderr, "usage: crowd_client idle|slow PORT COUNT\n");
        return 2;
    }
    bool is_slow = strcmp(arguments[1], "slow") == 0;
    port = atoi(arguments[2]);
    count = atoi(arguments[3]);
    sockets = malloc(count * sizeof *sockets);
    if (is_slow) open_slow();
    else open_idle();
    puts("ready");
    fflush(stdout);
    double rate = 0;
    if (is_slow) rate = drip();
    else while (getchar() != EOF) {}
    int held = 0;
    for (int number = 0; number < count; number++) held += is_held(sockets[number]);
    printf("%d %.3f\n", held, rate);
}
