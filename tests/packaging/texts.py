#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the manual page, the completions and the names of the desktop to the program: all that its --help tells is in
them, and each shell completes it.

Usage: texts.py PLUMBLINE SOURCE_DIR"""

import functools
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PLUMBLINE, SOURCE = sys.argv[1], Path(sys.argv[2])
THEMES = {path.stem for path in (SOURCE / "resources" / "themes").glob("*.json")}

# Prints what zsh offers for the line in $2, with the completion in the folder $1: a shell on a terminal of its own, whose
# compadd also prints the matches that it is handed.
ZSH = r"""
zmodload zsh/zpty
cat >$1/zshrc <<'END'
PS1= PS2= RPS1=
unsetopt zle_bracketed_paste 2>/dev/null
unset zle_bracketed_paste
fpath=($FOLDER $fpath)
autoload -Uz compinit
compinit -u -D
bindkey '^I' complete-word
compadd() {
    if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then
        builtin compadd "$@"
        return
    fi
    local -a hits
    builtin compadd -A hits "$@"
    local each
    for each in $hits; do print -r -- "hit:$each:"; done
    builtin compadd "$@"
}
finish() { print -r -- "finished:"; exit }
comppostfuncs=(finish)
print -r -- "rea""dy:"
END
export FOLDER=$1
zpty shell zsh -f -i
zpty -w shell "source $1/zshrc"
while zpty -r shell line && [[ $line != *ready:* ]]; do :; done
zpty -w -n shell "$2"$'\t'
while zpty -r shell line; do
    print -r -- "$line"
    [[ $line == *finished:* ]] && break
