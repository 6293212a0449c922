// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/requirement.h"

#include "models/telemetry/text.h"
#include "models/telemetry/timetext.h"

#include <QByteArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <utility>

using namespace Qt::StringLiterals;

namespace runbook {

namespace {

constexpr telemetry::Duration kClocks = std::chrono::minutes(1); // by which two may differ

std::string ageText(telemetry::Duration age)
{
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(age).count();
    if (minutes < 2)
        return std::to_string(std::chrono::duration_cast<std::chrono::seconds>(age).count()) + " s";
    return minutes < 120 ? std::to_string(minutes) + " min" : std::to_string(minutes / 60) + " h";
}

std::optional<StepState> settledState(const QString& word)
{
    for (const StepState state :
         {StepState::Done, StepState::Skipped, StepState::Failed, StepState::Undone}) {
        if (word == QLatin1String(toString(state)))
            return state;
    }
    return std::nullopt;
}

bool isConclusive(const ProofRecord& proof)
{
    return proof.outcome == ProofOutcome::Proven || proof.outcome == ProofOutcome::Refuted
        || proof.outcome == ProofOutcome::NotEnough;
}

class Judge
{
public:
    Judge(const Requirement& requirement, const LeverPlan& plan, telemetry::Timestamp now)
        : m_requirement(requirement)
        , m_plan(plan)
        , m_now(now)
        , m_step("step \"" + requirement.title + "\"")
    {
    }

    std::optional<Unmet> judge(const StepEvidence& evidence) const
    {
        const auto& settled = evidence.settled;
        // What was said of the step after it was proven counts more: it failed all the same, or did
        // not answer any more.
        const bool isOvertaken = settled && evidence.proof
            && evidence.proof->outcome == ProofOutcome::Proven && settled->state != StepState::Done
            && settled->when > evidence.proof->ended;
        if (m_requirement.kind == StepKind::Probe && evidence.proof && !isOvertaken)
            return judgeProof(*evidence.proof);
        if (!settled)
            return Unmet{.sentence = "It requires " + m_step + ", which was not carried out yet.",
                         .lifting = again("Carry it out")};
        if (settled->state == StepState::Skipped)
            return Unmet{.sentence = "It requires " + m_step + ", which " + by(*settled)
                             + " skipped" + noteOf(*settled) + ".",
                         .lifting = again("Carry it out")};
        if (settled->state != StepState::Done)
            return Unmet{.sentence =
                             "It requires " + m_step + ", which failed" + noteOf(*settled) + ".",
                         .lifting = again("Carry it out once more when that has changed")};
        if (m_requirement.kind == StepKind::Probe)
            return Unmet{.sentence = "It requires a proof: " + m_step + " was called done by "
                             + by(*settled) + ", and nothing was asked.",
                         .lifting = again("Have it ask")};
        const std::string& answer = m_requirement.answer;
        if (!isAnswer(settled->note, answer))
            return Unmet{
                .sentence = "It requires \"" + answer + "\" as the answer to " + m_step + ", and "
                    + by(*settled) + " said "
                    + (settled->note.empty() ? "nothing" : "\"" + settled->note + "\"") + ".",
                .lifting = again("Decide anew, with a note that begins with \"" + answer + "\"")};
        return judgeAge(settled->when, "What " + m_step + " found");
    }

private:
    static std::string by(const StepProgress& settled)
    {
        return settled.who.empty() ? std::string("somebody") : settled.who;
    }
    static std::string noteOf(const StepProgress& settled)
    {
        return settled.note.empty() ? std::string() : " (" + settled.note + ")";
    }
    std::string again(const std::string& what) const
    {
        return what + " (" + m_requirement.step + ").";
    }

    std::optional<Unmet> judgeProof(const ProofRecord& proof) const
    {
        const std::string& proven = proof.candidate.model;
        if (proof.outcome != ProofOutcome::Proven)
            return Unmet{.sentence = "It requires " + m_step + ", which showed otherwise of "
                             + proven + ". " + proof.reason,
                         .lifting = "Choose another version."};
        // What is pinned is what has to be proven, whatever the step's own words are.
        const bool isPin = m_plan.lever.kind == "pin";
        const std::string& wanted = isPin ? m_plan.to : m_requirement.candidate;
        if (!wanted.empty() && proven != wanted)
            return Unmet{.sentence = "It requires " + m_step + ", which proved " + proven
                             + ", and not " + wanted + ".",
                         .lifting = again("Have it ask " + wanted)};
        return judgeAge(proof.ended, "The proof of " + m_step);
    }

