# SPDX-License-Identifier: GPL-3.0-or-later
"""A PostgreSQL with TLS and logins of its own, consoles as processes, and a proxy that can be cut, for room.py."""
import json
import os
import shutil
import signal
import socket
import subprocess
import threading
import time
from pathlib import Path

PASSWORDS = {"owner": "owner-secret", "ada": "ada-secret", "bob": "bob-secret", "eve": "eve-secret"}


def postgres_folder():
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


def free_port():
    with socket.socket() as each:
        each.bind(("127.0.0.1", 0))
        return each.getsockname()[1]


def quiet(*command, **options):
    return subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120, **options)


class Namespace:
    """A network of its own, with one cable to this machine's. Needs the right to make one: see problem."""

    def __init__(self):
        number = os.getpid()
        self.name, self.near, self.far = f"plumbline-{number}", f"plr{number}", f"plc{number}"
        self.host, self.guest = f"10.203.{number % 250}.1", f"10.203.{number % 250}.2"
        self.problem = ""
        try:
            self.ip("netns", "add", self.name)
            self.ip("link", "add", self.near, "type", "veth", "peer", "name", self.far, "netns", self.name)
            self.ip("address", "add", self.host + "/30", "dev", self.near)
            self.ip("link", "set", self.near, "up")
            self.inside("address", "add", self.guest + "/30", "dev", self.far)
            self.inside("link", "set", self.far, "up")
        except (OSError, subprocess.CalledProcessError) as error:
            self.problem = str(error)
            self.remove()

    def ip(self, *words):
        quiet("ip", *words)

    def inside(self, *words):
        quiet("ip", "-n", self.name, *words)

    def prefix(self):
        return ["ip", "netns", "exec", self.name]

    def unplug(self):  # nothing comes through, and nobody is told
        self.ip("link", "set", self.near, "down")

    def plug(self):
        self.ip("link", "set", self.near, "up")

    def bar(self):  # whoever sends is told at once
        self.inside("route", "add", "prohibit", self.host + "/32")

    def unbar(self):
        self.inside("route", "delete", "prohibit", self.host + "/32")

    def remove(self):
        for words in (("link", "delete", self.near), ("netns", "delete", self.name)):
            try:
                self.ip(*words)
            except (OSError, subprocess.CalledProcessError):
                pass


def make_authority(folder, name, address):
    """A CA and a certificate of localhost and an address signed by it: ca.crt, server.crt, server.key."""
    home = Path(folder) / name
    home.mkdir()
    quiet("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={name}",
          "-keyout", home / "ca.key", "-out", home / "ca.crt")
    quiet("openssl", "req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-keyout", home / "server.key",
          "-out", home / "server.csr")
    (home / "names").write_text("subjectAltName=DNS:localhost" + (f",IP:{address}" if address else "") + "\n")
    quiet("openssl", "x509", "-req", "-in", home / "server.csr", "-CA", home / "ca.crt", "-CAkey", home / "ca.key",
          "-CAcreateserial", "-days", "2", "-extfile", home / "names", "-out", home / "server.crt")
    return home


