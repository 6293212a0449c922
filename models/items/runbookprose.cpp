// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/runbookprose.h"

#include <QRegularExpression>
#include <QStringList>

#include <memory>

#include <cmark.h>

using namespace Qt::StringLiterals;

namespace items {

namespace {

struct NodeDeleter
{
    void operator()(cmark_node* node) const { cmark_node_free(node); }
};
struct IteratorDeleter
{
    void operator()(cmark_iter* iterator) const { cmark_iter_free(iterator); }
};

QString literalOf(cmark_node* node)
{
    const char* literal = cmark_node_get_literal(node);
    return literal != nullptr ? QString::fromUtf8(literal) : QString();
}

// Collects blocks: one entry a paragraph, heading, list item's paragraph or code block.
class ProseWriter
{
public:
    void enter(cmark_node* node)
    {
        switch (cmark_node_get_type(node)) {
        case CMARK_NODE_LIST:
            ++m_listDepth;
            break;
        case CMARK_NODE_ITEM:
            m_mark = markOf(node);
            break;
        case CMARK_NODE_TEXT:
        case CMARK_NODE_CODE:
        case CMARK_NODE_HTML_INLINE:
            m_line += literalOf(node);
            break;
        case CMARK_NODE_SOFTBREAK:
            m_line += u' ';
            break;
        case CMARK_NODE_LINEBREAK:
            m_line += u'\n';
            break;
        case CMARK_NODE_CODE_BLOCK:
        case CMARK_NODE_HTML_BLOCK:
            m_line = literalOf(node).trimmed();
            finishBlock(u"    "_s);
            break;
        default:
            break;
        }
    }

    void leave(cmark_node* node)
    {
        switch (cmark_node_get_type(node)) {
        case CMARK_NODE_LIST:
            --m_listDepth;
            break;
        case CMARK_NODE_LINK:
        case CMARK_NODE_IMAGE:
            appendAddress(node);
            break;
        case CMARK_NODE_PARAGRAPH:
        case CMARK_NODE_HEADING:
            finishBlock({});
            break;
        default:
            break;
        }
    }

    QString text() const { return m_text; }

private:
    static QString markOf(cmark_node* item)
    {
        cmark_node* list = cmark_node_parent(item);
        if (cmark_node_get_list_type(list) != CMARK_ORDERED_LIST)
            return u"•"_s;
        int number = cmark_node_get_list_start(list);
        for (cmark_node* before = cmark_node_previous(item); before != nullptr;
             before = cmark_node_previous(before))
            ++number;
        return u"%1."_s.arg(number);
    }

    void appendAddress(cmark_node* link)
    {
        const char* url = cmark_node_get_url(link);
        const QString address = url != nullptr ? QString::fromUtf8(url) : QString();
        if (!address.isEmpty() && !m_line.endsWith(address))
            m_line += u" (%1)"_s.arg(address);
    }

    void finishBlock(const QString& indent)
    {
        QString block = m_line;
        m_line.clear();
        const QString margin = indent + QString(2 * qMax(0, m_listDepth - 1), u' ');
        if (!m_mark.isEmpty())
            block = m_mark + u' ' + block;
        const bool continuesList = m_listDepth > 0 && !m_text.isEmpty();
        if (!m_text.isEmpty())
            m_text += continuesList ? u"\n"_s : u"\n\n"_s;
        m_text += margin + block.replace(u'\n', u'\n' + margin);
        m_mark.clear();
    }

