// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/triage/verdictbar.h"

#include "models/items/formats.h"
#include "widgets/common/keymap.h"
#include "widgets/common/searchline.h"
#include "widgets/common/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QStringList>
#include <QVBoxLayout>

#include <array>
#include <iterator>
#include <utility>

using namespace Qt::StringLiterals;

namespace triage {

namespace {

using suspects::Opinion;

using common::KeyCommand;

// In the order of the opinions.
constexpr std::array kVerdictKeys{KeyCommand::JudgeWrong, KeyCommand::JudgeSound,
                                  KeyCommand::JudgeUnsure};
constexpr std::array kNoteKeys{KeyCommand::NoteWrong, KeyCommand::NoteSound,
                               KeyCommand::NoteUnsure};
constexpr int kLongestNote = 2000;

QString keyOf(Opinion opinion)
{
    return common::keymap().text(kVerdictKeys.at(static_cast<std::size_t>(opinion)));
}

QString noteKeyOf(Opinion opinion)
{
    return common::keymap().text(kNoteKeys.at(static_cast<std::size_t>(opinion)));
}

QString nameOf(Opinion opinion)
{
    return QString::fromLatin1(suspects::toString(opinion));
}

} // namespace

VerdictBar::VerdictBar(QWidget* actions, QWidget* parent)
    : QWidget(parent)
    , m_above(new QStackedWidget(this))
    , m_question(new QLabel(this))
    , m_rule(new QLabel(this))
    , m_note(new common::SearchLine(common::SearchLine::Escape::KeepsText, this))
    , m_withdraw(new QPushButton(tr("Take Back"), this))
    , m_row(new QHBoxLayout)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(common::kSpace3, common::kSpace2, common::kSpace3, common::kSpace2);
    column->setSpacing(common::kSpace1);
    m_question->setTextFormat(Qt::PlainText);
    m_question->setWordWrap(true);
    m_question->setMinimumWidth(1);
    m_withdraw->setToolTip(
        tr("The recorded verdict stays in the timeline, and that it was taken back"));
    m_withdraw->hide();
    m_above->addWidget(actions);
    m_above->addWidget(m_question);
    m_above->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    column->addWidget(m_above);
    m_note->setMaxLength(kLongestNote);
    m_note->setAccessibleName(tr("Note on the verdict"));
    m_note->hide();
    column->addWidget(m_note);
    m_row->setSpacing(common::kSpace2);
    m_row->addWidget(addButton(tr("Wrong"), Opinion::Wrong));
    m_row->addWidget(addButton(tr("Sound"), Opinion::Sound));
    m_row->addWidget(addButton(tr("Unsure"), Opinion::Unsure));
    m_rule->setTextFormat(Qt::PlainText);
    m_rule->setForegroundRole(QPalette::PlaceholderText);
    m_rule->setText(tr("two people must agree"));
    m_rule->hide();
    m_rule->setWordWrap(true);
    m_rule->setMinimumWidth(1);
    m_row->addWidget(m_rule, 1);
    m_row->addStretch(1);
    m_row->addWidget(m_withdraw);
    column->addLayout(m_row);
    connect(m_withdraw, &QPushButton::pressed, this, &VerdictBar::held);
    connect(m_withdraw, &QPushButton::clicked, this, [this] {
        stopAsking();
        emit given(Opinion::Withdrawn, {});
    });
    connect(m_note, &QLineEdit::returnPressed, this, [this] {
        const auto opinion = m_asked;
        const QString note = m_note->text().trimmed();
        stopAsking();
        emit held();
        if (opinion)
            give(*opinion, note);
        emit left();
    });
    connect(m_note, &common::SearchLine::left, this, [this] {
        stopAsking();
        emit left();
    });
}

QPushButton* VerdictBar::addButton(const QString& text, Opinion opinion)
{
    auto* button = new QPushButton(text, this);
    common::followKeys(button, [button, opinion] {
        QStringList ways;
        if (const QString key = keyOf(opinion); !key.isEmpty())
            ways << tr("%1, twice").arg(key);
        if (const QString key = noteKeyOf(opinion); !key.isEmpty())
            ways << tr("%1 with a note").arg(key);
        button->setToolTip(ways.join(u"; "_s));
    });
    m_verdicts.push_back(button);
    connect(button, &QPushButton::pressed, this, &VerdictBar::held);
    connect(button, &QPushButton::clicked, this, [this, opinion] {
        if (m_answers > 1 && m_asked != opinion)
            return press(opinion, false, m_answers);
        // What was written for a verdict that is not given after all is nobody's.
        const bool isNoted = m_asked == opinion && m_note->isVisible();
        const QString note = isNoted ? m_note->text().trimmed() : QString();
        stopAsking();
        give(opinion, note);
    });
    return button;
}

