// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/runbookwords.h"

#include "models/items/runbooktexts.h"
#include "models/runbook/stepschema.h"
#include "models/telemetry/filled.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <vector>

using namespace Qt::StringLiterals;

namespace items {

namespace {

// What of a step's fields is words for people.
constexpr std::array kReadFields{"expect", "why",      "undo",    "until",
                                 "who",    "question", "message"};

std::string runbookText(const std::string& english)
{
    return english.empty() ? english
                           : QCoreApplication::translate("runbooks", english.c_str()).toStdString();
}

QString runbookText(const QString& english)
{
    return QString::fromStdString(runbookText(english.toStdString()));
}

QString rowText(const QString& row)
{
    QStringList cells = row.split(u'|');
    for (QString& cell : cells) {
        if (!cell.trimmed().isEmpty())
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
        for (QString& option : said)
            option = runbookText(option);
        options->second = said.join(u", "_s).toStdString();
    }
    return step;
}

bool isShipped(const runbook::Runbook& runbook)
{
    return runbook.source.file.empty();
}

// "Pin {service} to {model}" as "Pin %1 to %2"; the names in their order.
struct TitlePattern
{
    std::string pattern;
    std::vector<std::string> names;
};

TitlePattern patternOf(const std::string& title)
{
    TitlePattern result;
    std::size_t copied = 0;
    for (const runbook::Placeholder& each : runbook::placeholders(title)) {
        result.names.push_back(each.name);
        result.pattern.append(title, copied, each.begin - copied)
            .append("%" + std::to_string(result.names.size()));
        copied = each.end;
    }
    result.pattern.append(title, copied);
    return result;
}

std::optional<std::string> lineOf(const std::string& text, const std::string& english)
{
    if (text == english)
        return runbookText(text);
    const TitlePattern pattern = patternOf(text);
    if (pattern.names.empty() || text.front() == '{') // else any words begin like it
        return std::nullopt;
    const auto values = telemetry::placesIn(pattern.pattern, english);
    if (!values)
        return std::nullopt;
    std::string said = runbookText(text);
    for (std::size_t i = 0; i < values->size(); ++i) {
        const std::string place = '{' + pattern.names[i] + '}';
        if (const std::size_t at = said.find(place); at != std::string::npos)
            said.replace(at, place.size(), (*values)[i]);
    }
    return said;
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
    for (const char* text : runbookTexts()) {
        if (auto said = lineOf(text, english))
            return *said;
    }
    return english;
}

} // namespace items
