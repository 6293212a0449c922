// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/roomdoers.h"

#include "models/items/entrypayload.h"
#include "models/items/roomentries.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace items {

using namespace Qt::StringLiterals;
using runbook::LeverCredit;
using telemetry::TimelineEntry;
using telemetry::Timestamp;

namespace {

// From the act to when a console that reads the levers again and again has seen it, and what two
// clocks may differ by.
constexpr std::chrono::minutes kSameAct(2);
constexpr std::chrono::seconds kAlike(20); // too little for one to be nearer than another
constexpr std::chrono::minutes kAllIsTold(3); // after a move: what may be nearer to it or its act

enum class Fit
{
    Not,
    Value,
    Version,
};

struct Candidate
{
    std::size_t other = 0; // index of the act, or of the move
    Timestamp::duration distance{};
    Fit fit = Fit::Not;
};

struct Act
{
    const TimelineEntry* entry = nullptr;
    QJsonObject payload = {};
    std::string person = {}; // empty: of this recording's own
    bool isUsed = false; // it is credited with a move
    std::vector<Candidate> moves = {};
};

struct Move
{
    const TimelineEntry* entry = nullptr;
    QJsonObject payload = {};
    bool isCredited = false;
    std::vector<Candidate> acts = {};
};

bool mayHaveWritten(const QJsonObject& act)
{
    // What was refused or met a conflict was sent, too.
    static constexpr std::array kOutcomes{"verified"_L1, "not_yet_visible"_L1, "partial"_L1,
                                          "unknown"_L1};
    return act["sent"_L1].toBool()
        && std::ranges::find(kOutcomes, act["outcome"_L1].toString()) != kOutcomes.end();
}

// It may be verified all the same: it stands there, whoever put it there.
bool isAccepted(const QJsonObject& act)
{
    return act["accepted"_L1].toBool() && act["outcome"_L1] != "unknown"_L1;
}

// The act's time is another machine's word, and may be anything.
bool isNear(const TimelineEntry& act, Timestamp seen)
{
    return act.time >= seen - kSameAct && act.time <= seen + kSameAct;
}

bool isSameValue(const QJsonObject& act, const QJsonObject& after)
{
    const bool exists = after["exists"_L1].toBool();
    if (act["removes_entry"_L1].toBool())
        return !exists;
    if (!exists || act["raw_after"_L1].toString() != after["raw"_L1].toString())
        return false;
    // Where it was read back as another version it was written again since.
    const QJsonObject read = act["after"_L1].toObject();
    const QString version = read["version"_L1].toString();
    return version.isEmpty() || after["version"_L1].toString().isEmpty()
        || read["raw"_L1] != act["raw_after"_L1] || version == after["version"_L1].toString();
}

Fit fitOf(const Move& move, const Act& act)
{
    if (act.entry->subject != move.entry->subject || !isNear(*act.entry, move.entry->time)
        || act.payload["target"_L1] != move.payload["target"_L1]
        || act.payload["environment"_L1] != move.payload["environment"_L1])
        return Fit::Not;
    const QJsonObject after = move.payload["after"_L1].toObject();
    const QString written = act.payload["written_version"_L1].toString();
    const QString version = after["version"_L1].toString();
    if (!written.isEmpty() && !version.isEmpty())
        return written == version ? Fit::Version : Fit::Not;
    // Of an own act it is enough that it may have been.
    const bool isTelling = !isOfRoom(*act.entry) || isAccepted(act.payload);
    return isTelling && isSameValue(act.payload, after) ? Fit::Value : Fit::Not;
}

class Book
{
public:
    Book(const std::vector<TimelineEntry>& recorded, const std::vector<TimelineEntry>& room);
    std::vector<LeverCredit> credits(Timestamp now);

private:
    void addActs(const std::vector<TimelineEntry>& entries, bool isRoom);
    void useUp(const LeverCredit& credit, Timestamp seen);
    void fit();
    Act* doerOf(std::size_t index, Fit fit);
    bool isNearerToAnother(const Act& act, std::size_t index, const Candidate& own) const;

