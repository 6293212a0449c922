#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes all texts out of the source anew, into a copy of each translation and with the options that
resources/translations/translations.cmake has: none may be new, and none unfinished.

Usage: translated.py LUPDATE SOURCE_DIR. Exit status 77 where there is no lupdate."""

import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree
from pathlib import Path

LUPDATE, SOURCE = sys.argv[1], Path(sys.argv[2])
FOLDER = SOURCE / "resources" / "translations"


def options():
    """What lupdate is called with, up to the files."""
    call = re.search(r"\$\{PLUMBLINE_LUPDATE\} (.*? -ts) \$\{texts\}", (FOLDER / "translations.cmake").read_text("utf-8"))
    return call[1].split()


def is_finished(message):
    """With a text for one and for many, where a number decides."""
    translation = message.find("translation")
    forms = translation.findall("numerusform") or [translation]
    return translation.get("type") is None and all(form.text for form in forms)


def messages(file):
    """Whether each text is finished, by what it is known by."""
    return {(context.findtext("name"), message.findtext("source"), message.findtext("comment")): is_finished(message)
            for context in xml.etree.ElementTree.parse(file).iter("context") for message in context.iter("message")}


class Translated(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="plumbline-translated-"))
        self.addCleanup(shutil.rmtree, self.folder)

    def copy(self, file):
        return Path(shutil.copy(file, self.folder / file.name))

    def missing(self, copy):
        """The texts that are new, and those that are unfinished, once all are taken out anew."""
        before = messages(copy)
        result = subprocess.run([LUPDATE, *options(), copy], cwd=SOURCE, capture_output=True, text=True, timeout=250,
                                check=False)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        after = messages(copy)
        self.assertGreater(len(after), 3000, result.stdout + result.stderr)
        return (sorted(str(key) for key in after if key not in before),
                sorted(str(key) for key in after if key in before and not after[key]))

    def test_each_text_is_there_and_finished(self):
        files = sorted(FOLDER.glob("plumbline_*.ts"))
        self.assertTrue(files)
        for file in files:
            with self.subTest(file=file.name):
                new, unfinished = self.missing(self.copy(file))
                self.assertEqual(new, [], "new: build plumbline_lupdate, and translate these")
                self.assertEqual(unfinished, [], "unfinished")

    def test_it_would_tell(self):
        copy = self.copy(FOLDER / "plumbline_de.ts")
        tree = xml.etree.ElementTree.parse(copy)
        context = tree.find("context")
        gone, unfinished = context.findall("message")[:2]
        context.remove(gone)
        unfinished.find("translation").set("type", "unfinished")
        plural = tree.find(".//message[@numerus='yes']")
        plural.find("translation").remove(plural.findall("translation/numerusform")[-1])
        tree.write(copy, encoding="utf-8", xml_declaration=True)
        new, left = self.missing(copy)
        self.assertIn(gone.findtext("source"), "".join(new))
        for message in (unfinished, plural):
            self.assertIn(message.findtext("source"), "".join(left))


if __name__ == "__main__":
    if not Path(LUPDATE).is_file():
        print("There is no lupdate (qt6-l10n-tools): whether all texts are translated was not looked at")
        sys.exit(77)
    unittest.main(argv=sys.argv[:1], verbosity=2)
