// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/causes/casefacts.h"

#include "models/causes/factparts.h"
#include "models/telemetry/signalcheck.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

namespace causes {

namespace {

// Log likelihood of a rise: several symptoms are tried, and many times of each.
constexpr double kSymptomSpeaks = 9;
constexpr std::int64_t kFewestBad = 5; // since the rise
constexpr std::int64_t kFewestResults = 10;

AnswerOutcome checkOutcome(const CaseAnswer& row, CheckBits bits)
{
    if ((row.failed & bits) != 0)
        return AnswerOutcome::Bad;
    return (row.passed & bits) != 0 ? AnswerOutcome::Good : AnswerOutcome::Unknown;
}

CheckBits bitsOf(const CaseRows& rows, const std::string& check)
{
    const auto found = std::ranges::find(rows.checks, check);
    return found == rows.checks.end() ? 0 : CheckBits{1} << (found - rows.checks.begin());
}

struct Symptom
{
    SymptomKind kind = SymptomKind::None;
    std::string check;
    std::optional<Step> step;
    double designEffect = 1;

    double likelihood() const { return step ? step->likelihood / designEffect : 0; }
};

// What belongs together: a conversation, else a trace.
std::vector<std::size_t> groupsOf(const CaseRows& rows)
{
    std::vector<std::size_t> groups;
    groups.reserve(rows.answers.size());
    for (const CaseAnswer& row : rows.answers)
        groups.push_back(row.session.empty() ? std::hash<telemetry::TraceId>{}(row.key.trace)
                                             : std::hash<std::string>{}(row.session));
    return groups;
}

Symptom symptomOf(const CaseRows& rows, SymptomKind kind, const std::string& check)
{
    const std::vector<AnswerOutcome> outcomes = outcomesOf(rows, kind, check);
    Symptom symptom{.kind = kind, .check = check, .step = bestStep(outcomes)};
    if (symptom.step)
        symptom.designEffect = designEffect(outcomes, groupsOf(rows), symptom.step->at);
    return symptom;
}

Counts apart(const store::Agreement& agreement)
{
    return {.bad = agreement.onlyJudge + agreement.onlyOther, .count = agreement.count()};
}

SymptomKind kindOf(const std::string& check)
{
    return telemetry::isOwnCheck(check) ? SymptomKind::OwnCheck : SymptomKind::JudgeCheck;
}

bool isUsable(const CaseRows& rows, const std::string& check)
{
    if (check.empty() || bitsOf(rows, check) == 0)
        return false;
    Counts counts;
    for (const AnswerOutcome outcome : outcomesOf(rows, kindOf(check), check))
        counts.add(outcome);
    return counts.count >= kFewestResults && counts.bad > 0;
}

// What the alarm is about, else what rose most surely.
Symptom chosenSymptom(const CaseRows& rows)
{
    if (isUsable(rows, rows.question.check))
        return symptomOf(rows, kindOf(rows.question.check), rows.question.check);
    Symptom best;
    double likelihood = kSymptomSpeaks;
    const auto consider = [&](SymptomKind kind, const std::string& check) {
        Symptom symptom = symptomOf(rows, kind, check);
        if (symptom.likelihood() > likelihood && symptom.step->after.bad >= kFewestBad) {
            likelihood = symptom.likelihood();
            best = std::move(symptom);
        }
    };
    for (const std::string& check : rows.checks)
        consider(kindOf(check), check);
    consider(SymptomKind::LostContent, {});
    consider(SymptomKind::RepeatedCalls, {});
    // Says nothing of answers, and would outweigh what does: nearly all of them have it.
    if (best.kind == SymptomKind::None)
        consider(SymptomKind::WrongTimes, {});
    return best;
}

std::optional<OnsetFacts> onsetOf(const CaseRows& rows, const Symptom& symptom)
{
    const CaseQuestion& question = rows.question;
    const auto startAt = [&rows](std::size_t place) {
        return rows.answers[std::min(place, rows.answers.size() - 1)].start;
    };
    OnsetFacts onset;
    if (question.onset) {
        onset.at = *question.onset;
        onset.low = question.onsetLow.value_or(onset.at);
        onset.high = question.onsetHigh.value_or(onset.at);
    } else if (symptom.step) {
        onset.at = startAt(symptom.step->at);
        // The change lies between two answers: from the one before.
        onset.low = startAt(symptom.step->low > 0 ? symptom.step->low - 1 : 0);
        onset.high = startAt(symptom.step->high);
    } else {
        return std::nullopt;
    }
    onset.likelihood = symptom.likelihood();
    onset.designEffect = symptom.designEffect;
    return onset;
}

void addSignals(const CaseRows& rows, telemetry::Timestamp onset, CaseFacts& facts)
{
    for (std::size_t place = 0; place < rows.checks.size(); ++place) {
        const CheckBits bit = CheckBits{1} << place;
        SignalFacts signal{.check = rows.checks[place],
                           .isOwn = telemetry::isOwnCheck(rows.checks[place]),
                           .failed = {},
                           .unknown = {}};
        for (const CaseAnswer& row : rows.answers) {
            const bool isAfter = row.start >= onset;
            const AnswerOutcome outcome = checkOutcome(row, bit);
            (isAfter ? signal.failed.after : signal.failed.before).add(outcome);
            const bool isUnknown = (row.unknown & bit) != 0;
            if (isUnknown || outcome != AnswerOutcome::Unknown)
                (isAfter ? signal.unknown.after : signal.unknown.before)
                    .add(isUnknown ? AnswerOutcome::Bad : AnswerOutcome::Good);
        }
        facts.signalFacts.push_back(std::move(signal));
    }
}

// Of each trait the value of most answers before the onset, of those that did not fail more often
// than twice the usual.
void addLastGood(const CaseRows& rows, const std::vector<AnswerOutcome>& outcomes,
                 telemetry::Timestamp onset, CaseFacts& facts)
{
    const double usual = facts.onset ? facts.onset->before.share() : 0;
    for (std::size_t trait = 0; trait < kTraitCount; ++trait) {
        std::map<std::string, Counts> values;
        std::set<std::string> since;
        for (std::size_t i = 0; i < rows.answers.size(); ++i) {
            const std::string& value = rows.answers[i].traits[trait];
            facts.isTold[trait] = facts.isTold[trait] || !value.empty();
            if (rows.answers[i].start < onset && !value.empty())
                values[value].add(outcomes[i]);
            else if (!value.empty())
                since.insert(value);
        }
        facts.areSeveral[trait] = since.size() > 1;
        std::int64_t most = -1;
        for (const auto& [value, counts] : values) {
            const bool isGood = counts.count > 0 && counts.share() <= 2 * usual + 0.05;
            if (isGood && counts.count > most) {
                most = counts.count;
                facts.lastGood[trait] = value;
            }
        }
    }
}

// Judges whose calls are not in the telemetry are told apart by what they call themselves: that of
// the symptom, else that of the check that most was said about. Whether any was.
bool nameJudges(CaseRows& rows, const Symptom& symptom)
{
    std::map<std::size_t, std::int64_t> said;
    for (const CaseAnswer& row : rows.answers) {
        for (const auto& [place, name] : row.judges)
            ++said[place];
    }
    if (said.empty())
        return false;
    bool isNamed = false;
    std::size_t place =
        std::ranges::max_element(said, {}, [](const auto& pair) { return pair.second; })->first;
    if (symptom.kind == SymptomKind::JudgeCheck)
        place = static_cast<std::size_t>(std::ranges::find(rows.checks, symptom.check)
                                         - rows.checks.begin());
    for (std::vector<CaseAnswer>* answers : {&rows.answers, &rows.others}) {
        for (CaseAnswer& row : *answers) {
            for (const auto& [of, name] : row.judges) {
                if (of != place || !row.trait(Trait::Judge).empty())
                    continue;
                row.trait(Trait::Judge) = name;
                isNamed = true;
            }
        }
    }
    return isNamed;
}

} // namespace

std::vector<AnswerOutcome> outcomesOf(const CaseRows& rows, SymptomKind symptom,
                                      const std::string& check)
{
    std::vector<AnswerOutcome> outcomes(rows.answers.size(), AnswerOutcome::Unknown);
    const CheckBits bits = bitsOf(rows, check);
    const telemetry::Duration usual = usualDelay(rows);
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        const CaseAnswer& row = rows.answers[i];
        switch (symptom) {
        case SymptomKind::None:
            break;
        case SymptomKind::OwnCheck:
        case SymptomKind::JudgeCheck:
            outcomes[i] = checkOutcome(row, bits);
            break;
        case SymptomKind::LostContent:
            outcomes[i] = isLost(row) ? AnswerOutcome::Bad : AnswerOutcome::Good;
            break;
        case SymptomKind::WrongTimes:
            outcomes[i] = wrongTimesOf(row, usual);
            break;
        case SymptomKind::RepeatedCalls:
            if (row.toldCalls > 0)
                outcomes[i] = row.repeatedCalls > 0 ? AnswerOutcome::Bad : AnswerOutcome::Good;
            break;
        }
    }
    return outcomes;
}