bool VerdictBar::isTyping() const
{
    return m_note->hasFocus();
}

bool VerdictBar::isNoting() const
{
    return m_asked && !m_note->isHidden() && !m_note->text().trimmed().isEmpty();
}

void VerdictBar::setSubject(std::size_t answers)
{
    stopAsking();
    m_given.reset();
    setStanding({});
    setAnswers(answers);
}

void VerdictBar::setAnswers(std::size_t answers)
{
    if (answers != m_answers)
        stopAskingByKey(); // the question named another number
    m_answers = answers;
    for (QPushButton* button : m_verdicts)
        button->setAccessibleDescription(
            answers > 1 ? tr("Records your verdict on all %1 answers; asks before")
                              .arg(items::countText(static_cast<std::int64_t>(answers)))
                        : tr("Records your verdict on this answer"));
}

void VerdictBar::setStanding(std::vector<telemetry::SpanKey> answers)
{
    m_standing = std::move(answers);
    m_withdraw->setVisible(!m_standing.empty());
    m_withdraw->setText(m_answers > 1
                            ? tr("Take Back %1").arg(items::countText(std::ssize(m_standing)))
                            : tr("Take Back"));
}

void VerdictBar::settle(bool isRecorded)
{
    const std::optional<Noted> given = std::exchange(m_given, std::nullopt);
    if (isRecorded || !given)
        return;
    press(given->opinion, true, m_answers);
    m_note->setText(given->note);
}

void VerdictBar::give(Opinion opinion, const QString& note)
{
    m_given.reset();
    if (!note.isEmpty())
        m_given = Noted{.opinion = opinion, .note = note};
    emit given(opinion, note);
}

void VerdictBar::setPeopleToConfirm(int people)
{
    m_rule->setVisible(people > 1);
}

QString VerdictBar::onText(std::size_t answers) const
{
    return answers == 1
        ? QString()
        : tr(" on all %1 answers").arg(items::countText(static_cast<std::int64_t>(answers)));
}

void VerdictBar::press(Opinion opinion, bool isWithNote, std::size_t answers)
{
    if (m_asked == opinion && !isWithNote && !m_note->isVisible()) {
        stopAsking();
        emit held();
        give(opinion, {});
        return;
    }
    m_asked = opinion;
    if (isWithNote) {
        askForNote(answers);
        return;
    }
    m_note->hide();
    const QString key = keyOf(opinion);
    const QString noteKey = noteKeyOf(opinion);
    const QString again = key.isEmpty() ? tr("The button")
        : answers > 1                   ? tr("%1 or the button").arg(key)
                                        : key;
    QString question = tr("%1 again records the verdict “%2”%3; Esc does not.")
                           .arg(again, nameOf(opinion), onText(answers));
    if (!noteKey.isEmpty())
        question += u' ' + tr("%1 adds a note.").arg(noteKey);
    ask(question);
}

void VerdictBar::ask(const QString& question)
{
    m_question->setText(question);
    m_above->setCurrentWidget(m_question);
}

void VerdictBar::askForNote(std::size_t answers)
{
    ask(tr("Enter records the verdict “%1”%2 with this note; Esc does not.")
            .arg(nameOf(*m_asked), onText(answers)));
    m_note->setPlaceholderText(tr("Why it is %1").arg(nameOf(*m_asked)));
    m_note->clear();
    m_note->show();
    m_note->setFocus(Qt::ShortcutFocusReason);
}

void VerdictBar::stopAskingByKey()
{
    if (!isNoting())
        stopAsking();
}

void VerdictBar::stopAsking()
{
    m_asked.reset();
    m_question->clear();
    m_above->setCurrentIndex(0);
    m_note->clear();
    m_note->hide();
}

} // namespace triage
