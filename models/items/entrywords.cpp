// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/entrywords.h"

#include "models/items/alarmwords.h"
#include "models/items/annotation.h"
#include "models/items/entryforms.h"
#include "models/items/entrypayload.h"
#include "models/items/findingentry.h"
#include "models/items/formats.h"
#include "models/items/ownwords.h"
#include "models/items/sanitizedtext.h"
#include "models/suspects/verdicts.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::string_view_literals;

namespace items {

namespace {

constexpr qsizetype kShownTrace = 8; // digits, as everywhere

struct EntryTexts
{
    Q_DECLARE_TR_FUNCTIONS(items::EntryWords)
};

QString answerText(const QJsonObject& payload)
{
    const QString service = payload.value(u"service"_s).toString();
    return service.isEmpty() ? EntryTexts::tr("an answer")
                             : EntryTexts::tr("an answer of %1").arg(service);
}

QString opinionText(suspects::Opinion opinion, const QString& who, const QString& answer)
{
    switch (opinion) {
    case suspects::Opinion::Wrong:
        return EntryTexts::tr("Wrong, says %1 of %2").arg(who, answer);
    case suspects::Opinion::Sound:
        return EntryTexts::tr("Sound, says %1 of %2").arg(who, answer);
    case suspects::Opinion::Unsure:
        return EntryTexts::tr("Unsure, says %1 of %2").arg(who, answer);
    case suspects::Opinion::Withdrawn:
        break;
    }
    return EntryTexts::tr("Taken back by %1: the verdict on %2").arg(who, answer);
}

// What a finding that was put here rests on.
QStringList findingLines(const KeptFinding& finding)
{
    QStringList lines{finding.weight == "fault"_L1 ? EntryTexts::tr("Found in the trace: a fault")
                          : finding.weight == "doubt"_L1
                          ? EntryTexts::tr("Found in the trace: a doubt")
                          : EntryTexts::tr("Found in the trace: a remark")};
    if (!finding.service.isEmpty())
        lines << (finding.model.isEmpty()
                      ? EntryTexts::tr("Of %1").arg(finding.service)
                      : EntryTexts::tr("Of %1, by %2").arg(finding.service, finding.model));
    for (const QString& evidence : finding.evidence)
        lines << EntryTexts::tr("Evidence: %1").arg(evidence);
    return lines;
}

// Whose text is ours: what a person says there stays, whatever words it has.
bool isOfOurWords(const telemetry::TimelineEntry& entry)
{
    constexpr std::array kinds{"recording"sv, "lever"sv, "credit"sv, "lock"sv, "training"sv,
                               "reask"sv,     "arm"sv,   "disarm"sv, "rung"sv, "action"sv,
                               "undo"sv,      "step"sv,  "probe"sv};
    if (std::ranges::find(kinds, std::string_view(entry.kind)) != kinds.end())
        return true;
    const QJsonObject payload = payloadOf(entry);
    return entry.kind == "note"
        && (payload.contains("shelved_minutes"_L1) || payload["annotation"_L1] == "withdrawn"_L1
            || entry.text.starts_with("The glass was broken: "));
}

std::optional<EntryWords> annotationWords(const telemetry::TimelineEntry& entry)
{
    const auto annotation = annotationIn(entry);
    if (!annotation)
        return std::nullopt;
    QStringList lines{
        EntryTexts::tr("%1 on %2, in trace %3…")
            .arg(annotationKindText(annotation->kind), sanitizedText(annotation->about),
                 QString::fromStdString(telemetry::toHex(annotation->target.step.trace))
                     .left(kShownTrace))};
    if (annotation->target.claim)
        lines << EntryTexts::tr("Characters %1 to %2 of what the step said")
                     .arg(countText(annotation->target.claim->first),
                          countText(annotation->target.claim->second));
    trace::TraceLink link{.step = annotation->target.step,
                          .claim = annotation->target.claim,
                          .moment = annotation->target.moment};
    if (const auto finding = findingIn(entry)) {
        lines << findingLines(*finding);
        link.view = finding->view.toStdString();
    }
    return EntryWords{.text = lines.join(u'\n'), .link = std::move(link)};
}

} // namespace

QString entryText(const telemetry::TimelineEntry& entry)
{
    const auto said = suspects::saidIn(entry);
    if (!said)
        return sanitizedText(entry.kind == "alarm"
                                 ? alarmEntryWords(entry.text)
                                 : entryFormWords(entry).value_or(
                                     isOfOurWords(entry) ? ownWords(entry.text) : entry.text));
    const suspects::Said& words = said->second;
    QString text = opinionText(
        words.opinion, words.who.empty() ? EntryTexts::tr("somebody") : sanitizedText(words.who),
        answerText(payloadOf(entry)));
    if (!words.note.empty())
        text += u": "_s + sanitizedText(words.note);
    return text;
}

std::optional<EntryWords> answerWords(const telemetry::TimelineEntry& entry)
{
    const auto said = suspects::saidIn(entry);
    if (!said)
        return annotationWords(entry);
    const QJsonObject payload = payloadOf(entry);
    const QString model = payload.value(u"model"_s).toString();
    const QString reasons = payload.value(u"reasons"_s).toString();
    QString answer = EntryTexts::tr("On %1").arg(answerText(payload));
    if (!model.isEmpty())
        answer += EntryTexts::tr(" by %1").arg(model);
    answer +=
        EntryTexts::tr(", in trace %1…")
            .arg(QString::fromStdString(telemetry::toHex(said->first.trace)).left(kShownTrace));
    QStringList lines{answer};
    const suspects::Said& words = said->second;
    if (words.together > 1)
        lines << EntryTexts::tr("One of %1 answers that were judged with one click.")
                     .arg(countText(static_cast<std::int64_t>(words.together)));
    if (words.suspicion)
        lines << EntryTexts::tr("Suspicion when it was judged: %1")
                     .arg(percentText(*words.suspicion));
    if (!reasons.isEmpty())
        lines << EntryTexts::tr("Reasons for it: %1").arg(reasons);
    if (!words.note.empty())
        lines << EntryTexts::tr("Note: %1").arg(sanitizedText(words.note));
    return EntryWords{.text = lines.join(u'\n'), .link = trace::TraceLink{.step = said->first}};
}

} // namespace items
