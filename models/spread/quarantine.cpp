// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/spread/quarantine.h"

#include "models/telemetry/timetext.h"
#include "models/telemetry/utf8.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string_view>
#include <utility>

using namespace Qt::StringLiterals;

namespace spread {

namespace {

QString shown(const std::string& utf8)
{
    return QString::fromStdString(telemetry::sanitizedUtf8(utf8));
}

std::string number(double value, int digits = 3)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.*g", digits, value);
    return text.data();
}

std::string counted(std::size_t count, const char* one, const char* many)
{
    return std::to_string(count) + " " + (count == 1 ? one : many);
}

std::string cell(const std::string& text)
{
    std::string safe = telemetry::sanitizedUtf8(text);
    // A negative number is no formula, but nothing here is one.
    if (!safe.empty() && std::string_view("=+-@\t\r\n").find(safe.front()) != std::string::npos)
        safe.insert(safe.begin(), '\'');
    if (safe.find_first_of(",\"\r\n") == std::string::npos)
        return safe;
    std::string quoted = "\"";
    for (const char c : safe)
        quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + "\"";
}

QJsonObject toJson(const Spread& spread, std::size_t index)
{
    const SpreadPlace& place = spread.places[index];
    QJsonObject row{{u"place"_s, static_cast<qint64>(index)},
                    {u"trace_id"_s, shown(telemetry::toHex(place.key.trace))},
                    {u"span_id"_s, shown(telemetry::toHex(place.key.span))},
                    {u"service"_s, shown(place.service)},
                    {u"step"_s, QString::fromUtf8(telemetry::toString(place.step))},
                    {u"kind"_s, QString::fromUtf8(similarity::toString(place.kind))},
                    {u"name"_s, shown(place.name)},
                    {u"time"_s, shown(telemetry::toRfc3339(place.time))},
                    {u"time_ns"_s, static_cast<qint64>(telemetry::toUnixNanos(place.time))},
                    {u"state"_s, QString::fromUtf8(similarity::toString(place.likeness))},
                    {u"score"_s, place.score},
                    {u"reworded"_s, place.isReworded},
                    {u"statement"_s, static_cast<qint64>(place.statement)},
                    {u"start"_s, static_cast<qint64>(place.first)},
                    {u"end"_s, static_cast<qint64>(place.last)},
                    {u"stretch"_s, shown(place.stretch)},
                    {u"linked_by"_s, QString::fromUtf8(toString(place.link))},
                    {u"earlier"_s, place.isEarlier}};
    row[u"hops"_s] = place.hops ? QJsonValue(static_cast<qint64>(*place.hops)) : QJsonValue();
    row[u"user"_s] = place.user.empty() ? QJsonValue() : QJsonValue(shown(place.user));
    row[u"session"_s] = place.session.empty() ? QJsonValue() : QJsonValue(shown(place.session));
    row[u"from"_s] = place.from ? QJsonValue(static_cast<qint64>(*place.from)) : QJsonValue();
    return row;
}

QJsonObject toJson(const SpreadCounts& counts)
{
    const auto count = [](std::size_t value) { return static_cast<qint64>(value); };
    return {{u"places"_s, count(counts.places)},
            {u"spans"_s, count(counts.spans)},
            {u"traces"_s, count(counts.traces)},
            {u"services"_s, count(counts.services)},
            {u"pipelines"_s, count(counts.pipelines)},
            {u"answers"_s, count(counts.answers)},
            {u"users"_s, count(counts.users)},
            {u"sessions"_s, count(counts.sessions)},
            {u"answers_without_user"_s, count(counts.answersWithoutUser)}};
}

std::string countSentence(const char* when, const SpreadCounts& counts)
{
    std::string text = std::string(when) + ": " + counted(counts.places, "place", "places") + " in "
        + counted(counts.services, "service", "services") + ", "
        + counted(counts.pipelines, "pipeline", "pipelines") + ", "
        + counted(counts.answers, "answer", "answers");
    if (counts.users > 0)
        text += ", " + counted(counts.users, "user", "users");
    if (counts.answersWithoutUser > 0)
        text += counts.users > 0 ? " ("
                + counted(counts.answersWithoutUser, "answer tells", "answers tell") + " no user)"
                                 : ", users unknown: no answer tells one";
    return text + ".";
}

std::string falseMatchText(const FalseMatches& matches)
{
    // With fewer a bound says nothing.
    constexpr std::size_t kLeast = 10;
    if (matches.statements < kLeast)
        return "How many of them are false matches could not be measured: there are too few other "
               "answers.";
    std::string text = "How many of those are false was measured with "
        + counted(matches.statements, "sentence", "sentences")
        + " of unrelated answers, looked for in the same way: ";
    if (matches.statementsMatched == 0)
        return text + "none was found. So a sentence has at most "
            + number(matches.perStatementAtMost, 2) + " false matches (95 %).";
    return text + std::to_string(matches.statementsMatched)
        + (matches.statementsMatched == 1 ? " of them was found, " : " of them were found, ")
        + (matches.isSampled ? "about " : "")
        + counted(static_cast<std::size_t>(std::lround(matches.matched)), "time", "times")
        + " in all, each time falsely. So a sentence has about " + number(matches.perStatement, 2)
        + " false matches (95 %: " + number(matches.perStatementAtLeast, 2) + " to "
        + number(matches.perStatementAtMost, 2) + ").";
}

} // namespace

