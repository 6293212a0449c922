// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/spread/spreadsearch.h"

#include "models/spread/spreadcontrols.h"
#include "models/spread/spreadhops.h"
#include "models/spread/spreadquestion.h"
#include "models/spread/spreadreader.h"
#include "models/spread/spreadtargets.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <optional>
#include <set>
#include <span>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace spread {

namespace {

using store::FingerprintedText;
using telemetry::ErrorKind;
using telemetry::Result;
using telemetry::SpanKey;

constexpr std::int64_t kLooksBetween = 4096; // texts between two questions whether to go on

struct Sight
{
    std::size_t statement = 0;
    std::uint64_t around = 0; // as in Sighting
    friend auto operator<=>(const Sight&, const Sight&) = default;
};

// What the fingerprints of a text show.
struct Sights
{
    double share = 0; // of a statement; 1 where that is all of it
    std::vector<Sight> sights; // of what may be there; empty: any
};

struct Candidate // as the scan finds it: its trace by number
{
    std::int64_t trace = 0;
    telemetry::SpanId span = telemetry::SpanId::None;
    Sights sights;
};

// What two texts of a span show.
void join(Sights& sights, const Sights& other)
{
    sights.share = std::max(sights.share, other.share);
    if (sights.sights.empty() || other.sights.empty()) {
        sights.sights.clear();
        return;
    }
    sights.sights.insert(sights.sights.end(), other.sights.begin(), other.sights.end());
    std::ranges::sort(sights.sights);
    const auto doubled = std::ranges::unique(sights.sights);
    sights.sights.erase(doubled.begin(), doubled.end());
}

// One for each span, those that show most first, else in the order of the recording.
void arrange(std::vector<Candidate>& candidates)
{
    constexpr double kSteps = 20;
    const auto span = [](const Candidate& one) { return std::tuple(one.trace, one.span); };
    std::ranges::stable_sort(candidates, {}, span);
    std::vector<Candidate> distinct;
    for (Candidate& one : candidates) {
        if (!distinct.empty() && span(distinct.back()) == span(one))
            join(distinct.back().sights, one.sights);
        else
            distinct.push_back(std::move(one));
    }
    std::ranges::stable_sort(
        distinct, {}, [](const Candidate& one) { return -std::floor(one.sights.share * kSteps); });
    candidates = std::move(distinct);
}

} // namespace

struct SpreadSearch::Private
{
    std::unique_ptr<store::Reader> reader;
    SpreadQuestion question;
    AskedStatements asked;
    Spread spread;
    std::optional<SpreadTargets> targets;
    SpreadControls controls;
    std::vector<similarity::StatementMatcher> matchers;
    store::FingerprintExtent extent;
    std::int64_t row = 0; // up to which fingerprints were looked through
    std::unordered_map<std::uint64_t, Sights> found; // by the hash of the text
    std::unordered_set<std::uint64_t> seen; // hashes while retention may have taken the first away
    std::vector<Candidate> news; // that were not compared yet
    std::set<SpanKey> compared;
    std::vector<std::size_t> allStatements;
    std::set<Sight> misses; // that were read, and are not the statement
    std::map<telemetry::TraceId, std::string> pipelines;
    GoOn goOn;

    bool isWanted() const { return !goOn || goOn(); }

    // Which statements are worth looking for is told by a sample of what was there before.
    Result<void> prepare()
    {
        const auto known = reader->fingerprintExtent();
        if (!known)
            return tl::make_unexpected(known.error());
        extent = *known;
        spread.unmarkedUntil = extent.unmarkedUntil;
        targets.emplace(extent.key);
        for (std::size_t i = 0; i < spread.statements.size(); ++i) {
            targets->add(spread.statements[i]);
            matchers.emplace_back(spread.statements[i]);
            allStatements.push_back(i);
        }
        const auto done = controls.choose(*reader,
                                          {.knownAt = question.knownAt,
                                           .until = asked.time,
                                           .rows = extent.rows,
                                           .isEverywhereWanted = question.isEverywhereWanted},
                                          matchers, *targets);
        if (!done)
            return done;
        for (std::size_t i = 0; i < spread.statements.size(); ++i) {
            if (targets->isBoilerplate(i))
                spread.boilerplate.push_back(i);
        }
        return {};
    }

    void note(const FingerprintedText& text)
    {
        ++spread.texts;
        controls.look(text);
        const bool isTail = text.recorded < extent.repeatsUntil;
        std::optional<Sights> sights;
        if (text.isRepeated) {
            if (const auto known = found.find(text.hash); known != found.end())
                sights = known->second;
            else if (isTail && !seen.contains(text.hash))
                sights.emplace();
        } else {
            sights = sightsOf(text);
            if (sights)
                found.emplace(text.hash, *sights);
            if (isTail)
                seen.insert(text.hash);
        }
        if (sights)
            news.push_back(
                {.trace = text.traceNumber, .span = text.span, .sights = std::move(*sights)});
    }

