#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The audit chain is checked without the program, by the script that docs/audit.md prints. Run: audit_chain.py PLUMBLINE"""

import hashlib
import json
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROGRAM = sys.argv.pop(1)
DOCS = Path(__file__).resolve().parents[2] / "docs" / "audit.md"


class AuditChain(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.path = Path(folder.name)
        printed = re.search(r"```python\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.S).group(1)
        assert len([line for line in printed.splitlines() if line.strip()]) <= 20
        cls.script = cls.path / "check.py"
        cls.script.write_text(printed, encoding="utf-8")
        cls.recording = cls.path / "drill.plumb"
        cls.run_program("drill", "--scenario", "spoilt-adapter", "--out", cls.recording, "--for", "300s")
        cls.chain = cls.path / "chain.jsonl"
        cls.run_program("verify", cls.recording, "--export", cls.chain)

    @staticmethod
    def run_program(*arguments, code=0):
        done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout

    def check(self, file):
        done = subprocess.run([sys.executable, self.script, file], capture_output=True, text=True, timeout=60, check=False)
        return done.returncode, done.stdout + done.stderr

    def lines(self):
        return [json.loads(line) for line in self.chain.read_text(encoding="utf-8").splitlines()]

    def test_both_find_the_same_hash(self):
        newest = json.loads(self.run_program("verify", self.recording, "--json"))
        self.assertGreater(newest["entries"], 0)
        for file in (self.chain, self.recording):
            code, told = self.check(file)
            self.assertEqual(code, 0, told)
            self.assertIn(f"{newest['entries']} entries, intact; newest hash {newest['last_hash']}", told)

    def test_one_changed_byte_is_found(self):
        entries = self.lines()
        for field in ("text", "payload", "actor", "kind", "subject"):
            changed = [dict(entry) for entry in entries]
            changed[0][field] += "x"
            bad = self.path / "bad.jsonl"
            bad.write_text("".join(json.dumps(entry) + "\n" for entry in changed), encoding="utf-8")
            code, told = self.check(bad)
            self.assertEqual((code, told.strip()), (1, f"broken at entry {entries[0]['sequence']}"))

    # What comes late stands in the chain behind what came before, whenever it happened.
    def test_an_entry_about_an_earlier_time_keeps_its_place(self):
        recording = self.path / "late.plumb"
        shutil.copy(self.recording, recording)
        names = ("sequence", "time_ns", "recorded_ns", "kind", "actor", "subject", "text", "payload", "previous_hash", "hash")
        with sqlite3.connect(recording) as database:
            newest = dict(zip(names, database.execute(
                f"SELECT {', '.join(names)} FROM timeline ORDER BY sequence DESC LIMIT 1").fetchone()))
            late = dict(newest, sequence=newest["sequence"] + 1, time_ns=1, text="late", previous_hash=newest["hash"])
            text = late["previous_hash"].encode()
            for name in names[:8]:
                field = str(late[name]).encode()
                text += b"%d:%s," % (len(field), field)
            late["hash"] = hashlib.sha256(text).hexdigest()
            database.execute(f"INSERT INTO timeline VALUES({','.join('?' * len(names))})", [late[name] for name in names])
        database.close()
        chain = self.path / "late.jsonl"
        self.run_program("verify", recording, "--export", chain)
        for file in (chain, recording):
            code, told = self.check(file)
            self.assertEqual(code, 0, told)

    def test_what_stands_before_the_first_entry_is_found_and_shown_nowhere(self):
        forged = self.path / "forged.plumb"
        shutil.copy(self.recording, forged)
        with sqlite3.connect(forged) as database:
            database.execute("INSERT INTO timeline SELECT -7, time_ns, recorded_ns, 'note', 'alice', subject, 'Forged', payload,"
                             " previous_hash, hash FROM timeline WHERE sequence=1")
        database.close()
        self.assertIn("entry -7", self.run_program("verify", forged, code=1))
        self.assertNotIn("Forged", self.run_program("query", forged, "--what", "timeline", "--jsonl"))

    def test_no_recording_is_written_over(self):
        before = self.recording.read_bytes()
        link = self.path / "link.jsonl"
        link.symlink_to(self.recording)
        other = self.path / "other.plumb"
        shutil.copy(self.recording, other)
        for target in (self.recording, link, other):
            self.run_program("verify", self.recording, "--export", target, code=2)
        self.assertEqual(self.recording.read_bytes(), before)
        self.assertEqual(other.read_bytes(), before)

    def test_one_taken_out_is_found(self):
        entries = self.lines()
        self.assertGreater(len(entries), 1)
        bad = self.path / "bad.jsonl"
        bad.write_text("".join(json.dumps(entry) + "\n" for entry in entries[1:]), encoding="utf-8")
        self.assertEqual(self.check(bad)[0], 1)

    def test_a_recording_that_was_changed_is_found_by_both(self):
        changed = self.path / "changed.plumb"
        shutil.copy(self.recording, changed)
        with sqlite3.connect(changed) as database:
            database.execute("UPDATE timeline SET text = text || '!' WHERE sequence = (SELECT min(sequence) FROM timeline)")
        database.close()
        self.assertEqual(self.check(changed)[0], 1)
        self.run_program("verify", changed, code=1)
        # What is left is evidence all the same.
        self.run_program("verify", changed, "--export", self.path / "left.jsonl", code=1)
        self.assertEqual(self.check(self.path / "left.jsonl")[0], 1)


if __name__ == "__main__":
    unittest.main()