double MeanFacts::ratio() const
{
    return before && after && *before > 0 ? *after / *before : 1.0;
}

bool JudgeFacts::hasNewModel() const
{
    return !modelsBefore.empty()
        && std::ranges::any_of(modelsAfter, [this](const std::string& model) {
               return std::ranges::find(modelsBefore, model) == modelsBefore.end();
           });
}

BeforeAfter JudgeFacts::apartFromGolden() const
{
    return {.before = apart(withGoldenBefore), .after = apart(withGoldenAfter)};
}

BeforeAfter JudgeFacts::apartFromValidators() const
{
    return {.before = apart(withValidatorsBefore), .after = apart(withValidatorsAfter)};
}

const RankedChange* CaseFacts::bestOf(Trait trait) const
{
    const auto found = std::ranges::find_if(
        changes, [trait](const RankedChange& change) { return change.change.trait == trait; });
    return found == changes.end() ? nullptr : &*found;
}

const RankedChange* CaseFacts::serviceChange() const
{
    const auto found = std::ranges::find_if(changes, [](const RankedChange& change) {
        const auto& trait = change.change.trait;
        return change.standing == ChangeStanding::Explains && trait != Trait::Judge
            && trait != Trait::Instrumentation && trait != Trait::Dialect;
    });
    return found == changes.end() ? nullptr : &*found;
}

