// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timerange.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace trainingview {

// What the panel of a drill shows, made safe to show by whoever makes it: one line each, or plain
// paragraphs.
struct BriefingText
{
    QString title;
    QString takes; // "About 10 min · easy"
    QString who;
    QString services;
    QString told;
    QString asked;
    QString simulated;
    QString ends = {}; // what ends it
};

struct MomentText
{
    telemetry::Timestamp time;
    QString when; // "02:13:05  +12 s", from the fault on
    QString what;
    bool isAct = false; // the person did it; else it happened

    friend bool operator==(const MomentText&, const MomentText&) = default;
};

// How a drill went in one respect.
struct ScoreText
{
    QString what; // "Acknowledged"
    QString value; // "12 s", "–"
    QString why; // what that rests on, or what is missing; may be empty
    QString earlier; // of the person's earlier runs, newest first; empty: there is none
};

struct DebriefText
{
    std::vector<ScoreText> scores;
    QString earlier; // how many earlier runs there are, and what cannot be read of them
    QString cause; // which was right
    QString cures; // what ends it
    QString firstSign;
    QStringList signs; // what else spoke for it
    QString sooner; // what would have been had it ended sooner; empty: not known
    std::vector<MomentText> moments; // by time
};

} // namespace trainingview
