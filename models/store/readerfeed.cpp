// SPDX-License-Identifier: GPL-3.0-or-later

// What detectors were told, for whoever tells it others.

#include "models/store/feedbody.h"
#include "models/store/feedreader.h"
#include "models/store/readerprivate.h"

#include <string>
#include <utility>
#include <vector>

namespace store {

namespace {

constexpr std::int64_t kRowsInPage = 4000;
constexpr std::size_t kBytesInPage = 4U << 20;

} // namespace

telemetry::Result<FeedExtent> feedExtent(const Reader& reader)
{
    Reader::Private* const d = &reader.parts();
    const Reader::Private::Transaction transaction(d->database);
    FeedExtent extent;
    Statement sums = d->database.prepare("SELECT count(*), coalesce(sum(steps), 0), "
                                         "coalesce(min(id), 0) FROM feeds");
    if (sums.step()) {
        extent.feeds = sums.integer(0);
        extent.steps = sums.integer(1);
        extent.isBeginningGone = sums.integer(2) > 1;
    }
    Statement older =
        d->database.prepare("SELECT value FROM counters WHERE name='unfed_evaluations'");
    if (older.step())
        extent.unfedEvaluations = older.integer(0);
    static_cast<void>(d->hasFailed(older));
    if (d->hasFailed(sums))
        return tl::make_unexpected(d->takeError());
    return extent;
}

telemetry::Result<void> forEachFeed(const Reader& reader,
                                    const std::function<bool(telemetry::Feed&&)>& visit)
{
    Reader::Private* const d = &reader.parts();
    Statement select =
        d->database.prepare("SELECT id, body FROM feeds WHERE id>? ORDER BY id LIMIT ?");
    std::int64_t row = 0;
    while (true) {
        std::vector<std::string> bodies;
        std::size_t bytes = 0;
        {
            const Reader::Private::Transaction transaction(d->database);
            select.bind(row).bind(kRowsInPage);
            while (bytes < kBytesInPage && select.step()) {
                row = select.integer(0);
                bodies.emplace_back(select.blob(1));
                bytes += bodies.back().size();
            }
            static_cast<void>(d->hasFailed(select));
            select.reset();
        }
        if (const auto done = d->outcome(); !done || bodies.empty())
            return done;
        for (const std::string& body : bodies) {
            auto feed = feedFrom(body);
            if (!feed)
                return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                          d->database.path()
                                              + ": what the detectors were told is damaged.");
            if (!visit(std::move(*feed)))
                return {};
        }
    }
}

telemetry::Result<void> forEachAnswerStart(
    const Reader& reader,
    const std::function<void(const std::string& service, telemetry::Timestamp)>& visit)
{
    Reader::Private* const d = &reader.parts();
    const Reader::Private::Transaction transaction(d->database);
    Statement select = d->database.prepare(
        "SELECT service, start_ns FROM generations WHERE judge_ns IS NULL ORDER BY id");
    while (select.step()) {
        const std::string& service = d->string(select.integer(0));
        visit(service, select.time(1));
    }
    return d->outcome(select);
}

} // namespace store
