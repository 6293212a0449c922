// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/practice/truth.h"

#include "models/practice/jsontext.h"
#include "models/practice/namings.h"
#include "models/practice/recordmoments.h"
#include "models/telemetry/signalcheck.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <cstddef>
#include <utility>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

using incident::IncidentRecord;
using incident::MomentKind;
using runbook::RungState;

constexpr auto kOnsetError = std::chrono::minutes(2); // of a start that was estimated

// Nobody acts on what is not detected: a lever that moved before that is no attempt.
bool isAttemptTakenBack(const MovedLever& move, const IncidentRecord& record)
{
    if (!move.isPutBack)
        return false;
    const auto detected = timeOf(record, MomentKind::Detection);
    const auto start = timeOf(record, MomentKind::Start).value_or(record.range.start);
    return !detected || !move.takesBack || *move.takesBack > *detected
        || *move.takesBack > start + kOnsetError;
}

Effect effectOf(drill::FaultKind kind)
{
    switch (kind) {
    case drill::FaultKind::HarshJudge:
        return Effect::Judge;
    case drill::FaultKind::CutAttributes:
        return Effect::Texts;
    case drill::FaultKind::LostTelemetry:
    case drill::FaultKind::SkewedClock:
        return Effect::Telling;
    case drill::FaultKind::FabricatedIdentifiers:
    case drill::FaultKind::CutOffAnswers:
    case drill::FaultKind::AlteredFigures:
    case drill::FaultKind::UngroundedAnswers:
    case drill::FaultKind::LostContext:
    case drill::FaultKind::IncoherentUnderLoad:
    case drill::FaultKind::PoisonedIndex:
    case drill::FaultKind::StaleIndex:
    case drill::FaultKind::AgentLoop:
        break;
    }
    return Effect::Answers;
}

// "faithfulness" of "judge:faithfulness", as the judge writes it: "Faithfulness".
bool isScoreOf(const std::string& check, const std::string& lever)
{
    const std::size_t colon = lever.find(':');
    return colon != std::string::npos
        && std::ranges::equal(
               std::string_view(check), std::string_view(lever).substr(colon + 1),
               [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); });
}

} // namespace

bool Truth::mayChangeAnswers() const
{
    return effect == Effect::Unknown || effect == Effect::Answers;
}

bool Truth::isAbout(const telemetry::AlarmTransition& alarm) const
{
    if (!service.empty() && alarm.service != service)
        return false;
    switch (effect) {
    case Effect::Answers:
    case Effect::Texts:
        return true;
    case Effect::Judge:
        return std::ranges::any_of(cures, [&alarm](const drill::Cure& cure) {
            return isScoreOf(alarm.check, cure.lever);
        });
    case Effect::Telling: // counts and times, whether texts come, and no share of answers that fail
        return alarm.measure == telemetry::AlarmMeasure::MovedShare
            || alarm.check == telemetry::kAnswerText;
    case Effect::Unknown:
        break;
    }
    return false;
}

bool Truth::isCure(const std::string& lever, const std::string& value) const
{
    return std::ranges::any_of(
        cures, [&](const drill::Cure& cure) { return cure.lever == lever && cure.value == value; });
}

Truth truthOf(const drill::Scenario& scenario)
{
    const drill::Fault& fault = scenario.fault;
    Truth truth{.name = scenario.info.name,
                .title = scenario.info.title,
                .incidentClass = scenario.incidentClass,
                .service = fault.service,
                .cures = scenario.cures,
                .brought = {},
                .faultTime = std::nullopt,
                .why = {},
                .effect = effectOf(fault.kind)};
    for (const std::string* name :
         {&fault.model, &fault.adapter, &fault.judge, &fault.document, &fault.documentTitle}) {
        if (!name->empty())
            truth.brought.push_back(*name);
    }
    return truth;
}

