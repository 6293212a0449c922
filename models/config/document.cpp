// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/config/document.h"

#include "models/config/value.h"
#include "models/telemetry/visibletext.h"
#include "models/yaml/tree.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <utility>
#include <variant>

using namespace Qt::StringLiterals;

namespace config {

namespace {

constexpr auto kVersionField = "plumbline_settings";
constexpr auto kSettingsField = "settings";
constexpr auto kKeysField = "keys";
constexpr auto kLayoutsField = "layouts";
constexpr std::size_t kMostKeys = 500;
constexpr qsizetype kLongestKeys = 200; // characters of the keys of one command
constexpr qsizetype kLongestExtraName = 120;
constexpr int kDepth = 2; // the document, and its settings
constexpr qsizetype kMostTold = 120; // characters of a name from outside

// Problems are shown in the window, in the user's language.
QString documentText(const char* text)
{
    return QCoreApplication::translate("config", text);
}

enum class FieldKind
{
    Flag,
    Number,
    Text,
    Other, // null, a list, a map
};

struct Field
{
    QString name;
    FieldKind kind = FieldKind::Other;
    QString text;
    std::vector<Field> members; // of a map
    bool isMap = false;
};

// Members are looked at down to `depth`: the settings' own level.
Field jsonField(const QString& name, const QJsonValue& value, int depth)
{
    Field field{.name = name, .kind = FieldKind::Other, .text = {}, .members = {}, .isMap = false};
    if (value.isBool()) {
        field.kind = FieldKind::Flag;
        field.text = value.toBool() ? u"true"_s : u"false"_s;
    } else if (value.isDouble()) {
        field.kind = FieldKind::Number;
        const double number = value.toDouble();
        // "1.5" is no whole number, and a text form that canonicalValue() refuses.
        field.text =
            std::abs(number) <= std::numeric_limits<int>::max() && number == std::floor(number)
            ? QString::number(static_cast<int>(number))
            : QString::number(number, 'g', 17);
    } else if (value.isString()) {
        field.kind = FieldKind::Text;
        field.text = value.toString();
    } else if (value.isObject()) {
        field.isMap = true;
        const QJsonObject object = value.toObject();
        if (depth > 0) {
            for (auto member = object.begin(); member != object.end(); ++member)
                field.members.push_back(jsonField(member.key(), member.value(), depth - 1));
        }
    }
    return field;
}

FieldKind plainKind(const QString& text)
{
    if (text == u"true"_s || text == u"false"_s)
        return FieldKind::Flag;
    bool isNumber = false;
    (void)text.toDouble(&isNumber);
    return isNumber ? FieldKind::Number : FieldKind::Text;
}

Field yamlField(const QString& name, const yaml::Node& node)
{
    Field field{.name = name, .kind = FieldKind::Other, .text = {}, .members = {}, .isMap = false};
    if (node.isScalar()) {
        field.text = QString::fromStdString(node.scalar);
        field.kind = node.isQuoted ? FieldKind::Text : plainKind(field.text);
    } else if (node.isMap()) {
        field.isMap = true;
        for (const yaml::Entry& entry : node.entries) // as deep as the parser's limits
            field.members.push_back(
                yamlField(QString::fromStdString(entry.key.scalar), entry.value));
    }
    return field;
}

const Field* memberOf(const Field& map, const char* name)
{
    for (const Field& member : map.members) {
        if (member.name == QLatin1StringView(name))
            return &member;
    }
    return nullptr;
}

// Null and the problem, where it is neither.
std::optional<Field> parsed(const QByteArray& bytes, QString& problem)
{
    if (bytes.size() > kMostDocumentBytes) {
        problem = documentText(QT_TRANSLATE_NOOP("config", "is larger than %1 bytes"))
                      .arg(kMostDocumentBytes);
        return std::nullopt;
    }
    if (bytes.trimmed().startsWith('{')) {
        QJsonParseError error;
        const QJsonDocument json = QJsonDocument::fromJson(bytes, &error);
        if (error.error != QJsonParseError::NoError) {
            problem = documentText(QT_TRANSLATE_NOOP("config", "byte %1: %2"))
                          .arg(error.offset)
                          .arg(error.errorString());
            return std::nullopt;
        }
        return jsonField({}, QJsonValue(json.object()), kDepth);
    }
    const auto tree = yaml::parse(bytes.toStdString());
    if (const auto* wrong = std::get_if<yaml::Problem>(&tree)) {
        problem = documentText(QT_TRANSLATE_NOOP("config", "line %1, column %2: %3"))
                      .arg(wrong->line)
                      .arg(wrong->column)
                      .arg(QString::fromStdString(wrong->message));
        return std::nullopt;
    }
    return yamlField({}, std::get<yaml::Node>(tree));
}

bool hasRightKind(const Setting& setting, const Field& field)
{
    if (setting.kind == Kind::Flag)
        return field.kind == FieldKind::Flag;
    if (setting.kind == Kind::Number)
        return field.kind == FieldKind::Number;
    return field.kind == FieldKind::Text;
}

QString kindNeeded(const Setting& setting)
{
    if (setting.kind == Kind::Flag)
        return documentText(QT_TRANSLATE_NOOP("config", "has to be true or false"));
    return setting.kind == Kind::Number
        ? documentText(QT_TRANSLATE_NOOP("config", "has to be a whole number from %1 to %2"))
              .arg(setting.least)
              .arg(setting.most)
        : documentText(QT_TRANSLATE_NOOP("config", "has to be a text"));
}

void takeSetting(const Field& field, Document& document)
{
    const QString name = field.name.left(kMostTold);
    const Setting* setting = find(field.name);
    if (setting == nullptr) {
        document.problems << name + u": "_s
                + documentText(QT_TRANSLATE_NOOP("config", "there is no such setting"));
        return;
    }
    const auto refuse = [&](const QString& why) {
        document.problems << name + u": "_s + why;
        // Who wrote "yes" of a guard wants it, whatever becomes of the rest.
        if (const QString careful = QString::fromLatin1(setting->careful); !careful.isEmpty())
            document.values.insert(field.name, careful);
    };
    if (!hasRightKind(*setting, field))
        return refuse(kindNeeded(*setting));
    const auto value = canonicalValue(*setting, field.text);
    if (!value)
        return refuse(QString::fromStdString(value.error().message));
    document.values.insert(field.name, *value);
}

bool isPlainName(const QString& name)
{
    const std::string text = name.toStdString();
    return !name.isEmpty() && name.size() <= kLongestExtraName && name == name.simplified()
        && telemetry::visibleLine(text) == text;
}

// Why a text is none; empty: it is one.
QString keysProblem(const QString& text)
{
    const std::string bytes = text.toStdString();
    return text.size() > kLongestKeys || telemetry::visibleLine(bytes) != bytes
        ? documentText(QT_TRANSLATE_NOOP("config", "has to be keys, as Ctrl+F8"))
        : QString();
}

QString layoutProblem(const QString& text)
{
    return QJsonDocument::fromJson(text.toUtf8()).isObject()
        ? QString()
        : documentText(QT_TRANSLATE_NOOP("config", "has to be a layout, as JSON"));
}

QVariantMap takeTexts(const Field& map, std::size_t most, QString (*problemOf)(const QString&),
                      QStringList& problems)
{
    if (!map.isMap || map.members.size() > most) {
        problems << map.name + u": "_s
                + documentText(QT_TRANSLATE_NOOP("config", "has to be a map of at most %1 texts"))
                      .arg(most);
        return {};
    }
    QVariantMap texts;
    for (const Field& member : map.members) {
        const QString name = map.name + u' ' + member.name.left(kMostTold);
        if (!isPlainName(member.name))
            problems << name + u": "_s + documentText(QT_TRANSLATE_NOOP("config", "is no name"));
        else if (member.kind != FieldKind::Text)
            problems << name + u": "_s
                    + documentText(QT_TRANSLATE_NOOP("config", "has to be a text"));
        else if (const QString problem = problemOf(member.text); !problem.isEmpty())
            problems << name + u": "_s + problem;
        else
            texts.insert(member.name, member.text);
    }
    return texts;
}

QJsonObject objectOf(const QVariantMap& texts)
{
    QJsonObject object;
    for (auto each = texts.cbegin(); each != texts.cend(); ++each)
        object.insert(each.key(), each.value().toString());
    return object;
}

} // namespace

Document readDocument(const QByteArray& bytes)
{
    Document document;
    QString problem;
    const auto root = parsed(bytes, problem);
    if (!root) {
        document.problems << problem;
        return document;
    }
    const Field* version = memberOf(*root, kVersionField);
    const Field* settings = memberOf(*root, kSettingsField);
    if (version == nullptr || version->kind != FieldKind::Number) {
        document.problems << u"plumbline_settings: "_s
                + documentText(QT_TRANSLATE_NOOP("config", "the number of the version is missing"));
        return document;
    }
    if (version->text != QString::number(kDocumentVersion)) {
        document.problems << u"plumbline_settings: "_s
                + documentText(QT_TRANSLATE_NOOP("config", "version %1 is not known, only %2"))
                      .arg(version->text.left(kMostTold))
                      .arg(kDocumentVersion);
        return document;
    }
    if (settings == nullptr || !settings->isMap) {
        document.problems << u"settings: "_s
                + documentText(QT_TRANSLATE_NOOP("config", "has to be a map of settings"));
        return document;
    }
    document.isReadable = true;
    for (const Field& field : root->members) {
        if (field.name == QLatin1StringView(kKeysField))
            document.keys = takeTexts(field, kMostKeys, keysProblem, document.problems);
        else if (field.name == QLatin1StringView(kLayoutsField))
            document.layouts = takeTexts(field, kMostLayouts, layoutProblem, document.problems);
        else if (field.name != QLatin1StringView(kVersionField)
                 && field.name != QLatin1StringView(kSettingsField))
            document.problems << field.name.left(kMostTold) + u": "_s
                    + documentText(QT_TRANSLATE_NOOP("config", "is not known"));
    }
    for (const Field& field : settings->members)
        takeSetting(field, document);
    return document;
}

telemetry::Result<QByteArray> readDocumentFile(const QString& path)
{
    QFile file(path);
    // A pipe or a device could keep the reader for ever.
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                  path.toStdString() + ": cannot be read.");
    QByteArray bytes = file.read(kMostDocumentBytes + 1);
    if (bytes.size() > kMostDocumentBytes)
        return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                  path.toStdString() + ": is larger than "
                                      + std::to_string(kMostDocumentBytes) + " bytes.");
    return bytes;
}

