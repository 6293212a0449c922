// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/runbook.h"
#include "models/telemetry/timelineentry.h"
#include "models/telemetry/timerange.h"

#include <cstdint>
#include <optional>
#include <string>

namespace runbook {

// How a proof stands, or ended.
enum class ProofOutcome : std::uint8_t
{
    Open, // still asking, neither shown
    Proven, // as good as the step asks for
    Refuted, // passes too seldom, or is worse than the current version
    NotEnough, // all that may be asked was asked, and neither is shown
    NoAnswer, // one of the versions did not answer: nothing was learnt of it
    Stopped, // by a person
};
const char* toString(ProofOutcome outcome); // open, proven, refuted, not_enough, no_answer, stopped

// The candidate beside the current version, as far as it is shown.
enum class Standing : std::uint8_t
{
    Alone, // no current version was asked
    Undecided,
    NoWorse, // not worse by the margin
    Better,
    Worse, // by more than the margin
};
const char* toString(Standing standing); // alone, undecided, no_worse, better, worse
std::string inWords(Standing standing, double margin); // "not worse by 10 %"

// One question that was asked.
struct ProbeAnswer
{
    enum class Result : std::uint8_t
    {
        Passed,
        Failed,
        Unknown, // answered, and nobody can tell
        Unanswered, // a failure of the endpoint, never a wrong answer
    };
    std::string probe; // its id in the set
    std::string question;
    std::string expected; // in words
    bool isCandidate = true;
    std::string model; // that was asked for
    std::string served; // as the reply names it; empty: it does not
    std::string answer; // UTF-8, hostile; empty where there is none
    Result result = Result::Unanswered;
    std::string reason; // in words; empty when it passed
    telemetry::Timestamp asked = {};
    telemetry::Duration took = {};
    std::optional<std::int64_t> inputTokens = {}; // as the endpoint counted
    std::optional<std::int64_t> outputTokens = {};
};
const char* toString(ProbeAnswer::Result result); // passed, failed, unknown, unanswered

// How one version did so far.
struct VersionStanding
{
    std::string model;
    int asked = 0;
    int passed = 0;
    int failed = 0;
    int unknown = 0;
    int unanswered = 0;
    double low = 0; // of the share passed, at every moment at once; 0..1 when nothing is known
    double high = 1;

    int judged() const { return passed + failed; }
};
std::string
inWords(const VersionStanding& version); // "11 of 12 passed (72 to 99 %)", "nothing yet"

// A probe step's proof: what was asked for, and how it stands.
struct ProofRecord
{
    std::string probeSet;
    std::string digest; // SHA-256 of the set's text, lower-case hex
    std::string endpoint; // address, without secrets
    VersionStanding candidate;
    std::optional<VersionStanding> current; // none: there is nothing it is held against
    double atLeast = 0.8; // share of the probes that the candidate has to pass
    double margin = 0.1; // by how much it may be worse than the current one
    bool mustBeBetter = false; // not worse is not enough
    double alpha = 0.05; // chance of a wrong verdict, whenever it is looked at
    int most = 200; // questions to each version
    ProofOutcome outcome = ProofOutcome::Open;
    Standing standing = Standing::Undecided;
    std::string reason; // a sentence; empty while it is open
    telemetry::Timestamp begun = {};
    telemetry::Timestamp ended = {}; // zero while it is open

    bool isOver() const { return outcome != ProofOutcome::Open; }
};

// What a proof leaves in the audit chain, English, the runbook's id as subject; sequence, recorded
// time, actor and hashes are for others to add.
// Kind "step", state "probing": what is about to be asked.
telemetry::TimelineEntry probingEntry(const std::string& runbook, const Step& step,
                                      const ProofRecord& proof);
// Kind "probe": a question and what came back, of the answer at most 4 KiB.
telemetry::TimelineEntry answerEntry(const std::string& runbook, const Step& step,
                                     const ProbeAnswer& answer);
// Kind "step", state "proof": how it ended. proofFrom reads it back; nothing for other entries.
telemetry::TimelineEntry proofEntry(const std::string& runbook, const Step& step,
                                    const ProofRecord& proof);
std::optional<ProofRecord> proofFrom(const telemetry::TimelineEntry& entry);

} // namespace runbook
