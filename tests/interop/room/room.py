#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Consoles of one room on a real PostgreSQL: nothing lost, nothing doubled, nobody in another's name.

Run: room.py PLUMBLINE ROOMCONSOLE. Exit status 77 when PostgreSQL is not there. Each invariant is counted and printed."""
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from roomkit import PASSWORDS, Console, Namespace, Postgres, Proxy, free_port, postgres_folder  # noqa: E402

COUNTS = {}


def check(what, holds, told=""):
    good, bad = COUNTS.get(what, (0, 0))
    COUNTS[what] = (good + bool(holds), bad + (not holds))
    if not holds:
        print(f"NOT: {what}: {told}", flush=True)


class Room:
    def __init__(self, plumbline, program):
        self.plumbline, self.program = plumbline, program
        self.folder = Path(tempfile.mkdtemp(prefix="plumbline-room-"))
        self.namespace = Namespace()
        self.server = Postgres(self.folder, "" if self.namespace.problem else self.namespace.host)
        self.number = 0

    def console(self, account, port=None, journals=None, prefix=(), **url):
        self.number += 1
        return Console(self.program, self.server.url(account, port=port, **url), account,
                       journals or self.folder / f"{account}-{self.number}", prefix=prefix)

    def command(self, *words, account="ada", url=None, password=None):
        done = subprocess.run([self.plumbline, "room", *words, "--room", url or self.server.url(account)], text=True,
                              capture_output=True, timeout=120, check=False,
                              env={**os.environ, "PLUMBLINE_TOKEN_ROOM": password or PASSWORDS[account],
                                   "HOME": str(self.folder), "XDG_DATA_HOME": str(self.folder / "data")})
        return done.returncode, done.stdout + done.stderr


def entries_of(console):
    return console.tell("entries")


def check_whole(room, said, *consoles):
    """What was said stands in the room once, without holes, the same for everybody."""
    views = []
    for console in consoles:
        check("a console reaches the room again", console.tell("sync")["ok"])
    for console in consoles:
        console.tell("sync")
        views.append(entries_of(console))
    rows = views[0]["entries"]
    uuids = [row["uuid"] for row in rows]
    check("nothing lost", not set(said) - set(uuids), f"{len(set(said) - set(uuids))} of {len(said)}")
    check("nothing doubled", len(uuids) == len(set(uuids)))
    check("numbered without holes", [row["sequence"] for row in rows] == list(range(1, len(rows) + 1)))
    check("the same order for everybody", all(view["entries"] == rows for view in views))
    check("no row altered", all(each["kind"] not in ("altered", "store_behind") for view in views for each in view["conflicts"]),
          str([view["conflicts"] for view in views])[:500])
    _, held = room.server.sql("incidents", "SELECT count(*), count(DISTINCT uuid) FROM plumbline.entry WHERE room = 'main'")
    check("the server holds as many", held == f"{len(rows)}|{len(rows)}", held)
    print(f"  {len(said)} said, {len(rows)} in the room", flush=True)


def test_words(room):
    """check and init say in words what is wrong."""
    server = room.server
    _, told = room.command("check")
    check("check: no schema", "room init" in told, told)
    status, told = room.command("init", account="owner")
    check("init as the owner", status == 0, told)
    status, told = room.command("init", account="owner")
    check("init again does no harm", status == 0 and "already" in told, told)
    _, told = room.command("check")
    check("check: not granted", "GRANT plumbline_console TO ada" in told, told)
    for name in ("ada", "bob", "eve"):
        server.sql("postgres", f"GRANT plumbline_console TO {name}")
    status, told = room.command("check")
    check("check: all good", status == 0 and "nothing else" in told and "TLSv1.3" in told, told)
    status, told = room.command("check", account="owner")
    check("check: too strong", status == 1 and "too strong" in told, told)
    status, told = room.command("check", password="wrong")
    check("check: password", status == 1 and "takes no such password" in told, told)
    status, told = room.command("check", url=server.url("ada", authority=server.other))
    check("check: another authority", status == 1 and "not trusted (TLS)" in told, told)
    status, told = room.command("check", url=server.url("ada", port=free_port()))
    check("check: unreachable", status == 1 and "does not answer" in told, told)
    status, told = room.command("check", url=server.url("ada", room="nowhere"))
    check("check: no such room", status == 1 and "no room" in told, told)
    status, told = room.command("check", url="postgresql://ada:secret@localhost/incidents")
    check("a password in the URL is refused", status == 2 and "no password" in told and "secret@" not in told, told)
    server.sql("incidents", "INSERT INTO plumbline.schema_version VALUES (99)")
    status, told = room.command("check")
    check("check: newer schema", status == 1 and "newer Plumbline" in told, told)
    server.sql("incidents", "UPDATE plumbline.schema_version SET version = 0 WHERE version = 99; "
                            "UPDATE plumbline.schema_version SET version = -version")
    _, told = room.command("check")
    check("check: older schema", "room init" in told, told)
    server.sql("incidents", "UPDATE plumbline.schema_version SET version = -version; DELETE FROM plumbline.schema_version "
                            "WHERE version = 0")
    status, told = room.command("say", "--text", "hello \x1b[31m", account="bob")
    check("say", status == 0, told)
    status, told = room.command("status", "--json")
    check("status", status == 0 and json.loads(told)["entries"] == 1, told)
    status, told = room.command("handover")
    check("handover, hostile text made visible", status == 0 and "hello" in told and "\x1b" not in told, told)
    status, told = room.command("watch", "--for", "1s", "--json")
    check("watch", status == 0 and json.loads(told.splitlines()[0])["login"] == "bob", told)
    server.present(server.other)  # a server that only says it is ours
    server.run("pg_ctl", "-D", f"{server.home}/data", "-w", "reload")
    time.sleep(0.5)
    status, told = room.command("say", "--text", "to nobody")
    check("nothing is said to a stranger's server", status != 0 and "TLS" in told, told)
    server.present(server.good)
    server.run("pg_ctl", "-D", f"{server.home}/data", "-w", "reload")
    time.sleep(0.5)
    status, told = room.command("say", "--text", "now")
    status, told = room.command("status", "--json")
    check("said when it is back", json.loads(told)["entries"] == 3, told)


def test_locks_and_approvals(room):
    ada, bob, eve = room.console("ada"), room.console("bob"), room.console("eve")
    for console in (ada, bob, eve):
        check("a console reaches the room", console.tell("sync")["ok"])
    for turn in range(20):  # at the same time
        for console in (ada, eve):
            console.send(f"take lever-{turn}")
        answers = [console.read() for console in (ada, eve)]
        check("of two who take a lock one gets it", sum(answer["ok"] for answer in answers) == 1, str(answers))
        check("the other is told who holds it", any("holds the lock" in answer.get("error", "") for answer in answers))
    for turn in range(20):
        plan, lock = f"plan{turn}", f"fire-{turn}-"
        bob.tell('say approval kv {"approves":"%s"}' % plan)
        bob.tell("sync")
        ada.send(f"fire {lock}a {plan} 1")
        eve.send(f"fire {lock}b {plan} 1")
        answers = [ada.read(), eve.read()]
        check("an approval is spent exactly once", sum(answer["ok"] for answer in answers) == 1, str(answers))
    own = 'say approval kv {"approves":"own"}'
    ada.tell(own)
    ada.tell("sync")
    second = room.console("ada")  # the same person at another console
    second.tell("sync")
    answer = second.tell("fire own-lock own 1")
    check("nobody approves for themselves, at whatever console", not answer["ok"], str(answer))
    bob.tell('say approval kv {"approves":"taken-back"}')
    bob.tell('say approval kv {"declines":"taken-back"}')
    bob.tell("sync")
    answer = ada.tell("fire back-lock taken-back 1")
    check("what was taken back counts no more", not answer["ok"], str(answer))
    held = eve.tell("take by-the-dead")
    check("a lock", held["ok"])
    eve.kill()
    started = time.monotonic()
    answer = ada.tell("take by-the-dead")
    check("a killed console's lock stands until its lease ends", not answer["ok"])
    while not (answer := ada.tell("take by-the-dead"))["ok"] and time.monotonic() - started < 60:
        time.sleep(1)
    check("and is taken over then", answer["ok"] and answer["fence"] > held["fence"], str(answer))
    print(f"  taken over {time.monotonic() - started:.0f} s after its console was killed", flush=True)
    ada.tell("sync")
    bob.tell("sync")
    told = [row for row in entries_of(bob)["entries"] if row["kind"] == "lock" and row["subject"] == "by-the-dead"]
    check("who took over from whom is told to all", len(told) == 1 and "eve" in told[0]["payload"], str(told))
    bob.tell("beat " + json.dumps({"page": "trace"}))
    present = ada.tell("who")["present"]
    check("who looks at what", any(each["login"] == "bob" and "trace" in each["view"] for each in present), str(present))
    for console in (ada, bob, second):
        console.quit()


def test_kill_nine(room):
    """The server is killed while two consoles speak, five times."""
    ada, bob = room.console("ada"), room.console("bob")
    said = []
    for turn in range(5):
        for number in range(20):
            for console, name in ((ada, "ada"), (bob, "bob")):
                said.append(console.tell(f'say step run-{turn} {{"step":"{name}-{number}","state":"done"}}')["uuid"])
            if number % 4 == 0:
                ada.send("sync")
                bob.send("sync")
                if number == 12:
                    room.server.kill_nine()
                ada.read()
                bob.read()
        answer = ada.tell("fire kv plan 0")
        check("without the server nothing dangerous is fired", not answer["ok"] and "not to be had" in answer["reason"], str(answer))
        answer = ada.tell("fire kv plan 0 break the room is gone")
        check("breaking the glass says what stood there", answer["ok"] and answer["broken"] and answer["reason"], str(answer))
        answer = ada.tell("fire kv plan 0 trip")
        check("the safe direction passes", answer["ok"] and not answer["broken"], str(answer))
        if turn == 2:  # a console dies, too, with what it never sent
            dying = room.console("ada", journals=room.folder / "ada-dies")
            for number in range(10):
                said.append(dying.tell(f'say note dying {{"n":{number}}}')["uuid"])
            dying.kill()
        room.server.start()
    risen = room.console("ada", journals=room.folder / "ada-dies")
    check_whole(room, said, ada, bob, risen)
    for console in (ada, bob, risen):
        console.quit()


def cut_and_mend(room, ada, bob, ways):
    """Ada's network is cut in each of the ways (name, cut, mend) while both speak of one incident."""
    said, longest = [], 0.0
    for console in (ada, bob):
        check("a console reaches the room", console.tell("sync")["ok"])
    for number, (how, cut, mend) in enumerate(ways):
        lock = f"net-{number}-{how.replace(' ', '-')}"
        incident = f"INC-{number:04d}"
        commander = 'say incident ' + incident + ' {"what":"commander","recording":"%s","commander":"%s"}'
        handover = 'say incident ' + incident + ' {"what":"handover","recording":"%s","to":"%s","summary":""}'
        held = ada.tell(f"take {lock}")
        check("a lock", held["ok"], str(held))
        said.append(ada.tell(commander % (lock, "before"))["uuid"])
        ada.tell("sync")
        bob.tell("sync")
        cut()
        said.append(ada.tell(commander % (lock, "ada"))["uuid"])
        said.append(bob.tell(handover % (lock, "bob"))["uuid"])  # carries the command
        bob.tell("sync")
        started = time.monotonic()
        answer = ada.tell(f"fire {lock} plan 0")
        longest = max(longest, time.monotonic() - started)
        check("behind a dead network nothing dangerous is fired", not answer["ok"], str(answer))
        mend()
        for _ in range(30):  # a cable may take its time to be up
            back = ada.tell("sync")
            if back["ok"]:
                break
            time.sleep(1)
        check("a console reaches the room again", back["ok"], str(back))
        bob.tell("sync")
        mine = [each for each in entries_of(bob)["conflicts"] if each["kind"] == "incident" and incident in each["text"]]
        check("two commanders at the same time are shown", any(not each["settled"] for each in mine), str(mine))
        said.append(bob.tell(commander % (lock, "ada"))["uuid"])
        bob.tell("sync")
        ada.tell("sync")
        check("and settled by who read both", all(each["settled"] for each in entries_of(ada)["conflicts"]
                                                   if each["kind"] == "incident"))
        ada.tell(f"release {lock}")
    print(f"  the longest wait on a dead network: {longest:.1f} s", flush=True)
    check("no wait is longer than 25 s", longest < 25, str(longest))
    check_whole(room, said, ada, bob)
    for console in (ada, bob):
        console.quit()