QByteArray writeDocument(const Values& values, const QVariantMap& keys, const QVariantMap& layouts)
{
    QJsonObject settings;
    for (const Setting& setting : schema()) {
        if (const auto value = values.find(setting.name()); value != values.end())
            settings.insert(setting.name(), jsonOf(setting, *value));
    }
    QJsonObject document{{QLatin1StringView(kVersionField), kDocumentVersion},
                         {QLatin1StringView(kSettingsField), settings}};
    if (!keys.isEmpty())
        document.insert(QLatin1StringView(kKeysField), objectOf(keys));
    if (!layouts.isEmpty())
        document.insert(QLatin1StringView(kLayoutsField), objectOf(layouts));
    return QJsonDocument(document).toJson();
}

QVariantMap withLayouts(QVariantMap layouts, const QVariantMap& more)
{
    for (auto each = more.cbegin(); each != more.cend(); ++each)
        layouts.insert(each.key(), each.value());
    return layouts;
}

QStringList problemsForTeam(const Document& document)
{
    QStringList problems = document.problems;
    for (const auto& [field, isThere] : {std::pair{kKeysField, document.keys.has_value()},
                                         std::pair{kLayoutsField, document.layouts.has_value()}}) {
        if (isThere)
            problems << QString::fromLatin1(field) + u": "_s
                    + documentText(QT_TRANSLATE_NOOP(
                        "config", "cannot come from the team: they are one's own"));
    }
    for (auto each = document.values.cbegin(); each != document.values.cend(); ++each) {
        if (!find(each.key())->isTeams)
            problems << each.key() + u": "_s
                    + documentText(QT_TRANSLATE_NOOP(
                        "config", "cannot come from the team: it is of one machine or person"));
    }
    return problems;
}