    QString m_text;
    QString m_line;
    QString m_mark;
    int m_listDepth = 0;
};

// "| a | b \\| c |": the cells, still in Markdown.
QStringList cellsOf(const QString& line)
{
    QString row = line.trimmed();
    if (row.startsWith(u'|'))
        row.remove(0, 1);
    if (row.endsWith(u'|') && !row.endsWith(u"\\|"_s))
        row.chop(1);
    QStringList cells{QString()};
    for (qsizetype i = 0; i < row.size(); ++i) {
        if (row[i] == u'\\' && i + 1 < row.size() && row[i + 1] == u'|')
            cells.back() += row[++i];
        else if (row[i] == u'|')
            cells << QString();
        else
            cells.back() += row[i];
    }
    for (QString& cell : cells)
        cell = cell.trimmed();
    return cells;
}

bool isDelimiterRow(const QString& line)
{
    static const QRegularExpression pattern(uR"(^ {0,3}\|?(\s*:?-+:?\s*\|)+(\s*:?-+:?\s*)?$)"_s);
    return pattern.match(line).hasMatch();
}

bool isFence(const QString& line)
{
    const QString start = line.trimmed();
    return start.startsWith(u"```"_s) || start.startsWith(u"~~~"_s);
}

bool beginsTable(const QStringList& lines, qsizetype i)
{
    return i + 1 < lines.size() && lines[i].contains(u'|') && isDelimiterRow(lines[i + 1])
        && cellsOf(lines[i]).size() == cellsOf(lines[i + 1]).size();
}

QString plainText(const std::string& markdown)
{
    const std::unique_ptr<cmark_node, NodeDeleter> document(
        cmark_parse_document(markdown.data(), markdown.size(), CMARK_OPT_VALIDATE_UTF8));
    const std::unique_ptr<cmark_iter, IteratorDeleter> iterator(cmark_iter_new(document.get()));
    ProseWriter writer;
    for (auto event = cmark_iter_next(iterator.get()); event != CMARK_EVENT_DONE;
         event = cmark_iter_next(iterator.get())) {
        cmark_node* node = cmark_iter_get_node(iterator.get());
        if (event == CMARK_EVENT_ENTER)
            writer.enter(node);
        else
            writer.leave(node);
    }
    return writer.text();
}

QString plainText(const QString& markdown)
{
    return plainText(markdown.toStdString());
}

QList<QStringList> tableOf(const QStringList& rows)
{
    QList<QStringList> table;
    for (const QString& row : rows) {
        QStringList cells = cellsOf(row);
        for (QString& cell : cells)
            cell = plainText(cell);
        const auto columns = table.isEmpty() ? cells.size() : table.front().size();
        while (cells.size() < columns)
            cells << QString();
        table << cells.mid(0, columns);
    }
    return table;
}

QString linesOf(const QList<QStringList>& table)
{
    QStringList lines;
    for (qsizetype row = 1; row < table.size(); ++row) {
        QStringList cells;
        for (qsizetype i = 0; i < table[row].size(); ++i)
            cells << u"%1: %2"_s.arg(table.front()[i], table[row][i]);
        lines << u"• "_s + cells.join(u"; "_s);
    }
    return lines.join(u'\n');
}

} // namespace

std::vector<ProseBlock> proseBlocks(const std::string& markdown)
{
    const QStringList lines = QString::fromStdString(markdown).split(u'\n');
    std::vector<ProseBlock> blocks;
    QStringList text;
    bool isCode = false;
    const auto finishText = [&] {
        const QString plain = plainText(text.join(u'\n'));
        text.clear();
        if (!plain.isEmpty())
            blocks.push_back({.text = plain, .table = {}});
    };
    for (qsizetype i = 0; i < lines.size(); ++i) {
        isCode = isFence(lines[i]) ? !isCode : isCode;
        if (isCode || !beginsTable(lines, i)) {
            text << lines[i];
            continue;
        }
        finishText();
        QStringList rows{lines[i]};
        for (i += 2; i < lines.size() && lines[i].contains(u'|'); ++i)
            rows << lines[i];
        --i;
        blocks.push_back({.text = {}, .table = tableOf(rows)});
    }
    finishText();
    return blocks;
}

QString proseText(const std::string& markdown)
{
    QStringList texts;
    for (const ProseBlock& block : proseBlocks(markdown))
        texts << (block.table.isEmpty() ? block.text : linesOf(block.table));
    return texts.join(u"\n\n"_s);
}

} // namespace items
