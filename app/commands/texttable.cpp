// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/texttable.h"

#include "app/commands/terminal.h"
#include "models/items/differencewords.h"
#include "models/telemetry/timetext.h"
#include "models/telemetry/visibletext.h"

#include <QJsonArray>

#include <algorithm>
#include <cstdio>
#include <limits>
#include <map>
#include <utility>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace commands {

namespace {

constexpr int kWidest = 60; // of a cell, on a terminal
constexpr std::size_t kBlock = 1000; // rows that are printed at once

const std::map<std::string, std::vector<QString>>& fieldsByKind()
{
    static const std::map<std::string, std::vector<QString>> fields{
        {"spans",
         {u"start_ns"_s, u"service"_s, u"step"_s, u"name"_s, u"status"_s, u"trace_id"_s,
          u"span_id"_s}},
        {"generations",
         {u"start_ns"_s, u"service"_s, u"model_served"_s, u"input_tokens"_s, u"output_tokens"_s,
          u"finish_reasons"_s, u"content_state"_s, u"trace_id"_s}},
        {"steps", {u"start_ns"_s, u"kind"_s, u"name"_s, u"input"_s, u"output"_s, u"trace_id"_s}},
        {"evaluations",
         {u"time_ns"_s, u"check"_s, u"origin"_s, u"state"_s, u"value"_s, u"reason"_s,
          u"trace_id"_s}},
        {"signals",
         {u"bucket_ns"_s, u"service"_s, u"operation"_s, u"model"_s, u"version"_s, u"check"_s,
          u"count"_s, u"failed"_s, u"unknown"_s, u"mean"_s, u"level"_s}},
        {"alarms", {u"alarm"_s, u"state"_s, u"raised_ns"_s, u"cause"_s, u"sentence"_s}},
        {"incidents", {u"incident"_s, u"services"_s, u"root"_s, u"sentence"_s}},
        {"judges",
         {u"service"_s, u"check"_s, u"evaluator"_s, u"models"_s, u"evaluations"_s, u"failed"_s,
          u"unavailable_share"_s, u"judged_share"_s, u"read_as"_s}},
        {"differences",
         {u"sentence"_s, u"difference"_s, u"difference_low"_s, u"difference_high"_s, u"is_sure"_s,
          u"suspect_share"_s, u"rest_share"_s, u"explained_by"_s}},
        {"suspects",
         {u"probability"_s, u"start_ns"_s, u"service"_s, u"model_served"_s, u"reasons"_s,
          u"trace_id"_s}},
        {"clusters",
         {u"size"_s, u"share"_s, u"probability_mean"_s, u"first_ns"_s, u"last_ns"_s, u"services"_s,
          u"cluster"_s, u"reasons"_s, u"excerpt"_s}},
    };
    return fields;
}

QString cellText(const QString& field, const QJsonValue& value, int widest)
{
    if (field.endsWith(u"_ns"_s) && value.isDouble())
        return QString::fromStdString(
                   telemetry::toRfc3339(telemetry::fromUnixNanos(value.toInteger())))
                   .left(23)
            + u'Z';
    if (value.isBool())
        return field == u"is_sure"_s && !value.toBool() ? items::unsureText()
            : value.toBool()                            ? u"yes"_s
                                                        : u"no"_s;
    if (value.isDouble()) {
        const double number = value.toDouble();
        return number == static_cast<double>(value.toInteger()) ? QString::number(value.toInteger())
                                                                : QString::number(number, 'f', 3);
    }
    if (value.isArray()) {
        QStringList parts;
        for (const QJsonValue& part : value.toArray())
            parts.append(
                QString::fromStdString(telemetry::visibleLine(part.toString().toStdString())));
        return parts.join(u","_s);
    }
    // Made visible before it is measured, or the columns would not fit what is printed.
    const QString text = value.isNull()
        ? u"-"_s
        : QString::fromStdString(telemetry::visibleLine(value.toString().toStdString()));
    return text.size() > widest ? text.left(widest - 1) + u'\u2026' : text;
}

} // namespace

TextTable::TextTable(const std::string& what)
    : m_widest(isatty(STDOUT_FILENO) != 0 ? kWidest : std::numeric_limits<int>::max())
    , m_fields({u"time_ns"_s, u"kind"_s, u"actor"_s, u"subject"_s, u"text"_s})
{
    if (const auto known = fieldsByKind().find(what); known != fieldsByKind().end())
        m_fields = known->second;
}

void TextTable::add(const QJsonObject& row)
{
    QStringList cells;
    for (const QString& field : m_fields)
        cells.append(cellText(field, row.value(field), m_widest));
    m_rows.push_back(cells);
    if (m_rows.size() >= kBlock)
        printBlock();
}

void TextTable::finish()
{
    if (!m_rows.empty())
        printBlock();
}

void TextTable::measure(const QStringList& row)
{
    m_widths.resize(static_cast<std::size_t>(row.size()));
    for (qsizetype i = 0; i < row.size(); ++i)
        m_widths[static_cast<std::size_t>(i)] =
            std::max(m_widths[static_cast<std::size_t>(i)], row[i].size());
}

void TextTable::printBlock()
{
    if (!std::exchange(m_hasHeader, true)) {
        QStringList header;
        for (const QString& field : m_fields)
            header.append(field.endsWith(u"_ns"_s) ? field.chopped(3) : field);
        m_rows.insert(m_rows.begin(), header);
    }
    for (const QStringList& row : m_rows)
        measure(row);
    for (const QStringList& row : m_rows) {
        QString line;
        for (qsizetype i = 0; i < row.size(); ++i)
            line += i + 1 < row.size()
                ? row[i].leftJustified(static_cast<int>(m_widths[static_cast<std::size_t>(i)]) + 2)
                : row[i];
        print(stdout, "%s\n", line.toUtf8().constData());
    }
    m_rows.clear();
}

} // namespace commands
