// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/annotationwords.h"

#include "models/items/formats.h"
#include "models/items/spantext.h"
#include "models/telemetry/byteoffset.h"
#include "models/telemetry/visibletext.h"

#include <QCoreApplication>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace items {

namespace {

constexpr qsizetype kSpanNameLength = 80;
constexpr std::int64_t kExcerptCharacters = 80;

struct AnnotationTexts
{
    Q_DECLARE_TR_FUNCTIONS(items::AnnotationTexts)
};

// Code points [first, last) of the step's answer, cut short.
QString excerptOf(const telemetry::Generation& generation, std::int64_t first, std::int64_t last)
{
    const std::string output = telemetry::outputText(generation);
    const bool isCut = last - first > kExcerptCharacters;
    const std::size_t from = telemetry::byteOffset(output, first);
    const std::size_t to = telemetry::byteOffset(output, isCut ? first + kExcerptCharacters : last);
    const QString text = QString::fromStdString(
        telemetry::visibleLine(std::string_view(output).substr(from, to - from)));
    return isCut && !text.isEmpty() ? text + u'…' : text;
}

} // namespace

QString annotationTargetText(const AnnotationTarget& target, const trace::TraceContents& contents)
{
    QStringList parts;
    const int node = target.step.span == telemetry::SpanId::None
        ? trace::SpanTree::kNone
        : contents.tree->find(target.step.span);
    if (node != trace::SpanTree::kNone)
        parts << AnnotationTexts::tr("step %1").arg(
            spanNameText(contents.tree->span(node)).left(kSpanNameLength));
    const telemetry::Generation* generation = contents.generation(target.step.span);
    if (target.claim && generation != nullptr) {
        const QString excerpt = excerptOf(*generation, target.claim->first, target.claim->second);
        if (!excerpt.isEmpty())
            parts << u"“%1”"_s.arg(excerpt);
    }
    if (target.moment)
        parts << AnnotationTexts::tr("at %1").arg(utcTimeMillisText(*target.moment));
    return parts.isEmpty() ? AnnotationTexts::tr("the trace") : parts.join(u", "_s);
}

telemetry::Timestamp annotationTime(const AnnotationTarget& target,
                                    const trace::TraceContents& contents)
{
    if (target.moment)
        return *target.moment;
    const int node = contents.tree->find(target.step.span);
    return node == trace::SpanTree::kNone ? contents.tree->range().start
                                          : contents.tree->span(node).start;
}

} // namespace items
