// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/evidencetext.h"

#include "models/items/formats.h"
#include "models/items/servicehealthmodel.h"

#include <QCoreApplication>
#include <QStringList>

#include <cmath>

using namespace Qt::StringLiterals;

namespace items {

namespace {

using suspects::Evidence;

constexpr int kLinesFor = 6;

struct EvidenceTexts
{
    Q_DECLARE_TR_FUNCTIONS(items::EvidenceText)
};

QString evidenceSource(const Evidence& one)
{
    const QString check = checkTitle(one.check);
    if (one.isPersons)
        return one.evaluator.empty()
            ? EvidenceTexts::tr("%1, said by a person").arg(check)
            : EvidenceTexts::tr("%1, said by %2").arg(check, QString::fromStdString(one.evaluator));
    return check;
}

QString lineFor(const Evidence& one)
{
    QString words = QString::fromStdString(one.words).trimmed();
    while (words.endsWith(u'.'))
        words.chop(1);
    const auto points = std::lround(one.adds * 100);
    const QString moved = points == 0
        ? EvidenceTexts::tr("moves nothing beside the others")
        : EvidenceTexts::tr("+%1 points: %2 without it").arg(points).arg(percentText(one.without));
    return words.isEmpty() ? u"%1 (%2)"_s.arg(evidenceSource(one), moved)
                           : u"%1: %2 (%3)"_s.arg(evidenceSource(one), words, moved);
}

QString passedText(const Evidence& one)
{
    const auto points = std::lround(one.adds * 100);
    QString words = QString::fromStdString(one.words).trimmed();
    while (words.endsWith(u'.'))
        words.chop(1);
    QString text = words.isEmpty()
        ? EvidenceTexts::tr("%1 passed").arg(evidenceSource(one))
        : EvidenceTexts::tr("%1 passed: %2").arg(evidenceSource(one), words);
    if (points > 0)
        text += EvidenceTexts::tr(" (+%1)").arg(points);
    return text;
}

} // namespace

QString evidenceText(const suspects::EvidenceSheet& sheet)
{
    QStringList lines;
    QStringList against;
    QStringList missing;
    int more = 0;
    for (const Evidence& one : sheet.items) {
        if (one.side == Evidence::Side::Against)
            against << passedText(one);
        else if (one.side == Evidence::Side::Missing)
            missing << evidenceSource(one);
        else if (lines.size() < kLinesFor)
            lines << (lines.isEmpty() ? EvidenceTexts::tr("For: ") : QString()) + lineFor(one);
        else
            ++more;
    }
    if (more > 0)
        lines << EvidenceTexts::tr("and %1 more").arg(more);
    if (!against.isEmpty())
        lines << EvidenceTexts::tr("Against: %1").arg(against.join(u"; "_s));
    if (!missing.isEmpty())
        lines << EvidenceTexts::tr("Could not be told: %1").arg(missing.join(u", "_s));
    return lines.join(u'\n');
}

QString recalibrationText(double recorded, double probability, std::size_t verdicts)
{
    if (verdicts == 0 || std::lround(recorded * 100) == std::lround(probability * 100))
        return {};
    const QString from = verdicts == 1 ? EvidenceTexts::tr("1 verdict")
                                       : EvidenceTexts::tr("%1 verdicts").arg(verdicts);
    return EvidenceTexts::tr("%1 by the checks, %2 recalibrated from %3")
        .arg(percentText(recorded), percentText(probability), from);
}

} // namespace items
