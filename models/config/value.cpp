// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/config/value.h"

#include "models/store/retention.h"

#include <QCoreApplication>
#include <QDir>
#include <QStringList>
#include <QTime>
#include <QUrl>
#include <QUrlQuery>

#include <algorithm>
#include <array>
#include <cstddef>

using namespace Qt::StringLiterals;

namespace config {

namespace {

using telemetry::Result;

constexpr int kMostPort = 65535;
constexpr std::array kDayNames{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

// Shown in notes of the settings, in the user's language.
QString valueText(const char* text)
{
    return QCoreApplication::translate("config", text);
}

tl::unexpected<telemetry::Error> notOfIt(const QString& why)
{
    return telemetry::failure(telemetry::ErrorKind::Usage, why.toStdString());
}

Result<QString> flagOf(const QString& text)
{
    const QString word = text.toLower();
    if (word == u"true"_s || word == u"yes"_s || word == u"on"_s || word == u"1"_s)
        return u"true"_s;
    if (word == u"false"_s || word == u"no"_s || word == u"off"_s || word == u"0"_s)
        return u"false"_s;
    return notOfIt(valueText(QT_TRANSLATE_NOOP("config", "has to be true or false")));
}

Result<QString> numberOf(const Setting& setting, const QString& text)
{
    bool isNumber = false;
    const int number = text.toInt(&isNumber);
    if (!isNumber || number < setting.least || number > setting.most)
        return notOfIt(
            valueText(QT_TRANSLATE_NOOP("config", "has to be a whole number from %1 to %2"))
                .arg(setting.least)
                .arg(setting.most));
    return QString::number(number);
}

Result<QString> choiceOf(const Setting& setting, const QString& text)
{
    const QStringList choices = choicesOf(setting);
    if (!choices.contains(text))
        return notOfIt(valueText(QT_TRANSLATE_NOOP("config", "has to be one of %1"))
                           .arg(choices.join(u", "_s)));
    return text;
}

// As people are handed links to a file: "?token=...", "&private_token=...", "&X-Amz-Signature=...".
bool isNameOfSecret(const QString& name)
{
    constexpr std::array kParts{"pass", "token", "secret", "signature", "credential"};
    constexpr std::array kWhole{"key", "apikey", "api_key", "api-key", "sig", "auth"};
    return std::ranges::any_of(kParts,
                               [&name](const char* part) {
                                   return name.contains(QLatin1StringView(part),
                                                        Qt::CaseInsensitive);
                               })
        || std::ranges::any_of(kWhole, [&name](const char* whole) {
               return name.compare(QLatin1StringView(whole), Qt::CaseInsensitive) == 0;
           });
}

bool holdsPassword(const QUrl& url)
{
    const auto items = QUrlQuery(url).queryItems(QUrl::FullyDecoded);
    return !url.password().isEmpty()
        || std::ranges::any_of(items, [](const auto& item) { return isNameOfSecret(item.first); });
}

Result<QString> urlOf(const QString& text)
{
    const QUrl url(text); // the path of a file may have spaces
    if (!url.isValid() || url.scheme().isEmpty())
        return notOfIt(valueText(QT_TRANSLATE_NOOP("config", "has to be a URL")));
    if (holdsPassword(url))
        return notOfIt(
            valueText(QT_TRANSLATE_NOOP("config",
                                        "has to be a URL without a password: that belongs in the "
                                        "keyring (plumbline secret set NAME)")));
    return text;
}

bool isThisMachine(const QString& host)
{
    return host == u"127.0.0.1"_s || host == u"::1"_s || host == u"localhost"_s;
}

Result<QString> sourceOf(const QString& text)
{
    if (!text.contains(u"://"_s)) {
        if (!QDir::isAbsolutePath(text))
            return notOfIt(valueText(QT_TRANSLATE_NOOP(
                "config", "has to be the whole path of a folder, or an https URL")));
        return QDir::cleanPath(text);
    }
    const QUrl url(text, QUrl::StrictMode);
    const bool isSafe =
        url.scheme() == u"https"_s || (url.scheme() == u"http"_s && isThisMachine(url.host()));
    if (!url.isValid() || url.host().isEmpty() || !isSafe)
        return notOfIt(valueText(
            QT_TRANSLATE_NOOP("config", "has to be the whole path of a folder, or an https URL")));
    if (!url.userInfo().isEmpty() || holdsPassword(url))
        return notOfIt(valueText(QT_TRANSLATE_NOOP(
            "config",
            "has to be a URL without a user, password or token: name a secret in team/secret")));
    return text;
}

Result<QString> addressOf(const QString& text)
{
    const qsizetype colon = text.lastIndexOf(u':');
    bool isNumber = false;
    const int port = text.mid(colon + 1).toInt(&isNumber);
    const QString host = text.left(colon);
    const bool isBracketed = host.startsWith(u'[') && host.endsWith(u']') && host.size() > 2;
    if (colon < 1 || !isNumber || port < 0 || port > kMostPort
        || (host.contains(u':') && !isBracketed) || host.contains(u' '))
        return notOfIt(
            valueText(QT_TRANSLATE_NOOP("config", "has to be ADDRESS:PORT, as 127.0.0.1:4318")));
    return text;
}

Result<QString> timeOf(const QString& text)
{
    QTime time = QTime::fromString(text, u"HH:mm"_s);
    if (!time.isValid())
        time = QTime::fromString(text, u"H:mm"_s);
    if (!time.isValid())
        return notOfIt(valueText(QT_TRANSLATE_NOOP("config", "has to be a time of day, as 22:00")));
    return time.toString(u"HH:mm"_s);
}

Result<QString> daysOf(const QString& text)
{
    QStringList names = text.toLower().split(u',');
    for (QString& name : names) {
        name = name.trimmed();
        if (std::ranges::none_of(
                kDayNames, [&name](const char* day) { return name == QLatin1StringView(day); }))
            return notOfIt(valueText(QT_TRANSLATE_NOOP(
                "config", "has to be days of the week with commas between, as mon,tue,sun")));
    }
    return daysText(dayBits(names.join(u',')));
}

Result<QString> keepOf(const QString& text)
{
    if (!store::keepFromText(text.toStdString()))
        return notOfIt(
            valueText(QT_TRANSLATE_NOOP("config", "has to be a size or an age, as 20GiB or 7d")));
    return text;
}

Result<QString> secretNameOf(const QString& text)
{
    const bool isName = std::ranges::all_of(text, [](QChar c) {
        return (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'_';
    });
    if (!isName) // what was written may be the secret itself: it is not repeated
        return notOfIt(valueText(QT_TRANSLATE_NOOP(
            "config", "has to be the name of a secret, in capitals, digits and underscores")));
    return text;
}

} // namespace

Result<QString> canonicalValue(const Setting& setting, const QString& written)
{
    const QString text = written.trimmed();
    if (text.size() > kLongestValue)
        return notOfIt(valueText(QT_TRANSLATE_NOOP("config", "has to be at most %1 characters"))
                           .arg(kLongestValue));
    if (std::ranges::any_of(text, [](QChar c) {
            return c.category() == QChar::Other_Control || c.category() == QChar::Separator_Line
                || c.category() == QChar::Separator_Paragraph;
        }))
        return notOfIt(valueText(
            QT_TRANSLATE_NOOP("config", "has to be one line without control characters")));
    const bool mayBeEmpty = setting.kind != Kind::Flag && setting.kind != Kind::Number
        && setting.kind != Kind::Choice && setting.kind != Kind::Time;
    if (text.isEmpty() && mayBeEmpty)
        return text;
    if (setting.most > 0 && setting.kind != Kind::Number && text.size() > setting.most)
        return notOfIt(valueText(QT_TRANSLATE_NOOP("config", "has to be at most %1 characters"))
                           .arg(setting.most));
    switch (setting.kind) {
    case Kind::Flag:
        return flagOf(text);
    case Kind::Number:
        return numberOf(setting, text);
    case Kind::Choice:
        return choiceOf(setting, text);
    case Kind::Url:
        return urlOf(text);
    case Kind::Source:
        return sourceOf(text);
    case Kind::Address:
        return addressOf(text);
    case Kind::Time:
        return timeOf(text);
    case Kind::Days:
        return daysOf(text);
    case Kind::Keep:
        return keepOf(text);
    case Kind::SecretName:
        return secretNameOf(text);
    case Kind::Path:
    case Kind::Text:
        break;
    }
    return text;
}

int dayBits(const QString& value)
{
    int bits = 0;
    const QStringList names = value.split(u',');
    for (std::size_t day = 0; day < kDayNames.size(); ++day) {
        if (names.contains(QLatin1StringView(kDayNames.at(day))))
            bits |= 1 << day;
    }
    return bits;
}

QString daysText(int bits)
{
    QStringList names;
    for (std::size_t day = 0; day < kDayNames.size(); ++day) {
        if ((bits & (1 << day)) != 0)
            names << QString::fromLatin1(kDayNames.at(day));
    }
    return names.join(u',');
}

QJsonValue jsonOf(const Setting& setting, const QString& value)
{
    if (setting.kind == Kind::Flag)
        return value == u"true"_s;
    if (setting.kind == Kind::Number)
        return value.toInt();
    return value;
}

} // namespace config
