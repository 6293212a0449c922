// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/pull/puller.h"

#include "models/pull/feedstate.h"
#include "models/pull/linkbook.h"
#include "models/store/reader.h"
#include "models/telemetry/scarcememory.h"
#include "models/telemetry/timetext.h"

#include <algorithm>
#include <atomic>
#include <set>
#include <thread>
#include <utility>

namespace pull {

using telemetry::Result;

namespace {

constexpr std::chrono::milliseconds kLongestWait(500);
constexpr std::chrono::milliseconds kFullWait(20); // the pipeline had no room
constexpr telemetry::Duration kClockTolerance = std::chrono::seconds(2);
constexpr std::size_t kMostNotes = 20;

// Ends the worker's wait from any thread, also after the worker is gone.
struct Waker
{
    std::mutex mutex; // guards client
    net::MultiClient* client = nullptr;

    void wake()
    {
        const std::scoped_lock lock(mutex);
        if (client)
            client->wake();
    }
};

struct SourceState
{
    SourceState(SourceProfile given, telemetry::Timestamp now)
        : profile(std::move(given))
        , link(profile.id, profile.staleAfter, now)
    {
    }

    SourceProfile profile;
    std::unique_ptr<SourceAccess> access;
    std::vector<std::unique_ptr<FeedState>> feeds;
    LinkBook link;
    std::optional<telemetry::Duration> skew;
    int restarts = 0;
};

std::string agoText(telemetry::Duration duration)
{
    return std::to_string(std::chrono::duration_cast<std::chrono::seconds>(duration).count())
        + " s";
}

} // namespace

struct Puller::Private
{
    Private(PullerSettings given, ingest::Pipeline& usedPipeline, AlertBook& usedAlerts)
        : settings(std::move(given))
        , pipeline(usedPipeline)
        , alerts(usedAlerts)
    {
        waker->client = &client;
    }

    Result<void> prepare();
    void run();
    bool round(); // false: nothing is left to do
    bool stepAll(); // true when the pipeline had no room for something
    void breakOff(SourceState& source, FeedState& feed);
    void step(SourceState& source, FeedState& feed);
    void begin(SourceState& source, FeedState& feed);
    void end(SourceState& source, FeedState& feed);
    void keep(SourceState& source, FeedState& feed);
    void count(SourceState& source, FeedState& feed);
    void settle(SourceState& source, FeedState& feed, const std::string& problem);
    void publish(SourceState& source, bool always);
    void wind();
    telemetry::Timestamp theirNow(const SourceState& source) const;

    static telemetry::Timestamp now() { return std::chrono::system_clock::now(); }