    std::vector<Act> m_acts;
    std::vector<Move> m_moves;
};

Book::Book(const std::vector<TimelineEntry>& recorded, const std::vector<TimelineEntry>& room)
{
    addActs(room, true);
    addActs(recorded, false);
    const runbook::LeverCredits credits(recorded);
    for (const TimelineEntry& entry : recorded) {
        if (!runbook::isSeenMove(entry))
            continue;
        const LeverCredit* credit = credits.of(entry);
        m_moves.push_back(
            {.entry = &entry, .payload = payloadOf(entry), .isCredited = credit != nullptr});
        if (credit != nullptr)
            useUp(*credit, entry.time);
    }
    fit();
}

void Book::addActs(const std::vector<TimelineEntry>& entries, bool isRoom)
{
    for (const TimelineEntry& entry : entries) {
        if ((entry.kind != "action" && entry.kind != "undo") || isOfRoom(entry) != isRoom)
            continue;
        Act act{.entry = &entry, .payload = payloadOf(entry)};
        if (!mayHaveWritten(act.payload))
            continue;
        if (isRoom) {
            act.person = entry.actor;
            if (const std::string_view mark = kOfRoom; act.person.ends_with(mark))
                act.person.resize(act.person.size() - mark.size());
        }
        m_acts.push_back(std::move(act));
    }
}

void Book::useUp(const LeverCredit& credit, Timestamp seen)
{
    for (Act& act : m_acts) {
        // Another room numbers alike.
        if (isOfRoom(*act.entry) && act.entry->sequence == roomNumber(credit.roomEntry)
            && act.entry->subject == credit.lever && isNear(*act.entry, seen))
            act.isUsed = true;
    }
}

void Book::fit()
{
    std::multimap<std::string_view, std::size_t> byLever;
    for (std::size_t i = 0; i < m_acts.size(); ++i)
        byLever.emplace(m_acts[i].entry->subject, i);
    for (std::size_t i = 0; i < m_moves.size(); ++i) {
        Move& move = m_moves[i];
        const auto [first, last] = byLever.equal_range(move.entry->subject);
        for (auto at = first; at != last; ++at) {
            Act& act = m_acts[at->second];
            const Fit fit = fitOf(move, act);
            if (fit == Fit::Not)
                continue;
            const Timestamp::duration distance =
                std::chrono::abs(act.entry->time - move.entry->time);
            move.acts.push_back({.other = at->second, .distance = distance, .fit = fit});
            act.moves.push_back({.other = i, .distance = distance, .fit = fit});
        }
    }
}

bool Book::isNearerToAnother(const Act& act, std::size_t index, const Candidate& own) const
{
    return std::ranges::any_of(act.moves, [&](const Candidate& each) {
        return each.other != index && each.fit == own.fit && !m_moves[each.other].isCredited
            && each.distance < own.distance + kAlike;
    });
}

Act* Book::doerOf(std::size_t index, Fit fit)
{
    const Move& move = m_moves[index];
    const Candidate* nearest = nullptr;
    for (const Candidate& each : move.acts) {
        if (each.fit > fit) // who wrote that version is known, and it was no other
            return nullptr;
        if (each.fit < fit)
            continue;
        const Act& act = m_acts[each.other];
        if (!isOfRoom(*act.entry)) // it may have been done here
            return nullptr;
        if (!act.isUsed && (nearest == nullptr || each.distance < nearest->distance))
            nearest = &each;
    }
    if (nearest == nullptr)
        return nullptr;
    Act& act = m_acts[nearest->other];
    const bool isDoubtful = std::ranges::any_of(move.acts, [&](const Candidate& each) {
        const Act& other = m_acts[each.other];
        return each.fit == fit && !other.isUsed && other.person != act.person
            && each.distance < nearest->distance + kAlike;
    });
    return isDoubtful || act.person.empty() || isNearerToAnother(act, index, *nearest) ? nullptr
                                                                                       : &act;
}

std::vector<LeverCredit> Book::credits(Timestamp now)
{
    std::vector<LeverCredit> found;
    for (const Fit fit : {Fit::Version, Fit::Value}) {
        // Who is credited with one move has not done another one, which may leave one for that.
        for (bool isMore = true; isMore;) {
            isMore = false;
            for (std::size_t i = 0; i < m_moves.size(); ++i) {
                Move& move = m_moves[i];
                if (move.isCredited || (fit == Fit::Value && now - kAllIsTold < move.entry->time))
                    continue;
                Act* act = doerOf(i, fit);
                if (act == nullptr)
                    continue;
                act->isUsed = move.isCredited = isMore = true;
                found.push_back(
                    {.entry = move.entry->sequence,
                     .lever = move.entry->subject,
                     .target = move.payload["target"_L1].toString().toStdString(),
                     .environment = move.payload["environment"_L1].toString().toStdString(),
                     .person = act->person,
                     .roomEntry = act->entry->sequence - roomNumber(0)});
            }
        }
    }
    return found;
}

} // namespace

std::vector<LeverCredit> creditsFromRoom(const std::vector<TimelineEntry>& recorded,
                                         const std::vector<TimelineEntry>& room, Timestamp now)
{
    return Book(recorded, room).credits(now);
}

} // namespace items
