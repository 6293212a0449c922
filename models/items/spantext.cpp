// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/spantext.h"

#include "models/items/translation.h"

namespace items {

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

QString spanNameText(const store::SpanRow& span)
{
    if (span.isInferred)
        return tr("model call (inferred)");
    return QString::fromStdString(span.name);
}

QString inferredText(const store::SpanRow& span)
{
    return span.parent == telemetry::SpanId::None
        ? tr("No span of this call came. Log records tell of it.")
        : tr(
            "No span of this call came. That there was one is concluded from the error of the step "
            "around it.");
}

QString outcomeText(const store::SpanRow& span)
{
    if (span.isInferred)
        return tr("inferred");
    return span.isFailed ? tr("error") : statusText(span.status);
}

QString failureText(trace::Failure failure)
{
    switch (failure) {
    case trace::Failure::None:
        return {};
    case trace::Failure::Cause:
        return tr("failed here");
    case trace::Failure::Echo:
        return tr("failed inside");
    case trace::Failure::Swallowed:
        return tr("failed, its caller went on");
    }
    return {};
}

} // namespace items
