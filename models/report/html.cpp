// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/report/html.h"

#include <algorithm>
#include <array>

namespace report {

namespace {

// Colours are those of the window's light theme, and of its dark one.
constexpr std::string_view kStyle = R"(
:root { color-scheme: light dark; --back: #ffffff; --text: #1b1f24; --soft: #57606a; --line: #d0d7de; --head: #f3f5f7; }
@media (prefers-color-scheme: dark) {
  :root { --back: #14171a; --text: #e6e9ec; --soft: #a3abb3; --line: #3a4149; --head: #1f2429; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text); font: 15px/1.45 Inter, "Helvetica Neue", Arial, sans-serif; font-variant-numeric: tabular-nums; }
header, nav, main, footer { max-width: 1080px; margin: 0 auto; padding: 0 24px; }
header { padding-top: 32px; }
h1 { font-size: 28px; line-height: 1.2; margin: 0 0 4px; overflow-wrap: anywhere; }
h2 { font-size: 20px; margin: 36px 0 12px; padding-bottom: 4px; border-bottom: 1px solid var(--line); }
h3 { font-size: 16px; margin: 24px 0 8px; overflow-wrap: anywhere; }
p, li, figcaption { max-width: 46em; overflow-wrap: anywhere; }
.subject, .note, nav { color: var(--soft); }
.note { font-size: 13px; }
.notice { border-left: 4px solid var(--soft); padding: 4px 12px; font-weight: 600; }
nav ul { columns: 3; padding-left: 18px; }
a { color: inherit; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: 12px 0 16px; font-size: 13px; }
caption { text-align: left; font-weight: 600; padding: 4px 0; font-size: 14px; }
th, td { text-align: left; vertical-align: top; padding: 5px 8px; border: 1px solid var(--line); overflow-wrap: anywhere; unicode-bidi: isolate; min-width: 4em; }
thead th { background: var(--head); }
tbody th { font-weight: 500; }
.number { text-align: right; }
h4 { font-size: 14px; margin: 12px 0 4px; }
pre { margin: 4px 0 12px; padding: 10px 12px; border: 1px solid var(--line); background: var(--head); white-space: pre-wrap; overflow-wrap: anywhere; font: 13px/1.4 ui-monospace, "DejaVu Sans Mono", monospace; }
figure { margin: 16px 0; }
figure svg { display: block; width: 100%; height: auto; background: #ffffff; border: 1px solid var(--line); }
figure svg.dark { display: none; }
@media screen and (prefers-color-scheme: dark) {
  figure svg.light { display: none; }
  figure svg.dark { display: block; background: var(--back); }
}
figcaption { font-weight: 600; padding-top: 4px; }
figcaption span { display: block; font-weight: 400; font-size: 13px; color: var(--soft); }
.blank { min-height: 7em; border: 1px dashed var(--line); margin: 4px 0 16px; }
footer { color: var(--soft); font-size: 13px; padding-top: 24px; padding-bottom: 32px; }
@media print {
  :root { color-scheme: light; --back: #ffffff; --text: #1b1f24; --soft: #57606a; --line: #c4cbd2; --head: #f3f5f7; }
  body { font-size: 10pt; }
  header, main, footer { max-width: none; padding: 0; }
  nav { display: none; }
  h2, h3, h4, caption { break-after: avoid; }
  thead { display: table-header-group; }
  tr, figure, .blank { break-inside: avoid; }
  table { font-size: 8pt; }
  pre { font-size: 8pt; }
  .wide { overflow: visible; }
  p, li, figcaption { max-width: none; orphans: 3; widows: 3; }
}
)";

class HtmlWriter
{
public:
    explicit HtmlWriter(std::string& out)
        : m_out(out)
    {
    }

    void operator()(const Paragraph& paragraph) const
    {
        m_out += paragraph.isNote ? "<p class=\"note\">" : "<p>";
        m_out += escapedHtml(paragraph.text) + "</p>\n";
    }

    void operator()(const Heading& heading) const
    {
        m_out += "<h3>" + escapedHtml(heading.text) + "</h3>\n";
    }

    void operator()(const List& list) const
    {
        if (list.items.empty())
            return;
        m_out += "<ul>\n";
        for (const std::string& item : list.items)
            m_out += "<li>" + escapedHtml(item) + "</li>\n";
        m_out += "</ul>\n";
    }

    void operator()(const Table& table) const
    {
        m_out += "<div class=\"wide\">\n<table>\n";
        if (!table.caption.empty())
            m_out += "<caption>" + escapedHtml(table.caption) + "</caption>\n";
        m_out += "<thead>\n<tr>";
        for (const Column& column : table.columns)
            m_out += "<th scope=\"col\"" + numberClass(column) + '>' + escapedHtml(column.title)
                + "</th>";
        m_out += "</tr>\n</thead>\n<tbody>\n";
        for (const auto& row : table.rows) {
            m_out += "<tr>";
            for (std::size_t i = 0; i < row.size(); ++i) {
                const bool isHead = i == 0 && table.hasRowHeads;
                m_out += (isHead ? "<th scope=\"row\"" : "<td") + numberClass(table.columns[i])
                    + '>' + escapedHtml(row[i]) + (isHead ? "</th>" : "</td>");
            }
            m_out += "</tr>\n";
        }
        m_out += "</tbody>\n</table>\n</div>\n";
    }

    void operator()(const Code& code) const
    {
        // A line break at the very beginning would be eaten.
        m_out += "<p><strong>" + escapedHtml(code.label) + "</strong></p>\n<pre>\n"
            + escapedHtml(code.text) + "</pre>\n";
    }

    void operator()(const Figure& figure)
    {
        const std::string number = std::to_string(++m_figures);
        m_out += "<figure>\n" + inlineSvg(figure, "f" + number + "-");
        // One of the two is shown, and only that is there for who listens.
        if (!figure.darkSvg.empty())
            m_out += inlineSvg(figure, "d" + number + "-", Shade::Dark);
        m_out += "<figcaption>" + escapedHtml(figure.caption) + "<span>"
            + escapedHtml(figure.description) + "</span></figcaption>\n</figure>\n";
    }

    void operator()(const Blank& blank) const
    {
        m_out += "<p><strong>" + escapedHtml(blank.label)
            + "</strong></p>\n<div class=\"blank\"></div>\n";
    }

private:
    static std::string numberClass(const Column& column)
    {
        return column.isNumber ? " class=\"number\"" : "";
    }

    std::string& m_out;
    int m_figures = 0;
};

void replaceAll(std::string& text, const std::string& what, const std::string& with)
{
    std::string result;
    std::size_t done = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, done)) {
        result.append(text, done, at - done).append(with);
        done = at + what.size();
    }
    text = result.append(text, done);
}

} // namespace

std::string escapedHtml(std::string_view text)
{
    std::string safe;
    safe.reserve(text.size() + text.size() / 8);
    for (const char c : text) {
        switch (c) {
        case '&':
            safe += "&amp;";
            break;
        case '<':
            safe += "&lt;";
            break;
        case '>':
            safe += "&gt;";
            break;
        case '"':
            safe += "&quot;";
            break;
        case '\'':
            safe += "&#39;";
            break;
        default:
            safe += c;
        }
    }
    return safe;
}

std::string inlineSvg(const Figure& figure, const std::string& prefix, Shade shade)
{
    const std::string& svg = shade == Shade::Dark ? figure.darkSvg : figure.svg;
    const std::size_t open = svg.find("<svg");
    const std::size_t headEnd = open == std::string::npos ? open : svg.find('>', open);
    const std::size_t close = svg.rfind("</svg>");
    if (headEnd == std::string::npos || close == std::string::npos || close < headEnd)
        return {};
    std::string drawn = svg.substr(headEnd + 1, close - headEnd - 1);
    // The generator's own title and description say nothing.
    for (const char* name : {"title", "desc"}) {
        const std::string end = std::string("</") + name + '>';
        const std::size_t from = drawn.find(std::string("<") + name + '>');
        const std::size_t to = drawn.find(end);
        if (from != std::string::npos && to != std::string::npos && from < to)
            drawn.erase(from, to + end.size() - from);
    }
    replaceAll(drawn, " id=\"", " id=\"" + prefix);
    replaceAll(drawn, "url(#", "url(#" + prefix);
    replaceAll(drawn, "href=\"#", "href=\"#" + prefix);
    const std::string label = escapedHtml(figure.caption + ". " + figure.description);
    // Without another for dark it is shown on both.
    const std::string shown = figure.darkSvg.empty() ? std::string()
        : shade == Shade::Dark                       ? " class=\"dark\""
                                                     : " class=\"light\"";
    return "<svg" + shown + " viewBox=\"0 0 " + std::to_string(figure.width) + ' '
        + std::to_string(figure.height) + "\" role=\"img\" aria-label=\"" + label + "\">" + drawn
        + "</svg>\n";
}

std::string toHtml(const Document& document, PageSize page)
{
    const std::string title = escapedHtml(document.title);
    std::string out =
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "'unsafe-inline'; img-src data:\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"referrer\" content=\"no-referrer\">\n<title>"
        + title + "</title>\n<style>";
    out += kStyle;
    out += page == PageSize::A4 ? "@page { size: A4; margin: 16mm 14mm; }\n"
                                : "@page { size: Letter; margin: 16mm 14mm; }\n";
    out += "</style>\n</head>\n<body>\n<header>\n<h1>" + title + "</h1>\n<p class=\"subject\">"
        + escapedHtml(document.subject) + "</p>\n";
    for (const std::string& notice : document.notices)
        out += "<p class=\"notice\">" + escapedHtml(notice) + "</p>\n";
    out += "</header>\n<nav aria-label=\"Sections\">\n<ul>\n";
    for (const Section& section : document.sections)
        out += "<li><a href=\"#" + section.id + "\">" + escapedHtml(section.title) + "</a></li>\n";
    out += "</ul>\n</nav>\n<main>\n";
    HtmlWriter writer(out);
    for (const Section& section : document.sections) {
        out += "<section id=\"" + section.id + "\" aria-labelledby=\"" + section.id
            + "-title\">\n<h2 id=\"" + section.id + "-title\">" + escapedHtml(section.title)
            + "</h2>\n";
        for (const Block& block : section.blocks)
            std::visit(writer, block);
        out += "</section>\n";
    }
    out += "</main>\n<footer>\n<p>Written by Plumbline from its recording. What is estimated is "
           "marked with ≈, what is not known is called unknown.</p>\n</footer>\n</body>\n</html>\n";
    return out;
}

} // namespace report