Truth truthOf(const IncidentRecord& record)
{
    Truth truth;
    truth.name = record.incident.id;
    truth.title = record.incident.title;
    if (record.incident.services.size() == 1)
        truth.service = record.incident.services.front();
    const incident::KeyMoment* start = momentOf(record, MomentKind::Start);
    if (start != nullptr && start->time && !start->isProposed())
        truth.faultTime = start->time;
    const std::optional<RecordedCure> cure = cureOf(record);
    if (cure) {
        truth.cures.push_back({.lever = cure->move.lever, .value = cure->move.to});
        truth.why = cure->why;
    }
    for (const NamedCause& named : namedCauses(record, Truth())) {
        const bool isLate = cure && named.time > cure->move.time;
        if (!named.incidentClass.empty() && (truth.incidentClass.empty() || !isLate))
            truth.incidentClass = named.incidentClass;
    }
    return truth;
}

std::optional<RecordedCure> cureOf(const IncidentRecord& record)
{
    const std::vector<MovedLever> moves = movedLevers(record.commands, record.timeline);
    for (const MovedLever& move : moves) {
        if (move.hasMoved && move.recovered == RungState::Reached
            && isKept(moves, move, move.recoveredAt.value_or(move.time)).value_or(false))
            return RecordedCure{.move = move, .why = "recovery was shown after it"};
    }
    const incident::KeyMoment* recovery = momentOf(record, MomentKind::Recovery);
    if (recovery == nullptr || !recovery->time)
        return std::nullopt;
    const MovedLever* last = nullptr;
    for (const MovedLever& move : moves) {
        if (move.hasMoved && move.inEffect && move.recovered != RungState::Failed
            && *move.inEffect <= *recovery->time && !isAttemptTakenBack(move, record)
            && isKept(moves, move, *recovery->time).value_or(false))
            last = &move;
    }
    if (last == nullptr)
        return std::nullopt;
    return RecordedCure{.move = *last,
                        .why = "the last lever that was in effect before recovery (" + recovery->why
                            + ") and stayed so"};
}

telemetry::Result<Truth> truthFromJson(std::string_view json, const std::string& file)
{
    const auto bad = [&file](const std::string& what) {
        return telemetry::failure(telemetry::ErrorKind::Unreadable, file + ": " + what);
    };
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(
        QByteArray(json.data(), static_cast<qsizetype>(json.size())), &error);
    if (error.error != QJsonParseError::NoError)
        return bad("no JSON: " + error.errorString().toStdString() + ".");
    const QJsonObject object = document.object();
    if (object[u"truth"_s].toInt() != 1)
        return bad("no truth of a drill: it has no \"truth\": 1, as `drill --from` writes it.");
    Truth truth;
    truth.name = text(object[u"name"_s]);
    truth.title = text(object[u"title"_s]);
    truth.incidentClass = text(object[u"class"_s]);
    truth.service = text(object[u"service"_s]);
    truth.why = text(object[u"why"_s]);
    for (const QJsonValue& each : object[u"cures"_s].toArray()) {
        const drill::Cure cure{.lever = text(each[u"lever"_s]), .value = text(each[u"value"_s])};
        if (cure.lever.empty())
            return bad("a cure without a lever.");
        truth.cures.push_back(cure);
    }
    for (const QJsonValue& each : object[u"brought"_s].toArray())
        truth.brought.push_back(text(each));
    if (object[u"fault_ns"_s].isDouble())
        truth.faultTime = telemetry::fromUnixNanos(object[u"fault_ns"_s].toInteger());
    return truth;
}

std::string truthToJson(const Truth& truth)
{
    QJsonArray cures;
    for (const drill::Cure& cure : truth.cures)
        cures.append(QJsonObject{{u"lever"_s, text(cure.lever)}, {u"value"_s, text(cure.value)}});
    QJsonArray brought;
    for (const std::string& each : truth.brought)
        brought.append(text(each));
    const QJsonObject object{
        {u"truth"_s, 1},
        {u"name"_s, text(truth.name)},
        {u"title"_s, text(truth.title)},
        {u"class"_s, truth.incidentClass.empty() ? QJsonValue() : text(truth.incidentClass)},
        {u"service"_s, truth.service.empty() ? QJsonValue() : text(truth.service)},
        {u"cures"_s, cures},
        {u"brought"_s, brought},
        {u"fault_ns"_s,
         truth.faultTime ? QJsonValue(static_cast<qint64>(telemetry::toUnixNanos(*truth.faultTime)))
                         : QJsonValue()},
        {u"why"_s, truth.why.empty() ? QJsonValue() : text(truth.why)}};
    return QJsonDocument(object).toJson().toStdString();
}

} // namespace practice
