// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/explore/savedsetting.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace explore {

namespace {

QString toText(const std::string& utf8)
{
    return QString::fromStdString(utf8);
}

// Nanoseconds do not fit into a JSON number that is read as a double: they are text.
QString nanosText(std::int64_t nanos)
{
    return QString::number(nanos);
}

} // namespace

std::string payloadOf(const SavedSetting& setting)
{
    QJsonArray sentences;
    for (const std::string& sentence : setting.sentences)
        sentences.append(toText(sentence));
    const QJsonObject explore{
        {u"service"_s, toText(setting.relation.service)},
        {u"driver"_s, toText(drivers::nameOf(setting.relation.driver))},
        {u"outcome"_s, toText(drivers::nameOf(setting.relation.outcome))},
        {u"lag_ns"_s, nanosText(setting.relation.lag.count())},
        {u"at"_s, setting.at ? QJsonValue(*setting.at) : QJsonValue(QJsonValue::Null)},
        {u"limit"_s, setting.limit},
        {u"from_ns"_s, nanosText(telemetry::toUnixNanos(setting.range.start))},
        {u"to_ns"_s, nanosText(telemetry::toUnixNanos(setting.range.end))},
        {u"sentences"_s, sentences}};
    return QJsonDocument(QJsonObject{{u"explore"_s, explore}})
        .toJson(QJsonDocument::Compact)
        .toStdString();
}

std::optional<SavedSetting> settingFrom(const std::string& payload)
{
    const QJsonObject explore = QJsonDocument::fromJson(QByteArray::fromStdString(payload))
                                    .object()
                                    .value(u"explore"_s)
                                    .toObject();
    const auto driver = drivers::driverFrom(explore.value(u"driver"_s).toString().toStdString());
    bool isLag = false;
    bool isFrom = false;
    bool isTo = false;
    const std::int64_t lag = explore.value(u"lag_ns"_s).toString().toLongLong(&isLag);
    const std::int64_t from = explore.value(u"from_ns"_s).toString().toLongLong(&isFrom);
    const std::int64_t to = explore.value(u"to_ns"_s).toString().toLongLong(&isTo);
    if (!driver || !isLag || !isFrom || !isTo || lag < 0 || from >= to)
        return std::nullopt;
    SavedSetting setting;
    setting.relation.service = explore.value(u"service"_s).toString().toStdString();
    setting.relation.driver = *driver;
    setting.relation.outcome =
        drivers::outcomeFrom(explore.value(u"outcome"_s).toString().toStdString());
    setting.relation.lag = telemetry::Duration(lag);
    if (explore.value(u"at"_s).isDouble())
        setting.at = explore.value(u"at"_s).toDouble();
    setting.limit = explore.value(u"limit"_s).toDouble(setting.limit);
    setting.range = {.start = telemetry::fromUnixNanos(from), .end = telemetry::fromUnixNanos(to)};
    const QJsonArray sentences = explore.value(u"sentences"_s).toArray();
    for (const QJsonValue sentence : sentences)
        setting.sentences.push_back(sentence.toString().toStdString());
    return setting;
}

} // namespace explore
