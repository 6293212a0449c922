// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/textrows.h"

#include "models/items/formats.h"
#include "models/telemetry/visibletext.h"

#include <map>
#include <optional>
#include <string_view>
#include <utility>

using namespace Qt::StringLiterals;

namespace items {

namespace {

QString wholeLine(const std::string& text)
{
    return QString::fromStdString(telemetry::visibleLine(text));
}

QString dialectText(const store::DialectMapping& dialect)
{
    return dialect.dialect.empty() ? TextRows::tr("none: not of AI") : wholeLine(dialect.dialect);
}

QString sourceText(const store::MappedAttribute& mapped)
{
    if (mapped.event.empty())
        return wholeLine(mapped.attribute);
    return mapped.attribute.empty()
        ? TextRows::tr("the event %1").arg(wholeLine(mapped.event))
        : TextRows::tr("%1 on the event %2")
              .arg(wholeLine(mapped.attribute), wholeLine(mapped.event));
}

QString shareText(const store::MappedAttribute& mapped, const store::DialectMapping& dialect)
{
    const std::optional<double> share = store::shareOf(mapped, dialect);
    return share ? percentText(*share) : u"–"_s;
}

QString othersText()
{
    return TextRows::tr("others, not kept by name");
}

} // namespace

TextRows::TextRows(QStringList headers, int firstNumber, QObject* parent)
    : TableModel(parent)
    , m_headers(std::move(headers))
    , m_firstNumber(firstNumber)
{
}

int TextRows::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_headers.size());
}

QVariant TextRows::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= m_headers.size())
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((section >= m_firstNumber ? Qt::AlignRight : Qt::AlignLeft)
                                | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? QVariant(m_headers[section]) : QVariant();
}

QVariant TextRows::cell(const TextRow& row, int column, int role) const
{
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((column >= m_firstNumber ? Qt::AlignRight : Qt::AlignLeft)
                                | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole) {
        QStringList lines;
        for (int i = 0; i < m_headers.size(); ++i)
            lines << u"%1: %2"_s.arg(m_headers[i], row.cells.value(i));
        return lines.join(u'\n');
    }
    return role == Qt::DisplayRole ? QVariant(row.cells.value(column)) : QVariant();
}

std::vector<TextRow> fieldRows(const store::SourceMapping& mapping)
{
    std::vector<TextRow> rows;
    for (const store::DialectMapping& dialect : mapping.dialects) {
        for (const store::MappedAttribute& mapped : dialect.fields)
            rows.push_back(
                {.key = dialect.dialect + '\n' + mapped.field + '\n' + mapped.attribute + '\n'
                     + mapped.event,
                 .cells = {wholeLine(mapped.field), sourceText(mapped), shareText(mapped, dialect),
                           countText(mapped.count), dialectText(dialect)}});
        if (dialect.otherRecords > 0)
            rows.push_back({.key = dialect.dialect + '\n',
                            .cells = {othersText(),
                                      {},
                                      u"–"_s,
                                      countText(dialect.otherRecords),
                                      dialectText(dialect)}});
    }
    return rows;
}

std::vector<TextRow> unknownRows(const store::SourceMapping& mapping)
{
    std::map<std::string_view, int> times; // that a name stands there
    for (const store::DialectMapping& dialect : mapping.dialects) {
        for (const store::UnmappedAttribute& unknown : dialect.unknown)
            ++times[unknown.name];
    }
    // What stands there more than once is told apart by whose records it is in.
    const auto nameIn = [&times](const store::UnmappedAttribute& unknown,
                                 const store::DialectMapping& dialect) {
        return times[unknown.name] > 1
            ? u"%1 (%2)"_s.arg(wholeLine(unknown.name), dialectText(dialect))
            : wholeLine(unknown.name);
    };
    std::vector<TextRow> rows;
    for (const store::DialectMapping& dialect : mapping.dialects) {
        for (const store::UnmappedAttribute& unknown : dialect.unknown)
            rows.push_back({.key = dialect.dialect + '\n' + unknown.name,
                            .cells = {nameIn(unknown, dialect), wholeLine(unknown.example),
                                      countText(unknown.count)}});
        if (dialect.otherUnknown > 0)
            rows.push_back({.key = dialect.dialect + '\n',
                            .cells = {othersText(), {}, countText(dialect.otherUnknown)}});
    }
    return rows;
}

std::vector<TextRow> conflictRows(const store::SourceMapping& mapping)
{
    std::vector<TextRow> rows;
    for (const store::DialectMapping& dialect : mapping.dialects) {
        for (const store::MappingConflict& conflict : dialect.conflicts)
            rows.push_back(
                {.key = dialect.dialect + '\n' + conflict.field + '\n' + conflict.won + '\n'
                     + conflict.lost,
                 .cells = {
                     wholeLine(conflict.field),
                     u"%1 = %2"_s.arg(wholeLine(conflict.won), wholeLine(conflict.wonExample)),
                     u"%1 = %2"_s.arg(wholeLine(conflict.lost), wholeLine(conflict.lostExample)),
                     countText(conflict.count)}});
        if (dialect.otherConflicts > 0)
            rows.push_back({.key = dialect.dialect + '\n',
                            .cells = {othersText(), {}, {}, countText(dialect.otherConflicts)}});
    }
    return rows;
}

} // namespace items
