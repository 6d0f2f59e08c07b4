"""The servers that are measured."""

import os
import pwd
from pathlib import Path

from processes import Server, free_port

HERE = Path(__file__).parent
CORES = len(os.sched_getaffinity(0))
TINY = '{"status":"ok"}'


def goals(binary, postgres_port, scratch):
    port = free_port()
    environment = {
        "HOST": "127.0.0.1", "PORT": str(port), "PUBLIC_DIR": str(HERE.parent / "Public"), "LOG_FORMAT": "text",
        "DB_SERVER": f"127.0.0.1:{postgres_port}", "DB_DATABASE": "goals", "DB_USER": "goals", "GOALS_AUTH": "none",
        "WORKERS": str(CORES),
    }
    return Server("Goals", [binary], port, scratch / "goals.log", environment)


def nginx(binary, scratch):
    port = free_port()
    files = scratch / "files"
    files.mkdir()
    (files / "status.json").write_text(TINY)
    values = {"DIR": scratch, "PORT": port, "CORES": CORES, "USER": pwd.getpwuid(os.getuid()).pw_name}
    text = (HERE / "peers/nginx.conf").read_text()
    for name, value in values.items():
        text = text.replace(f"@{name}@", str(value))
    configuration = scratch / "nginx.conf"
    configuration.write_text(text)
    # The first log is opened before the configuration is read.
    return Server("nginx", [binary, "-e", scratch / "nginx.log", "-c", configuration], port, scratch / "nginx.out")


def node(binary, scratch):
    port = free_port()
    return Server("Node", [binary, HERE / "peers/node.js", port, CORES], port, scratch / "node.log")


def hummingbird(binary, scratch):
    port = free_port()
    return Server("Hummingbird", [binary, port], port, scratch / "hummingbird.log")
