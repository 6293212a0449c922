// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/suite/jsonpath.h"

#include <QJsonArray>
#include <QString>
#include <QStringList>

#include <array>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

QJsonValue elementOf(const QJsonArray& array, const QString& part)
{
    const qsizetype equals = part.indexOf(u'=');
    if (equals < 0) {
        bool isNumber = false;
        const int index = part.toInt(&isNumber);
        return isNumber ? array.at(index) : QJsonValue(QJsonValue::Undefined);
    }
    const QString key = part.left(equals);
    const QString wanted = part.mid(equals + 1);
    for (const auto& element : array) {
        const QJsonValue value = element.toObject().value(key);
        if (value.isDouble() ? value.toDouble() == wanted.toDouble() : value.toString() == wanted)
            return element;
    }
    return QJsonValue(QJsonValue::Undefined);
}

// All that the path leads to: several only behind a "*".
std::vector<QJsonValue> valuesAt(const QJsonValue& start, const QStringList& parts)
{
    std::vector<QJsonValue> found{start};
    for (const QString& part : parts) {
        std::vector<QJsonValue> next;
        for (const QJsonValue& value : found) {
            if (part == u"*"_s) {
                for (const auto& element : value.toArray())
                    next.push_back(element);
            } else {
                next.push_back(value.isArray() ? elementOf(value.toArray(), part)
                                               : value.toObject().value(part));
            }
        }
        found = std::move(next);
    }
    return found;
}

QStringList partsOf(std::string_view path)
{
    return QString::fromUtf8(path.data(), static_cast<qsizetype>(path.size())).split(u'/');
}

std::optional<Measured> measuredIn(const QJsonValue& value)
{
    if (value.isDouble())
        return measuredOf({value.toDouble()});
    if (value.isArray()) {
        std::vector<double> rounds;
        for (const auto& element : value.toArray()) {
            if (!element.isDouble())
                return {};
            rounds.push_back(element.toDouble());
        }
        return rounds.empty() ? std::nullopt : std::optional(measuredOf(std::move(rounds)));
    }
    const QJsonObject object = value.toObject();
    for (const auto& [median, least, most] :
         {std::array{u"median"_s, u"min"_s, u"max"_s},
          std::array{u"median_ms"_s, u"least_ms"_s, u"most_ms"_s}}) {
        if (!object[median].isDouble())
            continue;
        const double middle = object[median].toDouble();
        if (!object[least].isDouble() || !object[most].isDouble())
            return measuredOf({middle});
        return Measured{
            .median = middle, .least = object[least].toDouble(), .most = object[most].toDouble()};
    }
    return {};
}

} // namespace

std::optional<Measured> measuredAt(const QJsonObject& object, std::string_view path)
{
    const auto values = valuesAt(object, partsOf(path));
    if (values.size() == 1)
        return measuredIn(values.front());
    std::vector<double> rounds;
    for (const QJsonValue& value : values) {
        if (!value.isDouble())
            return {};
        rounds.push_back(value.toDouble());
    }
    return rounds.empty() ? std::nullopt : std::optional(measuredOf(std::move(rounds)));
}

QString textAt(const QJsonObject& object, std::string_view path)
{
    const auto values = valuesAt(object, partsOf(path));
    return values.size() == 1 ? values.front().toString() : QString();
}

} // namespace bench