def test_network(room):
    """Cut, and half open: the connection stands and nothing comes through."""
    proxy = Proxy(room.server.port)
    ways = [("cut", proxy.cut, proxy.mend), ("swallow", proxy.swallow, proxy.mend)] * 2
    cut_and_mend(room, room.console("ada", port=proxy.port), room.console("bob"), ways)


def test_namespace(room):
    """The same with a network of the kernel's: a cable that is pulled, a route that is closed."""
    space = room.namespace
    if space.problem:
        print(f"  SKIPPED: no network namespace can be made here: {space.problem}", flush=True)
        return
    ada = room.console("ada", prefix=space.prefix(), host=space.host)
    cut_and_mend(room, ada, room.console("bob"), [("cable pulled", space.unplug, space.plug),
                                                  ("route closed", space.bar, space.unbar)] * 2)


def test_roles(room):
    """Whose approval counts, and who may spend it, is held by the server to what its owner said."""
    roles = room.folder / "roles.yaml"
    roles.write_text("people: {ada: responder, bob: commander}\neverybody_else: observer\nroles:\n"
                     "  responder: {moves: [{directions: [safe, other]}]}\n  commander: {approves: true}\n")
    status, told = room.command("init", "--roles", str(roles), account="owner")
    check("init takes roles", status == 0 and "roles of 2 people" in told, told)
    status, told = room.command("init", "--roles", str(roles), account="ada")
    check("nobody but the owner gives roles", status != 0, told)
    status, told = room.command("check")
    check("check: roles", status == 0 and "held to the room's roles" in told, told)
    ada, bob, eve = room.console("ada"), room.console("bob"), room.console("eve")
    for console in (ada, bob, eve):
        console.tell("sync")
    for console in (bob, eve):
        console.tell('say approval kv {"approves":"roles"}')
        console.tell("sync")
    answer = eve.tell("fire roles-eve roles 1")
    check("who has no role spends no approval", not answer["ok"] and "no role that moves levers" in answer["reason"], str(answer))
    # By force, past the console: her own, which is hers to ask for.
    done, told = room.server.sql("incidents", "SELECT spent, reason FROM plumbline.spend_approvals('main', 'roles', "
                                 f"'{eve.hello['console']}', '{uuid.uuid4()}', 1)", user="eve")
    check("not by force either", done and told.startswith("0|eve has no role"), told)
    answer = ada.tell("fire roles-ada roles 2")
    check("whose role does not approve counts for nothing", not answer["ok"] and "1 of 2" in answer["reason"], str(answer))
    answer = ada.tell("fire roles-ada roles 1")
    check("who has the role spends it", answer["ok"] and answer["people"] == "bob", str(answer))
    for statement in ("INSERT INTO plumbline.room_role VALUES ('main', 'eve', true, true)",
                      "UPDATE plumbline.room_role SET fires = true", "DELETE FROM plumbline.room_role"):
        done, told = room.server.sql("incidents", statement, user="eve")
        check("nobody gives a role to themselves", not done, f"{statement}: {told}")
    for console in (ada, bob, eve):
        console.quit()


