"""Whether an answer is cheaper sent from memory or by sendfile(2): the sender's CPU time for each, over loopback.

    python3 bench/sendfile.py
"""

import os
import resource
import socket
import threading

HEAD = b"h" * 120


def memory(connection, body, _):
    view = memoryview(body)
    sent = connection.sendmsg([HEAD, view]) - len(HEAD)
    while sent < len(body):
        sent += connection.send(view[sent:])


def sendfile(connection, body, file):
    connection.send(HEAD, socket.MSG_MORE)
    sent = 0
    while sent < len(body):
        sent += os.sendfile(connection.fileno(), file, sent, len(body) - sent)


def receive(connection, size):
    """Takes each answer and says so with a byte, as a client's next request does."""
    buffer = bytearray(1 << 20)
    left = size
    while count := connection.recv_into(buffer):
        left -= count
        if left == 0:
            connection.send(b"k")
            left = size


def measure(send, size, rounds):
    body = b"x" * size
    file = os.memfd_create("body")
    os.write(file, body)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        client = socket.create_connection(listener.getsockname())
        server, _ = listener.accept()
    server.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    threading.Thread(target=receive, args=(client, size + len(HEAD)), daemon=True).start()
    before = resource.getrusage(resource.RUSAGE_THREAD)
    for _ in range(rounds):
        send(server, body, file)
        server.recv(1)
    after = resource.getrusage(resource.RUSAGE_THREAD)
    server.close()
    os.close(file)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / rounds * 1e6


def main():
    print("bytes     memory µs  sendfile µs")
    for size, rounds in ((1_000, 20_000), (10_000, 20_000), (100_000, 10_000), (1_000_000, 1_000)):
        # In turns, so that what else the machine does meets both.
        figures = [[measure(send, size, rounds) for send in (memory, sendfile)] for _ in range(3)]
        best = [min(column) for column in zip(*figures, strict=True)]
        print(f"{size:>9} {best[0]:>9.1f} {best[1]:>12.1f}")


if __name__ == "__main__":
    main()