Values teamValues(const Document& document)
{
    Values values;
    for (auto each = document.values.cbegin(); each != document.values.cend(); ++each) {
        if (find(each.key())->isTeams)
            values.insert(each.key(), each.value());
    }
    return values;
}

namespace {

bool isPlaceOfTeam(const QString& key)
{
    return key == u"team/source"_s || key == u"team/secret"_s;
}

std::vector<Change> changesWhere(const Document& document, const Layers& layers, bool areOfPlace)
{
    std::vector<Change> changes;
    for (const Setting& setting : schema()) {
        const QString key = setting.name();
        const auto after = document.values.find(key);
        if (isPlaceOfTeam(key) != areOfPlace || after == document.values.end()
            || layers.own(key) == *after)
            continue;
        changes.push_back({.key = key,
                           .before = layers.held(key).value,
                           .after = *after,
                           .own = layers.own(key)});
    }
    return changes;
}

} // namespace

std::vector<Change> changesOf(const Document& document, const Layers& layers)
{
    return changesWhere(document, layers, false);
}

std::vector<Change> leftOutOf(const Document& document, const Layers& layers)
{
    return changesWhere(document, layers, true);
}

telemetry::Error documentError(const QString& what, const QStringList& problems)
{
    const QString more = problems.size() > 1
        ? documentText(QT_TRANSLATE_NOOP("config", " (and %1 more)")).arg(problems.size() - 1)
        : QString();
    QString first = problems.value(0);
    if (first.endsWith(u'.'))
        first.chop(1);
    return {.kind = telemetry::ErrorKind::Unreadable,
            .message = (what + u": "_s + first + more + u". "_s
                        + documentText(QT_TRANSLATE_NOOP("config", "Nothing was changed.")))
                           .toStdString()};
}

} // namespace config