    PullerSettings settings;
    ingest::Pipeline& pipeline;
    AlertBook& alerts;
    std::shared_ptr<Waker> waker = std::make_shared<Waker>();
    net::MultiClient client;
    std::vector<std::unique_ptr<SourceState>> sources;
    std::atomic<bool> isStopping = false;
    std::atomic<bool> isDone = false;
    mutable std::mutex mutex; // guards the two below
    std::map<std::string, FeedReport> reports; // by the feed's name
    std::map<std::string, telemetry::LinkStatus> links; // by source
    std::thread thread;
};

Result<void> Puller::Private::prepare()
{
    const auto reader = store::Reader::open(pipeline.recordingPath());
    if (!reader)
        return tl::make_unexpected(reader.error());
    const auto cursors = (*reader)->cursors();
    if (!cursors)
        return tl::make_unexpected(cursors.error());
    if (const auto loaded = alerts.load(**reader); !loaded)
        return loaded;
    for (SourceSetting& setting : settings.sources) {
        // Cursors, links and totals go by it.
        if (links.contains(setting.profile.id))
            return telemetry::failure(telemetry::ErrorKind::Usage,
                                      "Two sources have the id \"" + setting.profile.id
                                          + "\": give each an id of its own.");
        auto source = std::make_unique<SourceState>(std::move(setting.profile), now());
        auto access = SourceAccess::create(source->profile, setting.tokenFile);
        if (!access)
            return tl::make_unexpected(access.error());
        source->access = std::make_unique<SourceAccess>(std::move(*access));
        for (const Feed& feed : source->profile.feeds) {
            // What one back end has given says nothing of another one.
            const std::string name =
                source->profile.id + "/" + feed.id + "@" + source->access->baseUrl();
            std::optional<telemetry::Timestamp> cursor;
            if (const auto known = cursors->find(name); known != cursors->end())
                if (const auto time = telemetry::timestampFromText(known->second))
                    cursor = *time;
            auto state =
                std::make_unique<FeedState>(feed, name, settings.range, cursor, settings.seed);
            state->report.source = source->profile.id;
            reports[name] = state->report;
            source->feeds.push_back(std::move(state));
        }
        links[source->profile.id] = source->link.status();
        sources.push_back(std::move(source));
    }
    return {};
}

telemetry::Timestamp Puller::Private::theirNow(const SourceState& source) const
{
    const telemetry::Duration skew = source.skew.value_or(telemetry::Duration::zero());
    return now() + (std::chrono::abs(skew) >= kClockTolerance ? skew : telemetry::Duration::zero());
}

void Puller::Private::begin(SourceState& source, FeedState& feed)
{
    feed.theirNow = theirNow(source);
    feed.skew = source.skew;
    const auto window = feed.nextWindow(feed.theirNow);
    if (!window) {
        if (settings.isFollowing)
            feed.postpone(FeedState::Clock::now());
        else
            feed.isDone = true;
        return settle(source, feed, {});
    }
    feed.run = std::make_unique<FeedRun>(FeedRun::Setting{
        .feed = feed.feed(),
        .access = *source.access,
        .pipeline = pipeline,
        .client = client,
        .isKnown = [&feed](std::uint64_t hash) { return feed.known.contains(hash); },
        .window = *window,
        .now = feed.theirNow,
        .wake = [kept = waker] { kept->wake(); }});
}

void Puller::Private::step(SourceState& source, FeedState& feed)
{
    if (feed.recording) {
        if (!feed.recording->isDone.load())
            return;
        const std::string problem = std::exchange(feed.recording, nullptr)->problem;
        if (problem.empty())
            return keep(source, feed);
        feed.fail({.message = problem, .retryAfter = {}}, settings.isFollowing,
                  FeedState::Clock::now());
        count(source, feed);
        feed.run.reset();
        return settle(source, feed, problem);
    }
    if (!feed.run && feed.isDue(FeedState::Clock::now()))
        begin(source, feed);
    if (feed.run && feed.run->step())
        end(source, feed);
}

// All replies are in, and what they brought is on disk: now the totals and the cursor.
void Puller::Private::end(SourceState& source, FeedState& feed)
{
    FeedRun& run = *feed.run;
    if (run.skew())
        source.skew = run.skew();
    if (const auto& problem = run.failure()) {
        feed.fail(*problem, settings.isFollowing, FeedState::Clock::now());
        const std::string words = problem->message;
        count(source, feed);
        feed.run.reset();
        return settle(source, feed, words);
    }
    const telemetry::Duration changed = source.skew.value_or(telemetry::Duration::zero())
        - feed.skew.value_or(telemetry::Duration::zero());
    if (feed.feed().isWindowed() && !settings.range && std::chrono::abs(changed) >= kClockTolerance
        && ++source.restarts <= static_cast<int>(2 * source.feeds.size())) {
        count(source, feed);
        feed.restart(FeedState::Clock::now());
        feed.known.add(run.harvest().hashes);
        feed.run.reset();
        return;
    }
    if (!run.cut().empty()) {
        if (feed.narrow(run.window(), FeedState::Clock::now())) {
            count(source, feed);
            feed.known.add(run.harvest().hashes);
            feed.run.reset();
            return;
        }
        run.harvest().notes.push_back(run.cut());
    }
    const telemetry::Timestamp cursor =
        feed.cursorAfter(run.window(), run.harvest().pending, theirNow(source));
    store::Pulled pulled{
        .source = run.source(), .recorded = {}, .buckets = run.buckets(), .cursors = {}};
    if (feed.feed().isWindowed() && !settings.range)
        pulled.cursors.push_back({.name = feed.name(), .value = telemetry::toRfc3339(cursor)});
    feed.nextCursor = cursor;
    if (pulled.buckets.empty() && pulled.cursors.empty())
        return keep(source, feed);
    auto recording = std::make_shared<Recording>();
    pipeline.record(std::move(pulled), [kept = recording, wake = waker](const Result<void>& done) {
        if (!done)
            kept->problem = done.error().message;
        kept->isDone = true;
        wake->wake();
    });
    feed.recording = std::move(recording); // once it is sure to be answered
}

// The round is on disk.
void Puller::Private::keep(SourceState& source, FeedState& feed)
{
    FeedRun& run = *feed.run;
    const Harvest& harvest = run.harvest();
    feed.known.add(harvest.hashes);
    if (!harvest.pending) // else the same reply brings more once it is taken unfinished
        source.access->noteKept(feed.feed().id, run.urls());
    if (feed.feed().shape == Shape::Alertmanager) {
        std::set<std::string> listed;
        for (const AlertSighting& alert : harvest.alerts) {
            alerts.see(source.profile.id, alert);
            listed.insert(alert.fingerprint);
        }
        const bool isSure =
            feed.feed().alerts.kind == AlertMapping::Kind::Rules && harvest.areRulesEvaluated;
        alerts.sweep(source.profile.id, listed, feed.theirNow,
                     isSure ? AlertBook::Silence::Resolves : AlertBook::Silence::Lingers);
        feed.report.alerts = listed.size();
    }
    ++feed.report.rounds;
    count(source, feed);
    feed.report.buckets += harvest.buckets.size();
    feed.succeed(run.window(), feed.nextCursor, harvest.pending, FeedState::Clock::now());
    if (!settings.isFollowing && !feed.isBehind())
        feed.isDone = true;
    settle(source, feed, {});
    feed.run.reset();
}

// What a round brought, as far as it came; its receipts are there.
void Puller::Private::count(SourceState& source, FeedState& feed)
{
    const FeedRun& run = *feed.run;
    const Harvest& harvest = run.harvest();
    FeedReport report = feed.report; // all of it is counted, or nothing
    report.requests += run.requestCount();
    report.records += harvest.records;
    report.known += harvest.known;
    report.left += harvest.left;
    report.unreadable += harvest.unreadable;
    if (report.unreadableExample.empty())
        report.unreadableExample = harvest.unreadableExample;
    report.accepted += run.ledger().accepted;
    report.rejected += run.ledger().rejected;
    report.duplicates += run.ledger().duplicates;
    for (const std::string& note : harvest.notes) {
        const std::string words = source.access->masked(note);
        const bool isKnown =
            std::find(report.notes.begin(), report.notes.end(), words) != report.notes.end();
        if (!isKnown && report.notes.size() < kMostNotes)
            report.notes.push_back(words);
    }
    feed.report = std::move(report);
}

void Puller::Private::settle(SourceState& source, FeedState& feed, const std::string& problem)
{
    feed.report.problem = problem;
    LinkBook::Round round{.feed = feed.feed().id,
                          .every = feed.feed().every,
                          .problem = problem,
                          .newest = {},
                          .skew = source.skew,
                          .behind = {}};
    if (!problem.empty() && !feed.isDone)
        round.nextTry = now()
            + std::chrono::duration_cast<telemetry::Duration>(feed.due() - FeedState::Clock::now());
    if (feed.run && problem.empty()) {
        const Harvest& harvest = feed.run->harvest();
        const Ledger& ledger = feed.run->ledger();
        round.duplicates = ledger.duplicates;
        round.rejected = ledger.rejected + harvest.unreadable;
        round.items =
            ledger.accepted - std::min(ledger.accepted, ledger.duplicates) + harvest.buckets.size();
        round.newest = harvest.newest;
        if (const auto reached = feed.backlogFrom())
            round.behind = "still pulling what is " + agoText(feed.theirNow - *reached) + " old";
    }
    source.link.add(round, now());
    {
        const std::scoped_lock lock(mutex);
        feed.report.share = feed.share();
        feed.report.isDone = feed.isDone;
        reports[feed.name()] = feed.report;
    }
    publish(source, true);
}

void Puller::Private::publish(SourceState& source, bool always)
{
    const bool isChanged = source.link.update(now());
    if (!isChanged && !always)
        return;
    {
        const std::scoped_lock lock(mutex);
        links[source.profile.id] = source.link.status();
    }
    pipeline.noteLink(source.link.status());
    if (settings.observer)
        settings.observer->linkChanged(source.link.status());
}

bool Puller::Private::stepAll()
{
    bool isFull = false;
    for (const auto& source : sources) {
        for (const auto& feed : source->feeds) {
            try {
                if (!feed->isDone)
                    step(*source, *feed);
            } catch (const std::bad_alloc&) {
                breakOff(*source, *feed);
            }
            isFull = isFull || (feed->run && feed->run->isWaitingForRoom());
        }
        publish(*source, false);
    }
    return isFull;
}

// Where memory ended: the round has failed, is told so and comes again. What of it reached the
// pipeline is counted, and known when it does.
void Puller::Private::breakOff(SourceState& source, FeedState& feed)
{
    telemetry::withPatience([&] {
        const PullFailure problem{.message = "There was not memory enough for a round.",
                                  .retryAfter = {}};
        if (feed.run && !feed.recording) {
            feed.run->abandon();
            count(source, feed);
            feed.run.reset();
        }
        if (!feed.run && feed.isDue(FeedState::Clock::now()))
            feed.fail(problem, settings.isFollowing, FeedState::Clock::now());
        settle(source, feed, problem.message);
    });
}

bool Puller::Private::round()
{
    const bool isFull = stepAll();
    bool hasWork = false;
    auto due = FeedState::Clock::now() + kLongestWait;
    for (const auto& source : sources)
        for (const auto& feed : source->feeds) {
            hasWork = hasWork || !feed->isDone;
            if (!feed->isDone && !feed->run)
                due = std::min(due, feed->due());
        }
    if (!hasWork)
        return false;
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(due - FeedState::Clock::now());
    try {
        client.run(isFull ? kFullWait : std::max(wait, std::chrono::milliseconds(0)));
    } catch (const std::bad_alloc&) { // whose reply went with it is not known
        for (const auto& source : sources)
            for (const auto& feed : source->feeds)
                if (feed->run && !feed->recording)
                    breakOff(*source, *feed);
    }
    return true;
}

void Puller::Private::run()
{
    while (!isStopping) {
        try {
            if (!round())
                break;
        } catch (const std::bad_alloc&) { // of what a link is said to be, which is said again
            std::this_thread::sleep_for(telemetry::kMemoryPause);
        }
    }
    telemetry::withPatience([this] { wind(); });
    isDone = true;
}

// Receipts are waited for: a round that was broken off is told with what the recording has of it.
void Puller::Private::wind()
{
    for (const auto& source : sources) {
        for (const auto& feed : source->feeds) {
            if (feed->run) {
                feed->run->abandon();
                count(*source, *feed);
                feed->run.reset();
            }
            const std::scoped_lock lock(mutex);
            reports[feed->name()] = feed->report;
        }
        source->link.close(now());
        publish(*source, true);
    }
}

Puller::Puller(std::unique_ptr<Private> privateData)
    : d(std::move(privateData))
{
}

Result<std::unique_ptr<Puller>> Puller::start(PullerSettings settings, ingest::Pipeline& pipeline,
                                              AlertBook& alerts)
{
    auto d = std::make_unique<Private>(std::move(settings), pipeline, alerts);
    if (const auto prepared = d->prepare(); !prepared)
        return tl::make_unexpected(prepared.error());
    d->thread = std::thread([worker = d.get()] { worker->run(); });
    return std::unique_ptr<Puller>(new Puller(std::move(d)));
}

Puller::~Puller()
{
    stop();
}

void Puller::stop()
{
    d->isStopping = true;
    d->waker->wake();
    if (d->thread.joinable())
        d->thread.join();
    const std::scoped_lock lock(d->waker->mutex);
    d->waker->client = nullptr;
}

bool Puller::isDone() const
{
    return d->isDone;
}

std::vector<FeedReport> Puller::reports() const
{
    const std::scoped_lock lock(d->mutex);
    std::vector<FeedReport> all;
    for (const auto& [name, report] : d->reports)
        all.push_back(report);
    return all;
}

std::vector<telemetry::LinkStatus> Puller::links() const
{
    const std::scoped_lock lock(d->mutex);
    std::vector<telemetry::LinkStatus> all;
    for (const auto& [source, status] : d->links)
        all.push_back(status);
    return all;
}

} // namespace pull