bool isAnyLookedFor(const Spread& spread)
{
    return spread.isEverywhereWanted || spread.boilerplate.size() < spread.statements.size();
}

std::string quarantineCsv(const Spread& spread)
{
    std::string text = "trace_id,span_id,service,step,kind,name,time,state,score,linked_by,user,"
                       "session,earlier,hops,from,start,end,stretch,statement\r\n";
    for (const SpreadPlace& place : spread.places) {
        const std::array<std::string, 19> cells{
            telemetry::toHex(place.key.trace),
            telemetry::toHex(place.key.span),
            place.service,
            telemetry::toString(place.step),
            similarity::toString(place.kind),
            place.name,
            telemetry::toRfc3339(place.time),
            similarity::toString(place.likeness),
            number(place.score),
            toString(place.link),
            place.user,
            place.session,
            place.isEarlier ? "true" : "false",
            place.hops ? std::to_string(*place.hops) : std::string(),
            place.from ? telemetry::toHex(spread.places[*place.from].key.span) : std::string(),
            std::to_string(place.first),
            std::to_string(place.last),
            place.stretch,
            std::to_string(place.statement)};
        for (std::size_t i = 0; i < cells.size(); ++i)
            text += (i == 0 ? "" : ",") + cell(cells[i]);
        text += "\r\n";
    }
    return text;
}

std::string quarantineJsonLines(const Spread& spread)
{
    std::string text;
    for (std::size_t i = 0; i < spread.places.size(); ++i)
        text +=
            QJsonDocument(toJson(spread, i)).toJson(QJsonDocument::Compact).toStdString() + "\n";
    return text;
}

