// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/frame/suppressmenu.h"

#include "models/items/alarmwords.h"
#include "widgets/common/plaintext.h"
#include "widgets/frame/menuline.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QWidgetAction>

using namespace Qt::StringLiterals;

namespace frame {

namespace {

constexpr int kLongestCause = 200;
constexpr int kWidth = 360;
constexpr int kMargin = 4;
constexpr std::size_t kMostAlarms = 8;

} // namespace

SuppressMenu::SuppressMenu(QWidget* parent)
    : QMenu(parent)
    , m_words(new QLineEdit(this))
{
    setTitle(tr("Suppress"));
    setToolTipsVisible(true);
    m_words->setPlaceholderText(tr("Say what explains it, for example a test of load"));
    m_words->setAccessibleName(tr("What explains the alarm"));
    m_words->setMaxLength(kLongestCause);
    m_words->setMinimumWidth(kWidth);
    m_words->setTextMargins(kMargin, kMargin, kMargin, kMargin);
    auto* field = new QWidgetAction(this);
    field->setDefaultWidget(m_words);
    addAction(field);
    m_useWords = addAction(tr("Suppress Until It Is Taken Back"));
    connect(m_useWords, &QAction::triggered, this, [this] {
        const QString cause = m_words->text().trimmed();
        if (!cause.isEmpty())
            emit chosen(cause);
    });
    m_words->installEventFilter(this);
    connect(m_words, &QLineEdit::textChanged, this, &SuppressMenu::updateWords);
    connect(this, &QMenu::aboutToShow, this, [this] {
        m_words->clear(); // of another alarm
        fill();
        updateWords();
        m_words->setFocus();
    });
    updateWords();
}

void SuppressMenu::setCauses(const std::vector<telemetry::AlarmTransition>& alarms)
{
    m_causes = alarms;
}

void SuppressMenu::fill()
{
    qDeleteAll(m_alarms);
    m_alarms.clear();
    if (m_causes.empty())
        return;
    m_alarms << addSection(tr("Until this alarm is over"));
    for (std::size_t i = 0; i < m_causes.size() && i < kMostAlarms; ++i) {
        const QString id = QString::fromStdString(m_causes[i].alarm);
        const QString text = u"%1 · %2"_s.arg(
            common::safeLine(m_causes[i].alarm, kAlarmIdLength),
            common::safeLine(items::alarmWords(m_causes[i].sentence), kAlarmSentenceLength));
        QAction* action = addAction(menuLine(text, *this));
        action->setToolTip(common::plainToolTip(text));
        connect(action, &QAction::triggered, this, [this, id] { emit chosen(id); });
        m_alarms << action;
    }
    if (m_causes.size() > kMostAlarms) {
        m_alarms << addAction(tr("%n more: name one in the field above", nullptr,
                                 static_cast<int>(m_causes.size() - kMostAlarms)));
        m_alarms.last()->setEnabled(false);
    }
}

// The field has the focus: arrows and Tab lead from it to what can be chosen.
bool SuppressMenu::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_words || event->type() != QEvent::KeyPress)
        return QMenu::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    const bool isDown =
        key == Qt::Key_Down || key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Tab;
    QAction* next = m_useWords->isEnabled() ? m_useWords
        : m_alarms.size() > 1               ? m_alarms[1]
                                            : nullptr;
    if (!isDown || next == nullptr)
        return QMenu::eventFilter(watched, event);
    setFocus(Qt::TabFocusReason);
    setActiveAction(next);
    return true;
}

void SuppressMenu::updateWords()
{
    m_useWords->setEnabled(!m_words->text().trimmed().isEmpty());
}

} // namespace frame
