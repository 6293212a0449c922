// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/suspects/verdicts.h"
#include "models/telemetry/ids.h"

#include <QString>
#include <QWidget>

#include <cstddef>
#include <optional>
#include <vector>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace common {
class SearchLine;
}

namespace triage {

// Gives verdicts on what is read: by a button, or by a key, which asks before it records; on
// several answers at once a button asks too. The question takes the place of the other things that
// can be done with the answer, so that nothing moves for it. A note is asked for in a line of its
// own, and stays until it is recorded or given up. GUI thread.
class VerdictBar final : public QWidget
{
    Q_OBJECT

public:
    explicit VerdictBar(QWidget* actions, QWidget* parent = nullptr);

    // A key for this verdict: asks, and the same once more records it. On so many answers at once.
    void press(suspects::Opinion opinion, bool isWithNote, std::size_t answers);
    void stopAsking();
    void stopAskingByKey(); // but not a note that somebody is writing
    bool isAsking() const { return m_asked.has_value(); }
    bool isTyping() const; // a note
    bool isNoting() const; // likewise, though the focus may be elsewhere
    // Another answer is read, or a group of so many; nothing is known to be taken back.
    void setSubject(std::size_t answers);
    void setAnswers(std::size_t answers); // by now
    // On which of them a verdict of one's own stands, to be taken back.
    void setStanding(std::vector<telemetry::SpanKey> answers);
    const std::vector<telemetry::SpanKey>& standing() const { return m_standing; }
    // What was given last was recorded, or could not be: then its note comes back.
    void settle(bool isRecorded);
    void setPeopleToConfirm(int people);

signals:
    void held(); // a verdict is about to be given: it is about what is read now
    void given(suspects::Opinion opinion, const QString& note);
    void left(); // the focus is to go back to the list

private:
    QPushButton* addButton(const QString& text, suspects::Opinion opinion);
    void ask(const QString& question);
    void askForNote(std::size_t answers);
    void give(suspects::Opinion opinion, const QString& note);
    QString onText(std::size_t answers) const;

    struct Noted
    {
        suspects::Opinion opinion = suspects::Opinion::Unsure;
        QString note;
    };
    std::optional<suspects::Opinion> m_asked; // the same key, or Return in the note, records it
    std::optional<Noted> m_given; // with a note, and not known to be recorded yet
    std::size_t m_answers = 1;
    std::vector<telemetry::SpanKey> m_standing;
    std::vector<QPushButton*> m_verdicts;
    QStackedWidget* m_above; // the actions, or the question
    QLabel* m_question;
    QLabel* m_rule;
    common::SearchLine* m_note;
    QPushButton* m_withdraw;
    QHBoxLayout* m_row;
};

} // namespace triage
