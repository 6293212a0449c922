// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/secretmembers.h"

#include "models/runbook/lever.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace runbook {

namespace {

constexpr std::size_t kLongest = std::size_t{4} * 1024 * 1024;
constexpr int kDeepest = 256;

bool isSecret(const QString& name)
{
    return isSecretName(name.toStdString());
}

// All texts under a secret name, however deep.
void addTexts(const QJsonValue& value, QStringList& secrets, int depth)
{
    if (depth > kDeepest)
        return;
    if (value.isString() && !value.toString().isEmpty())
        secrets << value.toString();
    for (const QJsonValue& each : value.toArray())
        addTexts(each, secrets, depth + 1);
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        addTexts(it.value(), secrets, depth + 1);
}

void collect(const QJsonValue& value, QStringList& secrets, int depth)
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

// As it stands between quotes in a JSON text.
QByteArray quoted(const QString& text)
{
    const QByteArray array = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return array.sliced(1, array.size() - 2);
}

} // namespace

std::string withoutSecretMembers(const std::string& text)
{
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string::npos || (text[first] != '{' && text[first] != '['))
        return text;
    if (text.size() > kLongest)
        return "(a document of " + std::to_string(text.size()) + " bytes)";
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(text));
    if (document.isNull())
        return text;
    QStringList secrets;
    collect(document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object()),
            secrets, 0);
    if (secrets.isEmpty())
        return text;
    secrets.removeDuplicates();
    // The longest first: one may be part of another.
    std::sort(secrets.begin(), secrets.end(),
              [](const QString& a, const QString& b) { return a.size() > b.size(); });
    QByteArray masked = QByteArray::fromStdString(text);
    const QByteArray mask = quoted(u"••••••"_s);
    for (const QString& secret : secrets) {
        QByteArray form = quoted(secret);
        masked.replace(form, mask);
        masked.replace(form.replace('/', "\\/"), mask);
    }
    // Spelt otherwise in the document: then as we spell it, which may order its members anew.
    const QJsonDocument again = QJsonDocument::fromJson(masked);
    QStringList left;
    collect(again.isArray() ? QJsonValue(again.array()) : QJsonValue(again.object()), left, 0);
    left.removeAll(u"••••••"_s);
    return left.isEmpty() ? masked.toStdString()
                          : std::string("(a document whose secrets cannot be masked)");
}

} // namespace runbook
