// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/jsonrows.h"
#include "app/commands/jsonvalues.h"
#include "models/health/agreement.h"
#include "models/health/judgescales.h"
#include "models/telemetry/timerange.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace commands {

namespace {

QJsonValue agreementJson(const store::Agreement& agreement)
{
    const auto figures = health::agreementOf(agreement.bothFailed, agreement.bothPassed,
                                             agreement.onlyJudge, agreement.onlyOther);
    if (!figures)
        return {};
    QJsonObject object{{u"n"_s, wholeJson(agreement.count())},
                       {u"both_failed"_s, wholeJson(agreement.bothFailed)},
                       {u"both_passed"_s, wholeJson(agreement.bothPassed)},
                       {u"only_judge_failed"_s, wholeJson(agreement.onlyJudge)},
                       {u"only_other_failed"_s, wholeJson(agreement.onlyOther)},
                       {u"share"_s, figures->share},
                       {u"share_low"_s, figures->shareRange.low},
                       {u"share_high"_s, figures->shareRange.high},
                       {u"kappa"_s, QJsonValue()}};
    if (figures->kappa) {
        object[u"kappa"_s] = *figures->kappa;
        object[u"kappa_low"_s] = figures->kappaLow;
        object[u"kappa_high"_s] = figures->kappaHigh;
    }
    return object;
}

QJsonValue goldenJson(const store::JudgeRow& judge)
{
    const QJsonValue agreement = agreementJson(judge.withGolden);
    if (agreement.isNull() || !judge.goldenLast)
        return {};
    QJsonObject object = agreement.toObject();
    object[u"items"_s] = wholeJson(judge.goldenItems);
    object[u"last_ns"_s] = static_cast<qint64>(telemetry::toUnixNanos(*judge.goldenLast));
    return object;
}

QJsonValue scaleJson(const std::optional<telemetry::JudgeScale>& scale)
{
    if (!scale)
        return {};
    telemetry::ScoreCount labelled;
    for (const telemetry::ScoreCount& seen : scale->seen) {
        labelled.passed += seen.passed;
        labelled.failed += seen.failed;
    }
    const auto reading = [&](auto value) {
        return scale->reading ? QJsonValue((*scale->reading).*value) : QJsonValue();
    };
    return QJsonObject{
        {u"scores"_s, wholeJson(scale->scores)},
        {u"lowest"_s, scale->seen.empty() ? QJsonValue() : scale->seen.front().value},
        {u"highest"_s, scale->seen.empty() ? QJsonValue() : scale->seen.back().value},
        {u"labelled_passed"_s, wholeJson(labelled.passed)},
        {u"labelled_failed"_s, wholeJson(labelled.failed)},
        {u"read_from"_s, reading(&telemetry::ScoreReading::low)},
        {u"read_to"_s, reading(&telemetry::ScoreReading::high)},
        {u"threshold"_s, reading(&telemetry::ScoreReading::threshold)},
        {u"high_is_good"_s, reading(&telemetry::ScoreReading::isHighGood)}};
}

QString numberText(double value)
{
    return QString::number(value, 'g', 6);
}

// How its results are understood, in words.
QString readAs(const store::JudgeRow& judge)
{
    const bool isUnderstood = judge.passed + judge.failed > 0;
    if (!judge.scale || judge.scale->scores == 0)
        return isUnderstood ? u"labels"_s : u"not understood"_s;
    if (const auto& reading = judge.scale->reading) {
        const QString line = numberText(reading->threshold);
        return u"%1 to %2, %3, learnt"_s.arg(numberText(reading->low), numberText(reading->high),
                                             reading->isHighGood ? u"passes from "_s + line
                                                                 : u"fails from "_s + line);
    }
    if (isUnderstood)
        return u"by labels or judges.yaml"_s;
    return judge.scale->seen.empty()
        ? u"not understood"_s
        : u"not understood: scores from about %1 to %2; judges.yaml can say"_s.arg(
            numberText(judge.scale->seen.front().value),
            numberText(judge.scale->seen.back().value));
}

// Of a judge of whose results none was understood, how many failed is not known.
QJsonValue understood(const store::JudgeRow& judge, std::int64_t count)
{
    const bool isUnderstood = judge.passed + judge.failed > 0 || judge.inconclusive == 0;
    return isUnderstood ? wholeJson(count) : QJsonValue();
}

} // namespace

QJsonObject toJson(const store::JudgeRow& judge)
{
    const std::int64_t all = judge.evaluations();
    const auto share = [](std::int64_t part, std::int64_t count) {
        return count > 0 ? QJsonValue(static_cast<double>(part) / static_cast<double>(count))
                         : QJsonValue();
    };
    const auto known = [&judge](std::int64_t count) {
        return judge.ownCallsKnown > 0 ? wholeJson(count) : QJsonValue();
    };
    QJsonArray models; // of its own calls
    for (const std::string& model : judge.models)
        models.append(displayText(model));
    return {{u"service"_s, textOrNull(judge.service)},
            {u"evaluator"_s, textOrNull(judge.evaluator)},
            {u"check"_s, textOrNull(judge.check)},
            {u"evaluations"_s, wholeJson(all)},
            {u"passed"_s, understood(judge, judge.passed)},
            {u"failed"_s, understood(judge, judge.failed)},
            {u"inconclusive"_s, wholeJson(judge.inconclusive)},
            {u"unavailable"_s, wholeJson(judge.unavailable)},
            {u"unavailable_share"_s, share(judge.unavailable, all)},
            {u"judged"_s, wholeJson(judge.judged)},
            {u"answers"_s, wholeJson(judge.answers)},
            {u"judged_share"_s, share(judge.judged, judge.answers)},
            {u"delay_median_ns"_s, nanosOrNull(judge.delayMedian)},
            {u"delay_p95_ns"_s, nanosOrNull(judge.delayWorst)},
            {u"with_validators"_s, agreementJson(judge.withValidators)},
            {u"with_people"_s, agreementJson(judge.withPeople)},
            {u"with_golden"_s, goldenJson(judge)},
            {u"own_calls"_s, wholeJson(judge.ownCalls)},
            {u"own_calls_known"_s, wholeJson(judge.ownCallsKnown)},
            {u"own_input_cut"_s, known(judge.ownInputCut)},
            {u"own_output_cut"_s, known(judge.ownOutputCut)},
            {u"own_calls_shared"_s, judge.isOwnShared},
            {u"models"_s, models},
            {u"scale"_s, scaleJson(judge.scale)},
            {u"read_as"_s, readAs(judge)},
            {u"last_ns"_s, static_cast<qint64>(telemetry::toUnixNanos(judge.last))}};
}

} // namespace commands
