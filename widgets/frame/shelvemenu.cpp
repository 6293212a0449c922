// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/frame/shelvemenu.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QWidgetAction>

#include <array>
#include <chrono>
#include <utility>

namespace frame {

namespace {

constexpr int kLongestReason = 500;
constexpr int kReasonWidth = 320;
constexpr int kReasonMargin = 4;

} // namespace

ShelveMenu::ShelveMenu(QWidget* parent)
    : QMenu(parent)
    , m_reason(new QLineEdit(this))
{
    setTitle(tr("Shelve"));
    m_reason->setPlaceholderText(tr("Say why; then choose for how long"));
    m_reason->setAccessibleName(tr("Why the alarm is shelved"));
    m_reason->setMaxLength(kLongestReason);
    m_reason->setMinimumWidth(kReasonWidth);
    m_reason->setTextMargins(kReasonMargin, kReasonMargin, kReasonMargin, kReasonMargin);
    auto* field = new QWidgetAction(this);
    field->setDefaultWidget(m_reason);
    addAction(field);
    addSeparator();
    const std::array<std::pair<QString, telemetry::Duration>, 3> durations{
        {{tr("For 15 Minutes"), std::chrono::minutes(15)},
         {tr("For 1 Hour"), std::chrono::hours(1)},
         {tr("For 4 Hours"), std::chrono::hours(4)}}};
    for (const auto& [text, duration] : durations) {
        QAction* action = addAction(text);
        m_choices << action;
        connect(action, &QAction::triggered, this, [this, length = duration] {
            const QString reason = m_reason->text().trimmed();
            if (!reason.isEmpty())
                emit chosen(length, reason);
        });
    }
    m_reason->installEventFilter(this);
    connect(m_reason, &QLineEdit::textChanged, this, &ShelveMenu::updateChoices);
    connect(this, &QMenu::aboutToShow, this, [this] {
        m_reason->clear(); // of another alarm
        updateChoices();
        m_reason->setFocus();
    });
    updateChoices();
}

// The field has the focus: arrows and Enter lead from it to what can be chosen. Enter alone does
// not shelve: for how long is a choice.
bool ShelveMenu::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_reason || event->type() != QEvent::KeyPress)
        return QMenu::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    const bool isDown =
        key == Qt::Key_Down || key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Tab;
    if ((!isDown && key != Qt::Key_Up) || !m_choices.front()->isEnabled())
        return QMenu::eventFilter(watched, event);
    setFocus(Qt::TabFocusReason);
    setActiveAction(isDown ? m_choices.front() : m_choices.back());
    return true;
}

void ShelveMenu::updateChoices()
{
    const bool isGiven = !m_reason->text().trimmed().isEmpty();
    for (QAction* choice : m_choices)
        choice->setEnabled(isGiven);
}

} // namespace frame
