// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/claim.h"
#include "widgets/common/theme.h"

#include <QRectF>
#include <QString>
#include <QTextCharFormat>

#include <array>

class QPainter;

namespace traceview {

// How the support of a claim is shown: by shape and line first, by colour second.
common::ColorRole supportRole(claims::Support support);
QTextCharFormat::UnderlineStyle supportUnderline(claims::Support support);
QString supportText(claims::Support support); // "truncated away"; within a sentence
// ● supported, ◐ weak, ✕ contradicted, ▽ truncated, ○ absent, ? unknown, – not judged. Centred in
// `rect`.
void paintSupport(QPainter& painter, const QRectF& rect, claims::Support support,
                  const common::Theme& theme);

// Worst first; what is not known or not judged last.
inline constexpr std::array kWorstFirst{claims::Support::Contradicted, claims::Support::Absent,
                                        claims::Support::Truncated,    claims::Support::Weak,
                                        claims::Support::Supported,    claims::Support::Unknown,
                                        claims::Support::NotJudged};
int supportRank(claims::Support support); // 0: worst

} // namespace traceview
