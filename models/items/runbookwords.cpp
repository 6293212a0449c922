// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/runbookwords.h"

#include "models/items/runbooktexts.h"
#include "models/runbook/stepschema.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

namespace items {

namespace {

// What of a step's fields is words for people.
constexpr std::array kReadFields{"expect", "why", "undo", "until", "who", "question", "message"};

// Only what is marked is asked for: of an older version of a file, say, the rest stays.
std::string runbookText(const std::string& english)
{
    static const std::set<std::string_view> marked(runbookTexts().begin(), runbookTexts().end());
    return marked.contains(english)
        ? QCoreApplication::translate("runbooks", english.c_str()).toStdString()
        : english;
}

QString runbookText(const QString& english)
{
    return QString::fromStdString(runbookText(english.toStdString()));
}

QString rowText(const QString& row)
{
    QStringList cells = row.split(u'|');
    for (QString& cell : cells) {
        const bool isRule = cell.count(u'-') + cell.count(u' ') == cell.size();
        if (!isRule)
            cell = u' ' + runbookText(cell.trimmed()) + u' ';
    }
    return cells.join(u'|');
}

// Paragraph by paragraph, as they stand between empty lines.
std::string proseWords(const std::string& markdown)
{
    QStringList said;
    QStringList paragraph;
    const auto end = [&said, &paragraph] {
        if (!paragraph.isEmpty() && paragraph.front().startsWith(u'|')) {
            for (const QString& row : paragraph)
                said << rowText(row);
        } else if (!paragraph.isEmpty()) {
            const QString whole = paragraph.join(u' ').simplified();
            const QString words = runbookText(whole);
            said << (words == whole ? paragraph : QStringList{words});
        }
        paragraph.clear();
    };
    for (const QString& line : QString::fromStdString(markdown).split(u'\n')) {
        if (line.trimmed().isEmpty()) {
            end();
            said << line;
        } else if (line.startsWith(u'#')) {
            end();
            const qsizetype marks = line.indexOf(u' ') + 1;
            said << line.left(marks) + runbookText(line.mid(marks));
        } else {
            paragraph << line;
        }
    }
    end();
    return said.join(u'\n').toStdString();
}

runbook::Step stepInWords(runbook::Step step)
{
    step.title = runbookText(step.title);
    step.text = proseWords(step.text);
    for (const char* name : kReadFields) {
        if (const auto field = step.fields.find(name); field != step.fields.end())
            field->second = runbookText(field->second);
    }
    if (const auto options = step.fields.find("options"); options != step.fields.end()) {
        QStringList said = QString::fromStdString(options->second).split(u", "_s);
        // A comma within one does not end it: a button would say a part of its neighbour's.
        for (QString& option : said)
            option = runbookText(option).replace(u", "_s, u",\u00a0"_s);
        options->second = said.join(u", "_s).toStdString();
    }
    return step;
}

bool isShipped(const runbook::Runbook& runbook)
{
    return runbook.source.file.empty();
}

// What stands in the places of "Pin {service} to {model}", by name, first and last place to the
// ends; absent: the text is not made of this one.
std::optional<std::vector<std::pair<std::string, std::string>>> valuesIn(const std::string& written,
                                                                         std::string_view text)
{
    std::vector<std::pair<std::string, std::string>> values;
    std::size_t copied = 0;
    std::string open; // the place whose value goes on up to the words that follow it
    const auto take = [&](std::string_view words, bool isLast) {
        const std::size_t end = open.empty()
            ? (text.starts_with(words) ? 0 : std::string_view::npos)
            : isLast ? (text.ends_with(words) ? text.size() - words.size() : std::string_view::npos)
                     : text.find(words);
        if (end == std::string_view::npos || (!open.empty() && end == 0))
            return false;
        if (!open.empty())
            values.emplace_back(open, text.substr(0, end));
        text.remove_prefix(end + words.size());
        return true;
    };
    for (const runbook::Placeholder& each : runbook::placeholders(written)) {
        if (!take(std::string_view(written).substr(copied, each.begin - copied), false))
            return std::nullopt;
        open = each.name;
        copied = each.end;
    }
    if (!take(std::string_view(written).substr(copied), true) || !text.empty())
        return std::nullopt;
    return values;
}

struct Line
{
    std::string words;
    std::size_t written = 0; // bytes of it that are no parameter's
};

std::optional<Line> lineOf(const std::string& written, const std::string& english)
{
    if (written == english)
        return Line{.words = runbookText(written), .written = written.size()};
    if (written.empty() || written.front() == '{') // else any words begin like it
        return std::nullopt;
    const auto values = valuesIn(written, english);
    if (!values || values->empty())
        return std::nullopt;
    Line line{.words = runbookText(written), .written = english.size()};
    for (const auto& [name, value] : *values) {
        line.written -= value.size();
        const std::string place = '{' + name + '}';
        if (const std::size_t at = line.words.find(place); at != std::string::npos)
            line.words.replace(at, place.size(), value);
    }
    return line;
}

} // namespace

runbook::Runbook shownRunbook(const runbook::Runbook& runbook)
{
    runbook::Runbook shown = runbook;
    if (!isShipped(runbook))
        return shown;
    shown.title = runbookText(runbook.title);
    shown.applies = runbookText(runbook.applies);
    shown.introduction = proseWords(runbook.introduction);
    for (auto& [name, meaning] : shown.parameters)
        meaning = runbookText(meaning);
    for (runbook::Step& step : shown.steps)
        step = stepInWords(std::move(step));
    return shown;
}

runbook::Step shownStep(const runbook::Runbook& runbook, std::size_t step,
                        const std::map<std::string, std::string>& parameters)
{
    const runbook::Step& written = runbook.steps.at(step);
    if (!isShipped(runbook))
        return runbook::withKnownParameters(written, parameters);
    auto known = parameters;
    for (const std::string& name : runbook::missingParameters(written, parameters)) {
        std::string words = "the " + name;
        std::ranges::replace(words, '_', ' ');
        known[name] = runbookText(words);
    }
    return runbook::withKnownParameters(stepInWords(written), known);
}

const std::vector<const char*>& runbookTexts()
{
    static const std::vector<const char*> all = [] {
        std::vector<const char*> texts(runbookFirstTexts.begin(), runbookFirstTexts.end());
        texts.insert(texts.end(), runbookMiddleTexts.begin(), runbookMiddleTexts.end());
        texts.insert(texts.end(), runbookLastTexts.begin(), runbookLastTexts.end());
        return texts;
    }();
    return all;
}

std::string runbookLine(const std::string& english)
{
    // "Pin bot to index 7" begins like "Pin {service} to {last_good_model}", too.
    Line nearest{.words = english};
    for (const char* text : runbookTexts()) {
        if (auto line = lineOf(text, english); line && line->written > nearest.written)
            nearest = std::move(*line);
    }
    return nearest.words;
}

} // namespace items
