#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the manual page and the completions of bash, zsh and fish from the command line's own description.

Usage: texts.py DESCRIPTION VERSION DATE FOLDER
DESCRIPTION is what `plumbline describe-commands` prints, DATE is YYYY-MM-DD."""

import json
import re
import sys
from pathlib import Path

PROGRAM = "plumbline"

ENVIRONMENT = (
    ("PLUMBLINE_TOKEN_NAME", "The secret NAME of a control plane, a listener or an endpoint, where the keyring has none."),
    ("PLUMBLINE_SETTINGS_PROFILE", "The named set of settings, as --settings-profile takes it."),
    ("PLUMBLINE_ROOM", "The shared room, as --room takes it."),
    ("PLUMBLINE_REASK_ENDPOINT", "The endpoint that the window asks a question again."),
    ("PLUMBLINE_PROBE_ENDPOINT", "The endpoint that the probe steps of runbooks ask, if another."),
    ("PLUMBLINE_REASK_PRICES", "The file of prices that what is asked again is reckoned by."),
    ("PLUMBLINE_ONNX_RUNTIME", "The library of ONNX Runtime, for a model of your own."),
    ("PLUMBLINE_BUNDLE_KEY", "The key that bundles are signed with, as PEM."),
    ("SSL_CERT_FILE", "The certificate authorities that are trusted, instead of the system's."),
    ("QT_QPA_PLATFORM", "How Qt draws; offscreen draws without a display."),
)
FILES = (
    ("~/.config/plumbline", "Settings, and beside them runbooks, redaction.yaml, detection.yaml and what else is your own (XDG_CONFIG_HOME)."),
    ("~/.config/plumbline/plumbline-NAME.conf", "The settings of the profile NAME."),
    ("~/.cache/plumbline/team", "The last good copies of a team's configuration (XDG_CACHE_HOME)."),
    ("~/.local/share/plumbline/plumbline/recordings", "What live windows record (XDG_DATA_HOME)."),
    ("~/.local/state/plumbline", "What lever undo takes back, what open windows would offer after a crash, and crash reports (XDG_STATE_HOME)."),
)
EXIT_STATUS = (
    ("0", "Done."), ("1", "The work found a problem: a check failed, a lever was refused, an audit chain is broken."),
    ("2", "Usage."), ("3", "Input that cannot be read."), ("4", "A peer could not be reached, or answered nonsense."),
    ("5", "Outcome unknown: a command was sent, and its effect could not be read back."),
)


def walk(command, path=()):
    path = (*path, command["name"])
    yield path, command
    for each in command["commands"]:
        yield from walk(each, path)


def choices_of(option):
    found = re.search(r"\{([^}]*)\}", option["type"])
    return [choice.partition("->")[0] for choice in found[1].split(",")] if found else []


def value_of(option):
    """How the value is called: FILE, SIZE|AGE, or a word for what has choices."""
    return re.sub(r":.*", "", option["type"]) or "VALUE"


def first_sentence(text):
    text = " ".join(text.split())
    return re.split(r"(?<=[a-z)])[.;:] ", text)[0].rstrip(".")


# The manual page.

def roff(text):
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("`", "\\(ga").replace("^", "\\(ha").replace("~", "\\(ti")
    return re.sub(r"^(?=[.])", r"\\&", text, flags=re.MULTILINE)


def roff_option(option):
    head = ", ".join(f"\\fB{roff(name)}\\fR" for name in option["names"])
    choices = choices_of(option)
    if option["takes_value"]:
        value = f"\\fI{roff(option['positional'] or value_of(option))}\\fR"
        head = f"{head} {value}" if head else value
    yield ".TP"
    yield head
    sentences = [option["description"].rstrip(".") + "."]
    if choices:
        sentences.append("One of: " + ", ".join(choices) + ".")
    if option["default"]:
        sentences.append(f"Default: {option['default']}.")
    if option["required"]:
        sentences.append("Required.")
    if option["repeats"]:
        sentences.append("May be given several times.")
    yield roff(" ".join(sentences))


def synopsis(path, command):
    words = [f"\\fB{roff(' '.join(path))}\\fR"]
    if any(option["names"] for option in command["options"]):
        words.append("[\\fIOPTION\\fR]...")
    for option in command["options"]:
        if option["positional"]:
            name = f"\\fI{roff(option['positional'])}\\fR" + ("..." if option["repeats"] else "")
            words.append(name if option["required"] else f"[{name}]")
    if command["commands"]:
        words.append("\\fISUBCOMMAND\\fR")
    return " ".join(words)


def manual(root, version, date):
    lead, *rest = root["description"].split("\n")
    yield f'.TH PLUMBLINE 1 "{date}" "Plumbline {version}" "User Commands"'
    yield ".SH NAME"
    yield f"{PROGRAM} \\- {roff(lead.partition(': ')[2].rstrip('.'))}"
    yield ".SH SYNOPSIS"
    yield f"\\fB{PROGRAM}\\fR [\\fIOPTION\\fR]... [\\fIFILE\\fR]"
    yield ".br"
    yield f"\\fB{PROGRAM}\\fR \\fISUBCOMMAND\\fR [\\fIOPTION\\fR]..."
    yield ".SH DESCRIPTION"
    yield roff(" ".join(rest))
    yield ".PP"
    yield roff("A subcommand needs no display. Its results go to standard output, diagnostics to standard error. "
               "Secrets are never taken as arguments.")
    yield ".SH OPTIONS"
    for option in root["options"]:
        yield from roff_option(option)
    yield ".SH SUBCOMMANDS"
    for path, command in walk(root):
        if len(path) == 1:
            continue
        yield f'.SS "{roff(" ".join(path))}"'
        yield synopsis(path, command)
        yield ".PP"
        yield roff(command["description"].rstrip(".") + ".")
        for option in command["options"]:
            if "--help" not in option["names"]:
                yield from roff_option(option)
        footer = command["footer"].strip()
        if footer:
            yield ".PP"
            yield from "\n.br\n".join(roff(line.strip()) for line in footer.split("\n") if line.strip()).split("\n")
    for title, rows in (("EXIT STATUS", EXIT_STATUS), ("ENVIRONMENT", ENVIRONMENT), ("FILES", FILES)):
        yield f".SH {title if ' ' not in title else chr(34) + title + chr(34)}"
        for name, text in rows:
            yield ".TP"
            yield f"\\fB{roff(name)}\\fR"
            yield roff(text)


# The completions. Each finds which subcommand stands on the line by walking over its words, so that the value of an
# option that is called like a subcommand misleads none of them.

def keys(path):
    return " ".join(path[1:])


def flags(option):
    return [name for name in option["names"]]


def quoted(text):
    return "'" + text.replace("'", "'\\''") + "'"


def bash(root):
    yield "# bash completion of plumbline, made of its command line by packaging/texts.py"
    yield "_plumbline()"
    yield "{"
    yield "    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} path= word index"
    # readline takes "--theme=dark" for three words.
    yield "    if [[ $current == = ]]; then current=; elif [[ $previous == = ]]; then previous=${COMP_WORDS[COMP_CWORD-2]}; fi"
    yield "    for ((index = 1; index < COMP_CWORD; index++)); do"
    yield '        word="${path:+$path }${COMP_WORDS[index]}"'
    yield "        case $word in"
    paths = [keys(path) for path, _ in walk(root) if len(path) > 1]
    yield "            " + "|".join(quoted(path) for path in paths) + ") path=$word ;;"
    yield "        esac"
    yield "    done"
    yield "    local words= files="
    yield '    case "$path:$previous" in'
    for path, command in walk(root):
        for option in command["options"]:
            names = flags(option)
            if not names or not option["takes_value"]:
                continue
            pattern = "|".join(quoted(f"{keys(path)}:{name}") for name in names)
            choices = choices_of(option)
            yield f"        {pattern}) " + (f"words={quoted(' '.join(choices))}" if choices else "files=1") + " ;;"
    yield "        *)"
    yield '            case "$path" in'
    for path, command in walk(root):
        words = [each["name"] for each in command["commands"]]
        words += [name for option in command["options"] for name in flags(option)]
        takes = any(option["positional"] for option in command["options"])
        yield f"                {quoted(keys(path))}) words={quoted(' '.join(words))}" + (" files=1" if takes else "") + " ;;"
    yield "            esac"
    yield "            ;;"
    yield "    esac"
    yield '    if [[ $files && $current != -* ]]; then'
    yield "        compopt -o filenames 2>/dev/null"
    yield '        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current"; compgen -f -- "$current")'
    yield "    else"
    yield '        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")'
    yield "    fi"
    yield "}"
    yield "complete -F _plumbline plumbline"


def zsh_text(text):
    return first_sentence(text).replace("[", "(").replace("]", ")").replace(":", "\\:").replace("'", "’")


def zsh_spec(option):
    names = flags(option)
    choices = choices_of(option)
    value = re.sub(r"[^A-Za-z ]", " ", option["positional"] or value_of(option))
    action = f"({' '.join(choices)})" if choices else "_files"
    if not names:
        head = ("*" if option["repeats"] else "") + ":"
        return quoted(f"{head}{value}:{action}")
    head = "*" if option["repeats"] else f"({' '.join(names)})" if len(names) > 1 else ""
    text = f"[{zsh_text(option['description'])}]" + (f":{value}:{action}" if option["takes_value"] else "")
    if len(names) == 1:
        return quoted(head + names[0] + text)
    return quoted(head) + "{" + ",".join(names) + "}" + quoted(text)


def zsh(root):
    yield "#compdef plumbline"
    yield "# zsh completion of plumbline, made of its command line by packaging/texts.py"
    yield "_plumbline() {"
    yield "    local path_= word index"
    yield "    for ((index = 2; index < CURRENT; index++)); do"
    yield '        word="${path_:+$path_ }${words[index]}"'
    yield "        case $word in"
    paths = [keys(path) for path, _ in walk(root) if len(path) > 1]
    yield "            (" + "|".join(quoted(path) for path in paths) + ') path_=$word; words=("${(@)words[index,-1]}"); (( CURRENT -= index - 1 )); index=1 ;;'
    yield "        esac"
    yield "    done"
    yield '    case "$path_" in'
    for path, command in walk(root):
        yield f"        ({quoted(keys(path))})"
        if command["commands"]:
            yield "            local -a subcommands=("
            for each in command["commands"]:
                yield "                " + quoted(f"{each['name']}:" + zsh_text(each["description"]).replace("\\:", ":"))
            yield "            )"
            yield "            [[ $words[CURRENT] == -* ]] || _describe -t commands subcommand subcommands"
        specs = " ".join(zsh_spec(option) for option in command["options"])
        yield f"            _arguments -s {specs}"
        yield "            ;;"
    yield "    esac"
    yield "}"
    yield 'if [[ $funcstack[1] == _plumbline ]]; then _plumbline "$@"; else compdef _plumbline plumbline; fi'


def fish(root):
    paths = [keys(path) for path, _ in walk(root) if len(path) > 1]
    yield "# fish completion of plumbline, made of its command line by packaging/texts.py"
    yield "function __plumbline_at"
    yield "    set -l path"
    yield "    for word in (commandline -opc)[2..-1]"
    yield '        set -l longer (string trim -- "$path $word")'
    yield "        if contains -- $longer " + " ".join(quoted(path) for path in paths)
    yield "            set path $longer"
    yield "        end"
    yield "    end"
    yield '    test "$path" = "$argv[1]"'
    yield "end"
    yield "complete -c plumbline -f"
    for path, command in walk(root):
        at = f"complete -c plumbline -n {quoted('__plumbline_at ' + quoted_fish(keys(path)))}"
        for each in command["commands"]:
            yield f"{at} -a {each['name']} -d {quoted_fish(first_sentence(each['description']))}"
        for option in command["options"]:
            names = flags(option)
            if not names:
                yield f"{at} -F"
                continue
            words = " ".join(f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in names)
            choices = choices_of(option)
            takes = "" if not option["takes_value"] else f" -x -a {quoted_fish(' '.join(choices))}" if choices else " -r -F"
            yield f"{at} {words}{takes} -d {quoted_fish(first_sentence(option['description']))}"


def quoted_fish(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("$", "\\$") + '"'


def main():
    description, version, date, folder = sys.argv[1:5]
    root = json.loads(Path(description).read_text(encoding="utf-8"))
    out = Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    for name, lines in (("plumbline.1", manual(root, version, date)), ("plumbline.bash", bash(root)),
                        ("_plumbline", zsh(root)), ("plumbline.fish", fish(root))):
        (out / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
