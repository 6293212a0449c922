// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/explorejson.h"

#include "app/commands/jsonrows.h"
#include "models/drivers/relationtext.h"
#include "models/relation/relief.h"

#include <QJsonArray>
#include <QJsonValue>

using namespace Qt::StringLiterals;

namespace commands {

namespace {

using drivers::RelationSnapshot;

QJsonObject estimateJson(const relation::Estimate& estimate)
{
    return {{u"value"_s, estimate.value}, {u"low"_s, estimate.low}, {u"high"_s, estimate.high}};
}

QJsonArray binsJson(const relation::Relation& relation)
{
    QJsonArray bins;
    for (const relation::Bin& bin : relation.bins)
        bins.append(QJsonObject{{u"low"_s, bin.cell.low},
                                {u"high"_s, bin.cell.high},
                                {u"driver"_s, bin.cell.driver},
                                {u"answers"_s, bin.cell.count},
                                {u"failed"_s, bin.cell.failed},
                                {u"rate"_s, estimateJson(bin.rate)}});
    return bins;
}

QJsonArray curveJson(const relation::Relation& relation)
{
    QJsonArray curve;
    for (const relation::CurvePoint& point : relation.curve)
        curve.append(QJsonObject{{u"driver"_s, point.driver},
                                 {u"rate"_s, point.rate.value},
                                 {u"low"_s, point.rate.low},
                                 {u"high"_s, point.rate.high}});
    return curve;
}

QJsonValue kneeJson(const relation::Relation& relation)
{
    if (!relation.knee)
        return QJsonValue::Null;
    const relation::Knee& knee = *relation.knee;
    return QJsonObject{{u"at"_s, knee.at},
                       {u"low"_s, knee.low},
                       {u"high"_s, knee.high},
                       {u"is_low_open"_s, knee.isLowOpen},
                       {u"is_high_open"_s, knee.isHighOpen},
                       {u"flat"_s, knee.isFlatBelow ? u"below"_s : u"above"_s}};
}

QJsonArray candidatesJson(const relation::Relation& relation)
{
    QJsonArray candidates;
    for (const relation::Candidate& candidate : relation.candidates)
        candidates.append(
            QJsonObject{{u"shape"_s, QString::fromLatin1(relation::toString(candidate.shape))},
                        {u"parameters"_s, candidate.parameters},
                        {u"criterion"_s, candidate.criterion}});
    return candidates;
}

QJsonObject boundJson(const RelationSnapshot& snapshot, const relation::Bound& bound, double from)
{
    using Where = relation::Bound::Where;
    const bool isAt = bound.where == Where::At;
    QJsonObject object{{u"where"_s,
                        isAt                                ? u"at"_s
                            : bound.where == Where::Nowhere ? u"nowhere"_s
                                                            : u"everywhere"_s},
                       {u"at"_s, isAt ? QJsonValue(bound.at) : QJsonValue(QJsonValue::Null)},
                       {u"answers_beyond"_s, relation::shareBeyond(snapshot.relation, bound)}};
    if (drivers::isTraffic(snapshot.request.driver) && isAt)
        object[u"shed"_s] = relation::shedShare(from, bound.at);
    return object;
}

QJsonValue reliefJson(const RelationSnapshot& snapshot, double from, double limit)
{
    const auto relief = relation::reliefUnder(snapshot.relation, limit);
    if (!relief)
        return QJsonValue::Null;
    return QJsonObject{{u"limit"_s, limit},
                       {u"from"_s, from},
                       {u"expected"_s, boundJson(snapshot, relief->expected, from)},
                       {u"cautious"_s, boundJson(snapshot, relief->cautious, from)},
                       {u"hopeful"_s, boundJson(snapshot, relief->hopeful, from)}};
}

QJsonArray driversJson(const RelationSnapshot& snapshot)
{
    QJsonArray drivers;
    for (const drivers::Available& one : snapshot.drivers)
        drivers.append(QJsonObject{{u"driver"_s, displayText(drivers::nameOf(one.driver))},
                                   {u"answers"_s, static_cast<qint64>(one.answers)}});
    return drivers;
}

QJsonArray checksJson(const RelationSnapshot& snapshot)
{
    QJsonArray checks;
    for (const drivers::CheckCount& one : snapshot.checks)
        checks.append(QJsonObject{{u"check"_s, displayText(one.check)},
                                  {u"results"_s, static_cast<qint64>(one.results)},
                                  {u"failed"_s, static_cast<qint64>(one.failed)}});
    return checks;
}

QJsonArray companionsJson(const RelationSnapshot& snapshot)
{
    QJsonArray companions;
    for (const drivers::Companion& one : snapshot.companions)
        companions.append(QJsonObject{{u"driver"_s, displayText(drivers::nameOf(one.driver))},
                                      {u"rank_correlation"_s, one.together.correlation},
                                      {u"driver_left"_s, estimateJson(one.together.first)},
                                      {u"companion_left"_s, estimateJson(one.together.second)}});
    return companions;
}

QJsonObject lagJson(const RelationSnapshot& snapshot)
{
    const auto nanos = [&](int steps) {
        return static_cast<qint64>((snapshot.step * std::int64_t{steps}).count());
    };
    const relation::LagFit& lag = snapshot.lag;
    QJsonArray points;
    for (const relation::LagPoint& point : lag.points)
        points.append(QJsonObject{{u"lag_ns"_s, nanos(point.lag)},
                                  {u"correlation"_s, point.correlation},
                                  {u"pairs"_s, point.pairs}});
    QJsonObject object{{u"step_ns"_s, nanos(1)},  {u"is_too_few"_s, lag.isTooFew},
                       {u"memory"_s, lag.memory}, {u"threshold"_s, lag.threshold},
                       {u"points"_s, points},     {u"peak"_s, QJsonValue::Null}};
    if (lag.peak)
        object[u"peak"_s] = QJsonObject{{u"lag_ns"_s, nanos(lag.peak->lag)},
                                        {u"low_ns"_s, nanos(lag.peak->low)},
                                        {u"high_ns"_s, nanos(lag.peak->high)},
                                        {u"correlation"_s, lag.peak->correlation}};
    return object;
}

QJsonArray sentencesJson(const RelationSnapshot& snapshot, std::optional<double> at,
                         const std::optional<RateLimit>& limit)
{
    std::vector<std::string> sentences{drivers::shapeSentence(snapshot)};
    if (at)
        sentences.push_back(drivers::settingSentence(snapshot, *at));
    if (at && limit)
        sentences.push_back(drivers::reliefSentence(snapshot, *at, limit->share));
    for (std::string& sentence : drivers::companionSentences(snapshot))
        sentences.push_back(std::move(sentence));
    sentences.push_back(drivers::lagSentence(snapshot));
    sentences.push_back(drivers::gaugeSentence(snapshot));
    sentences.push_back(drivers::leftOutSentence(snapshot));
    QJsonArray all;
    for (const std::string& sentence : sentences) {
        if (!sentence.empty())
            all.append(displayText(sentence));
    }
    return all;
}

} // namespace

QJsonObject toJson(const RelationSnapshot& snapshot, std::optional<double> at,
                   const std::optional<RateLimit>& limit)
{
    const relation::Relation& relation = snapshot.relation;
    QJsonObject object{
        {u"service"_s, displayText(snapshot.request.service)},
        {u"driver"_s, displayText(drivers::nameOf(snapshot.request.driver))},
        {u"outcome"_s, displayText(drivers::nameOf(snapshot.request.outcome))},
        {u"lag_ns"_s, static_cast<qint64>(snapshot.request.lag.count())},
        {u"from_ns"_s, static_cast<qint64>(telemetry::toUnixNanos(snapshot.range.start))},
        {u"to_ns"_s, static_cast<qint64>(telemetry::toUnixNanos(snapshot.range.end))},
        {u"answers"_s, static_cast<qint64>(snapshot.answers)},
        {u"is_cut"_s, snapshot.isCut},
        {u"used"_s, static_cast<qint64>(snapshot.used)},
        {u"unknown_outcome"_s, static_cast<qint64>(snapshot.unknownOutcome)},
        {u"gauge"_s,
         snapshot.gauge.empty() ? QJsonValue() : QJsonValue(displayText(snapshot.gauge))},
        {u"from_gauge"_s, static_cast<qint64>(snapshot.fromGauge)},
        {u"unknown_driver"_s, static_cast<qint64>(snapshot.unknownDriver)},
        {u"is_itself"_s, snapshot.isItself},
        {u"shape"_s, QString::fromLatin1(relation::toString(relation.shape))},
        {u"rate"_s, estimateJson(relation.rate)},
        {u"dispersion"_s, relation.dispersion},
        {u"level_dispersion"_s, relation.levelDispersion},
        {u"bins"_s, binsJson(relation)},
        {u"curve"_s, curveJson(relation)},
        {u"knee"_s, kneeJson(relation)},
        {u"candidates"_s, candidatesJson(relation)},
        {u"drivers"_s, driversJson(snapshot)},
        {u"checks"_s, checksJson(snapshot)},
        {u"companions"_s, companionsJson(snapshot)},
        {u"lag"_s, lagJson(snapshot)},
        {u"sentences"_s, sentencesJson(snapshot, at, limit)}};
    object[u"is_rising"_s] = relation.isRelated() && relation.shape != relation::Shape::Uneven
        ? QJsonValue(relation.isRising)
        : QJsonValue(QJsonValue::Null);
    object[u"at"_s] = QJsonValue::Null;
    if (at) {
        QJsonObject setting{{u"driver"_s, *at}, {u"rate"_s, QJsonValue::Null}};
        if (const auto rate = relation.rateAt(*at))
            setting[u"rate"_s] = estimateJson(*rate);
        object[u"at"_s] = setting;
    }
    object[u"relief"_s] =
        at && limit ? reliefJson(snapshot, *at, limit->share) : QJsonValue(QJsonValue::Null);
    object[u"objective"_s] = limit && !limit->objective.empty()
        ? QJsonValue(displayText(limit->objective))
        : QJsonValue(QJsonValue::Null);
    return object;
}

} // namespace commands