std::string quarantineJson(const Spread& spread)
{
    QJsonArray statements;
    for (std::size_t i = 0; i < spread.statements.size(); ++i)
        statements.append(
            QJsonObject{{u"text"_s, shown(spread.statements[i].text)},
                        {u"everywhere"_s, std::ranges::binary_search(spread.boilerplate, i)}});
    QJsonArray places;
    for (std::size_t i = 0; i < spread.places.size(); ++i)
        places.append(toJson(spread, i));
    QJsonArray sentences;
    for (const std::string& line : summaryOf(spread))
        sentences.append(shown(line));
    const FalseMatches& wrong = spread.falseMatches;
    const bool isMeasured = wrong.statements > 0;
    QJsonObject summary{
        {u"later"_s, toJson(spread.later)},
        {u"earlier"_s, toJson(spread.earlier)},
        {u"texts"_s, static_cast<qint64>(spread.texts)},
        {u"limited"_s, spread.isLimited},
        {u"unread"_s, static_cast<qint64>(spread.unread)},
        {u"sentences_left_out"_s, static_cast<qint64>(spread.leftOut)},
        {u"false_matches"_s,
         QJsonObject{
             {u"statements"_s, static_cast<qint64>(wrong.statements)},
             {u"statements_matched"_s, static_cast<qint64>(wrong.statementsMatched)},
             {u"pairs"_s, static_cast<qint64>(wrong.pairs)},
             {u"matched"_s, wrong.matched},
             {u"sampled"_s, wrong.isSampled},
             {u"per_statement"_s, isMeasured ? QJsonValue(wrong.perStatement) : QJsonValue()},
             {u"per_statement_at_least"_s,
              isMeasured ? QJsonValue(wrong.perStatementAtLeast) : QJsonValue()},
             {u"per_statement_at_most"_s,
              isMeasured ? QJsonValue(wrong.perStatementAtMost) : QJsonValue()}}},
        {u"sentences"_s, sentences}};
    const QJsonObject all{
        {u"statements"_s, statements}, {u"summary"_s, summary}, {u"places"_s, places}};
    return QJsonDocument(all).toJson().toStdString();
}

std::vector<std::string> summaryOf(const Spread& spread)
{
    std::vector<std::string> lines;
    if (spread.places.empty() && spread.unread == 0 && isAnyLookedFor(spread))
        lines.emplace_back(spread.isNarrowed ? "It stands nowhere else in the time asked for."
                                             : "It stands nowhere else.");
    if (spread.later.places > 0)
        lines.push_back(
            countSentence(spread.suspectTime ? "Since the answer" : "In all", spread.later));
    if (spread.earlier.places > 0)
        lines.push_back(countSentence("Before the answer", spread.earlier));
    for (std::string& line : suretyOf(spread))
        lines.push_back(std::move(line));
    return lines;
}

std::vector<std::string> suretyOf(const Spread& spread)
{
    std::vector<std::string> lines;
    if (!spread.boilerplate.empty() && !spread.isEverywhereWanted)
        lines.push_back(
            (isAnyLookedFor(spread)
                 ? counted(spread.boilerplate.size(), "of the sentences was",
                           "of the sentences were")
                     + " everywhere from the beginning of the recording on"
                 : std::string("What was asked for was everywhere from the beginning of the "
                               "recording on"))
            + ", as a template or a disclaimer is, and not looked for.");
    if (spread.leftOut > 0)
        lines.push_back("Only the first " + std::to_string(spread.statements.size())
                        + " sentences are looked for, " + std::to_string(spread.leftOut)
                        + " are left out.");
    const auto alone = std::ranges::count(spread.places, SpreadLink::Text, &SpreadPlace::link);
    if (alone > 0) {
        const auto reworded = std::ranges::count_if(spread.places, [](const SpreadPlace& place) {
            return place.link == SpreadLink::Text && place.isReworded;
        });
        lines.push_back(
            counted(static_cast<std::size_t>(alone), "of these places is", "of these places are")
            + " linked by the text alone, "
            + (reworded == 0
                   ? std::string("none of them with other words for some of it.")
                   : std::to_string(reworded) + " of them with other words for some of it. "
                       + falseMatchText(spread.falseMatches)));
    }
    if (spread.isLimited)
        lines.push_back("There are more places: only "
                        + counted(spread.places.size(), "place is", "places are") + " listed.");
    if (spread.unread > 0)
        lines.push_back(counted(static_cast<std::size_t>(spread.unread), "span", "spans")
                        + " that may hold it, the least likely ones, "
                        + (spread.unread == 1 ? "was not read." : "were not read."));
    if (spread.unmarkedUntil)
        lines.push_back(*spread.unmarkedUntil == telemetry::Timestamp::max()
                            ? "The recording has no fingerprints: it was read as a whole."
                            : "What was recorded until "
                                + telemetry::toRfc3339(*spread.unmarkedUntil)
                                + " has no fingerprints: it was read as a whole.");
    return lines;
}

} // namespace spread
