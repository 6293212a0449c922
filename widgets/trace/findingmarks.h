// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/evaluation.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"

#include <QTextCharFormat>

#include <string>
#include <vector>

namespace traceview {

// How a finding is underlined: shape first, colour second.
common::ColorRole findingRole(const std::string& kind);
QTextCharFormat::UnderlineStyle findingUnderline(const std::string& kind);
QString findingText(const std::string& kind); // "identifier that no passage holds"

// One stretch of shown text with the finding behind it.
struct FindingMark
{
    int start = 0; // UTF-16, in the shown text
    int end = 0;
    std::string kind;
    double support = 0;
};

// Places the findings of all evaluations on shown text; those beyond it, or empty, are left out. At
// most 2,000, in order.
std::vector<FindingMark> findingMarks(const std::vector<telemetry::Evaluation>& evaluations,
                                      const common::SafeText& shown);

} // namespace traceview
