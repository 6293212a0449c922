// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/spread/spreadsearch.h"

#include "models/spread/spreadcontrols.h"
#include "models/spread/spreadhops.h"
#include "models/spread/spreadquestion.h"
#include "models/spread/spreadreader.h"
#include "models/spread/spreadtargets.h"

#include <algorithm>
#include <set>
#include <unordered_set>
#include <utility>

namespace spread {

namespace {

using store::FingerprintedText;
using telemetry::ErrorKind;
using telemetry::Result;
using telemetry::SpanKey;

constexpr std::int64_t kLooksBetween = 4096; // texts between two questions whether to go on

struct Candidate // as the scan finds it: its trace by number
{
    std::int64_t trace = 0;
    telemetry::SpanId span = telemetry::SpanId::None;
    friend auto operator<=>(const Candidate&, const Candidate&) = default;
};

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
    std::unordered_set<std::uint64_t> found; // hashes of texts that may hold a statement
    std::unordered_set<std::uint64_t> seen; // hashes while retention may have taken the first away
    std::set<Candidate> news; // that were not compared yet
    std::set<SpanKey> compared;
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
        }
        const auto done = controls.choose(
            *reader, {.knownAt = question.knownAt, .until = asked.time, .rows = extent.rows},
            matchers, *targets);
        if (!done)
            return done;
        targets->settle();
        for (std::size_t i = 0; i < spread.statements.size(); ++i) {
            if (targets->isBoilerplate(i))
                spread.boilerplate.push_back(i);
        }
        return {};
    }

    void note(const FingerprintedText& text)
    {
        ++spread.texts;
        const bool isTail = text.recorded < extent.repeatsUntil;
        bool isCandidate = false;
        if (text.isRepeated) {
            isCandidate = found.contains(text.hash) || (isTail && !seen.contains(text.hash));
        } else {
            for (const std::size_t target : targets->candidates(text)) {
                if (target < matchers.size())
                    isCandidate = true;
                else
                    controls.note(target - matchers.size(), text);
            }
            if (isCandidate)
                found.insert(text.hash);
            if (isTail)
                seen.insert(text.hash);
        }
        if (isCandidate)
            news.insert({.trace = text.traceNumber, .span = text.span});
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

    void add(const SpreadReader::Span& span, SpreadReader& texts)
    {
        ++spread.candidates;
        for (SpreadPlace& place : texts.placesIn(span, matchers)) {
            const bool isSuspect =
                question.suspect == place.key && place.kind == similarity::PlaceKind::Output;
            if (isSuspect || std::ranges::binary_search(spread.boilerplate, place.statement))
                continue;
            // What the suspect itself was given came before it answered.
            place.isEarlier =
                asked.time && (place.time < *asked.time || question.suspect == place.key);
            if (place.isEarlier && !question.isEarlierWanted)
                continue;
            if (place.time >= question.range.start && place.time < question.range.end)
                spread.places.push_back(std::move(place));
        }
    }

    Result<void> compareNews()
    {
        SpreadReader texts(*reader, question.knownAt);
        for (const Candidate& candidate : std::exchange(news, {})) {
            if (spread.places.size() >= question.limit) {
                spread.isLimited = true;
                break;
            }
            if (!isWanted())
                return stopped();
            const auto trace = reader->traceId(candidate.trace);
            if (!trace)
                return tl::make_unexpected(trace.error());
            const SpanKey key{.trace = *trace, .span = candidate.span};
            if (!trace->isValid() || !compared.insert(key).second)
                continue;
            const auto span = texts.span(key);
            if (!span)
                return tl::make_unexpected(span.error());
            if (*span)
                add(**span, texts);
        }
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
                add(span, texts);
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
        const auto alone = std::ranges::count(spread.places, SpreadLink::Text, &SpreadPlace::link);
        return controls.measure(*reader, question.knownAt, alone > 0 ? spread.texts : 0,
                                spread.statements.size() - spread.boilerplate.size(),
                                spread.falseMatches);
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
