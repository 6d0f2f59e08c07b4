"""Whether an answer is cheaper sent from memory or by sendfile(2): the sender's CPU time for each, over loopback.

    python3 bench/sendfile.py

With one connection everything stays in the processor's caches, and memory is cheaper at any size. With as many as a server has, each
copy goes to memory that is not.
"""

import os
import resource
import select
import socket

HEAD = b"h" * 120


def memory(connection, body, _, sent):
    if sent == 0:
        sent = connection.sendmsg([HEAD, body]) - len(HEAD)
    while sent < len(body):
        sent += connection.send(body[sent:])


def sendfile(connection, body, file, sent):
    if sent == 0:
        connection.send(HEAD, socket.MSG_MORE)
    while sent < len(body):
        sent += os.sendfile(connection.fileno(), file, sent, len(body) - sent)


def receive(connections, size):
    """Takes answers on all connections, and says of each with a byte that it is whole, as a client's next request does."""
    buffer = bytearray(1 << 16)
    poll = select.epoll()
    left = {connection.fileno(): size for connection in connections}
    by_number = {connection.fileno(): connection for connection in connections}
    for number in left:
        poll.register(number, select.EPOLLIN)
        by_number[number].send(b"k")
    while True:
        for number, _ in poll.poll():
            count = by_number[number].recv_into(buffer)
            if count == 0:
                return
            left[number] -= count
            if left[number] == 0:
                left[number] = size
                by_number[number].send(b"k")


def measure(send, size, rounds, count):
    body = memoryview(b"x" * size)
    file = os.memfd_create("body")
    os.write(file, body)
    with socket.create_server(("127.0.0.1", 0), backlog=count) as listener:
        clients = [socket.create_connection(listener.getsockname()) for _ in range(count)]
        servers = [listener.accept()[0] for _ in range(count)]
    if os.fork() == 0:
        for server in servers:
            server.close()
        try:
            receive(clients, size + len(HEAD))
        finally:
            os._exit(0)
    for client in clients:
        client.close()
    poll = select.epoll()
    for server in servers:
        server.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        # The kernel takes each answer whole, so that only its sending is measured.
        server.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 22)
        poll.register(server, select.EPOLLIN)
    by_number = {server.fileno(): server for server in servers}
    before = resource.getrusage(resource.RUSAGE_SELF)
    done = 0
    while done < rounds:
        for number, _ in poll.poll():
            by_number[number].recv(1)
            send(by_number[number], body, file, 0)
            done += 1
    after = resource.getrusage(resource.RUSAGE_SELF)
    for server in servers:
        server.close()
    os.close(file)
    os.wait()
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / done * 1e6


def main():
    print("connections      bytes  memory µs  sendfile µs")
    for count in (1, 64):
        for size, rounds in ((1_000, 20_000), (10_000, 20_000), (32_768, 20_000), (100_000, 10_000), (1_000_000, 1_000)):
            # In turns, so that what else the machine does meets both.
            figures = [[measure(send, size, rounds, count) for send in (memory, sendfile)] for _ in range(3)]
            best = [min(column) for column in zip(*figures, strict=True)]
            print(f"{count:>11} {size:>10} {best[0]:>10.1f} {best[1]:>12.1f}")


if __name__ == "__main__":
    main()
