// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/bundle/textrules.h"

#include "models/telemetry/redaction.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

namespace bundle {

namespace {

using Change = std::function<bool(std::string&)>;

bool change(QString& text, const Change& changing)
{
    std::string bytes = text.toStdString();
    if (!changing(bytes))
        return false;
    text = QString::fromStdString(bytes);
    return true;
}

// As our own payloads are read by. One that is a lever's tells how it stands.
bool isOurs(const QString& name, const QJsonValue& value)
{
    const bool isPlain = std::ranges::all_of(name, [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'_';
    });
    return isPlain && !value.toObject().contains(u"lever_kind"_s);
}

// No deeper than QJsonDocument reads.
bool change(QJsonValue& value, const Change& changing) // NOLINT(misc-no-recursion)
{
    bool isChanged = false;
    if (value.isString()) {
        QString text = value.toString();
        isChanged = change(text, changing);
        if (isChanged)
            value = text;
    } else if (value.isArray()) {
        QJsonArray changed;
        for (QJsonValue each : value.toArray()) {
            isChanged = change(each, changing) || isChanged;
            changed.append(each);
        }
        if (isChanged)
            value = changed;
    } else if (value.isObject()) {
        QJsonObject changed;
        const QJsonObject object = value.toObject();
        for (auto member = object.begin(); member != object.end(); ++member) {
            QString name = member.key();
            QJsonValue each = member.value();
            if (!isOurs(name, each))
                isChanged = change(name, changing) || isChanged;
            isChanged = change(each, changing) || isChanged;
            changed[name] = each;
        }
        if (isChanged)
            value = changed;
    }
    return isChanged;
}

// Nothing when it is none.
std::optional<bool> changeJson(std::string& text, const Change& changing)
{
    if (!text.starts_with('{') && !text.starts_with('['))
        return std::nullopt;
    const auto json = QJsonDocument::fromJson(QByteArray::fromStdString(text));
    if (json.isNull())
        return std::nullopt;
    QJsonValue value = json.isArray() ? QJsonValue(json.array()) : QJsonValue(json.object());
    if (!change(value, changing))
        return false;
    const QJsonDocument changed =
        value.isArray() ? QJsonDocument(value.toArray()) : QJsonDocument(value.toObject());
    text = changed.toJson(QJsonDocument::Compact).toStdString();
    return true;
}

// "[REDACTED:names] (2)", the number too.
std::size_t markerLength(std::string_view text)
{
    std::size_t end = text.find(']');
    if (end == std::string_view::npos)
        return telemetry::kRedactionMark.size();
    ++end;
    if (!text.substr(end).starts_with(" ("))
        return end;
    std::size_t digits = end + 2;
    while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9')
        ++digits;
    return digits > end + 2 && text.substr(digits).starts_with(')') ? digits + 1 : end;
}

} // namespace

std::size_t replaceWords(const telemetry::NameReplacer& words, std::string& text)
{
    std::string result;
    std::size_t count = 0;
    std::string_view rest(text);
    while (true) {
        const std::size_t mark = std::min(rest.find(telemetry::kRedactionMark), rest.size());
        std::string before(rest.substr(0, mark));
        count += words.replace(before);
        result += before;
        rest.remove_prefix(mark);
        if (rest.empty())
            break;
        const std::size_t length = markerLength(rest);
        result += rest.substr(0, length);
        rest.remove_prefix(length);
    }
    if (count > 0)
        text = std::move(result);
    return count;
}

void TextRules::rename(const std::string& name, const std::string& instead)
{
    m_words.add(name, instead);
    addWhole(name, instead);
}

void TextRules::addWhole(const std::string& text, const std::string& instead)
{
    m_whole.emplace(text, instead);
}

bool TextRules::renameWords(std::string& text)
{
    const std::size_t count = replaceWords(m_words, text);
    m_takenOut += static_cast<std::int64_t>(count);
    return count > 0;
}

bool TextRules::renameWhole(std::string& text)
{
    const auto whole = m_whole.find(text);
    if (whole == m_whole.end())
        return false;
    text = whole->second;
    ++m_takenOut;
    return true;
}

bool TextRules::redact(std::string& text)
{
    if (text.empty())
        return false;
    // Before the rules, which would make names alike that have to keep apart.
    const auto whole = [this](std::string& each) { return renameWhole(each); };
    if (renameWhole(text))
        return true;
    bool isChanged = !m_whole.empty() && changeJson(text, whole).value_or(false);
    std::vector<telemetry::Redaction> redactions;
    m_redactor->redact(text, {}, redactions);
    for (const telemetry::Redaction& redaction : redactions)
        m_takenOut += static_cast<std::int64_t>(redaction.count);
    isChanged = isChanged || !redactions.empty();
    if (m_words.isEmpty())
        return isChanged;
    const auto json = changeJson(text, [this](std::string& each) { return renameWords(each); });
    return (json ? *json : renameWords(text)) || isChanged;
}

} // namespace bundle
