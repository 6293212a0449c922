#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds SQL that is put together from anything but SQL of our own.

A statement of C++ in which a string literal holds SQL may join to it only other literals and constants (kLikeThis).
Whatever else is joined to it (names of tables from our own schema, clauses that hold question marks) is named in PARTS,
by file, with the reason why no text from outside can be in it. A value is bound, never joined."""

import re

TOKEN = re.compile(
    r"""//[^\n]*|/\*.*?\*/                                   # comments
    |u?R"(?P<mark>[^\s()\\]{0,16})\(.*?\)(?P=mark)"(?:_s|_L1|_sv|sv|s)?
    |u?"(?:[^"\\\n]|\\.)*"(?:_s|_L1|_sv|sv|s)?             # strings
    |'(?:[^'\\\n]|\\.)+'
    |[A-Za-z_]\w*|\d[\w.']*
    |\+=|\+\+|->|::|<<|>>|==|!=|<=|>=|&&|\|\||\s+|.""",
    re.VERBOSE | re.DOTALL)

# As our statements are written: keywords in capitals, which no prose of ours is.
SQL = re.compile(
    r"\b(SELECT\b.|INSERT (OR \w+ )?INTO|DELETE FROM|UPDATE [\w.]+ SET|CREATE (TEMP |UNIQUE |VIRTUAL )?(TABLE|INDEX|VIEW|TRIGGER)"
    r"|DROP (TABLE|INDEX|VIEW|TRIGGER)|ALTER TABLE|PRAGMA |ATTACH |DETACH |SAVEPOINT |(LEFT )?JOIN [\w.]|ORDER BY|GROUP BY|UNION ALL)"
    r"|(^|\s)(FROM [a-z(]|FROM $|WHERE\b|VALUES ?\(|LIMIT \?|LIMIT $)")

CONSTANT = re.compile(r"k[A-Z]\w*$")
# What turns a literal into a string, and adds nothing.
WRAPPERS = {"std", "string", "string_view", "QString", "QStringLiteral", "QLatin1String", "u", "to_string", "size_t", "int64_t"}
OPENING, CLOSING = {"(": ")", "[": "]"}, {")", "]"}


def is_string(token):
    return token[0] == '"' or token.startswith(('u"', 'R"', 'uR"'))


def is_literal(token):
    return is_string(token) or token[0].isdigit() or token[0] == "'"


def statements(text):
    """(line, tokens) of each run of tokens between braces and semicolons."""
    run, line, began = [], 1, 1
    for match in TOKEN.finditer(text):
        token = match[0]
        if not token.isspace() and not token.startswith(("//", "/*")):
            if token in (";", "{", "}"):
                if run:
                    yield began, run
                run = []
            else:
                if not run:
                    began = line
                run.append(token)
        line += token.count("\n")
    if run:
        yield began, run


def chunks(tokens):
    """The operands that are joined by + or +=, at any depth: lists of tokens."""
    stack = [[[]]]  # of each open bracket the operands so far
    found = []

    def close(level):
        if len(level) > 1:
            found.extend(level)

    for token in tokens:
        if token in OPENING:
            stack[-1][-1].append(token)
            stack.append([[]])
        elif token in CLOSING and len(stack) > 1:
            level = stack.pop()
            close(level)
            stack[-1][-1].extend(part for operand in level for part in operand)
            stack[-1][-1].append(token)
        elif token in ("+", "+="):
            stack[-1].append([])
        elif token in (",", "=", "return", "<<", "&&", "||", "==", "!=", "<", ">"):
            close(stack[-1])
            stack[-1] = [[]]
        else:
            stack[-1][-1].append(token)
    for level in stack:
        close(level)
    return found


def operand_name(tokens):
    """How an operand is named in PARTS: the last name in front of its first call, "clause.sql" as sql."""
    name = ""
    for token in tokens:
        if token in ("(", "["):
            if name and name not in WRAPPERS:
                return name
            continue
        if re.match(r"[A-Za-z_]", token) and not is_string(token) and token not in WRAPPERS:
            name = token
    return name


def names_in(tokens):
    """What a chunk joins, besides literals and constants."""
    names = [token for token in tokens if re.match(r"[A-Za-z_]", token) and not is_string(token) and token not in WRAPPERS]
    if not names or all(CONSTANT.match(name) for name in names):
        return None
    return operand_name(tokens)


def joined(text):
    """(line, name) of everything that is joined to SQL, or put into it by arg() or a printf."""
    for line, tokens in statements(text):
        literals = [token for token in tokens if is_string(token)]
        if not any(SQL.search(token) for token in literals):
            continue
        for chunk in chunks(tokens):
            name = names_in(chunk)
            if name:
                yield line, name
        for index, token in enumerate(tokens):
            if not is_string(token) or not SQL.search(token):
                continue
            after = tokens[index + 1:index + 4]
            if after[:2] == [".", "arg"]:
                inside = operand_name(tokens[index + 4:])
                yield line, inside or "arg"
            if re.search(r"%[sdlu]", token) and any(name in tokens for name in ("printf", "snprintf", "format", "asprintf")):
                yield line, "format"


SCHEMA = "names of tables and columns of our own schema, which stand in the code"
CLAUSE = "clauses of ours with question marks in them, put together from literals"
CHOICE = "one of a few words that stand in the code"
MARKS = "question marks, as many as values are bound"
NUMBER = "a number of ours"
COPY = "names out of the schema of a database that the program has just made itself"

PARTS = {
    "app/bench/attributionbench.cpp": {"columns": SCHEMA, "name": SCHEMA, "places": MARKS},
    "app/bench/rawinsert.cpp": {"quotedName": COPY + ", quoted all the same"},
    "app/bench/tracebenchdata.cpp": {"level": "no statement: the name of a span that is made up"},
    "models/bundle/recordbodies.cpp": {"places": CLAUSE, "table": SCHEMA},
    "models/bundle/recordingredaction.cpp": {"table": SCHEMA, "column": SCHEMA, "name": SCHEMA},
    "models/room/sqlitestore.cpp": {"kSqliteVersion": NUMBER},
    "models/store/extent.cpp": {"table": SCHEMA, "time": SCHEMA, "which": SCHEMA, "order": CHOICE, "direction": CHOICE,
                                "isBefore": CHOICE},
    "models/store/generationcontexts.cpp": {"table": SCHEMA, "recorded": SCHEMA},
    "models/store/judgedanswers.cpp": {"from": CLAUSE, "isOne": CLAUSE + ", and numbers"},
    "models/store/olderschema.cpp": {"substr": COPY, "table": COPY, "selected": COPY, "isComplete": CHOICE},
    "models/store/pages.h": {"table": SCHEMA, "tables": SCHEMA, "columns": SCHEMA, "row": SCHEMA, "time": SCHEMA, "order": CHOICE,
                             "condition": CLAUSE, "sql": CLAUSE, "text": CLAUSE},
    "models/store/placesweep.cpp": {"table": SCHEMA},
    "models/store/rawtrace.cpp": {"table": SCHEMA, "ofSpans": CHOICE},
    "models/store/readeranswers.cpp": {"conditionOf": CLAUSE},
    "models/store/readeroverview.cpp": {"wanted": MARKS},
    "models/store/readerprivate.cpp": {"table": SCHEMA, "isModel": CLAUSE},
    "models/store/readertelemetry.cpp": {"spanColumns": SCHEMA, "spanTables": SCHEMA},
    "models/store/retentionrollups.cpp": {"table": SCHEMA, "start": SCHEMA, "end": SCHEMA, "unpinnedRows": CLAUSE},
    "models/store/retentionwalk.cpp": {"event": SCHEMA, "trace": SCHEMA, "service": SCHEMA, "name": SCHEMA, "columns": SCHEMA,
                                       "condition": CLAUSE},
    "models/store/ringsize.cpp": {"number": NUMBER},
    "models/store/rollupscan.cpp": {"columns": SCHEMA, "tables": SCHEMA, "finer": CLAUSE, "isBare": CHOICE},
    "models/store/rollupwriter.cpp": {"table": SCHEMA},
    "models/store/salvage.cpp": {"name": SCHEMA, "table": SCHEMA, "empty": CHOICE},
    "models/store/salvagemend.cpp": {"table": SCHEMA, "column": SCHEMA, "owner": SCHEMA, "textReferences": SCHEMA, "bytes": NUMBER},
    "models/store/salvagetable.cpp": {"name": SCHEMA, "columns": SCHEMA, "key": SCHEMA, "order": SCHEMA, "places": MARKS,
                                      "empty": CHOICE},
    "models/store/schema.cpp": {"kMigrations": "the migrations themselves", "step": NUMBER},
    "models/store/sessionspans.cpp": {"than": CHOICE, "order": CHOICE},
    "models/store/slice.cpp": {"table": COPY, "name": COPY, "columns": COPY, "copying": CLAUSE, "condition": CLAUSE, "column": SCHEMA,
                               "ofTraces": CLAUSE, "inRange": CLAUSE, "textReferences": CLAUSE,
                               "empty": CHOICE,
                               "for": "the loop that goes through the names"},
    "models/store/suspects.cpp": {"sql": CLAUSE, "order": CHOICE, "withFilter": CLAUSE},
    "models/store/textsweep.cpp": {"sql": CLAUSE, "substr": SCHEMA, "table": SCHEMA, "references": SCHEMA, "static_cast": NUMBER},
    "models/store/tracescan.cpp": {"spanColumns": SCHEMA, "spanTables": SCHEMA, "select": CLAUSE},
}


def problems(root, folders):
    """(path, line, reason) of what is joined and not named in PARTS, and of what is named there and not joined."""
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix not in (".cpp", ".h"):
                continue
            known = PARTS.get(str(path.relative_to(root)), {})
            text = path.read_text(encoding="utf-8")
            used = set()
            for line, name in joined(text) if SQL.search(text) else ():
                used.add(name)
                if name not in known:
                    yield path, line, f"SQL is joined to {name}: bind values, and name parts of ours in tests/style/sqltext.py"
            for name in sorted(set(known) - used):
                yield path, 1, f"tests/style/sqltext.py names {name}, which is joined to no SQL here"
    for name in sorted(PARTS):
        if not (root / name).exists():
            yield root / name, 1, "tests/style/sqltext.py names this file, which is not there"


# What has to be found, and what must not be; looked at before the check is believed.
FOUND = (
    'prepare("SELECT a FROM t WHERE b=\'" + name + "\'");',
    'std::string sql = "SELECT a FROM t"; sql += " WHERE b=" + who.name;',
    'auto sql = std::string("DELETE FROM t WHERE a=") + (isIt ? name : "1");',
    'run(u"SELECT * FROM t WHERE a = \'%1\'"_s.arg(name));',
    'std::snprintf(text, size, "UPDATE t SET a=\'%s\'", name);',
    'execute(("PRAGMA cache_size=" + cacheSize()).c_str());',
    'x = filter.text + " ORDER BY id";',
)
LEFT = (
    'prepare("SELECT a FROM t WHERE b=?").bind(name);',
    'prepare(std::string(kColumns) + "WHERE a=? ORDER BY b");',
    '"SELECT a "\n    "FROM t WHERE b" + std::string("=?");',
    'say(name + " is no recording."); // SELECT " + name',
)


def itself():
    """Whether the check finds what it is for."""
    wrong = [text for text in FOUND if not list(joined(text))]
    wrong += [text for text in LEFT if list(joined(text))]
    return wrong
