// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string>
#include <variant>
#include <vector>

namespace report {

// What a report says, before it is written as Markdown, HTML or PDF. All strings are visible text
// in UTF-8, as Scrub makes it, and on one line each but those of Code: they are plain text, and
// whoever writes them escapes them.

struct Paragraph
{
    std::string text;
    bool isNote = false; // what was left out, or how to read what stands there
};

// Under the title of a section.
struct Heading
{
    std::string text;
};

struct List
{
    std::vector<std::string> items;
};

struct Column
{
    std::string title;
    bool isNumber = false;
    int weight = 1; // of its width
};

// Every row has as many cells as there are columns.
struct Table
{
    std::string caption;
    std::vector<Column> columns;
    std::vector<std::vector<std::string>> rows;
    bool hasRowHeads = false; // the first cell of a row names it
};

// A text from outside on its own lines, with what it is.
struct Code
{
    std::string label;
    std::string text;
};

// A drawing. The caption says what it shows and the description what can be read from it.
struct Figure
{
    std::string caption;
    std::string description;
    std::string svg; // one document, without scripts and references to anything outside
    int width = 0; // pixels of 1/96 inch
    int height = 0;
    std::string darkSvg = {}; // the same for who reads on dark, where that can be chosen; or empty
};

// Room for what people write after they printed it.
struct Blank
{
    std::string label;
};

using Block = std::variant<Paragraph, Heading, List, Table, Code, Figure, Blank>;

struct Section
{
    std::string id; // of ours: [a-z-]+
    std::string title;
    std::vector<Block> blocks;
};

struct Document
{
    std::string title;
    std::string subject; // one line under it
    std::vector<std::string> notices; // what has to be known first, as that it is redacted
    std::vector<Section> sections;
};

// How many there are, of all sections.
struct Counts
{
    int headings = 0; // of sections and under them, without the document's title
    int tables = 0;
    int rows = 0; // of tables, without their headers
    int lists = 0;
    int codes = 0;
    int figures = 0;
};
Counts countsOf(const Document& document);

} // namespace report