    std::optional<Sights> sightsOf(const FingerprintedText& text)
    {
        std::optional<Sights> sights;
        for (const SpreadTargets::Sighted& sighted : targets->sightings(text)) {
            if (!sights)
                sights.emplace();
            sights->share = std::max(sights->share, sighted.as.isWhole ? 1 : sighted.as.share);
            sights->sights.push_back({.statement = sighted.target, .around = sighted.as.around});
        }
        return sights;
    }

    Result<void> scan()
    {
        bool isStopped = false;
        const std::int64_t before = spread.texts;
        const auto end =
            reader->forEachFingerprinted(row, question.knownAt, [&](const FingerprintedText& text) {
                note(text);
                if ((spread.texts - before) % kLooksBetween == 0)
                    isStopped = !isWanted();
                return !isStopped;
            });
        if (!end || isStopped) {
            spread.texts = before; // they are looked through again
            return end ? stopped() : tl::make_unexpected(end.error());
        }
        row = *end;
        return {};
    }

    static Result<void> stopped()
    {
        return telemetry::failure(ErrorKind::Refused, "The search was stopped.");
    }

    bool isLookedFor(std::size_t statement) const
    {
        return question.isEverywhereWanted
            || !std::ranges::binary_search(spread.boilerplate, statement);
    }

    // Returns whether it holds any of the statements.
    bool add(const SpreadReader::Span& span, SpreadReader& texts,
             std::span<const std::size_t> statements)
    {
        ++spread.candidates;
        std::vector<SpreadPlace> places = texts.placesIn(span, matchers, statements);
        for (SpreadPlace& place : places) {
            const bool isSuspect =
                question.suspect == place.key && place.kind == similarity::PlaceKind::Output;
            if (isSuspect || !isLookedFor(place.statement))
                continue;
            // What the suspect itself was given came before it answered.
            place.isEarlier =
                asked.time && (place.time < *asked.time || question.suspect == place.key);
            if (place.isEarlier && !question.isEarlierWanted)
                continue;
            if (place.time >= question.range.start && place.time < question.range.end)
                spread.places.push_back(std::move(place));
        }
        return !places.empty();
    }

    Result<void> compare(const Candidate& candidate, SpreadReader& texts)
    {
        const auto trace = reader->traceId(candidate.trace);
        if (!trace)
            return tl::make_unexpected(trace.error());
        const SpanKey key{.trace = *trace, .span = candidate.span};
        const std::vector<Sight>& sights = candidate.sights.sights;
        const bool isAgain = compared.contains(key);
        // The same words were read elsewhere: a near miss comes with each copy of its document.
        const bool isMiss = !isAgain && !sights.empty()
            && std::ranges::all_of(sights,
                                   [this](const Sight& sight) { return misses.contains(sight); });
        if (!trace->isValid() || isMiss)
            return {};
        const auto span = texts.span(key);
        if (!span)
            return tl::make_unexpected(span.error());
        compared.insert(key);
        // More of it has come since it was read: any of its places may be other ones.
        if (isAgain)
            std::erase_if(spread.places,
                          [&key](const SpreadPlace& place) { return place.key == key; });
        if (!*span)
            return {};
        std::vector<std::size_t> statements;
        for (const Sight& sight : sights)
            statements.push_back(sight.statement);
        const auto doubled = std::ranges::unique(statements);
        statements.erase(doubled.begin(), doubled.end());
        const bool isAny = isAgain || statements.empty();
        if (!add(**span, texts, isAny ? allStatements : statements) && !isAny)
            misses.insert(sights.begin(), sights.end());
        return {};
    }

    // As far as there is time and room; the rest stays for the next call.
    Result<void> compareNews()
    {
        const auto start = std::chrono::steady_clock::now();
        const auto isTimeLeft = [&] {
            return !question.readingTime
                || std::chrono::steady_clock::now() - start < *question.readingTime;
        };
        arrange(news);
        SpreadReader texts(*reader, question.knownAt);
        auto next = news.begin();
        for (; next != news.end() && (next == news.begin() || isTimeLeft()); ++next) {
            spread.isLimited = spread.places.size() >= question.limit;
            if (spread.isLimited)
                break;
            if (!isWanted())
                return stopped();
            if (const auto done = compare(*next, texts); !done)
                return done;
        }
        news.erase(news.begin(), next);
        spread.unread = static_cast<std::int64_t>(news.size());
        return {};
    }

