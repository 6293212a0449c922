#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the report of a drill's incident in all formats and has others read it: html-validate the HTML, GitHub's cmark
the Markdown, poppler the PDF. Hostile words make nothing of it, a redacted one holds neither the secret nor the names.

Usage: report.py PLUMBLINE NODE_MODULES"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

import drillrecording
from drillrecording import PERSON, SECRET, run

SECTIONS = ["Summary", "Key times", "Charts", "Alarms", "Exposure and quarantine", "Worst answers, with their claims",
            "Causes", "Levers", "Objectives", "What if", "Timeline", "Hand-overs", "Links", "To write down", "Audit proof"]
NEEDED = ("cmark-gfm", "pdfinfo", "pdftotext", "pdffonts", "pdftoppm", "node")


def fail(words):
    raise SystemExit("FAILED: " + words)


def check_html(path, modules, folder):
    with open(os.path.join(folder, "rules.json"), "w", encoding="utf-8") as file:
        # Styles are in the file, as it loads nothing; line ends and blanks are nobody's matter.
        file.write('{"root": true, "extends": ["html-validate:recommended", "html-validate:a11y"], "rules": '
                   '{"no-inline-style": "off", "no-trailing-whitespace": "off", "long-title": "off"}}')
    checked = subprocess.run(["node", os.path.join(modules, "html-validate", "bin", "html-validate.js"), "--config",
                              os.path.join(folder, "rules.json"), path], capture_output=True, text=True)
    if checked.returncode != 0:
        fail("html-validate: " + (checked.stdout + checked.stderr)[:3000])
    with open(path, encoding="utf-8") as file:
        text = file.read()
    if re.search(r"<(script|iframe|object|img|link|form)\b", text) or re.search(r'(src|href)="(?!#)', text):
        fail("the HTML loads or runs something")
    if re.findall(r"<h2[^>]*>([^<]*)</h2>", text) != SECTIONS:
        fail("the HTML has other sections")
    if text.count("<figure>") < 3 or text.count("<svg ") != 2 * text.count("<figure>"):
        fail("the HTML has no charts")
    print(f"html: {len(text)} bytes, {text.count('<table>')} tables, {text.count('<svg ')} charts")
    return text


def check_markdown(path):
    xml = run("cmark-gfm", "-t", "xml", "-e", "table", "-e", "autolink", "-e", "strikethrough", "-e", "tasklist", path)
    space = "{http://commonmark.org/xml/1.0}"
    tree = ElementTree.fromstring(re.sub("<!DOCTYPE[^>]*>", "", xml))
    nodes = [node.tag.replace(space, "") for node in tree.iter()]
    titles = ["".join(text.text or "" for text in node.iter() if text.tag == space + "text")
              for node in tree if node.tag == space + "heading" and node.get("level") == "2"]
    if titles != SECTIONS:
        fail(f"the Markdown has other sections: {titles}")
    for kind in ("link", "html_block", "html_inline", "strikethrough", "emph"):
        if kind in nodes:
            fail(f"the Markdown has a {kind}")
    pictures = [node.get("destination") for node in tree.iter(space + "image")]
    for picture in pictures:
        ElementTree.parse(os.path.join(os.path.dirname(path), picture))
    for table in tree.iter(space + "table"):
        widths = {len(list(row)) for row in table}
        if len(widths) != 1:
            fail("a table of the Markdown has rows of other widths")
    print(f"markdown: {nodes.count('table')} tables, {len(pictures)} charts")
    with open(path, encoding="utf-8") as file:
        return file.read(), nodes.count("table")


def check_pdf(path, size):
    info = run("pdfinfo", path)
    if size not in info:
        fail(f"the PDF is not of {size}: {info}")
    if "Title:" not in info or "INC-0001" not in info:
        fail("the PDF has no title")
    fonts = run("pdffonts", path).splitlines()[2:]
    embedded = [line.split() for line in fonts]
    if not embedded or any(words[-5] != "yes" for words in embedded):
        fail("the PDF has fonts that are not in it: " + "\n".join(fonts))
    text = run("pdftotext", "-layout", path, "-")
    pages = int(re.search(r"Pages:\s+(\d+)", info)[1])
    for number in range(1, pages + 1):
        if f"{number} of {pages}" not in text:
            fail(f"page {number} of the PDF has no number")
    for section in SECTIONS:
        if section not in text:
            fail(f"the PDF does not say {section}")
    if "INC-0001" not in text or not re.search(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", text) or not re.search(r"\(\d", text):
        fail("identifiers, times or brackets of the PDF cannot be found in its text")
    images = run("pdfimages", "-list", path).splitlines()[2:]
    print(f"pdf: {pages} pages of {size}, {len(embedded)} fonts, {len(images)} images")
    return text


def check_redacted(name, text):
    plain = re.sub(r"\s+", "", text)
    for word in ("sk-ant-", PERSON, "Hopper"):
        if word in text or word.replace(" ", "") in plain:
            fail(f"the redacted {name} holds {word}")
    if "person1" not in plain or "Redacted:" not in text:
        fail(f"the redacted {name} does not say that it is")


def main():
    plumbline, modules = sys.argv[1:]
    if not os.path.isdir(modules) or any(shutil.which(program) is None for program in NEEDED):
        print("html-validate, cmark-gfm or poppler is not installed")
        sys.exit(77)
    with tempfile.TemporaryDirectory() as folder:
        recording = os.path.join(folder, "drill.plumb")
        drillrecording.make(plumbline, recording, os.path.join(folder, "other.plumb"))

        def report(name, *more):
            path = os.path.join(folder, name)
            run(plumbline, "report", recording, "--format", name.rsplit(".", 1)[1], "--out", path, *more)
            return path

        html = check_html(report("a.html"), modules, folder)
        markdown, tables = check_markdown(report("a.md"))
        if html.count("<table>") != tables:
            fail("HTML and Markdown have other tables")
        pdf = check_pdf(report("a.pdf"), "A4")
        check_pdf(report("letter.pdf", "--page", "letter"), "letter")
        for name, text in (("html", html), ("md", markdown), ("pdf", pdf)):
            if "Hopper" not in text:
                fail(f"the {name} does not name who was in command")
        redacted = report("r.html", "--redact")
        check_redacted("html", check_html(redacted, modules, folder))
        check_redacted("md", check_markdown(report("r.md", "--redact"))[0])
        check_redacted("pdf", check_pdf(report("r.pdf", "--redact"), "A4"))
        for name in os.listdir(folder):
            if name.startswith("r-") and name.endswith(".svg"):
                with open(os.path.join(folder, name), encoding="utf-8") as file:
                    if "Hopper" in file.read():
                        fail("a chart of the redacted report names a person")
        refused = subprocess.run([plumbline, "report", recording, "--format", "md", "--out", recording])
        if refused.returncode != 2:
            fail("a report was written over its recording")
        again = [plumbline, "report", recording, "--format", "md", "--out", os.path.join(folder, "a.md")]
        if subprocess.run(again).returncode != 2 or subprocess.run([*again, "--replace"]).returncode != 0:
            fail("charts are written over files that are there, or cannot be")
        same = os.path.join(folder, "same")
        if subprocess.run([plumbline, "report", recording, "--format", "html", "--out", same, "--quarantine", same]).returncode != 2:
            fail("a report was written over its quarantine list")
        run(plumbline, "verify", recording)


if __name__ == "__main__":
    main()
