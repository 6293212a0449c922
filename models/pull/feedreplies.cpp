// SPDX-License-Identifier: GPL-3.0-or-later

// What the replies of a round bring, and what is to be asked for next: another part of FeedRun.
#include "models/pull/alertreader.h"
#include "models/pull/feedrequest.h"
#include "models/pull/feedrun.h"
#include "models/pull/otlpreader.h"
#include "models/pull/promreader.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>

namespace pull {

using telemetry::ErrorKind;
using telemetry::Result;

namespace {

constexpr std::size_t kMostTasks = 20'000; // of one round

std::optional<std::size_t> numberFrom(const std::string& text)
{
    std::size_t number = 0;
    const char* end = text.data() + text.size();
    const auto [read, error] = std::from_chars(text.data(), end, number);
    return error == std::errc() && read == end ? std::optional(number) : std::nullopt;
}

} // namespace

std::optional<PullFailure> FeedRun::read(const Task& task, const net::Exchange& exchange,
                                         bool isUnchanged)
{
    simdjson::dom::parser parser;
    Json document;
    const Paging& paging = pagingOf(task);
    const bool needsDocument = !isLast(task) || paging.kind == Paging::Kind::Cursor;
    if (needsDocument && parseJson(parser, exchange.body, document) != simdjson::SUCCESS)
        return PullFailure{.message = "The reply is no JSON, or only a part of one.",
                           .retryAfter = {}};
    // What was there before is gone through for the next page only. Of alerts the list counts.
    Harvest brought;
    const bool isKnown = isUnchanged && m_setting.feed.shape != Shape::Alertmanager;
    const auto rows =
        isLast(task) ? readLast(task, exchange.body, brought) : readEach(task, document);
    if (isLast(task) && rows)
        noteCut(m_setting.feed.most, task, brought.traces.size(), "traces");
    if (!isKnown && rows)
        m_harvest.add(std::move(brought));
    else if (!isKnown)
        keepPiece(std::move(brought));
    if (!rows)
        return PullFailure{.message = m_setting.access.quoted(rows.error().message),
                           .retryAfter = {}};
    collect(false);
    if (isCutShort())
        return std::nullopt;
    Task next = task;
    next.request = {};
    next.attempts = 0;
    next.due = {};
    if (paging.kind == Paging::Kind::Cursor) {
        const auto cursor = at(document, paging.pointer);
        next.variables["cursor"] = cursor ? textOf(*cursor) : std::string();
        // The same cursor again would go round in circles.
        if (next.variables["cursor"].empty()
            || next.variables["cursor"] == task.variables.at("cursor"))
            return std::nullopt;
    }
    return turnPage(std::move(next), exchange, *rows);
}

// What a reply brought before it broke off. Totals count whole or not at all; records are known
// when they come again.
void FeedRun::keepPiece(Harvest piece)
{
    m_taken.insert(piece.hashes.begin(), piece.hashes.end());
    piece.buckets.clear();
    piece.unreadable = piece.left = 0;
    piece.unreadableExample.clear();
    m_harvest.add(std::move(piece));
}

// As many as there are at most are probably not all.
void FeedRun::noteCut(const Template& most, const Task& task, std::size_t given, const char* what)
{
    const auto limit = most.render(task.variables, Destination::Text);
    const auto number = limit ? numberFrom(*limit) : std::nullopt;
    if (!number || *number == 0 || given < *number)
        return;
    m_cut = "The back end gives at most " + *limit + " " + what
        + " at once, and there may be more, even in one second: raise the limit.";
    if (isCutShort())
        m_tasks.clear();
}

// Rows of a page; 0 when that is no number.
std::size_t FeedRun::pageSize(const Task& task) const
{
    const Paging& paging = pagingOf(task);
    if (paging.sizeOf.isEmpty())
        return paging.size;
    const auto text = paging.sizeOf.render(task.variables, Destination::Text);
    return text ? numberFrom(*text).value_or(0) : 0;
}

std::optional<PullFailure> FeedRun::turnPage(Task next, const net::Exchange& exchange,
                                             std::size_t rows)
{
    const Paging& paging = pagingOf(next);
    next.rows += rows;
    ++next.page;
    if (paging.kind == Paging::Kind::None || rows == 0)
        return std::nullopt;
    if (paging.kind == Paging::Kind::Offset) {
        const std::size_t size = pageSize(next);
        if (size == 0)
            return PullFailure{.message = "The size of a page must be a number from 1.",
                               .isFinal = true,
                               .retryAfter = {}};
        if (rows < size)
            return std::nullopt;
        next.variables["offset"] = std::to_string(next.rows);
    }
    if (paging.kind == Paging::Kind::Link) {
        const std::string link = nextLink(exchange.header("link"));
        if (link.empty())
            return std::nullopt;
        const auto first = compose(next);
        const auto followed = first ? m_setting.access.follow(*first, link) : first;
        if (!followed)
            return PullFailure{
                .message = followed.error().message, .isFinal = true, .retryAfter = {}};
        next.request = *followed;
    }
    if (next.page >= paging.pages)
        return PullFailure{.message = "There are more than " + std::to_string(paging.pages)
                               + " pages: make \"window\" shorter, or \"pages\" larger.",
                           .isFinal = true,
                           .retryAfter = {}};
    m_tasks.push_back(std::move(next));
    return std::nullopt;
}

Result<std::size_t> FeedRun::readLast(const Task& task, const std::string& body,
                                      Harvest& harvest) const
{
    const Feed& feed = m_setting.feed;
    const RowContext context{.variables = task.variables,
                             .lookups = m_lookups,
                             .isKnown = m_isKnown,
                             .now = m_setting.now};
    RowReader rows(feed.rows, context, harvest);
    if (feed.shape == Shape::OtlpJson)
        return readOtlp(feed.otlp, task.variables, body, harvest);
    const bool isRows =
        feed.shape == Shape::JsonRows || (feed.shape == Shape::Aggregate && !isProm());
    if (isRows && feed.rows.isLines)
        return rows.readLines(body);
    simdjson::dom::parser parser;
    Json document;
    if (parseJson(parser, body, document) != simdjson::SUCCESS)
        return telemetry::failure(ErrorKind::Unreachable,
                                  "The reply is no JSON, or only a part of one.");
    if (isRows)
        return rows.readDocument(document);
    if (feed.shape == Shape::Alertmanager)
        return readAlerts(feed.alerts, document, harvest);
    return readPrometheus(feed.prometheus, feed.prometheus.queries[task.query], task.variables,
                          document, harvest);
}

Result<std::size_t> FeedRun::readEach(const Task& task, const Json& document)
{
    const Each& each = m_setting.feed.each[task.level];
    std::vector<std::string> values;
    std::size_t rows = 0;
    const bool isList = forEachItem(document, each.items, [&](const Json& item) {
        ++rows;
        const auto found = at(item, each.value);
        std::string value = found ? textOf(*found) : std::string();
        if (each.isTraceId)
            if (const auto id = traceIdOf(value))
                value = telemetry::toHex(*id);
        if (value.empty()
            || std::find(each.except.begin(), each.except.end(), value) != each.except.end())
            return;
        for (const auto& [name, pointer] : each.remember)
            if (const auto known = at(item, pointer))
                m_lookups[name][value] = textOf(*known);
        values.push_back(std::move(value));
    });
    // A list of nothing is null in some languages.
    if (!isList && at(document, each.items))
        return telemetry::failure(ErrorKind::Unreachable,
                                  "The reply has no list at \"" + each.items + "\".");
    noteCut(each.most, task, rows, "items of a list");
    if (isCutShort())
        return rows;
    for (std::size_t i = 0; i < values.size(); i += each.group) {
        if (++m_taskCount > kMostTasks)
            return telemetry::failure(ErrorKind::Unreachable,
                                      "There is too much to go through in one window: make "
                                      "\"window\" shorter.");
        Task next;
        next.level = task.level + 1;
        next.variables = task.variables;
        resetPaging(next.variables);
        std::string& list = next.variables[each.variable];
        list.clear();
        for (std::size_t k = i; k < std::min(values.size(), i + each.group); ++k)
            list += (list.empty() ? "" : std::string(1, kListSeparator)) + values[k];
        m_tasks.push_back(std::move(next));
    }
    return rows;
}

} // namespace pull
