// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/report/markdown.h"

#include <algorithm>
#include <cctype>

namespace report {

namespace {

// Those that mean something wherever they stand.
constexpr std::string_view kActive = "\\`*_[]<#|~&$";

char lowered(char c)
{
    return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

// GitHub makes a link of what begins with www.
bool endsInWww(std::string_view text, std::size_t at)
{
    return at >= 3 && lowered(text[at - 1]) == 'w' && lowered(text[at - 2]) == 'w'
        && lowered(text[at - 3]) == 'w';
}

// "1." and "2)" begin a list, "-", "+" and "=" one, a line or a heading above them.
bool isListNumber(std::string_view text, std::size_t at)
{
    return at > 0 && at <= 9 && std::ranges::all_of(text.substr(0, at), [](char c) {
               return std::isdigit(static_cast<unsigned char>(c)) != 0;
           });
}

std::string codeBlock(std::string_view text)
{
    std::size_t longest = 0;
    std::size_t run = 0;
    for (const char c : text) {
        run = c == '`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    const std::string fence(std::max<std::size_t>(3, longest + 1), '`');
    std::string block = fence + '\n';
    block += text;
    return block + (text.ends_with('\n') ? "" : "\n") + fence + '\n';
}

class MarkdownWriter
{
public:
    MarkdownWriter(std::string& out, const std::vector<std::string>& pictures)
        : m_out(out)
        , m_pictures(pictures)
    {
    }

    void operator()(const Paragraph& paragraph) const
    {
        const std::string text = escapedMarkdown(paragraph.text);
        // Without a word between the stars they would not mark anything.
        m_out += (paragraph.isNote && !text.empty() ? "> " : "") + text + "\n\n";
    }

    void operator()(const Heading& heading) const
    {
        m_out += "### " + escapedMarkdown(heading.text) + "\n\n";
    }

    void operator()(const List& list) const
    {
        for (const std::string& item : list.items)
            m_out += "- " + escapedMarkdown(item) + '\n';
        // So that a list that follows is another one.
        m_out += list.items.empty() ? "" : "\n";
    }

    void operator()(const Table& table) const
    {
        if (!table.caption.empty())
            m_out += "**" + escapedMarkdown(table.caption) + "**\n\n";
        m_out += '|';
        for (const Column& column : table.columns)
            m_out += ' ' + escapedMarkdown(column.title) + " |";
        m_out += "\n|";
        for (const Column& column : table.columns)
            m_out += column.isNumber ? " ---: |" : " --- |";
        for (const auto& row : table.rows) {
            m_out += "\n|";
            for (const std::string& cell : row)
                m_out += ' ' + escapedMarkdown(cell) + " |";
        }
        m_out += "\n\n";
    }

    void operator()(const Code& code) const
    {
        m_out += "**" + escapedMarkdown(code.label) + "**\n\n" + codeBlock(code.text) + '\n';
    }

    void operator()(const Figure& figure)
    {
        if (m_figure < m_pictures.size())
            m_out += "![" + escapedMarkdown(figure.caption) + "](" + m_pictures[m_figure] + ")\n\n";
        ++m_figure;
        m_out += "**" + escapedMarkdown(figure.caption) + "**\n\n";
        m_out += escapedMarkdown(figure.description) + "\n\n";
    }

    void operator()(const Blank& blank) const
    {
        m_out += "**" + escapedMarkdown(blank.label) + "**\n\n(to fill in)\n\n";
    }

private:
    std::string& m_out;
    const std::vector<std::string>& m_pictures;
    std::size_t m_figure = 0;
};

} // namespace

std::string escapedMarkdown(std::string_view text)
{
    text = text.substr(std::min(text.find_first_not_of(" \t\n"), text.size()));
    text = text.substr(0, text.find_last_not_of(" \t\n") + 1);
    std::string safe;
    safe.reserve(text.size() + text.size() / 8);
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool isFirst = i == 0;
        // An address or a mention: code is neither. A run is one piece of code: two of them side by
        // side would be read as one, with the marks between them.
        if (c == '@') {
            safe += i > 0 && text[i - 1] == '@' ? "@" : "`@";
            safe += text.substr(i + 1).starts_with('@') ? "" : "`";
            continue;
        }
        const bool isLineStart = isFirst && (c == '-' || c == '+' || c == '=' || c == '>');
        const bool isNumbered = (c == '.' || c == ')') && isListNumber(text, i);
        const bool isScheme = c == ':' && text.substr(i + 1).starts_with("//");
        const bool isWww = c == '.' && endsInWww(text, i);
        if (kActive.find(c) != std::string_view::npos || isLineStart || isNumbered || isScheme
            || isWww)
            safe += '\\';
        safe += c == '\n' || c == '\t' ? ' ' : c;
    }
    return safe;
}

std::string toMarkdown(const Document& document, const std::vector<std::string>& pictures)
{
    std::string out = "# " + escapedMarkdown(document.title) + "\n\n";
    out += escapedMarkdown(document.subject) + "\n\n";
    for (const std::string& notice : document.notices)
        out += "> " + escapedMarkdown(notice) + "\n\n";
    MarkdownWriter writer(out, pictures);
    for (const Section& section : document.sections) {
        out += "## " + escapedMarkdown(section.title) + "\n\n";
        const Block* before = nullptr;
        for (const Block& block : section.blocks) {
            if (before != nullptr && std::holds_alternative<List>(*before)
                && std::holds_alternative<List>(block))
                out += "<!-- -->\n\n";
            std::visit(writer, block);
            before = &block;
        }
    }
    return out;
}

} // namespace report
