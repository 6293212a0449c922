// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/findingentry.h"

#include "models/items/annotationwords.h"
#include "models/items/entrypayload.h"
#include "models/items/sanitizedtext.h"
#include "models/telemetry/evaluation.h"
#include "models/telemetry/inenglish.h"
#include "models/telemetry/visibletext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace items {

namespace {

constexpr qsizetype kMostEvidence = 8; // evaluations of one step
constexpr qsizetype kLongestCheckName = 80;
constexpr qsizetype kLongestView = 16;

QString recordedWeight(FindingWeight weight)
{
    switch (weight) {
    case FindingWeight::Fault:
        return u"fault"_s;
    case FindingWeight::Doubt:
        return u"doubt"_s;
    case FindingWeight::Remark:
        return u"remark"_s;
    }
    return {};
}

std::optional<telemetry::TraceId> traceOf(const trace::TraceContents& contents)
{
    if (!contents.tree->isEmpty())
        return contents.tree->span(0).trace;
    return std::nullopt;
}

// "groundedness: failed, badness 0.93"; no reason: that may quote the answer.
QString evidenceLine(const telemetry::Evaluation& evaluation)
{
    QString line = sanitizedText(evaluation.check).left(kLongestCheckName) + u": "_s
        + QString::fromLatin1(telemetry::toString(evaluation.state));
    if (evaluation.badness)
        line += u", badness "_s + QString::number(*evaluation.badness, 'f', 2);
    return line;
}

// Entries come from outside, too: no line break forges another line, no view is anything but a
// name.
QString keptLine(const QJsonValue& value)
{
    return QString::fromStdString(telemetry::visibleLine(value.toString().toStdString()));
}

QString keptView(const QString& view)
{
    const bool isName = view.size() <= kLongestView
        && std::ranges::all_of(view, [](QChar letter) { return letter >= u'a' && letter <= u'z'; });
    return isName ? view : QString();
}

QJsonArray evidenceOf(const TraceFinding& finding, const trace::TraceContents& contents)
{
    QJsonArray lines;
    for (const telemetry::Evaluation& evaluation : contents.evaluations) {
        if (lines.size() < kMostEvidence && subjectOf(contents, evaluation) == finding.span)
            lines.append(evidenceLine(evaluation));
    }
    return lines;
}

} // namespace

std::optional<telemetry::TimelineEntry> findingEntry(const TraceFinding& finding,
                                                     const trace::TraceContents& contents,
                                                     const std::string& view)
{
    const auto trace = traceOf(contents);
    if (!trace || !trace->isValid())
        return std::nullopt;
    const telemetry::InEnglish recorded;
    Annotation annotation;
    annotation.target = {.step = {.trace = *trace, .span = finding.span}, .claim = finding.claim};
    annotation.about = annotationTargetText(annotation.target, contents).toStdString();
    annotation.text =
        "Finding: " + (finding.recorded.isEmpty() ? finding.text : finding.recorded).toStdString();
    telemetry::TimelineEntry entry =
        annotationEntry(annotation, annotationTime(annotation.target, contents));
    QJsonObject kept{{u"kind"_s, QString::fromLatin1(toString(finding.kind))},
                     {u"weight"_s, recordedWeight(finding.weight)},
                     {u"view"_s, QString::fromStdString(view)},
                     {u"evidence"_s, evidenceOf(finding, contents)}};
    if (const telemetry::Generation* answer = contents.generation(finding.span)) {
        kept.insert(u"service"_s, sanitizedText(answer->service));
        kept.insert(u"model"_s,
                    sanitizedText(answer->modelServed.empty() ? answer->modelRequested
                                                              : answer->modelServed));
    } else if (const int node = contents.tree->find(finding.span); node != trace::SpanTree::kNone) {
        kept.insert(u"service"_s, sanitizedText(contents.tree->span(node).service));
    }
    QJsonObject payload = payloadOf(entry);
    payload.insert(u"finding"_s, kept);
    entry.payload = QJsonDocument(payload).toJson(QJsonDocument::Compact).toStdString();
    return entry;
}

std::optional<KeptFinding> findingIn(const telemetry::TimelineEntry& entry)
{
    if (!annotationIn(entry))
        return std::nullopt;
    const QJsonValue value = payloadOf(entry).value(u"finding"_s);
    if (!value.isObject())
        return std::nullopt;
    const QJsonObject kept = value.toObject();
    KeptFinding finding{.kind = keptLine(kept.value(u"kind"_s)),
                        .weight = keptLine(kept.value(u"weight"_s)),
                        .view = keptView(kept.value(u"view"_s).toString()),
                        .service = keptLine(kept.value(u"service"_s)),
                        .model = keptLine(kept.value(u"model"_s)),
                        .evidence = {}};
    for (const QJsonValue& line : kept.value(u"evidence"_s).toArray()) {
        if (finding.evidence.size() < kMostEvidence)
            finding.evidence << keptLine(line);
    }
    return finding;
}

bool isNoted(const std::vector<Annotation>& standing, const telemetry::TimelineEntry& entry)
{
    const auto wanted = annotationIn(entry);
    return wanted && std::ranges::any_of(standing, [&wanted](const Annotation& one) {
               return one.kind == wanted->kind && one.target == wanted->target
                   && one.text == wanted->text;
           });
}

} // namespace items
