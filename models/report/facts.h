// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/causes/causes.h"
#include "models/claims/claim.h"
#include "models/incident/incidentrecord.h"
#include "models/objective/budget.h"
#include "models/spread/spread.h"
#include "models/store/reader.h"
#include "models/suspects/suspectqueue.h"
#include "models/telemetry/generation.h"
#include "models/telemetry/result.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace report {

inline constexpr std::size_t kMostAnswers = 5;
inline constexpr double kSuspected = 0.5; // from this probability on
inline constexpr std::size_t kMostClaims = 40; // of an answer
inline constexpr std::size_t kMostEvidence = 3; // of a claim

struct ReportQuestion
{
    std::string recording; // path
    // By id or uid. Empty: the newest that is open, else the newest, else the whole recording.
    std::string incident;
    telemetry::Timestamp knownAt = telemetry::Timestamp::max();
    std::vector<objective::Objective> objectives;
    bool isSpreadWanted = true;
    // Asked now and then; false: a Refused error.
    std::function<bool()> goesOn = {};
};

struct EvidenceFacts
{
    std::string source; // where it stands, in words
    std::string text; // the stretch
    claims::Support support = claims::Support::Unknown; // what it does for the claim
    bool isOnlyNearest = false;
};

struct ClaimFacts
{
    claims::Claim claim;
    std::string text;
    std::vector<EvidenceFacts> evidence;
};

struct AnswerFacts
{
    suspects::QueueRow row;
    std::string user;
    std::string session;
    std::string question;
    std::string answer;
    bool isRead = false; // its trace was; else nothing is known of question and answer
    // Why there is no such text, once it was read: what the service does not send, or what was
    // empty.
    telemetry::ContentState questionState = telemetry::ContentState::NotCaptured;
    telemetry::ContentState answerState = telemetry::ContentState::NotCaptured;
    std::vector<telemetry::Evaluation> findings; // that failed
    std::vector<ClaimFacts> claims; // sentences that nothing supports first
    std::size_t allClaims = 0;
    std::string unknown; // why nothing can be said of any
};

struct BudgetFacts
{
    objective::Objective objective;
    objective::Status status; // at the end of the incident
    std::int64_t count = 0; // results in the incident
    std::int64_t failed = 0;
    // Share of the budget of one window; nothing without results. Beyond 1 where the incident took
    // more than there is, as one that is longer than the window may do in every window anew.
    std::optional<double> burnt;
};

// All that a report is made of, as it was recorded and known at one moment (record.knownAt, that of
// reading where no other was asked for): nothing is redacted or cut yet but what was
// bounded when it was read.
struct ReportFacts
{
    incident::IncidentRecord record;
    std::optional<telemetry::Timestamp> asKnownAt; // what was asked for; nothing: all there was
    bool isDeclared = true; // false: nobody opened one, and the record is of the whole recording
    std::vector<AnswerFacts> answers; // most suspicious first
    std::int64_t suspects = 0; // of which these are the worst
    std::string caseAlarm; // that the causes are about; empty: none
    std::optional<causes::Causes> causes;
    std::string noCauses; // why there are none
    telemetry::TimeRange causesRange; // that was looked at for them
    std::optional<telemetry::Timestamp> causesOnset; // in it: what is before and what is since
    std::optional<spread::Spread> spread; // of the worst answer
    // Of its places: what answers from before the worst one say that nothing suspects by one half
    // or more.
    std::set<std::size_t> unsuspectedBefore;
    // What was recorded later was not looked through: when the incident was closed.
    std::optional<telemetry::Timestamp> spreadUntil;
    std::string noSpread;
    std::vector<BudgetFacts> budgets;
    store::VerifyReport chain;
    store::RecordingInfo info;
    std::string recordingName; // without its folder
};

// Pool thread. Usage error where there is no such incident, Unreadable where there is no recording.
telemetry::Result<ReportFacts> readFacts(const ReportQuestion& question);

// The service that the incident is about: its first, else that of its worst alarm; or empty.
std::string mainService(const ReportFacts& facts);

} // namespace report
