// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/metrictext.h"

#include "app/commands/jsonrows.h"
#include "app/commands/jsonvalues.h"
#include "app/commands/terminal.h"
#include "models/telemetry/timetext.h"

#include <QJsonObject>

#include <cstdio>
#include <string>

using namespace Qt::StringLiterals;

namespace commands {

namespace {

const char* typeName(telemetry::MetricType type)
{
    switch (type) {
    case telemetry::MetricType::Gauge:
        return "gauge";
    case telemetry::MetricType::Sum:
        return "sum";
    case telemetry::MetricType::Histogram:
        return "histogram";
    case telemetry::MetricType::ExponentialHistogram:
        return "exponential histogram";
    case telemetry::MetricType::Summary:
        return "summary";
    }
    return "unknown";
}

// AggregationTemporality, metrics.proto; empty where there is none.
std::string temporalityName(std::int64_t temporality)
{
    return temporality == 1 ? "delta" : temporality == 2 ? "cumulative" : "";
}

} // namespace

QJsonArray toJson(const std::vector<store::MetricName>& metrics)
{
    QJsonArray array;
    for (const store::MetricName& metric : metrics)
        array.append(
            QJsonObject{{u"service"_s, textOrNull(metric.service)},
                        {u"source"_s, textOrNull(metric.source)},
                        {u"name"_s, displayText(metric.name)},
                        {u"unit"_s, textOrNull(metric.unit)},
                        {u"kind"_s, QString::fromUtf8(typeName(metric.type))},
                        {u"temporality"_s, textOrNull(temporalityName(metric.temporality))},
                        {u"points"_s, static_cast<qint64>(metric.points)},
                        {u"first_ns"_s, nanosJson(metric.first)},
                        {u"last_ns"_s, nanosJson(metric.last)}});
    return array;
}

void printMetrics(const std::vector<store::MetricName>& metrics)
{
    const store::MetricName* before = nullptr;
    for (const store::MetricName& metric : metrics) {
        if (before == nullptr || before->service != metric.service
            || before->source != metric.source)
            print(stdout, "\nmetrics of %s, told by %s\n",
                  metric.service.empty() ? "(no service)" : metric.service.c_str(),
                  metric.source.empty() ? "(no scope)" : metric.source.c_str());
        before = &metric;
        const std::string temporality = temporalityName(metric.temporality);
        print(stdout, "  %-44s %-9s %s%s%s, %lld %s\n", metric.name.c_str(),
              metric.unit.empty() ? "-" : metric.unit.c_str(), typeName(metric.type),
              temporality.empty() ? "" : ", ", temporality.c_str(),
              static_cast<long long>(metric.points), metric.points == 1 ? "point" : "points");
    }
}

} // namespace commands
