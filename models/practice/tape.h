// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timerange.h"

#include <queue>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace practice {

struct TapeItem
{
    telemetry::Timestamp due; // when it arrived, in recorded time
    std::int64_t trace = 0; // items of one trace stay together; 0: it stands alone
};

// In recorded time, ascending.
struct TapeTimes
{
    telemetry::Timestamp begin;
    telemetry::Timestamp fault; // the bad stretch begins
    std::optional<telemetry::Timestamp> cure; // and ends; nothing: no lever ended it
    telemetry::Timestamp end;
};

// One item that is to be sent.
struct Played
{
    std::size_t item = 0; // index
    telemetry::Timestamp due; // by the clock of now
    telemetry::Duration shift{}; // from recorded time to then
    std::uint64_t pass = 0; // of the bad stretch; what is played again needs other ids
    std::uint64_t jumps = 0; // of the tape before it, where it does not go on where it was
};

enum class Stretch : std::uint8_t
{
    Healthy,
    Bad, // begins again when it ends, for as long as nothing cures it
    Recovery,
    Over,
};

// Plays recorded items by the clock of now. Without a cure in the recording the bad stretch goes to
// the end, once. What was begun of a trace is played to its end, whatever comes; a trace of which
// the beginning was passed over is left out whole. With a speed other than 1 traces begin by so
// much closer together, and within a trace times stay real. One thread.
class Tape
{
public:
    // `start`: when the beginning of the tape is now. The speed is above 0.
    Tape(std::vector<TapeItem> items, const TapeTimes& times, double speed,
         telemetry::Timestamp start);

    // Whether the recorded cure stands: at once when the stretch is bad, when the healthy one is
    // over before that. Taken back, the bad stretch begins again.
    void setCured(bool isCured, telemetry::Timestamp now);
    // What is due by now, in order. Time goes forward only. One step never goes over more than
    // kLongestStep: after a machine slept the tape goes on where it was, instead of playing all at
    // once what would have come meanwhile.
    std::vector<Played> advance(telemetry::Timestamp now);
    static constexpr std::chrono::minutes kLongestStep{2};

    Stretch stretch() const { return m_stretch; }
    bool isOver() const { return m_stretch == Stretch::Over && m_waiting.empty(); }
    // By how much the steps were longer than kLongestStep, together.
    telemetry::Duration heldUp() const { return m_heldUp; }
    // When the bad stretch begins, or first began; later when the healthy one was held up.
    telemetry::Timestamp faultTime() const { return m_faultTime; }

private:
    struct Group
    {
        telemetry::Timestamp first;
        std::size_t begin = 0; // in m_order
        std::size_t end = 0;
    };
    struct IsLater
    {
        bool operator()(const Played& left, const Played& right) const
        {
            return left.due != right.due ? left.due > right.due : left.item > right.item;
        }
    };

    void enter(Stretch stretch, telemetry::Timestamp at);
    void leave(telemetry::Timestamp at); // for what follows
    telemetry::Timestamp realTime(telemetry::Timestamp recorded) const;
    void begin(const Group& group);

    std::vector<TapeItem> m_items;
    TapeTimes m_times;
    double m_speed;
    std::vector<std::size_t> m_order; // items, a group after the other
    std::vector<Group> m_groups; // by their beginning

    Stretch m_stretch = Stretch::Over;
    telemetry::Timestamp m_from; // of the stretch, recorded
    telemetry::Timestamp m_to;
    telemetry::Timestamp m_realFrom;
    telemetry::Timestamp m_advanced; // up to there, by the clock of now
    telemetry::Duration m_heldUp{};
    std::size_t m_next = 0; // group
    std::uint64_t m_pass = 0;
    std::uint64_t m_jumps = 0;
    bool m_isCured = false;
    telemetry::Timestamp m_faultTime;
    std::priority_queue<Played, std::vector<Played>, IsLater> m_waiting;
};

} // namespace practice
