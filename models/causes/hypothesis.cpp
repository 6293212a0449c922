// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/causes/hypothesis.h"

#include "models/causes/casewords.h"
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
     "answers that fall apart are what overload gives"},
    {Cause::Load,
     {telemetry::kGroundedness, telemetry::kFabrication, telemetry::kFormat, telemetry::kCitations},
     -1,
     "answers under overload fall apart, and these do not"},
    {Cause::FineTune,
     {telemetry::kContradiction, telemetry::kDegeneration},
     0.5,
     "a spoilt fine-tune states other figures than it was given, or loses the thread"},
    {Cause::ModelVersion,
     {telemetry::kFabrication, telemetry::kServedModel},
     1,
     "names that do not exist are what a model makes up"},
    {Cause::ModelVersion,
     {telemetry::kGroundedness, telemetry::kFormat, telemetry::kRefusal, telemetry::kLanguage},
     0.5,
     "a worse model shows like this"},
    {Cause::Prompt,
     {telemetry::kFormat, telemetry::kRefusal, telemetry::kLanguage, telemetry::kPersona},
     1,
     "form, tone and refusals follow the prompt"},
    {Cause::Prompt,
     {telemetry::kGroundedness, telemetry::kCitations, telemetry::kTruncation},
     0.5,
     "keeping to the passages, and limits of length, are set with the prompt"},
    {Cause::Truncation,
     {telemetry::kGroundedness, telemetry::kContradiction, telemetry::kConsistency},
     0.5,
     "what a model never saw it makes up, or contradicts"},
    // The answers are faithful to what was found.
    {Cause::Index,
     {telemetry::kGroundedness, telemetry::kFabrication, telemetry::kDegeneration,
      telemetry::kFormat},
     -1.5,
     "answers from a bad index keep to what was found, and these do not"},
    {Cause::Index,
     {telemetry::kConsistency, telemetry::kContradiction},
     1,
     "answers that clash with what was said before are what a changed source gives"},
};

std::string exposureText(const RankedChange& ranked, const std::string& word)
{
    if (ranked.unexposed.count == 0)
        return "since then " + countsText(ranked.exposed) + " are " + word + ", before it "
            + countsText(ranked.before)
            + (ranked.reached == ranked.since ? "; all answers since are of it"
                                              : "; all that were judged since are of it");
    return countsText(ranked.exposed) + " with it are " + word + ", of others at the same time "
        + countsText(ranked.unexposed) + ", before it " + countsText(ranked.before);
}

std::string leadText(const RankedChange& ranked)
{
    const double seconds = std::chrono::duration<double>(ranked.lead).count();
    return secondsText(seconds) + (seconds >= 0 ? " before" : " after") + " the onset";
}

} // namespace

Making::Making(const CaseFacts& facts, Cause cause)
    : m_facts(facts)
{
    m_hypothesis.cause = cause;
    m_hypothesis.title = causeTitle(cause);
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
    const std::string what = changeText(change)
        + (isElsewhere ? " of " + change.service : std::string()) + " at " + clockText(change.time)
        + ", " + leadText(ranked);
    switch (ranked.standing) {
    case ChangeStanding::Explains:
    case ChangeStanding::TimingOnly:
    case ChangeStanding::SameAnswers: {
        std::string text = what + ": " + exposureText(ranked, symptomWord(m_facts));
        if (ranked.other)
            text += "; it reached the same answers as "
                + changeText(m_facts.changes[*ranked.other].change);
        say(weightOf(ranked), std::move(text));
        const std::int64_t bad = ranked.exposed.bad + ranked.unexposed.bad;
        if (bad > 0 && ranked.exposed.bad * 2 < bad)
            say(-1.5,
                "most of the answers that are " + symptomWord(m_facts)
                    + " since then did not have it: " + grouped(bad - ranked.exposed.bad) + " of "
                    + grouped(bad));
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
            what + ": nothing is left of it among answers that are alike in "
                + changeText(m_facts.changes[*ranked.other].change));
        break;
    case ChangeStanding::AfterOnset:
        say(-4,
            what + ": it came after the onset, when answers were " + symptomWord(m_facts)
                + " already");
        break;
    case ChangeStanding::EquallyBad:
        say(-4,
            what + ": answers without it are " + asSymptomText(m_facts) + ", "
                + countsText(ranked.unexposed) + " against " + countsText(ranked.exposed)
                + " with it");
        break;
    case ChangeStanding::NotExposed:
        say(-3,
            what + ": it reached " + grouped(ranked.reached) + " of " + grouped(ranked.since)
                + " answers since");
        break;
    case ChangeStanding::NoDifference:
        say(-3,
            what + ": no worse with it, " + countsText(ranked.exposed) + " against "
                + countsText(ranked.before) + " before");
        break;
    }
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
        lack("The telemetry tells no " + name + ".");
    else
        // It may change behind a name; that is rare, and telemetry of it would be wrong.
        say(-3,
            m_facts.areSeveral[place] ? "no " + name + " is new or took more of the answers; "
                    + (m_facts.lastGood[place].empty() ? std::string("several serve")
                                                       : m_facts.lastGood[place] + " serves most")
                                      : "the " + name + " did not change"
                    + (m_facts.lastGood[place].empty()
                           ? std::string()
                           : ": " + m_facts.lastGood[place] + " all along"));
}

void Making::addSymptom()
{
    if (m_facts.symptom != SymptomKind::OwnCheck)
        return;
    for (const Affinity& affinity : kAffinities) {
        const bool isIt = affinity.cause == m_hypothesis.cause
            && std::ranges::find(affinity.checks, m_facts.check) != affinity.checks.end();
        if (isIt)
            say(affinity.weight, "it is " + m_facts.check + " that fails: " + affinity.why);
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
        lack("Whether it is this or " + changeText(release->change) + " at "
             + clockText(release->change.time)
             + ": both reached the same answers. If going back here does not help, go back there.");
}

void Making::addRelease()
{
    const RankedChange* release = m_facts.bestOf(Trait::Version);
    if (release != nullptr && release->isCandidate())
        say(0.5,
            changeText(release->change) + " at " + clockText(release->change.time)
                + " may have brought it");
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
