// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/causes/hypothesis.h"

#include "models/causes/casewords.h"
#include "models/causes/wording.h"
#include "models/telemetry/signalcheck.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <initializer_list>
#include <string_view>

namespace causes {

namespace {

constexpr double kMostWeight = 5; // anything can be a mistake of ours

// How likely a class is to show first in a check, over how likely others are. Hints: a check looks
// at the text, and most kinds of fault can spoil a text in most ways.
struct Affinity
{
    Cause cause;
    std::initializer_list<std::string_view> checks;
    double weight;
    const char* why;
};

const Affinity kAffinities[] = {
    // Word salad and loops are what starved decoding gives; a model that is merely worse is fluent.
    {Cause::Load,
     {telemetry::kDegeneration},
     1.5,
     QT_TRANSLATE_NOOP("causes", "answers that fall apart are what overload gives")},
    {Cause::Load,
     {telemetry::kGroundedness, telemetry::kFabrication, telemetry::kFormat, telemetry::kCitations},
     -1,
     QT_TRANSLATE_NOOP("causes", "answers under overload fall apart, and these do not")},
    {Cause::FineTune,
     {telemetry::kContradiction, telemetry::kDegeneration},
     0.5,
     QT_TRANSLATE_NOOP(
         "causes",
         "a spoilt fine-tune states other figures than it was given, or loses the thread")},
    {Cause::ModelVersion,
     {telemetry::kFabrication, telemetry::kServedModel},
     1,
     QT_TRANSLATE_NOOP("causes", "names that do not exist are what a model makes up")},
    {Cause::ModelVersion,
     {telemetry::kGroundedness, telemetry::kFormat, telemetry::kRefusal, telemetry::kLanguage},
     0.5,
     QT_TRANSLATE_NOOP("causes", "a worse model shows like this")},
    {Cause::Prompt,
     {telemetry::kFormat, telemetry::kRefusal, telemetry::kLanguage, telemetry::kPersona},
     1,
     QT_TRANSLATE_NOOP("causes", "form, tone and refusals follow the prompt")},
    {Cause::Prompt,
     {telemetry::kGroundedness, telemetry::kCitations, telemetry::kTruncation},
     0.5,
     QT_TRANSLATE_NOOP("causes",
                       "keeping to the passages, and limits of length, are set with the prompt")},
    {Cause::Truncation,
     {telemetry::kGroundedness, telemetry::kContradiction, telemetry::kConsistency},
     0.5,
     QT_TRANSLATE_NOOP("causes", "what a model never saw it makes up, or contradicts")},
    // The answers are faithful to what was found.
    {Cause::Index,
     {telemetry::kGroundedness, telemetry::kFabrication, telemetry::kDegeneration,
      telemetry::kFormat},
     -1.5,
     QT_TRANSLATE_NOOP("causes",
                       "answers from a bad index keep to what was found, and these do not")},
    {Cause::Index,
     {telemetry::kConsistency, telemetry::kContradiction},
     1,
     QT_TRANSLATE_NOOP(
         "causes", "answers that clash with what was said before are what a changed source gives")},
};

std::string exposureText(const RankedChange& ranked, const std::string& word)
{
    if (ranked.unexposed.count == 0)
        return filled(
            ranked.reached == ranked.since
                ? translate("causes",
                            "since then %1 are %2, before it %3; all answers since are of it")
                : translate("causes",
                            "since then %1 are %2, before it %3; all that were judged since are "
                            "of it"),
            {countsText(ranked.exposed), word, countsText(ranked.before)});
    return filled(
        translate("causes", "%1 with it are %2, of others at the same time %3, before it %4"),
        {countsText(ranked.exposed), word, countsText(ranked.unexposed),
         countsText(ranked.before)});
}

std::string leadText(const RankedChange& ranked)
{
    const double seconds = std::chrono::duration<double>(ranked.lead).count();
    return filled(seconds >= 0 ? translate("causes", "%1 before the onset")
                               : translate("causes", "%1 after the onset"),
                  {secondsText(seconds)});
}

} // namespace

Making::Making(const CaseFacts& facts, Cause cause)
    : m_facts(facts)
{
    m_hypothesis.cause = cause;
    m_hypothesis.title = causeTitleText(cause);
    m_hypothesis.service = facts.service;
}

void Making::say(double weight, std::string text)
{
    m_hypothesis.evidence.push_back(
        {.text = std::move(text), .weight = std::clamp(weight, -kMostWeight, kMostWeight)});
}

// That those with it are worse than others of the same time (4) says more than that the time fits
// (2.5), since something else can have changed then. Of two that reached the same answers neither
// is sure; the one whose time fits worse is the less likely by as much as the likelihood tells.
double Making::weightOf(const RankedChange& ranked) const
{
    double weight = ranked.standing == ChangeStanding::Explains ? 4 : 2.5;
    if (ranked.other) {
        const RankedChange& other = m_facts.changes[*ranked.other];
        weight = (other.standing == ChangeStanding::Explains ? 4 : 2.5) - 0.5
            - std::min(2.0, (other.likelihood - ranked.likelihood) / 3);
    }
    // Much of what rose is not told by it.
    if (ranked.share < 0.5)
        weight -= 1.5;
    return weight;
}

void Making::addRanked(const RankedChange& ranked)
{
    const Change& change = ranked.change;
    const bool isElsewhere = change.service != m_facts.service;
    const std::string what =
        filled(isElsewhere ? translate("causes", "%1 of %2 at %3, %4")
                           : translate("causes", "%1 at %3, %4"),
               {changeText(change), change.service, clockText(change.time), leadText(ranked)});
    const std::string word = symptomWord(m_facts);
    switch (ranked.standing) {
    case ChangeStanding::Explains:
    case ChangeStanding::TimingOnly:
    case ChangeStanding::SameAnswers: {
        std::string text = what + ": " + exposureText(ranked, word);
        if (ranked.other)
            text += filled(translate("causes", "; it reached the same answers as %1"),
                           {changeText(m_facts.changes[*ranked.other].change)});
        say(weightOf(ranked), std::move(text));
        const std::int64_t bad = ranked.exposed.bad + ranked.unexposed.bad;
        if (bad > 0 && ranked.exposed.bad * 2 < bad)
            say(-1.5,
                filled(translate(
                           "causes",
                           "most of the answers that are %1 since then did not have it: %2 of %3"),
                       {word, grouped(bad - ranked.exposed.bad), grouped(bad)}));
        m_hypothesis.service = change.service;
        m_hypothesis.trait = change.trait;
        m_hypothesis.value = change.trait ? change.value : std::string();
        m_hypothesis.since = change.time;
        if (change.trait && change.trait != Trait::Judge)
            m_hypothesis.conditions = {{.kind = Condition::Kind::Value,
                                        .field = fieldName(*change.trait),
                                        .value = change.value,
                                        .low = {},
                                        .high = {}}};
        break;
    }
    case ChangeStanding::ExplainedElsewhere:
        say(-2,
            filled(
                translate("causes", "%1: nothing is left of it among answers that are alike in %2"),
                {what, changeText(m_facts.changes[*ranked.other].change)}));
        break;
    case ChangeStanding::AfterOnset:
        say(-4,
            filled(translate("causes", "%1: it came after the onset, when answers were %2 already"),
                   {what, word}));
        break;
    case ChangeStanding::EquallyBad:
        say(-4,
            filled(translate("causes", "%1: answers without it are %2, %3 against %4 with it"),
                   {what, asSymptomText(m_facts), countsText(ranked.unexposed),
                    countsText(ranked.exposed)}));
        break;
    case ChangeStanding::NotExposed:
        say(-3,
            filled(translate("causes", "%1: it reached %2 of %3 answers since"),
                   {what, grouped(ranked.reached), grouped(ranked.since)}));
        break;
    case ChangeStanding::NoDifference:
        say(-3,
            filled(translate("causes", "%1: no worse with it, %2 against %3 before"),
                   {what, countsText(ranked.exposed), countsText(ranked.before)}));
        break;
    }
}

// Of a trait that no change was found of: %1 is its name, %2 what serves.
std::string Making::unchangedPattern(std::size_t place) const
{
    const bool isKnown = !m_facts.lastGood[place].empty();
    if (m_facts.areSeveral[place])
        return isKnown
            ? translate("causes", "no %1 is new or took more of the answers; %2 serves most")
            : translate("causes", "no %1 is new or took more of the answers; several serve");
    return isKnown ? translate("causes", "the %1 did not change: %2 all along")
                   : translate("causes", "the %1 did not change");
}

void Making::addChange(Trait trait)
{
    if (const RankedChange* best = m_facts.bestOf(trait)) {
        addRanked(*best);
        return;
    }
    const auto place = static_cast<std::size_t>(trait);
    const std::string name = traitText(trait);
    if (!m_facts.isTold[place])
        lack(filled(translate("causes", "The telemetry tells no %1."), {name}));
    else
        // It may change behind a name; that is rare, and telemetry of it would be wrong.
        say(-3, filled(unchangedPattern(place), {name, m_facts.lastGood[place]}));
}

void Making::addSymptom()
{
    if (m_facts.symptom != SymptomKind::OwnCheck)
        return;
    for (const Affinity& affinity : kAffinities) {
        const bool isIt = affinity.cause == m_hypothesis.cause
            && std::ranges::find(affinity.checks, m_facts.check) != affinity.checks.end();
        if (isIt)
            say(affinity.weight,
                filled(translate("causes", "it is %1 that fails: %2"),
                       {m_facts.check, translate("causes", affinity.why)}));
    }
}

void Making::lackReleaseApart(Trait trait)
{
    const RankedChange* best = m_facts.bestOf(trait);
    const RankedChange* release = m_facts.bestOf(Trait::Version);
    if (best == nullptr || release == nullptr || !best->isCandidate() || !release->isCandidate()
        || best->change.service != release->change.service)
        return;
    const auto refersTo = [this](const RankedChange& one, const RankedChange* other) {
        return one.other && &m_facts.changes[*one.other] == other;
    };
    if (refersTo(*best, release) || refersTo(*release, best) || best->other || release->other)
        lack(filled(
            translate("causes",
                      "Whether it is this or %1 at %2: both reached the same answers. If going "
                      "back here does not help, go back there."),
            {changeText(release->change), clockText(release->change.time)}));
}

void Making::addRelease()
{
    const RankedChange* release = m_facts.bestOf(Trait::Version);
    if (release != nullptr && release->isCandidate())
        say(0.5,
            filled(translate("causes", "%1 at %2 may have brought it"),
                   {changeText(release->change), clockText(release->change.time)}));
}

std::string Making::valueBefore(Trait trait) const
{
    const RankedChange* best = m_facts.bestOf(trait);
    const bool isSuspected = best != nullptr && best->isCandidate();
    return isSuspected && best->change.isPreviousSure ? best->change.previous : std::string();
}

Hypothesis Making::take()
{
    std::ranges::stable_sort(
        m_hypothesis.evidence, std::greater<>(),
        [](const CauseEvidence& evidence) { return std::abs(evidence.weight); });
    for (const CauseEvidence& evidence : m_hypothesis.evidence)
        m_hypothesis.score += evidence.weight;
    return std::move(m_hypothesis);
}

} // namespace causes
