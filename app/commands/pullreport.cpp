// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/pullreport.h"

#include "app/commands/jsonvalues.h"
#include "app/commands/outcome.h"
#include "app/commands/progresslook.h"
#include "app/commands/terminal.h"
#include "models/telemetry/timetext.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <cstdio>

#include <unistd.h>

namespace commands {

using namespace Qt::StringLiterals;

namespace {

constexpr int kIncomplete = 1;
constexpr int kUnreachable = 4;

QJsonValue countJson(std::uint64_t value)
{
    return static_cast<qint64>(value);
}

QJsonObject jsonOf(const pull::FeedReport& feed)
{
    QJsonArray notes;
    for (const std::string& note : feed.notes)
        notes.append(QString::fromStdString(note));
    QJsonValue upTo;
    if (feed.upTo)
        upTo = QString::fromStdString(telemetry::toRfc3339(*feed.upTo));
    return {{u"source"_s, QString::fromStdString(feed.source)},
            {u"feed"_s, QString::fromStdString(feed.feed)},
            {u"rounds"_s, countJson(feed.rounds)},
            {u"requests"_s, countJson(feed.requests)},
            {u"records"_s, countJson(feed.records)},
            {u"known"_s, countJson(feed.known)},
            {u"left"_s, countJson(feed.left)},
            {u"unreadable"_s, countJson(feed.unreadable)},
            {u"accepted"_s, countJson(feed.accepted)},
            {u"rejected"_s, countJson(feed.rejected)},
            {u"duplicates"_s, countJson(feed.duplicates)},
            {u"buckets"_s, countJson(feed.buckets)},
            {u"alerts_firing"_s, countJson(feed.alerts)},
            {u"up_to"_s, upTo},
            {u"done"_s, feed.isDone},
            {u"notes"_s, notes},
            {u"problem"_s, plainOrNull(feed.problem)}};
}

QJsonObject jsonOf(const telemetry::LinkStatus& link)
{
    const auto milliseconds = [](const std::optional<telemetry::Duration>& duration) {
        using Milliseconds = std::chrono::duration<double, std::milli>;
        return duration ? QJsonValue(Milliseconds(*duration).count()) : QJsonValue();
    };
    QJsonValue lastData;
    if (link.lastData)
        lastData = QString::fromStdString(telemetry::toRfc3339(*link.lastData));
    return {{u"source"_s, QString::fromStdString(link.source)},
            {u"state"_s, QString::fromStdString(telemetry::toString(link.state))},
            {u"reason"_s, plainOrNull(link.reason)},
            {u"last_data"_s, lastData},
            {u"lag_ms"_s, milliseconds(link.lag)},
            {u"skew_ms"_s, milliseconds(link.skew)},
            {u"items"_s, countJson(link.items)},
            {u"duplicates"_s, countJson(link.duplicates)},
            {u"rejected"_s, countJson(link.rejected)}};
}

void printFeed(const pull::FeedReport& feed)
{
    std::string line = feed.source + "/" + feed.feed + ": " + std::to_string(feed.records)
        + " records in " + std::to_string(feed.requests) + " requests, "
        + std::to_string(feed.accepted - std::min(feed.accepted, feed.duplicates)) + " kept, "
        + std::to_string(feed.duplicates + feed.known) + " known already";
    if (feed.buckets > 0)
        line += ", " + std::to_string(feed.buckets) + " totals";
    if (feed.alerts > 0)
        line += ", " + std::to_string(feed.alerts) + " alerts firing";
    if (feed.rejected + feed.unreadable > 0)
        line += ", " + std::to_string(feed.rejected + feed.unreadable) + " could not be kept";
    print(stdout, "%s\n", line.c_str());
}

void printDiagnostics(const pull::FeedReport& feed)
{
    const std::string name = feed.source + "/" + feed.feed;
    if (!feed.problem.empty())
        print(stderr, "plumbline: %s: %s\n", name.c_str(), feed.problem.c_str());
    if (feed.unreadable > 0)
        print(stderr, "plumbline: %s: %llu records could not be read, for example %s\n",
              name.c_str(), static_cast<unsigned long long>(feed.unreadable),
              feed.unreadableExample.c_str());
    for (const std::string& note : feed.notes)
        print(stderr, "note: %s: %s\n", name.c_str(), note.c_str());
}

} // namespace

void PullProgress::show(const std::vector<pull::FeedReport>& reports)
{
    const auto now = Clock::now();
    if (isatty(STDERR_FILENO) != 1 || now - m_start < kQuietTime || now - m_shown < kRedrawTime
        || reports.empty())
        return;
    m_shown = now;
    double share = 0;
    std::uint64_t records = 0;
    for (const pull::FeedReport& feed : reports) {
        share += feed.share / static_cast<double>(reports.size());
        records += feed.records;
    }
    const double seconds = std::chrono::duration<double>(now - m_start).count();
    const auto filled = static_cast<std::size_t>(share * kProgressBarWidth);
    print(stderr, "\r\033[K[%s%s] %3.0f %%  %.0f records/s", std::string(filled, '#').c_str(),
          std::string(kProgressBarWidth - filled, '.').c_str(), share * 100,
          static_cast<double>(records) / seconds);
    if (share > 0)
        print(stderr, "  %.0f s left", seconds / share * (1 - share));
    std::fflush(stderr);
    m_isDrawn = true;
}

void PullProgress::clear()
{
    if (m_isDrawn)
        print(stderr, "\r\033[K");
    m_isDrawn = false;
}

void printLink(const telemetry::LinkStatus& status)
{
    print(stderr, "%s: %s%s%s\n", status.source.c_str(), telemetry::toString(status.state),
          status.reason.empty() ? "" : ": ", status.reason.c_str());
}

int printPull(const std::vector<pull::FeedReport>& reports,
              const std::vector<telemetry::LinkStatus>& links,
              const ingest::PipelineStatistics& statistics, const PullPrint& how)
{
    bool isFailed = false;
    bool isIncomplete = false;
    QJsonArray feeds;
    QJsonArray sources;
    for (const pull::FeedReport& feed : reports) {
        isFailed = isFailed || !feed.problem.empty();
        isIncomplete = isIncomplete || feed.unreadable + feed.rejected > 0;
        printDiagnostics(feed);
        if (!how.isEndless && !feed.isDone) {
            isIncomplete = true;
            print(stderr, "plumbline: %s/%s: ended before all was pulled; %s\n",
                  feed.source.c_str(), feed.feed.c_str(),
                  feed.upTo ? ("it is whole up to " + telemetry::toRfc3339(*feed.upTo)).c_str()
                            : "no part of it is whole");
        }
        feeds.append(jsonOf(feed));
        if (!how.isJson)
            printFeed(feed);
    }
    for (const telemetry::LinkStatus& link : links)
        sources.append(jsonOf(link));
    if (how.isJson)
        printJson({{u"recording"_s, QString::fromStdString(how.recording)},
                   {u"spans"_s, countJson(statistics.spans)},
                   {u"generations"_s, countJson(statistics.generations)},
                   {u"duplicates"_s, countJson(statistics.duplicates)},
                   {u"rejected"_s, countJson(statistics.rejected)},
                   {u"feeds"_s, feeds},
                   {u"sources"_s, sources}});
    else
        print(stdout, "pulled %llu new spans, %llu new generations: %s\n",
              static_cast<unsigned long long>(statistics.spans),
              static_cast<unsigned long long>(statistics.generations), how.recording.c_str());
    return isFailed ? kUnreachable : isIncomplete ? kIncomplete : 0;
}

} // namespace commands
