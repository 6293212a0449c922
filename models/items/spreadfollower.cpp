// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/spreadfollower.h"

#include "models/spread/spreadsearch.h"

#include <atomic>
#include <chrono>
#include <utility>

namespace items {

namespace {

constexpr std::chrono::milliseconds kSpreadInterval(2000);
constexpr std::chrono::milliseconds kReadingTime(1000); // then what was found so far is shown
using Found = std::shared_ptr<const spread::Spread>;

} // namespace

// Shared with the thread that looks; only one at a time does.
struct SpreadFollower::Search
{
    spread::SpreadQuestion question;
    std::unique_ptr<spread::SpreadSearch> search;
    bool isBegun = false;
    std::atomic<bool> isStopped = false;

    telemetry::Result<Found> run(const std::string& path, telemetry::Timestamp knownAt)
    {
        if (!search) {
            auto opened = spread::SpreadSearch::open(path);
            if (!opened)
                return tl::make_unexpected(opened.error());
            search = std::move(*opened);
        }
        const auto goOn = [this] { return !isStopped; };
        question.knownAt = knownAt;
        auto spread = isBegun ? search->update(knownAt, goOn) : search->ask(question, goOn);
        if (!spread)
            return tl::make_unexpected(spread.error());
        isBegun = true;
        return std::make_shared<const spread::Spread>(std::move(*spread));
    }
};

SpreadFollower::SpreadFollower(RecordingQueries& queries, const TimeConductor& conductor,
                               QObject* parent)
    : QObject(parent)
    , m_queries(queries)
    , m_conductor(conductor)
    , m_pacer(conductor, kSpreadInterval)
{
    connect(&m_pacer, &RefreshPacer::due, this, &SpreadFollower::look);
}

SpreadFollower::~SpreadFollower()
{
    if (m_search)
        m_search->isStopped = true;
}

void SpreadFollower::ask(const std::optional<telemetry::SpanKey>& suspect, const std::string& text,
                         bool isEverywhereWanted)
{
    stop();
    m_suspect = suspect;
    m_text = text;
    m_isAsked = true;
    m_search = std::make_shared<Search>();
    m_search->question.suspect = suspect;
    m_search->question.text = text;
    m_search->question.isEverywhereWanted = isEverywhereWanted;
    m_search->question.readingTime = kReadingTime;
    look();
}

void SpreadFollower::askEverywhere()
{
    ask(m_suspect, std::string(m_text), true);
}

void SpreadFollower::stop()
{
    if (m_search)
        m_search->isStopped = true;
    m_search.reset();
    m_spread.reset();
    m_isAsked = m_isRunning = m_isDue = false;
    emit changed();
}

void SpreadFollower::setActive(bool active)
{
    m_pacer.setActive(active);
}

void SpreadFollower::look()
{
    if (!m_search)
        return;
    if (m_isRunning) {
        m_isDue = true;
        return;
    }
    m_isRunning = true;
    emit changed();
    m_queries.run<Found>(
        this,
        [search = m_search, path = m_queries.path(), knownAt = m_conductor.view().knownAt](
            const store::Reader&) { return search->run(path, knownAt); },
        [this, search = m_search](telemetry::Result<Found> result) {
            if (search == m_search) // else another question was asked meanwhile
                take(result);
        },
        RecordingQueries::Purpose::Search);
}

void SpreadFollower::take(const telemetry::Result<Found>& result)
{
    m_isRunning = false;
    if (result)
        m_spread = *result;
    emit changed();
    if (!result)
        emit failed(QString::fromStdString(result.error().message));
    else if (std::exchange(m_isDue, false) || (m_spread->unread > 0 && !m_spread->isLimited))
        look();
}

} // namespace items