    std::optional<Unmet> judgeAge(telemetry::Timestamp when, const std::string& what) const
    {
        if (when > m_now + kClocks)
            return Unmet{.sentence = what + " is of a time that is still to come.",
                         .lifting = again("See that the clocks agree, and carry it out once more")};
        if (m_requirement.maxAge == telemetry::Duration::zero()
            || m_now - when <= m_requirement.maxAge)
            return std::nullopt;
        return Unmet{.sentence = what + " is " + ageText(m_now - when) + " old, and counts for "
                         + ageText(m_requirement.maxAge) + ".",
                     .lifting = again("Carry it out once more")};
    }

    const Requirement& m_requirement;
    const LeverPlan& m_plan;
    const telemetry::Timestamp m_now;
    const std::string m_step;
};

} // namespace

bool isAnswer(const std::string& note, const std::string& answer)
{
    const std::string said = telemetry::asciiLowered(note);
    if (!said.starts_with(telemetry::asciiLowered(answer)))
        return false;
    const auto next =
        answer.size() < said.size() ? static_cast<unsigned char>(said[answer.size()]) : ' ';
    return answer.empty() || (std::isalnum(next) == 0 && next < 0x80);
}

std::optional<Requirement> requirementOf(const Runbook& runbook, const Step& lever,
                                         const std::map<std::string, std::string>& parameters)
{
    const auto wanted = lever.fields.find("requires");
    if (lever.kind != StepKind::Lever || wanted == lever.fields.end())
        return std::nullopt;
    Requirement requirement{.runbook = runbook.id, .step = wanted->second, .title = wanted->second};
    const auto found = std::ranges::find(runbook.steps, wanted->second, &Step::id);
    if (found == runbook.steps.end())
        return requirement; // never ends: it blocks
    const Step step = withKnownParameters(*found, parameters);
    requirement.title = step.title;
    requirement.kind = step.kind;
    if (step.kind == StepKind::Probe) {
        requirement.maxAge = kProofHolds;
        if (const auto model = step.fields.find("model"); model != step.fields.end())
            requirement.candidate = model->second;
    }
    if (const auto answer = lever.fields.find("answer"); answer != lever.fields.end())
        requirement.answer = answer->second;
    if (const auto age = step.fields.find("max_age"); age != step.fields.end()) {
        if (const auto read = telemetry::durationFromText(age->second))
            requirement.maxAge = *read;
    }
    return requirement;
}

RunEvidence runEvidence(const std::vector<telemetry::TimelineEntry>& entries)
{
    RunEvidence evidence;
    for (const telemetry::TimelineEntry& entry : entries) {
        if (entry.kind != "step")
            continue;
        const QJsonObject payload =
            QJsonDocument::fromJson(QByteArray::fromStdString(entry.payload)).object();
        const QString word = payload[u"state"_s].toString();
        // What comes late, of a run that was left, begins none.
        if (word != u"started"_s && entry.subject != evidence.runbook)
            continue;
        if (word == u"left"_s || word == u"started"_s)
            evidence = {.runbook = word == u"left"_s ? std::string() : entry.subject,
                        .isAborted = false,
                        .steps = {}};
        if (word == u"aborted"_s)
            evidence.isAborted = true;
        const std::string id = payload[u"step"_s].toString().toStdString();
        if (id.empty())
            continue;
        if (auto proof = proofFrom(entry)) {
            ++evidence.steps[id].proofs[proof->candidate.model];
            if (isConclusive(*proof))
                evidence.steps[id].proof = std::move(*proof);
        } else if (const auto state = settledState(word)) {
            evidence.steps[id].settled =
                StepProgress{.step = id,
                             .state = *state,
                             .who = entry.actor,
                             .when = entry.time,
                             .note = payload[u"note"_s].toString().toStdString(),
                             .times = 1};
        }
    }
    return evidence;
}

std::optional<Unmet> unmetRequirement(const Requirement& requirement, const RunEvidence* evidence,
                                      const LeverPlan& plan, telemetry::Timestamp now)
{
    const std::string step = "step \"" + requirement.title + "\"";
    if (evidence == nullptr)
        return Unmet{.sentence = "It requires " + step + ", and how that ended is not known here.",
                     .lifting = "Name the recording that holds the run."};
    if (evidence->runbook != requirement.runbook || evidence->isAborted)
        return Unmet{.sentence = "It requires " + step
                         + ", and no run of this runbook goes on in the recording.",
                     .lifting = "Begin one, and carry out the step \"" + requirement.step + "\"."};
    const auto found = evidence->steps.find(requirement.step);
    return Judge(requirement, plan, now)
        .judge(found == evidence->steps.end() ? StepEvidence{} : found->second);
}

} // namespace runbook
