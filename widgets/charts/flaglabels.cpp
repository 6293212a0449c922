// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/charts/flaglabels.h"

#include <algorithm>

namespace charts {

namespace {

constexpr double kBesideSign = 3;
constexpr double kBeforeSign = 4;
constexpr double kBetweenNames = 6;

// What is taken by signs and names, and what is free of it.
class FlagLine
{
public:
    FlagLine(double left, double right)
        : m_left(left)
        , m_right(right)
    {
    }

    void take(double from, double to) { m_taken.push_back({.left = from, .right = to}); }

    // Free from `from` on; empty where that is taken.
    FlagRoom after(double from) const
    {
        double end = m_right;
        for (const FlagRoom& each : m_taken) {
            if (each.right > from)
                end = std::min(end, std::max(from, each.left - kBeforeSign));
        }
        return {.left = std::max(from, m_left), .right = end};
    }

    // Free up to `to`; likewise.
    FlagRoom before(double to) const
    {
        double begin = m_left;
        for (const FlagRoom& each : m_taken) {
            if (each.left < to)
                begin = std::max(begin, std::min(to, each.right + kBesideSign));
        }
        return {.left = begin, .right = std::min(to, m_right)};
    }

private:
    double m_left;
    double m_right;
    std::vector<FlagRoom> m_taken;
};

// Behind those that stand so close that no name has room between them.
double behindCrowd(const std::vector<FlagPlace>& flags, std::size_t index)
{
    double x = flags[index].x;
    for (std::size_t next = index + 1; next < flags.size(); ++next) {
        if (flags[next].x - 1 - kBeforeSign - (x + kFlagSize + kBesideSign) >= kShortestLabel)
            break;
        x = flags[next].x;
    }
    return x;
}

FlagRoom roomOf(const FlagPlace& flag, double behind, const FlagLine& line)
{
    FlagRoom right = line.after(behind + kFlagSize + kBesideSign);
    FlagRoom left = line.before(flag.x - kBeforeSign);
    const bool isLeft = right.width() < flag.width
        && (left.width() >= flag.width || (flag.isLikeliest && left.width() > right.width()));
    FlagRoom room = isLeft ? left : right;
    if (isLeft)
        room.left = std::max(room.left, room.right - flag.width);
    else
        room.right = std::min(room.right, room.left + flag.width);
    return room.width() < std::min(kShortestLabel, flag.width) ? FlagRoom{} : room;
}

} // namespace

std::vector<FlagRoom> flagRooms(const std::vector<FlagPlace>& flags, double left, double right)
{
    FlagLine line(left, right);
    for (const FlagPlace& flag : flags)
        line.take(flag.x - 1, flag.x - 1 + kFlagSize);
    std::vector<FlagRoom> rooms(flags.size());
    for (const bool isLikeliest : {true, false}) {
        for (std::size_t i = 0; i < flags.size(); ++i) {
            if (flags[i].isLikeliest != isLikeliest)
                continue;
            rooms[i] = roomOf(flags[i], isLikeliest ? behindCrowd(flags, i) : flags[i].x, line);
            if (!rooms[i].isNone())
                line.take(rooms[i].left, rooms[i].right + kBetweenNames - kBeforeSign);
        }
    }
    return rooms;
}

} // namespace charts