class Postgres:
    """PostgreSQL does not run as root. Passwords by SCRAM, TLS for all that comes over TCP; there, too, where `address` is."""

    def __init__(self, folder, address=""):
        self.address = address
        self.folder, self.port, self.bin = Path(folder), free_port(), postgres_folder()
        self.prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        os.chmod(folder, 0o755)
        self.good, self.other = (make_authority(folder, name, address) for name in ("good", "other"))
        self.home = self.folder / "pg"
        self.home.mkdir()
        if self.prefix:
            shutil.chown(self.home, "postgres")
        self.run("initdb", "-D", f"{self.home}/data", "-A", "trust", "-U", "postgres", "--no-sync")
        (self.home / "data/pg_hba.conf").write_text(
            "local all all trust\nhostssl all all 127.0.0.1/32 scram-sha-256\nhostssl all all ::1/128 scram-sha-256\n"
            + (f"hostssl all all {address}/30 scram-sha-256\n" if address else ""))
        self.present(self.good)
        self.start()
        self.sql("postgres", "CREATE DATABASE incidents")
        for name, password in PASSWORDS.items():
            self.sql("postgres", f"CREATE ROLE {name} LOGIN PASSWORD '{password}'" + (" CREATEROLE" if name == "owner" else ""))
        self.sql("postgres", "ALTER DATABASE incidents OWNER TO owner")

    def present(self, authority):
        for name in ("server.crt", "server.key"):
            target = self.home / "data" / name
            shutil.copy(authority / name, target)
            os.chmod(target, 0o600)
            if self.prefix:
                shutil.chown(target, "postgres")

    def run(self, command, *arguments):
        quiet(*self.prefix, str(self.bin / command), *arguments, cwd="/")  # pg_ctl's child would keep a pipe open

    def start(self):
        where = "localhost" + ("," + self.address if self.address else "")
        options = f"-p {self.port} -c listen_addresses={where} -c unix_socket_directories={self.home} -c ssl=on"
        for left in range(10, -1, -1):  # the shared memory of one that was killed may not be free yet
            try:
                self.run("pg_ctl", "-D", f"{self.home}/data", "-w", "-o", options, "-l", f"{self.home}/log", "start")
                return
            except subprocess.CalledProcessError:
                if left == 0:
                    raise
                time.sleep(1)

    def pids(self):
        head = int((self.home / "data/postmaster.pid").read_text().split()[0])
        listing = subprocess.run(["ps", "-o", "pid=", "--ppid", str(head)], capture_output=True, text=True, check=False).stdout
        return [head, *map(int, listing.split())]

    def kill_nine(self):
        for pid in self.pids():  # the first is the one that would make others
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        for _ in range(100):
            listing = subprocess.run(["pgrep", "-f", str(self.home)], capture_output=True, text=True, check=False).stdout.split()
            if not listing:
                break
            time.sleep(0.1)
        # Where nobody reaps it, the number of one that was killed still looks alive.
        (self.home / "data/postmaster.pid").unlink(missing_ok=True)
        (self.home / f".s.PGSQL.{self.port}.lock").unlink(missing_ok=True)

    def stop(self):
        try:
            self.run("pg_ctl", "-D", f"{self.home}/data", "-m", "immediate", "stop")
        except subprocess.CalledProcessError:
            pass

    def sql(self, database, statement, user="postgres"):
        """By the socket, which trusts; the error's text where it fails."""
        done = subprocess.run([str(self.bin / "psql"), "-h", str(self.home), "-p", str(self.port), "-U", user, "-d", database,
                               "-v", "ON_ERROR_STOP=1", "-At", "-c", statement], capture_output=True, text=True, timeout=60,
                              check=False)
        return done.returncode == 0, (done.stdout if done.returncode == 0 else done.stderr).strip()

    def url(self, user, port=None, authority=None, room="main", mode="verify-full", host="localhost"):
        roots = (authority or self.good) / "ca.crt"
        return (f"postgresql://{user}@{host}:{port or self.port}/incidents?sslmode={mode}&room={room}"
                f"&sslrootcert={roots}")


class Proxy:
    """Between consoles and the server: passes, cuts, or swallows all while the connections stand."""

    def __init__(self, target):
        self.target, self.mode, self.pairs = target, "pass", []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            near, _ = self.listener.accept()
            if self.mode == "cut":
                near.close()
                continue
            try:
                far = socket.create_connection(("127.0.0.1", self.target))
            except OSError:
                near.close()
                continue
            self.pairs.append((near, far))
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=self.pump, args=(one, other), daemon=True).start()

    def pump(self, one, other):
        try:
            while data := one.recv(65536):
                if self.mode == "pass":
                    other.sendall(data)
        except OSError:
            pass
        for each in (one, other):
            try:
                each.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def cut(self):
        self.mode = "cut"
        for pair in self.pairs:
            for each in pair:
                try:
                    each.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                    each.close()
                except OSError:
                    pass
        self.pairs = []

    def swallow(self):
        self.mode = "swallow"

    def mend(self):
        if self.mode == "swallow":
            self.cut()
        self.mode = "pass"


class Console:
    """A process of its own; tell() gives its answer to one line."""

    def __init__(self, program, url, account, journals, password=None, prefix=()):
        Path(journals).mkdir(exist_ok=True)
        self.process = subprocess.Popen(
            [*prefix, program, url, account, str(journals)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
            env={**os.environ, "PLUMBLINE_TOKEN_ROOM": password or PASSWORDS[account], "HOME": str(Path(journals).parent)})
        self.hello = json.loads(self.process.stdout.readline())

    def send(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def read(self):
        return json.loads(self.process.stdout.readline())

    def tell(self, line):
        self.send(line)
        return self.read()

    def kill(self):
        self.process.kill()
        self.process.wait()

    def quit(self):
        if self.process.poll() is None:
            try:
                self.send("quit")
                self.process.wait(timeout=30)
            except (BrokenPipeError, subprocess.TimeoutExpired):
                self.kill()
