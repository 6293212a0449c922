// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/runbook/leverentries.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace runbookview {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("runbookview", text);
}

QString qt(const std::string& text)
{
    return QString::fromStdString(text);
}

QJsonObject planPayload(const runbook::LeverPlan& plan)
{
    QJsonObject payload{{u"lever"_s, qt(plan.lever.id)},
                        {u"target"_s, qt(plan.lever.target)},
                        {u"environment"_s, qt(plan.lever.environment)},
                        {u"before"_s, qt(plan.before.value)},
                        {u"to"_s, qt(plan.to)},
                        {u"version"_s, qt(plan.before.version)}};
    if (!plan.requests.empty()) {
        const runbook::RequestPreview& request = plan.requests.front();
        payload[u"request"_s] = qt(request.method + ' ' + request.url);
    }
    return payload;
}

telemetry::TimelineEntry entry(std::string kind, const runbook::LeverPlan& plan,
                               const QString& text, const QJsonObject& payload,
                               telemetry::Timestamp now)
{
    telemetry::TimelineEntry result;
    result.time = now;
    result.kind = std::move(kind);
    result.subject = plan.lever.id;
    result.text = text.toStdString();
    result.payload = QJsonDocument(payload).toJson(QJsonDocument::Compact).toStdString();
    return result;
}

} // namespace

QString rungText(runbook::RungKind kind)
{
    switch (kind) {
    case runbook::RungKind::Sent:
        return tr("Sent");
    case runbook::RungKind::Accepted:
        return tr("Accepted");
    case runbook::RungKind::InEffect:
        return tr("In effect");
    case runbook::RungKind::Recovered:
        return tr("Recovered");
    }
    return {};
}

QString rungStateText(runbook::RungState state)
{
    switch (state) {
    case runbook::RungState::Waiting:
        return tr("not yet");
    case runbook::RungState::Reached:
        return tr("reached");
    case runbook::RungState::Failed:
        return tr("failed");
    case runbook::RungState::Unknown:
        return tr("unknown");
    case runbook::RungState::Void:
        return tr("cannot be reached");
    }
    return {};
}

telemetry::TimelineEntry armEntry(const runbook::LeverPlan& plan, telemetry::Timestamp now)
{
    return entry(
        "arm", plan,
        tr("Armed %1: %2 to %3").arg(qt(plan.lever.id), qt(plan.before.value), qt(plan.to)),
        planPayload(plan), now);
}

telemetry::TimelineEntry disarmEntry(const runbook::LeverPlan& plan, const std::string& reason,
                                     telemetry::Timestamp now)
{
    QJsonObject payload = planPayload(plan);
    payload[u"reason"_s] = qt(reason);
    return entry("disarm", plan, tr("Disarmed %1: %2").arg(qt(plan.lever.id), qt(reason)), payload,
                 now);
}

telemetry::TimelineEntry actionEntry(const runbook::LeverPlan& plan, bool isUndo,
                                     telemetry::Timestamp now)
{
    const QString text = isUndo ? tr("Undoing: %1 from %2 back to %3") : tr("Fired %1: %2 to %3");
    return entry(isUndo ? "undo" : "action", plan,
                 text.arg(qt(plan.lever.id), qt(plan.before.value), qt(plan.to)), planPayload(plan),
                 now);
}

telemetry::TimelineEntry rungEntry(const runbook::LeverPlan& plan, const runbook::Rung& rung,
                                   telemetry::Timestamp now)
{
    QJsonObject payload = planPayload(plan);
    payload[u"rung"_s] = QString::fromLatin1(runbook::toString(rung.kind));
    payload[u"state"_s] = QString::fromLatin1(runbook::toString(rung.state));
    payload[u"detail"_s] = qt(rung.detail);
    QString text =
        tr("%1, %2: %3")
            .arg(qt(plan.lever.id), rungText(rung.kind).toLower(), rungStateText(rung.state));
    if (!rung.detail.empty())
        text += u" ("_s + qt(rung.detail) + u')';
    return entry("rung", plan, text, payload,
                 rung.time == telemetry::Timestamp{} ? now : rung.time);
}

telemetry::TimelineEntry stepEntry(const std::string& runbook, const std::string& title,
                                   const runbook::StepProgress& progress)
{
    const QJsonObject payload{{u"runbook"_s, qt(runbook)},
                              {u"step"_s, qt(progress.step)},
                              {u"state"_s, QString::fromLatin1(runbook::toString(progress.state))},
                              {u"note"_s, qt(progress.note)}};
    telemetry::TimelineEntry result;
    result.time = progress.when;
    result.kind = "step";
    result.subject = runbook;
    QString text =
        tr("Step %1: %2").arg(QString::fromLatin1(runbook::toString(progress.state)), qt(title));
    if (!progress.note.empty())
        text += u" ("_s + qt(progress.note) + u')';
    result.text = text.toStdString();
    result.payload = QJsonDocument(payload).toJson(QJsonDocument::Compact).toStdString();
    return result;
}

} // namespace runbookview
