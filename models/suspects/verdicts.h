// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/evaluation.h"
#include "models/telemetry/ids.h"
#include "models/telemetry/timelineentry.h"
#include "models/telemetry/timerange.h"

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace suspects {

enum class Opinion
{
    Wrong,
    Sound,
    Unsure,
    Withdrawn, // what was said before is taken back
};

// What one person said of one answer.
struct Said
{
    std::string who; // empty: somebody, not named
    Opinion opinion = Opinion::Unsure;
    std::string note;
    telemetry::Timestamp time;
    // How likely it was to be wrong before that, and the check that weighed most; not always known.
    std::optional<double> suspicion = {};
    std::string check = {};
    bool isFromTelemetry = false; // feedback or an annotation that the service sent

    friend bool operator==(const Said&, const Said&) = default;
};

// What all of them together make of it.
enum class Standing
{
    None,
    HalfConfirmed, // wrong, says one of the two who have to agree
    Confirmed,
    Dismissed,
    Unsure,
    Conflicting, // wrong, says one; sound, says another
};

struct Verdict
{
    Standing standing = Standing::None;
    // The newest of each person who has not taken it back; oldest first.
    std::vector<Said> said;

    friend bool operator==(const Verdict&, const Verdict&) = default;
};

// Verdicts by answer. Of one person the newest counts: who says something else has changed their
// mind, who withdraws has said nothing. The same name in the console and in the telemetry is the
// same person; somebody without a name may be anybody, and is never the second of two.
class VerdictBook
{
public:
    // How many different people have to say "wrong" until it is confirmed: 1 or 2. A dismissal
    // needs one, since nothing is hidden by it.
    explicit VerdictBook(int peopleToConfirm = 1)
        : m_peopleToConfirm(peopleToConfirm)
    {
    }

    void add(const telemetry::SpanKey& answer, Said said);
    // An entry of the timeline; one that is no verdict on an answer is passed over.
    void add(const telemetry::TimelineEntry& entry);

    Verdict of(const telemetry::SpanKey& answer) const;
    // What was said last, taken back or not; nothing when nobody has said anything.
    std::optional<Said> newest(const telemetry::SpanKey& answer) const;
    // Every answer of which anything stands, in no order.
    std::vector<telemetry::SpanKey> answers() const;

private:
    int m_peopleToConfirm;
    // In order of time, the newest of each person.
    std::unordered_map<telemetry::SpanKey, std::vector<Said>> m_said;
};

// What a person's evaluation says; nothing when it is a judge's, or says neither.
std::optional<Said> saidIn(const telemetry::Evaluation& evaluation);

// The entry by which a person in the console says it. `suspicion` and `reasons` are as they were
// recorded, without what verdicts have made of them.
struct Judged
{
    telemetry::SpanKey answer;
    std::string service = {};
    std::string model = {};
    double suspicion = 0;
    std::string reasons = {};
};
telemetry::TimelineEntry verdictEntry(const Judged& judged, Opinion opinion,
                                      const std::string& note, telemetry::Timestamp time);

// The check that a text of reasons names first, which weighs most; empty when none is.
std::string leadingCheck(const std::string& reasons);

const char* toString(Opinion opinion); // wrong, sound, unsure, withdrawn
const char* toString(Standing standing); // none, half-confirmed, ...

} // namespace suspects
