// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/stepcolors.h"

namespace traceview {

using common::ColorRole;
using telemetry::StepKind;

ColorRole stepRole(StepKind kind)
{
    switch (kind) {
    case StepKind::Generation:
        return ColorRole::Series1;
    case StepKind::Retrieval:
    case StepKind::Embeddings:
    case StepKind::Memory:
        return ColorRole::Series3;
    case StepKind::Tool:
        return ColorRole::Series5;
    case StepKind::Agent:
    case StepKind::Workflow:
    case StepKind::Plan:
        return ColorRole::Series7;
    case StepKind::Guardrail:
    case StepKind::Evaluator:
        return ColorRole::Series6;
    case StepKind::Other:
        break;
    }
    return ColorRole::Series8;
}

} // namespace traceview
