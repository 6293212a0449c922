#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the parts and licences that Help > About names to what the program is made of: to packages.txt, to what CMake
looks for, to what is linked, and to the licences that packages with their own libraries carry.

Usage: licences.py PLUMBLINE SOURCE_DIR"""

import importlib.machinery
import importlib.util
import re
import subprocess
import sys
import unittest
from pathlib import Path
from typing import NamedTuple

PLUMBLINE, SOURCE = Path(sys.argv[1]), Path(sys.argv[2])


class Part(NamedTuple):
    packages: tuple  # of packages.txt, by which it comes
    carried: str  # expression: the package whose copyright file is its licence
    linked: str = ""  # expression: its libraries; empty: it is headers, or loaded by name
    sought: tuple = ()  # what CMake looks for


PARTS = {
    "Qt, Qt Svg, Qt Wayland": Part(
        ("qt6-base-dev", "qt6-svg-dev", "libqt6svg6", "libqt6opengl6-dev", "qt6-qpa-plugins", "libqt6sql6-psql", "libqt6sql6-sqlite",
         "qt6-translations-l10n", "qt6-wayland"), "libqt6core6|libqt6svg6|qt6-wayland", r"libQt6(Core|Gui|Widgets|Network|Sql|Svg|DBus)\.", ("Qt6",)),
    "Qt Charts": Part(("qt6-charts-dev",), "libqt6charts6", r"libQt6Charts\.", ("Qt6",)),
    "SQLite": Part(("libsqlite3-dev",), "libsqlite3-0", r"libsqlite3\.", ("SQLite3",)),
    "libcurl": Part(("libcurl4-openssl-dev",), "libcurl4", r"libcurl\.", ("CURL",)),
    "OpenSSL": Part(("libssl-dev",), "libssl3", r"lib(ssl|crypto)\.", ("OpenSSL",)),
    "gRPC": Part(("libgrpc++-dev",), r"libgrpc\+\+1\.51", r"lib(grpc\+\+|grpc|gpr)\.", ("GRPC",)),
    "Abseil": Part(("libgrpc++-dev",), r"libabsl\d+", "libabsl_", ("GRPC",)),  # which gRPC brings along
    "Boost": Part(("libboost-dev",), r"libboost[0-9.]+-dev", sought=("Boost",)),
    "simdjson": Part(("libsimdjson-dev",), r"libsimdjson\d+", r"libsimdjson\.", ("simdjson",)),
    "protozero": Part(("libprotozero-dev",), "libprotozero-dev", sought=("PROTOZERO",)),
    "nlohmann/json": Part(("nlohmann-json3-dev",), "nlohmann-json3-dev", sought=("nlohmann_json",)),
    "yaml-cpp": Part(("libyaml-cpp-dev",), r"libyaml-cpp0\.\d+", r"libyaml-cpp\.", ("yaml-cpp",)),
    "cmark": Part(("libcmark-dev",), r"libcmark0\S*", r"libcmark\.", ("CMARK",)),
    "CLI11": Part(("libcli11-dev",), "libcli11-dev", sought=("CLI11",)),
    "tl::expected": Part(("libexpected-dev",), "libexpected-dev", sought=("tl-expected",)),
    "RE2": Part(("libre2-dev",), r"libre2-\d+", r"libre2\.", ("RE2",)),
    "libarchive": Part(("libarchive-dev",), "libarchive13", r"libarchive\.", ("LibArchive",)),
    "libgit2": Part(("libgit2-dev",), r"libgit2-\S+", r"libgit2\.", ("GIT2",)),
    "libpq": Part(("libpq-dev",), "libpq5", r"libpq\.", ("LIBPQ",)),
    "QtKeychain": Part(("qtkeychain-qt6-dev",), "libqt6keychain1", r"libqt6keychain\.", ("Qt6Keychain",)),
    "libsecret": Part(("libsecret-1-0",), "libsecret-1-0"),
    "zlib": Part(("zlib1g-dev",), "zlib1g", r"libz\.", ("ZLIB",)),
    "Zstandard": Part(("libzstd-dev",), "libzstd1", r"libzstd\.", ("ZSTD",)),
    "libstdc++, libgcc": Part(("g++",), r"libstdc\+\+6|libgcc-s1", r"lib(stdc\+\+|gcc_s)\."),
    "Inter": Part(("fonts-inter",), "fonts-inter"),
}
# Of packages.txt: tools, and what of the system is used where it stands.
TOOLS = {"cmake", "ninja-build", "ccache", "mold", "pkg-config", "python3", "qt6-l10n-tools", "fontconfig", "ca-certificates"}
# CMake looks for them, too, and they are no part: a way to look for others, and what the C library has.
MEANS = {"PkgConfig", "Threads"}
# How Help > About calls a licence, and what stands in the copyright files of Debian.
LICENCES = {
    "LGPL-3.0": "LGPL-3", "GPL-3.0": r"GPL-3", "public domain": "public-domain", "curl (MIT/X)": "curl", "Apache-2.0": "Apache-2.0",
    "BSL-1.0": "BSL-1.0", "BSD-2-Clause": "BSD-2-[Cc]lause", "BSD-3-Clause": "BSD-3-([Cc]lause|google)", "MIT": "Expat|X11", "CC0-1.0": "CC0-1.0",
    "GPL-2.0 with linking exception": "GPL-2 with linking exception", "PostgreSQL": "PostgreSQL", "LGPL-2.1": r"LGPL-2.1\+", "Zlib": "Zlib",
    "GPL-3.0 with GCC Runtime Library Exception": "GCC RUNTIME LIBRARY EXCEPTION", "OFL-1.1": "OFL-1.1",
}


def module(path):
    """A program without a suffix, as a module."""
    loader = importlib.machinery.SourceFileLoader(path.name, str(path))
    found = importlib.util.module_from_spec(importlib.util.spec_from_loader(path.name, loader))
    sys.dont_write_bytecode = True
    loader.exec_module(found)
    return found


def groups():
    listed = {}
    for line in (SOURCE / "packaging" / "packages.txt").read_text(encoding="utf-8").splitlines():
        words = line.split()
        if len(words) > 1 and not line.startswith("#"):
            listed.setdefault(words[0], set()).update(words[3:] if words[1] == "if-missing" else words[1:])
    return listed


def told():
    text = (SOURCE / "app" / "aboutdialog.cpp").read_text(encoding="utf-8")
    return dict(re.findall(r'MadeOf\{"([^"]+)", "([^"]+)"\}', text))


def copyright_of(package):
    return Path("/usr/share/doc") / package / "copyright"


def licence_of(package):
    """What most of it is under, as its copyright file tells; the whole file where it is of the old form."""
    text = copyright_of(package).read_text(encoding="utf-8", errors="replace")
    for paragraph in re.split(r"\n\s*\n", text):
        licence = re.search(r"^License: *(.+)", paragraph, re.MULTILINE)
        if licence and re.search(r"^Files: *\*\s*$", paragraph, re.MULTILINE):
            return licence[1]
    return text


class Licences(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.bundle = module(SOURCE / "packaging" / "bundle")
        cls.told = told()
        cls.groups = groups()
        printed = subprocess.run(["objdump", "-p", str(PLUMBLINE)], capture_output=True, text=True, check=True).stdout
        cls.needed = {name for name in re.findall(r"^\s*NEEDED\s+(\S+)", printed, re.MULTILINE) if not cls.bundle.SYSTEMS.match(name)}

    def test_about_names_the_parts(self):
        self.assertEqual(sorted(self.told), sorted(PARTS))

    def test_packages_are_parts_or_tools(self):
        listed = self.groups["build"] | self.groups["run"]
        of_parts = {package for part in PARTS.values() for package in part.packages}
        self.assertEqual(listed - of_parts - TOOLS, set(), "in packages.txt, and of no part of Help > About")
        self.assertEqual((of_parts | TOOLS) - listed - self.groups["package"], set(), "no more in packages.txt")

    def test_what_cmake_looks_for_are_parts(self):
        text = (SOURCE / "CMakeLists.txt").read_text(encoding="utf-8")
        sought = set(re.findall(r"^(?:find_package|pkg_check_modules)\((\S+)", text, re.MULTILINE))
        sought |= set(re.findall(r"^find_path\(([A-Z0-9]+)_INCLUDE_DIR", text, re.MULTILINE))
        self.assertEqual(sought - MEANS, {name for part in PARTS.values() for name in part.sought})

    def test_what_is_linked_are_parts(self):
        for name in sorted(self.needed):
            of = [part for part, facts in PARTS.items() if facts.linked and re.match(facts.linked, name)]
            self.assertEqual(len(of), 1, f"{name} is linked, and is of {of or 'no part of Help > About'}")
        for part, facts in PARTS.items():
            if facts.linked:
                self.assertTrue(any(re.match(facts.linked, name) for name in self.needed), f"nothing of {part} is linked")
            elif facts.sought:
                self.assertTrue(any(re.fullmatch(facts.carried, package) for package in self.bundle.COMPILED_IN),
                                f"{part} is headers, and packages carry no licence of it")

    def test_licences_are_carried(self):
        """Of what packages with their own libraries would take of this program, as far as it is installed here."""
        bundle = self.bundle
        files = {path for name, path in bundle.linked(PLUMBLINE).items() if not bundle.SYSTEMS.match(name)}
        files |= {bundle.PLUGINS / name for name in bundle.LOADED} | {bundle.SECRETS, *bundle.FONT_FILES}
        packages = bundle.packages_of({path for path in files if path.exists()}) | set(bundle.COMPILED_IN)
        for part, facts in PARTS.items():
            with self.subTest(part):
                carried = [package for package in packages if re.fullmatch(facts.carried, package) and copyright_of(package).exists()]
                if not carried and not facts.linked and not facts.sought:
                    self.skipTest("is loaded by name, and not installed here")
                self.assertTrue(carried, "no licence of it is carried")
                for package in carried:
                    self.assertRegex(licence_of(package), LICENCES[self.told[part]], f"{package} is under another licence")

    def test_no_other_headers_are_said_to_be_compiled_in(self):
        others = [package for package in self.bundle.COMPILED_IN
                  if package not in self.groups["package"] | {"libc6-dev"}  # of the head of the AppImage
                  and not any(re.fullmatch(facts.carried, package) for facts in PARTS.values())]
        self.assertEqual(others, [])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
