// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/practice/training.h"

#include "models/drill/teaching.h"
#include "models/practice/jsontext.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

telemetry::TimelineEntry trainingEntry(const QString& event, std::string sentence,
                                       telemetry::Timestamp time, QJsonObject payload)
{
    payload[u"event"_s] = event;
    telemetry::TimelineEntry entry;
    entry.time = time;
    entry.kind = kTrainingKind;
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

void endWith(Training& training, const QJsonObject& payload, telemetry::Timestamp time)
{
    bool isNumber = false;
    const qlonglong nanos = payload[u"fault_ns"_s].toString().toLongLong(&isNumber);
    const TrainingSetup setup = setupOf(payload);
    if (!isNumber || setup.scenario.empty())
        return;
    training.setup = setup;
    training.faultTime = telemetry::fromUnixNanos(nanos);
    training.ended = time;
    training.hasEndedByItself = payload[u"by_itself"_s].toBool();
}

} // namespace

telemetry::TimelineEntry trainingStarted(telemetry::Timestamp time)
{
    return trainingEntry(u"started"_s, "Took on the drill", time, {});
}

telemetry::TimelineEntry hintTaken(int number, telemetry::Timestamp time)
{
    return trainingEntry(u"hint"_s, "Took hint " + std::to_string(number), time,
                         {{u"hint"_s, number}});
}

telemetry::TimelineEntry trainingEnded(const TrainingSetup& setup, telemetry::Timestamp faultTime,
                                       telemetry::Timestamp time, bool isByItself)
{
    // As text: numbers of JSON would lose digits.
    const QJsonObject payload{{u"scenario"_s, text(setup.scenario)},
                              {u"seed"_s, QString::number(setup.seed)},
                              {u"speed"_s, setup.speed},
                              {u"mixed"_s, setup.isMixed},
                              {u"by_itself"_s, isByItself},
                              {u"fault_ns"_s, QString::number(telemetry::toUnixNanos(faultTime))}};
    return trainingEntry(u"ended"_s,
                         isByItself ? "The drill " + setup.scenario + " ended by itself"
                                    : "Ended the drill " + setup.scenario,
                         time, payload);
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
        if (event == u"started"_s) {
            training = Training{};
            training->started = entry.time;
            training->who = entry.actor;
        }
        if (!training || training->ended)
            continue;
        if (event == u"hint"_s)
            addHint(*training, payload[u"hint"_s].toInt(), entry);
        else if (event == u"ended"_s)
            endWith(*training, payload, entry.time);
    }
    return training;
}

} // namespace practice
