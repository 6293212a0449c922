// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/practice/training.h"

#include "models/drill/teaching.h"
#include "models/practice/jsontext.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

telemetry::TimelineEntry trainingEntry(const TrainingSetup& setup, const QString& event,
                                       std::string sentence, telemetry::Timestamp time,
                                       QJsonObject payload)
{
    payload[u"event"_s] = event;
    payload[u"scenario"_s] = text(setup.scenario);
    payload[u"seed"_s] = QString::number(setup.seed); // a number of JSON would lose digits
    payload[u"speed"_s] = setup.speed;
    payload[u"mixed"_s] = setup.isMixed;
    telemetry::TimelineEntry entry;
    entry.time = time;
    entry.kind = kTrainingKind;
    entry.subject = setup.scenario;
    entry.text = std::move(sentence);
    entry.payload = QJsonDocument(payload).toJson(QJsonDocument::Compact).toStdString();
    return entry;
}

TrainingSetup setupOf(const QJsonObject& payload)
{
    return {.scenario = text(payload[u"scenario"_s]),
            .seed = payload[u"seed"_s].toString().toULongLong(),
            .speed = payload[u"speed"_s].toDouble(1),
            .isMixed = payload[u"mixed"_s].toBool()};
}

void addHint(Training& training, int number, const telemetry::TimelineEntry& entry)
{
    const bool isKnown = number >= 1 && number <= static_cast<int>(drill::kHints);
    if (isKnown
        && std::ranges::find(training.hints, number, &TakenHint::number) == training.hints.end())
        training.hints.push_back({.number = number, .time = entry.time, .who = entry.actor});
}

} // namespace

telemetry::TimelineEntry trainingStarted(const TrainingSetup& setup, telemetry::Timestamp time)
{
    return trainingEntry(setup, u"started"_s, "Took on the drill", time, {});
}

telemetry::TimelineEntry hintTaken(const TrainingSetup& setup, int number,
                                   telemetry::Timestamp time)
{
    return trainingEntry(setup, u"hint"_s, "Took hint " + std::to_string(number), time,
                         {{u"hint"_s, number}});
}

telemetry::TimelineEntry trainingEnded(const TrainingSetup& setup, telemetry::Timestamp faultTime,
                                       telemetry::Timestamp time)
{
    return trainingEntry(setup, u"ended"_s, "Ended the drill " + setup.scenario, time,
                         {{u"fault_ns"_s, QString::number(telemetry::toUnixNanos(faultTime))}});
}

std::optional<Training> trainingOf(const std::vector<telemetry::TimelineEntry>& entries)
{
    std::optional<Training> training;
    for (const telemetry::TimelineEntry& entry : entries) {
        if (entry.kind != kTrainingKind)
            continue;
        const QJsonObject payload =
            QJsonDocument::fromJson(QByteArray::fromStdString(entry.payload)).object();
        const QString event = payload[u"event"_s].toString();
        const TrainingSetup setup = setupOf(payload);
        if (event == u"started"_s && !setup.scenario.empty())
            training = Training{.setup = setup,
                                .started = entry.time,
                                .who = entry.actor,
                                .hints = {},
                                .ended = {},
                                .faultTime = {}};
        if (!training || setup != training->setup)
            continue;
        if (event == u"hint"_s)
            addHint(*training, payload[u"hint"_s].toInt(), entry);
        if (event != u"ended"_s)
            continue;
        training->ended = entry.time;
        bool isNumber = false;
        const qlonglong nanos = payload[u"fault_ns"_s].toString().toLongLong(&isNumber);
        if (isNumber)
            training->faultTime = telemetry::fromUnixNanos(nanos);
    }
    return training;
}

} // namespace practice
