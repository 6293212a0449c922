// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/incident/payloadtext.h"

#include "models/items/formats.h"
#include "models/telemetry/timerange.h"
#include "models/telemetry/visibletext.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>
#include <QVariant>

#include <cstddef>

using namespace Qt::StringLiterals;

namespace incident {

namespace {

constexpr std::size_t kLargestJson = 256 * 1024;
constexpr qint64 kLeastTime = 1'000'000'000'000'000'000; // nanoseconds: less is a duration

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(incident::PayloadText)
};

// "shelved_minutes" -> "Shelved minutes"; of a time without the unit that is not shown.
QString labelOf(const QString& key, bool isOfTime)
{
    QString label = isOfTime ? key.chopped(3) : key;
    label.replace(u'_', u' ');
    // Names come from outside, too: a line break in one would begin what looks like another field.
    label = QString::fromStdString(telemetry::visibleLine(label.toStdString()));
    if (!label.isEmpty())
        label[0] = label[0].toUpper();
    return label;
}

bool isTime(const QString& key, const QJsonValue& value)
{
    return key.endsWith("_ns"_L1) && key.size() > 3 && value.isDouble()
        && value.toInteger() >= kLeastTime;
}

QString scalarText(const QJsonValue& value)
{
    if (value.isNull())
        return Words::tr("not known");
    if (value.isBool())
        return value.toBool() ? Words::tr("yes") : Words::tr("no");
    return value.toVariant().toString();
}

bool isScalar(const QJsonValue& value)
{
    return !value.isObject() && !value.isArray();
}

void addMembers(QStringList& lines, const QJsonObject& object, const QString& indent);

void addLines(QStringList& lines, const QString& label, const QString& text, const QString& indent)
{
    if (!text.contains(u'\n')) {
        lines << indent + Words::tr("%1: %2").arg(label, text);
        return;
    }
    lines << indent + Words::tr("%1:").arg(label);
    for (const QString& line : text.split(u'\n'))
        lines << indent + u"  "_s + line;
}

void addArray(QStringList& lines, const QString& label, const QJsonArray& array,
              const QString& indent)
{
    QStringList all;
    for (const QJsonValue& each : array) {
        if (isScalar(each))
            all << scalarText(each);
    }
    if (all.size() == array.size())
        return addLines(lines, label, all.join(u", "_s), indent);
    qsizetype number = 0;
    for (const QJsonValue& each : array) {
        const QString numbered = Words::tr("%1 %2").arg(label, QString::number(++number));
        addMembers(lines, QJsonObject{{numbered, each}}, indent);
    }
}

// What is empty says nothing.
void addMembers(QStringList& lines, const QJsonObject& object, const QString& indent)
{
    for (auto member = object.begin(); member != object.end(); ++member) {
        const QJsonValue value = member.value();
        const bool isOfTime = isTime(member.key(), value);
        const QString label = labelOf(member.key(), isOfTime);
        if (isOfTime) {
            const auto time = telemetry::fromUnixNanos(value.toInteger());
            addLines(lines, label, items::utcDateTimeText(time), indent);
        } else if (value.isObject()) {
            if (value.toObject().isEmpty())
                continue;
            lines << indent + Words::tr("%1:").arg(label);
            addMembers(lines, value.toObject(), indent + u"  "_s);
        } else if (value.isArray()) {
            if (!value.toArray().isEmpty())
                addArray(lines, label, value.toArray(), indent);
        } else if (const QString text = scalarText(value); !text.isEmpty()) {
            addLines(lines, label, text, indent);
        }
    }
}

QJsonDocument jsonOf(const std::string& payload)
{
    return payload.size() <= kLargestJson
        ? QJsonDocument::fromJson(QByteArray::fromStdString(payload))
        : QJsonDocument();
}

} // namespace

QString payloadFields(const std::string& payload)
{
    const QJsonDocument json = jsonOf(payload);
    if (!json.isObject())
        return payloadText(payload);
    QStringList lines;
    addMembers(lines, json.object(), {});
    return lines.join(u'\n');
}

QString payloadText(const std::string& payload)
{
    const QJsonDocument json = jsonOf(payload);
    if (json.isObject() && json.object().isEmpty())
        return {};
    if (!json.isNull())
        return QString::fromUtf8(json.toJson(QJsonDocument::Indented)).trimmed();
    return QString::fromStdString(payload);
}

} // namespace incident