done
zpty -d shell
"""

def output(*command, **options):
    result = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, **options)
    if result.returncode != 0:
        raise AssertionError(f"{command}: {result.returncode}: {result.stderr}")
    return result.stdout


def section(text, title):
    found = re.search(rf"^{title}:\n(.*?)(?=^\S|\Z)", text, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


@functools.cache
def commands():
    """Of each command, by its words: the subcommands and options that its --help tells. Read from the text for people,
    not from what the texts are made of."""
    found = {}
    waiting = [()]
    while waiting:
        path = waiting.pop()
        text = output(PLUMBLINE, *path, "--help")
        subcommands = re.findall(r"^  ([a-z][a-z-]*)(?= |$)", section(text, "Subcommands"), re.MULTILINE)
        options = [name for line in re.findall(r"^  (-\S+)", section(text, "Options"), re.MULTILINE) for name in line.split(",")]
        takes_files = bool(section(text, "Positionals"))
        found[path] = (subcommands, options, takes_files)
        waiting += [(*path, name) for name in subcommands]
    return found


class Texts(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="plumbline-texts-"))
        description = cls.folder / "commands.json"
        description.write_text(output(PLUMBLINE, "describe-commands"), encoding="utf-8")
        output(sys.executable, SOURCE / "packaging" / "texts.py", description, "1.2.3", "2026-11-29", cls.folder)
        (cls.folder / "night.plumb").touch()

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def needed(self, program):
        self.assertIsNotNone(shutil.which(program), f"{program} is missing: packaging/install-packages test")

    def test_help_was_understood(self):
        self.assertGreater(len(commands()), 40)
        self.assertIn("fire", commands()[("lever",)][0])
        self.assertIn("--theme", commands()[("shot",)][1])
        self.assertNotIn("describe-commands", commands()[()][0])

    def test_the_manual_holds_all_of_help(self):
        page = (self.folder / "plumbline.1").read_text(encoding="utf-8").replace("\\-", "-")
        parts = dict(re.findall(r'^\.SS "plumbline ([^"]+)"\n(.*?)(?=^\.S[SH]|\Z)', page, re.MULTILINE | re.DOTALL))
        parts[""] = re.search(r"^\.SH OPTIONS\n(.*?)(?=^\.SH)", page, re.MULTILINE | re.DOTALL)[1]
        self.assertEqual(set(parts), {" ".join(path) for path in commands()})
        for path, (_, options, _) in commands().items():
            told = set(re.findall(r"\\fB(-[^\\]+)\\fR", parts[" ".join(path)]))
            self.assertEqual(set(options) - {"-h", "--help"}, told - {"-h", "--help"}, path)

    def test_the_manual_is_sound(self):
        self.needed("mandoc")
        result = subprocess.run(["mandoc", "-T", "lint", "-W", "warning", self.folder / "plumbline.1"], capture_output=True,
                                text=True, timeout=60, check=False)
        self.assertEqual((result.returncode, result.stdout), (0, ""))
        read = output("mandoc", "-T", "utf8", self.folder / "plumbline.1")
        read = re.sub(".\b", "", read)
        self.assertIn("--recovered-within", read)
        self.assertIn("PLUMBLINE_TOKEN_NAME", read)
        for name in re.findall(r'^    \("(PLUMBLINE_[A-Z_]+)"', (SOURCE / "packaging" / "texts.py").read_text(), re.MULTILINE):
            known = output("grep", "-rl", name.replace("TOKEN_NAME", "TOKEN_"), SOURCE / "app", SOURCE / "models")
            self.assertTrue(known, name)

    def check_shell(self, complete_all):
        """`complete_all` gives what a shell offers for each of many lists of words, the last of which is being written."""
        lines = [["plumbline", *path, start] for path in commands() for start in ("", "-", "--")]
        offers = complete_all(lines)
        self.assertEqual(len(offers), len(lines))
        for index, (path, (subcommands, options, takes_files)) in enumerate(commands().items()):
            offered = set().union(*offers[3 * index:3 * index + 3])
            for word in (*subcommands, *options):
                self.assertIn(word, offered, path)
            unknown = {word for word in offered if word.startswith("-")} - set(options)
            self.assertEqual(unknown, set(), path)
            if takes_files and path:
                self.assertIn("night.plumb", offered, path)
        expected = {
            "plumbline lever fi": {"fire"},
            "plumbline shot night.plumb --theme ": THEMES,
            "plumbline shot --theme d": {"dark"},
            # What an option is given is no subcommand, also where one is called like it.
            "plumbline shot --view incident --out ni": {"night.plumb"},
            "plumbline shot --view incident --them": {"--theme"},
            "plumbline ni": {"night.plumb"},
        }
        self.assertEqual(dict(zip(expected, complete_all([line.split(" ") for line in expected]))), expected)

    def test_bash_completes(self):
        self.needed("bash")

        def complete_all(lines):
            script = """source "$1"; while IFS=$'\\t' read -r -a COMP_WORDS; do
                COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                [[ ${COMP_WORDS[COMP_CWORD]} == @ ]] && COMP_WORDS[COMP_CWORD]=
                COMPREPLY=(); _plumbline; echo "${COMPREPLY[*]}"; done"""
            told = "".join("\t".join(word or "@" for word in words) + "\n" for words in lines)
            offered = output("bash", "--norc", "-c", script, "bash", self.folder / "plumbline.bash", cwd=self.folder, input=told)
            return [set(line.split()) for line in offered.splitlines()]

        self.check_shell(complete_all)
        self.assertEqual(complete_all([["plumbline", "shot", "--theme", "="], ["plumbline", "shot", "--theme", "=", "d"]]),
                         [THEMES, {"dark"}])

    def test_fish_completes(self):
        self.needed("fish")
        home = self.folder / "fish"
        home.mkdir()
        environment = dict(os.environ, HOME=str(home), XDG_CONFIG_HOME=str(home), XDG_DATA_HOME=str(home))

        def complete_all(lines):
            script = f"source {self.folder}/plumbline.fish; while read -l line; complete -C (string trim -c '|' -- $line); echo end; end"
            told = "".join(" ".join(words) + "|\n" for words in lines)
            offered = output("fish", "--no-config", "-c", script, cwd=self.folder, env=environment, input=told)
            return [{line.partition("\t")[0] for line in part.splitlines()} for part in re.split(r"^end\n", offered, flags=re.MULTILINE)[:-1]]

        self.check_shell(complete_all)

    def test_zsh_completes(self):
        self.needed("zsh")
        script = self.folder / "capture.zsh"
        script.write_text(ZSH, encoding="utf-8")
        output("zsh", "-n", self.folder / "_plumbline")

        def complete(words):
            lines = output("zsh", "-f", script, self.folder, " ".join(words), cwd=self.folder).splitlines()
            return {word for line in lines for word in re.findall(r"hit:(.*?):", line)}

        self.assertLessEqual(set(commands()[()][0]), complete(["plumbline", ""]))
        self.assertLessEqual(set(commands()[("lever",)][0]), complete(["plumbline", "lever", ""]))
        self.assertLessEqual(set(commands()[("lever", "fire")][1]) - {"-h"}, complete(["plumbline", "lever", "fire", "--"]))
        self.assertIn("fire", complete(["plumbline", "lever", "fi"]))
        self.assertEqual(complete(["plumbline", "shot", "--theme", ""]), THEMES)
        self.assertIn("--theme", complete(["plumbline", "shot", "--view", "incident", "--th"]))
        self.assertIn("night.plumb", complete(["plumbline", "shot", "--view", "incident", "--out", "ni"]))


class Names(unittest.TestCase):
    def test_the_desktop_knows_one_name(self):
        lists = (SOURCE / "CMakeLists.txt").read_text(encoding="utf-8")
        name = re.search(r"^set\(PLUMBLINE_APP_ID (\S+)\)$", lists, re.MULTILINE)[1]
        places = {
            "packaging/linux/plumbline.desktop.in": r"^Icon=@PLUMBLINE_APP_ID@$",
            "packaging/linux/metainfo.xml.in": r"<id>@PLUMBLINE_APP_ID@</id>",
            "packaging/packaging.cmake": r"/\$\{PLUMBLINE_APP_ID\}\.desktop DESTINATION",
            "app/guimain.cpp": r"setDesktopFileName\(QStringLiteral\(PLUMBLINE_APP_ID\)\)",
            "packaging/linux/copyright": "^Files: " + re.escape(name) + r"\.metainfo\.xml$",
        }
        for place, line in places.items():
            self.assertRegex((SOURCE / place).read_text(encoding="utf-8"), re.compile(line, re.MULTILINE), place)

    def test_a_recording_is_known_by_its_application_id(self):
        schema = (SOURCE / "models" / "store" / "schema.h").read_text(encoding="utf-8")
        number = int(re.search(r"kApplicationId = (0x[0-9A-F]+)", schema)[1], 16)
        kind = (SOURCE / "packaging" / "linux" / "mime.xml.in").read_text(encoding="utf-8")
        self.assertIn(f'value="{number.to_bytes(4, "big").decode()}" offset="68"', kind)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
