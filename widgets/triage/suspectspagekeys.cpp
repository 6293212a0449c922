// SPDX-License-Identifier: GPL-3.0-or-later

// The part of the page that is worked by keys.

#include "models/items/formats.h"
#include "widgets/common/keymap.h"
#include "widgets/triage/suspectside.h"
#include "widgets/triage/suspectspage.h"
#include "widgets/triage/verdictbar.h"

#include <QApplication>
#include <QKeyEvent>
#include <QListView>
#include <QSplitter>
#include <QStackedWidget>

#include <algorithm>
#include <optional>
#include <utility>

namespace triage {

using common::KeyCommand;
using common::KeyContext;

namespace {

bool isVerdict(KeyCommand command)
{
    return command >= KeyCommand::JudgeWrong && command <= KeyCommand::NoteUnsure;
}

suspects::Opinion opinionOf(KeyCommand verdict)
{
    switch (verdict) {
    case KeyCommand::JudgeWrong:
    case KeyCommand::NoteWrong:
        return suspects::Opinion::Wrong;
    case KeyCommand::JudgeSound:
    case KeyCommand::NoteSound:
        return suspects::Opinion::Sound;
    default:
        return suspects::Opinion::Unsure;
    }
}

bool hasCommandModifier(const QKeyEvent& event)
{
    return event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier);
}

} // namespace

void SuspectsPage::move(int rows)
{
    if (shownCount() == 0)
        return; // what comes is still being read
    QListView* list = m_isGrouped ? m_clusterList : m_list;
    const int row = std::clamp(list->currentIndex().row() + rows, 0, shownCount() - 1);
    list->setCurrentIndex(list->model()->index(row, 0));
}

void SuspectsPage::goOn(int direction, const telemetry::SpanKey& open)
{
    if (m_questions != m_answered || m_shownAt == telemetry::Timestamp()) {
        if (!m_alarmWanted.empty() && !m_alarm) {
            emit endReached(tr("The suspects of the alarm are still being looked for."));
            return;
        }
        m_goingOn = {direction, open};
        m_isGrouped ? readClusters() : readQueue();
        return;
    }
    for (int row = 0; !m_isGrouped && row < m_model.rowCount(); ++row) {
        if (m_shown.trace != open.trace && m_model.row(row).suspicion.trace == open.trace)
            m_list->setCurrentIndex(m_model.index(row, 0));
    }
    if (!current()) {
        emit endReached(tr("No suspect is listed."));
        return;
    }
    const QListView* list = m_isGrouped ? m_clusterList : m_list;
    const int before = list->currentIndex().row();
    if (m_shown.trace == open.trace) {
        move(direction);
        if (list->currentIndex().row() == before) {
            emit endReached(direction > 0 ? tr("This is the last suspect of the list.")
                                          : tr("This is the first suspect of the list."));
            return;
        }
    }
    openTrace();
}

void SuspectsPage::openTrace()
{
    if (current())
        emit traceRequested(m_shown);
}

void SuspectsPage::openSpread()
{
    if (current())
        emit spreadRequested(m_shown, {});
}

// One answer, or all of a cluster: they are taken in unless all of them are.
void SuspectsPage::markCurrent()
{
    std::vector<telemetry::SpanKey> keys = m_model.marked();
    std::vector<telemetry::SpanKey> chosen;
    for (const suspects::Judged& one : toJudge())
        chosen.push_back(one.answer);
    const bool areAll = std::ranges::all_of(
        chosen, [this](const telemetry::SpanKey& key) { return m_model.isMarked(key); });
    for (const telemetry::SpanKey& key : chosen) {
        if (areAll)
            std::erase(keys, key);
        else if (!m_model.isMarked(key))
            keys.push_back(key);
    }
    setMarked(std::move(keys));
}

void SuspectsPage::setMarked(std::vector<telemetry::SpanKey> keys)
{
    m_model.setMarked(std::move(keys));
    const std::vector<telemetry::SpanKey> marked = m_model.marked();
    m_head->tell(
        QueueHead::MarkedChip,
        marked.empty()
            ? QString()
            : tr("%1 selected").arg(items::countText(static_cast<std::int64_t>(marked.size()))));
    emit selectionChanged(marked);
}

bool SuspectsPage::handleKey(const QKeyEvent& event)
{
    const auto command = common::keymap().find(KeyContext::Suspects, event);
    if (command && isVerdict(*command)) {
        const std::size_t answers = toJudge().size();
        m_side->showShared(false); // what is judged is to be seen
        if (m_verdictBar != nullptr && answers > 0)
            m_verdictBar->press(opinionOf(*command), *command >= KeyCommand::NoteWrong, answers);
        return true;
    }
    if (!command) {
        const bool isEnter = event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
        if (hasCommandModifier(event) || (!isEnter && event.key() != Qt::Key_Escape))
            return false;
        if (!isEnter)
            stopAsking();
        else
            m_isGrouped ? openCluster() : openTrace();
        return true;
    }
    switch (*command) {
    case KeyCommand::NextSuspect:
    case KeyCommand::PreviousSuspect:
        stopAsking();
        move(*command == KeyCommand::NextSuspect ? 1 : -1);
        return true;
    case KeyCommand::SpreadOfSuspect:
        openSpread();
        return true;
    case KeyCommand::FilterSuspects:
        focusSearch();
        return true;
    case KeyCommand::GroupSuspects:
        setGrouped(!m_isGrouped);
        return true;
    case KeyCommand::SelectSuspect:
        markCurrent();
        return true;
    case KeyCommand::SharedBySuspects:
        m_side->showShared(!m_side->isSharedShown());
        return true;
    default:
        return false;
    }
}

// While something is listed, and nobody types or chooses in the head or writes a note.
bool SuspectsPage::takesKeys() const
{
    return m_splitter->isVisible() && !m_head->isAncestorOf(QApplication::focusWidget())
        && (m_verdictBar == nullptr || !m_verdictBar->isTyping());
}

// On the page these keys are verdicts and moves, whatever the window's menus make of them.
bool SuspectsPage::isOwnKey(const QKeyEvent& event) const
{
    if (const auto command = common::keymap().find(KeyContext::Suspects, event))
        return takesKeys() && (m_port != nullptr || !isVerdict(*command));
    return event.key() == Qt::Key_Escape && !hasCommandModifier(event) && m_verdictBar != nullptr
        && m_verdictBar->isAsking() && !m_verdictBar->isTyping();
}

bool SuspectsPage::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride
        && isOwnKey(static_cast<const QKeyEvent&>(*event))) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

// A key that is held goes on through the list; all else it does once.
void SuspectsPage::keyPressEvent(QKeyEvent* event)
{
    const bool isMove = common::keymap().matches(KeyCommand::NextSuspect, *event)
        || common::keymap().matches(KeyCommand::PreviousSuspect, *event);
    if (event->isAutoRepeat() && isOwnKey(*event) && !isMove)
        return;
    if (!isOwnKey(*event) || !handleKey(*event))
        QWidget::keyPressEvent(event);
}

bool SuspectsPage::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto& key = static_cast<const QKeyEvent&>(*event);
        const bool isOfList = watched == m_list || watched == m_clusterList;
        const auto command = common::keymap().find(KeyContext::Suspects, key);
        if (key.isAutoRepeat() && command && isVerdict(*command))
            return true; // a key that is held is pressed once
        const bool isTaken = isOwnKey(key) || (isOfList && key.key() != Qt::Key_Escape);
        if (isTaken && handleKey(key))
            return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace triage