const RankedChange* CaseFacts::loadChange() const
{
    const auto found = std::ranges::find_if(
        changes, [](const RankedChange& change) { return !change.change.trait; });
    return found == changes.end() ? nullptr : &*found;
}

std::optional<telemetry::Timestamp> onsetOf(const CaseRows& rows)
{
    if (rows.answers.empty())
        return std::nullopt;
    const auto onset = onsetOf(rows, chosenSymptom(rows));
    return onset ? std::optional(onset->at) : std::nullopt;
}

CaseFacts factsOf(CaseRows rows)
{
    CaseFacts facts{.service = rows.question.service,
                    .alarm = rows.question.alarm,
                    .check = {},
                    .onset = {},
                    .range = rows.question.range,
                    .answers = static_cast<std::int64_t>(rows.answers.size()),
                    .isShort = rows.isShort,
                    .signalFacts = {},
                    .changes = {},
                    .load = {},
                    .inputs = {},
                    .documents = {},
                    .judges = {},
                    .hasGolden = rows.hasGolden,
                    .loops = {},
                    .telemetry = {},
                    .ownChecks = {},
                    .elsewhere = {},
                    .lastGood = {}};
    if (rows.answers.empty())
        return facts;
    const Symptom symptom = chosenSymptom(rows);
    facts.isJudgeNamed = nameJudges(rows, symptom);
    facts.symptom = symptom.kind;
    facts.check = symptom.check;
    facts.onset = onsetOf(rows, symptom);
    const telemetry::Timestamp onset = facts.onset
        ? facts.onset->at
        : rows.question.range.start + rows.question.range.duration() / 2;
    const std::vector<AnswerOutcome> outcomes = outcomesOf(rows, symptom.kind, symptom.check);
    if (facts.onset) {
        // It may have begun earlier: what lies between is told neither as before nor as since.
        for (std::size_t i = 0; i < outcomes.size(); ++i) {
            const telemetry::Timestamp start = rows.answers[i].start;
            if (start >= onset)
                facts.onset->after.add(outcomes[i]);
            else if (start < facts.onset->low)
                facts.onset->before.add(outcomes[i]);
        }
        facts.changes = rankChanges(rows, changesOf(rows, outcomes), outcomes, *facts.onset);
    }
    addSignals(rows, onset, facts);
    addLastGood(rows, outcomes, onset, facts);
    const CaseCut cut{.rows = rows,
                      .outcomes = outcomes,
                      .onset = onset,
                      .mayBeSince = facts.onset ? facts.onset->low : onset};
    addLoad(cut, facts);
    addInputs(cut, facts);
    addDocuments(cut, facts);
    addJudges(cut, facts);
    addLoops(cut, facts);
    addTelemetry(cut, facts);
    addOwnChecks(cut, facts);
    return facts;
}

const char* toString(SymptomKind kind)
{
    switch (kind) {
    case SymptomKind::None:
        return "none";
    case SymptomKind::OwnCheck:
        return "validator";
    case SymptomKind::JudgeCheck:
        return "judge";
    case SymptomKind::LostContent:
        return "lost_content";
    case SymptomKind::RepeatedCalls:
        return "repeated_calls";
    case SymptomKind::WrongTimes:
        return "wrong_times";
    }
    return "";
}

} // namespace causes