def entry_hash(*fields):
    return hashlib.sha256("".join(f"{len(field.encode())}:{field}" for field in fields).encode()).hexdigest()


def insert(console, sequence, previous, **changed):
    row = {"previous": previous, "uuid": str(uuid.uuid4()), "room": "main", "console": console, "sequence": str(sequence),
           "seen": "0", "time": "1", "kind": "note", "actor": "x", "account": "x", "subject": "", "body": "forged",
           "payload": "{}"}
    row["hash"] = entry_hash(*row.values())
    row.update(changed)
    return ("INSERT INTO plumbline.entry (room, uuid, console, author_sequence, previous_hash, hash, seen, time_ns, kind, actor, "
            f"account, subject, body, payload) VALUES ('{row['room']}', '{row['uuid']}', '{row['console']}', {row['sequence']}, "
            f"'{row['previous']}', '{row['hash']}', {row['seen']}, {row['time']}, '{row['kind']}', '{row['actor']}', "
            f"'{row['account']}', '{row['subject']}', '{row['body']}', '{row['payload']}')")


def test_ownership(room):
    """What a login tries by force, with psql."""
    server = room.server
    bob, ada = room.console("bob"), room.console("ada")
    for console in (ada, bob):
        console.tell("say note mine {}")
        console.tell("sync")
        console.tell("beat {}")
    bob.tell("take owned")
    his, hers = bob.hello["console"], ada.hello["console"]
    state = "SELECT last_author_sequence, last_hash FROM plumbline.console WHERE console = '{}'"
    sequence, previous = server.sql("incidents", state.format(his))[1].split("|")
    own, before = server.sql("incidents", state.format(hers))[1].split("|")
    count = "SELECT count(*), md5(string_agg(hash || body || db_user, ',' ORDER BY sequence)) FROM plumbline.entry"
    was = server.sql("incidents", count)
    forged = insert(his, int(sequence) + 1, previous)
    attempts = {
        "an entry in another's name": forged,
        "the same with the group's role": "SET ROLE plumbline_console; " + forged,
        "as another login": "SET SESSION AUTHORIZATION bob; " + forged,
        "changing an entry": "UPDATE plumbline.entry SET body = 'other'",
        "removing an entry": "DELETE FROM plumbline.entry",
        "removing all": "TRUNCATE plumbline.entry",
        "its own chain with a hole": insert(hers, int(own) + 2, before),
        "a hash of something else": insert(hers, int(own) + 1, before, body="changed"),
        "a number of its own choice": insert(hers, int(own) + 1, before).replace(
            "(room, uuid", "(sequence, room, uuid").replace("VALUES (", "VALUES (1, "),
        "a login of its own choice": insert(hers, int(own) + 1, before).replace(
            "(room, uuid", "(db_user, room, uuid").replace("VALUES (", "VALUES ('bob', "),
        "an approval without its words": insert(hers, int(own) + 1, before).replace(
            "(room, uuid", "(approves, room, uuid").replace("VALUES (", "VALUES ('plan', "),
        "a console in another's name": "INSERT INTO plumbline.console (console, room, db_user, person, account, host) VALUES "
                                       f"('{uuid.uuid4()}', 'main', 'bob', '', 'bob', '')",
        "another's console": f"UPDATE plumbline.console SET db_user = 'ada' WHERE console = '{his}'",
        "presence for another": f"INSERT INTO plumbline.presence (console, room, view) VALUES ('{his}', 'main', '{{}}') "
                                "ON CONFLICT (console) DO UPDATE SET view = EXCLUDED.view",
        "a time of presence": "UPDATE plumbline.presence SET seen = now() + interval '1 day'",
        "a lock past its function": "UPDATE plumbline.lever_lock SET console = NULL",
        "a lock in another's name": f"SELECT * FROM plumbline.take_lock('main', 'x', '{his}', 30)",
        "another's lock renewed": f"SELECT plumbline.renew_lock('main', 'owned', '{his}', 1, 600)",
        "another's lock released": f"SELECT plumbline.release_lock('main', 'owned', '{his}', 1)",
        "approvals spent for another": f"SELECT * FROM plumbline.spend_approvals('main', 'p', '{his}', '{uuid.uuid4()}', 0)",
        "spending undone": "DELETE FROM plumbline.approval_spent",
        "a room": "INSERT INTO plumbline.room (name) VALUES ('mine')",
        "the numbers": "UPDATE plumbline.room SET last_sequence = 0",
        "the schema's version": "UPDATE plumbline.schema_version SET version = 2",
        "a trigger less": "ALTER TABLE plumbline.entry DISABLE TRIGGER ALL",
        "security off": "ALTER TABLE plumbline.entry DISABLE ROW LEVEL SECURITY",
        "a function of its own": "CREATE FUNCTION plumbline.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "the chain's function": "SELECT plumbline.entry_hash('a')",
    }
    for what, statement in attempts.items():
        done, told = server.sql("incidents", statement, user="ada")
        check("refused by the server", not done, f"{what}: {told}")
    done, told = server.sql("incidents", f"UPDATE plumbline.presence SET view = '\"x\"' WHERE console = '{his}'", user="ada")
    check("another's presence is not touched", done and told == "UPDATE 0", told)
    done, told = server.sql("incidents", f"DELETE FROM plumbline.presence WHERE console = '{his}'", user="ada")
    check("another's presence is not removed", done and told == "DELETE 0", told)
    # A table of one's own before the room's, where a function looks for nothing.
    server.sql("incidents", "CREATE TEMP TABLE console AS SELECT 1; SET search_path = pg_temp, plumbline; "
                            f"SELECT plumbline.release_lock('main', 'owned', '{his}', 1)", user="ada")
    check("bob still holds his lock", bob.tell("held owned 1")["ok"])
    check("the entries are as they were", server.sql("incidents", count) == was)
    done, told = server.sql("incidents", insert(hers, int(own) + 1, before), user="ada")
    check("what is her own goes in", done, told)
    print(f"  {len(attempts) + 3} attempts by force", flush=True)
    server.sql("incidents", "SET session_replication_role = replica; UPDATE plumbline.entry SET body = 'changed by the owner' "
                            f"WHERE console = '{his}'")
    reader = room.console("eve")
    reader.tell("sync")
    check("a row that the owner changed is seen by everybody",
          any(each["kind"] == "altered" for each in entries_of(reader)["conflicts"]))
    for console in (ada, bob, reader):
        console.quit()


def main():
    if postgres_folder() is None or shutil.which("openssl") is None:
        return 77
    room = Room(sys.argv[1], sys.argv[2])
    try:
        for test in (test_words, test_locks_and_approvals, test_kill_nine, test_network, test_namespace, test_roles,
                     test_ownership):
            print(test.__name__, flush=True)
            test(room)
    finally:
        room.server.stop()
        room.namespace.remove()
        shutil.rmtree(room.folder, ignore_errors=True)
    for what, (good, bad) in COUNTS.items():
        print(f"{good:4d} of {good + bad:4d}  {what}")
    failed = sum(bad for _, bad in COUNTS.values())
    print(f"{sum(good for good, _ in COUNTS.values())} held, {failed} did not")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
