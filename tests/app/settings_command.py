#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings on the command line: what holds, who says so, exports, imports, profiles, the team's. Run: settings_command.py PLUMBLINE"""

import http.server
import json
import os
import subprocess
import sys
import tempfile
import threading
import unittest
from pathlib import Path

PROGRAM = sys.argv.pop(1)
DOCUMENT = {"plumbline_settings": 1, "settings": {"look/theme": "dark", "verdicts/peopleToConfirm": 2}}


class Team(http.server.BaseHTTPRequestHandler):
    status = 200
    asked = []

    def do_GET(self):
        Team.asked.append(self.headers.get("Authorization"))
        self.send_response(Team.status)
        self.end_headers()
        self.wfile.write(json.dumps({"plumbline_settings": 1, "settings": {"look/theme": "light"}}).encode())

    def log_message(self, *arguments):
        pass


class Settings(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.path = Path(self.folder.name)
        self.environment = {name: value for name, value in os.environ.items()
                            if not name.startswith("PLUMBLINE_") and name != "DBUS_SESSION_BUS_ADDRESS"}
        self.environment |= {"XDG_CONFIG_HOME": str(self.path / "config"), "XDG_CACHE_HOME": str(self.path / "cache"),
                             "XDG_CONFIG_DIRS": str(self.path / "none")}

    def run_settings(self, *arguments, before=(), **environment):
        return subprocess.run([PROGRAM, *before, "settings", *arguments], capture_output=True, text=True, timeout=60,
                              env=self.environment | environment)

    def done(self, *arguments, **options):
        result = self.run_settings(*arguments, **options)
        self.assertEqual(result.returncode, 0, result.stderr)
        return result.stdout

    def fails(self, status, words, *arguments, **options):
        result = self.run_settings(*arguments, **options)
        self.assertEqual(result.returncode, status, result.stderr)
        self.assertIn(words, result.stderr)
        return result

    def source_of(self, key):
        return json.loads(self.done("get", key, "--json"))["source"]

    def write(self, name, document):
        path = self.path / name
        path.write_text(document if isinstance(document, str) else json.dumps(document))
        return str(path)

    def test_set_get_reset(self):
        self.assertEqual(self.done("get", "look/theme"), "system\n")
        self.done("set", "look/theme", "dark")
        self.assertEqual(self.done("get", "look/theme"), "dark\n")
        self.assertEqual(self.source_of("look/theme"), "yours")
        self.done("reset", "look/theme")
        self.assertEqual(self.source_of("look/theme"), "default")
        self.fails(2, "one of system, light, dark", "set", "look/theme", "blue")
        self.fails(2, "there is no such setting", "get", "look/colour")
        self.fails(2, "there is no such setting", "set", "look/colour", "red")
        self.fails(2, "", "set", "look/theme")
        self.fails(2, "", "get", "look/theme", "--nothing")

    def test_list_is_typed(self):
        self.done("set", "verdicts/peopleToConfirm", "2")
        document = json.loads(self.done("list", "--json"))
        rows = {row["key"]: row for row in document["settings"]}
        self.assertIs(rows["alarm/heard"]["value"], True)
        self.assertEqual(rows["verdicts/peopleToConfirm"]["value"], 2)
        self.assertEqual(rows["verdicts/peopleToConfirm"]["most"], 2)
        self.assertEqual(rows["look/theme"]["choices"],
                         ["system", "light", "dark", "high-contrast-light", "high-contrast-dark"])
        self.assertIsNone(document["profile"])
        for row in rows.values():
            self.assertTrue(row["title"] and row["description"] and row["section"], row)
        self.assertIn("look/theme", self.done("list"))

    def test_what_the_file_has_wrongly_is_told_and_kept(self):
        file = self.path / "config" / "plumbline" / "plumbline.conf"
        file.parent.mkdir(parents=True)
        file.write_text("[look]\ntheme=blue\n\n[later]\nthing=kept\n\n[room]\nurl=postgresql://ada:hunter2@db/p\n")
        result = self.run_settings("list", "--json")
        self.assertIn('look/theme is "blue"', result.stderr)
        self.assertNotIn("hunter2", result.stderr + result.stdout)
        self.assertEqual({row["key"] for row in json.loads(result.stdout)["problems"]}, {"look/theme", "room/url"})
        self.done("set", "alarm/heard", "no")
        kept = file.read_text()
        self.assertIn("thing=kept", kept)
        self.assertIn("theme=blue", kept)
        self.done("export", str(self.path / "out.json"))
        self.assertNotIn("hunter2", (self.path / "out.json").read_text())

    def test_an_export_comes_back(self):
        self.done("set", "operator/name", "Ada, on call")
        self.done("set", "alarm/heard", "off")
        out = self.path / "out.json"
        self.done("export", str(out))
        self.assertEqual(json.loads(out.read_text()),
                         {"plumbline_settings": 1, "settings": {"alarm/heard": False, "operator/name": "Ada, on call"}})
        self.fails(1, "is there already", "export", str(out))
        self.done("export", str(out), "--force")
        self.done("reset", "operator/name")
        self.done("set", "alarm/heard", "on")
        trial = json.loads(self.done("import", str(out), "--dry-run", "--json"))
        self.assertEqual([change["key"] for change in trial["changes"]], ["alarm/heard", "operator/name"])
        self.assertIs(trial["changed"], False)
        self.assertEqual(self.done("get", "operator/name"), "\n")
        self.done("import", str(out))
        self.assertEqual(self.done("get", "operator/name"), "Ada, on call\n")
        self.assertEqual(self.done("get", "alarm/heard"), "false\n")

    def test_an_import_does_not_say_who_gets_a_secret(self):
        source = self.write("evil.json", {"plumbline_settings": 1, "settings": {
            "alarm/heard": False, "team/source": "https://evil.example/a.json", "team/secret": "OTLP"}})
        trial = json.loads(self.done("import", source, "--dry-run", "--json"))
        self.assertEqual([change["key"] for change in trial["changes"]], ["alarm/heard"])
        self.assertEqual([change["key"] for change in trial["left_out"]], ["team/source", "team/secret"])
        self.assertIn("1 settings changed", self.done("import", source))
        self.assertEqual(self.done("get", "team/source"), "\n")
        self.assertEqual(self.done("get", "team/secret"), "\n")

    def test_shortcuts_and_layouts_go_with_them(self):
        extras = {"keys": {"time.faster": "F8"}, "layouts": {"night": '{"page/pages":1}'}}
        source = self.write("extras.json", {"plumbline_settings": 1, "settings": {}} | extras)
        trial = json.loads(self.done("import", source, "--dry-run", "--json"))
        self.assertEqual({change["key"]: change["after"] for change in trial["changes"]}, extras)
        self.assertIn("2 settings changed", self.done("import", source))
        out = self.path / "out.json"
        self.done("export", str(out))
        self.assertEqual(json.loads(out.read_text()), {"plumbline_settings": 1, "settings": {}} | extras)
        self.assertIn("0 settings changed", self.done("import", str(out)))
        more = {str(i): "{}" for i in range(30)}
        self.fails(1, "more than 30", "import", self.write("more.json", {"plumbline_settings": 1, "settings": {}, "layouts": more}))
        self.fails(3, "layouts night", "import", self.write("bad.json", {"plumbline_settings": 1, "settings": {}, "layouts": {"night": "x"}}))

    def test_a_bad_file_changes_nothing(self):
        for text, words in (("", "plumbline_settings"), ("{", "byte"), ("a: [", "line"), ("\x00\x01", "bad"),
                            ({"plumbline_settings": 9, "settings": {}}, "version 9"),
                            ({"plumbline_settings": 1, "settings": {"look/theme": "dark", "alarm/heard": "yes"}}, "alarm/heard"),
                            ({"plumbline_settings": 1, "settings": {"look/theme": "dark", "look/colour": 1}}, "look/colour")):
            with self.subTest(text=text):
                self.fails(3, words, "import", self.write("bad", text))
                self.assertEqual(self.done("get", "look/theme"), "system\n")
        self.fails(3, "none.json", "import", str(self.path / "none.json"))
        self.fails(3, "", "import", str(self.path))

    def test_a_profile_is_a_file_of_its_own(self):
        self.done("set", "look/theme", "light")
        self.done("set", "look/theme", "dark", before=("--settings-profile", "night"))
        self.assertEqual(self.done("get", "look/theme"), "light\n")
        self.assertEqual(self.done("get", "look/theme", PLUMBLINE_SETTINGS_PROFILE="night"), "dark\n")
        self.assertEqual(self.done("get", "look/theme", before=("--settings-profile", "default")), "light\n")
        self.assertEqual(json.loads(self.done("list", "--json", before=("--settings-profile", "night")))["profile"], "night")
        self.fails(2, "letters", "list", before=("--settings-profile", "../x"))
        self.fails(2, "letters", "list", PLUMBLINE_SETTINGS_PROFILE="a/b")

    def git(self, *arguments):
        subprocess.run(["git", "-c", "user.name=t", "-c", "user.email=t@t", *arguments], cwd=self.path / "team", check=True,
                       capture_output=True)

    def test_a_team_in_a_checkout(self):
        (self.path / "team").mkdir()
        self.write("team/plumbline.json", DOCUMENT)
        self.git("init", "-q")
        self.git("add", ".")
        self.git("commit", "-q", "-m", "one")
        self.fails(2, "team/source", "team")
        self.done("set", "team/source", str(self.path / "team"))
        read = json.loads(self.done("team", "--json"))
        self.assertEqual((len(read["commit"]), read["committed"], read["settings"]), (40, True, 2))
        self.assertEqual(self.done("get", "look/theme"), "dark\n")
        self.assertEqual(self.source_of("look/theme"), "team: " + read["commit"][:8])
        self.done("set", "look/theme", "light")
        self.assertEqual(self.source_of("look/theme"), "yours")
        self.assertEqual(json.loads(self.done("get", "look/theme", "--json"))["team_value"], "dark")
        # An export has what is the user's own alone.
        self.done("export", str(self.path / "mine.json"))
        self.assertNotIn("peopleToConfirm", (self.path / "mine.json").read_text())
        self.write("team/plumbline.json", "{")
        self.fails(3, "plumbline.json", "team")
        self.assertEqual(self.done("get", "verdicts/peopleToConfirm"), "2\n")  # the last good copy

    def test_what_a_team_may_not_say_is_told(self):
        (self.path / "team").mkdir()
        self.write("team/plumbline.json", {"plumbline_settings": 1, "settings": {
            "look/theme": "dark", "room/url": "postgresql://ada@elsewhere.example/p", "operator/readOnly": "yes"}})
        self.done("set", "team/source", str(self.path / "team"))
        read = self.run_settings("team", "--json")
        self.assertEqual(read.returncode, 1)
        self.assertEqual(json.loads(read.stdout)["settings"], 2)
        self.assertIn("room/url: cannot come from the team", read.stderr)
        self.assertEqual(self.done("get", "room/url"), "\n")
        # A guard that is badly written holds.
        self.assertEqual(self.done("get", "operator/readOnly"), "true\n")

    def test_a_team_behind_a_url(self):
        server = http.server.HTTPServer(("127.0.0.1", 0), Team)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        self.done("set", "team/source", f"http://127.0.0.1:{server.server_port}/team.json")
        self.done("set", "team/secret", "TEAM")
        self.fails(2, "secret set TEAM", "team")
        self.assertEqual(Team.asked, [])  # nothing was asked without it
        self.done("team", PLUMBLINE_TOKEN_TEAM="t0ken")
        self.assertEqual(Team.asked[-1], "Bearer t0ken")
        self.assertEqual(self.done("get", "look/theme"), "light\n")
        Team.status = 500
        self.addCleanup(setattr, Team, "status", 200)
        self.assertNotIn("t0ken", self.fails(4, "500", "team", PLUMBLINE_TOKEN_TEAM="t0ken").stderr)
        self.assertEqual(self.done("get", "look/theme"), "light\n")
        self.fails(2, "https", "set", "team/source", "http://example.org/team.json")

    def test_secrets_by_name(self):
        self.done("set", "team/secret", "TEAM")
        missing = self.run_settings("secrets", "--json")
        self.assertEqual(missing.returncode, 1)
        rows = {row["name"]: row["place"] for row in json.loads(missing.stdout)["secrets"]}
        self.assertEqual(rows["TEAM"], "missing")
        there = self.done("secrets", PLUMBLINE_TOKEN_TEAM="hunter2")
        self.assertIn("environment", there)
        self.assertNotIn("hunter2", there)
        self.assertIn("no keyring", there)

    def test_a_keyring_that_does_not_answer_is_asked_once(self):
        self.done("set", "team/secret", "TEAM")
        result = self.run_settings("secrets", "--json", DBUS_SESSION_BUS_ADDRESS="unix:path=/nowhere", PLUMBLINE_TOKEN_ROOM="x")
        rows = {row["name"]: row["place"] for row in json.loads(result.stdout)["secrets"]}
        self.assertEqual(rows, {"OTLP": "unknown", "ROOM": "environment", "TEAM": "unknown"})
        self.assertEqual(result.stderr.count("The keyring"), 1, result.stderr)

    def test_help_has_examples(self):
        for work in ("list", "get", "set", "reset", "export", "import", "team", "secrets"):
            self.assertIn(f"Example: plumbline settings {work}", self.done(work, "--help"))


if __name__ == "__main__":
    unittest.main()