    // What was recorded before there were fingerprints.
    Result<void> readUnmarked()
    {
        if (!extent.unmarkedUntil)
            return {};
        SpreadReader texts(*reader, question.knownAt);
        store::View view;
        view.knownAt = std::min(question.knownAt, *extent.unmarkedUntil);
        bool isStopped = false;
        const auto compare = [&](const SpreadReader::Span& span) {
            isStopped = !isWanted();
            spread.isLimited = spread.isLimited || spread.places.size() >= question.limit;
            ++spread.texts;
            if (!isStopped && !spread.isLimited && compared.insert(span.common.key).second)
                add(span, texts, allStatements);
            return !isStopped && !spread.isLimited;
        };
        auto done = reader->forEachGeneration(view, {}, [&](telemetry::Generation generation) {
            return compare(SpreadReader::spanOf(std::move(generation)));
        });
        if (done && !isStopped)
            done =
                reader->forEachStep(view, {}, [&](telemetry::Step step, const store::SpanRow& of) {
                    return !similarity::hasTexts(step.kind)
                        || compare(SpreadReader::spanOf(std::move(step), of));
                });
        return done && isStopped ? stopped() : done;
    }

    Result<void> finish()
    {
        store::View view;
        view.knownAt = question.knownAt;
        const auto connected =
            connect(spread.places, asked.place, [&](const telemetry::TraceId& trace) {
                return reader->linkedFrom(trace, view);
            });
        if (!connected)
            return connected;
        SpreadReader texts(*reader, question.knownAt);
        spread.pipelines.clear();
        for (const SpreadPlace& place : spread.places) {
            if (!pipelines.contains(place.key.trace)) {
                if (!isWanted())
                    return stopped();
                const auto pipeline = texts.pipeline(place.key.trace);
                if (!pipeline)
                    return tl::make_unexpected(pipeline.error());
                pipelines[place.key.trace] = *pipeline;
            }
            ++spread.pipelines[pipelines[place.key.trace]];
        }
        spread.later = countsOf(spread, false, pipelines);
        spread.earlier = countsOf(spread, true, pipelines);
        auto measured = controls.measure(*reader, question.knownAt);
        if (!measured)
            return tl::make_unexpected(measured.error());
        spread.falseMatches = *measured;
        return {};
    }

    Result<Spread> run(bool isFirst)
    {
        Result<void> done = scan();
        if (done)
            done = compareNews();
        if (done && isFirst)
            done = readUnmarked();
        if (done)
            done = finish();
        if (!done)
            return tl::make_unexpected(done.error());
        return spread;
    }
};

SpreadSearch::SpreadSearch(std::unique_ptr<Private> p)
    : d(std::move(p))
{
}

SpreadSearch::~SpreadSearch() = default;

Result<std::unique_ptr<SpreadSearch>> SpreadSearch::open(const std::string& path)
{
    auto reader = store::Reader::open(path);
    if (!reader)
        return tl::make_unexpected(reader.error());
    auto p = std::make_unique<Private>();
    p->reader = std::move(*reader);
    return std::unique_ptr<SpreadSearch>(new SpreadSearch(std::move(p)));
}

Result<Spread> SpreadSearch::ask(const SpreadQuestion& question, const GoOn& goOn)
{
    auto fresh = std::make_unique<Private>();
    fresh->reader = std::move(d->reader);
    fresh->question = question;
    fresh->goOn = goOn;
    d = std::move(fresh);
    auto asked = statementsOf(*d->reader, question);
    if (!asked)
        return tl::make_unexpected(asked.error());
    d->asked = std::move(*asked);
    d->spread.statements = d->asked.statements;
    d->spread.leftOut = d->asked.leftOut;
    d->spread.isEverywhereWanted = question.isEverywhereWanted;
    d->spread.isNarrowed = !question.isEarlierWanted
        || question.range.start > telemetry::Timestamp::min()
        || question.range.end < telemetry::Timestamp::max();
    d->spread.suspectTime = d->asked.time;
    if (d->asked.place)
        d->spread.suspectService = d->asked.place->service;
    if (const auto prepared = d->prepare(); !prepared)
        return tl::make_unexpected(prepared.error());
    return d->run(true);
}

Result<Spread> SpreadSearch::update(telemetry::Timestamp knownAt, const GoOn& goOn)
{
    if (!d->targets || knownAt < d->question.knownAt) {
        SpreadQuestion again = d->question;
        again.knownAt = knownAt;
        return ask(again, goOn);
    }
    d->goOn = goOn;
    d->question.knownAt = knownAt;
    return d->run(false);
}

} // namespace spread
