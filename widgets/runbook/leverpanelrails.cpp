// SPDX-License-Identifier: GPL-3.0-or-later

// What stands between a hand and the lever: roles, guard rails, the approval of others, the glass.

#include "models/items/formats.h"
#include "models/items/ownwords.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"
#include "widgets/runbook/leverpanel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace runbookview {

namespace {

constexpr int kLongestGlassReason = 400;

} // namespace

void LeverPanel::buildGlass()
{
    m_roles->setAccessibleName(tr("Role"));
    m_rails->setAccessibleName(tr("Guard rails"));
    m_glassButton->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_broken->setAccessibleName(tr("Broken glass"));
    m_glassReason->setAccessibleName(tr("Reason for breaking the glass"));
    m_glassReason->setPlaceholderText(tr("Reason; it is recorded"));
    m_glassReason->setMaxLength(kLongestGlassReason);
    m_glassButton->setAccessibleDescription(
        tr("Lifts caps and approvals for this step. Who did it and why is recorded."));
    auto* whole = new QVBoxLayout(m_glassRow);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(common::kSpace1);
    whole->addWidget(m_glassLabel);
    auto* row = new QHBoxLayout;
    row->setSpacing(common::kSpace2);
    row->addWidget(m_glassReason, 1);
    row->addWidget(m_glassButton, 0, Qt::AlignRight);
    whole->addLayout(row);
    connect(m_glassReason, &QLineEdit::textChanged, this, &LeverPanel::showRails);
    connect(m_glassButton, &QPushButton::clicked, this, &LeverPanel::breakGlass);
}

void LeverPanel::buildAsking()
{
    m_askLabel->setAccessibleName(tr("Approval of others"));
    m_askButton->setAccessibleDescription(
        tr("Whoever has this recording open in a window of their own sees the plan, and may "
           "approve or decline it."));
    auto* row = new QHBoxLayout(m_askRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(common::kSpace2);
    row->addWidget(m_askLabel, 1);
    row->addWidget(m_askButton, 0, Qt::AlignTop);
    connect(m_askButton, &QPushButton::clicked, this,
            [this] { m_controller.askApproval(common::safeLine(m_step.title, 200)); });
}

void LeverPanel::showAsking()
{
    m_askRow->setVisible(m_controller.needsApproval());
    const auto asked = m_controller.approvalAsked();
    m_askLabel->setText(asked
                            ? tr("Asked at %1. Who has this recording open sees the plan until %2.")
                                  .arg(items::utcTimeText(*asked),
                                       items::utcTimeText(*asked + runbook::kApprovalHolds))
                            : tr("Another person can approve it in a window on this recording."));
    m_askButton->setText(asked ? tr("Ask Again") : tr("Ask for Approval"));
    m_askButton->setAccessibleName(m_askButton->text());
}

// It was said of another plan.
void LeverPanel::forgetConsent()
{
    const QSignalBlocker blocker(m_confirm);
    m_confirm->clear();
    m_glassReason->clear();
}

// A second click puts the glass back.
void LeverPanel::breakGlass()
{
    Consent consent = m_controller.consent();
    const bool wasBroken = !consent.breakGlass.empty();
    consent.breakGlass = wasBroken ? std::string() : m_glassReason->text().trimmed().toStdString();
    if (wasBroken)
        m_glassReason->clear();
    // Recorded in English, and shown in the window's language.
    m_controller.disarm(QString::fromUtf8(
        wasBroken ? QT_TRANSLATE_NOOP("runbookview::LeverController", "The glass was put back.")
                  : QT_TRANSLATE_NOOP("runbookview::LeverController", "The glass was broken.")));
    m_controller.setConsent(consent);
    showRails();
}

void LeverPanel::showRails()
{
    showAsking();
    const bool isBroken = !m_controller.consent().breakGlass.empty();
    bool isBreakable = false;
    QStringList lines;
    const QString roles = common::safeLine(m_controller.rolesText().toStdString(), 200);
    m_roles->setText(roles);
    m_roles->setVisible(!roles.isEmpty() && m_controller.plan());
    for (const runbook::Obstacle& obstacle : m_controller.obstacles()) {
        isBreakable = isBreakable
            || (runbook::isBreakable(obstacle.rail) && (obstacle.isBlocking || obstacle.isBroken));
        if (obstacle.rail == runbook::Rail::TypedTarget)
            continue; // the field says it
        lines << common::safeLine(
            items::ownWords(obstacle.sentence)
                + (obstacle.isBlocking ? " " + items::ownWords(obstacle.lifting) : ""),
            400);
    }
    m_rails->setText(lines.join(u'\n'));
    m_rails->setVisible(!lines.isEmpty() && m_controller.plan());
    m_glassRow->setVisible(m_controller.plan() && (isBreakable || isBroken));
    m_glassReason->setVisible(!isBroken); // the label says it whole
    m_glassLabel->setText(isBroken
                              ? tr("Glass broken: %1. Caps and approvals do not hold this step up.")
                                    .arg(common::safeLine(m_controller.consent().breakGlass, 200))
                              : tr("Breaking the glass lifts caps, approvals and what the runbook "
                                   "requires, for a reason that is recorded."));
    m_glassButton->setText(isBroken ? tr("Put It Back") : tr("Break the Glass"));
    m_glassButton->setAccessibleName(m_glassButton->text());
    m_glassButton->setEnabled(isBroken || !m_glassReason->text().trimmed().isEmpty());
    QPalette palette = this->palette();
    palette.setColor(
        QPalette::WindowText,
        m_theme.color(isBroken ? common::ColorRole::Severity1 : common::ColorRole::TextSecondary));
    m_glassLabel->setPalette(palette);
    const bool hasWarning = std::ranges::any_of(
        m_controller.obstacles(), [](const runbook::Obstacle& each) { return !each.isGiven; });
    palette.setColor(QPalette::WindowText,
                     m_theme.color(hasWarning ? common::ColorRole::Severity2
                                              : common::ColorRole::TextSecondary));
    m_rails->setPalette(palette);
    palette.setColor(QPalette::WindowText, m_theme.color(common::ColorRole::TextSecondary));
    m_roles->setPalette(palette);
    palette.setColor(QPalette::WindowText, m_theme.color(common::ColorRole::Severity1));
    m_broken->setPalette(palette);
    const auto* command = m_controller.command();
    const bool wasBroken = command != nullptr && !command->brokenGlass.isEmpty();
    m_broken->setText(wasBroken
                          ? tr("Fired through broken glass: %1")
                                .arg(common::safeLine(command->brokenGlass.toStdString(), 200))
                          : QString());
    m_broken->setVisible(wasBroken);
}

} // namespace runbookview
