// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/triage/verdictbar.h"

#include "models/items/formats.h"
#include "widgets/common/searchline.h"
#include "widgets/common/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace triage {

namespace {

using suspects::Opinion;

constexpr std::array kKeys{"Y", "N", "U"};
constexpr int kLongestNote = 2000;

QString keyOf(Opinion opinion)
{
    return QString::fromLatin1(kKeys.at(static_cast<std::size_t>(opinion)));
}

QString nameOf(Opinion opinion)
{
    return QString::fromLatin1(suspects::toString(opinion));
}

} // namespace

VerdictBar::VerdictBar(QWidget* parent)
    : QWidget(parent)
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
    m_question->setMinimumHeight(m_question->fontMetrics().height()); // nothing moves for it
    m_question->setMinimumWidth(1);
    m_withdraw->setToolTip(
        tr("The recorded verdict stays in the timeline, and that it was taken back"));
    m_withdraw->hide();
    auto* said = new QHBoxLayout; // a row of its own: the buttons are as wide as there is room
    said->addWidget(m_question, 1);
    said->addWidget(m_withdraw);
    column->addLayout(said);
    m_note->setMaxLength(kLongestNote);
    m_note->setAccessibleName(tr("Note on the verdict"));
    m_note->hide();
    column->addWidget(m_note);
    m_row->setSpacing(common::kSpace2);
    m_row->addWidget(addButton(tr("Wrong"), u"Y"_s, Opinion::Wrong));
    m_row->addWidget(addButton(tr("Sound"), u"N"_s, Opinion::Sound));
    m_row->addWidget(addButton(tr("Unsure"), u"U"_s, Opinion::Unsure));
    m_rule->setTextFormat(Qt::PlainText);
    m_rule->setForegroundRole(QPalette::PlaceholderText);
    m_rule->setText(tr("two people must agree"));
    m_rule->hide();
    m_row->addWidget(m_rule);
    m_row->addStretch(1);
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
            emit given(*opinion, note);
        emit left();
    });
    connect(m_note, &common::SearchLine::left, this, [this] {
        stopAsking();
        emit left();
    });
}

QPushButton* VerdictBar::addButton(const QString& text, const QString& key, Opinion opinion)
{
    auto* button = new QPushButton(text, this);
    button->setToolTip(tr("%1, twice; Shift+%1 with a note").arg(key));
    button->setAccessibleDescription(tr("Records your verdict on this answer"));
    connect(button, &QPushButton::pressed, this, &VerdictBar::held);
    connect(button, &QPushButton::clicked, this, [this, opinion] {
        // What was written for a verdict that is not given after all is nobody's.
        const bool isNoted = m_asked == opinion && m_note->isVisible();
        const QString note = isNoted ? m_note->text().trimmed() : QString();
        stopAsking();
        emit given(opinion, note);
    });
    return button;
}

bool VerdictBar::isTyping() const
{
    return m_note->hasFocus();
}

void VerdictBar::setStands(bool stands)
{
    m_withdraw->setVisible(stands);
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
        emit given(opinion, {});
        return;
    }
    m_asked = opinion;
    if (isWithNote) {
        askForNote(answers);
        return;
    }
    m_note->hide();
    m_question->setText(
        tr("%1 again records the verdict “%2”%3; Esc does not. Shift+%1 adds a note.")
            .arg(keyOf(opinion), nameOf(opinion), onText(answers)));
}

void VerdictBar::askForNote(std::size_t answers)
{
    m_question->setText(tr("Enter records the verdict “%1”%2 with this note; Esc does not.")
                            .arg(nameOf(*m_asked), onText(answers)));
    m_note->setPlaceholderText(tr("Why it is %1").arg(nameOf(*m_asked)));
    m_note->clear();
    m_note->show();
    m_note->setFocus(Qt::ShortcutFocusReason);
}

void VerdictBar::stopAsking()
{
    m_asked.reset();
    m_question->clear();
    m_note->clear();
    m_note->hide();
}

} // namespace triage
