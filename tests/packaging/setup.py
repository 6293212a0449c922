#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Installs a stand-in for the bundled tree with packaging/linux/setup, as an ordinary user in a home of its own, in the
ways in which the self-extracting archive calls it.

Usage: setup.py SOURCE_DIR"""

import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

SOURCE = Path(sys.argv[1])
NOBODY = 65534
ENTRY = "[Desktop Entry]\nType=Application\nName=Plumbline\nExec=plumbline %u\nTryExec=plumbline\n"
FILES = {
    "bin/plumbline": "#!/bin/sh\n", "libexec/plumbline": "#!/bin/sh\n",
    "share/applications/a.desktop": ENTRY, "share/icons/hicolor/16x16/apps/a.png": "", "share/metainfo/a.xml": "",
    "share/mime/packages/a.xml": "", "share/man/man1/plumbline.1.gz": "", "share/bash-completion/completions/plumbline": "",
    "share/zsh/site-functions/_plumbline": "", "share/fish/vendor_completions.d/plumbline.fish": "",
}


class Setup(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="plumbline-setup-")).resolve()
        self.addCleanup(shutil.rmtree, self.folder)
        self.home = self.folder / "home"
        self.home.mkdir()
        for version in ("1", "2"):
            self.unpack(version)
        for path in (self.folder, *self.folder.rglob("*")):
            path.chmod(0o755 if path.is_dir() or path.parent.name in ("bin", "libexec") or path.name == "setup" else 0o644)
            if os.geteuid() == 0:
                os.chown(path, NOBODY, NOBODY)

    def unpack(self, version):
        tree = self.folder / f"unpacked{version}"
        for name, text in FILES.items():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            (tree / name).write_text(text, encoding="utf-8")
        (tree / "version").write_text(version + "\n", encoding="utf-8")
        shutil.copy(SOURCE / "packaging" / "linux" / "setup", tree / "setup")

    def call(self, script, *arguments, called_in=None, status=0):
        """As the archive does: in the folder that it was unpacked into, with a umask that lets nobody else in."""
        person = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
        result = subprocess.run(
            ["sh", script, *arguments], capture_output=True, text=True, timeout=60, check=False, umask=0o077, cwd=script.parent,
            env={"HOME": str(self.home), "PATH": os.environ["PATH"], "USER_PWD": str(called_in or self.home)}, **person)
        self.assertEqual(result.returncode, status, result.stdout + result.stderr)
        return result.stdout + result.stderr

    def install(self, version, *arguments, **options):
        return self.call(self.folder / f"unpacked{version}" / "setup", *arguments, **options)

    def left(self):
        return sorted(str(path.relative_to(self.folder)) for path in self.home.rglob("*"))

    def test_everybody_may_use_what_is_installed(self):
        self.install("1")
        for path in self.home.rglob("*"):
            if not path.is_symlink():
                needed = 0o055 if path.is_dir() or path.parent.name in ("bin", "libexec") else 0o044
                self.assertEqual(path.stat().st_mode & needed, needed, path)

    def test_a_newer_one_takes_the_place_of_an_older_and_goes_without_a_rest(self):
        mine = self.home / ".config" / "plumbline" / "plumbline.conf"
        prefix = self.home / ".local" / "opt" / "plumbline"
        self.install("1")
        self.assertTrue((prefix / "installed").is_file())
        (prefix / "share" / "only-in-the-old").touch()
        mine.parent.mkdir(parents=True)
        mine.touch()
        self.assertIn("2 is in the place of 1", self.install("2"))
        self.assertEqual((prefix / "version").read_text(encoding="utf-8"), "2\n")
        self.assertFalse((prefix / "share" / "only-in-the-old").exists())
        self.assertEqual(os.readlink(self.home / ".local" / "bin" / "plumbline"), str(prefix / "bin" / "plumbline"))
        entry = (self.home / ".local/share/applications/a.desktop").read_text(encoding="utf-8")
        self.assertIn(f"\nExec={prefix}/bin/plumbline %u\nTryExec={prefix}/bin/plumbline\n", entry)
        self.call(prefix / "setup", "--uninstall")
        rest = [path for path in self.left() if not path.endswith(("mimeinfo.cache", "icon-theme.cache"))]
        for path in rest: # what the desktop keeps for itself may hold its folders
            self.assertRegex(path, r"^home/\.(config(/.*)?|local(/share(/(applications|mime|icons).*)?)?)$")
        self.assertTrue(mine.exists())
        self.assertFalse((self.home / ".local/share/applications/a.desktop").exists())

    def test_a_folder_is_meant_from_where_the_archive_was_called(self):
        place = self.home / "work"
        place.mkdir()
        place.chmod(0o777)
        self.install("1", "--prefix", "here/", called_in=place)
        self.assertTrue((place / "here" / "bin" / "plumbline").is_file())

    def test_a_newer_one_finds_the_older_wherever_it_is(self):
        self.install("1", "--prefix", str(self.home / "elsewhere"))
        self.install("2")
        self.assertEqual((self.home / "elsewhere" / "version").read_text(encoding="utf-8"), "2\n")
        self.assertFalse((self.home / ".local" / "opt").exists())

    def test_folders_beside_it_are_left_alone(self):
        for name in ("tool.old", "tool.new"):
            (self.home / name).mkdir()
            (self.home / name / "mine").touch()
            (self.home / name).chmod(0o777)
        self.install("1", "--prefix", str(self.home / "tool"))
        self.install("2", "--prefix", str(self.home / "tool") + "//")
        self.assertEqual((self.home / "tool" / "version").read_text(encoding="utf-8"), "2\n")
        self.assertTrue((self.home / "tool.old" / "mine").exists())
        self.assertTrue((self.home / "tool.new" / "mine").exists())
        self.assertFalse(list(self.home.glob(".plumbline-setup*")))

    def test_what_it_may_not_take_it_leaves(self):
        (self.home / "full").mkdir()
        (self.home / "full" / "mine").touch()
        before = self.left()
        self.assertIn("is no Plumbline", self.install("1", "--prefix", str(self.home / "full"), status=1))
        for name in ("a b", "a'b", "a\tb", "a%b", "a$b", "a&b", "a\\b", "a(b", "a\nb"):
            self.assertIn("will not do", self.install("1", "--prefix", str(self.home / name), status=1))
        self.assertIn("nothing to remove", self.install("1", "--uninstall", status=1))
        self.assertIn("Usage", self.install("1", "--unknown", status=2))
        self.assertEqual(self.left(), before)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
