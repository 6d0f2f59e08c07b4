"""Many connections that a server has to bear: python3 crowd_client.py KIND PORT COUNT

Of the kind `idle` each has had an answer and asks nothing more. Of the kind `slow` a third sends half a head and no more, a third
sends a head and a third a body, one byte a second. It says `ready` when all are open, and when its input ends, how many the server
still holds. Slow ones stay open, whatever the server says, until the server has closed them.
"""

import os
import select
import socket
import sys
import time

BATCH = 100
TICK = 0.01
ASK = b"GET /livez HTTP/1.1\r\nHost: bench\r\n\r\n"
# What is sent at once, and the byte that then drips.
SLOW = [
    (b"GET /livez HTTP/1.1\r\nHost: bench\r\n", b""),
    (b"GET /livez HTTP/1.1\r\nHost: bench\r\nX-Slow: ", b"a"),
    (b"POST /echo HTTP/1.1\r\nHost: bench\r\nContent-Length: 100000\r\n\r\n", b"a"),
]


def connect(port, number):
    """From one of 250 addresses: a crowd is more than one host, and servers count connections for each."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=20, source_address=(f"127.0.1.{number % 250 + 1}", 0))
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def is_held(connection):
    """Whether the server has not closed it; what it may have sent is passed over."""
    connection.setblocking(False)
    try:
        while connection.recv(65536):
            pass
        return False
    except BlockingIOError:
        return True
    except OSError:
        return False


def open_idle(port, count):
    connections = []
    while len(connections) < count:
        batch = [connect(port, number) for number in range(len(connections), min(len(connections) + BATCH, count))]
        for connection in batch:
            connection.sendall(ASK)
        for connection in batch:
            answer = b""
            while b"}" not in answer:
                piece = connection.recv(4096)
                if not piece:
                    sys.exit("closed instead of an answer")
                answer += piece
        connections += batch
    return connections


def open_slow(port, count):
    connections = [connect(port, number) for number in range(count)]
    for number, connection in enumerate(connections):
        connection.sendall(SLOW[number % len(SLOW)][0])
    return connections


def drip(connections):
    """Goes round once a second, in small steps, until the input ends."""
    step = max(1, round(len(connections) * TICK))
    position, due = 0, time.monotonic()
    while True:
        due += TICK
        if select.select([sys.stdin], [], [], max(0, due - time.monotonic()))[0]:
            return
        for number in range(position, position + step):
            index = number % len(connections)
            byte = SLOW[index % len(SLOW)][1]
            if byte and connections[index]:
                try:
                    connections[index].send(byte, socket.MSG_DONTWAIT)
                except BlockingIOError:
                    pass
                except OSError:  # The server is done with it.
                    connections[index].close()
                    connections[index] = None
        position = (position + step) % len(connections)


def main():
    kind, port, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    connections = {"idle": open_idle, "slow": open_slow}[kind](port, count)
    print("ready", flush=True)
    if kind == "slow":
        # Its own work, which would be done on other machines, is not to be in the way of what is measured.
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
        drip(connections)
    else:
        sys.stdin.read()
    print(sum(1 for connection in connections if connection and is_held(connection)), flush=True)


if __name__ == "__main__":
    main()
