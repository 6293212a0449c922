// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/runbook/proofview.h"

#include "models/items/ownwords.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace runbookview {

namespace {

using common::ColorRole;

constexpr int kProofRow = 38; // a line of words above a bar
constexpr int kWords = 20;
constexpr int kBar = 8;
constexpr int kAxis = 18;
constexpr int kSide = 8; // so that what stands at 0 and 100 % is whole
constexpr double kShareDot = 9;

QString percentText(double share)
{
    return ProofView::tr("%1 %").arg(std::lround(share * 100));
}

} // namespace

ProofView::ProofView(const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &common::Theme::changed, this, qOverload<>(&QWidget::update));
}

void ProofView::setProof(const runbook::ProofRecord& proof)
{
    const bool isOtherHeight = proof.current.has_value() != m_proof.current.has_value();
    m_proof = proof;
    QString told = tr("Candidate %1: %2.")
                       .arg(common::safeLine(proof.candidate.model, 80),
                            common::safeLine(items::ownWords(runbook::inWords(proof.candidate))));
    if (proof.current)
        told += tr(" Current %1: %2.")
                    .arg(common::safeLine(proof.current->model, 80),
                         common::safeLine(items::ownWords(runbook::inWords(*proof.current))));
    told += tr(" Asked for: %1.").arg(percentText(proof.atLeast));
    setAccessibleName(tr("Shares of right answers"));
    setAccessibleDescription(told);
    setToolTip(common::plainToolTip(told));
    if (isOtherHeight)
        updateGeometry();
    update();
}

QSize ProofView::sizeHint() const
{
    return {300, (m_proof.current ? 2 : 1) * m_theme.scaled(kProofRow) + m_theme.scaled(kAxis)};
}

QSize ProofView::minimumSizeHint() const
{
    return {120, sizeHint().height()};
}

int ProofView::xOf(double share) const
{
    return kSide + static_cast<int>(std::lround(share * (width() - 2 * kSide)));
}

void ProofView::paintVersion(QPainter& painter, const runbook::VersionStanding& version, int top,
                             bool isCandidate) const
{
    const QColor color = m_theme.series(isCandidate ? 0 : 1);
    const QFont bold = m_theme.font(common::TextSize::Small, true);
    const QFont plain = m_theme.font(common::TextSize::Small);
    const QString said = version.judged() == 0 ? tr("nothing known yet")
                                               : tr("%1 of %2 right, %3 to %4")
                                                     .arg(version.passed)
                                                     .arg(version.judged())
                                                     .arg(std::lround(version.low * 100))
                                                     .arg(percentText(version.high));
    const QRect line(kSide, top, width() - 2 * kSide, m_theme.scaled(kWords));
    painter.setFont(plain);
    painter.setPen(m_theme.color(ColorRole::TextSecondary));
    const int saidWidth = painter.fontMetrics().horizontalAdvance(said);
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, said);
    painter.setFont(bold);
    painter.setPen(m_theme.color(ColorRole::TextPrimary));
    const QString name = (isCandidate ? tr("Candidate %1") : tr("Current %1"))
                             .arg(common::safeLine(version.model, 80));
    painter.drawText(
        line, Qt::AlignLeft | Qt::AlignVCenter,
        painter.fontMetrics().elidedText(name, Qt::ElideRight, line.width() - saidWidth - kSide));
    const QRectF track(xOf(0), top + m_theme.scaled(kWords) + 1, xOf(1) - xOf(0), kBar);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(ColorRole::Line));
    painter.drawRoundedRect(track, kBar / 2.0, kBar / 2.0);
    if (version.judged() == 0)
        return;
    QColor band = color;
    band.setAlphaF(0.45F);
    painter.setBrush(band);
    painter.drawRoundedRect(
        QRectF(xOf(version.low), track.top(), xOf(version.high) - xOf(version.low), kBar),
        kBar / 2.0, kBar / 2.0);
    const double share = static_cast<double>(version.passed) / version.judged();
    painter.setBrush(color);
    painter.setPen(QPen(m_theme.color(ColorRole::Surface1), 1.5));
    painter.drawEllipse(QPointF(xOf(share), track.center().y()), kShareDot / 2, kShareDot / 2);
}

void ProofView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    int top = 0;
    paintVersion(painter, m_proof.candidate, top, true);
    top += m_theme.scaled(kProofRow);
    if (m_proof.current) {
        paintVersion(painter, *m_proof.current, top, false);
        top += m_theme.scaled(kProofRow);
    }
    // What is asked for, through both bars.
    const int wanted = xOf(m_proof.atLeast);
    painter.setPen(QPen(m_theme.color(ColorRole::TextPrimary), 1.4));
    for (int row = 0; row * m_theme.scaled(kProofRow) < top; ++row)
        painter.drawLine(wanted, row * m_theme.scaled(kProofRow) + m_theme.scaled(kWords) - 2,
                         wanted,
                         row * m_theme.scaled(kProofRow) + m_theme.scaled(kWords) + kBar + 4);
    painter.setFont(m_theme.font(common::TextSize::Small));
    painter.setPen(m_theme.color(ColorRole::TextSecondary));
    const QRect axis(kSide, top - 6, width() - 2 * kSide, m_theme.scaled(kAxis));
    const QString text = tr("%1 asked for").arg(percentText(m_proof.atLeast));
    const int half = painter.fontMetrics().horizontalAdvance(text) / 2;
    const int left = std::clamp(wanted - half, axis.left(), axis.right() - 2 * half);
    painter.drawText(QRect(left, axis.top(), 2 * half + 2, m_theme.scaled(kAxis)),
                     Qt::AlignLeft | Qt::AlignVCenter, text);
    if (left > axis.left() + painter.fontMetrics().horizontalAdvance(u"0 %  "_s))
        painter.drawText(axis, Qt::AlignLeft | Qt::AlignVCenter, percentText(0));
    const int end = painter.fontMetrics().horizontalAdvance(u"  100 %"_s);
    if (left + 2 * half < axis.right() - end)
        painter.drawText(axis, Qt::AlignRight | Qt::AlignVCenter, percentText(1));
}

QString verdictText(const runbook::ProofRecord& proof)
{
    using runbook::ProofOutcome;
    const QString reason = common::safeLine(items::ownWords(proof.reason), 400);
    switch (proof.outcome) {
    case ProofOutcome::Open:
        return proof.candidate.asked == 0 ? QString()
            : proof.current               ? ProofView::tr("So far: %1; not yet enough.")
                                  .arg(common::safeLine(items::ownWords(
                                      runbook::inWords(proof.standing, proof.margin))))
                            : ProofView::tr("So far: not yet enough.");
    case ProofOutcome::Proven:
        return ProofView::tr("Proven. %1").arg(reason);
    case ProofOutcome::Refuted:
        return ProofView::tr("Not good enough. %1").arg(reason);
    case ProofOutcome::NotEnough:
        return ProofView::tr("Undecided. %1").arg(reason);
    case ProofOutcome::NoAnswer:
        return ProofView::tr(
                   "No verdict: the endpoint failed, which says nothing of the answers. %1")
            .arg(reason);
    case ProofOutcome::Stopped:
        return ProofView::tr("Stopped: no verdict.");
    }
    return {};
}

} // namespace runbookview
