// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/spantext.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace items {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("items", text);
}

// Three significant digits at most, and no digit that was not measured.
QString scaled(double value, const QString& unit)
{
    return QString::number(value, 'f', value < 10 ? 2 : value < 100 ? 1 : 0) + u' ' + unit;
}

} // namespace

QString durationText(std::optional<telemetry::Duration> duration)
{
    if (!duration)
        return tr("unknown");
    const auto nanos = duration->count();
    const auto value = static_cast<double>(nanos);
    if (nanos < 1'000)
        return u"%1 ns"_s.arg(nanos);
    if (nanos < 1'000'000)
        return scaled(value / 1e3, u"µs"_s);
    if (nanos < 1'000'000'000)
        return scaled(value / 1e6, u"ms"_s);
    const auto seconds = nanos / 1'000'000'000;
    if (seconds < 60)
        return scaled(value / 1e9, u"s"_s);
    if (seconds < 3600)
        return tr("%1 min %2 s").arg(seconds / 60).arg(seconds % 60, 2, 10, QChar(u'0'));
    return tr("%1 h %2 min").arg(seconds / 3600).arg(seconds / 60 % 60, 2, 10, QChar(u'0'));
}

QString stepKindText(telemetry::StepKind kind)
{
    switch (kind) {
    case telemetry::StepKind::Other:
        return tr("other");
    case telemetry::StepKind::Agent:
        return tr("agent");
    case telemetry::StepKind::Workflow:
        return tr("workflow");
    case telemetry::StepKind::Plan:
        return tr("plan");
    case telemetry::StepKind::Generation:
        return tr("generation");
    case telemetry::StepKind::Embeddings:
        return tr("embeddings");
    case telemetry::StepKind::Retrieval:
        return tr("retrieval");
    case telemetry::StepKind::Tool:
        return tr("tool");
    case telemetry::StepKind::Memory:
        return tr("memory");
    case telemetry::StepKind::Guardrail:
        return tr("guardrail");
    case telemetry::StepKind::Evaluator:
        return tr("evaluator");
    }
    return tr("other");
}

QString spanKindText(telemetry::SpanKind kind)
{
    switch (kind) {
    case telemetry::SpanKind::Unspecified:
        return tr("not given");
    case telemetry::SpanKind::Internal:
        return tr("internal");
    case telemetry::SpanKind::Server:
        return tr("server");
    case telemetry::SpanKind::Client:
        return tr("client");
    case telemetry::SpanKind::Producer:
        return tr("producer");
    case telemetry::SpanKind::Consumer:
        return tr("consumer");
    }
    return tr("not given");
}

QString statusText(telemetry::StatusCode status)
{
    switch (status) {
    case telemetry::StatusCode::Unset:
        return tr("not set");
    case telemetry::StatusCode::Ok:
        return tr("ok");
    case telemetry::StatusCode::Error:
        return tr("error");
    }
    return tr("not set");
}

} // namespace items
