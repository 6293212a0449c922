// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/practice/namings.h"

#include "models/causes/hypotheses.h"
#include "models/practice/truth.h"
#include "models/runbook/runbook.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QString>
#include <QStringList>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

using telemetry::TimelineEntry;

constexpr qsizetype kShortestName = 4; // of what came with a fault, to be looked for in prose

// The titles of causes as a German window has them: the recording may be read by a console of
// another language, or by the command line. Beginnings of words, since endings change within a
// sentence.
struct GermanTitle
{
    causes::Cause cause;
    const char* words;
};
constexpr std::array kGermanTitles{
    GermanTitle{causes::Cause::ModelVersion, "schlecht modellversion"},
    GermanTitle{causes::Cause::FineTune, "verdorben fine-tuning"},
    GermanTitle{causes::Cause::Prompt, "verschlechtert prompt"},
    GermanTitle{causes::Cause::Truncation, "still abgeschnitten kontext"},
    GermanTitle{causes::Cause::Load, "zerfall unter last"},
    GermanTitle{causes::Cause::Index, "veraltet oder vergiftet suchindex"},
    GermanTitle{causes::Cause::Judge, "drift des bewerter"},
    GermanTitle{causes::Cause::AgentLoop, "agent in einer schleife"},
    GermanTitle{causes::Cause::Telemetry, "fehler der telemetrie"},
};
static_assert(kGermanTitles.size() == causes::kCauses.size());

// `title` are beginnings of words that stand next to each other in `words`.
bool holdsTitle(const QStringList& words, const QStringList& title)
{
    for (qsizetype at = 0; at + title.size() <= words.size(); ++at) {
        qsizetype i = 0;
        while (i < title.size() && words[at + i].startsWith(title[i]))
            ++i;
        if (i == title.size())
            return true;
    }
    return false;
}

bool namesInGerman(const QString& plain, causes::Cause cause)
{
    static const QRegularExpression between(u"[^\\w-]+"_s,
                                            QRegularExpression::UseUnicodePropertiesOption);
    const auto title = std::ranges::find(kGermanTitles, cause, &GermanTitle::cause);
    return title != kGermanTitles.end()
        && holdsTitle(plain.split(between, Qt::SkipEmptyParts),
                      QString::fromUtf8(title->words).split(u' '));
}

// The classes that words name: "bad model version", "Schlechte Modellversion", whatever the case.
std::vector<std::string> classesIn(const QString& words)
{
    std::vector<std::string> found;
    QString plain = words.toLower();
    plain.replace(u'_', u' ');
    for (const causes::Cause cause : causes::kCauses) {
        QString name = QString::fromUtf8(causes::causeName(cause));
        name.replace(u'_', u' ');
        if (plain.contains(name)
            || plain.contains(QString::fromUtf8(causes::causeTitle(cause)).toLower())
            || namesInGerman(plain, cause))
            found.emplace_back(causes::causeName(cause));
    }
    return found;
}

bool namesWhatCame(const QString& words, const Truth& truth)
{
    return std::ranges::any_of(truth.brought, [&words](const std::string& each) {
        const QString name = QString::fromStdString(each);
        return name.size() >= kShortestName && words.contains(name, Qt::CaseInsensitive);
    });
}

// "ruled out codegen-b, it is the prompt": what a rule cannot tell from naming it.
bool denies(const QString& words)
{
    static const QRegularExpression denial(
        u"\\b(not|no|nor|never|neither|without|cannot|rule out|ruled out|unlikely)\\b|"
        u"n['\u2019]t\\b|"
        u"\\b(nicht|nie|niemals|weder|ohne|kaum|keine?[mnrs]?|keinesfalls|keineswegs|"
        u"ausgeschlossen\\w*|aus(zu)?schlie(\u00df|ss)(e|en|t)|unwahrscheinlich\\w*)\\b|"
        u"\\bschlie(\u00df|ss)(e|en|t)\\b.*\\baus\\b"_s,
        QRegularExpression::CaseInsensitiveOption);
    return words.contains(denial);
}

Naming against(const std::string& incidentClass, const Truth& truth)
{
    if (incidentClass.empty() || truth.incidentClass.empty())
        return Naming::Unclear;
    return incidentClass == truth.incidentClass ? Naming::Right : Naming::Wrong;
}

NamedCause fromRunbook(const TimelineEntry& entry, const QJsonObject& payload, const Truth& truth)
{
    NamedCause named{.time = entry.time,
                     .who = entry.actor,
                     .said = "began the runbook " + entry.subject,
                     .incidentClass = {},
                     .entry = entry.sequence,
                     .naming = Naming::Unclear};
    const std::string markdown = payload[u"markdown"_s].toString().toStdString();
    if (!markdown.empty())
        named.incidentClass = runbook::parseRunbook(markdown).runbook.cause;
    named.naming = against(named.incidentClass, truth);
    if (!truth.name.empty() && entry.subject == truth.name)
        named.naming = Naming::Right;
    return named;
}

// `named` says when and who, in short.
NamedCause fromWords(NamedCause named, const QString& why, const Truth& truth)
{
    named.said += why.isEmpty() ? ", without a word" : ": " + why.toStdString();
    const std::vector<std::string> classes = classesIn(why);
    if (classes.size() == 1)
        named.incidentClass = classes.front();
    const bool hasOther = std::ranges::any_of(
        classes, [&truth](const std::string& each) { return each != truth.incidentClass; });
    if (denies(why)) { // a person has to say what of it was meant
        named.incidentClass.clear();
    } else if (namesWhatCame(why, truth)) {
        named.naming = hasOther ? Naming::Unclear : Naming::Right;
    } else {
        named.naming = against(named.incidentClass, truth);
    }
    return named;
}

} // namespace

std::vector<NamedCause> namedCauses(const incident::IncidentRecord& record, const Truth& truth)
{
    std::vector<NamedCause> all;
    for (const TimelineEntry& entry : record.timeline) {
        if (entry.kind != "incident" && entry.kind != "step")
            continue;
        const QJsonObject payload =
            QJsonDocument::fromJson(QByteArray::fromStdString(entry.payload)).object();
        if (entry.kind == "step" && payload[u"state"_s] == u"started"_s)
            all.push_back(fromRunbook(entry, payload, truth));
        else if (entry.kind == "incident" && payload[u"what"_s] == u"status"_s
                 && payload[u"status"_s] == u"identified"_s)
            all.push_back(fromWords({.time = entry.time,
                                     .who = entry.actor,
                                     .said = "identified",
                                     .entry = entry.sequence},
                                    payload[u"why"_s].toString(), truth));
    }
    if (const incident::FixedMoment* fixed =
            record.incident.moment(incident::MomentKind::Diagnosis))
        all.push_back(fromWords({.time = fixed->time,
                                 .who = fixed->who,
                                 .said = "diagnosis fixed by " + fixed->who,
                                 .entry = fixed->entry,
                                 .isFixed = true},
                                QString::fromStdString(fixed->why), truth));
    std::ranges::stable_sort(all, {}, &NamedCause::time);
    return all;
}

const char* toString(Naming naming)
{
    switch (naming) {
    case Naming::Right:
        return "right";
    case Naming::Wrong:
        return "wrong";
    case Naming::Unclear:
        break;
    }
    return "unclear";
}

} // namespace practice
