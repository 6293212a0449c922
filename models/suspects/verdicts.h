// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/evaluation.h"
#include "models/telemetry/ids.h"
#include "models/telemetry/timelineentry.h"
#include "models/telemetry/timerange.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
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
    std::string criterion = {}; // that it is about; empty: the answer as a whole
    std::size_t together = 1; // answers that one click gave this verdict on

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
    // What each person who has not taken it back said last, of each criterion; oldest first.
    std::vector<Said> said;

    friend bool operator==(const Verdict&, const Verdict&) = default;
};

// How many different people say what of one answer. Who says "wrong" of any criterion says wrong.
struct Voices
{
    int wrong = 0;
    int sound = 0;
    // The same, of whom each counts by 1 + ln(n) of n answers that they judged with one click.
    double wrongWeight = 0;
    double soundWeight = 0;
};
Voices voicesOf(const Verdict& verdict);

// Verdicts by answer. Of one person the newest word on each criterion counts, and one on the answer
// as a whole takes the place of all that they said before: who says something else has changed
// their mind, who withdraws has said nothing. The same name in the console and in the telemetry is
// the same person. Somebody without a name may be anybody: never the second of two, and in the
// telemetry never one who changed their mind; in the console it is whoever sits at it.
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

    int peopleToConfirm() const { return m_peopleToConfirm; }
    Verdict of(const telemetry::SpanKey& answer) const;
    // What was said last, taken back or not; nothing when nobody has said anything.
    std::optional<Said> newest(const telemetry::SpanKey& answer) const;
    // Every answer of which anything stands, in no order.
    std::vector<telemetry::SpanKey> answers() const;

private:
    int m_peopleToConfirm;
    // In order of time.
    std::unordered_map<telemetry::SpanKey, std::vector<Said>> m_said;
};

// The verdict that an entry of the timeline records, with the answer that it is on; nothing when it
// is no verdict.
std::optional<std::pair<telemetry::SpanKey, Said>> saidIn(const telemetry::TimelineEntry& entry);
// What a person's evaluation says; nothing when it is a judge's, says neither, or is about
// something else than whether the answer is true: tone, a thumb of whoever was served.
std::optional<Said> saidIn(const telemetry::Evaluation& evaluation);
// Whether a person's result of that name is a verdict: it has none, or a word of it begins as
// "correctness", "accuracy", "factual", "grounded", "faithful", "hallucination" and the like do.
bool isAboutTruth(std::string_view check);

// The entry by which a person in the console says it. `suspicion` and `reasons` are as they were
// recorded, without what verdicts have made of them.
struct Judged
{
    telemetry::SpanKey answer;
    std::string service = {};
    std::string model = {};
    std::optional<double> suspicion = {}; // nothing when none was recorded
    std::string reasons = {};
    std::size_t together = 1; // answers that get it by one click
};
telemetry::TimelineEntry verdictEntry(const Judged& judged, Opinion opinion,
                                      const std::string& note, telemetry::Timestamp time);

// The check that a text of reasons names first, which weighs most; empty when none is.
std::string leadingCheck(const std::string& reasons);

const char* toString(Opinion opinion); // wrong, sound, unsure, withdrawn
const char* toString(Standing standing); // none, half-confirmed, ...

} // namespace suspects
