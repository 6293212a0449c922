// SPDX-License-Identifier: GPL-3.0-or-later

// What detectors were told, for whoever tells it others.

#include "models/store/feedbody.h"
#include "models/store/feedreader.h"
#include "models/store/judgedsql.h"
#include "models/store/readerprivate.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace store {

namespace {

constexpr std::int64_t kFeedRowsInPage = 4000;
constexpr std::size_t kFeedBytesInPage = 4U << 20;

} // namespace

telemetry::Result<FeedExtent> feedExtent(const Reader& reader)
{
    Reader::Private* const d = &reader.parts();
    const Reader::Private::Transaction transaction(d->database);
    FeedExtent extent;
    Statement sums = d->database.prepare("SELECT count(*), coalesce(sum(steps), 0), "
                                         "coalesce(max(id), 0) FROM feeds");
    if (sums.step()) {
        extent.feeds = sums.integer(0);
        extent.steps = sums.integer(1);
        extent.isBeginningGone = sums.integer(2) > extent.feeds; // none is left out otherwise
    }
    Statement older =
        d->database.prepare("SELECT value FROM counters WHERE name='unfed_evaluations'");
    if (older.step())
        extent.unfedEvaluations = older.integer(0);
    static_cast<void>(d->hasFailed(older));
    Statement left = d->database.prepare("SELECT 1 FROM counters WHERE name='feeds_left_out'");
    extent.isLeftOut = left.step();
    static_cast<void>(d->hasFailed(left));
    extent.isBeginningGone = extent.isBeginningGone || (extent.isLeftOut && extent.feeds > 0);
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
            select.bind(row).bind(kFeedRowsInPage);
            while (bytes < kFeedBytesInPage && select.step()) {
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

telemetry::Result<void> forEachAnswerMark(const Reader& reader,
                                          const std::vector<telemetry::SpanKey>& named,
                                          const std::function<bool(const AnswerMark&)>& visit)
{
    Reader::Private* const d = &reader.parts();
    const Reader::Private::Transaction transaction(d->database);
    std::map<std::pair<std::int64_t, std::int64_t>, std::size_t> places;
    for (std::size_t i = 0; i < named.size(); ++i)
        places.emplace(
            std::pair(d->traceNumber(named[i].trace), static_cast<std::int64_t>(named[i].span)), i);
    const std::string behind = behindPeople();
    Statement select = d->database.prepare(
        "SELECT g.service, g.start_ns, g.trace_no, g.span_id, (SELECT p.probability FROM "
        "suspicions p WHERE p.trace_no=g.trace_no AND p.span_id=g.span_id ORDER BY p.id DESC LIMIT "
        "1), "
        + std::string(kIsJudged)
        + "FROM generations g WHERE g.judge_ns IS NULL ORDER BY g.start_ns DESC");
    select.bindNull().bindNull().bind(telemetry::Timestamp::max()).bindNull(); // all that is known
    select.bind(static_cast<std::int64_t>(telemetry::EvaluationState::Passed))
        .bind(static_cast<std::int64_t>(telemetry::EvaluationState::Failed))
        .bind(telemetry::kPerson)
        .bind(behind);
    while (select.step() && !d->isDamaged()) {
        AnswerMark mark{.service = d->string(select.integer(0)),
                        .start = select.time(1),
                        .isJudged = select.integer(5) != 0,
                        .probability = select.isNull(4) ? 0 : select.real(4)};
        if (!places.empty()) {
            const auto found = places.find({select.integer(2), select.integer(3)});
            if (found != places.end())
                mark.named = found->second;
        }
        if (!visit(mark))
            break;
    }
    return d->outcome(select);
}

} // namespace store
