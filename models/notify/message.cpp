// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/notify/message.h"

#include "models/telemetry/timetext.h"
#include "models/telemetry/utf8.h"
#include "models/telemetry/visibletext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace notify {

namespace {

QString line(const std::string& text)
{
    std::string cut = text;
    if (cut.size() > kLongestText)
        cut.resize(kLongestText); // a broken last character is replaced below
    return QString::fromStdString(telemetry::visibleLine(telemetry::sanitizedUtf8(cut)))
        + (text.size() > kLongestText ? u"…"_s : QString());
}

// Empty: there is none that can be sent whole.
QString linkOf(const Event& event)
{
    return event.link.size() <= kLongestLink
        ? QString::fromStdString(telemetry::visibleLine(telemetry::sanitizedUtf8(event.link)))
        : QString();
}

QString slackEscaped(QString text)
{
    return text.replace(u'&', u"&amp;"_s).replace(u'<', u"&lt;"_s).replace(u'>', u"&gt;"_s);
}

QJsonObject plainBlock(const QString& text)
{
    // Plain text is not parsed for links, mentions or marks; of emoji codes only with this.
    return {{u"type"_s, u"section"_s},
            {u"text"_s,
             QJsonObject{{u"type"_s, u"plain_text"_s}, {u"text"_s, text}, {u"emoji"_s, false}}}};
}

std::string compact(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

} // namespace

std::string slackBody(const Event& event, bool hasText)
{
    const QString head = QString::fromStdString(headline(event));
    const QString time = QString::fromStdString(telemetry::toRfc3339(event.time));
    QJsonArray blocks{plainBlock(head)};
    QString text = head;
    if (hasText && !event.text.empty()) {
        blocks.append(plainBlock(line(event.text)));
        text += u'\n' + line(event.text);
    }
    blocks.append(plainBlock(time));
    text += u'\n' + time;
    if (const QString link = linkOf(event); !link.isEmpty()) {
        blocks.append(plainBlock(link));
        text += u'\n' + link;
    }
    return compact({{u"text"_s, slackEscaped(text)}, {u"blocks"_s, blocks}});
}

std::string genericBody(const Event& event, bool hasText)
{
    QJsonArray services;
    for (const std::string& service : event.services)
        services.append(line(service));
    const auto orNull = [](const std::string& text) {
        return text.empty() ? QJsonValue(QJsonValue::Null) : QJsonValue(line(text));
    };
    return compact(
        {{u"schema"_s, u"plumbline.notification/1"_s},
         {u"event"_s, QLatin1String(toString(event.kind))},
         {u"key"_s, line(event.key)},
         {u"test"_s, event.isTest},
         {u"time"_s, QString::fromStdString(telemetry::toRfc3339(event.time))},
         {u"recording"_s, orNull(event.recording)},
         {u"entry"_s, static_cast<qint64>(event.entry)},
         {u"subject"_s, line(event.subject)},
         {u"severity"_s,
          event.severity > 0 ? QJsonValue(event.severity) : QJsonValue(QJsonValue::Null)},
         {u"services"_s, services},
         {u"actor"_s, orNull(event.actor)},
         {u"headline"_s, QString::fromStdString(headline(event))},
         {u"text"_s, hasText ? orNull(event.text) : QJsonValue(QJsonValue::Null)},
         {u"undo"_s,
          event.kind == EventKind::LeverFired ? QJsonValue(event.isUndo)
                                              : QJsonValue(QJsonValue::Null)},
         {u"outcome"_s, orNull(event.outcome)},
         {u"link"_s,
          linkOf(event).isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(linkOf(event))}});
}

} // namespace notify
