// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/secretmembers.h"

#include "models/runbook/lever.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QString>

#include <algorithm>
#include <cctype>

using namespace Qt::StringLiterals;

namespace runbook {

namespace {

constexpr std::size_t kLongestText = std::size_t{4} * 1024 * 1024;
constexpr int kDeepest = 256;
constexpr int kDeepestTexts = 8; // documents in texts of documents

bool isSecret(const QString& name)
{
    return isSecretName(name.toStdString());
}

// All texts under a secret name, however deep.
void addTexts(const QJsonValue& value, QSet<QString>& secrets, int depth)
{
    if (depth > kDeepest)
        return;
    if (value.isString() && !value.toString().isEmpty())
        secrets.insert(value.toString());
    for (const QJsonValue& each : value.toArray())
        addTexts(each, secrets, depth + 1);
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        addTexts(it.value(), secrets, depth + 1);
}

void collect(const QJsonValue& value, QSet<QString>& secrets, int depth)
{
    if (depth > kDeepest)
        return;
    for (const QJsonValue& each : value.toArray())
        collect(each, secrets, depth + 1);
    const QJsonObject object = value.toObject();
    const bool isNamedSecret =
        isSecret(object[u"name"_s].toString()) || isSecret(object[u"key"_s].toString());
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (isSecret(it.key()) || (isNamedSecret && it.key() == u"value"_s))
            addTexts(it.value(), secrets, depth + 1);
        else
            collect(it.value(), secrets, depth + 1);
    }
}

QByteArray quoted(const QString& text)
{
    const QByteArray array = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return array.sliced(1, array.size() - 2);
}

// One past the quote that ends the text that begins at `at`.
qsizetype endOf(const QByteArray& json, qsizetype at)
{
    for (++at; at < json.size() && json[at] != '"'; ++at)
        at += json[at] == '\\' ? 1 : 0;
    return std::min(at + 1, json.size());
}

QString decoded(const QByteArray& text)
{
    if (!text.contains('\\'))
        return QString::fromUtf8(text.sliced(1, text.size() - 2));
    return QJsonDocument::fromJson('[' + text + ']').array().at(0).toString();
}

std::string without(const std::string& text, int nesting);

// Goes through the texts of a document once; all else is passed on as it stands.
QByteArray passedOn(const QByteArray& json, const QSet<QString>& secrets, int nesting)
{
    const QByteArray mask = quoted(u"••••••"_s);
    QByteArray result;
    qsizetype passed = 0;
    bool isNamedSecret = false; // by the name just before it; a document may have one twice
    for (qsizetype at = json.indexOf('"'); at >= 0;) {
        const qsizetype end = endOf(json, at);
        const QByteArray text = json.sliced(at, end - at);
        const QString value = decoded(text);
        qsizetype next = end;
        while (next < json.size() && std::isspace(static_cast<unsigned char>(json[next])) != 0)
            ++next;
        if (next < json.size() && json[next] == ':') {
            isNamedSecret = isSecret(value);
        } else {
            QByteArray instead;
            if (!value.isEmpty() && (isNamedSecret || secrets.contains(value))) {
                instead = mask;
            } else if (value.startsWith(u'{') || value.startsWith(u'[')) { // a document in a text
                const std::string inner = value.toStdString();
                if (const std::string told = without(inner, nesting + 1); told != inner)
                    instead = quoted(QString::fromStdString(told));
            }
            if (!instead.isEmpty()) {
                result += json.sliced(passed, at - passed) + instead;
                passed = end;
            }
            isNamedSecret = false;
        }
        at = json.indexOf('"', next);
    }
    return passed == 0 ? json : result + json.sliced(passed);
}

std::string without(const std::string& text, int nesting)
{
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string::npos || (text[first] != '{' && text[first] != '['))
        return text;
    if (text.size() > kLongestText || nesting > kDeepestTexts)
        return "(a document of " + std::to_string(text.size()) + " bytes)";
    const QByteArray json = QByteArray::fromStdString(text);
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (document.isNull())
        return text;
    QSet<QString> secrets;
    collect(document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object()),
            secrets, 0);
    return passedOn(json, secrets, nesting).toStdString();
}

} // namespace

std::string withoutSecretMembers(const std::string& text)
{
    return without(text, 0);
}

} // namespace runbook
